"""Values that a text tells otherwise than with a comma and =: ``x is 2``, ``L = … | x = 2``."""

from __future__ import annotations

import re

from tutor.core.formulas.prose.remains import Remains

_SET = r"(?:\\?[^\W\d]\w*)[ ]*=[ ]*[-\u2212]?[0-9]+(?:\.[0-9]+)?"
_AT_VALUES = re.compile(
    r"(?<=[\w)\]}²³$])(?P<gap>[ \t]+)(?P<open>[(\[{][ ]*"
    r"(?P<word>with|where|for|at|when|given|if|mit|f\u00fcr|avec|pour|con|para|com)?:?[ ]*)"
    rf"(?<![A-Za-z])\$?{_SET}(?:[ ]*(?:,|;|and|und|et|y)[ ]*{_SET})*"
    r"\$?[ ]*(?P<close>[)\]}])(?=[ \t.;,]*(?:$|#))",
    re.MULTILINE,
)
"""``c = ab    (with a = 2, b = 3)``"""


_PARTED = re.compile(
    rf"(?<=[\w)\]}}²³])[ \t]+([@|])[ \t]*(?={_SET}(?:[ ]*,[ ]*{_SET})*[ \t.]*$)|"
    rf"=[ ]*[-\u2212]?[0-9.]+[ ]+(&)[ ]+(?={_SET})|"
    r"=[ \t]*-?[0-9.]+[ \t]*([|:])[ \t]+(?=[^\W\d]\w*(?:\([\w, ]*\))?[ \t]*=)",
    re.MULTILINE,
)
"""``L = (wx − 1)² | x = 2 & w = 3``, ``x = 0.05 | w = 0.1``, ``x = 2: L = …``"""
_FOREIGN_AT = re.compile(
    r"(?:(?<=[\w)\]}²³])[ \t]+(?:f[u\u00fc]r|bei|mit|pour|avec|\u00e0|en|para|con|com|per|voor)|"
    rf"(?<=[0-9])[ ]+(?:et|e|y|i|och))[ ]+(?={_SET})"
)
"""``für x = 2``, ``x = 2 et y = 1``"""
_TIGHT = r"[^\W\d]\w*=[-\u2212]?[0-9]+(?:\.[0-9]+)?"
_BESIDE = re.compile(
    r"(?:^|(?<=;))[ \t]*(?!(?:if|elif|else|for|while|case|switch)\b)[^\W\d][^=<>!:;\n]*=(?!=)"
    r"[^=;\n]*(?<=[\w)\]}²³])(?<![^\W\d_]{2})"
    rf"(?:([ \t]+)(?={_TIGHT}(?:[ \t]+{_TIGHT})*[ \t.]*(?:$|[#;]))|"
    rf"([ \t]{{2,}})(?={_SET}[ \t.]*(?:$|[#;])))",
    re.MULTILINE,
)
"""``y = x^2 x=5``, ``w=2 x=3``; of ``y = w x = 6`` the last number is what was worked out."""
_SET_BY_COLON = re.compile(
    r"(?:^|(?<=[,;]))[ \t]*(?:[-*•][ \t]+)?[A-Za-z](?:\w{0,2}[0-9])?[ ]?(:)[ ]+"
    r"(?:(?=[-\u2212]?[0-9.]+[ ]*(?:[,;\n]|\Z))|"
    r"(?=[^=:\n{]*[+*/^(][^=:\n]*$)(?![^\n]*[A-Za-z]{4,}[ ]))",
    re.MULTILINE,
)
"""``x: 2, w: 3``"""
_SET_BY_VERB = re.compile(
    r"(?<![\w'’])(?!(?:it|he|we|an|is|as|in|on|at|of|or|to|so|no|if|be|by)\b)"
    r"(?P<name>[^\W\d_]\w?[0-9]*)[ ](?P<verb>(?:is[ ])?equal[ ]to|equals|is)[ ]"
    r"(?=[-\u2212]?[0-9]+(?:\.[0-9]+)?(?![\w%]|[ ]*[-+*/^(=]|\.[0-9]))",
    re.IGNORECASE,
)
"""``x is 2``"""
_IN_CASES = re.compile(
    r"\b(?:if|when|for)[ ]+(?P<name>[^\W\d]\w{0,3})[ ]?(?P<verb>=[ ])"
    r"(?=[-\u2212]?[0-9.]+(?![\w.]*[ ]*[-+*/^])(?!:\w|,[^\n]*\bdo\b))",
    re.IGNORECASE,
)
"""``-log(p) if y = 1``"""
_AT_THE_POINT = re.compile(r"\bat([ ](?:the[ ])?point[ ]+)(?=\([\w, ]+\)[ ]*=)")


def set_told_values(found: Remains) -> None:
    """``=`` for the words, and the end of a statement for the signs before values."""
    for one in found.few(_AT_VALUES):
        before = found.text[: one.start()].rpartition("\n")[2]
        behind_sign = before.rstrip()[-1:] in ")]}²³" or before.rstrip()[-1:].isdigit()
        is_apart = one["word"] or one["open"][0] != "(" or len(one["gap"]) > 1
        if "=" in before and (is_apart or behind_sign):
            found.blank(one.start("open"), one.end("open"), ";")
            found.put(" ", one.start("close"))
    found.put_all(";", _PARTED)
    found.put_all(";", _BESIDE)
    found.blank_all(_FOREIGN_AT, ";")
    for one in found.few(_AT_THE_POINT):
        found.blank(*one.span(1))
    if "lambda" not in found.text:
        found.put_all("=", _SET_BY_COLON)
    for pattern in (_SET_BY_VERB, _IN_CASES):
        told = found.few(pattern)
        several = len({one["name"] for one in told}) < len(told)
        is_case = several or re.search(r"\b(?:otherwise|else)\b", found.text)
        for one in told:  # -log(p) if y is 1
            found.put(("==" if is_case else "=").ljust(len(one["verb"])), one.start("verb"))
