"""Search for bytes that make the lesson reader do anything but give a lesson or problems."""

from __future__ import annotations

import atheris

from tests.fuzz.run import search

with atheris.instrument_imports(include=["tutor.core", "markdown_it", "mdit_py_plugins"]):
    from tutor import starters
    from tutor.core.checking.lesson_file import check

HEAD = starters.lesson().partition("## Backwards")[0].encode()


def lesson(data: bytes) -> None:
    """Read the bytes alone, and as the end of a lesson that is in order."""
    check(data, "1.md")
    for problem in check(HEAD + b"## P\n\n" + data, "2.md"):
        if problem.line < 1 or problem.column < 1:
            raise ValueError("a problem without a place")


if __name__ == "__main__":
    lesson(b"")
    search(lesson, 2.0)
