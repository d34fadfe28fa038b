"""Conditions that a program decides before there are numbers: settings, and numbers of a loop."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping

from tutor.core.formulas.programs.straight.sizes import whole_number

_UNKNOWN = object()
_COMPARE: dict[type[ast.cmpop], Callable[[object, object], bool]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Is: operator.is_, ast.IsNot: operator.is_not,
    ast.Lt: lambda a, b: a < b, ast.LtE: lambda a, b: a <= b,  # type: ignore[operator]
    ast.Gt: lambda a, b: a > b, ast.GtE: lambda a, b: a >= b,  # type: ignore[operator]
}  # fmt: skip


def holds(
    node: ast.expr, values: Mapping[str, float | None], lists: Mapping[str, str]
) -> bool | None:
    """Whether a condition holds; None where its numbers decide that."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        inner = holds(node.operand, values, lists)
        return None if inner is None else not inner
    if isinstance(node, ast.BoolOp):
        found = [holds(one, values, lists) for one in node.values]
        ends = isinstance(node.op, ast.Or)
        if ends in found:
            return ends
        return None if None in found else not ends
    if isinstance(node, ast.Constant):
        return bool(node.value)
    if not isinstance(node, ast.Compare) or len(node.ops) != 1:
        return None
    compare = _COMPARE.get(type(node.ops[0]))
    if not isinstance(node.ops[0], (ast.Eq, ast.NotEq)):  # which class it is, not how large
        values, lists = {}, {}
    one = _known(node.left, values, lists)
    other = _known(node.comparators[0], values, lists)
    if isinstance(node.ops[0], (ast.Is, ast.IsNot)) and other is None and one is _UNKNOWN:
        return isinstance(node.ops[0], ast.IsNot)  # a leaf is there
    if compare is None or one is _UNKNOWN or other is _UNKNOWN:
        return None
    try:
        return compare(one, other)
    except TypeError:
        return None


def _known(node: ast.expr, values: Mapping[str, float | None], lists: Mapping[str, str]) -> object:
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name) and values.get(node.id) is not None:
        number = values[node.id]
        return int(number) if number is not None and number == int(number) else _UNKNOWN
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        found = _entry(lists.get(node.value.id, ""), node.slice)
        return _UNKNOWN if found is None else found
    number_ = whole_number(node)
    return _UNKNOWN if number_ is None else number_


def _entry(text: str, place: ast.expr) -> int | None:
    """The whole number at this place of a list that is given as text."""
    index = whole_number(place)
    entries = text.strip(" []").split(",")
    if index is None or "[" in text.strip()[1:] or not -len(entries) <= index < len(entries):
        return None
    said = entries[index].strip().removesuffix(".0")
    return int(said) if said.lstrip("-").isdigit() else None
