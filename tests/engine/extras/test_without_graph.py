"""Calculations without a graph."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from engine import MLP, DomainError, Value, no_grad, value


def test_what_is_computed_in_it_has_no_inputs() -> None:
    model = MLP(2, [3, 1], activation="tanh", seed=1)
    outside = model([1.0, 2.0])
    with no_grad():
        inside = (model([1.0, 2.0]) * 2).exp() / 2 + model([1.0, 2.0])
        with no_grad():
            pass
        again = model([1.0, 2.0]) - 1
    assert (inside.inputs, inside.op, again.inputs) == ((), "", ())
    assert again.data == outside.data - 1
    after = model([1.0, 2.0])
    after.backward()
    assert any(p.grad for p in model.parameters())
    assert value.made.__module__ == "engine.value"


def test_it_ends_with_an_error_and_counts_for_one_thread() -> None:
    x = Value(2.0)
    with pytest.raises(DomainError), no_grad():
        x.log() / 0
    with no_grad(), ThreadPoolExecutor(1) as other:
        assert other.submit(lambda: x * 2).result().inputs == (x,)
        assert (x * 2).inputs == ()
    assert (x * 2).inputs == (x,)
