"""A scalar autograd engine that shows its working: the local gradients are on view.

    from engine import Value
    w, x = Value(5.0, label="w"), Value(1.0, label="x")
    J = (w * x - 2) ** 2
    J.backward()                # w.grad is now ∂J/∂w = 6.0

To see on one page how such an engine works, read ``tiny``: the same in sixty lines, without speed
and without checks.  All of automatic differentiation as it is used is in three files, to be read in
this order:

    value     a node of the graph, and the backward pass
    ops       the table of operations: values and local gradients
    errors    what can go wrong

On these stand

    message_passing  the backward pass, a message at a time   nn      neurons, layers, networks
    graph            successors, routes, depth, another       losses  what a network is trained on
                     forward pass                             optim   how it is trained
    extras           gradient checks, programs, data sets …   seeds   where random numbers come from

Only the standard library is used, and nothing reads or writes a file: this folder is all there is.
What is not needed for a ``Value`` is imported from its file when it is first asked for.
"""

from __future__ import annotations

from engine.errors import DomainError, EngineError, GraphError, ShapeError
from engine.extras import copying as _copying  # noqa: F401  a graph can be copied and pickled
from engine.extras import protocols as _protocols  # noqa: F401  what Python and NumPy may ask
from engine.ops import OPERATIONS, Operation
from engine.value import Value, apply, topological_order

TYPE_CHECKING = False  # true for a type checker, which then sees every name at its place
if TYPE_CHECKING:
    from engine import graph, losses, message_passing, nn, optim, tiny
    from engine.extras import datasets, micrograd, native, replay
    from engine.extras.algorithm1 import Network, algorithm_1
    from engine.extras.check import check_gradients
    from engine.extras.datasets import circles, linear, two_moons, xor
    from engine.extras.functions import (
        arctan,
        cos,
        cosh,
        dot,
        erf,
        exp,
        gelu,
        leaky_relu,
        lgamma,
        log,
        logsumexp,
        maximum,
        minimum,
        relu,
        sigmoid,
        sign,
        sin,
        sinh,
        softplus,
        sqrt,
        sum_of_squares,
        tan,
        tanh,
    )  # fmt: skip
    from engine.extras.own import add_operation, own_node
    from engine.extras.program import Program, straight_line
    from engine.extras.templates import partial_in_symbols
    from engine.extras.without_graph import no_grad
    from engine.graph import recompute, routes, successors
    from engine.losses import (
        binary_cross_entropy,
        hinge,
        l2_penalty,
        mean,
        mean_squared_error,
        softmax,
        softmax_cross_entropy,
        squared_error,
    )  # fmt: skip
    from engine.message_passing import Message, messages
    from engine.nn import MLP, Layer, Module, Neuron
    from engine.optim import SGD, Adam, AdamW, clip_gradients, mini_batches

__all__ = [
    "MLP", "OPERATIONS", "SGD", "Adam", "AdamW", "DomainError", "EngineError", "GraphError",
    "Layer", "Message", "Module", "Network", "Neuron", "Operation", "Program", "ShapeError",
    "Value", "add_operation", "algorithm_1", "apply", "arctan", "binary_cross_entropy",
    "check_gradients", "circles", "clip_gradients", "cos", "cosh", "datasets", "dot", "erf", "exp",
    "gelu", "graph", "hinge", "l2_penalty", "leaky_relu", "lgamma", "linear", "log", "logsumexp",
    "losses", "maximum", "mean", "mean_squared_error", "message_passing", "messages", "micrograd",
    "mini_batches", "minimum", "native", "nn", "no_grad", "optim", "own_node", "partial_in_symbols",
    "recompute", "relu", "replay", "routes", "sigmoid", "sign", "sin", "sinh", "softmax",
    "softmax_cross_entropy", "softplus", "sqrt", "squared_error", "straight_line", "successors",
    "sum_of_squares", "tan", "tanh", "tiny", "topological_order", "two_moons", "xor",
]  # fmt: skip

_LATER = {  # where a name is found when it is asked for: in one of these files, or it is the file
    "": "graph losses message_passing nn optim tiny",
    "extras": "datasets micrograd native replay",
    "extras.algorithm1": "Network algorithm_1",
    "extras.check": "check_gradients",
    "extras.datasets": "circles linear two_moons xor",
    "extras.functions": "arctan cos cosh dot erf exp gelu leaky_relu lgamma log logsumexp maximum "
    "minimum relu sigmoid sign sin sinh softplus sqrt sum_of_squares tan tanh",
    "extras.own": "add_operation own_node",
    "extras.program": "Program straight_line",
    "extras.templates": "partial_in_symbols",
    "extras.without_graph": "no_grad",
    "graph": "recompute routes successors",
    "losses": "binary_cross_entropy hinge l2_penalty mean mean_squared_error softmax "
    "softmax_cross_entropy squared_error",
    "message_passing": "Message messages",
    "nn": "MLP Layer Module Neuron",
    "optim": "SGD Adam AdamW clip_gradients mini_batches",
}


def __getattr__(name: str) -> object:
    from importlib import import_module

    for file, names in _LATER.items():
        if name in names.split():
            if file in ("", "extras"):
                found: object = import_module(".".join(filter(None, ("engine", file, name))))
            else:
                found = getattr(import_module(f"engine.{file}"), name)
            return globals().setdefault(name, found)
    raise AttributeError(f"module 'engine' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
