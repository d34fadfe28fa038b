"""Letters and indices of LaTeX: names as they are made of its nodes."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from tutor.core.errors import ExpressionError
from tutor.core.formulas.latex.signs import (
    BLANKS,
    LONE_SIGNS,
    PRIMED,
    RELATIONS,
    TEXTS,
    WORDS,
)
from tutor.core.formulas.lexer import GREEK, Piece
from tutor.core.typesetting import LatexNode

LONGEST_WORD = 40
"""Letters that a name of a program may have."""
_OF_EXAMPLE = re.compile(r"\^\{(?:(\[\w\])\((\w)\)|\((\w)\)(\[\w\]))\}(?![ \t]*_)")
_SNAKE = re.compile(r"[A-Za-z]{3,}(?:_[A-Za-z]{3,})+$")


def with_letters_for_primes(text: str) -> str:
    """The text, as long as it was, with an index of its own for i′."""
    primed = sorted({found[1] for found in PRIMED.finditer(text)})
    free = [one for one in "pqrstklmnij" if not re.search(rf"[_{{]{one}(?![A-Za-z])", text)]
    other = dict(zip(primed, free, strict=False))

    def written(found: re.Match[str]) -> str:
        return other.get(found[1], found[0]).ljust(len(found[0]))

    return PRIMED.sub(written, text)


def with_low_examples(text: str) -> str:
    """The text, as long as it was, with ``a^{[2]}_i`` for ``a^{[2](i)}``: example i of layer 2."""
    return _OF_EXAMPLE.sub(
        lambda found: f"^{{{found[1] or found[4]}}}_{found[2] or found[3]} ", text
    )


def refuse_two_spellings(text: str) -> None:
    """``y^{(i)}`` and ``y_i`` in one text may be one name or two.  Raises ExpressionError."""
    for raised in re.finditer(r"(\\hat\{\w\}|\\?[A-Za-z]+)\^\{?[(\[](\w+)[)\]]\}?(?!_)", text):
        base, index = re.escape(raised[1]), raised[2]
        lowered = re.search(rf"(?<![A-Za-z\\{{]){base}_(?:{index}(?!\w)|\{{{index}\}})(?!\^)", text)
        if lowered:
            help_ = (
                f"write {raised[1]}_{index} for both, or {raised[1]}_{{{index}a}} for one of them"
            )
            both = f"{raised[0]!r} and {lowered[0]!r} may be one name or two"
            raise ExpressionError(both, raised.start(), help_)


def behind_blanks(row: Sequence[LatexNode], place: int) -> int:
    """Where the next node stands that is no blank."""
    while place < len(row) and row[place].kind == "char" and row[place].text.isspace():
        place += 1
    return place


def nodes_inside(node: LatexNode) -> Sequence[LatexNode]:
    """What stands in the braces of a group; another node is alone."""
    return node.inside if node.kind == "group" else (node,)


def binomial(above: list[Piece], below: list[Piece], at: int) -> list[Piece]:
    """n!/(k!·(n − k)!)"""
    signs = {sign: Piece(sign, at) for sign in "()!/*-"}
    out = [signs["("], *above, signs["!"], signs["/"], signs["("], *below, signs["!"], signs["*"]]
    rest = [signs["("], *above, signs["-"], *below, signs[")"], signs["!"], signs[")"], signs[")"]]
    return out + rest


def is_text(node: LatexNode) -> bool:
    """Whether words stand here, or a group of nothing but them: ``{\\text{if }}``."""
    inside = [one for one in nodes_inside(node) if one.kind != "char" or one.text.strip()]
    return bool(inside) and all(one.kind == "macro" and one.text in TEXTS for one in inside)


def letters_of(node: LatexNode) -> str:
    """The letters of a node, for an index."""
    if node.kind == "char":
        return node.text
    if node.kind == "group":
        return "".join(map(letters_of, node.inside))
    if node.text == "not":
        return "≠"
    if node.arguments:
        return "".join(map(letters_of, node.arguments))
    if node.text in BLANKS or node.text in TEXTS:
        return ""
    word = WORDS.get(node.text, "")
    return GREEK.get(word, "") or (word if word in RELATIONS else f"\\{node.text}")


def index_pieces(text: str, at: int) -> list[Piece]:
    """An index as it stands behind a name.  Raises ExpressionError where it is none."""
    text = re.sub(r"[^\w+\-]+", "_", LONE_SIGNS.get(text.strip(), text)).strip("_")
    if not text:
        raise ExpressionError("this index cannot be part of a name", at, "use letters and digits")
    return [Piece(char, at) for char in ("_", "{", *text, "}")]


def put_raised(out: list[Piece], raised: str, at: int, lists: Set[str]) -> None:
    """``x_j^{(i)}`` as x_{i,j}: the example before its part.

    x_1^{(i)} of one of the given ``lists`` x_1 stays; so do w_{11}^{(2)} and w_j^*, names.
    """
    near = "".join(p.text[:1] for p in out[-LONGEST_WORD:])
    found = re.search(r"([^\W\d]*)_\{(\w+)\}\Z", near)
    base, low = (found[1], found[2]) if found else ("", "")
    is_list = not lists.isdisjoint({f"{base}{low}", f"{base}_{low}"})
    is_first = raised != "star" and (raised.isalpha() or base in lists)
    place = len(out) - len(low) - 3 if found and is_first and not is_list else len(out)
    out[place:place] = index_pieces(raised, at)


def names_something(out: Sequence[Piece]) -> bool:
    """Whether a name, or its index, stands last."""
    last = next((p.text for p in reversed(out) if p.text.strip()), "")
    return bool(re.search(r"[^\W\d]|}$", last))


def is_derivative(arguments: Sequence[Sequence[LatexNode]]) -> bool:
    """Whether a fraction is dy/dx."""
    starts = ["".join(map(letters_of, one)).strip() for one in arguments[:2]]
    return all(re.match(r"\\partial|∂|d(\^2)?([A-Za-z]|\\|$)|\\mathrm", text) for text in starts)


def snake_word(row: Sequence[LatexNode], place: int) -> str:
    """``learning_rate``, with \\_ or without, is one name of a program; "" for all else."""
    if place and row[place - 1].kind == "char" and row[place - 1].text.isalnum():
        return ""
    end = place
    while end < len(row) and end - place < LONGEST_WORD and (
        (row[end].kind == "char" and row[end].text.isalpha()) or row[end].text == "_"
    ):  # fmt: skip
        end += 1
    found = _SNAKE.match("".join(node.text for node in row[place:end]))
    return found[0] if found and found[0].split("_")[1] not in GREEK.values() else ""


def blank_at(row: Sequence[LatexNode], place: int) -> list[Piece]:
    r"""The blank of a command; none for that of ``12\,500``: three digits follow a digit."""
    before = row[place - 1].text if place else ""
    after = "".join(one.text[:1] for one in row[place + 1 : place + 5])
    is_number = before.isdigit() and re.fullmatch(r"[0-9]{3}(?:[^0-9]|$)", after)
    return [] if row[place].text == "," and is_number else [Piece(" ", row[place].at)]


def is_power_of_paper(script: Sequence[LatexNode]) -> bool:
    """Whether a power begins here that LaTeX would raise one sign of: ``e^(-x)``, ``x^-1``."""
    if len(script) < 3 or script[0].text != "^" or script[1].kind != "char":
        return False
    sign_, first = (one.text for one in script[1:])
    return sign_ == "(" or (sign_ in {"-", "−"} and first[:1].isalnum())


def is_counted(row: Sequence[LatexNode]) -> bool:
    """Whether an index of one letter stands there: ``_t`` or ``_{t}``."""
    low = "".join(map(letters_of, row[1:2])) if row and row[0].text == "_" else ""
    return re.fullmatch("[ijkmnt]", low) is not None
