"""Every theorem, definition, example, remark, property, algorithm and equation of the lecture note.

The lessons' ``covers:`` fields are compared with the list of what the note numbers.  A lesson that
is missing makes its rows fail; nothing is skipped.
"""

from __future__ import annotations

import pytest

from tests.core import lessons
from tutor.core.practice.items import quizzes_of
from tutor.core.questions import evidence_if_right, make

SECTIONS = ("1.1", "1.2", "1.3", "2", "2.1", "2.2", "2.3", "2.4", "3")
NUMBERED = {
    "Theorem": range(1, 3),
    "Definition": range(1, 2),
    "Example": range(1, 8),
    "Remark": range(1, 7),
    "Property": range(1, 2),
    "Algorithm": range(1, 2),
}
NOTE = (
    *(f"Section {number}" for number in SECTIONS),
    *(f"{kind} {number}" for kind, numbers in NUMBERED.items() for number in numbers),
    *(f"Equation 2.{number}" for number in range(1, 5)),
)
"""What the note numbers, in its own words."""

TAUGHT_IN = {
    "Theorem 1": {1}, "Theorem 2": {4}, "Definition 1": {3},
    "Example 1": {1}, "Example 2": {2}, "Example 3": {3}, "Example 4": {3, 5},
    "Example 5": {5}, "Example 6": {5}, "Example 7": {7},
    "Remark 1": {5, 7}, "Remark 2": {8}, "Remark 3": {10}, "Remark 4": {12}, "Remark 5": {15},
    "Remark 6": {17}, "Property 1": {11}, "Algorithm 1": {16},
    "Equation 2.1": {11}, "Equation 2.2": {12}, "Equation 2.3": {13}, "Equation 2.4": {14},
    "Section 3": {18},
}  # fmt: skip
"""The lessons in which each is introduced; others may come back to it."""


LESSONS = dict(enumerate(lessons.LESSONS, 1))


@pytest.mark.parametrize("item", NOTE)
def test_the_note_is_covered(item: str) -> None:
    covering = {number for number, lesson in LESSONS.items() if item in lesson.covers}
    assert covering
    assert covering >= TAUGHT_IN.get(item, set())


@pytest.mark.parametrize("number", LESSONS)
def test_a_lesson_covers_what_the_note_has(number: int) -> None:
    assert set(LESSONS[number].covers) <= set(NOTE)


@pytest.mark.parametrize("number", LESSONS)
def test_a_lesson_needs_only_lessons_before_it(number: int) -> None:
    before = {LESSONS[other].id for other in LESSONS if other < number}
    assert set(LESSONS[number].needs) <= before
    assert LESSONS[number].needs or number == 1


def test_the_skills_of_the_lessons_are_all_asked_for() -> None:
    """Every skill that a lesson names is tested by a question of the final check."""
    named = {skill for lesson in lessons.LESSONS for skill in lesson.skills}
    final = next(one for one in lessons.LESSONS if one.id == "note-3-summary")
    asked = {
        one.skill
        for quiz in quizzes_of(final)
        for one in evidence_if_right(make(quiz, final.graphs.get(quiz.graph), 1))
    }
    assert named == asked
    assert len(named) == 22
