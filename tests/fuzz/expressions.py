"""Search for text that makes an expression do anything but give a number or an ExpressionError."""

from __future__ import annotations

import math

import atheris

from tests.fuzz.run import search, text_of

with atheris.instrument_imports(include=["tutor.core", "lark"]):
    import tutor.core.expression.grammar  # noqa: F401 (imported here to be instrumented)
    from tutor.core.errors import ExpressionError
    from tutor.core.expression import LeafScope, evaluate, parse, show
    from tutor.core.syntax.graph import parse_graph

SCOPE = LeafScope({"a": 2.0, "b": -3.0, "x": 0.0})


def expression(data: bytes) -> None:
    """Read, show and evaluate."""
    text = text_of(data)
    parse_graph(text, expand=True, implicit_leaves=True)
    try:
        expr = parse(text)
        show(expr)
        value = evaluate(expr, SCOPE)
    except ExpressionError:
        return
    if math.isnan(value):
        raise ValueError("a value that is not a number")


if __name__ == "__main__":
    parse("1")
    search(expression, 0.5)
