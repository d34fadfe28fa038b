"""Marking one answer: the examples that are promised, and the words a learner gets."""

from __future__ import annotations

import pytest

from tests.core.graphs import FAN_OUT, LINREG, SIGMOID
from tutor.core.answers import AnswerError
from tutor.core.errors import GraphError
from tutor.core.practice.marking import Mark, mark_one
from tutor.core.typed import read_typed

VALUES = {"w": 5.0, "x": 3.0, "b": -4.0, "y": 7.0}


def mark(answer: str, wrt: str = "w") -> Mark:
    return mark_one(LINREG, VALUES, wrt, answer)


@pytest.mark.parametrize(
    ("answer", "mistake"),
    [
        ("8", "BACKPROP_ONLY"),
        ("3", "LOCAL_ONLY"),
        ("12", "SQ_FORGOT_2"),
        ("-24", "SIGN_FLIPPED"),
        ("−24", "SIGN_FLIPPED"),
        ("40", "MUL_OWN_VALUE"),
        ("11", "ADDED_NOT_MULTIPLIED"),
        ("48", "SQ_AS_VALUE"),
    ],
)
def test_the_promised_examples_are_named(answer: str, mistake: str) -> None:
    marked = mark(answer)
    assert not marked.correct
    assert marked.expected == 24
    assert mistake in marked.mistakes


@pytest.mark.parametrize("answer", ["24", "24.0", "2*12", "48/2", "24,0", " 24 "])
def test_the_right_answer_is_right_within_half_a_percent_in_any_form(answer: str) -> None:
    marked = mark(answer)
    assert marked.correct
    assert marked.mistakes == ()
    assert marked.feedback == "Right: ∂J/∂w = 24."


def test_a_number_that_fits_nothing_is_not_explained() -> None:
    marked = mark("17.3")
    assert not marked.correct
    assert marked.mistakes == ()
    assert "∂u/∂w" in marked.feedback
    assert "24" not in marked.feedback


@pytest.mark.parametrize(
    ("answer", "feedback"),
    [
        (
            "8",
            "8 is ∂J/∂u, the backpropagated gradient at u. It still has to be multiplied by ∂u/∂w. "
            "What is ∂u/∂w?",
        ),
        (
            "3",
            "3 is the local gradient ∂u/∂w: how fast u changes with w, not yet how fast J does. "
            "What is ∂J/∂u?",
        ),
        (
            "40",
            "40 is ∂J/∂x. In a product the local gradient is the other factor. "
            "u is a product: what is its other factor?",
        ),
        (
            "12",
            "12 comes out when the derivative of e² loses its factor 2. "
            "How fast does e² change with e: what comes down from above?",
        ),
        ("-24", "A sign was lost or gained on the way to −24. Is e = ŷ − y or y − ŷ?"),
        (
            "48",
            "48 can come about in two ways: e² used as its own derivative, or the gradient added "
            "twice. "
            "How fast does e² change with e?",
        ),
    ],
)
def test_the_feedback_says_what_the_number_is_and_asks_one_question(
    answer: str, feedback: str
) -> None:
    assert mark(answer).feedback == feedback


def test_an_unknown_node_is_named_with_those_there_are() -> None:
    with pytest.raises(GraphError, match="'v' is not a node of this graph; its nodes are w, x"):
        mark("8", wrt="v")


def test_an_answer_that_is_no_number_is_asked_again() -> None:
    with pytest.raises(AnswerError, match="cannot be read"):
        mark("eight apples")


def test_one_route_of_two_is_named() -> None:
    marked = mark_one(FAN_OUT, {}, "b", "14")
    assert marked.expected == 22
    assert marked.mistakes[0] == "ONE_ROUTE"
    assert "through x" in marked.feedback


def test_the_activation_that_was_left_out_is_named() -> None:
    right = mark_one(SIGMOID, {}, "w", "0").expected
    found = mark_one(SIGMOID, {}, "w", repr(right / (0.6224593 * 0.3775407)))
    assert found.mistakes == ("ACTIVATION_SKIPPED",)


@pytest.mark.parametrize("answer", ["2*(w*x+b-y)*x", "2(wx+b-y)x", "2(ŷ−y)x", "2e x"])
def test_a_formula_is_worth_what_it_gives_with_the_values(answer: str) -> None:
    marked = mark(answer)
    assert marked.correct
    assert marked.feedback == "Right: ∂J/∂w = 24."


def test_the_mistake_in_a_formula_is_that_of_its_number() -> None:
    assert "SQ_FORGOT_2" in mark("(wx+b-y)x").mistakes


@pytest.mark.parametrize("answer", ["2*q", "grad(J, w)", "twelve", "1/(y-7)"])
def test_a_formula_of_unknown_names_or_without_a_value_is_no_answer(answer: str) -> None:
    with pytest.raises(AnswerError):
        mark(answer)


def test_a_node_that_nobody_named_is_a_place_as_it_is_written() -> None:
    """A report on a class said “mostly at t₁” of a formula without such a name."""
    typed = read_typed("J = ln(u*u+1)", given={"u": 3.0})
    assert typed.graph is not None
    marked = mark_one(typed.graph.graph, {"u": 3.0}, "u", "0.1")
    assert {one.at for one in marked.causes if one.id == "BACKPROP_ONLY"} == {"(u · u)"}
