r"""What texts say beside their formulas with signs: units, the two values of a label, constraints.

Each is left out, and named; where a word may be a name of the formula, it stays.
"""

from __future__ import annotations

import re
from collections.abc import Set

from tutor.core.formulas.lexer import GREEK, JOINING, RECKONING, canonical_name
from tutor.core.formulas.prose.remains import Remains
from tutor.core.formulas.prose.told_values import set_told_values

_LABELS = re.compile(
    r"(?:\b(?:with|where|and|for)[ \t]+)?(?<![\w^])[A-Za-z]\w{0,5}[ \t]*(?:=|∈|\\in)[ \t]*"
    r"(?:(?:±|\\pm)[ \t]*1|\+?[01][ \t]+or[ \t]+[-−+]?[01]|[-−][ \t]?1[ \t]+or[ \t]+\+?[01])"
    r"(?![\w.*/^+])"
)
"""``y = +1 or −1``, ``t = ±1``: where a label lives."""
_MEMBER = re.compile(
    r"(?<!\bfor[ \t])(?:\b(?:with|where|and)\s+)?(?<![\w^])(?!for\b)[A-Za-z]\w{0,5}[ \t]+in[ \t]+"
    r"(?:\{[-+−0-9., ]{1,30}\}|[\[(][-−]?[01],[ ]?\+?1[\])])(?![\w.*/^+:])"
    r"(?:[ ](?:is|denotes)[ ][^,.;=\n+*/^]{1,80})?"
)
"""``y in {0, 1} is the label``, which is no loop"""
_UNIT = re.compile(
    r"(?<![\w)])(?P<name>[^\W\d]\w{0,20})[ ]?=[ ]?[-−]?[0-9]{1,9}(?:\.[0-9]{1,9})?[ ]"
    r"(?P<unit>(?:k|c|m)?m/s(?:²|\^2)?|k?m/h|[ckm]?m[²³]|[ckm]m|kg|mg|[kM]?Hz|ms|\u00b0C|kN|kJ|kW|cm\^[23])"
    r"(?=[ \t]*(?:[,;.)\n]|and\b|\Z))"
)
"""``g = 9.8 m/s²``"""
_CONSTRAINT = re.compile(
    r"(?:(?:(?<=[.;\n,])|\A)[^=\n.;,]{0,80}\bconstraint\b|,?[ ]?\bsubject to\b)[^=\n.;]{0,80}"
    r"(?:=|[<>≤≥]=?)(?:[^=\n.;,<>]|\.(?=[0-9])){0,80}(?:\.(?=\s|\Z)|(?=[,;\n$]|\Z))"
)
"""``The budget constraint is 3x + 4y = 72.``"""
_AT_PLACE = re.compile(
    r"(?:\\frac\{[^{}$\n]{1,40}\}\{[^{}$\n]{1,40}\}|"
    r"(?:\\|(?<!\w))[^\W\d]\w{0,9}(?:_\{?\w{1,9}\}?)?(?:\([\w, ]{0,40}\))?)"
    r"[ ]*(?:\\(?:right|[Bb]igg?[rlm]?))?[ ]*(?:\\[rl]?vert|\|)[ ]*"
    r"_\{[^{}$\n]{1,40}=[^{}$\n]{1,40}\}"
    r"[ ]*=[ ]*[-\u2212]?(?:[0-9.]+(?:/[0-9.]+)?|\\frac\{[0-9]+\}\{[0-9]+\})(?![\w^*+-])"
)
"""``y|_{x=3} = 9``: what was worked out at a place."""
_IMPORT = re.compile(
    r"^(?:from[ ][\w.]{1,80}[ ]import[ ][\w., *]{1,200}|import[ ][\w., ]{1,200})$", re.MULTILINE
)
_BEFORE_BLOCK = re.compile(
    r"^(?=[^\W\d_]{1,20}[ ][^\W\d_]{2})[\w ,'()-]{6,300}:?\s?"
    r"(?=\\begin\{(?:align|equation|gather|eqnarray|multline|split|aligned)\*?\})",
    re.MULTILINE,
)
"""``The loss can be written as \\begin{align}``"""
_IN_A_CASE = re.compile(
    r"^[ \t]*(?:[-*\u2022][ \t]+)?(?:If|When)[ ]+(?:[A-Za-z]{3,}[ ,]+){2}[^\n]{0,80}"
    r"(?:\u2192|\u21d2|==?>|->)[^\n]{1,80}$|"
    r"(?:(?<=[.;])|^)[ ]*(?:If|When|For)\b[^.=\n,$\\]{0,60}=[ ]*[-\u2212]?[0-9.]+[ ]*,[^=\n]{0,60}"
    r"\b(?:is|becomes|reduces to)\b[^=\n]{1,80}?(?:\.(?=\s|\Z)|$)",
    re.MULTILINE,
)
"""``If y = 1, the loss is -log(p).``"""
_SETTING = re.compile(
    r"^[ \t]*[-*•;][ \t]+(?:[Ii]f|[Ww]hen|[Ff]or)?[ ]?\$?\\?\w{1,9}\$?[ ]?=[ ]?[0-9.]{1,6}[ ]?"
    r"(?::|→|->|⇒|=>|–|\u2014)"
    r"[ ][A-Z]?[a-z]+(?:[ -][A-Za-z0-9()]+){1,12}[.,;]?[ \t]*$",
    re.MULTILINE,
)
"""``• α = 0: Ridge regression (L2 penalty)``: what it is in a case"""
_ASIDE = re.compile(
    r"\((?:by hand|check|note|hint|answer|solution|that is|remember|recall)\b[^()\n]{1,200}\)\.?",
    re.IGNORECASE,
)
"""``(By hand that is 2·3·2.)``"""
_ASKED = re.compile(
    r"(?<=[\w)\]}²³])[ \t]+(?:and[ \t]+)?(?:then[ \t]+)?(?P<said>(?:[Dd]raw|[Ff]ind|[Cc]ompute|"
    r"[Cc]alculate|[Ee]valuate|[Dd]etermine|[Dd]erive|[Ss]ketch|[Dd]ifferentiate|"
    r"(?:we|I|you)[ \t]+(?:want|need|have|get|got|would|must))[ \t]+"
    r"(?:(?:the|its|all|how|what|that|a|an|to|your|like|[0-9.]+[ ]for)[ \t]+)"
    r"(?:[^=+*/^\n;.$\\]|\bd\w+/d\w+){0,120}?)"
    r"(?P<next>\bat[ ]?\([-\d]|\b[^\W\d]\w*(?:\([\w, ]*\))?[ \t]*=|[.;$\n]|\\begin|\Z)"
)
"""``z = wx + b and compute the prediction a = σ(z)``"""


_STARRED = re.compile(
    rf"(?<![\w*)])(\*)(?:{'|'.join(sorted(JOINING))})(\*)(?=[ ]\w)|"
    r"(?<=[A-Za-z]{3}[ ])(\*)[^\W\d_]\w{0,3}(\*)(?=[ ](?:as|is|to|of|and|by|for|with)\b)"
)
"""``the cost *J* as …`` in a document"""
_ITALIC = re.compile(
    r"^(?=[^=\n]*\b(?:the|is|are|of|to|that|as)\b)[^=\n]*"
    r"(?<=[A-Za-z]{2}[ ])(\*)[a-z]{4,}(\*)(?=[ ][a-z]{2})",
    re.MULTILINE,
)
_LISTED = re.compile(
    r"(?<=:\n)(?:[ \t]*[-*•][ \t]+[^\W\d_]{3,}(?:[ ][^\W\d_]{2,})*[ ]"
    r"\([^\W\d_]\w{0,2}\)[ \t]*(?:\n|\Z))+"
)
"""``- weights (w)``"""
_APART = re.compile(r"(\b(?:is[ ])?d) (?=[A-Za-z]+[ \t]*/[ \t]*d[A-Za-z])")
_UPDATED = re.compile(
    r"(?<![\w\\])(?P<name>\\?[^\W\d]\w{0,20}(?:_\{?\w{1,9}\}?)?)[ \t]*"
    r"(?:\\(?:long)?(?:right|left)arrow|\\gets|→|←|\u27f5|\u27f6)[ \t]*"
    r"(?P=name)[ \t]*[-+−][^\n$;=]*"
)
"""``w ← w − η g`` at the end"""
_EITHER = re.compile(r"\b(?:the|a|an|our|this)[ ][a-z]{3,}(/)[a-z]{3,}(?=[ ,.;:]|$)", re.MULTILINE)
"""``the cost/loss function``"""
_FOR_HEAD = re.compile(
    r"(?:^|(?<=[;:.,]))[ \t]*([Ff]or)[ ]+(?=[A-Za-z]\w{0,9}\([\w, ]{1,40}\)[ ]*=(?!=))",
    re.MULTILINE,
)
"""``for g(x, y) = x²y``"""
_FROM = re.compile(
    r"(?<=[\w)\]}²³])[ \t]+(?:(?:from|using)[ \t]+(?:the[ \t]+)?[^\W\d]\w*|by[ ]hand|"
    r"step[ ]by[ ]step|"
    r"(?:wrt|w\.r\.t\.?|with[ ]respect[ ]to|nach)[ ]+\w+(?:(?:,|,?[ ]and)[ ]\w+){0,6})"
    r"(?:[.?](?=\s|\Z)|(?=[ \t]*(?:[;,\n]|\Z|\b(?:at|for|when|if|where|with)\b)))"
)
"""``compute ŷ = wx + b from x``, ``by hand``, ``wrt w``"""


_FENCED_NAME = r"[$`]?\\?[^\W\d]\w{0,8}[$`]?"
_MEANT = re.compile(
    rf"^[ \t]*(?:(?P<item>[-*•–])[ \t]+)?(?P<names>{_FENCED_NAME}(?:,[ ]?{_FENCED_NAME}){{0,3}})"
    r"[ \t]*(?:(?(item)=|(?!))|:(?=[ \t]))[ \t]*"
    r"(?P<said>[^\W\d_]{3,}(?:[ -][^\W\d_]+){0,9}"
    r"(?:[ ](?:→|->)[ ]\w{1,6}|[ ]\([^()=\n]{1,40}\))?)[ \t]*[.,;]?[ \t]*$",
    re.MULTILINE,
)
"""``• x = input vector``, ``- `v`, `w`: weights from h → y``, ``y: target (0 or 1)``"""
_HEAD = re.compile(r"^[ \t]*@?(?:data)?(?:class|def|struct|fn|func|function|type)\b", re.MULTILINE)
"""Where ``w: float`` declares a field."""
_SYMBOL = re.compile(r"(?<!\w)\d*([^\W\d]\w*)[ ]*(?=[-+*/^=(])|(?:[-+*/^=(])[ ]*([^\W\d]\w*)")


def _leave_out_meanings(found: Remains, given: Set[str]) -> None:
    """Items that say in words what names are; the words stand nowhere else."""
    items = [one for one in found.few(_MEANT) if one["item"] or not _HEAD.search(found.text)]
    if len(items) < 2:
        return
    beside = found.text
    for one in items:  # the last first
        beside = beside[: one.start()] + beside[one.end() :]
    known = given | {name for one in items for name in re.findall(r"\w+", one["names"])}
    known |= {name for pair in _SYMBOL.findall(beside) for name in pair if name}
    for one in items:
        words = re.findall(r"\w{3,}", one["said"].partition(" (")[0])
        if known.isdisjoint(words) and not any(map(canonical_name, words)):
            found.blank(one.start(), one.start("names"), ";")
            found.leave_out(one.start("names"), one.end())


_GIVEN_MEANT = re.compile(
    r"^[ \t]*(?P<name>[^\W\d]\w{0,30})[ \t]*=[ \t]*"
    r"(?P<said>[A-Za-z]+[0-9]*(?:[ ]+[A-Za-z]+[0-9]*)*)"
    r"(?P<remark>[ ]\([^()=\n]{3,60}\))?[.,;]?[ \t]*$",
    re.MULTILINE,
)
"""``negative = embedding of a different class``, where negative has a value"""


def _leave_out_given(found: Remains, given: Set[str]) -> None:
    """What is said in words of names that have values."""
    for one in found.few(_GIVEN_MEANT):
        words = one["said"].split()
        plain = [w for w in words if len(w) > 2 and w.lower() not in GREEK.values()]
        plain = [w for w in plain if w not in given and not canonical_name(w)]
        reckons = any(w.lower() in RECKONING for w in words)
        if one["name"] in given and plain and not reckons and (len(words) > 1 or one["remark"]):
            found.leave_out(one.start(), one.end())


def leave_out_beside(found: Remains, given: Set[str]) -> None:
    """Units, domains, constraints, and what is asked behind a formula; ``given`` have values."""
    _respell(found)
    found.leave_out_all(_ASIDE, beside="=")
    found.leave_out_all(_SETTING)
    found.leave_out_all(_IN_A_CASE, _LABELS, _MEMBER, _CONSTRAINT, _LISTED, _AT_PLACE, beside="=")
    _units(found, given)
    _leave_out_meanings(found, given)
    _leave_out_given(found, given)
    if re.search(r"[\\$]", found.text):
        found.leave_out_all(_IMPORT, _BEFORE_BLOCK)
    for one in found.few(_UPDATED):
        if "=" in found.text[: one.start()] and "=" not in found.text[one.end() :]:
            found.leave_out(one.start(), one.end())
    for one in found.few(_FROM, _ASKED):
        if "=" in found.text[: one.start()].rpartition("\n")[2]:
            is_end = "said" not in one.groupdict() or one["next"] == "."
            found.leave_out(one.start(), one.end() if is_end else one.end("said"))


def _units(found: Remains, given: Set[str]) -> None:
    """Units whose letters are no name of the text."""
    for one in found.few(_UNIT):
        beside = found.text[: one.start()] + found.text[one.end() :]
        unit = set(re.findall(r"[A-Za-z]+", one["unit"])) | {"m"} & set(one["unit"])
        if not unit & (set(re.findall(r"[^\W\d_]+", beside)) | given):
            found.leave_out(one.start("unit"), one.end("unit"))


def _respell(found: Remains) -> None:
    """Signs of documents and of sentences that would be signs of arithmetic."""
    for apart in found.few(_APART):
        found.blank(apart.start(), apart.end(1))
        found.put("d", apart.end(1))  # d loss/dw
    found.put_all(" ", _STARRED)
    found.put_all(" ", _ITALIC)
    found.put_all(" ", _EITHER)
    found.put_all("   ", _FOR_HEAD)
    set_told_values(found)
