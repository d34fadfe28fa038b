"""Gradients of gradients: exact, to any order."""

from __future__ import annotations

from math import cos, exp, sin

import pytest

from engine import MLP, Value, apply, dot
from engine.extras.higher_order import gradients, hessian
from engine.losses import squared_error
from engine.ops import OPERATIONS
from tests.engine.samples import samples_of

STEP = 1e-5


def orders(root: Value, x: Value, count: int) -> list[float]:
    """The first ``count`` derivatives."""
    found = []
    for _ in range(count):
        (root,) = gradients(root, [x])
        found.append(root.data)
    return found


def test_a_cube_has_27_18_6_and_then_nothing() -> None:
    x = Value(3.0, "x")
    assert orders(x**3, x, 5) == [27.0, 18.0, 6.0, 0.0, 0.0]


def test_closed_forms_to_order_three() -> None:
    x = Value(0.7, "x")
    assert orders(x.sin(), x, 3) == pytest.approx([cos(0.7), -sin(0.7), -cos(0.7)], rel=1e-15)
    assert orders((2.0 * x).exp(), x, 3) == pytest.approx([k * exp(1.4) for k in (2, 4, 8)])
    assert orders(1.0 / x, x, 3) == pytest.approx([-(0.7**-2), 2 * 0.7**-3, -6 * 0.7**-4])
    s = 1 / (1 + exp(-0.7))
    second = s * (1 - s) * (1 - 2 * s)
    assert orders(x.sigmoid(), x, 2) == pytest.approx([s * (1 - s), second], rel=1e-14)


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_second_derivative_of_every_operation_is_the_slope_of_the_first(name: str) -> None:
    """Against the central difference of ``backward``, away from kinks."""
    row = next(one for one in samples_of(name) if all(0.05 < abs(u) < 5.0 for u in one))
    leaves = [Value(u) for u in row]
    for k, leaf in enumerate(leaves[:2] if name != "pow" else leaves[:1]):
        (first,) = gradients(apply(name, *leaves), [leaf])
        (second,) = gradients(first, [leaf])
        above, below = (_slope(name, row, k, sign * STEP) for sign in (1, -1))
        assert second.data == pytest.approx((above - below) / (2 * STEP), rel=1e-4, abs=1e-4)


def _slope(name: str, row: tuple[float, ...], k: int, by: float) -> float:
    leaves = [Value(u + by * (i == k)) for i, u in enumerate(row)]
    apply(name, *leaves).backward()
    return leaves[k].grad


def test_first_order_is_what_backward_gives() -> None:
    model = MLP(2, [3, 1], activation="tanh", seed=4)
    loss = squared_error(model([0.5, -1.0]), 0.3)
    found = gradients(loss, model.parameters())
    loss.backward()
    assert [g.data for g in found] == pytest.approx([p.grad for p in model.parameters()], rel=1e-14)


def test_a_gradient_can_be_trained_on() -> None:
    """The penalty of a slope: ∂/∂w of (∂(w·x²)/∂x)² = (2wx)² is 8wx²."""
    w, x = Value(1.5, "w"), Value(2.0, "x")
    (slope,) = gradients(w * x**2, [x])
    (slope**2).backward()
    assert w.grad == pytest.approx(8 * 1.5 * 4.0)


def test_a_hessian_is_symmetric_and_newton_finds_the_minimum_of_a_bowl_in_one_step() -> None:
    x, y = Value(5.0, "x"), Value(-3.0, "y")
    bowl = 2.0 * (x - 1.0) ** 2 + x * y + 3.0 * (y + 2.0) ** 2
    ((a, b), (c, d)) = hessian(bowl, [x, y])
    assert (a, b, c, d) == (4.0, 1.0, 1.0, 6.0)
    g, h = (one.data for one in gradients(bowl, [x, y]))
    x.data, y.data = (
        x.data - (d * g - b * h) / (a * d - b * c),
        y.data - (a * h - c * g) / (a * d - b * c),
    )
    again = 2.0 * (x - 1.0) ** 2 + x * y + 3.0 * (y + 2.0) ** 2
    assert [one.data for one in gradients(again, [x, y])] == pytest.approx([0.0, 0.0], abs=1e-12)


def test_what_a_root_does_not_depend_on_has_derivative_0() -> None:
    x, other = Value(2.0), Value(3.0)
    assert [g.data for g in gradients(dot([x], [2.0]), [x, other])] == [2.0, 0.0]
    assert hessian(x * 3.0, [x, other]) == [[0.0, 0.0], [0.0, 0.0]]


def test_against_autograd_to_order_three() -> None:
    autograd = pytest.importorskip("autograd")
    np = pytest.importorskip("autograd.numpy")

    def theirs(u):  # type: ignore[no-untyped-def]
        return np.tanh(u * u) * np.exp(-u) + np.log(1 + u * u) / (2 + np.sin(u))

    x = Value(0.8)
    ours = (x * x).tanh() * (-x).exp() + (1 + x * x).log() / (2 + x.sin())
    derivative, expected = theirs, []
    for _ in range(3):
        derivative = autograd.grad(derivative)
        expected.append(float(derivative(0.8)))
    assert orders(ours, x, 3) == pytest.approx(expected, rel=1e-12)
