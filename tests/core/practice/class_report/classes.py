"""A class of our own making: some students hold one wrong rule, the others make no mistake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tutor.core.graph import derivative, run
from tutor.core.misconceptions import wrong_numbers
from tutor.core.practice import mark_typed
from tutor.core.practice.class_report import (
    Answer,
    ClassReport,
    LessonName,
    Question,
    class_report,
)
from tutor.core.typed import read_typed

LINREG = "u = w*x; yhat = u+b; e = yhat-y; J = e^2"
ASKED: tuple[tuple[str, Mapping[str, float], str], ...] = (
    (LINREG, {"w": 5, "x": 3, "b": -4, "y": 7}, "w"),
    (LINREG, {"w": 5, "x": 3, "b": -4, "y": 7}, "y"),
    ("x = a+b; y = b*c; d = x-y; f = d^2", {"a": 2, "b": 3, "c": 4}, "b"),
    ("p = w*x; q = p+b; J = q^2", {"w": 3, "x": 5, "b": -4}, "x"),
    ("p = a*b; q = a+p; L = q*c", {"a": 3, "b": 5, "c": 4}, "a"),
)

HABITS = {
    "SQ_FORGOT_2": ("Ann", "Ben", "Cem", "Dora"),
    "ONE_ROUTE": ("Eve", "Finn", "Gül"),
    "SUB_SIGN_LOST": ("Hugo", "Ida", "Jon"),
}
SLIPS = {"Ann": (0,), "Eve": (0,)}
"""The questions at which somebody writes a number that means nothing."""
GOOD = ("Kim", "Lea", "Max", "Nora")

LESSONS = {
    id_: LessonName(number, title)
    for id_, number, title in (
        ("note-1.1-chain-rule", "1", "The chain rule by hand"),
        ("note-1.3-linear-regression", "5", "Linear regression"),
        ("note-1.3-fan-out", "7", "A node with several successors"),
    )
}


def answer(student: str, at: int, given: str) -> Answer:
    """A student's answer to one of ``ASKED``, marked."""
    source, values, wrt = ASKED[at]
    typed = read_typed(source)
    assert typed.graph is not None
    asked = derivative(typed.graph.graph.label(typed.graph.graph.output), wrt)
    question = Question(source, tuple(values.items()), wrt, "", asked)
    return Answer(question, student, given, mark_typed(typed, values, wrt, given))


def answers_of(student: str, habit: str, slips: Iterable[int] = ()) -> Iterator[Answer]:
    """What somebody with this habit answers; at ``slips`` a number that means nothing."""
    for at, (source, values, wrt) in enumerate(ASKED):
        graph = read_typed(source).graph
        assert graph is not None
        pass_ = run(graph.graph, values)
        right = pass_.gradients[wrt]
        wrong = wrong_numbers(pass_, wrt, ids=[habit]).get(habit, set()) if habit else set()
        shown = sorted(number for number in wrong if number != right)
        given = right * 1.37 + 0.1 if at in slips else shown[-1] if shown else right
        yield answer(student, at, repr(given))


def class_of_three_mistakes() -> list[Answer]:
    """Ten students with one of three habits, four without; two slip once."""
    answers: list[Answer] = []
    for habit, students in HABITS.items():
        for student in students:
            answers += answers_of(student, habit, SLIPS.get(student, ()))
    for student in GOOD:
        answers += answers_of(student, "")
    return answers


def report_on(answers: list[Answer], column: str = "student") -> ClassReport:
    """The report; every kind of question can be asked on every graph."""
    return class_report(
        answers, column=column, lessons=LESSONS, practisable=lambda _question, _kind: True
    )
