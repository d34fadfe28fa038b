"""One number: marked within the tolerance, explained when wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.graphs import LINREG, SIGMOID, linreg
from tests.core.lessons import LESSONS
from tests.core.simulated import asked_about
from tutor.core import questions as quizzes
from tutor.core.expression import parse
from tutor.core.graph import run
from tutor.core.lesson import LessonGraph, Quiz, Span, Wrong
from tutor.core.practice.items import quizzes_of
from tutor.core.questions.fill import plain
from tutor.core.questions.generate import with_ranges
from tutor.core.questions.kinds.numeric import NumericBody, value_question
from tutor.core.questions.model import Question

VALUES = {"w": 5.0, "x": 3.0, "b": -4.0, "y": 7.0}
NODES = tuple(replace(n, default=VALUES.get(n.name)) for n in LINREG.nodes)
GRAPH = replace(linreg(), graph=replace(LINREG, nodes=NODES))
NUMBERS = run(LINREG, VALUES)


def ask(expression: str, wrongs: tuple[Wrong, ...] = ()) -> Question:
    body = NumericBody(parse(expression))
    quiz = Quiz("numeric", "q", (Span("?"),), body, graph="linreg", wrongs=wrongs)
    return quizzes.make(quiz, GRAPH, 0)


@pytest.mark.parametrize(
    ("expression", "label", "expected"),
    [("grad(J, w)", "∂J/∂w", "24"), ("local(e, y)", "∂e/∂y", "-1"), ("value(e)", "e", "4"),
     ("u", "u", "15"), ("grad(J, u) * x", "answer", "24"), ("grad(yhat, w)", "∂ŷ/∂w", "3")],
)  # fmt: skip
def test_the_slot_says_what_is_asked(expression: str, label: str, expected: str) -> None:
    question = ask(expression)
    assert question.slots[0].label == label
    assert quizzes.mark(question, (expected,)).correct
    assert not quizzes.mark(question, ("77.7",)).correct


def test_the_reason_follows_a_right_answer() -> None:
    verdict = quizzes.mark(ask("grad(J, w)"), ("24",))
    assert verdict.feedback == ("∂J/∂w = ∂J/∂u · ∂u/∂w = 8 · 3 = 24.",)


def test_the_authors_feedback_comes_before_ours() -> None:
    wrong = Wrong(parse("grad(J, x)"), (Span("You took "), Span("?", value=parse("w")), Span(".")))
    verdict = quizzes.mark(ask("grad(J, w)", wrongs=(wrong,)), ("40",))
    assert verdict.feedback == ("You took 5.",)
    assert "MUL_OWN_VALUE" in verdict.mistakes


def test_a_wrong_local_gradient_is_explained_by_what_it_is() -> None:
    question = ask("local(u, w)")
    assert quizzes.mark(question, ("8",)).mistakes[0] == "ROLES_SWAPPED"
    assert quizzes.mark(question, ("24",)).mistakes[0] == "WRONG_NODE"
    assert quizzes.mark(question, ("5",)).mistakes[0] == "MUL_OWN_VALUE"
    assert quizzes.mark(question, ("-3",)).mistakes[0] == "SIGN_FLIPPED"
    assert quizzes.mark(ask("local(e, y)"), ("1",)).mistakes == ("SUB_SIGN_LOST", "SIGN_FLIPPED")


def test_the_tolerance_is_said_only_where_the_number_is_not_whole() -> None:
    assert "0.5 %" not in plain(ask("grad(J, w)").prompt)
    assert "0.5 %" in plain(ask("1/3").prompt)


def test_a_predicted_value_is_marked_and_explained() -> None:
    question = value_question(NUMBERS, "u", "page:u")
    assert plain(question.prompt) == "u = w · x. What is u?"
    assert quizzes.mark(question, ("15",)).feedback == ("u = w · x = 5 · 3 = 15.",)
    assert quizzes.mark(question, ("8",)).mistakes[0] == "OTHER_OPERATION"
    assert quizzes.mark(question, ("3",)).mistakes == ("VALUE_OF_OTHER_NODE",)
    assert quizzes.mark(question, ("-15",)).mistakes == ("VALUE_SIGN_FLIPPED",)
    assert "15" not in "".join(plain(rung) for rung in quizzes.hints(question))


def test_no_hint_says_the_answer() -> None:
    for expression in ("grad(J, w)", "value(e)"):
        question = ask(expression)
        answer = quizzes.solution(question)[0].removesuffix(".0")
        for rung in quizzes.hints(question):
            assert f" {answer}." not in plain(rung)


def test_an_answer_that_cannot_be_read_is_no_try() -> None:
    verdict = quizzes.mark(ask("grad(J, w)"), ("24 or so",))
    assert verdict.unreadable
    assert not verdict.feedback


def test_the_right_number_to_two_figures_is_asked_for_again_and_is_no_try() -> None:
    lesson_graph = with_ranges(LessonGraph(SIGMOID))
    nearly = 0
    for seed in range(1, 9):
        question = asked_about(lesson_graph, "w", seed)
        assert question.numbers is not None
        text = f"{question.numbers.gradients['w']:#.2g}"
        verdict = quizzes.mark(question, (text,))
        assert not verdict.mistakes
        if not verdict.correct:
            nearly += 1
            assert verdict.unreadable == "Nearly: that is right to two figures. Give three."
    assert nearly > 2


def test_one_figure_of_a_fraction_is_told_to_be_too_few() -> None:
    """0.2 for σ′ = 0.2179 was asked about factor by factor; it stays a try."""
    quiz = next(one for one in quizzes_of(LESSONS[0]) if one.id == "sigma-prime")
    question = quizzes.make(quiz, LESSONS[0].graphs["rise"], 1)
    verdict = quizzes.mark(question, ("0.2",))
    assert verdict.feedback == (
        "0.2 may be right, but one figure is too few to tell.",
        "What is it to three figures?",
    )


def test_one_figure_of_a_larger_number_is_not_said_to_be_right_perhaps() -> None:
    """20 for 24 is no rounded 24, but another number."""
    said = quizzes.mark(ask("grad(J, w)"), ("20",)).feedback
    assert said
    assert "one figure" not in " ".join(said)


def test_a_value_with_the_other_sign_is_asked_about_its_sign() -> None:
    """It was asked which numbers go in, which says nothing about the order of a difference."""
    told = [
        quizzes.mark(value_question(NUMBERS, name, f"page:{name}"), (answer,)).feedback[-1]
        for name, answer in (("e", "-4"), ("u", "-15"))
    ]
    assert told == [
        "e = ŷ − y: which number is taken from which?",
        "u = w · x: which numbers are negative, if any?",
    ]
