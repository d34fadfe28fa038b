"""Sixty students of our own making: three habits, some slips, and the files that they hand in."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

from tutor.core import questions as quizzes
from tutor.core.answers import are_apart
from tutor.core.graph import Pass
from tutor.core.lesson import Lesson
from tutor.core.misconceptions import wrong_numbers
from tutor.core.practice import PracticeItem, lesson_items, mark_answer
from tutor.core.progress import Answered, Event, export_document
from tutor.core.questions import Question, Response
from tutor.core.session import event_of

SIXTY = tuple(f"Student {number:02}" for number in range(1, 61))
PLANTED: Mapping[str, int] = {"SQ_FORGOT_2": 18, "BACKPROP_ONLY": 11, "LOCAL_ONLY": 7}
"""How many of the sixty have which habit, the commonest first; the others have none."""
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def habits_of(students: Iterable[str] = SIXTY) -> dict[str, str]:
    """The habit of each, "" for none, spread over the class."""
    names = [*students]
    random.Random(5).shuffle(names)
    given = [id_ for id_, count in PLANTED.items() for _ in range(count)]
    return dict(zip(names, given + [""] * len(names), strict=False))


def response_of(question: Question, habit: str) -> Response:
    """The right response, or the number that a habit gives where it has one of its own."""
    if question.derivative and question.numbers:
        wrong = wrong_by(habit, question.numbers, question.derivative[1])
        if wrong is not None:
            return (f"{wrong:.6g}",)
    return quizzes.solution(question)


def wrong_by(habit: str, numbers: Pass, wrt: str) -> float | None:
    """What somebody with this habit gives for the gradient at ``wrt`` where that is wrong."""
    if not habit:
        return None
    right = numbers.gradients[wrt]
    given = wrong_numbers(numbers, wrt, ids=[habit]).get(habit, set())
    return max((x for x in given if are_apart(x, right)), key=abs, default=None)


def answers_of(items: Iterable[PracticeItem], habit: str, start: datetime) -> Iterator[Event]:
    """What a student stores who answers these, a minute each."""
    for minute, item in enumerate(items, 1):
        _, _, save = mark_answer(item, response_of(item.question, habit))
        assert save is not None
        yield event_of(save, item.lesson, start + timedelta(minutes=minute), 60.0)


def export_of(lesson: Lesson, student: str, habit: str, count: int = 8) -> str:
    """The export of a student who did a round of gradients in this lesson."""
    number = SIXTY.index(student)
    items = lesson_items(lesson, count, 1000 + number, ("numeric",))
    events = [*answers_of(items, habit, MONDAY + timedelta(hours=number))]
    assert all(isinstance(event, Answered) for event in events)
    return export_document(events, name=student)
