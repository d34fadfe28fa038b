"""A scalar autograd engine that shows its working: the local gradients are on view.

    from engine import Value
    w, x = Value(5.0, label="w"), Value(1.0, label="x")
    J = (w * x - 2) ** 2
    J.backward()                # w.grad is now ∂J/∂w = 6.0

All of automatic differentiation is in three files, to be read in this order:

    value     a node of the graph, and the backward pass
    ops       the table of operations: values and local gradients
    errors    what can go wrong

On these stand

    message_passing  the backward pass, a message at a time   nn      neurons, layers, networks
    graph            successors, routes, depth, another       losses  what a network is trained on
                     forward pass                             optim   how it is trained
    extras           gradient checks, programs, data sets …   seeds   where random numbers come from

Only the standard library is used, and nothing reads or writes a file.  What is not needed for a
``Value`` is imported from its file when it is first asked for.
"""

from __future__ import annotations

from engine.errors import DomainError, EngineError, GraphError, ShapeError
from engine.extras import copying as _copying  # noqa: F401  a graph can be copied and pickled
from engine.ops import OPERATIONS, Operation
from engine.value import Value, add_operation, apply, dot, topological_order

TYPE_CHECKING = False  # true for a type checker, which then sees every name at its place
if TYPE_CHECKING:
    from engine.extras.algorithm1 import Network, algorithm_1
    from engine.extras.check import check_gradients
    from engine.extras.program import Program, straight_line
    from engine.graph import recompute, routes, successors
    from engine.message_passing import Message, messages
    from engine.nn import MLP, Layer, Module, Neuron
    from engine.optim import SGD, Adam, mini_batches

__all__ = [
    "MLP", "OPERATIONS", "SGD", "Adam", "DomainError", "EngineError", "GraphError", "Layer",
    "Message", "Module", "Network", "Neuron", "Operation", "Program", "ShapeError", "Value",
    "add_operation", "algorithm_1", "apply", "check_gradients", "dot", "messages", "mini_batches",
    "recompute", "routes", "straight_line", "successors", "topological_order",
]  # fmt: skip

_LATER = {
    "extras.algorithm1": ("Network", "algorithm_1"),
    "extras.check": ("check_gradients",),
    "extras.program": ("Program", "straight_line"),
    "graph": ("recompute", "routes", "successors"),
    "message_passing": ("Message", "messages"),
    "nn": ("MLP", "Layer", "Module", "Neuron"),
    "optim": ("SGD", "Adam", "mini_batches"),
}


def __getattr__(name: str) -> object:
    from importlib import import_module

    for file, names in _LATER.items():
        if name in names:
            module = import_module(f"engine.{file}")
            globals().update((each, getattr(module, each)) for each in names)
            return globals()[name]
    raise AttributeError(f"module 'engine' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
