"""Brackets that close in another item, spellings of few, and the index of a text's only layer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Set

from tutor.core.errors import ExpressionError
from tutor.core.formulas.lexer import canonical_name
from tutor.core.formulas.prose.remains import Remains

_MARK = re.compile(r"[ \t>]*(?:(?P<bullet>[-*+•])|(?P<number>[0-9]{1,2}[.)]))[ \t]+")
_REMARK = re.compile(r"[ \t](?://|#)[ \t]+[^\W\d_]{2,}[ ][^\W\d_]{2,}[\w ,'-]*$")
_LONE_REMARK = re.compile(r"(?<=[\w)\]])[ \t]{2,}//[ \t]+([A-Za-z]{3,})[ \t]*$")
_SIGNS = "=+-−–*/^(,[{·×" + chr(0x22C5)


_WHOLE_LINE = re.compile(r"^[ \t]*(\*)(?=[A-Za-z])[^*\n]*=[^\n]*?[ \t]?(\*)[ \t]*$", re.MULTILINE)
_SEVERAL = re.compile(r"\b[A-Za-z]_[A-Za-z](?:,)[A-Za-z](?=\()")
_OVER = re.compile(r"\{([^{}\n]{1,60})\}[ ]?\\over[ ]?\{([^{}\n]{1,60})\}")
_FAR_BEHIND = re.compile(
    r"(?<=[\w)\]}])[ ]{3,}(?=[A-Za-z]{4,}[ ,])(?!if\b|for\b|when\b|where\b|otherwise\b)"
    r"(?:[A-Za-z]{3,}[ ,]+)[^\n=+*/^\\$|]{3,120}$",
    re.MULTILINE,
)
"""``max(0, x)      simple, no saturation``"""
_ESCAPED = re.compile(r"(?<=[\w}])\\_(?=\{)")
_APART = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{3,}\\[ ][A-Za-z]{3,}(?![A-Za-z])")
_LIMITS = re.compile(
    r"(?<=[\u03a3\u2211])[ ]?_?[(\[{]?[ ]*(?:from[ ]|de[ ])?([ijkn])[ ]?=[ ]?([01])"
    r"(?:[ ]?(?:to|\.{2,3}|\u2026|a)[ ]?|\)\^)([A-Za-z]|[0-9]{1,2})[ ]*(?:[)\]}]|of\b|(?=[ (]))"
)
"""``Σ(from i=1 to n)``, ``Σ_i=1 to n``"""
_SUM_OVER = re.compile(r"\b[Ss]um[ ]over[ ](?:all[ ])?([ijkn])[ ]of\b")
_LOSS = re.compile(
    r"(?<![\w])(?:binary[ -]cross[ -]entropy|mean[ -](?:squared|absolute)[ -]error|"
    r"squared[ -]error)(?=\()",
    re.IGNORECASE,
)
"""``L = binary cross-entropy(p, y)``"""
_ORDINAL = re.compile(
    r"(?:(?:\$\$?|\\\()[ ]?[A-Za-z0-9]{1,3}|\b[A-Za-z0-9]{1,3}(?:\$\$?|\\\())[ ]?[\^_]\{?"
    r"(?:\\(?:text|textrm|mathrm|rm)[{ ]*)?(?:th|st|nd|rd)[} ]*(?:\$\$?|\\\))"
)
"""``the $k^{th}$ example``"""
_SHORTENED = re.compile(
    r"(?<![\w\\])(?:[Ll]et|[Ww]hat|[Ii]t|[Tt]hat|[Hh]ere|[Tt]here|[Ww]e|[Yy]ou|[Tt]hey)(?=['\u2019])"
    r"['\u2019](?:s|ll|re|ve|d)(?=[ ]+[A-Za-z])"
)
"""``let's``: the sign is no derivative."""
_VALUE_OF = re.compile(r"\\math[a-z]+\{([A-Za-z])\}[ ]?-(?=(?:values?|axis|coordinates?)\b)")
_SPACE = re.compile(r"\\space(?=[ ]+[A-Za-z]{2,}(?:['\u2019]s)?[ ]+[a-z]{2,}[ ])")
"""``\\space`` between a formula and the sentence that goes on"""
_SPELLINGS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_OVER, lambda one: f"\\frac{{{one[1]}}}{{{one[2]}}}"),
    (_ORDINAL, lambda _: " "),
    (_SPACE, lambda _: ";"),
    (_SHORTENED, lambda one: ";" * (one[0][0] in "lL") + re.split("['\u2019]", one[0])[0]),
    (_VALUE_OF, lambda one: f"{one[1]}-"),
    (_SEVERAL, lambda one: one[0].replace(",", "_")),
    (_ESCAPED, lambda _: " _"),
    (_LOSS, lambda one: re.sub("[ -]", "_", one[0].lower())),
    (_APART, lambda one: one[0].replace("\\ ", "_")),
    (
        _LIMITS,
        lambda one: f"_{{{one[1]}={one[2]}}}^{one[3] if len(one[3]) < 2 else f'{{{one[3]}}}'}",
    ),
    (_SUM_OVER, lambda one: f"\u03a3_{one[1]}"),
)
_LAYER = re.compile(
    r"(?<![\w\\])(?P<name>\\?[A-Za-z]\w{0,20}\}?)(?P<low>_\{?\w{1,9}\}?)?"
    r"\^(?:\{[\[(](?P<in>[^\[\](){}]{1,5})[\])]\}|[\[(](?P<in2>[^\[\](){}]{1,5})[\])])(?P<low2>_\{?\w{1,9}\}?)?"
)


def respell(found: Remains) -> None:
    """Indices, limits and names that are written otherwise than everybody else does."""
    found.put_all(" ", _WHOLE_LINE)
    for one in found.few(_FAR_BEHIND):
        words = re.findall(r"[A-Za-z]{3,}", one[0])
        if len(words) > 1 and not any(canonical_name(word) for word in words):
            found.leave_out(one.start(), one.end())
    for pattern, write in _SPELLINGS:
        for one in found.few(pattern):
            written = write(one)
            if len(written) <= len(one[0]):
                found.put(written.ljust(len(one[0])), one.start())


def join_items(found: Remains) -> None:
    """Take away bullets, numbers and remarks of lines that go on within an open bracket.

    Raises ExpressionError where a bullet may be a sign of arithmetic.
    """
    words = Counter(re.findall("[A-Za-z]{3,}", found.text)) if "//" in found.text else Counter()
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
        lone = _LONE_REMARK.search(line)
        is_lone = lone and words[lone[1]] == 1
        remark = lone if is_lone else _REMARK.search(line)
        if remark and (is_lone or depth > 0 or opened > 0):
            found.blank(start + remark.start(), start + len(line))
        depth = max(0, depth + opened)
        before = line[: remark.start() if remark else len(line)].rstrip()[-1:]
        start += len(line) + 1


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
