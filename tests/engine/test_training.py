"""Losses, optimisers, mini-batches, data sets and networks: what a training run is made of."""

from __future__ import annotations

import json
import math
from random import Random

import pytest

from engine import (
    MLP,
    SGD,
    Adam,
    DomainError,
    GraphError,
    Layer,
    Neuron,
    ShapeError,
    Value,
    mini_batches,
)
from engine.datasets import circles, linear, two_moons, xor
from engine.losses import (
    binary_cross_entropy,
    hinge,
    l2_penalty,
    mean,
    mean_squared_error,
    softmax_cross_entropy,
    squared_error,
)

# --- losses ---------------------------------------------------------------------------------------


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
    assert len(penalty.inputs[0].inputs) == 4


# --- optimisers -----------------------------------------------------------------------------------


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
    for make in (
        lambda: SGD([], 0.0),
        lambda: SGD([], math.nan),
        lambda: SGD([], 0.1, momentum=1.0),
        lambda: Adam([], 0.1, betas=(1.0, 0.9)),
        lambda: Adam([], 0.1, epsilon=0.0),
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


# --- data sets ------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [two_moons, circles, linear, xor])
def test_a_data_set_has_both_classes_and_follows_the_seed(make) -> None:
    points = make(41, noise=0.1, seed=7)
    assert len(points) == 41
    assert {p.y for p in points} == {0.0, 1.0}
    assert points == make(41, noise=0.1, seed=Random(7))
    assert points != make(41, noise=0.1, seed=8)
    assert {p.y for p in make(8, classes=(-1, 1), seed=1)} == {-1, 1}
    for wrong in ({"n": 0}, {"noise": -1.0}, {"noise": math.nan}):
        with pytest.raises((ShapeError, DomainError)):
            make(**wrong)


def test_the_shapes_are_what_their_names_say() -> None:
    assert [(p.x, p.y) for p in xor()] == [((0, 0), 0), ((0, 1), 1), ((1, 0), 1), ((1, 1), 0)]
    for p in circles(20, noise=0.0, factor=0.3):
        assert math.hypot(*p.x) == pytest.approx(0.3 if p.y else 1.0)
    for p in two_moons(21, noise=0.0):
        centre = (1.0, 0.5) if p.y else (0.0, 0.0)
        assert math.dist(p.x, centre) == pytest.approx(1.0)
    assert all((p.x[0] + p.x[1] > 0) == p.y for p in linear(50, seed=1))


# --- networks -------------------------------------------------------------------------------------


def test_a_network_learns_xor() -> None:
    model = MLP(2, [4, 1], activation="tanh", seed=1)
    optimiser = Adam(model.parameters(), 0.05)
    for _ in range(150):
        cost = mean(binary_cross_entropy(model(p.x), p.y) for p in xor())
        optimiser.zero_grad()
        cost.backward()
        optimiser.step()
    assert all((model(p.x).data > 0) == p.y for p in xor())


def test_parameters_come_in_micrograds_order() -> None:
    model = MLP(2, [3, 1], seed=1)
    first, second = model.layers
    expected = [v for n in (*first.neurons, *second.neurons) for v in (*n.w, n.b)]
    assert model.parameters() == expected
    assert len(expected) == 3 * 3 + 4
    hidden = "ReLUNeuron(2), ReLUNeuron(2), ReLUNeuron(2)"
    assert repr(model) == f"MLP of [Layer of [{hidden}], Layer of [LinearNeuron(3)]]"


def test_activations_are_named_one_for_all_or_one_a_layer() -> None:
    model = MLP(1, [2, 2, 1], activation=["tanh", "sin"], output_activation="sigmoid", seed=1)
    assert [layer.neurons[0].activation for layer in model.layers] == ["tanh", "sin", "sigmoid"]
    assert model([0.5]).op == "sigmoid"
    assert Neuron(2, nonlin=False)([1.0, 2.0]).op == "dot"
    with pytest.raises(GraphError, match="no activation 'rleu'; there are linear"):
        MLP(1, [1, 1], activation="rleu")
    with pytest.raises(ShapeError, match="2 activations for 1 hidden"):
        MLP(1, [1, 1], activation=["relu", "relu"])
    with pytest.raises(ShapeError, match="needs inputs and neurons"):
        Layer(0, 1)


def test_a_seed_gives_the_same_network_and_spread_follows_the_activation() -> None:
    assert MLP(2, [3, 1], seed=5).state() == MLP(2, [3, 1], seed=Random(5)).state()
    assert MLP(2, [3, 1], seed=5).state() != MLP(2, [3, 1], seed=6).state()
    for name, limit in (("relu", math.sqrt(6 / 50)), ("tanh", math.sqrt(6 / 90))):
        weights = [w.data for n in Layer(50, 40, activation=name, seed=1).neurons for w in n.w]
        assert 0.98 * limit < max(map(abs, weights)) <= limit


def test_several_outputs_come_as_a_list_and_inputs_may_be_values() -> None:
    model = MLP(2, [3, 2], seed=1)
    outputs = model([1.0, 2.0])
    assert isinstance(outputs, list)
    assert [v.data for v in outputs] == [v.data for v in model([Value(1.0), 2])]
    with pytest.raises(ShapeError, match="2 weights got 3 inputs"):
        model([1.0, 2.0, 3.0])


def test_a_network_comes_back_from_json_bit_by_bit() -> None:
    model = MLP(2, [3, 2], activation="tanh", output_activation="softplus", seed=4)
    model.parameters()[0].data = 0.1 + 0.2
    twin = MLP.from_json(model.to_json())
    assert twin.state() == model.state()
    assert repr(twin) == repr(model)
    assert twin.to_json() == model.to_json()
    other = MLP(2, [3, 2], seed=9)
    other.load_json(model.to_json())
    assert other.state() == model.state()


@pytest.mark.parametrize(
    "text",
    ["", "[]", "null", "{}", '{"format": 2}', '{"format": 1, "parameters": 3}', "[" * 100_000,
     '{"format": 1, "parameters": [], "sizes": [2], "activations": []}',
     '{"format": 1, "parameters": [], "sizes": "ab", "activations": ["relu"]}',
     '{"format": 1, "parameters": [], "sizes": [2, 2], "activations": ["rleu"]}',
     '{"format": 1, "parameters": [], "sizes": [2, 2], "activations": ["relu"]}',
     '{"format": 1, "parameters": [1, 2, NaN], "sizes": [2, 1], "activations": ["relu"]}'],
)  # fmt: skip
def test_what_is_no_saved_network_is_refused(text: str) -> None:
    with pytest.raises((GraphError, ShapeError, DomainError)):
        MLP.from_json(text)


def test_a_bad_save_changes_nothing() -> None:
    model = MLP(1, [1], seed=1)
    before = model.state()
    for bad in ([1.0], [1.0, math.nan], [1.0, "2"]):
        with pytest.raises((ShapeError, DomainError, TypeError)):
            model.load_json(json.dumps({"format": 1, "parameters": bad}))
    assert model.state() == before
