"""The list of lessons knows without reading what reading finds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.lessons import LESSON_5
from tutor.core.catalogue import Catalogue, Entry, Section, header_of
from tutor.core.lesson import Quiz
from tutor.core.progress import Progress
from tutor.core.reader import read
from tutor.library import LessonFile, built_in


@pytest.mark.parametrize("file", built_in(), ids=lambda file: file.name)
def test_a_head_says_what_the_whole_lesson_says(file: LessonFile) -> None:
    lesson, _ = read(file.data, file.name)
    assert lesson
    quizzes = [o.id for page in lesson.pages for o in page.activities if isinstance(o, Quiz)]
    assert header_of(file.data) == (lesson.id, lesson.title, tuple(quizzes))


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
