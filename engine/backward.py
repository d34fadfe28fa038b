"""The backward pass, twice: as one tight loop, and as the sequence of messages that it sends.

Lecture note, section 1.3 and Remarks 1 and 2: a node x with successors y₁, …, yₙ has

    ∂z/∂x = Σⱼ ∂z/∂yⱼ · ∂yⱼ/∂x        backpropagated gradient × local gradient, summed over routes

so every successor sends each of its inputs one message, the product, and the inputs add up what
they receive.  Going through the graph in reverse topological order, a node's sum is complete before
it sends anything.  The two functions are proved equal by a test.

A node whose own gradient is 0 sends 0 on every edge, even where the local gradient is ∞: the output
does not depend on it there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from engine.errors import DomainError
from engine.graph import slots, topological_order
from engine.value import Value


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


def backward(root: Value) -> None:
    """Set ``grad`` to ∂root/∂node for every node that ``root`` depends on.

    Computed nodes start from 0 at every call; leaves add to what they have, so that the gradients
    of several losses sum (zero them first for a fresh start).  The root's own gradient is 1.
    Raises DomainError if a gradient is not a number, as ∞ − ∞ is not.
    """
    for node in reversed(_start(root)):
        gradient = node.grad
        if gradient == 0.0:
            continue
        if gradient != gradient:
            raise _no_gradient(node)
        first = node._first
        if first is not None:  # most nodes: written out, it takes half the time
            first.grad += gradient * node._by_first
            second = node._second
            if second is not None:
                second.grad += gradient * node._by_second
        elif node.op:
            for value, local in zip(*node._many, strict=True):
                value.grad += gradient * local


def messages(root: Value) -> Iterator[Message]:
    """The same pass as ``backward``, one message at a time, in the order they are sent.

    Gradients change as the messages are taken: after the last one they are those of ``backward``.
    """
    for node in reversed(_start(root)):
        gradient = node.grad
        for value, local, slot in zip(node.inputs, node.local_gradients, slots(node), strict=True):
            product = gradient * local if gradient else 0.0
            value.grad += product
            if value.grad != value.grad:
                raise _no_gradient(value)
            yield Message(node, value, gradient, local, product, value.grad, slot)


def _start(root: Value) -> list[Value]:
    """The topological order, with every computed node's gradient at 0 and the root's at 1."""
    order = topological_order(root)
    for node in order:
        if node.op:
            node.grad = 0.0
    root.grad += 1.0
    return order


def _no_gradient(node: Value) -> DomainError:
    name = f"{node.label!r} = {node.data!r}" if node.label else f"{node.op} = {node.data!r}"
    return DomainError(
        f"the gradient at {name} is ∞ − ∞ or ∞ · 0; smaller numbers in the graph avoid the overflow"
    )
