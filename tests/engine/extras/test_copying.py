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


def test_a_leaf_is_pickled_with_all_it_has() -> None:
    a = Value(3.0, "a")
    a.grad = 2.5
    twin = pickle.loads(pickle.dumps(a))  # noqa: S301
    assert (twin.data, twin.grad, twin.label, twin.inputs) == (3.0, 2.5, "a", ())
