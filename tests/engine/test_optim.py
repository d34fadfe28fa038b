"""How a network is trained: optimisers and mini-batches."""

from __future__ import annotations

import math
from random import Random

import pytest

from engine import (
    MLP,
    SGD,
    Adam,
    AdamW,
    DomainError,
    GraphError,
    Module,
    ShapeError,
    Value,
    clip_gradients,
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


def descended(make, steps: int = 3) -> float:
    p = Value(1.0)
    optimiser = make([p])
    for _ in range(steps):
        optimiser.zero_grad()
        (p**2).backward()
        optimiser.step()
    return p.data


def test_weight_decay_by_hand() -> None:
    assert descended(lambda p: SGD(p, lr=0.1, weight_decay=0.5)) == pytest.approx(0.75**3)
    p, decay, rate = Value(2.0), 0.1, 0.01
    adamw = AdamW([p], lr=rate, weight_decay=decay)
    p.grad = 3.0
    adamw.step()
    assert p.data == pytest.approx(2.0 * (1 - rate * decay) - rate)
    q = Value(2.0)
    adam = Adam([q], lr=rate, weight_decay=decay)
    q.grad = 3.0
    adam.step()
    assert q.data == pytest.approx(
        2.0 - rate
    )  # the step of Adam is the rate, whatever the gradient


def test_the_learning_rate_has_a_short_name_and_is_checked_whenever_it_is_set() -> None:
    assert descended(lambda p: SGD(p, lr=0.1)) == descended(lambda p: SGD(p, 0.1))
    optimiser = Adam([Value(1.0)], lr=0.1)
    optimiser.lr = 0.2
    assert optimiser.learning_rate == optimiser.lr == 0.2
    for name, wrong in (("lr", -1), ("learning_rate", 0.0), ("epsilon", 0), ("weight_decay", -1)):
        with pytest.raises(DomainError, match="must be"):
            setattr(optimiser, name, wrong)
    with pytest.raises(DomainError, match="beta 2 must be"):
        optimiser.betas = (0.9, 1.0)
    with pytest.raises(TypeError, match="once, as learning_rate or as lr"):
        SGD([Value(1.0)], 0.1, lr=0.1)
    with pytest.raises(TypeError, match="once"):
        SGD([Value(1.0)])


def test_a_model_may_be_given_for_its_parameters() -> None:
    model = MLP(2, [1], seed=1)
    assert SGD(model, 0.1).parameters == model.parameters()
    assert clip_gradients(model, 1.0) == 0.0


@pytest.mark.parametrize("parameters", [[], Module()])
def test_nothing_to_train_is_said(parameters) -> None:
    with pytest.raises(ShapeError, match=r"no parameter to train; does parameters\(\)"):
        SGD(parameters, 0.1)


def test_what_is_no_parameter_is_refused() -> None:
    for wrong in (3.0, Value(1.0) * 2):
        with pytest.raises(TypeError, match="a Value and a leaf"):
            SGD([wrong], 0.1)


def test_a_long_gradient_is_shortened() -> None:
    p, q = Value(1.0), Value(1.0)
    p.grad, q.grad = 3.0, 4.0
    assert clip_gradients([p, q], 1.0) == 5.0
    assert (p.grad, q.grad) == pytest.approx((0.6, 0.8))
    assert clip_gradients([p, q], 2.0) == pytest.approx(1.0)
    p.grad = math.inf
    with pytest.raises(DomainError, match="length inf"):
        clip_gradients([p], 1.0)


# --- the mistakes that training invites -----------------------------------------------------------


def test_a_gradient_that_was_used_adds_up_like_any_other_number() -> None:
    """Only the next step refuses it."""
    w = Value(2.0)
    w.grad = 3.0
    SGD([w], 0.1).step()
    w.grad += 4.0
    w.grad += 0.5
    assert w.grad == 7.5


def test_a_forgotten_zero_grad_is_named() -> None:
    p = Value(1.0)
    optimiser = SGD([p], 0.1)
    (p**2).backward()
    optimiser.step()
    (p**2).backward()
    with pytest.raises(GraphError, match=r"still in the sum: call zero_grad\(\) before"):
        optimiser.step()
    optimiser.zero_grad()
    (p**2).backward()
    (p**2).backward()  # two losses add up, as they should
    optimiser.step()


@pytest.mark.parametrize("zero", [lambda m, _: m.zero_grad(), lambda m, o: o.zero_grad(), None])
def test_gradients_may_be_zeroed_in_any_way_at_any_time(zero) -> None:
    model = MLP(1, [2, 1], activation="tanh", seed=1)
    first, second = SGD(model, 0.01), Adam(model, 0.01)
    for optimiser in (first, second, first, second):
        (model([1.0]) ** 2).backward()
        optimiser.step()
        (model([1.0]) ** 2).backward()  # another network's loss may pass through
        if zero:
            zero(model, optimiser)
        else:
            for p in model.parameters():
                p.grad = 0.0


def test_a_loss_that_depends_on_no_parameter_is_named() -> None:
    p, other = Value(1.0), Value(2.0)
    optimiser = SGD([p], 0.1)
    (other * 3).backward()
    with pytest.warns(UserWarning, match="is the loss computed from these parameters"):
        optimiser.step()
    optimiser.zero_grad()
    (p * 3).backward()
    optimiser.step()
    optimiser.zero_grad()
    optimiser.step()  # from now on a gradient of 0 is one like any other


def test_single_precision_does_not_stay() -> None:
    np = pytest.importorskip("numpy")
    p = Value(1.0)
    p.grad = np.float32(0.5)
    SGD([p], np.float32(0.1)).step()
    assert type(p.data) is float


@pytest.mark.parametrize(
    "make", [lambda p: SGD(p, 0.1), lambda p: SGD(p, 0.1, 0.9), lambda p: Adam(p, 0.1)]
)
def test_training_goes_on_bit_for_bit_from_what_an_optimiser_remembers(make) -> None:
    def steps(optimiser: SGD | Adam, count: int) -> None:
        for _ in range(count):
            optimiser.zero_grad()
            ((p - 3) ** 4 * p).backward()
            optimiser.step()

    p = Value(1.0)
    first = make([p])
    steps(first, 5)
    kept, where = first.state(), p.data
    steps(first, 5)
    then, p.data = p.data, where
    second = make([p])
    second.load_state(kept)
    steps(second, 5)
    assert p.data == then
    before = second.state()
    with pytest.raises(ShapeError, match="with as many parameters"):
        second.load_state([*kept, 1.0])
    assert second.state() == before


def test_a_setting_out_of_range_is_told_the_least_that_it_may_be() -> None:
    with pytest.raises(DomainError, match="the learning rate must be a positive number"):
        SGD([Value(1.0)], learning_rate=-1.0)
    with pytest.raises(DomainError, match="the weight decay must be a number of at least 0"):
        SGD([Value(1.0)], learning_rate=0.1, weight_decay=-1.0)
