r"""What stands before a formula and is none of it: ``f: ℝⁿ → ℝ``, ``min over w of``.

``\min_{w,b}`` before a loss says what is done with it, not what it is.  Its head is left out with
it: in ``w* = argmin_w (wx − y)²`` the graph is that of (wx − y)², and no w*.
"""

from __future__ import annotations

import re
from collections.abc import Set

from tutor.core.formulas.lexer import STAR
from tutor.core.formulas.prose.remains import Remains

_S = r"[ \t]*"
_BRACES = r"\{(?:[^{}\n]|\{(?:[^{}\n]|\{[^{}\n]*\})*\}){1,80}\}"
_SPACES = r"(?:\\[,;:! ]|\\quad|\\limits|\\nolimits|[ \t~])*"
_WORD = r"(?:arg[ \t]*(?:\\[,;! ])?[ \t]*)?(?:min|max)(?:imi[sz]e)?"
_EXTREMUM = (
    rf"(?:\\?arg{_SPACES})?\\?{_WORD}|"
    rf"\\(?:operatorname\*?|mathop|text|textrm|mathrm|mathbf)\{{{_S}\\?{_WORD}{_S}\}}"
)
_OBJECTIVE = re.compile(
    r"(?P<head>(?:(?<![^\s;$(\[&,:>])|^)(?:\\?[A-Za-z][^\W_]*|\\(?:hat|tilde|bar)\{?\\?\w+\}?)"
    rf"(?:[_^](?:{_BRACES}|\\?[^\W_]+|\*))*\*?(?:\([\w, \\]{{0,30}}\))?{_S}:?&?={_S})?"
    rf"(?:\\(?:underset|displaystyle){_S}(?P<under>{_BRACES}){_S}\{{{_S}(?:{_EXTREMUM}){_S}\}}|"
    rf"(?<![A-Za-z\\])(?:{_EXTREMUM}){_SPACES}_{_S}(?P<low>{_BRACES}|\\?[A-Za-z]\w*|[^\W\d_])"
    rf"(?:{_S}\^{_S}(?:{_BRACES}|\w))?)"
    r"(?![ \t]*\([^()\n=]*,[^()\n=]*\)[ \t]*(?:$|[+\-*/,;]))",
    re.MULTILINE,
)
_INDEX = re.compile(r"\{?[ \t]*[ijkmn](?:[ \t]*(?:,|=|\\in|∈|<|\\neq?)[^{}]*)?[ \t]*\}?")
"""``\\min_i x_i`` is the smallest entry, and a function like any other."""
_ONLY_NAMED = re.compile(
    r"[ \t]*\\?(?:mathcal|mathbf)?\{?[A-Za-z]\}?(?:\(\\?[\w, ]*\))?[ \t]*[.,]?[ \t]*$"
)

_POWER = r"(?:[\^_](?:\{[^{}\n]{1,16}\}|\\?\w|\*|\+)|[ⁿᵐᵈᵏ²³⁺₊])*"
_SET = (
    rf"(?:(?:\\(?:mathbb|mathcal|mathbf|Bbb|bb){_S}(?:\{{[A-Z]\}}|[A-Z])|\\[bcm]?[A-Z](?![A-Za-z])|[ℝℤℕℂ]|"
    rf"R(?![\w(])|[\[(][^\[\]()\n=]{{1,24}}[\])]|\\\{{[^{{}}\n=]{{1,30}}\\\}}){_POWER})"
)
_SETS = rf"{_SET}(?:{_S}(?:\\times|×|x){_S}{_SET})*"
_SIGNATURE = re.compile(
    rf"(?<![\w\\])\\?[^\W\d_]\w*(?:\{{\\?\w+\}}?|\\\w+)?{_S}(?::|\\colon){_S}{_SETS}{_S}&?{_S}"
    rf"(?:\\(?:to|rightarrow|longrightarrow|mapsto)(?![A-Za-z])|→|->){_S}{_SETS}"
    r"(?=[ \t]*(?:[,;.&$\n]|\\\\|\\quad|\\qquad|where|with|by|such|$))"
)
_MAPS = re.compile(
    rf"[ \t]*(?:\\\\)?\s*\([\w, \\]{{1,40}}\){_S}&?{_S}(?:\\mapsto|↦){_S}"
    r"(?=\\?[^\W\d_]\w*\([\w, \\]{1,40}\)[ \t]*:?=)"
)


_COMPUTES = re.compile(
    r"(?:^|(?<=[.;:!?]))[ \t>*-]*(?:[A-Za-z]{2,12}[ ]){0,4}?"
    r"(?:[Tt]his|[Ii]t|[Ww]hich|[Ff]unction)[ ]"
    r"(?:computes|calculates|returns|gives|evaluates(?:[ ]to)?)[ ]+(?=[\w(\[$\\\u221a\u00bd-])",
    re.MULTILINE,
)
"""``This computes (y − t)²``"""
_DOCUMENTED = re.compile(
    r"^[ \t]*\w{1,20}(?:[ ]\((?:bool|float|int|str|[Tt]ensor|optional)[^()\n]{0,40}\))?[ ]"
    r"(?:[\u2013\u2014:]|--)[ ](?:[A-Za-z]+|\([a-z]+\))(?:[ ](?:[A-Za-z]+|\([a-z]+\))){1,12}"
    r"(?:(?<=[ ](?:loss|cost|term))[ ]is|,[ ];|:)[ ]+(?=[\w(\\½√-])",
    re.MULTILINE,
)
"""``full (bool) – add the term, i.e. log(2πy)``: what documentation says of an argument."""
_DRAWN = re.compile(
    r"(?:(?:^|(?<=[;.,$&\s]))(?:[Ll]et|[Aa]ssume|[Ss]uppose|[Ww]here|[Ww]ith|[Ii]f)[ ]+)?"
    r"(?<![\w\\])\\?[A-Za-z]\w{0,8}(?:_\{?\w{1,9}\}?|\^\{\(\w\)\})?(?:[ ]*\|[ ]*[\w, \\]{1,20})?"
    r"[ ]*&?(?:\\sim(?![a-z])|~|\u223c)&?[ ]*"
    r"(?:\\(?:mathcal|mathrm|text|mbox|operatorname|textrm)\{?)?(?:\{?\\sf)?"
    r"[ ]*\{?[A-Z][A-Za-z]*\}{0,3}"
    r"[ ]*(?:\\left)?[ ]*(?:\((?:[^()\n]|\([^()\n]*\)){0,120}\)|\[[^\[\]\n]{0,80}\])"
)
"""``X \\sim \\mathcal{N}(μ, σ²)``: how a number is drawn"""
_OVER = re.compile(
    r"^[ \t]*(?:[Mm]in|[Mm]ax)imi[sz]e[ ](?:over|w\.?r\.?t\.?|with respect to)[ ]"
    r"[^\n=:+*/^]{1,40}:?[ \t]*$|"
    r"^[ \t]*[Ww]here[ ]\$?\\?\w{1,12}(?:_\{?\w{1,9}\}?)?\$?[ ](?:is|are)[ ](?:given|defined)"
    r"[ ](?:by|as)[ ]?:?[ \t]*$|^[ \t]*:[ \t]*$",
    re.MULTILINE,
)
"""``minimise over (w, b):``, ``where z is given by:``, a colon alone"""
_TOWARDS = re.compile(
    rf"(?:\\(?:rightarrow|to|longrightarrow)(?![A-Za-z])|→|->){_SPACES}\\?{_WORD}"
    rf"(?:{_S}_{_S}(?:{_BRACES}|\w))?(?![\w(])"
)
"""``… \\rightarrow \\min_{w, b}``"""
_EXPLAINED = re.compile(
    r",?[ \t]*\\(?:text|textrm|mbox|mathrm)\{[ \t]*,?[ \t]*(?:where|with|and|here)\b[^{}=]*\}"
    r"[^=\n$]*?\\(?:text|textrm|mbox|mathrm)\{[ \t]*(?:is|are|denotes|stands)\b[^{}=]*\}"
)
"""``\\text{where } x \\text{ is the input}``"""


_TEXT = r"\\(?:text|textrm|textbf|textit|mathrm|mathbf|mbox|emph)"
_LABEL = re.compile(
    rf"(?<![-+*/=^])(?<![-+*/=^][ ]){_TEXT}\{{(?=[^{{}}]*[^\W\d_]{{2}})"
    r"(?![ ]*(?:is|are|be|denotes|means)\b)"
    rf"[^{{}}=\n]{{2,80}}(?:[:.][ ]*\}}|\}}[ ]*:(?!=))"
    r"(?:[ \t~]|\\(?:quad|qquad|[,;:! ]))*"
)
"""``\\text{Hidden layer:}\\quad``"""
_REMARK = re.compile(
    rf"(?<![ \t])(?:[ \t~]|\\(?:quad|qquad|[,;:! ])){{1,12}}{_TEXT}"
    r"\{[ ]*\((?=[^{}]*[^\W\d_]{2})[^{}=\n]{2,80}\)[ ]*\}"
    r"(?=[ \t]*(?:$|\$|\\\\|\\end|\\\]))", re.MULTILINE,
)  # fmt: skip
"""``\\quad \\text{(output layer)}`` behind a formula"""


_OPEN_REMARK = re.compile(
    r"(?<=[ \t])\((?:the|this|which|see|note)(?:[ ][A-Za-z][A-Za-z'-]*,?){2,12}[ \t]*$",
    re.MULTILINE,
)
"""``(the numerically stable form`` at the end of a line, whose bracket is not closed."""
_NAMED = re.compile(
    r"\\?[A-Za-z](?:_\{?\w{1,12}\}?)?[ ]?"
    r"\\(?:text|textrm|mbox|mathrm)\{[ ]*(?::|--?|is|are|denotes)[ ]"
    r"[^{}=]{2,300}\}"
)
"""``c_t \\text{: the memory of the unit}``"""
_DOTS = r"(?:\.{2,3}|\u2026|\\[lc]?dots)"
_GAPS = r"(?:,|\\(?:quad|qquad|[,;:! ])|[ \t~]){0,8}"
_FOR = r"for(?:[ ](?:all|each|every))?"
_BEFORE_RANGE = re.compile(
    rf"{_GAPS}(?:\\(?:text|textrm|mathrm|mbox)\{{[ ]*(?:,?[ ]*{_FOR}|where|with)?[ ]*\}}|"
    rf"\b{_FOR}\b|\\forall|\u2200)?{_GAPS}$"
)
_RANGE = re.compile(
    r"(?<![\w{\\^_])\\?[a-z][ ]?(?:=|\\in|\u2208)[ ]?(?:\\?\{)?[ ]?"
    rf"[01](?:[ ]?,[ ]?[12])?[ ]?,?[ ]?{_DOTS}[ ]?,?[ ]?"
    r"(?:[A-Za-z]\w?|[0-9]{1,3})(?:[ ]?-[ ]?1)?(?:\\?\})?(?![\w(+*/^])"
)
"""``for i = 1, …, m``"""
_LONG_WORD = r"(?:[Mm]in|[Mm]ax)imi[sz]e"
_ALONE = re.compile(
    rf"(?:(?<=[$;])|^)[ \t]*(?:\\?(?:min|max)(?=[ \t]*(?:\\d?frac|\\sum|\\l?Vert|\\\||[½∑Σ‖]))"
    rf"|{_LONG_WORD}\b(?![ \t]*[=*+/^_.(]))[ \t:]*|^[ \t]*{_LONG_WORD}[ \t]+(?=\()",
    re.MULTILINE,
)
"""``\\min \\frac{1}{2}(wx − y)²``: of one number there is no smallest."""
_PLAIN = re.compile(r"(?:arg[ \t]*)?(?:min|max)(?:imi[sz]e)?_\w+")


def leave_out_announcements(found: Remains, given: Set[str]) -> None:
    """Sets between which a function goes, and what is to be done with the formula.

    ``given`` names have values.
    """
    for one in found.few(_SIGNATURE):
        maps = _MAPS.match(found.text, one.end())
        found.leave_out(one.start(), maps.end() if maps else one.end())
    found.leave_out_all(_DRAWN, beside="=")
    found.leave_out_all(_LABEL, _REMARK, _OPEN_REMARK, STAR)
    found.leave_out_all(_COMPUTES, _DOCUMENTED, _OVER, _TOWARDS)
    for pattern in (_EXPLAINED, _NAMED, _RANGE):
        for one in found.few(pattern):
            start = one.start()
            if pattern is _RANGE:
                before = _BEFORE_RANGE.search(found.text[max(start - 60, 0) : start])
                start -= len(before[0]) if before else 0
            if "=" in found.text[:start]:
                found.leave_out(start, one.end())
    found.leave_out_all(_ALONE)
    for one in found.few(_OBJECTIVE):
        low = one["under"] or one["low"]
        if _INDEX.fullmatch(low) or _is_name(found.text, one, given):
            continue
        end = found.text.find("\n", one.end())
        end = len(found.text) if end < 0 else end
        only_named = _ONLY_NAMED.match(found.text[one.end() : end].rstrip(" \t$\\])"))
        is_defined = only_named and found.text.count("=") > bool(one["head"])
        found.leave_out(one.start(), end if is_defined else one.end())


def _is_name(text: str, one: re.Match[str], given: Set[str]) -> bool:
    """Whether ``max_x`` without a backslash is a name: given, defined, or beside a sign."""
    written = one[0][len(one["head"] or "") :].strip()
    if not _PLAIN.fullmatch(written):
        return False
    before = text[: one.start()].rstrip(" \t")[-1:]
    behind = text[one.end() : one.end() + 2]
    formula = behind[:1] == "(" or (
        behind[:1] in {" ", "\t"} and behind[1:] not in tuple("=+*/^-,;:)")
    )
    return (
        written in given
        or len(re.findall(rf"(?<!\w){written}(?!\w)", text)) > 1
        or (not one["head"] and before not in {"", "\n", ";", ":", "$", "`"})
        or not formula
    )
