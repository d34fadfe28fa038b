"""``with no_grad():`` what is computed in it keeps its value and no graph.

A graph is freed anyway when nobody holds its root, so this is for programs that are used to it, and
for long calculations whose values are kept.
"""

from __future__ import annotations

from _thread import allocate_lock, get_ident
from contextlib import contextmanager

import engine.losses
import engine.nn
import engine.value

TYPE_CHECKING = False  # true for a type checker; importing typing would cost more than the engine
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.value import Value

_USERS = [vars(file) for file in (engine.value, engine.nn, engine.losses)]
_made, _node = engine.value.made, engine.value.node
_inside: list[int] = []  # the threads that are within, as often as they are
_lock = allocate_lock()


@contextmanager
def no_grad() -> Iterator[None]:
    """Within, operations of this thread give leaves: no inputs, and no gradient to come back."""
    with _lock:
        _inside.append(get_ident())
        _put(_leaves_only(_made), _leaves_only(_node))
    try:
        yield
    finally:
        with _lock:
            _inside.remove(get_ident())
            if not _inside:
                _put(_made, _node)


def _put(made: Callable[..., Value], node: Callable[..., Value]) -> None:
    engine.value.node = node
    for names in _USERS:
        names["made"] = made


def _leaves_only(maker: Callable[..., Value]) -> Callable[..., Value]:
    def made(*parts: object) -> Value:
        value = maker(*parts)
        if get_ident() in _inside:
            value._connect((), ())
            value.op = ""
        return value

    return made
