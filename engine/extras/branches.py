"""A function that is traced may not ask how large its Values are: the answer would be frozen."""

from __future__ import annotations

from _thread import get_ident
from contextlib import contextmanager

from engine.errors import GraphError
from engine.value import Value

TYPE_CHECKING = False  # true for a type checker; importing typing would cost more than the engine
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_COMPARISONS = {f"__{name}__": getattr(Value, f"__{name}__") for name in ("lt", "le", "gt", "ge")}
_traced: set[int] = set()  # the threads that trace


@contextmanager
def no_branches() -> Iterator[None]:
    """Within, a comparison of Values in this thread raises GraphError."""
    _traced.add(get_ident())
    for name, compare in _COMPARISONS.items():
        setattr(Value, name, _refusing(compare))
    try:
        yield
    finally:
        _traced.discard(get_ident())
        if not _traced:
            for name, compare in _COMPARISONS.items():
                setattr(Value, name, compare)


def _refusing(compare: Callable[[Value, object], bool]) -> Callable[[Value, object], bool]:
    def method(value: Value, other: object) -> bool:
        if get_ident() in _traced:
            raise GraphError(
                "the loss compares Values, so it may choose its path by the data, and a program "
                "has one path; take maximum, minimum, relu or abs"
            )
        return compare(value, other)

    return method
