"""Copies and pickles of a graph."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable

import pytest

from engine import Value, topological_order
from engine.graph import recompute


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda v: pickle.loads(pickle.dumps(v))])  # noqa: S301
def test_the_copy_of_a_graph_has_gradients_of_its_own(copied: Callable[[Value], Value]) -> None:
    a = Value(3.0, "a")
    y = a * a + 2
    twin = copied(y)
    twin.backward()
    leaf = next(node for node in topological_order(twin) if node.label == "a")
    assert (leaf.grad, a.grad) == (6.0, 0.0)
    assert leaf is not a
    assert recompute(twin) == 11.0


def pickled(what):
    return pickle.loads(pickle.dumps(what))  # noqa: S301


@pytest.mark.parametrize("copied", [copy.deepcopy, pickled])
def test_several_roots_stay_together(copied) -> None:
    a = Value(3.0, "a")
    y = (a * a).tanh()
    z = (y + 1) * a
    a2, y2, z2, again = copied((a, y, z, y))
    assert again is y2
    assert {y2, a2} <= set(topological_order(z2))
    z2.backward()
    z.backward()
    assert (y2.grad, a2.grad) == (y.grad, a.grad)
    b, root = copied([a + 1, (a + 1) * 2])  # the order does not matter
    assert topological_order(root)[0] is topological_order(b)[0]


class Marked(Value):
    """A Value with more to it: a slot and a dictionary."""

    __slots__ = ("__dict__", "colour")

    def __init__(self, data: float) -> None:
        super().__init__(data)
        self.colour = "red"


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, pickled])
def test_a_subclass_keeps_its_class_and_its_attributes(copied) -> None:
    a = Marked(2.0)
    a.history = [1.0, 2.0]
    twin = copied(a)
    assert (type(twin), twin.colour, twin.history, twin.data) == (Marked, "red", [1.0, 2.0], 2.0)
    assert twin is not a
    assert (twin.history is a.history) == (copied is copy.copy)
    inner = copied(a * a)
    assert all(type(value) is Marked for value in inner.inputs)


def test_a_copy_is_another_node_with_the_same_inputs() -> None:
    a = Value(3.0, "a")
    y = a * 2
    twin = copy.copy(y)
    twin.backward()
    assert (twin is not y, twin.inputs, a.grad) == (True, (a,), 2.0)


def test_a_leaf_is_pickled_with_all_it_has() -> None:
    a = Value(3.0, "a")
    a.grad = 2.5
    twin = pickle.loads(pickle.dumps(a))  # noqa: S301
    assert (twin.data, twin.grad, twin.label, twin.inputs) == (3.0, 2.5, "a", ())
