"""Formulas of entries that are longer than a line may be: their parts get names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from tutor.core.expression import LENGTH, PARTS
from tutor.core.formulas.arrays.model import ArrayEntry
from tutor.core.formulas.lexer import Token, closing_places, words

_KEEPING = words("and or if else for in not")
_COMPARING = ("<", ">", "<=", ">=", "==", "!=", "≤", "≥")
_ROOM = {"+": 3, "-": 3, ",": 2, "=": 4}
"""Characters that a sign has in a line, with its blanks."""


def shortened(cell: ArrayEntry, let: Callable[[ArrayEntry], ArrayEntry]) -> ArrayEntry:
    """The entry with names for parts in brackets, so that a strict line can hold it.

    Parts that differ in their numbers only, as those of a batch do, get names together.
    """
    tokens = list(cell.tokens)
    while _length(tokens) > LENGTH or len(tokens) > PARTS:
        parts = _parts(tokens)
        worth: Counter[str] = Counter()
        for part in parts:
            worth[_form(tokens[slice(*part)])] += _length(tokens[slice(*part)])
        if not worth:
            break
        best = worth.most_common(1)[0][0]
        of_form = sorted(part for part in parts if _form(tokens[slice(*part)]) == best)
        names = [let(ArrayEntry(tuple(tokens[slice(*part)]))).tokens for part in of_form]
        for part, name in reversed(list(zip(of_form, names, strict=True))):
            tokens[slice(*part)] = name
    return cell if len(tokens) == len(cell.tokens) else cell._replace(tokens=tuple(tokens))


def _parts(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Where calls and brackets begin and end that a line of their own can hold."""
    closes = closing_places(tokens)
    found = []
    for place, token in enumerate(tokens):
        close = closes.get(place, 0)
        if not close or not token.is_("("):
            continue
        start = place - (place > 0 and tokens[place - 1].kind == "name")
        inside = tokens[start : close + 1]
        if any(t.is_(*_COMPARING) or t.word(*_KEEPING) for t in inside):
            continue
        if 4 < len(inside) < min(PARTS, len(tokens)) and _length(inside) <= LENGTH // 2:
            found.append((start, close + 1))
    return found


def _length(tokens: Sequence[Token]) -> int:
    return sum(_ROOM.get(token.text, len(token.text)) for token in tokens)


def _form(tokens: Sequence[Token]) -> str:
    return re.sub("[0-9]+", "0", " ".join(token.text for token in tokens))
