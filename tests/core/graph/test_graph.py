"""The graph with names, and the numbers that the engine puts in."""

from __future__ import annotations

import pytest

from tests.core.graphs import EXAMPLE_7, LINREG, NOTE, graph
from tutor.core.errors import GraphError
from tutor.core.graph import Edge, Graph, Node, run


def test_the_notes_numbers() -> None:
    done = run(LINREG, NOTE)
    assert done.values["J"] == 16.0
    assert done.gradients == {
        "w": 8.0, "x": 40.0, "u": 8.0, "b": 8.0, "yhat": 8.0, "y": -8.0, "e": 8.0, "J": 1.0,
    }  # fmt: skip


def test_messages_come_successors_first_and_add_up() -> None:
    done = run(EXAMPLE_7)
    totals: dict[str, float] = {EXAMPLE_7.output: 1.0}
    for step in done.messages:
        assert step.backpropagated == totals[step.edge.target] == done.gradients[step.edge.target]
        assert step.product == step.backpropagated * step.local
        totals[step.edge.source] = totals.get(step.edge.source, 0.0) + step.product
        assert step.total == totals[step.edge.source]
    assert totals == done.gradients
    assert {step.edge for step in done.messages} == set(EXAMPLE_7.edges)
    assert done.gradients["b"] == 9.0


def test_a_repeated_input_has_two_edges_and_one_local_gradient() -> None:
    square = Graph(
        "square",
        (Node("a", "a", "input", default=3.0), Node("s", "s", "output", "mul", ("a", "a"))),
        "s",
    )
    done = run(square)
    assert square.edges == (Edge("a", "s", 0), Edge("a", "s", 1))
    assert square.successors("a") == ("s",)
    assert done.locals[Edge("a", "s", 0)] == 3.0
    assert done.local("s", "a") == 6.0 == done.gradients["a"]


def test_a_derivative_in_the_middle_stops_where_it_is_told() -> None:
    done = run(LINREG, NOTE)
    assert done.derivative("yhat", "w") == 1.0
    assert done.derivative("yhat", "x") == 5.0
    assert done.derivative("u", "b") == 0.0
    assert done.derivative("e", "e") == 1.0


def test_a_local_gradient_belongs_to_one_edge() -> None:
    with pytest.raises(GraphError, match="not computed directly"):
        run(LINREG, NOTE).local("J", "w")


@pytest.mark.parametrize(
    ("leaves", "said"),
    [
        ({**NOTE, "u": 3.0}, "not a leaf"),
        ({**NOTE, "w": float("nan")}, "cannot be"),
    ],
)
def test_leaves_that_do_not_fit_are_named(leaves: dict[str, float], said: str) -> None:
    with pytest.raises(GraphError, match=said):
        run(LINREG, leaves)


def test_outside_the_domain_the_node_is_named() -> None:
    log = Graph(
        "log", (Node("x", "x", "input", default=0.0), Node("y", "y", "output", "log", ("x",))), "y"
    )
    with pytest.raises(GraphError, match="'y' has no value here"):
        run(log)


def test_a_gradient_that_is_no_number_is_an_error_of_the_graph() -> None:
    """The engine's own error once went through: a made question ended in a traceback."""
    steep = graph("y", x=1e-300, a=("mul", "x", 1e200), b=("mul", "a", 1e200),
                  c=("mul", "x", -1e200), d=("mul", "c", 1e200), y=("add", "b", "d"))  # fmt: skip
    with pytest.raises(GraphError, match="the backward pass has no value here"):
        run(steep)


def test_a_leaf_without_a_value_is_named() -> None:
    bare = Graph("bare", (Node("x", "x", "input"), Node("y", "y", "output", "exp", ("x",))), "y")
    with pytest.raises(GraphError, match="'x' has no value"):
        run(bare)
