"""Negative numbers in sentences and formulas: no two signs side by side."""

from __future__ import annotations

import pytest

from tests.core.graphs import graph
from tests.core.lessons import lesson
from tests.samples import sampled
from tutor.core import questions as quizzes
from tutor.core.expression import parse
from tutor.core.graph import run, short_side
from tutor.core.graph.notation import equation, said_value
from tutor.core.lesson import LessonGraph, Quiz, Span
from tutor.core.questions.fill import fill, plain
from tutor.core.questions.kinds.sign import SignBody

NUMBERS = run(graph("f", a=-3.0, b=2.0, f=("mul", "a", "b")))


def filled(*parts: str) -> str:
    """Texts and, in odd places, expressions."""
    spans = tuple(
        Span(part, value=parse(part)) if i % 2 else Span(part) for i, part in enumerate(parts)
    )
    return plain(fill(spans, NUMBERS))


def test_a_negative_number_behind_an_operator_stands_in_brackets() -> None:
    assert (
        filled("5 · ", "a", " + ", "a", " / ", "b", " − ", "a", "") == "5 · (−3) + (−3) / 2 − (−3)"
    )


def test_a_negative_number_elsewhere_has_no_brackets() -> None:
    assert filled("(", "a", " + ", "b", ") = ", "a", ", ", "a", "") == "(−3 + 2) = −3, −3"


def test_a_negative_constant_in_an_equation_is_subtracted() -> None:
    held = graph("z", w=2.0, a=0.5, z=("dot", "w", "a", -0.858))
    assert equation(held, "z") == "z = w·a − 0.858"
    times = graph("z", w=2.0, z=("mul", "w", -3.0))
    assert equation(times, "z") == "z = w · (−3)"
    assert said_value(run(times), "z") == "z = w · (−3) = 2 · (−3) = −6"


@pytest.mark.parametrize("number", sampled(range(1, 19), range(2, 19, 5)))
def test_no_text_of_a_lesson_has_two_signs_side_by_side(number: int) -> None:
    read = lesson(f"{number:02}")
    for quiz in (one for page in read.pages for one in page.activities if isinstance(one, Quiz)):
        for seed in (0, 1, 7):
            question = quizzes.make(quiz, read.graphs.get(quiz.graph), seed)
            texts = [question.prompt, *quizzes.hints(question), quizzes.worked(question)]
            for text in map(plain, texts):
                clash = [sign for sign in "+−·×/" if f"{sign} −" in text]
                assert not clash, (quiz.id, text)


def test_a_wrong_sign_of_a_value_is_not_asked_about_as_a_derivative() -> None:
    """The change of w has no "one below" that could be raised."""
    down = graph("new", w=2.0, step=0.6, change=("neg", "step"), new=("add", "w", "change"))
    body = SignBody((parse("change"), parse("grad(new, step)")))
    question = quizzes.make(
        Quiz("sign", "s", (Span("?"),), body, graph="test"), LessonGraph(down), 0
    )
    assert quizzes.mark(question, ("0", "1")).feedback[-1] == "change = −step: which signs go in?"
    asked = quizzes.mark(question, ("1", "0")).feedback[-1]
    assert asked == "Raise step a little: does new grow or shrink?"


def test_a_negative_constant_in_the_picture_is_subtracted() -> None:
    held = graph("z", w=2.0, a=0.5, z=("dot", "w", "a", -0.858))
    assert short_side(held, "z") == "w·a−0.858"
    times = graph("z", w=2.0, u=("mul", "w", -3.0), z=("add", "u", -1.0))
    assert [short_side(times, name) for name in "uz"] == ["w·(−3)", "u−1"]
