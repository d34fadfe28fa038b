"""Lines of C++, Rust, JavaScript, Julia or MATLAB: their types, numbers and modules blanked out.

The text keeps its length: each character stays at its place.
"""

from __future__ import annotations

import re

TYPE = (
    r"(?:double|float|real|int|auto|Double|Float|Real|f64|f32|[rf]Var|var|Var|dual|adouble|Value|"
    r"[\w.]*Tensor|number|Number|np\.\w+|Float64|Float32|AReal)"
)
"""What stands before a name that is declared, or behind it and a colon."""
_DECLARING = r"(?:(?:let|var|const|val|mut|static|final|local|constexpr|my)[ \t]+)+"
KEYWORD = re.compile(
    rf"return[ \t]+(?![=*/+^\-])|{_DECLARING}(?:{TYPE}[ \t&]+(?=\w))?(?![=*/+^\-])|"
    rf"{TYPE}[ \t]+&?(?=\w+[ \t]*[=,])"
)
NOTED = re.compile(rf"(\w+)[ \t]*(:{{1,2}}[ \t]*{TYPE})[ \t]*=")
IDLE = (
    r"(?:using|use|package|library)[ \t]+[\w.:]+|clc$|clear\b|(?:std::)?(?:cout|cerr)[ \t]*<<|"
    r"(?:[f]?print(?:ln|f)?!?|disp|System\.out\.print(?:ln|f)?|std::print(?:ln)?)[ \t]*[( ]|"
)
"""Statements that show something or fetch something, and compute nothing."""

_TYPED = re.compile(r"(?<![\w.])(?:(?:double|float|auto)[ \t]+\w|std::)")
_NAMED_F = re.compile(r"(?<![\w.])[fFdD][ \t]*=")
_NUMBER = re.compile(
    r"(?<![\w.])([0-9]+\.?[0-9]*(?:[eE][+-]?[0-9]+)?)(_?(?:f32|f64)|[fFdD])(?![\w.(])"
)
_ALIAS = re.compile(r"^[ \t]*import[ \t]+[\w.]+[ \t]+as[ \t]+(\w+)", re.MULTILINE)
_BODY = re.compile(
    r"(?<![\w.])(?:(?:pub|static|inline|const|export)[ \t]+)*"
    rf"(?:fn|function|func|fun|def|{TYPE})[ \t]+"
    r"(?=\w+[ \t]*\([^()]*\)([ \t]*(?:(?:->|:)[ \t]*\w+[ \t]*)?\{)"
    r"([ \t\n]*(?:return\b)?)[^{};]*(;?[ \t\n]*\}))"
)


def plain_program(text: str) -> str:
    """``text`` without what only its language needs."""
    chars = list(text)
    for found in _BODY.finditer(text):  # double f(double x) { return x*x; }
        spans = ((found.start(), found.end()), *(found.span(i) for i in (1, 2, 3)))
        for start, end in spans:
            _blank(chars, start, end)
        chars[found.end(1) - 1], chars[found.end(3) - 1] = "=", ";"
    if ("f32" in text or "f64" in text) or (_TYPED.search(text) and not _NAMED_F.search(text)):
        for found in _NUMBER.finditer(text):
            _blank(chars, *found.span(2))
    aliases = "|".join(name[1] for name in _ALIAS.finditer(text))
    for found in re.finditer(r"\b(?:std::)(?=\w)", text):
        _blank(chars, *found.span())
    if aliases:
        for found in re.finditer(rf"(?<![\w.])(?:{aliases})\.(?=[A-Za-z])", text):
            _blank(chars, *found.span())
    return "".join(chars)


def _blank(chars: list[str], start: int, end: int) -> None:
    for i in range(start, end):
        chars[i] = " "
