"""A scalar autograd engine that shows its working: the local gradients are on view.

    from engine import Value
    w, x = Value(5.0, label="w"), Value(1.0, label="x")
    J = (w * x - 2) ** 2
    J.backward()                # w.grad is now ∂J/∂w = 6.0

To read it all, take the files in this order:

    errors    what can go wrong                    nn         neurons, layers, networks
    value     a node of the graph                  losses     what a network is trained on
    ops       the table of operations              optim      how it is trained
    graph     order, successors, routes, depth     datasets   examples to train on
    backward  the backward pass                    delta      Algorithm 1, without a graph
    check     is a gradient right?                 source     a graph as lines of Python
    program   those lines as a program to run      replay     the same over rows of data, fast

Aside: seeds (where random numbers come from) and copying (deepcopy and pickle).

Only the standard library is used, and nothing reads or writes a file.  A name is imported from its
file when it is first asked for.
"""

from __future__ import annotations

from engine.errors import DomainError, EngineError, GraphError, ShapeError
from engine.ops import OPERATIONS, Operation
from engine.value import Value, add_operation, apply, dot

TYPE_CHECKING = False  # true for a type checker, which then sees every name at its place
if TYPE_CHECKING:
    from engine.backward import Message, messages
    from engine.check import check_gradients
    from engine.graph import recompute, routes, successors, topological_order
    from engine.nn import MLP, Layer, Module, Neuron
    from engine.optim import SGD, Adam, mini_batches
    from engine.program import straight_line

__all__ = [
    "MLP",
    "OPERATIONS",
    "SGD",
    "Adam",
    "DomainError",
    "EngineError",
    "GraphError",
    "Layer",
    "Message",
    "Module",
    "Neuron",
    "Operation",
    "ShapeError",
    "Value",
    "add_operation",
    "apply",
    "check_gradients",
    "dot",
    "messages",
    "mini_batches",
    "recompute",
    "routes",
    "straight_line",
    "successors",
    "topological_order",
]

_HOMES = {
    "MLP": "nn",
    "Layer": "nn",
    "Module": "nn",
    "Neuron": "nn",
    "Message": "backward",
    "messages": "backward",
    "check_gradients": "check",
    "SGD": "optim",
    "Adam": "optim",
    "mini_batches": "optim",
    "straight_line": "program",
    "recompute": "graph",
    "routes": "graph",
    "successors": "graph",
    "topological_order": "graph",
}


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module 'engine' has no attribute {name!r}")
    found = getattr(import_module(f"engine.{_HOMES[name]}"), name)
    globals()[name] = found
    return found
