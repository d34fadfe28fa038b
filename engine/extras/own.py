"""A node of your own in one line: its value, its local gradients, the sign it is drawn with.

    y = own_node(min(max(x.data, 0.0), 1.0), {x: 1.0 if 0 < x.data < 1 else 0.0}, "clip")

It needs no row in the table: it draws, trains, is checked and copied like any other.  Its numbers
are fixed, as all local gradients are; what would need its function (other leaves, a program) says
so.  An operation to use more than once is a row: ``add_operation``.
"""

from __future__ import annotations

import engine.value
from engine.errors import DomainError, GraphError
from engine.ops import OPERATIONS, TABLE, Operation
from engine.value import Value, _method, as_float

TYPE_CHECKING = False  # true for a type checker; importing typing would cost more than the engine
if TYPE_CHECKING:
    from collections.abc import Mapping


_DOMAIN = (
    "the numbers it was made with; make it anew, or put a row into the table with add_operation"
)


class Sign(str):
    """The name of an operation that is done once: it brings its row of the table with it."""

    __slots__ = ("at", "local_gradients", "value")

    at: tuple[float, ...]
    local_gradients: tuple[float, ...]
    value: float

    @property
    def row(self) -> Operation:
        """The row: the numbers that were given, at the operands they were given for."""
        return Operation(
            self, str(self).rstrip("′"), None,
            lambda *operands: self._found(operands),
            lambda _y, *_operands: self.local_gradients,
            rule=f"∂{self}/∂uₖ was given with the node, as a number",
            partials=("∂{y}/∂{u}",), domain=_DOMAIN,
        )  # fmt: skip

    def _found(self, operands: tuple[float, ...]) -> float:
        if operands != self.at:
            raise ValueError(_DOMAIN)
        return self.value

    def __reduce__(self) -> tuple[object, ...]:
        return signed, (str(self), self.at, self.value, self.local_gradients)


def signed(
    sign: str, at: tuple[float, ...], value: float, local_gradients: tuple[float, ...]
) -> Sign:
    """The name with its numbers; a name that the table has gets a prime."""
    name = Sign(f"{sign}′" if sign in OPERATIONS else sign)
    name.at, name.value, name.local_gradients = at, value, local_gradients
    return name


def own_node(value: float, by: Mapping[Value, float], sign: str = "f") -> Value:
    """A node of the value ``value``, computed from the Values ``by`` with these local gradients.

    ``sign`` is how it is drawn.  Raises TypeError for what is no number, DomainError for NaN, and
    GraphError for no input or no sign: that were a leaf.
    """
    if not by or not sign:
        raise GraphError("a node of your own has inputs and a sign; without them it is a leaf")
    inputs = tuple(by)
    for each in inputs:
        if not isinstance(each, Value):
            raise TypeError(f"the inputs of {sign} must be Values, not {each!r}")
    number = as_float(value, f"the value of {sign}")
    locals_ = tuple([as_float(g, f"a local gradient of {sign}") for g in by.values()])
    at = tuple([each.data for each in inputs])
    if any(u != u for u in at):
        raise DomainError("nan is not a number to calculate with")
    return engine.value.node(signed(sign, at, number, locals_), number, inputs, locals_)


def add_operation(operation: Operation) -> None:
    """Put one more row into the table (or replace one); ``Value`` gets a method of that name."""
    TABLE[operation.name] = operation
    if not hasattr(Value, operation.name):
        setattr(Value, operation.name, _method(operation.name))
