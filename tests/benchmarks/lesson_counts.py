"""What the lessons ask for, counted: ``python -m tests.benchmarks.lesson_counts [NUMBER ...]``.

A line a lesson: pages, the minutes that it says and those that are estimated, the questions (and
graphs to be built), how many of them are typed, how often a choice follows upon a choice, and how
many answers can be read on the screen of a learner who takes the lesson.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from tests.test_honest_questions import walked
from tests.test_lessons import estimate
from tutor.core.activities import ACTIVITIES
from tutor.core.checking.giveaway import giveaways
from tutor.core.lesson import Activity, Lesson, Quiz
from tutor.core.questions import make
from tutor.core.reader import read
from tutor.library import built_in


class Counts(NamedTuple):
    """What is counted in one lesson."""

    pages: int
    minutes: int
    estimated: float
    questions: int
    typed: int
    in_a_row: int
    visible: int


def count(lesson: Lesson) -> Counts:
    """The counts of one lesson, its answers looked for with the first seed."""
    asked = [one for page in lesson.pages for one in page.activities if is_question(one)]
    told = {
        (shown.question.quiz.id, one)
        for shown in walked(lesson, 1)
        if shown.question
        for one in giveaways(shown)
    }
    return Counts(
        pages=len(lesson.pages),
        minutes=lesson.minutes,
        estimated=estimate(lesson),
        questions=len(asked),
        typed=sum(is_typed(lesson, one) for one in asked),
        in_a_row=sum(a.kind == b.kind == "choice" for a, b in pairwise(asked)),
        visible=len(told),
    )


def is_question(one: Activity) -> bool:
    """Whether this asks by itself: a walk asks on its way."""
    return isinstance(one, Quiz) or not ACTIVITIES[one.kind].asks


def is_typed(lesson: Lesson, one: Activity) -> bool:
    """Whether the answer is typed, not chosen."""
    if not isinstance(one, Quiz):
        return True
    return make(one, lesson.graphs.get(one.graph), 0).way in ("blanks", "grid")


def lessons(chosen: set[int]) -> Iterator[tuple[str, Lesson]]:
    """The built-in lessons of these numbers; all, where none is given."""
    for file in sorted(built_in(), key=lambda one: one.number):
        if not chosen or file.number in chosen:
            lesson, problems = read(file.data, file.name)
            if lesson is None:
                raise SystemExit(f"{file.name}: {problems}")
            yield file.name[:2], lesson


def main(chosen: set[int]) -> None:
    """Print a line a lesson."""
    print("lesson  pages  minutes  estimate  questions  typed  share  choices in a row  visible")
    for number, lesson in lessons(chosen):
        found = count(lesson)
        print(
            f"{number:>6} {found.pages:6} {found.minutes:8} {found.estimated:9.1f}"
            f" {found.questions:10} {found.typed:6} {found.typed / found.questions:6.0%}"
            f" {found.in_a_row:17} {found.visible:8}"
        )


if __name__ == "__main__":
    main(set(map(int, sys.argv[1:])))
