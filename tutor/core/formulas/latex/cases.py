r"""``\begin{cases}``: its rows are the cases of a choice, written as a program writes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tutor.core.errors import ExpressionError
from tutor.core.formulas.latex.indices import letters_of
from tutor.core.formulas.latex.signs import TEXTS
from tutor.core.formulas.lexer import Piece, words
from tutor.core.formulas.prose import is_foreign
from tutor.core.typesetting import LatexNode

ENVIRONMENTS = words("cases dcases rcases cases* dcases*")
_ROW = words("\\ cr newline tabularnewline")
_IF = words("if for when If For When where as provided wherever in case")
_SAID = re.compile(r"[\s,]*(?:if|when|for|where)(?![A-Za-z])")
"""Letters of a condition without a text around them: ``{if |x| < 1}``."""
_ELSE = words("otherwise else elsewhere Otherwise Else other")
_END = words(", . ; :")
_COMPARE = words("< > <= >= = == \u2260 \u2264 \u2265 !=")
_GRID = re.compile(r"[pbB]?matrix\*?|smallmatrix|array")
_UNEQUAL = re.compile(r"[<>\u2264\u2265]|\\(?:leq?|geq?|lt|gt)(?:slant)?(?![a-z])")
_CONDITION = re.compile(rf"{_UNEQUAL.pattern}|=|\\neq?|[Ii]f|[Oo]therwise|[Ee]lse")
_WORDS = re.compile(r"^(?:[Ii]f|[Ww]hen|[Ff]or|[Oo]therwise|[Ee]lse)")
_TALL = words("array aligned matrix split tabular gathered")


def is_brace(row: Sequence[LatexNode], place: int) -> bool:
    r"""Whether an array stands behind an open brace: ``\left\{ \begin{array}``."""
    before = [one for one in row[max(0, place - 24) : place] if not _is_space(one)]
    return row[place].text in _TALL and before[-1:] != [] and before[-1].text in {"{", "lbrace"}


def is_choice(row: Sequence[LatexNode], place: int) -> bool:
    """Whether an environment has cases, not a system of equations, each in a row without &."""
    node = row[place]
    if node.kind == "env" and _GRID.fullmatch(node.text) and _ends_in_conditions(node):
        return True
    if node.kind != "env" or not (node.text in ENVIRONMENTS or is_brace(row, place)):
        return False
    rows = [[n.text for n in one if n.kind == "char"] for one in _rows(node.inside)]
    return len(rows) < 2 or any("&" in one or "=" not in one for one in rows)


def _ends_in_conditions(node: LatexNode) -> bool:
    r"""Whether each row is a formula, an & and a condition: ``x & x > 0 \\ 0 & x \le 0``."""
    ends: list[str] = []
    for one in _rows(with_row_ends(node.inside)):
        cells = [i for i, n in enumerate(one) if n.kind == "char" and n.text == "&"]
        last = "".join(map(letters_of, one[cells[-1] + 1 :])) if len(cells) == 1 else ""
        ends.append(last.strip())
    return (
        (any(map(_UNEQUAL.search, ends)) or all(map(_WORDS.search, ends)))
        and all(_CONDITION.search(end) and not end.startswith("=") for end in ends)
    )  # fmt: skip


TranslateRow = Callable[[Sequence[LatexNode]], list[Piece]]


def cases(node: LatexNode, row: TranslateRow) -> list[Piece]:
    """The pieces of ``a if c else b``, in brackets; ``row`` translates a stretch of nodes.

    Raises ExpressionError for a row without a condition.
    """
    rows = [_parted(row(one), node.at) for one in _rows(with_row_ends(node.inside))]
    out: list[Piece] = [Piece("(", node.at)]
    for place, (branch, condition) in enumerate(rows):
        at = branch[0].at
        last = place == len(rows) - 1
        if not condition and (not last or len(rows) == 1):
            help_ = "write the condition of each case behind &, as in x & x > 0"
            raise ExpressionError("this case has no condition", at, help_)
        out += [Piece("(", at), *branch, Piece(")", at)]
        if condition:
            out += [Piece(" ", at), Piece("if", at), Piece(" ", at), *condition]
        if not last:
            out += [Piece(" ", at), Piece("else", at), Piece(" ", at)]
    return [*out, Piece(")", node.at)]


def with_row_ends(inside: Sequence[LatexNode]) -> Sequence[LatexNode]:
    r"""The nodes with ``\\`` for a backslash and a blank, where a document has lost the second.

    Only where the rows have an & each with them, and not without.
    """
    cells = sum(node.kind == "char" and node.text == "&" for node in inside)
    ends = sum(node.kind == "macro" and node.text in _ROW for node in inside)
    lost = {
        i for i, node in enumerate(inside)
        if node.kind == "macro" and node.text.isspace()
        and not (i and inside[i - 1].text in TEXTS)  # \text{if}\ x
    }  # fmt: skip
    if not lost or ends or cells % (len(lost) + 1):
        return inside
    return [node._replace(text="\\") if i in lost else node for i, node in enumerate(inside)]


def _rows(inside: Sequence[LatexNode]) -> list[list[LatexNode]]:
    found: list[list[LatexNode]] = [[]]
    for i, node in enumerate(inside):
        before = inside[i - 1] if i else None
        if node.kind == "macro" and node.text in _ROW:
            found.append([])
        elif not (before and before.text in _ROW and node.kind == "group" and _is_space(node)):
            found[-1].append(node)
    return [one for one in found if any(not _is_space(node) for node in one)]


def _is_space(node: LatexNode) -> bool:
    return node.kind == "char" and node.text.isspace()


def _parted(pieces: Sequence[Piece], at: int) -> tuple[list[Piece], list[Piece]]:
    """Formula and condition of a row; the condition of ``otherwise`` is empty."""
    words_ = [i for i, p in enumerate(pieces) if p.text in _IF | _ELSE]
    cell = next((i for i, p in enumerate(pieces) if p.text == "&"), -1)
    cut = cell if cell >= 0 else words_[0] if words_ else len(pieces)
    branch = _stripped(pieces[:cut])
    condition = [p for p in pieces[cut:] if p.text != "&"]
    letters = "".join(p.text for p in condition).strip(" ,.;:")
    compared = any(p.text in _COMPARE for p in condition)
    if letters in _ELSE or not compared or any(p.text in _ELSE for p in condition):
        condition = []
    said = _SAID.match("".join(p.text if len(p.text) == 1 else "\0" for p in condition))
    condition = condition[said.end() if said else 0 :]
    while condition and _is_said(condition[0].text):
        condition = condition[1:]
    if not branch:
        raise ExpressionError("a case or its condition is missing", at, "as in x & x > 0")
    return branch, _with_and(_stripped(condition))


def _with_and(condition: Sequence[Piece]) -> list[Piece]:
    """``0 ≤ d, |r| ≤ d``: both hold; a comma elsewhere is left as it is."""
    out: list[Piece] = []
    start = 0
    for i, piece in enumerate(condition):
        compared = [
            any(p.text in _COMPARE for p in part) for part in (condition[start:i], condition[i:])
        ]
        if piece.text == "," and all(compared):
            out += [*condition[start:i], *(Piece(one, piece.at) for one in (" ", "and", " "))]
            start = i + 1
    return [*out, *condition[start:]]


def _is_said(text: str) -> bool:
    """Whether this stands before a condition in whatever language, and is none of it."""
    return not text.strip() or text in _IF | _END or len(text) > 1 or is_foreign(text)


def _stripped(pieces: Sequence[Piece]) -> list[Piece]:
    """Without blanks around, and without the comma or the point behind."""
    found = list(pieces)
    while found and (not found[-1].text.strip() or found[-1].text in _END):
        found.pop()
    while found and not found[0].text.strip():
        found.pop(0)
    joined = "".join(p.text for p in found)
    return [] if re.fullmatch(r"[\s,.;:]*", joined) else found
