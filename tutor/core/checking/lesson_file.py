"""All that is wrong with a lesson file: what reading it finds, and what its questions show."""

from __future__ import annotations

from tutor.core.checking.questions import check_lesson
from tutor.core.lesson import Problem
from tutor.core.reader import read


def check(data: bytes, name: str) -> tuple[Problem, ...]:
    """All problems of ``read``, and those that only show when the questions are drawn."""
    lesson, problems = read(data, name)
    if lesson is None:
        return problems
    return tuple(sorted((*problems, *check_lesson(lesson))))
