"""Algorithm 1 on plain lists: the note's equations, step by step."""

from __future__ import annotations

import pytest

from engine import GraphError, ShapeError
from engine.extras.algorithm1 import Network, algorithm_1, average, gradients

NET = Network(
    weights=[[[0.1, 0.2], [-0.3, 0.4]], [[0.5, -0.6], [0.7, 0.8]]],
    biases=[[0.1, -0.1], [0.2, 0.0]],
    activations=["sigmoid", "sigmoid"],
)
X, Y = [1.0, 2.0], [1.0, 0.0]


def test_the_steps_come_in_the_order_of_the_notes_lines() -> None:
    steps = [(s.line, s.layer, s.quantity) for s in algorithm_1(NET, X, Y)]
    assert steps == [
        (1, 1, "a"), (3, 2, "z"), (3, 2, "a"), (3, 3, "z"), (3, 3, "a"), (4, 3, "C"),
        (4, 3, "δ"), (4, 3, "∂C/∂W"), (4, 3, "∂C/∂b"),
        (6, 2, "δ"), (7, 2, "∂C/∂W"), (7, 2, "∂C/∂b"),
    ]  # fmt: skip


def test_there_is_no_delta_of_the_input_layer() -> None:
    assert [s.layer for s in algorithm_1(NET, X, Y) if s.quantity == "δ"] == [3, 2]


def test_the_gradients_are_the_outer_products_of_equation_2_2() -> None:
    steps = {(s.layer, s.quantity): s.value for s in algorithm_1(NET, X, Y)}
    for layer in (2, 3):
        delta, before = steps[layer, "δ"], steps[layer - 1, "a"]
        assert steps[layer, "∂C/∂W"] == [[d * a for a in before] for d in delta]
        assert steps[layer, "∂C/∂b"] == delta


def test_by_hand_for_one_unit() -> None:
    # C = ½(w·x + b − y)² at w = 5, x = 1, b = 1, y = 2: e = 4, so ∂C/∂w = e·x = 4
    net = Network([[[5.0]]], [[1.0]], ["linear"])
    assert gradients(net, [1.0], [2.0]) == (8.0, [[[4.0]]], [[4.0]])


def test_the_average_is_that_of_the_examples() -> None:
    others = ([0.5, -1.0], [0.0, 1.0])
    one, two = gradients(NET, X, Y), gradients(NET, *others)
    both = average(NET, [(X, Y), others])
    assert both.cost == pytest.approx((one.cost + two.cost) / 2)
    assert both.weights[0][1][0] == pytest.approx((one.weights[0][1][0] + two.weights[0][1][0]) / 2)
    assert both.biases[1][1] == pytest.approx((one.biases[1][1] + two.biases[1][1]) / 2)


@pytest.mark.parametrize(
    ("net", "x", "y", "error", "message"),
    [
        (NET, [1.0], Y, ShapeError, "layer 2"),
        (NET, X, [1.0], ShapeError, "1 targets for 2 outputs"),
        (NET._replace(biases=[[0.0]]), X, Y, ShapeError, "every layer"),
        (NET._replace(biases=[[0.0], [0.0, 0.0]]), X, Y, ShapeError, "layer 2"),
        (NET._replace(activations=["sigmoid", "sgmoid"]), X, Y, GraphError, "'sgmoid' for layer 3"),
        (Network([], [], []), X, Y, ShapeError, "every layer"),
    ],
)
def test_what_does_not_fit_is_named(net, x, y, error, message) -> None:
    with pytest.raises(error, match=message):
        algorithm_1(net, x, y).__next__()


def test_no_examples_and_an_unknown_cost_are_named() -> None:
    with pytest.raises(ShapeError, match="no examples"):
        average(NET, [])
    with pytest.raises(GraphError, match="no cost 'square'; there are squared_error"):
        gradients(NET, X, Y, "square")
