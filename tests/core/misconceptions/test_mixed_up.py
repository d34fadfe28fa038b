"""One thing taken for another of its kind is named: the wrong numbers are worked out by hand."""

from __future__ import annotations

import math

import pytest

from tests.benchmarks.diagnosis.reading import pass_of
from tutor.core.misconceptions import Diagnosis, diagnose


def said_of(graph: str, values: dict[str, float], wrt: str, wrong: float) -> Diagnosis:
    numbers = pass_of(graph, values, graph.rsplit(";", 1)[-1].split("=")[0].strip())
    assert numbers is not None
    return diagnose(numbers, wrt, wrong)


def softmax(z: float, other: float) -> float:
    return math.exp(z) / (math.exp(z) + math.exp(other))


AB = {"a": 1.7, "b": 2.3}
OTHERS = (
    ("y = a^b; L = 3*y", "b", 3 * 1.7 * 2.3**0.7, "OTHER_FUNCTION"),
    ("y = tanh(a); L = b*y", "a", 2.3 / (1 + 1.7**2), "OTHER_FUNCTION"),
    ("y = sqrt(a); L = b*y", "a", 2.3 * 2 * 1.7, "OTHER_FUNCTION"),
    ("y = a^b; L = 3*y", "b", 3 * 1.7**2.3 * math.log10(1.7), "LOGARITHM_TO_BASE_TEN"),
    ("y = a^b; L = 3*y", "b", 3 * 1.7**2.3 * math.log(2.3), "LOG_OTHER_INPUT"),
    ("y = sin(a); L = b*y", "a", 2.3 * math.cos(math.radians(1.7)), "DEGREES"),
    ("u = a^3 + b^3; L = cos(u)", "a",
     -math.sin(1.7**3 + 2.3**3) * (3 * 1.7**2 + 3 * 2.3**2), "CONSTANT_DIFFERENTIATED"),
    ("u = 5*a - b^3; L = sin(u)", "a",
     math.cos(5 * 1.7 - 2.3**3) * (5 - 3 * 2.3**2), "CONSTANT_DIFFERENTIATED"),
    ("u = b*a^2; L = exp(0.1*u)", "a",
     0.1 * math.exp(0.1 * 2.3 * 1.7**2) * (2.3 * 2 * 1.7 + 1.7**2), "CONSTANT_DIFFERENTIATED"),
    ("z = a*b; s = sigmoid(z); L = 7*s", "a",
     7 * (s := 1 / (1 + math.exp(-1.7 * 2.3))) * (1 - s) * s, "OWN_OUTPUT_AS_INPUT"),
    ("g = 0.3*a^2; L = sin(g)", "a", math.cos(1.7) * 0.6 * 1.7, "DERIVATIVE_AT_X"),
    ("e = exp(a); f = exp(b); s = e + f; p = e/s; L = 9*p", "a", 9 * (1 - softmax(1.7, 2.3)),
     "SOFTMAX_SLOPE"),
    ("e = exp(a); f = exp(b); s = e + f; p = e/s; L = 9*p", "a", 9 * softmax(1.7, 2.3) * (1 - 1.7),
     "SOFTMAX_SLOPE"),
    ("y = a^3; L = b*y", "a", 2.3 * 2 * 1.7, "POWER_RULE_GARBLED"),
    ("y = a^4; L = b*y", "a", 2.3 * 4 * 1.7 * 3, "POWER_RULE_GARBLED"),
    ("y = a^-2; L = b*y", "a", 2.3 * -2 * 1.7**-1, "POWER_RULE_GARBLED"),
    ("y = 3*a^-1; L = b*y", "a", 2.3 * 3 * -1, "POWER_RULE_GARBLED"),
    ("u = a^2; v = 1 + a^3; y = u/v; L = b*y", "a",
     2.3 * (2 * 1.7 * (1 + 1.7**3) - 1.7**2 * 3 * 1.7**2), "DIV_DENOMINATOR_WRONG"),
    ("y = b/(a + b); L = 5*y", "a", -5 * 2.3, "DIV_DENOMINATOR_WRONG"),
    ("y = sqrt(a); L = b*y", "a", 2.3 * 0.5, "DIV_DENOMINATOR_WRONG"),
    ("y = sqrt(a); L = b*y", "a", 2.3 * 0.5 * math.sqrt(1.7), "POWER_NOT_LOWERED"),
    ("u = a^3; v = a^2 + 2*a; y = u/v; L = b*y", "a",
     2.3 * (3 * 1.7**2 - (2 * 1.7 + 2)) / (1.7**2 + 2 * 1.7) ** 2, "QUOTIENT_GARBLED"),
    ("u = a^3; v = a^2 + 2*a; y = u/v; L = b*y", "a",
     2.3 * (3 * 1.7**2 * 1.7**2 + 2 * 1.7 - 1.7**3 * (2 * 1.7 + 2)) / (1.7**2 + 2 * 1.7) ** 2,
     "FACTOR_ON_ONE_TERM"),
    ("y = a/(1 + a); L = b*y", "a", 2.3 / (1 + 1.7 / 2.7) ** 2, "DERIVATIVE_AT_RESULT"),
    ("y = 4*a^2 + 3*b^2; L = sin(y)", "b",
     math.cos(4 * 1.7**2 + 3 * 2.3**2) * 4 * 2 * 2.3, "OTHER_COMPONENT"),
    ("y = tanh(a); L = b*y", "a", -2.3 * math.tanh(1.7) ** 2, "ONE_MINUS_FORGOTTEN"),
    ("y = sin(a); L = b*y", "a", 2.3 * math.cos(1.7) * 1.7, "TIMES_ITS_ARGUMENT"),
)  # fmt: skip


@pytest.mark.parametrize(("graph", "wrt", "wrong", "cause"), OTHERS)
def test_one_thing_taken_for_another_of_its_kind_is_named(
    graph: str, wrt: str, wrong: float, cause: str
) -> None:
    assert cause in said_of(graph, AB, wrt, wrong).mistakes


def test_the_gradient_of_a_weight_in_the_place_of_the_weight_is_named() -> None:
    numbers = {"u": 0.8, "x": 0.6, "w": 1.5}
    h = math.tanh(0.48)
    arriving = math.cos(1.5 * h)
    wrong = arriving * (arriving * h) * (1 - h * h) * 0.6
    found = said_of("h = tanh(u*x); z = w*h; L = sin(z)", numbers, "u", wrong)
    assert "GRADIENT_FOR_FACTOR" in found.mistakes


def test_the_part_of_a_product_that_stands_still_is_asked_for() -> None:
    graph, cause, wrong, *_ = OTHERS[8]
    found = said_of(graph, AB, cause, wrong)
    assert found.feedback[-1] == "Which parts of u change with a?"
