"""Entries that a condition chooses: ``np.sum(p[p > 0] * np.log(p[p > 0]))``.

How many entries there are depends on their values, so that only their sum is a graph: of every
entry its part where the condition holds, 0 elsewhere.
"""

from __future__ import annotations

import ast

from tutor.core.formulas.programs.straight.tree import called_name, is_condition

_OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
}  # fmt: skip


def has_mask(node: ast.AST) -> bool:
    """Whether entries are taken there where a condition holds: x[x > 0]."""
    return isinstance(node, ast.Subscript) and is_condition(node.slice)


def opposite(node: ast.UnaryOp) -> ast.expr:
    """``~(x > d)`` as x <= d; another formula as it is."""
    inner = node.operand
    if not isinstance(node.op, (ast.Invert, ast.Not)) or not isinstance(inner, ast.Compare):
        return node
    if len(inner.ops) != 1 or type(inner.ops[0]) not in _OPPOSITE:
        return node
    made = ast.Compare(inner.left, [_OPPOSITE[type(inner.ops[0])]()], inner.comparators)
    return ast.copy_location(made, node)


def otherwise(choice: ast.If) -> list[ast.stmt]:
    """What stands under else; ``elif x > d`` behind ``if x <= d`` is an else."""
    inner = choice.orelse[0] if len(choice.orelse) == 1 else None
    if not isinstance(inner, ast.If) or inner.orelse:
        return choice.orelse
    negated = opposite(ast.UnaryOp(ast.Not(), choice.test))
    return inner.body if ast.dump(negated) == ast.dump(inner.test) else choice.orelse


def masked_sum(call: ast.Call) -> ast.Call:
    """``sum(x[c] * y[c])`` as sum(where(c, x*y, 0)); another call as it is."""
    if called_name(call.func) != "sum" or call.keywords:
        return call
    is_method = isinstance(call.func, ast.Attribute) and not call.args
    body = call.func.value if is_method and isinstance(call.func, ast.Attribute) else None
    body = call.args[0] if len(call.args) == 1 else body
    if body is None:
        return call
    masks = {
        ast.dump(one.slice): one.slice
        for one in ast.walk(body)
        if isinstance(one, ast.Subscript) and has_mask(one)
    }
    if len(masks) != 1:
        return call
    (mask,) = masks.values()
    where = ast.Name("where", ast.Load())
    chosen = ast.Call(where, [mask, _WithoutMasks().visit(body), ast.Constant(0)], [])
    made = ast.Call(ast.Name("sum", ast.Load()), [chosen], [])
    return ast.copy_location(made, call)


class _WithoutMasks(ast.NodeTransformer):
    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:  # the name is ast's
        return node.value if has_mask(node) else self.generic_visit(node)
