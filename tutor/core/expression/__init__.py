"""Expressions: read by a grammar, evaluated on floats, never by the host language.

Reading order: expression.lark (what may be written), tree.py (what it becomes), reader.py and
grammar.py (how), functions.py (what may be called), evaluate.py and scope.py (what it is worth),
show.py (how it is written again).
"""

from tutor.core.expression.evaluate import LeafScope, Scope, compare, evaluate
from tutor.core.expression.functions import KEYWORDS, QUESTIONS, functions, suggestion_for
from tutor.core.expression.reader import DEPTH, LENGTH, PARTS, parse
from tutor.core.expression.scope import PassScope, alias, closest, unknown_name
from tutor.core.expression.show import show, source
from tutor.core.expression.tree import (
    Binary,
    Call,
    Compare,
    Expression,
    ListLiteral,
    Logic,
    Name,
    Number,
    Unary,
    children,
    mentions,
    names,
    parts,
)

__all__ = [
    "DEPTH", "KEYWORDS", "LENGTH", "PARTS", "QUESTIONS", "Binary", "Call", "Compare",
    "Expression", "LeafScope", "ListLiteral", "Logic", "Name", "Number", "PassScope", "Scope",
    "Unary", "alias", "children", "closest", "compare", "evaluate", "functions", "mentions",
    "names", "parse", "parts", "show", "source", "suggestion_for", "unknown_name",
]  # fmt: skip
