"""micrograd's names and habits, so that a program written for it runs with the import changed.

    from engine.extras.micrograd import Value, MLP      # for micrograd.engine and micrograd.nn

Beside what every Value has, these may be made with children and given a ``_backward`` of their own,
and carry any attribute; what is computed from one is one again.  Networks are made of single
operations, with weights from −1 to 1 as ``random.seed`` decides.  Errors, exactness and the meaning
of ``backward`` are the engine's: computed nodes start from 0 at every call.
"""

from __future__ import annotations

import random

import engine.nn
import engine.value as core
from engine.errors import GraphError
from engine.extras.copying import as_kind
from engine.extras.own import signed
from engine.extras.protocols import send
from engine.nn import Module
from engine.ops import OPERATIONS

TYPE_CHECKING = False  # true for a type checker; importing typing would cost more than the engine
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["MLP", "Layer", "Module", "Neuron", "Value"]


class Value(core.Value):
    """A number of a graph; with ``_children`` a node that is computed from them, called ``_op``.

    Such a node gets its local gradients from the ``_backward`` that is assigned to it: that is run
    once, there and then, with a gradient of 1, and what the children receive is what it sends them.
    """

    def __init__(
        self,
        data: float,
        _children: Iterable[core.Value] = (),
        _op: str = "",
        label: str = "",
    ) -> None:
        super().__init__(data, label)
        children = tuple(_children)
        if children:
            at = tuple([child.data for child in children])
            self.op = signed(_op or "f", at, self.data, (0.0,) * len(children))
            self._connect(children, (0.0,) * len(children))
            self._unanswered = True

    def backward(self) -> None:
        """As always; raises GraphError for a node with children that has no ``_backward``."""
        for node in core.topological_order(self):
            if getattr(node, "_unanswered", False):
                raise GraphError(f"{node!r} has children, and no _backward: assign one to it")
        super().backward()

    @property
    def _backward(self) -> Callable[[], None]:
        return lambda: send(self)

    @_backward.setter
    def _backward(self, function: Callable[[], None]) -> None:
        inputs = self.inputs
        before = [(node, node.grad) for node in (self, *inputs)]
        try:
            for node in inputs:
                node.grad = 0.0
            self.grad = 1.0
            function()
            sent = {node: node.grad for node in inputs}
        finally:
            for node, grad in reversed(before):
                node.grad = grad
        found = tuple([sent.pop(node, 0.0) for node in inputs])  # a repeated one gets all at once
        self._connect(inputs, tuple(map(float, found)))
        if inputs:
            numbers = tuple([node.data for node in inputs])
            self.op = signed(self.op.rstrip("′"), numbers, self.data, self.local_gradients)
            self._unanswered = False


def _as_ours(name: str) -> Callable[..., object]:
    method = getattr(core.Value, name)

    def ours(self: Value, *others: object) -> object:
        made = method(self, *others)
        return as_kind(made, Value) if type(made) is core.Value else made

    ours.__name__, ours.__doc__ = name, method.__doc__
    return ours


_OPERATORS = ("add", "radd", "sub", "rsub", "mul", "rmul", "truediv", "rtruediv", "pow", "rpow",
              "neg", "abs", "isub")  # fmt: skip
for _name in (*(f"__{name}__" for name in _OPERATORS), *OPERATIONS, "detach"):
    setattr(Value, _name, _as_ours(_name))


class Neuron(engine.nn.Neuron):
    """Σ wᵢ·xᵢ + b, and relu if ``nonlin``."""

    def __init__(self, nin: int, nonlin: bool = True) -> None:
        self.activation = "relu" if nonlin else engine.nn.LINEAR
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]  # noqa: S311  no secrets
        self.b = Value(0.0)

    def __call__(self, x: Sequence[core.Value | float]) -> core.Value:
        """The activation for the inputs ``x``."""
        z: core.Value = sum((w * u for w, u in zip(self.w, x, strict=True)), self.b)
        return z.relu() if self.activation == "relu" else z


class Layer(engine.nn.Layer):
    """``nout`` neurons that see the same inputs."""

    def __init__(self, nin: int, nout: int, nonlin: bool = True) -> None:
        self.neurons = [Neuron(nin, nonlin) for _ in range(nout)]

    def activations(self, x: Sequence[core.Value | float]) -> list[core.Value]:
        """One activation a neuron."""
        return [neuron(x) for neuron in self.neurons]


class MLP(engine.nn.MLP):
    """Layers of these sizes: relu in all but the last."""

    def __init__(self, nin: int, nouts: Sequence[int]) -> None:
        self.sizes = [nin, *nouts]
        pairs = list(zip(self.sizes, nouts, strict=False))
        self.layers = [Layer(i, o, nonlin=k < len(pairs)) for k, (i, o) in enumerate(pairs, 1)]
