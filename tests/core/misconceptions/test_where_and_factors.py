"""Slips in where a derivative is taken and in what is multiplied: numbers worked out by hand."""

from __future__ import annotations

import re
from math import cos, cosh, exp, log, sin, tanh

import pytest

from tests.core.misconceptions.test_mixed_up import said_of
from tutor.core.misconceptions.table import RULES

AB = {"a": 1.7, "b": 2.3, "c": 0.6}


def sigma(z: float) -> float:
    return 1 / (1 + exp(-z))


def softplus(z: float) -> float:
    return log(1 + exp(z))


X = tanh(0.6 * 1.7)  # an activation
E = X - 2.3  # an error, with the target b
CAUSES = (
    # where it is taken
    ("y = exp(a); L = b*y", "a", 2.3 * exp(exp(1.7)), "DERIVATIVE_AT_RESULT"),
    ("y = 1/a; L = b*y", "a", -2.3 * 1.7**2, "DERIVATIVE_AT_RESULT"),
    ("y = log(1 + exp(a)); L = 0.5*(y - b)^2", "a",
     (softplus(1.7) - 2.3) * sigma(softplus(1.7)), "DERIVATIVE_AT_RESULT"),
    ("x = tanh(c*a); L = 0.5*(x - b)^2", "a", E * (1 - tanh(E) ** 2) * 0.6,
     "DERIVATIVE_AT_GRADIENT"),
    ("x = tanh(c*a); L = 0.5*(x - b)^2", "a", (1 - tanh(E) ** 2) * 0.6, "DERIVATIVE_AT_GRADIENT"),
    ("y = log(1 + exp(a)); L = 0.5*(y - b)^2", "a",
     (softplus(1.7) - 2.3) * sigma(softplus(1.7) - 2.3), "DERIVATIVE_AT_GRADIENT"),
    ("u = a^3; y = sin(u); L = b*y", "a", 2.3 * sin(3 * 1.7**2), "ONLY_INSIDE"),
    # what is left out
    ("u = 0.7*a; y = tanh(u); L = 1.3*y", "a", 1 - tanh(0.7 * 1.7) ** 2, "CONSTANTS_LEFT_OUT"),
    ("u = 2*b*a; L = exp(0.1*u)", "a", 0.1 * exp(0.2 * 2.3 * 1.7) * 2.3, "PART_LEFT_OUT"),
    ("h = tanh(0.7*a); y = tanh(b*h); L = 1.9*y", "a",
     1.9 * 0.7 * (1 - tanh(0.7 * 1.7) ** 2), "LAYER_SKIPPED"),
    ("u = b*a; y = tanh(u); L = c*exp(y)", "a", 1 - tanh(2.3 * 1.7) ** 2, "STEP_FOR_ANSWER"),
    # what is too much
    ("u = 3*a; L = b*sin(u)", "a", 2.3 * 3 * cos(5.1) * sin(5.1), "OWN_VALUE_BESIDES"),
    ("L = b*a - a^3", "a", 2.3 - 3 * 3 * 1.7**2, "FACTOR_TWICE"),
    # brackets
    ("x = tanh(c*a); L = 0.5*(x - b)^2", "a", (E - X**2) * 0.6, "BRACKETS_DROPPED"),
    ("u = 3*a; L = 0.5*(u - b)^2", "a", (5.1 * 3 - 2.3), "BRACKETS_DROPPED"),
    ("s = a^3 + 2*a; L = b*s", "a", 2.3 * 3 * 1.7**2 + 2, "FACTOR_ON_ONE_TERM"),
    # what does not belong
    ("y = b*a^2 + c", "a", 0.6 * 2 * 1.7, "OTHER_LETTER"),
    ("z = c*b + a; L = 0.5*(z - 0.4)^2", "a", (0.6 * 2.3 + 1.7 - 0.4) * 2.3, "BIAS_TIMES_INPUT"),
    ("y = a^3; L = b*y", "a", 2.3 * 1.7**2 / 3, "EXPONENT_DIVIDED"),
    ("y = a^3; L = b*y", "a", 2.3 * 1.7**4 / 4, "INTEGRATED"),
    ("y = log(a); L = b*y", "a", 2.3 * (1.7 * log(1.7) - 1.7), "INTEGRATED"),
    # whole passes
    ("u = c + b*a; L = 0.5*u^2", "a",
     (0.6 - 0.1 * (0.6 + 2.3 * 1.7) + 2.3 * 1.7) * 2.3, "UPDATED_WEIGHT"),
    ("L = b*cosh(a)", "a", 2.3 * (cosh(2.7) - cosh(1.7)), "STEP_OF_ONE"),
)  # fmt: skip


@pytest.mark.parametrize(("graph", "wrt", "wrong", "cause"), CAUSES)
def test_a_slip_in_what_is_multiplied_or_where_is_named(
    graph: str, wrt: str, wrong: float, cause: str
) -> None:
    """From the number to four figures it is among the causes, and no remedy stands before it."""
    first = said_of(graph, AB, wrt, float(f"{wrong:.4g}")).causes[0]
    assert cause in (first.id, *first.also)


UNIT_STEP = re.compile(r"\bby 1\b(?!\.)")


def test_no_finite_step_that_is_advised_gives_a_number_that_is_rejected() -> None:
    """Who raises by 1 gets the change for a step of 1, which is told as a mistake itself."""
    for rule in RULES.values():
        assert not UNIT_STEP.search(rule.asks + rule.asks_all), rule.id


def test_the_change_for_a_step_of_one_is_told_before_a_sum_with_the_seed() -> None:
    first = said_of("f = x^2", {"x": 3.0}, "x", 7.0).causes[0]
    assert first.id == "STEP_OF_ONE"


@pytest.mark.parametrize("wrong", [136.0, -170.0])
def test_a_factor_beside_a_bias_is_not_called_the_input(wrong: float) -> None:
    """The weight is −4 and the input 5: either may have been multiplied in."""
    graph = "u = w*x; yhat = u + b; e = yhat - y; J = e^2"
    at = {"w": -4.0, "x": 5.0, "b": 2.0, "y": -1.0}
    said = RULES[said_of(graph, at, "b", wrong).causes[0].id]
    assert said.id == "BIAS_TIMES_INPUT"
    assert "input" not in said.says + said.title
    assert "weight" not in said.says + said.title
