"""A graph may be asked from several threads at once."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from engine import MLP, Value, straight_line, topological_order
from engine import value as core
from engine.losses import mean, squared_error


@pytest.fixture
def _often():
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("_often")
def test_every_thread_gets_the_right_order() -> None:
    model = MLP(2, [8, 8, 1], activation="tanh", seed=1)
    cost = mean(squared_error(model([k / 10, 1.0]), 0.5) for k in range(10))
    right = topological_order(cost)
    with ThreadPoolExecutor(4) as threads:
        orders = list(threads.map(lambda _: topological_order(cost), range(120)))
        sources = set(threads.map(lambda _: straight_line(cost).source, range(12)))
    assert all(order == right for order in orders)
    assert len(sources) == 1


def test_a_search_within_a_search_gives_the_same_order() -> None:
    a, b = Value(1.0), Value(2.0)
    u = a * b + a
    root = (u * u + b).tanh() * u
    right = topological_order(root)
    assert core._marking.acquire(False)
    try:
        assert topological_order(root) == right
    finally:
        core._marking.release()


def test_a_backward_pass_within_a_search_sends_the_same_messages() -> None:
    a, b = Value(1.0), Value(2.0)
    (a * b + a).tanh().backward()
    right = a.grad, b.grad
    a.grad = b.grad = 0.0
    assert core._marking.acquire(False)
    try:
        (a * b + a).tanh().backward()
    finally:
        core._marking.release()
    assert (a.grad, b.grad) == right
