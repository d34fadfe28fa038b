"""Sizes of lists in a program, and whole numbers that are reckoned from them."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping, Sequence

from tutor.core.formulas.programs.ranges import TURNS
from tutor.core.formulas.programs.straight.made import NotStraightError
from tutor.core.formulas.programs.straight.tree import called_name, names_in

Sizes = Callable[[ast.expr], tuple[int, ...]]
_NONE: Mapping[str, int] = {}
_LENGTHS = frozenset(["len", "length", "numel", "size", "count"])
_RECKON: dict[type[ast.operator], Callable[[int, int], int]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
}  # fmt: skip


def whole_number(
    node: ast.expr, sizes: Sizes | None = None, numbers: Mapping[str, int] = _NONE
) -> int | None:
    """The whole number that a formula is; None where nothing in the text says it.

    ``numbers`` are those that names stand for.
    """
    if isinstance(node, ast.Name):
        return numbers.get(node.id)
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return node.value
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = whole_number(node.operand, sizes, numbers)
        return None if inner is None else -inner
    if isinstance(node, ast.BinOp) and type(node.op) in _RECKON:
        one, other = (whole_number(n, sizes, numbers) for n in (node.left, node.right))
        known = one is not None and other is not None and abs(one) + abs(other) < 10**6
        return _RECKON[type(node.op)](one, other) if known else None  # type: ignore[arg-type]
    if sizes is None:
        return None
    if isinstance(node, ast.Call) and called_name(node.func) in _LENGTHS:
        shape = sizes(node.func.value) if isinstance(node.func, ast.Attribute) else ()
        shape = shape or (sizes(node.args[0]) if len(node.args) == 1 else ())
        if len(shape) > 1 and isinstance(node.func, ast.Name) and node.func.id != "len":
            return None  # of a matrix: the longer side in Octave, all entries in R and Julia
        return shape[0] if shape else None
    if isinstance(node, ast.Attribute) and node.attr in _LENGTHS:
        return next(iter(sizes(node.value)), None)
    found = _side_of(node)
    if found:
        shape, axis = sizes(found[0]), whole_number(found[1])
        return shape[axis] if axis is not None and -len(shape) <= axis < len(shape) else None
    return None


def _side_of(node: ast.expr) -> tuple[ast.expr, ast.expr] | None:
    """What ``X.shape[0]``, ``np.shape(X)[0]`` and ``shape(X, 0)`` ask for: the list, the axis."""
    if isinstance(node, ast.Call) and called_name(node.func) == "shape" and len(node.args) == 2:
        return node.args[0], node.args[1]
    if isinstance(node, ast.Subscript):
        of = node.value
        if isinstance(of, ast.Attribute) and of.attr == "shape":
            return of.value, node.slice
        if isinstance(of, ast.Call) and called_name(of.func) == "shape" and len(of.args) == 1:
            return of.args[0], node.slice
    return None


def whole_numbers(ends: Sequence[ast.expr], sizes: Sizes, numbers: Mapping[str, int]) -> range:
    """The numbers of ``range(…)``.  Raises NotStraightError where they are not known."""
    found = [whole_number(one, sizes, numbers) for one in ends]
    if not 1 <= len(found) <= 3 or None in found or found[2:] == [0]:
        unknown = [one for one, size in zip(ends, found, strict=True) if size is None]
        named = {name for one in unknown for name in names_in(one)} - _LENGTHS - {"shape", "np"}
        names = [name for name in named if not sizes(ast.Name(name))]
        raise _unknown(names[0] if len(names) == 1 else "")
    turns = range(*found)  # type: ignore[arg-type]
    if len(turns) > TURNS:
        what = f"this loop has more than {TURNS} turns, too many to write out"
        raise NotStraightError(what, "take fewer turns")
    return turns


def _unknown(name: str) -> NotStraightError:
    help_ = f"give {name}, as a list or a number" if name else "write its steps one after another"
    return NotStraightError("how many turns this loop has is not known", help_)


def entries_of(node: ast.expr, sizes: Sizes, first: int) -> list[ast.expr]:
    """The entries of a list from ``x[first]`` on.  Raises NotStraightError for an unknown size."""
    shape = sizes(node)
    if not shape or shape[0] > TURNS:
        raise _unknown(node.id if isinstance(node, ast.Name) else "")
    return [
        ast.Subscript(node, ast.Constant(i), ast.Load()) for i in range(first, shape[0] + first)
    ]


def shape_written(value: ast.expr | None) -> tuple[int, ...]:
    """The shape of a list that is written out; () for what is none."""
    while isinstance(value, ast.Call) and value.args:
        value = value.args[0]
    shape: list[int] = []
    while isinstance(value, (ast.List, ast.Tuple)) and value.elts:
        shape.append(len(value.elts))
        value = value.elts[0]
    return tuple(shape)
