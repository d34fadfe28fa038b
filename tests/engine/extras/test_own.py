"""A node of one's own in one line: no row in the table, and yet a node like any other."""

from __future__ import annotations

import copy
import pickle

import pytest

from engine import (
    OPERATIONS,
    DomainError,
    GraphError,
    Value,
    check_gradients,
    messages,
    own_node,
    recompute,
    straight_line,
)
from tutor.notebook import show


def clip(x: Value) -> Value:
    return own_node(min(max(x.data, 0.0), 1.0), {x: 1.0 if 0.0 < x.data < 1.0 else 0.0}, "clip")


def test_it_has_a_value_gradients_and_a_sign() -> None:
    x, w = Value(0.25, "x"), Value(3.0, "w")
    y = own_node(0.75, {x: 3.0, w: 0.25}, "⊗") * 2
    y.backward()
    assert (y.data, x.grad, w.grad) == (1.5, 6.0, 0.5)
    assert y.inputs[0].op == "⊗"
    assert [m.product for m in messages(y)] == [2.0, 6.0, 0.5]


def test_it_is_drawn_and_checked_and_copied_like_any_other() -> None:
    x = Value(0.25, "x")
    y = clip(x * 2) * x
    assert "clip" in show(y).svg
    assert check_gradients(y).right
    for twin in (copy.deepcopy(y), pickle.loads(pickle.dumps(y))):  # noqa: S301
        twin.backward()
        assert twin.inputs[1].grad == 1.0
    assert "clip" not in OPERATIONS


def test_a_wrong_rule_beside_it_is_found() -> None:
    x = Value(0.25, "x")
    y = clip(x) * x
    y.local_gradients = (1.0, 0.25)
    assert not check_gradients(y).right


def test_it_trains() -> None:
    w = Value(0.9)
    for _ in range(100):
        loss = (clip(w) - 0.3) ** 2
        w.grad = 0.0
        loss.backward()
        w.data -= 0.1 * w.grad
    assert w.data == pytest.approx(0.3)


def test_the_name_of_a_row_is_not_taken() -> None:
    x = Value(0.5, "x")
    y = own_node(7.0, {x: 2.0}, "tanh")
    y.backward()
    assert (y.data, x.grad, y.op) == (7.0, 2.0, "tanh′")
    assert check_gradients(y).right


def test_what_would_need_its_function_says_so() -> None:
    x = Value(0.25, "x")
    y = clip(x)
    with pytest.raises(GraphError, match=r"clip was given as a number.*add_operation"):
        straight_line(y)
    x.data = 0.5
    with pytest.raises(DomainError, match=r"clip is not defined at 'x' = 0\.5.*make it anew"):
        recompute(y)


def test_what_is_no_node_is_refused() -> None:
    x = Value(0.25, "x")
    with pytest.raises(GraphError, match="inputs and a sign"):
        own_node(1.0, {})
    with pytest.raises(TypeError, match="must be Values"):
        own_node(1.0, {2.0: 1.0})  # type: ignore[dict-item]
    with pytest.raises(TypeError, match="local gradient of f"):
        own_node(1.0, {x: "1"})  # type: ignore[dict-item]
    with pytest.raises(DomainError):
        own_node(float("nan"), {x: 1.0})
