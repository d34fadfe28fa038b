"""Texts with numbers in them: ``{= grad(J, u)}`` filled in from a pass."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tutor.core.budget import spend
from tutor.core.errors import ExpressionError
from tutor.core.expression import PassScope, evaluate
from tutor.core.graph import Pass
from tutor.core.lesson import Digits, Prose, Span, Spans
from tutor.core.text import Slice, format_number, with_decimals, with_figures

_BEHIND_A_SIGN = re.compile(r"[·×+−/] ?$")
_IN_BRACKETS = re.compile(r"[·×+−/] ?\($")


def fill(spans: Spans, numbers: Pass | None) -> Spans:
    """``spans`` with every open value written out.

    What has no value here (no pass, a gradient that does not exist) stays as its author wrote it.
    A negative number behind an operator gets brackets (``8 · (−3)``), a positive one loses those
    that its author gave it (``8 · ({= x })`` becomes ``8 · 3``).
    """
    if numbers is None or all(span.value is None for span in spans):
        return spans
    return _bracketed([(span, _filled(span, numbers)) for span in spans])


def fill_prose(block: Prose, numbers: Pass | None) -> Prose:
    """The block with every open value written out, in the cells of a table too."""
    rows = tuple(tuple(fill(cell, numbers) for cell in row) for row in block.rows)
    return replace(block, spans=fill(block.spans, numbers), rows=rows)


def _bracketed(pairs: Sequence[tuple[Span, Span]]) -> Spans:
    """The filled spans, each number in brackets where and only where it needs them."""
    done = [filled for _, filled in pairs]
    for i, (span, filled) in enumerate(pairs):
        if span.value is None or filled.value is not None or i == 0:
            continue
        before, after = done[i - 1].text, done[i + 1].text if i + 1 < len(done) else ""
        negative = filled.text.startswith("−")
        if negative and _BEHIND_A_SIGN.search(before):
            done[i] = replace(filled, text=f"({filled.text})")
        elif not negative and _IN_BRACKETS.search(before) and after.startswith(")"):
            done[i - 1] = replace(done[i - 1], text=before[:-1])
            done[i + 1] = replace(done[i + 1], text=after[1:])
    return tuple(done)


def _filled(span: Span, numbers: Pass) -> Span:
    if span.value is None:
        return span
    spend(20)
    try:
        shown = _written(evaluate(span.value, PassScope(numbers)), span.digits)
    except ExpressionError:
        return span
    return replace(span, text=shown, value=None)


def _written(number: float, digits: Digits | None) -> str:
    if digits is None:
        return format_number(number)
    write = with_decimals if digits.of == "decimals" else with_figures
    return write(number, digits.count)


def bold(spans: Spans) -> tuple[Slice, ...]:
    """Where ``plain(spans)`` has the bold letters of formulas."""
    found: list[Slice] = []
    before = 0
    for span in spans:
        found += [(before + start, before + end) for start, end in span.bold]
        before += len(span.text)
    return tuple(found)


def plain(spans: Spans) -> str:
    """The text of ``spans`` without styles."""
    return "".join(span.text for span in spans)
