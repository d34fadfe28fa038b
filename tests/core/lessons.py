"""The lessons that come with the program, read once for all tests."""

from __future__ import annotations

from pathlib import Path

from tutor.core.lesson import Lesson
from tutor.core.reader import read

FOLDER = Path(__file__).parent.parent.parent / "lessons"


def lesson(name: str) -> Lesson:
    path = next(FOLDER.glob(f"{name}*.md"))
    found, problems = read(path.read_bytes(), path.name)
    assert found is not None, problems
    assert not problems
    return found


LESSONS = tuple(lesson(path.stem) for path in sorted(FOLDER.glob("[0-9]*.md")))
LESSON_5 = LESSONS[4]
