"""What Python, NumPy and micrograd's programs ask of a Value, besides mathematics.

Importing this file is what teaches it to ``Value``.  Nothing here computes; what would cut the
graph, so that a gradient were lost without a word, is refused with the way to write it.
"""

from __future__ import annotations

import operator

from engine.ops import OPERATIONS
from engine.value import Value, apply

TYPE_CHECKING = False  # true for a type checker; importing typing would cost more than the engine
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, NoReturn


# --- a float would cut the graph ------------------------------------------------------------------


def refuse_to_cut(value: Value, *_others: object) -> NoReturn:
    """Raise TypeError: a float would cut the graph; write x.exp() for math.exp(x), or x.data."""
    name = f"{value.label!r} = {value.data!r}" if value.label else repr(value.data)
    raise TypeError(
        f"{name} would lose its graph, and so its gradient: write x.exp() for math.exp(x) (there "
        "are the like for all operations), x.data for the number alone, f'{x:.3f}' to show it, "
        "and an array of objects or a list to keep it"
    )


_CUTS = ("float", "int", "complex", "index", "round", "trunc", "floor", "ceil")


def shown(value: Value, form: str) -> str:
    """``f"{x:.3f}"`` shows the number."""
    return format(value.data, form) if form else str(value)


def subtract_in_place(value: Value, other: Value | float) -> Value:
    """``x -= y`` is x = x − y, but not ``p -= rate * p.grad``, a slip that moves no parameter."""
    if not value.op and value.grad and not isinstance(other, Value):
        raise TypeError(
            "p -= … makes a new Value and leaves the parameter as it was; to move it, write "
            "p.data -= …, or take an optimiser"
        )
    return value - other


# --- NumPy ----------------------------------------------------------------------------------------

_BY_UFUNC: dict[str, Callable[..., object]] = {
    "add": operator.add, "subtract": operator.sub, "multiply": operator.mul,
    "divide": operator.truediv, "true_divide": operator.truediv, "power": operator.pow,
    "float_power": operator.pow, "negative": operator.neg, "positive": lambda v: v,
    "absolute": abs, "fabs": abs, "square": lambda v: v * v, "reciprocal": lambda v: 1 / v,
    "less": operator.lt, "less_equal": operator.le, "greater": operator.gt,
    "greater_equal": operator.ge, "equal": operator.eq, "not_equal": operator.ne,
}  # fmt: skip


def array_ufunc(_value: Value, ufunc: Any, method: str, *given: Any, **options: Any) -> object:  # noqa: ANN401
    """A function of NumPy's on a Value and perhaps an array: entry by entry, as objects.

    Raises TypeError for a function that is no operation here.
    """
    name = ufunc.__name__
    function = _BY_UFUNC.get(name)
    if function is None and name in OPERATIONS:
        function = lambda *operands: apply(name, *operands)  # noqa: E731
    if function is None or method != "__call__":
        raise TypeError(f"np.{name} is no operation of the engine, and would lose the gradient")
    arrays = [x for x in given if getattr(x, "shape", ()) != ()]
    if not arrays:
        return function(*(x.item() if hasattr(x, "item") else x for x in given))
    (array,) = arrays  # two arrays meet without us
    (found,) = options.get("out") or (array.astype(object),)
    for place, entry in enumerate(array.astype(object).flat):
        found.flat[place] = function(*(entry if x is array else x for x in given))
    return found


# --- micrograd's names ----------------------------------------------------------------------------

_SYMBOLS = {"add": "+", "sub": "-", "neg": "-", "mul": "*", "div": "/", "relu": "ReLU"}


def symbol(value: Value) -> str:
    """The operation as micrograd writes it: "+", "*", "**2", "ReLU"; "" for a leaf."""
    if value.op == "pow" and isinstance(value.operands[1], float):
        return f"**{value.operands[1]:g}"
    return _SYMBOLS.get(value.op, str(value.op).rstrip("′"))


def send(value: Value) -> None:
    """Send each input its message, as one step of ``backward`` does: grad × local gradient."""
    for each, local in zip(value.inputs, value.local_gradients, strict=True):
        each.grad += value.grad * local if value.grad else 0.0


for _name in _CUTS:
    setattr(Value, f"__{_name}__", refuse_to_cut)
Value.__format__ = shown  # type: ignore[method-assign, assignment]
Value.__isub__ = subtract_in_place  # type: ignore[attr-defined]
Value.__array_ufunc__ = array_ufunc  # type: ignore[attr-defined]
Value._prev = property(lambda value: {*value.inputs})  # type: ignore[attr-defined]
Value._op = property(symbol)  # type: ignore[attr-defined]
Value._backward = send  # type: ignore[attr-defined]
