r"""What texts say beside their formulas with signs: units, the two values of a label, constraints.

Each is left out, and named; where a word may be a name of the formula, it stays.
"""

from __future__ import annotations

import re
from collections.abc import Set

from tutor.core.formulas.prose.remains import Remains

_LABELS = re.compile(
    r"(?:\b(?:with|where|and|for)[ \t]+)?(?<![\w^])[A-Za-z]\w{0,5}[ \t]*(?:=|∈|\\in)[ \t]*"
    r"(?:(?:±|\\pm)[ \t]*1|\+?[01][ \t]+or[ \t]+[-−+]?[01]|[-−][ \t]?1[ \t]+or[ \t]+\+?[01])"
    r"(?![\w.*/^+])"
)
"""``y = +1 or −1``, ``t = ±1``: where a label lives."""
_UNIT = re.compile(
    r"(?<![\w)])(?P<name>[^\W\d]\w*)[ \t]*=[ \t]*[-−]?[0-9]+(?:\.[0-9]+)?[ \t]+"
    r"(?P<unit>(?:k|c|m)?m/s(?:²|\^2)?|k?m/h|[ckm]?m[²³]|[ckm]m|kg|mg|[kM]?Hz|ms|°C|kN|kJ|kW|cm\^[23])"
    r"(?=[ \t]*(?:[,;.)\n]|and\b|\Z))"
)
"""``g = 9.8 m/s²``"""
_CONSTRAINT = re.compile(
    r"(?:(?<=[.;\n])|(?<=,)|\A)[^=\n.;,]*\b(?:constraint|constrained|subject to)\b[^=\n.;]*"
    r"(?:=|[<>≤≥]=?)[^=\n.;,<>]*(?=[.;,\n]|\Z)"
)
"""``The budget constraint is 3x + 4y = 72.``"""
_LATEX_AND = re.compile(r"\\(?:wedge|land)(?=[ \t{}]*\\?\w[\w{}]*(?:\([^()=\n]*\))?[ \t]*=)")
_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+[\w.]+[ \t]+import[ \t]+[\w., *]+|import[ \t]+[\w., ]+)$", re.MULTILINE
)
_BEFORE_BLOCK = re.compile(
    r"(?:^|(?<=[.;:]))[ \t]*(?=[^\W\d_]*[ \t]+[^\W\d_]{2})[\w \t,'()-]{6,300}:?[ \t]*"
    r"(?=\\begin\{(?:align|equation|gather|eqnarray|multline|split|aligned)\*?\})",
    re.MULTILINE,
)
"""``The loss can be written as \\begin{align}``"""
_ASKED = re.compile(
    r"(?<=[\w)\]}²³])[ \t]+(?:and[ \t]+)?(?:then[ \t]+)?(?P<said>(?:[Dd]raw|[Ff]ind|[Cc]ompute|"
    r"[Cc]alculate|[Ee]valuate|[Dd]etermine|[Dd]erive|[Ss]ketch|[Dd]ifferentiate|we[ \t]+want)[ \t]+"
    r"(?:(?:the|its|all|how|what|that|a|an|to|your)[ \t]+)[^=+*/^\n;.$\\]*?)"
    r"(?P<next>\b[^\W\d]\w*(?:\([\w, ]*\))?[ \t]*=|[.;$\n]|\\begin|\Z)"
)
"""``z = wx + b and compute the prediction a = σ(z)``"""


def leave_out_beside(found: Remains, given: Set[str]) -> None:
    """Units, domains, constraints, and what is asked behind a formula; ``given`` have values."""
    for apart in list(re.finditer(r"\bd (?=[A-Za-z]+[ \t]*/[ \t]*d[A-Za-z])", found.text)):
        found.put(" d", apart.start())  # d loss/dw
    for both in list(_LATEX_AND.finditer(found.text)):
        found.blank(both.start(), both.end(), ";")
    for one in [*_LABELS.finditer(found.text)][::-1]:
        if "=" in found.text[: one.start()] + found.text[one.end() :]:
            found.leave_out(one.start(), one.end())
    for one in list(_UNIT.finditer(found.text)):
        elsewhere = set(re.findall(r"[^\W\d_]+", found.text[: one.start()] + found.text[one.end() :]))
        if not set(re.findall(r"[A-Za-z]+", one["unit"])) & (elsewhere | given):
            found.leave_out(one.start("unit"), one.end("unit"))
    for one in list(_CONSTRAINT.finditer(found.text)):
        if "=" in found.text[: one.start()] + found.text[one.end() :]:
            found.leave_out(one.start(), one.end())
    if re.search(r"[\\$]", found.text):
        for one in list(_IMPORT.finditer(found.text)):
            found.leave_out(one.start(), one.end())
    for one in list(_BEFORE_BLOCK.finditer(found.text)):
        found.leave_out(one.start(), one.end())
    for one in list(_ASKED.finditer(found.text)):
        line = found.text[: one.start()].rpartition("\n")[2]
        if "=" in line:
            found.leave_out(one.start(), one.end("said"))
