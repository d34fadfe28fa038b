"""Neurons, layers and networks."""

from __future__ import annotations

import json
import math
import random
import sys
from random import Random

import pytest

from engine import (
    MLP,
    Adam,
    DomainError,
    GraphError,
    Layer,
    Neuron,
    ShapeError,
    Value,
)
from engine.extras.datasets import xor
from engine.losses import (
    binary_cross_entropy,
    mean,
)

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
        with pytest.raises((ShapeError, GraphError)):
            model.load_json(json.dumps({"format": 1, "parameters": bad}))
    assert model.state() == before


@pytest.mark.parametrize("wrong", ["2", True, None, b"2", math.nan])
def test_what_is_no_number_is_no_parameter_and_changes_nothing(wrong: object) -> None:
    model = MLP(1, [1], seed=1)
    before = model.state()
    with pytest.raises((TypeError, DomainError)):
        model.load_state([1.0, wrong])  # type: ignore[list-item]
    assert model.state() == before


def test_without_a_seed_the_weights_follow_the_module_random() -> None:
    def weights() -> list[float]:
        return MLP(2, [3, 1]).state()

    random.seed(1337)
    first, second = weights(), weights()
    assert first != second
    random.seed(1337)
    assert (weights(), weights()) == (first, second)


def saved(**changed: object) -> str:
    """A network of two inputs and one neuron as JSON, with some of it changed."""
    shape = {"sizes": [2, 1], "activations": ["relu"], "parameters": [0.5, -1, 2]}
    return json.dumps({"format": 1, **shape, **changed})


def test_a_saved_network_is_counted_before_it_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    def build(*_: object, **__: object) -> None:
        raise AssertionError("built before it was counted")

    monkeypatch.setattr("engine.nn.Layer", build)
    for sizes in ([100_000, 100_000, 1], [2, 10**4000, 1], [3000, 3000, 1]):
        with pytest.raises(ShapeError, match="3 numbers for the"):
            MLP.from_json(saved(sizes=sizes, activations=["relu", "linear"]))
    for activations in ([], ["relu"] * 2):
        with pytest.raises(ShapeError, match=f"and {len(activations)} layers"):
            MLP.from_json(saved(activations=activations))
    for sizes in ([], [2], [0, 1], [2, 0], [2, -1]):
        with pytest.raises(ShapeError):
            MLP.from_json(saved(sizes=sizes, activations=["relu"] * max(0, len(sizes) - 1)))


@pytest.mark.parametrize(
    "changed",
    [
        {"format": True},
        {"format": 1.5},
        {"sizes": [2, True]},
        {"sizes": [2.0, 1]},
        {"sizes": "21"},
        {"sizes": 21},
        {"activations": "r"},
        {"activations": [1]},
        {"activations": ["rleu"]},
        *({"parameters": [0.5, -1, bad]} for bad in (True, "2", None, [2], 10**400)),
        *({"parameters": [0.5, -1, float(bad)]} for bad in ("inf", "-inf", "nan")),
    ],
    ids=str,
)
def test_what_is_no_saved_network_is_a_graph_error(changed: dict[str, object]) -> None:
    with pytest.raises(GraphError):
        MLP.from_json(saved(**changed))
    if "parameters" in changed:
        model = MLP(2, [1], seed=1)
        before = model.state()
        with pytest.raises(GraphError):
            model.load_json(saved(**changed))
        assert model.state() == before


def test_a_network_that_has_overflowed_is_not_saved() -> None:
    model = MLP(2, [1], seed=1)
    model.parameters()[0].data = math.inf
    with pytest.raises(DomainError, match="overflowed"):
        model.to_json()


@pytest.mark.parametrize("nouts", [[0], [2, -1], [0, 1]])
def test_a_layer_without_neurons_is_refused(nouts: list[int]) -> None:
    with pytest.raises(ShapeError, match="needs inputs and neurons"):
        MLP(2, nouts, seed=1)


def test_the_largest_parameters_are_saved_like_any_others() -> None:
    parameters = [sys.float_info.max, -sys.float_info.max, 0.0]
    assert MLP.from_json(saved(parameters=parameters)).state() == parameters
