"""The fields of a question about a gradient that stands in the middle of gradient descent.

``rate: 0.1`` is the step size, ``examples: 4`` the number of all examples where the graph holds a
mini-batch, ``before w: w + 1`` a leaf's value before the last update.  With them the tutor can say
that somebody gave the updated parameter, divided by n instead of s, or took the values from before.
"""

from __future__ import annotations

from tutor.core.expression import Expression
from tutor.core.lesson import InDescent
from tutor.core.syntax.fields import Field, Fields

MOST = 1_000_000


def in_descent(fields: Fields) -> InDescent:
    """What the block says about the training around its question."""
    rate = fields.one("rate")
    examples = fields.whole("examples", 2, MOST, default=0)
    before = (_before(one, fields) for one in fields.with_argument("before"))
    return InDescent(
        rate=fields.expression_in(rate) if rate else None,
        before=tuple(pair for pair in before if pair is not None),
        examples=examples or None,
    )


def _before(one: Field, fields: Fields) -> tuple[str, Expression] | None:
    name = fields.setting.node(one.argument, one.argument_at, fields.reports)
    value = fields.expression_in(one) if one.text else None
    graph = fields.graph.graph if fields.graph else None
    if name is None or graph is None:
        return None
    if not graph.by_name[name].is_leaf:
        what = f"{name!r} is computed: only a leaf has a value of its own from before"
        leaves = ", ".join(leaf.name for leaf in graph.leaves)
        fields.report(one.argument_at, what, f"the leaves are {leaves}")
        return None
    if value is None:
        if not one.text:
            fields.report(one.at, f"'before {name}' has no value", f"as in 'before {name}: 2'")
        return None
    return name, value
