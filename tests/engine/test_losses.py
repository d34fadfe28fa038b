"""What a network is trained on."""

from __future__ import annotations

import math

import pytest

from engine import (
    DomainError,
    ShapeError,
    Value,
)
from engine.losses import (
    binary_cross_entropy,
    hinge,
    l2_penalty,
    mean,
    mean_squared_error,
    softmax,
    softmax_cross_entropy,
    squared_error,
)


def of(loss, outputs, targets) -> tuple[float, list[float]]:
    values = [Value(u) for u in outputs]
    cost = loss(values, targets)
    cost.backward()
    return cost.data, [value.grad for value in values]


def test_each_loss_and_its_gradient_by_hand() -> None:
    assert of(squared_error, [3.0, 1.0], [1.0, 2.0]) == (2.5, [2.0, -1.0])  # ∂C/∂a = a − y
    assert of(mean_squared_error, [3.0, 1.0], [1.0, 2.0]) == (2.5, [2.0, -1.0])
    assert of(hinge, [0.25, 3.0], [1, 1]) == (0.375, [-0.5, 0.0])
    assert of(hinge, [0.25], [-1]) == (1.25, [1.0])
    assert of(binary_cross_entropy, [0.0], [1]) == (math.log(2), [-0.5])
    assert of(softmax_cross_entropy, [0.0, 0.0], 1) == (math.log(2), [0.5, -0.5])


def test_one_output_is_a_value_or_a_list_of_one() -> None:
    for loss in (squared_error, mean_squared_error, hinge, binary_cross_entropy):
        assert loss(Value(0.3), 1.0).data == loss([Value(0.3)], [1.0]).data


@pytest.mark.parametrize(
    ("z", "y"), [(1000, 1), (-1000, 0), (1000, 0), (-1000, 1), (40, 1), (-40, 0)]
)
def test_cross_entropy_neither_overflows_nor_cancels(z: float, y: int) -> None:
    right = abs(z) if (z > 0) != y else math.log1p(math.exp(-abs(z)))
    for target in (y, Value(float(y))):
        value = Value(z)
        loss = binary_cross_entropy(value, target)
        assert loss.data == pytest.approx(right, rel=1e-12, abs=0.0)
        loss.backward()
        slope = 1 / (1 + math.exp(-abs(z))) if (z > 0) != y else math.exp(-abs(z))
        assert abs(value.grad) == pytest.approx(slope, rel=1e-12, abs=0.0)
    assert of(softmax_cross_entropy, [1000.0, 0.0, -1000.0], 0) == (0.0, [0.0, 0.0, 0.0])
    assert of(softmax_cross_entropy, [1000.0, 0.0], 1) == (1000.0, [1.0, -1.0])


def test_a_class_by_number_or_by_probabilities_is_the_same() -> None:
    logits = [0.5, -1.0, 2.0]
    assert of(softmax_cross_entropy, logits, 2) == of(
        softmax_cross_entropy, logits, [0.0, 0.0, 1.0]
    )


def test_losses_name_what_does_not_fit() -> None:
    a = [Value(1.0), Value(2.0)]
    with pytest.raises(ShapeError, match="2 outputs for 1 targets"):
        squared_error(a, [1.0])
    with pytest.raises(ShapeError, match="no class 2 among 2"):
        softmax_cross_entropy(a, 2)
    with pytest.raises(ShapeError, match="no class -1"):
        softmax_cross_entropy(a, -1)
    with pytest.raises(DomainError, match=r"between 0 and 1, and -1\.0 does not"):
        binary_cross_entropy(a, [1.0, -1.0])
    with pytest.raises(ShapeError, match="no values"):
        mean([])


def test_the_penalty_is_one_node_over_all_parameters() -> None:
    a, b = Value(2.0), Value(3.0)
    penalty = l2_penalty([a, b], 0.5)
    penalty.backward()
    assert (penalty.data, a.grad, b.grad) == (6.5, 2.0, 3.0)
    assert penalty.inputs[0].inputs == (a, b)


# --- any logits, and the targets ------------------------------------------------------------------


@pytest.mark.parametrize("size", [0.0, 1e6, 1e12, 1e15, 1e16, 1e100, 1e308])
def test_softmax_is_right_at_any_logits(size: float) -> None:
    assert of(softmax_cross_entropy, [size, size], 0) == (math.log(2), [-0.5, 0.5])
    assert of(softmax_cross_entropy, [size, size], [0.5, 0.5]) == (math.log(2), [0.0, 0.0])
    logits = [Value(size), Value(size), Value(-size)]
    shares = [p.data for p in softmax(logits)]
    assert sum(shares) == pytest.approx(1.0)
    top = logits[0].logsumexp(logits[1])
    top.backward()
    assert (logits[0].grad, logits[1].grad) == (0.5, 0.5)


def test_a_loss_far_from_the_right_class_and_near_it_keeps_its_digits() -> None:
    assert of(softmax_cross_entropy, [0.0, 1e16], 0) == (1e16, [-1.0, 1.0])
    loss, (right, _) = of(softmax_cross_entropy, [50.0, 0.0], 0)
    assert loss == pytest.approx(math.exp(-50), rel=1e-14, abs=0.0)
    assert right == pytest.approx(-math.exp(-50), rel=1e-14, abs=0.0)


def test_softmax_and_its_gradients() -> None:
    z = [Value(0.5), Value(-1.0), Value(2.0)]
    p = softmax(z)
    p[2].backward()
    shares = [math.exp(u.data) / sum(math.exp(v.data) for v in z) for u in z]
    assert [v.data for v in p] == pytest.approx(shares)
    expected = [shares[2] * ((k == 2) - share) for k, share in enumerate(shares)]
    assert [v.grad for v in z] == pytest.approx(expected)


class Whole:
    """A whole number of somebody else's, as NumPy has them."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __index__(self) -> int:
        return self.number


def test_targets_are_checked() -> None:
    a = [Value(1.0), Value(2.0), Value(3.0)]
    assert softmax_cross_entropy(a, Whole(2)).data == softmax_cross_entropy(a, 2).data
    for wrong in (True, 1.5, Value(1.0), Whole(3)):
        with pytest.raises(ShapeError, match="no class"):
            softmax_cross_entropy(a, wrong)
    for wrong in ([1, 1, 1], [2, -1, 0], [0.5, 0.2, 0.2]):
        with pytest.raises(DomainError, match="no probabilities"):
            softmax_cross_entropy(a, wrong)
    for wrong in (0, 0.5, 2):
        with pytest.raises(DomainError, match=r"hinge is 1 or −1.*2 \* y - 1"):
            hinge(Value(0.3), wrong)
    assert hinge(Value(0.25), Value(-1.0)).data == 1.25
