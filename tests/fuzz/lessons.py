"""Search for bytes that make the lesson reader do anything but give a lesson or problems."""

from __future__ import annotations

import atheris

from tests.fuzz.run import search

with atheris.instrument_imports(include=["tutor.core", "markdown_it", "mdit_py_plugins"]):
    import tutor.core.formula.reader
    import tutor.core.formula.render
    import tutor.core.lesson_check  # noqa: F401 (imported here to be instrumented)
    from tutor.core import starters
    from tutor.core.lesson_format import check

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
