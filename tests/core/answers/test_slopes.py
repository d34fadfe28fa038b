"""A slope that is typed as the lessons write it is read."""

from __future__ import annotations

import re

import pytest

from tutor.core.answers import AnswerError, read_formula

NAMES = ("a", "y", "z", "w", "x", "b")


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("σ′(z)", "sigmoid(z)*(1-sigmoid(z))"),
        ("(a-y)σ'(w*x+b)", "(a-y)*(sigmoid(w*x+b)*(1-sigmoid(w*x+b)))"),
        ("x*sigmoid'(2*(z+1))", "x*(sigmoid(2*(z+1))*(1-sigmoid(2*(z+1))))"),
        ("tanh′(z) + 1", "(1-tanh(z)^2) + 1"),
    ],
)
def test_a_slope_with_a_prime_is_the_derivative(typed: str, same: str) -> None:
    one, other = (re.sub(r"column=\d+", "", repr(read_formula(x, NAMES))) for x in (typed, same))
    assert one == other


@pytest.mark.parametrize("typed", ["σ′(z", "y′", "σ′z", "f'(x)"])
def test_other_primes_are_refused_as_before(typed: str) -> None:
    with pytest.raises(AnswerError, match="write a derivative out"):
        read_formula(typed, NAMES)


def test_a_formula_is_asked_for_where_nothing_was_typed() -> None:
    with pytest.raises(AnswerError, match="Type a formula first"):
        read_formula("  ", NAMES)
