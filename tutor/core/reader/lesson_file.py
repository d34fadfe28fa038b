"""Lesson files, format version 1: bytes to a lesson, or to everything that is wrong with them.

The file is CommonMark; what is active stands in fenced blocks.  Nothing in it can run: its
expressions are read by a grammar of their own and evaluated on floats.
"""

from __future__ import annotations

from contextlib import suppress

from tutor.core.budget import READING, WorkError, budget
from tutor.core.lesson import Lesson, Place, Problem
from tutor.core.reader.document import Document
from tutor.core.syntax import ProblemReport, decode_text

TOO_MUCH = "reading this lesson up to here takes more work than one lesson may ask for"
SMALLER = "split it in two, or make its graphs smaller and its blocks fewer"


def read(data: bytes, name: str) -> tuple[Lesson | None, tuple[Problem, ...]]:
    """The lesson in the file ``name``, and its problems in the order of the file.

    The lesson is None when any problem is an error.  Never raises: every sequence of bytes is a
    lesson or a list of problems.
    """
    report = ProblemReport()
    if not name.endswith(".md"):
        what = f"{name!r} does not look like a lesson"
        report.add(Place(1), what, "a lesson is a Markdown file, NN-name.md", "warning")
    text = decode_text(data, report)
    if text is None:
        return None, report.problems
    document, lesson = Document(text, report), None
    with budget(READING) as work, suppress(WorkError):
        lesson = document.lesson()
    if work.spent:
        report.first(document.at, TOO_MUCH, SMALLER)
    return (None if report.failed else lesson), report.problems
