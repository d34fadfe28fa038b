"""The functions that an expression may call, and how many arguments each takes.

They are the operations of the engine's table that have no sign of their own (an operation added
there can be called here), the everyday names of two of them, and the three questions about a pass.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from engine import OPERATIONS

WITH_SIGN = frozenset({"add", "sub", "mul", "div", "neg", "pow"})
QUESTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"local": ("y", "x"), "grad": ("z", "x"), "value": ("x",)}
)
"""``local(y, x)`` is ∂y/∂x on one edge, ``grad(z, x)`` the derivative through all routes."""

ALIASES = MappingProxyType({"max": "maximum", "min": "minimum"})
KEYWORDS = frozenset({"and", "or", "not"})
MANY = 100
"""Arguments that a function of any number of operands may have."""


class Function(NamedTuple):
    """What a call means: the operation's name, and the least and greatest number of arguments."""

    operation: str
    least: int
    most: int


def functions() -> Mapping[str, Function]:
    """Every function by the name that an expression calls it, as the table stands now."""
    return _functions(tuple(OPERATIONS))


@lru_cache(maxsize=8)
def _functions(_rows: tuple[str, ...]) -> Mapping[str, Function]:
    found: dict[str, Function] = {}
    for name, row in OPERATIONS.items():
        if name not in WITH_SIGN and name != "dot":
            least, most = (1, MANY) if row.arity is None else (row.arity, row.arity)
            found[name] = Function(name, least, most)
    for alias, name in ALIASES.items():
        found[alias] = found[name]
    for question, arguments in QUESTIONS.items():
        found[question] = Function(question, len(arguments), len(arguments))
    found["dot"] = Function("dot", 2, 3)
    return MappingProxyType(found)
