"""Formulas of a spreadsheet: ``=SUM(A1:A3)*$B$1``, ``D2: =TANH(A2)``.

A cell is a name; a range is the names of its cells, row by row.
"""

from __future__ import annotations

import re
from itertools import product

from tutor.core.errors import ExpressionError
from tutor.core.formulas.lexer import is_function, text_of
from tutor.core.formulas.programs.rewriting import (
    OPENING,
    Text,
    closing_bracket,
    pieces_at,
    replace_matches,
    rewrite_matches,
    split_outside_brackets,
)

_CELL = r"\$?([A-Z]{1,2})\$?([1-9][0-9]{0,3})(?![\w(])"
_LINE = re.compile(
    rf"^[ \t>|]*(?:(?:(?:[Ii]n[ \t]+)?(?:[Cc]ell[ \t]+)?{_CELL}[ \t]*"
    r"(?:\([^()=\n]*\)[ \t]*)?(?::|->|\||[ \t])|([A-Za-z]\w{0,11})[ \t]*:)[ \t]*)?"
    r"(=)(?!=)[ \t]*(?=\S)",
    re.MULTILINE,
)
_VALUE = re.compile(
    r"[ \t]*([A-Z]{1,2}[1-9][0-9]{0,3})[ \t]*:[ \t]*(-?[0-9.]+)[ \t]*$", re.MULTILINE
)
_LONE = re.compile(r"^[ \t>|]*=(?!=)[ \t]*[-(A-Za-z0-9$]", re.MULTILINE)
_FIXED = re.compile(rf"(?<![\w$]){_CELL}")
_RANGE = re.compile(rf"(?<![\w$]){_CELL}:{_CELL}")
_COUNT = re.compile(rf"(?<![\w.])(?:COUNTA?|ANZAHL|NB|CONTAR)\({_CELL}:{_CELL}\)")
_CALL = re.compile(r"(?<![\w.])([A-Z][A-Z0-9.]*)\(")
_OWN = {
    "IF": "where", "WENN": "where", "SI": "where", "SE": "where", "LOG": "log10", "SUM": "sum",
    "SUMME": "sum", "SOMME": "sum", "SUMA": "sum", "SOMMA": "sum", "AVERAGE": "mean",
    "MITTELWERT": "mean", "MOYENNE": "mean", "PROMEDIO": "mean", "POTENZ": "pow",
    "PUISSANCE": "pow", "POTENCIA": "pow", "WURZEL": "sqrt", "RACINE": "sqrt", "RAIZ": "sqrt",
}  # fmt: skip
"""Functions with other names here: LOG of a spreadsheet has the base 10."""
_PRODUCTS = {"SUMPRODUCT", "SUMMENPRODUKT", "SOMMEPROD", "SUMAPRODUCTO", "MMULT"}
_SQUARES = {"SUMSQ", "QUADRATESUMME", "SUMXMY2"}
"""Sums over the cells of ranges, term by term."""
_OWN |= dict.fromkeys(_PRODUCTS - {"MMULT"}, "sum")
_ADDING = {"sum", "mean", "max", "min", "product"}
"""Functions that go over the cells of a formula with ranges."""
MOST = 60
"""Cells that a range may have."""


def is_sheet(text: str) -> bool:
    """Whether lines of this text are formulas of cells."""
    if "\\" in text or not _LINE.search(text):
        return False
    has_cells = re.search(r"(?<![\w$])\$?[A-Z]{1,2}\$?[1-9][0-9]{0,3}(?![\w(])", text)
    fixed = re.search(r"\$[A-Z]{1,2}\$?[1-9]|(?<!\w)[A-Z]{1,2}\$[1-9]", text)
    return (has_cells is not None and bool(_LONE.search(text) or fixed or _RANGE.search(text))) or (
        re.search(
            rf"^[^=\n]*(?:{_CELL}[^=\n]{{0,40}}|\w+[ \t]*):[ \t]+=(?!=)[^\n]*\b[A-Z]{{1,2}}[1-9]",
            text,
            re.MULTILINE,
        )
        is not None
    )


def from_cells(pieces: Text) -> tuple[Text, list[tuple[str, int]]]:
    """The formulas with bare names of cells, and the lines that are none.

    Raises ExpressionError for what a spreadsheet and paper read in two ways.
    """
    left: list[tuple[str, int]] = []
    out: Text = []
    start = 0
    for line in re.split(r"(?<=\n)", text_of(pieces)):
        head = _LINE.match(line)
        own = pieces[start : start + len(line)]
        start += len(line)
        if head:
            cell = f"{head[1]}{head[2]}" if head[1] else head[3]
            name = f"{cell} = " if cell else ""
            out += [*pieces_at(name, own[0].at), *_formula(own[head.end() :])]
        elif (value := _VALUE.match(line)) is not None:
            out += [*own[: value.end(1)], *pieces_at(" = ", own[0].at), *own[value.start(2) :]]
        elif "=" in line or not line.strip():
            out += _formula(own)
        else:
            left.append((" ".join(line.split()), own[0].at))
            out += pieces_at("\n", own[-1].at)
    return out, left


def _formula(pieces: Text) -> Text:
    pieces = _with_commas(pieces)
    _refuse_powers(pieces)
    for name in (*_PRODUCTS, *_SQUARES):
        pieces = _with_terms(pieces, name)
    pieces = replace_matches(pieces, _COUNT, lambda found: pieces_at(
        str(len(_cells(found, pieces[found.start()].at)[0])), pieces[found.start()].at
    ))  # fmt: skip
    pieces = _by_cells(pieces)
    pieces = rewrite_matches(pieces, _FIXED, r"\1\2")
    pieces = rewrite_matches(pieces, re.compile("<>"), "!=")
    pieces = rewrite_matches(pieces, re.compile(r"\bPI\(\)"), "pi")
    for found in reversed(list(_CALL.finditer(text_of(pieces)))):
        name = found[1]
        if name == "LOG" and len(_arguments(text_of(pieces), found.end() - 1)) > 1:
            continue  # with its base behind it
        if name in _OWN:
            at = pieces[found.start()].at
            pieces = [
                *pieces[: found.start()], *pieces_at(_OWN[name], at), *pieces[found.end(1) :]
            ]  # fmt: skip
    return pieces


def _by_cells(pieces: Text) -> Text:
    """``SUM(A1:A2*B1:B2)`` as SUM(A1*B1, A2*B2), ``MAX(A1:A2)`` as MAX(A1, A2).

    Raises ExpressionError for a range that stands in a formula for itself.
    """
    for call in reversed(list(_CALL.finditer(text_of(pieces)))):
        opening, word = call.end() - 1, _OWN.get(call[1], call[1].lower())
        for a, b in reversed(_arguments(text_of(pieces), opening)):
            part = text_of(pieces[a:b])
            if not _RANGE.search(part):
                continue
            if word not in _ADDING and (is_function(word) or not _RANGE.fullmatch(part.strip())):
                continue
            of = [_cells(one, pieces[a].at) for one in _RANGE.finditer(part)]
            if len({size for _, size in of}) > 1:
                what = "these ranges do not have the same size"
                raise ExpressionError(what, pieces[a].at, "give ranges of one size")
            rows = zip(*(names for names, _ in of), strict=True)
            between = _RANGE.split(part)[:: _RANGE.groups + 1]
            terms = ["".join(x for two in zip(between, (*row, ""), strict=True) for x in two)
                     for row in rows]  # fmt: skip
            pieces = [*pieces[:a], *pieces_at(", ".join(terms), pieces[a].at), *pieces[b:]]
    left = _RANGE.search(text_of(pieces))
    if left:
        what = f"{left[0]} are several cells, and one number is needed here"
        help_ = "add them up with SUM, or write the formula of one cell"
        raise ExpressionError(what, pieces[left.start()].at, help_)
    return pieces


def _with_commas(pieces: Text) -> Text:
    """``IF(A1>0;A1;0,5)`` with commas between arguments and a point in numbers."""
    depth, found = 0, text_of(pieces)
    inside = []
    for i, char in enumerate(found):
        depth += (char in OPENING) - (char in ")]}")
        inside += [i] if char == ";" and depth > 0 else []
    if not inside:
        return pieces
    pieces = rewrite_matches(pieces, re.compile(r"(?<=[0-9]),(?=[0-9])"), ".")
    return [p._replace(text=",") if i in inside else p for i, p in enumerate(pieces)]


def _cells(found: re.Match[str], at: int) -> tuple[list[str], tuple[int, int]]:
    """The names of the cells of a range, row by row, and how many rows and columns it has."""
    columns = sorted([_number(found[1]), _number(found[3])])
    rows = sorted([int(found[2]), int(found[4])])
    size = rows[1] - rows[0] + 1, columns[1] - columns[0] + 1
    if size[0] * size[1] > MOST:
        raise ExpressionError(f"a range may have {MOST} cells", at, "take fewer")
    of = product(range(rows[0], rows[1] + 1), range(columns[0], columns[1] + 1))
    return [f"{_letters(column)}{row}" for row, column in of], size


def _number(letters: str) -> int:
    out = 0
    for letter in letters:
        out = out * 26 + ord(letter) - ord("A") + 1
    return out


def _letters(number: int) -> str:
    first, last = divmod(number - 1, 26)
    return (chr(ord("A") + first - 1) if first else "") + chr(ord("A") + last)


def _arguments(text: str, opening: int) -> list[tuple[int, int]]:
    end = closing_bracket(text, opening)
    return [
        (a + opening + 1, b + opening + 1)
        for a, b in split_outside_brackets(text[opening + 1 : end], ",")
    ]


def _with_terms(pieces: Text, name: str) -> Text:
    """``SUMPRODUCT(A1:A2, B1:B2)`` as A1*B1 + A2*B2.  Raises ExpressionError."""
    for found in reversed(list(re.finditer(rf"(?<![\w.]){name}\(", text_of(pieces)))):
        text, opening = text_of(pieces), found.end() - 1
        end, at = closing_bracket(text, opening), pieces[opening].at
        ranges = [_RANGE.fullmatch(text[a:b].strip()) for a, b in _arguments(text, opening)]
        of = [_cells(one, at) for one in ranges if one]
        sizes = [size for _, size in of]
        if len(ranges) == 1 and name in _PRODUCTS - {"MMULT"}:
            continue  # of products that are written out
        fits = len(of) == len(ranges) and (
            name == "SUMSQ" or name == "QUADRATESUMME"
            or (name == "MMULT" and len(of) == 2 and sizes[0] == (1, sizes[1][0]) and (
                sizes[1][1] == 1
            ))
            or (name != "MMULT" and len(set(sizes)) == 1 and (name != "SUMXMY2" or len(of) == 2))
        )  # fmt: skip
        if not fits:
            help_ = "ranges of the same size are read, a row times a column in MMULT"
            raise ExpressionError(f"{name} of these cells cannot be read", at, help_)
        cells = [names for names, _ in of]
        if name in _PRODUCTS:
            terms = ["*".join(row) for row in zip(*cells, strict=True)]
        elif name == "SUMXMY2":
            terms = [f"({a}-{b})^2" for a, b in zip(*cells, strict=True)]
        else:
            terms = [f"{one}^2" for names in cells for one in names]
        made = pieces_at(f"({' + '.join(terms)})", at)
        pieces = [*pieces[: found.start()], *made, *pieces[end + 1 :]]
    return pieces


def _refuse_powers(pieces: Text) -> None:
    """``-A1^2`` is (-A1)^2 in a spreadsheet, and −(A1²) on paper.  Raises ExpressionError."""
    text = text_of(pieces)
    for found in re.finditer(r"(?:^|[=(,;*/^+<>-])[ \t]*(-)[ \t]*(?=[\w$(])", text):
        end = found.end()
        word = re.compile(r"[\w.$]+").match(text, end)
        end = word.end() if word else end
        if text[end : end + 1] == "(":
            end = closing_bracket(text, end) + 1
        if text[end : end + 1] == "^":
            raise ExpressionError(
                "a minus before a power is read in two ways", pieces[found.start(1)].at,
                "a spreadsheet takes (-a)^2, paper -(a^2): write the brackets",
            )  # fmt: skip
