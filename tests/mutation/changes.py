"""What may be changed in a function, one thing at a time, and the code that comes of it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import partial
from types import CodeType
from typing import NamedTuple

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Mod: ast.Mult,
    ast.FloorDiv: ast.Div, ast.Pow: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip

Make = Callable[[], ast.AST | None]
"""The changed node; None where the statement is taken out."""


class Change(NamedTuple):
    """One change: the number of its node in the tree, which of that node's, where, in words."""

    node: int
    variant: int
    line: int
    said: str


def changes_of(source: str) -> list[Change]:
    """Every change of the functions in ``source``."""
    tree = ast.parse(source)
    inside = _inside_functions(tree)
    return [
        Change(number, variant, getattr(node, "lineno", 0), said)
        for number, node in enumerate(ast.walk(tree))
        if node in inside
        for variant, (said, _) in enumerate(_ways(node))
    ]


def changed(source: str, change: Change) -> ast.Module:
    """The tree of ``source`` with one change in it."""
    tree = ast.parse(source)
    old = next(node for number, node in enumerate(ast.walk(tree)) if number == change.node)
    new = list(_ways(old))[change.variant][1]()
    _Replace(old, new).visit(tree)
    return ast.fix_missing_locations(tree)


def pairs(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """The code of each function before and after: it stands in the same order in both."""
    yield old, new
    inner = ([c for c in code.co_consts if isinstance(c, CodeType)] for code in (old, new))
    for one, other in zip(*inner, strict=False):
        yield from pairs(one, other)


class _Replace(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST | None) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        if node is not self._old:
            return self.generic_visit(node)
        return ast.copy_location(self._new or ast.Pass(), node)


def _inside_functions(tree: ast.AST) -> set[ast.AST]:
    """The nodes of bodies: no heads, hints of types, texts of documentation or of errors."""
    found: set[ast.AST] = set()
    for function in ast.walk(tree):
        if isinstance(function, ast.Lambda):
            found.update(ast.walk(function.body))
        elif isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            found.update(node for part in function.body for node in ast.walk(part))
    for node in list(found):
        if isinstance(node, ast.AnnAssign):
            found.difference_update(ast.walk(node.annotation))
        elif isinstance(node, ast.Raise | ast.Assert):
            found.difference_update(ast.walk(node))
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            heads = (node.args, *node.decorator_list, *([node.returns] if node.returns else []))
            found.difference_update(part for head in heads for part in ast.walk(head))
    return found


def _ways(node: ast.AST) -> Iterator[tuple[str, Make]]:
    """The ways to change a node, in words, and how."""
    if isinstance(node, ast.stmt):
        yield from _of_statement(node)
    else:
        yield from _of_sign(node)
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        yield "the condition turned", lambda: _with_test(node, node.test)


def _of_sign(node: ast.AST) -> Iterator[tuple[str, Make]]:
    match node:
        case ast.Compare(left=left, ops=[op], comparators=rest) if type(op) in COMPARED:
            other = COMPARED[type(op)]
            yield _said(op, other), lambda: ast.Compare(left, [other()], rest)
        case ast.BinOp(left=one, op=sign, right=two) if type(sign) in COUNTED:
            instead = COUNTED[type(sign)]
            yield _said(sign, instead), lambda: ast.BinOp(one, instead(), two)
        case ast.BoolOp(op=join, values=values):
            both = ast.And() if isinstance(join, ast.Or) else ast.Or()
            yield _said(join, type(both)), lambda: ast.BoolOp(both, values)
            for at in range(len(values)):
                rest = values[:at] + values[at + 1 :]
                yield f"without part {at + 1} of and, or", partial(_joined, join, rest)
        case ast.UnaryOp(op=ast.Not() | ast.USub() as before, operand=operand):
            yield f"without {type(before).__name__}", lambda: operand
        case ast.Constant(value=bool() as value):
            yield f"{not value} for {value}", lambda: ast.Constant(not value)
        case ast.Constant(value=int() | float() as number):
            yield f"{number + 1} for {number}", lambda: ast.Constant(number + 1)


def _of_statement(node: ast.stmt) -> Iterator[tuple[str, Make]]:
    match node:
        case ast.Return(value=ast.AST() as returned) if not _is_none(returned):
            yield "None returned", lambda: ast.Return(ast.Constant(None))
        case ast.Expr(value=ast.Call() | ast.Await()) | ast.AugAssign():
            yield "the statement left out", lambda: None
        case ast.Break():
            yield "continue for break", ast.Continue
        case ast.Continue():
            yield "break for continue", ast.Break


def _joined(join: ast.boolop, values: list[ast.expr]) -> ast.AST:
    return values[0] if len(values) == 1 else ast.BoolOp(join, values)


def _with_test(node: ast.AST, test: ast.expr) -> ast.AST:
    turned = deepcopy(node)
    turned.test = ast.UnaryOp(ast.Not(), test)  # type: ignore[attr-defined]
    return turned


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _said(old: ast.AST, new: type[ast.AST]) -> str:
    return f"{new.__name__} for {type(old).__name__}"
