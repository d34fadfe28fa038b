"""How a network is trained: optimisers and mini-batches."""

from __future__ import annotations

import math
from random import Random

import pytest

from engine import (
    SGD,
    Adam,
    DomainError,
    ShapeError,
    Value,
    mini_batches,
)


def test_gradient_descent_and_momentum_by_hand() -> None:
    p = Value(1.0)
    plain = SGD([p], 0.1)
    p.grad = 2.0
    plain.step()
    assert p.data == pytest.approx(0.8)
    heavy = SGD([p], 0.1, momentum=0.5)
    heavy.step()
    heavy.step()  # velocities 2 and 0.5·2 + 2 = 3
    assert p.data == pytest.approx(0.8 - 0.2 - 0.3)
    heavy.zero_grad()
    assert p.grad == 0.0


def test_the_first_step_of_adam_is_the_learning_rate_whatever_the_gradient() -> None:
    for gradient in (1e-3, 5.0, -700.0):
        p = Value(0.0)
        p.grad = gradient
        adam = Adam([p], 0.01)
        adam.step()
        assert p.data == pytest.approx(-math.copysign(0.01, gradient), rel=1e-4)
        p.grad = 0.0
        adam.step()
        first, second = (
            0.9 * 0.1 * gradient / (1 - 0.81),
            0.999 * 0.001 * gradient**2 / (1 - 0.998001),
        )
        move = 0.01 * first / (math.sqrt(second) + 1e-8)
        assert p.data == pytest.approx(-math.copysign(0.01, gradient) - move, rel=1e-4)


@pytest.mark.parametrize("make", [lambda p: SGD(p, 1e300, 0.9), lambda p: Adam(p, 1e308)])
def test_a_step_to_infinity_is_refused_and_moves_nothing(make) -> None:
    p, q = Value(-1e308, "p"), Value(1.0, "q")
    optimiser = make([q, p])
    q.grad, p.grad = 1e-300, 1e300
    with pytest.raises(DomainError, match=r"parameter 'p'.*smaller learning rate"):
        optimiser.step()
    assert (p.data, q.data) == (-1e308, 1.0)


def test_rates_out_of_range_are_refused() -> None:
    p = Value(1.0)
    for make in (
        lambda: SGD([p], 0.0),
        lambda: SGD([p], -math.inf),
        lambda: SGD([p], 0.1, momentum=1.0),
        lambda: Adam([p], 0.1, betas=(1.0, 0.9)),
        lambda: Adam([p], 0.1, epsilon=0.0),
    ):
        with pytest.raises(DomainError, match="must be"):
            make()


def test_mini_batches_hold_every_example_once_and_follow_the_seed() -> None:
    batches = list(mini_batches(range(10), 4, seed=1))
    assert [len(batch) for batch in batches] == [4, 4, 2]
    assert sorted(k for batch in batches for k in batch) == list(range(10))
    assert batches == list(mini_batches(range(10), 4, seed=1))
    assert batches != list(mini_batches(range(10), 4, seed=2))
    source = Random(1)
    assert list(mini_batches(range(10), 4, seed=source)) != list(
        mini_batches(range(10), 4, seed=source)
    )
    with pytest.raises(ShapeError, match="mini-batch of 0"):
        mini_batches([1], 0)
