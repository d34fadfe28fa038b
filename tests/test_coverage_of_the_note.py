"""The lessons teach the whole lecture note: every numbered thing in it is covered by a lesson."""

from __future__ import annotations

import pytest

from tutor.core.lesson_format import read
from tutor.library import built_in

NOTE = {
    "Theorem": (1, 2),
    "Definition": (1,),
    "Example": (1, 2, 3, 4, 5, 6, 7),
    "Remark": (1, 2, 3, 4, 5, 6),
    "Property": (1,),
    "Algorithm": (1,),
    "Equation": ("2.1", "2.2", "2.3", "2.4"),
    "Section": ("1.1", "1.2", "1.3", "2", "2.1", "2.2", "2.3", "2.4", "3"),
}
"""What the note numbers, and its sections."""

ITEMS = [f"{kind} {number}" for kind, numbers in NOTE.items() for number in numbers]


def covered() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for file in built_in():
        lesson, problems = read(file.data, file.name)
        assert lesson, problems
        for item in lesson.covers:
            found.setdefault(item, []).append(file.name)
    return found


@pytest.mark.parametrize("item", ITEMS)
def test_a_lesson_covers(item: str) -> None:
    assert covered().get(item)


def test_lessons_cover_nothing_that_the_note_does_not_have() -> None:
    assert set(covered()) <= set(ITEMS)


def test_the_skills_of_the_lessons_are_all_asked_for() -> None:
    """Every skill that a lesson names is tested by a question of the final check."""
    lessons = [read(file.data, file.name)[0] for file in built_in()]
    named = {skill for lesson in lessons if lesson for skill in lesson.skills}
    final = lessons[-1]
    assert final
    asked = {
        s for page in final.pages for one in page.activities for s in getattr(one, "skills", ())
    }
    assert named == asked
    assert len(named) == 16
