"""The backward pass as the sequence of messages that it sends.

Lecture note, Remarks 1 and 2: every successor sends each of its inputs one message, backpropagated
× local gradient, and the inputs add up what they receive.  A test proves that the sums are those of
``Value.backward``, which does the same in one tight loop.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from engine.value import Value, no_gradient, started


class Message(NamedTuple):
    """What ``successor`` sends to one of its inputs, ``node``.

    ``product`` = ``backpropagated`` × ``local``; ``total`` is the node's gradient once it is added.
    ``slot`` is the node's place among the successor's operands: a·a sends to slots 0 and 1.
    """

    successor: Value
    node: Value
    backpropagated: float
    local: float
    product: float
    total: float
    slot: int


def messages(root: Value) -> Iterator[Message]:
    """The same pass as ``root.backward()``, one message at a time, in the order they are sent.

    Gradients change as the messages are taken: after the last one they are those of ``backward``.
    """
    order, leaves = started(root)
    for node in reversed(order):
        gradient = node.grad
        for value, local, slot in zip(node.inputs, node.local_gradients, slots(node), strict=True):
            product = gradient * local if gradient else 0.0
            value.grad += product
            if value.grad != value.grad:
                raise no_gradient([*leaves, *order])
            yield Message(node, value, gradient, local, product, value.grad, slot)


def slots(node: Value) -> list[int]:
    """For each input of ``node``, its position among the operands (constants count too)."""
    return [k for k, operand in enumerate(node.operands) if isinstance(operand, Value)]
