"""The backward pass one message at a time."""

from __future__ import annotations

from engine import Value, messages, topological_order


def test_messages_end_with_the_gradients_of_backward() -> None:
    a, b = Value(2.0), Value(-3.0)
    root = (a * b + a) * (a * b) + b.tanh()
    root.backward()
    by_backward = [node.grad for node in topological_order(root)]
    for node in topological_order(root):
        node.grad = 0.0
    *_, _last = messages(root)
    assert [node.grad for node in topological_order(root)] == by_backward
