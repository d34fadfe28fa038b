"""At a corner there is no slope, and that is said; nothing is marked against ∞."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import OPERATIONS
from tests.core.graphs import graph
from tutor.core.drawing.export.picture_text import text
from tutor.core.drawing.picture import marks_of
from tutor.core.errors import GraphError
from tutor.core.graph import run
from tutor.core.graph.kinks import has_kink, kinks
from tutor.core.lesson import LessonGraph
from tutor.core.practice.marking import mark_one
from tutor.core.questions.generate import with_ranges
from tutor.core.session.inspector import explain
from tutor.core.typed import read_typed
from tutor.core.variants.draw import draw

RELU = graph("y", x=0.0, y=("relu", "x"))

AT_A_CORNER = [
    ("relu", (0.0,)), ("relu", (-0.0,)), ("leaky_relu", (0.0,)), ("abs", (0.0,)),
    ("maximum", (2.0, 2.0)), ("minimum", (-1.0, -1.0)),
]  # fmt: skip
SMOOTH = [
    ("relu", (1e-300,)), ("relu", (-2.0,)), ("abs", (3.0,)), ("maximum", (2.0, 2.000001)),
    ("sigmoid", (0.0,)), ("mul", (0.0, 0.0)), ("pow", (0.0, 2.0)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "operands"), AT_A_CORNER)
def test_a_corner_is_found(name: str, operands: tuple[float, ...]) -> None:
    assert has_kink(OPERATIONS[name], operands)


@pytest.mark.parametrize(("name", "operands"), SMOOTH)
def test_where_there_is_a_slope_there_is_no_corner(name: str, operands: tuple[float, ...]) -> None:
    assert not has_kink(OPERATIONS[name], operands)


def test_picture_inspector_and_mark_say_that_there_is_no_slope() -> None:
    numbers = run(RELU)
    said = "At y there is a corner and so no slope; by convention ∂y/∂x = 0."
    assert list(kinks(numbers)) == [said]
    assert text(numbers).endswith(said)
    assert said in " ".join(explain(numbers, marks_of(numbers), "y"))
    for answer in ("0", "1"):
        assert mark_one(RELU, {}, "x", answer).feedback.endswith(said)
    assert "corner" not in mark_one(RELU, {"x": 1.0}, "x", "1").feedback


@given(st.integers(1, 2**31), st.sampled_from(["relu", "abs", "leaky_relu", "maximum"]))
def test_no_question_is_drawn_at_a_corner(seed: int, name: str) -> None:
    operands = ("u", "v")[: OPERATIONS[name].arity]
    made = graph("y", u=1.0, v=1.0, w=1.0, t=(name, *operands), y=("mul", "t", "w"))
    leaves = draw(with_ranges(LessonGraph(made)), seed, asked=("u",))
    assert not list(kinks(run(made, leaves)))


@pytest.mark.parametrize(
    ("made", "leaves", "said"),
    [
        (graph("J", x=1.0, y=("mul", "x", "x"), J=("sqrt", "y")), {"x": 1e200}, "'y' is too large"),
        (graph("y", x=1.0, y=("exp", "x")), {"x": 1000.0}, "logsumexp(a, b)"),
        (graph("y", x=1.0, y=("sqrt", "x")), {"x": 0.0}, "no finite slope"),
        (
            graph("y", z=1.0, p=("sigmoid", "z"), y=("log", "p")),
            {"z": -1000.0},
            "-softplus(-z)",
        ),
        (
            graph("y", x=1.0, u=("mul", "x", 1e200), y=("mul", "u", 1e200)),
            {"x": 1e-300},
            "the gradient at 'x' is too large",
        ),
    ],
)
def test_nothing_is_marked_against_infinity(made, leaves, said) -> None:  # type: ignore[no-untyped-def]  # a table of graphs
    """An answer of 0 was called right, because 0 · ∞ had made the gradient 0."""
    for wrt in leaves:
        with pytest.raises(GraphError) as raised:
            mark_one(made, leaves, wrt, "0")
        assert said in str(raised.value)


@pytest.mark.parametrize(
    ("text", "values", "said"),
    [("L = log(1 + exp(x))", {"x": 800.0}, "'exp(x)' is too large"),
     ("ŷ = log(z)", {"z": -1.0}, "'ŷ' has no value here")],
)  # fmt: skip
def test_trouble_is_told_at_a_node_that_the_reader_knows(text, values, said) -> None:  # type: ignore[no-untyped-def]  # a table of texts
    """It was said of 't1' and of 'yhat', names that nobody had written or seen."""
    made = read_typed(text).graph
    assert made is not None
    with pytest.raises(GraphError, match=re.escape(said)):
        run(made.graph, values)
