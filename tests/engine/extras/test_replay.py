"""A loss traced once and replayed over rows of data."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import (
    MLP,
    DomainError,
    GraphError,
    ShapeError,
    Value,
)
from engine.extras.datasets import two_moons
from engine.extras.replay import compile as compile_loss
from engine.losses import hinge, l2_penalty, mean, squared_error
from engine.optim import SGD

ROWS = [(*x, y) for x, y in two_moons(20, classes=(-1.0, 1.0), seed=3)]


def model_and_loss(**options: object):
    model = MLP(2, [4, 3, 1], seed=2, **options)  # type: ignore[arg-type]
    return model, lambda u, v, y: hinge(model([u, v]), y) + l2_penalty(model.parameters(), 0.01)


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid", "softplus", "leaky_relu", "sin"])
def test_a_compiled_loss_is_the_mean_over_the_rows(activation: str) -> None:
    model, loss = model_and_loss(activation=activation)
    cost, gradients = compile_loss(loss, model.parameters(), ROWS[:2]).run(ROWS)
    eager = mean(loss(*row) for row in ROWS)
    model.zero_grad()
    eager.backward()
    assert cost == pytest.approx(eager.data, rel=1e-12)
    assert gradients == pytest.approx([p.grad for p in model.parameters()], rel=1e-12, abs=1e-15)


def test_what_depends_on_parameters_alone_is_computed_once() -> None:
    model, loss = model_and_loss()
    before, _, inside = compile_loss(loss, model.parameters(), ROWS[:1]).source.partition("for ")
    assert before.count("0.01 * ") == 1
    assert "0.01 * " not in inside.partition("return")[0].split("\n    d")[0]


def test_training_on_a_compiled_loss_is_training() -> None:
    model, loss = model_and_loss()
    step = compile_loss(loss, model.parameters(), ROWS[:1])
    optimiser = SGD(model.parameters(), 0.1)
    costs = []
    for _ in range(60):
        optimiser.zero_grad()
        costs.append(step.backward(ROWS))
        optimiser.step()
    assert costs[-1] < costs[0] / 2


def test_a_loss_that_chooses_by_the_data_is_refused() -> None:
    w = Value(2.0, "w")
    with pytest.raises(GraphError, match="choose its path by the data"):
        compile_loss(lambda x: w * x if x.data > 0 else w * x * x, [w], [(1.0,), (-2.0,)])


def test_compiling_leaves_the_gradients_as_they_were() -> None:
    w = Value(2.0, "w")
    w.grad = 7.0
    step = compile_loss(lambda x: w * x, [w], [(1.0,), (3.0,)])
    assert w.grad == 7.0
    step.backward([(3.0,)])
    assert w.grad == 10.0


@pytest.mark.parametrize(
    "loss",
    [
        pytest.param(lambda w, x: w * w, id="no data in it"),
        pytest.param(lambda w, x: x * x, id="no parameter in it"),
        pytest.param(lambda w, x: w * 1.0 + x * 0.0, id="both, apart"),
        pytest.param(lambda w, x: squared_error([w * x, w], [x, 1.0]), id="two outputs"),
    ],
)
def test_odd_losses_compile_too(loss) -> None:
    w, unused = Value(2.0, "w"), Value(1.0, "unused")
    rows = [(1.0,), (3.0,)]
    step = compile_loss(lambda x: loss(w, x), [w, unused], rows)
    eager = mean(loss(w, Value(x)) for (x,) in rows)
    eager.backward()
    assert step.run(rows) == (eager.data, [w.grad, 0.0])


def test_a_loss_that_takes_no_data_compiles() -> None:
    w = Value(0.5)
    replay = compile_loss(lambda: w * w + 1, [w], [()])
    assert replay.run([()]) == replay.run([(), ()]) == (1.25, [1.0])
    with pytest.raises(ShapeError):
        replay.run([])


def test_rows_of_another_shape_and_undefined_values_are_named() -> None:
    w = Value(2.0, "w")
    step = compile_loss(lambda x: (w * x).log(), [w], [(1.0,)])
    with pytest.raises(ShapeError, match="rows of 1 numbers"):
        step.run([(1.0, 2.0)])
    with pytest.raises(ShapeError, match="at least one"):
        step.run([])
    with pytest.raises(DomainError, match="the program met"):
        step.run([(-1.0,)])
    with pytest.raises(ShapeError, match="at least one row"):
        compile_loss(lambda x: w * x, [w], [])


@pytest.mark.parametrize(
    "loss",
    [
        lambda w, x: w * x if x > 0 else w,
        lambda w, x: max([w * x, w]),
        lambda w, x: w * math.exp(x),
    ],
)
def test_a_loss_that_asks_how_large_a_value_is_is_refused_at_once(loss) -> None:
    w = Value(2.0, "w")
    with pytest.raises(
        (GraphError, TypeError), match=r"choose its path by the data|lose its graph"
    ):
        compile_loss(lambda x: loss(w, x), [w], [(1.0,)])
    assert w < 3  # afterwards Values are compared as before


def test_a_replay_gives_what_backward_gives_where_floats_overflow() -> None:
    w = Value(1.0, "w")
    step = compile_loss(lambda x: (w * x).exp().minimum(w * x), [w], [(1.0,)])
    assert step.run([(1000.0,), (2.0,)]) == (501.0, [501.0])


def taken_one_by_one(replay, rows, rate: float, steps: int) -> list[float]:
    """The same steps by the optimiser, from the gradients of a run each."""
    optimiser, costs = SGD(replay.parameters, rate), []
    for _ in range(steps):
        cost, gradients = replay.run(rows)
        for parameter, gradient in zip(replay.parameters, gradients, strict=True):
            parameter.grad = gradient
        optimiser.step_with(gradients)
        costs.append(cost)
    return costs


NETWORKS = st.tuples(
    st.lists(st.integers(1, 3), min_size=1, max_size=3),
    st.sampled_from(["relu", "tanh", "sigmoid", "softplus"]),
    st.integers(1, 99),
)


@settings(max_examples=60, deadline=None)
@given(NETWORKS, st.floats(1e-3, 1e9), st.integers(0, 9), st.integers(1, 20))
def test_steps_in_one_function_have_the_bits_and_the_errors_of_single_ones(
    network, rate: float, steps: int, count: int
) -> None:
    """Also where they run away, or a parameter stands twice among those to be moved."""
    hidden, activation, seed = network
    reached = []
    for way in (taken_one_by_one, lambda replay, *given: replay.descend(*given)):
        model = MLP(2, [*hidden, 1], activation=activation, seed=seed)
        parameters = [*model.parameters(), model.parameters()[0]]
        replay = compile_loss(
            lambda u, v, y, model=model: squared_error(model([u, v]), y), parameters, ROWS[:1]
        )
        try:
            said: object = way(replay, ROWS[:count], rate, steps)
        except DomainError as error:
            said = str(error)
        reached.append((said, model.state(), [p.grad for p in parameters] if steps else 0))
    assert repr(reached[0]) == repr(reached[1])
