"""No rounding noise is shown: where the terms of a sum cancel there is a 0, and only there."""

from __future__ import annotations

import pytest

from tests.core.graphs import graph
from tutor.core.expression import LeafScope, evaluate, parse
from tutor.core.graph import run
from tutor.core.syntax import parse_graph
from tutor.core.text import number


def test_the_gradients_of_scores_that_cancel_add_up_to_0() -> None:
    """A hint once said \u22127.772e\u221216 of scores whose messages to a shared leaf cancel."""
    found, problems = parse_graph(
        "param v = [7, -1.5]\nparam c = 0.3\ns1 = 5 + c\ns2 = 4 + c\np = softmax(s1, s2)\n"
        "o = dot([p1, p2], [v1, v2])\ne = o - 0.5\nloss L = e^2"
    )
    assert found is not None, problems
    numbers = run(found.graph)
    assert abs(numbers.gradients["s1"]) > 1
    assert numbers.gradients["c"] == 0.0
    assert [one.total for one in numbers.messages if one.edge.source == "c"][-1] == 0.0


def test_what_follows_from_a_0_is_0() -> None:
    nothing = graph("J", a=0.1, b=0.2, c=0.3, d=("add", "a", "b"), e=("sub", "d", "c"),
                    J=("pow", "e", 2.0))  # fmt: skip
    numbers = run(nothing)
    assert [number(numbers.values[name]) for name in ("e", "J")] == ["0", "0"]
    assert set(map(abs, numbers.gradients.values())) == {0.0, 1.0}


def test_a_message_of_a_gradient_that_cancels_is_0() -> None:
    """w meets only c, whose two messages are 0.3 and \u22120.1 \u2212 0.2, one after the other."""
    wide = graph("J", w=7.0, x=1.0, c=("mul", "w", "x"), a=("mul", 0.1, "c"), b=("mul", 0.2, "c"),
                 d=("mul", -0.3, "c"), J=("sum", "a", "b", "d"))  # fmt: skip
    numbers = run(wide)
    assert numbers.gradients["c"] == numbers.gradients["w"] == numbers.gradients["x"] == 0.0
    assert numbers.values["J"] == 0.0


def test_a_small_number_that_is_meant_stays() -> None:
    near = graph("J", a=1.0000000000000002, b=1.0, e=("sub", "a", "b"), J=("mul", 1.0, "e"))
    assert run(near).values["J"] == pytest.approx(2.2e-16, rel=0.01)
    tiny = graph("J", a=1e-200, b=3e-201, J=("sub", "a", "b"))
    assert run(tiny).values["J"] == 1e-200 - 3e-201
    chain = graph("J", a=1e-9, b=1.0, d=("add", "a", "b"), J=("sub", "d", "b"))
    assert run(chain).values["J"] == (1e-9 + 1.0) - 1.0


@pytest.mark.parametrize(("text", "shown"), [
    ("0.1 + 0.2 - 0.3", "0"),
    ("1.0000000000000002 - 1", "2.2e\u221216"), ("1e-20 + 1e-20", "2e\u221220"),
])  # fmt: skip
def test_an_expression_of_an_author_shows_no_noise(text: str, shown: str) -> None:
    assert number(evaluate(parse(text), LeafScope({}))) == shown
