"""Texts with numbers in them: ``{= grad(J, u)}`` filled in from a pass."""

from __future__ import annotations

from dataclasses import replace

from tutor.core.errors import ExpressionError
from tutor.core.expression import PassScope, evaluate
from tutor.core.figures import figure
from tutor.core.graph import Pass
from tutor.core.lesson import Span, Spans

OPERATORS = frozenset("+−·×/")
"""A negative number right behind one of these stands in brackets: ``5 · (−3)``."""


def fill(spans: Spans, numbers: Pass | None) -> Spans:
    """``spans`` with every open value written out.

    A negative number behind an operator gets its brackets here, so authors write none.  What has no
    value here (no pass, a gradient that does not exist) stays as its author wrote it.
    """
    if numbers is None or all(span.value is None for span in spans):
        return spans
    filled: list[Span] = []
    before = ""
    for span in spans:
        shown = _filled(span, numbers)
        if span.value is not None and shown.text.startswith("−") and before in OPERATORS:
            shown = replace(shown, text=f"({shown.text})")
        filled.append(shown)
        before = shown.text.rstrip()[-1:]
    return tuple(filled)


def _filled(span: Span, numbers: Pass) -> Span:
    if span.value is None:
        return span
    try:
        shown = figure(evaluate(span.value, PassScope(numbers)))
    except ExpressionError:
        return span
    return replace(span, text=shown, value=None)


def plain(spans: Spans) -> str:
    """The text of ``spans`` without styles."""
    return "".join(span.text for span in spans)
