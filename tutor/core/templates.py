"""Texts with numbers in them: ``{= grad(J, u)}`` filled in from a pass."""

from __future__ import annotations

from dataclasses import replace

from tutor.core.errors import ExpressionError
from tutor.core.expression import PassScope, evaluate
from tutor.core.figures import figure
from tutor.core.graph import Pass
from tutor.core.lesson import Span, Spans


def fill(spans: Spans, numbers: Pass | None) -> Spans:
    """``spans`` with every open value written out.

    What has no value here (no pass, a gradient that does not exist) stays as its author wrote it.
    """
    if numbers is None or all(span.value is None for span in spans):
        return spans
    return tuple(_filled(span, numbers) for span in spans)


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
