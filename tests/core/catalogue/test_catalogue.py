"""The list of lessons knows without reading what reading finds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.lessons import LESSON_5, lesson
from tutor.core.catalogue import Catalogue, Entry, Section, findable, header_of
from tutor.core.lesson import Quiz
from tutor.core.progress import Progress
from tutor.core.reader import read
from tutor.library import LessonFile, built_in


@pytest.mark.parametrize("file", built_in(), ids=lambda file: file.name)
def test_a_head_says_what_the_whole_lesson_says(file: LessonFile) -> None:
    lesson, _ = read(file.data, file.name)
    assert lesson
    quizzes = [o.id for page in lesson.pages for o in page.activities if isinstance(o, Quiz)]
    assert header_of(file.data) == (lesson.id, lesson.title, tuple(quizzes), lesson.needs)


@pytest.mark.parametrize("data", [b"", b"---", b"\xff\xfe\x00", b"---\nid: \x1b[2J\n", b"\n" * 99])
def test_a_file_that_is_no_lesson_has_a_head_all_the_same(data: bytes) -> None:
    assert "\x1b" not in header_of(data).id


def test_behind_the_last_lesson_of_the_course_comes_no_pack() -> None:
    mine = Section("mine", "Mine")
    entries = [
        Entry(str(n), f"lesson-{n}", "A title", (), lambda: LESSON_5, section)
        for n, section in enumerate((None, None, mine, mine))
    ]
    shelf = Catalogue(tuple(entries))
    behind = [shelf.after(replace(LESSON_5, id=entry.id)) for entry in entries]
    assert behind == [entries[1], None, entries[3], None]
    assert shelf.after(replace(LESSON_5, id="of my own")) is None
    assert shelf.next(Progress(), "mine") == entries[2]


def test_goals_skills_and_terms_of_a_lesson_can_be_found() -> None:
    found = {(one.kind, one.text): one.page for one in findable(lesson("07"))}
    assert ("lesson", "A node with several successors") in found
    assert ("goal", "add up the messages of all successors of a node;") in found
    assert found["skill", "add the messages of all routes"] is not None
    assert any(kind == "term" for kind, _ in found)
    for one in findable(lesson("13")):
        if one.kind == "goal":
            assert one.text.startswith("compute δ")


def test_pages_are_found_with_their_number() -> None:
    pages = [one for one in findable(lesson("07")) if one.kind == "page"]
    assert [lesson("07").pages[one.page or 0].title for one in pages] == [one.text for one in pages]
