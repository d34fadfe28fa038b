"""Brackets that close in another item of a document, and the index of a text's only layer."""

from __future__ import annotations

import re
from collections.abc import Set

from tutor.core.errors import ExpressionError
from tutor.core.formulas.prose.remains import Remains

_MARK = re.compile(r"[ \t>]*(?:(?P<bullet>[-*+•])|(?P<number>[0-9]{1,2}[.)]))[ \t]+")
_REMARK = re.compile(r"[ \t](?://|#)[ \t]+[^\W\d_]{2,}[ ][^\W\d_]{2,}[\w ,'-]*$")
_SIGNS = "=+-−–*/^(,[{·×⋅"


_LAYER = re.compile(
    r"(?P<name>\\?[A-Za-z]\w*\}?)(?P<low>_\{?\w+\}?)?"
    r"\^(?:\{[\[(](?P<in>[^\[\](){}]{1,5})[\])]\}|[\[(](?P<in2>[^\[\](){}]{1,5})[\])])(?P<low2>_\{?\w+\}?)?"
)


def leave_out_layer(found: Remains, given: Set[str]) -> None:
    """``W^{(L)} h^{(L)}`` of one layer as W h, where W and h are ``given`` without it."""
    layers = list(_LAYER.finditer(found.text))
    raised = {one["in"] or one["in2"] for one in layers}
    bare = [one for one in layers if one["name"].strip("\\}") in given]
    counted = re.search(r"_\{?[Ll]\b", found.text)
    if len(raised) != 1 or not bare or raised.pop() not in {"L", "l"} or counted:
        return
    for one in layers:
        low = one["low"] or one["low2"] or ""
        found.put((one["name"] + low).ljust(len(one[0])), one.start())


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
