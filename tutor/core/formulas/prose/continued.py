"""Brackets that open in one item or line of a document, and close in another."""

from __future__ import annotations

import re

from tutor.core.errors import ExpressionError
from tutor.core.formulas.prose.remains import Remains

_MARK = re.compile(r"[ \t>]*(?:(?P<bullet>[-*+•])|(?P<number>[0-9]{1,2}[.)]))[ \t]+")
_REMARK = re.compile(r"[ \t](?://|#)[ \t]+[^\W\d_]{2,}[ ][^\W\d_]{2,}[\w ,'-]*$")
_SIGNS = "=+-−–*/^(,[{·×⋅"


def join_items(found: Remains) -> None:
    """Take away bullets, numbers and remarks of lines that go on within an open bracket.

    Raises ExpressionError where a bullet may be a sign of arithmetic.
    """
    start = depth = 0
    kind, before = "", ""
    for line in found.text.split("\n"):
        mark = _MARK.match(line)
        if depth > 0 and mark and kind and mark.lastgroup == kind:
            joined = line[mark.end() : mark.end() + 1] in tuple("+*/=") or before in tuple(_SIGNS)
            if not joined and kind == "bullet" and mark["bullet"] != "•":
                sign = mark["bullet"]
                what = f"'{sign}' begins an item, or is a sign of arithmetic in brackets"
                help_ = "write the formula in one line"
                raise ExpressionError(what, start + mark.start("bullet"), help_)
            found.blank(start + mark.start(), start + mark.end())
        if depth <= 0:
            kind = (mark.lastgroup or "") if mark else ""
        opened = sum((c in "([{") - (c in ")]}") for c in line)
        remark = _REMARK.search(line)
        if remark and (depth > 0 or opened > 0):
            found.blank(start + remark.start(), start + len(line))
        depth = max(0, depth + opened)
        before = line[: remark.start() if remark else len(line)].rstrip()[-1:]
        start += len(line) + 1
