"""Words around formulas: what is said beside them is left out, and named.

The text keeps its length, so that every place in it stays the place of what was typed.  Words that
could be factors of a product are never taken for prose: those statements are left as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass

from tutor.core.errors import ExpressionError
from tutor.core.formulas.lexer import JOINING, canonical_name
from tutor.core.formulas.prose.activations import name_activations
from tutor.core.formulas.prose.announced import leave_out_announcements
from tutor.core.formulas.prose.asked import leave_out_derivatives
from tutor.core.formulas.prose.beside import leave_out_beside
from tutor.core.formulas.prose.clauses import is_program, leave_out_clauses
from tutor.core.formulas.prose.continued import join_items, leave_out_layer, respell
from tutor.core.formulas.prose.foreign import understand_scripts
from tutor.core.formulas.prose.joined import join_formulas
from tutor.core.formulas.prose.listed_cases import join_listed_cases
from tutor.core.formulas.prose.markup import unmark
from tutor.core.formulas.prose.remains import Remains

_NUMBERED = r"(?:\(?[0-9]{1,2}(?:\.[0-9]+)*[.)]|\(?[a-z]\)|\([a-z0-9]{1,3}\))"
_LABEL = re.compile(
    rf"^[ \t]*(?:(?P<bullet>[-*+•\u2023–\u2014])|(?P<number>{_NUMBERED})|(?P<colon>:+))"
    r"[ \t]+(?=[^\s\d=*/+^-][^\n=]*:?=)",
    re.MULTILINE,
)
_FULL_STOP = re.compile(
    r"(?<!\\left)(?<!\\right)(?<=[\w)\]}²³$|])"
    r"(?:\.|[ \t]+\.(?=[ \t]*(?:\n|\Z|[ ][A-Z][a-z]+[ ]|[A-D]\.[ ]))|\?|[ \t]+\?(?=[ \t]*\Z))"
    r"(?=[ \t]+[A-Z][a-z]+\b|[ \t]+[^\W\d]\w{0,9}(?:\([\w, ]*\))?[ \t]*:?=(?!=)|[ \t]+(?:A|I)[ \t]|"
    r"[ \t]*[A-D][.)][ ][A-Z][a-z]+[ ]|"
    r"[ \t]*(?:[;\n$]|\Z|\\\\|\\(?:end|tag|label|nonumber|qquad|quad)\b|\\\]))"
)
_SHORT = re.compile(
    r"\b(?:e\.g\.|i\.e\.|z\.[ ]?B\.|d\.[ ]?h\.|cf\.|resp\.|bzw\.),?[ ]|"
    r"(?:^|(?<=[.;\n]))[ \t]*(?:first|second|next|finally|now|lastly),[ ]"
    r"(?!\w+[ ]*=[ ]*[-\d.]+,)|(?<=[\d)])[ ]we[ ](?:have|get|obtain|find)(?:[ ]that)?[ :]",
    re.IGNORECASE,
)
"""For example, that is; first, finally; ``at x = 2 we have``."""
_ITEM = re.compile(
    r"(?:^|(?<=[.;:?)\n][ ]))\(?[a-h]\)[ ](?=[A-Z][a-z]+[ ])|"
    r"^[ \t*]*(?:Q|A|Ans)[0-9]{0,2}[.:][ \t*]+(?=(?:d|\u2202)\w*/|[A-Za-z]{3})",
    re.MULTILINE,
)
"""``(b) Find …``, ``A: dL/dw = …``"""
_LONE_STOP = re.compile(r"(?:^|(?<=;))[ \t]*([.?])(?=[ \t]|;|$)", re.MULTILINE)
"""The stop of a sentence that was left out."""
_COLON = re.compile(r"(?<=[\w)\]}²³])[ \t]*:[ \t]*$", re.MULTILINE)
_HEAD = re.compile(r"\(lambda[ \t]+[\w \t,]+$")
"""What stands before a colon whose function follows in the next line."""
_CHAINED = re.compile(r"[\w)\]²³][ \t]+([A-Za-z]\w{0,5})[ \t]*$")
_WORKED_OUT = re.compile(r"[ \t]*[-\u2212]?[0-9]+(?:\.[0-9]*)?[ \t]+([A-Za-z]\w{0,9})[ \t]*")
_NUMBER_OF_EQUATION = re.compile(
    r"(?<=\S)([ \t]+)(\([0-9]+(?:\.[0-9]+)*[a-z]?\))[ \t]*[,.]?[ \t]*$", re.MULTILINE
)
_DOTTED_NUMBER = re.compile(
    r"(?<=[\w)\]}])[ \t]*(?:\.{2,}|\u2026|\\[lc]?dots)[ \t]*\([0-9]{1,2}[a-z]?\)[^\n=+*/^]{0,60}$|"
    r"(?<=\S)(?:[ \t]{2,}|\t)\([0-9]{1,2}[a-z]?\)[ \t]+[^\W\d_]{3,}[\w \t-]{0,60}$",
    re.MULTILINE,
)
"""``y = wx ... (1) forget gate``"""


@dataclass(frozen=True)
class FormulaText:
    """The text without what is said around its formulas, and what that was."""

    text: str
    left_out: tuple[str, ...] = ()


def without_prose(text: str, given: Set[str] = frozenset()) -> FormulaText:
    """Formulas alone, each at its place; ``given`` names have values, and are not words.

    Raises ExpressionError where a number is unclear.
    """
    found = Remains(text)
    for hat in re.finditer(r"\b[A-Za-z][ -](?=(?:hat|bar|tilde)\b)", text):  # y hat, y-hat
        if text[hat.end() : hat.end() + 3] not in given:
            found.put(f"{hat[0][0]}_", hat.start())
    name_activations(found)
    respell(found)
    join_listed_cases(found)
    join_items(found)
    leave_out_layer(found, given)
    found.blank_all(_SHORT, ";")
    found.blank_all(_ITEM, ";")
    join_formulas(found)
    leave_out_derivatives(found)
    leave_out_announcements(found, given)
    understand_scripts(found)
    leave_out_beside(found, given)
    unmark(found)
    for colon in list(_COLON.finditer(found.text)):
        line = found.text[found.text.rfind("\n", 0, colon.start()) + 1 : colon.start()]
        if _HEAD.search(line):
            continue
        last = not found.text[colon.end() :].strip()
        if last or ("=" in line and not is_program(line + ":")):
            found.blank(colon.start(), colon.end(), ";")
    _unlabel(found)
    chars = list(found.text)
    for stop in _FULL_STOP.finditer(found.text):
        line = found.text[: stop.start()].rpartition("\n")[2]
        if not line.strip().isdigit():  # 3. The distance is …
            chars[stop.end() - 1] = ";"
    found.text = "".join(chars)
    _unnumber(found)
    leave_out_clauses(found, given)
    found.put_all(" ", _LONE_STOP)
    _part(found)
    return FormulaText(found.text, tuple(said for _, said in sorted(found.left_out)))


def _part(found: Remains) -> None:
    """``v0 = x v1 = ln(v0) y = v1``: a line of definitions that lost what parted them."""
    for line in re.finditer(r"[^\n;]+", found.text):
        parts = line[0].split("=")
        _part_results(found, line.start(), parts)
        heads = [_CHAINED.search(part) for part in parts[1:-1]]
        if JOINING.intersection(line[0].split()) or any("," in p.rpartition(")")[2] for p in parts):
            continue  # x = t and y = 5t
        names = [head[1] for head in heads if head]
        if len(parts) > 3 and len(names) == len(heads) == len(set(names)):
            place = line.start() + len(parts[0]) + 1
            for part, head in zip(parts[1:-1], heads, strict=True):
                found.put(";", place + head.start(1) - 1 if head else place)
                place += len(part) + 1


def _part_results(found: Remains, place: int, parts: list[str]) -> None:
    """``e = a*b = -6 d = e+c = 4``: behind what was worked out, another definition begins.

    A name that stands before is a factor: y = w x = 2 x = 6.
    """
    heads: list[re.Match[str] | None] = []
    before: set[str] = set()
    for i, part in enumerate(parts[1:-1], 1):
        before.update(re.findall(r"\w+", parts[i - 1]))
        head = _WORKED_OUT.fullmatch(part) if i > 1 else None
        heads.append(head if head and head[1] not in before else None)
    names = [parts[0].split()[-1:] or [""], *([head[1]] for head in heads if head)]
    if len(names) < 2 or len(names) != len({name[0] for name in names}):
        return
    for part, head in zip(parts, [None, *heads], strict=False):
        if head:
            found.put(";", place + head.start(1) - 1)
        place += len(part) + 1


def _unlabel(found: Remains) -> None:
    """Bullets and numbers before a definition."""
    for label in list(_LABEL.finditer(found.text)):
        group = label.lastgroup or ""
        found.leave_out(label.start(group), label.end(group))


def _unnumber(found: Remains) -> None:
    """``y = wx    (2.3)``: the number of the equation, far from it or behind a bracket.

    Raises ExpressionError where it may be a factor.
    """
    for number in list(_DOTTED_NUMBER.finditer(found.text)):
        if "=" in found.text[: number.start()].rsplit("\n", 1)[-1]:
            found.leave_out(number.start(), number.end())
    for number in list(_NUMBER_OF_EQUATION.finditer(found.text)):
        line = found.text[: number.start()].rsplit("\n", 1)[-1]
        last = re.search(r"[A-Za-z_]\w*$", line[-60:])
        line = line.rstrip()
        if "=" not in line or line[-1:] in "=+-*/^(,;&" or line.endswith("quad"):
            continue
        if len(number[1]) < 2 and "\t" not in number[1]:
            called = last and (
                canonical_name(last[0]) or re.search(rf"\b{last[0]}\([^()]*\)[ \t]*:?=", found.text)
            )
            if called:
                continue
            raise ExpressionError(
                f"'{number[2]}' may be a factor, or the number of the equation", number.start(2),
                f"write *{number[2]} for a product, otherwise remove it",
            )  # fmt: skip
        found.leave_out(number.start(2), number.end(2))
