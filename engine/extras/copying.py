"""Copying and pickling a graph without recursion, so that its depth does not matter.

Importing this file is what teaches it to ``copy`` and to ``pickle``, which lays a graph out flat:
its nodes in topological order, each after its inputs.  Several roots that are copied or pickled
together keep what they share, and an object of a subclass keeps its class and its attributes.
"""

from __future__ import annotations

import engine.value
from engine.value import Value, topological_order

TYPE_CHECKING = False  # true for a type checker; importing typing would cost more than the engine
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeVar
    from weakref import WeakValueDictionary

    Kind = TypeVar("Kind", bound=Value)
    Parts = tuple[type[Value], str, str, float, float, tuple[float, ...]]


def deep_copy(root: Value, memo: dict[int, object]) -> object:
    """A copy of the whole graph under ``root``; ``memo`` is that of ``copy.deepcopy``."""
    from copy import deepcopy

    for old in topological_order(root):
        if id(old) not in memo:
            operands = [memo[id(o)] if isinstance(o, Value) else o for o in old.operands]
            memo[id(old)] = new = rebuilt(_parts(old), operands)
            _give(new, {name: deepcopy(more, memo) for name, more in _more(old).items()})
    return memo[id(root)]


def copied(value: Value) -> Value:
    """A node of its own that is computed from the same inputs."""
    new = rebuilt(_parts(value), value.operands)
    _give(new, _more(value))
    return new


def rebuilt(parts: Parts, operands: Sequence[object]) -> Value:
    """A node from its parts; a leaf without operands."""
    kind, op, label, data, grad, local_gradients = parts
    kept = tuple(o if isinstance(o, Value) else float(o) for o in operands)  # type: ignore[arg-type]
    inputs = tuple(o for o in kept if isinstance(o, Value))
    folded = kept if len(inputs) < len(kept) else ()
    made = engine.value.node(op, 0.0, inputs, local_gradients, folded)
    new = made if kind is Value else as_kind(made, kind)
    new.data, new.label, new.grad = data, label, grad
    return new


def as_kind(made: Value, kind: type[Kind]) -> Kind:
    """The same node as an object of a subclass, which is made without its ``__init__``."""
    new = object.__new__(kind)
    for name in Value.__slots__:
        if hasattr(made, name):
            setattr(new, name, getattr(made, name))
    return new


def _parts(value: Value) -> Parts:
    return type(value), value.op, value.label, value.data, value.grad, value.local_gradients


def _more(value: Value) -> dict[str, object]:
    """The attributes that an object of a subclass has besides."""
    found = dict(getattr(value, "__dict__", {}))
    for kind in type(value).__mro__:
        if kind not in Value.__mro__:
            names = getattr(kind, "__slots__", ())
            for name in (names,) if isinstance(names, str) else names:
                if name not in ("__dict__", "__weakref__") and hasattr(value, name):
                    found[name] = getattr(value, name)
    return found


def _give(value: Value, more: dict[str, object]) -> None:
    for name, what in more.items():
        object.__setattr__(value, name, what)


# --- pickle ---------------------------------------------------------------------------------------


class _Part:
    """A node as pickle stores it, by its inputs' parts; it comes back as the node itself.

    Pickle stores an object once.  As long as a pickler remembers a part, the node has no other, so
    several roots find the nodes they share; afterwards nobody holds the parts, and they are gone.
    """

    __slots__ = ("__weakref__", "value")

    def __init__(self, value: Value) -> None:
        self.value = value

    def __reduce__(self) -> tuple[object, ...]:
        value = self.value
        operands = tuple([_part(o) if isinstance(o, Value) else o for o in value.operands])
        return _again, (_parts(value), operands, _more(value))


_KNOWN: list[WeakValueDictionary[int, _Part]] = []


def _part(value: Value) -> _Part:
    if not _KNOWN:
        from weakref import WeakValueDictionary

        _KNOWN.append(WeakValueDictionary())
    part = _KNOWN[0].get(id(value))
    if part is None:
        _KNOWN[0][id(value)] = part = _Part(value)
    return part


def flatten(root: Value, _protocol: object = None) -> tuple[object, ...]:
    """What pickle stores for ``root``: the parts of its graph in order, the last its own."""
    return _last, tuple([_part(value) for value in topological_order(root)])


def _again(parts: Parts, operands: tuple[object, ...], more: dict[str, object]) -> Value:
    value = rebuilt(parts, operands)
    _give(value, more)
    return value


def _last(*values: Value) -> Value:
    return values[-1]


Value.__copy__ = copied  # type: ignore[attr-defined]
Value.__deepcopy__ = deep_copy  # type: ignore[attr-defined]
Value.__reduce_ex__ = flatten  # type: ignore[method-assign, assignment]
