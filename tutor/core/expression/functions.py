"""The functions that an expression may call, and how many arguments each takes.

They are the operations of the engine's table that have no sign of their own (an operation added
there can be called here), the everyday names of two of them, and the three questions about a pass.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
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


_OTHER_FUNCTIONS = (
    "arcsin arccos atan asin acos arcsinh arccosh arctanh asinh acosh atanh elu selu celu "
    "erfc gamma floor ceil round trunc mod sig step heaviside softmin softmax hardtanh "
    "hardsigmoid prelu rrelu glu clip clamp sinc sine cosine tangent relu6 square mean silu mish "
    "log2 log10 log1p expm1 exp2 logsigmoid softsign"
)
_OTHERS = frozenset(_OTHER_FUNCTIONS.split())
"""Functions of their own that are not here: none of ours may be offered in their place."""


def suggestion_for(name: str) -> str:
    """The help for a function that is not here: another spelling of one, never another function."""
    offered = sorted(set(functions()) - set(QUESTIONS))
    lower = name.lower()
    close = get_close_matches(lower, offered, 3, 0.75) if len(lower) > 3 else []
    close = [one for one in close if abs(len(one) - len(lower)) < 2 or one[:3] == lower[:3]]
    if close and lower not in _OTHERS:
        return "did you mean " + " or ".join(map(repr, close)) + "?"
    if name.isalpha() and len(name) == 2 and lower not in _OTHERS:
        return f"for a product write {'*'.join(name)}*(…); or define it beside: {name}(x) = …"
    return f"write its formula, or define it beside: {name}(x) = …"


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
