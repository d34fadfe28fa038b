"""Entries that a class chooses: ``p_y``, ``s_{i, y_i}``, and what Σ_{j≠y_i} leaves out."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import replace

from tutor.core.formulas.arrays.indexed import summed_letters
from tutor.core.formulas.arrays.sums import index_of
from tutor.core.formulas.arrays.text_scope import TextScope, heads_of
from tutor.core.formulas.lexer import Token, refuse
from tutor.core.formulas.statements import Phrase

_CHOSEN = re.compile(r"([^\W\d]\w*?)((?:_[0-9]+)*)_([^\W\d]\w*)")


def with_classes(phrase: Phrase, scope: TextScope) -> Phrase:
    """The statement with p_1 for p_y, where y is known and p has entries."""
    bound = summed_letters(phrase) | {t.text for head in heads_of(phrase) for t in head}
    parts = phrase.parts[1:] or phrase.parts
    bodies = (tuple(with_class(token, scope, bound) for token in part) for part in parts)
    return replace(phrase, parts=(*phrase.parts[: len(phrase.parts) > 1], *bodies))


def with_class(token: Token, scope: TextScope, bound: Set[str] = frozenset()) -> Token:
    """``p_1`` for ``p_y`` where y is known and p has entries; ``bound`` letters are none."""
    found = _CHOSEN.fullmatch(token.text) if token.kind == "name" else None
    if found is None or found[3] in bound or scope.is_known(token.text):
        return token
    base, before, name = found.groups()
    array, axis = scope.array(base), before.count("_")
    size = array.shape[axis] if array and axis < len(array.shape) else 0
    place = place_of(name, size, token, scope) if size else None
    if place is None:
        return token
    return replace(token, text=f"{base}{before}_{place + scope.first}", wild=True)


def place_of(name: str, size: int, token: Token, scope: TextScope) -> int | None:
    """The place, from 0, of class ``name`` among ``size``; None where no number is known.

    Raises ExpressionError for what is no class, and where it is not said from which number
    classes are counted: 0 is always the first, and K of K the last.
    """
    text, others = scope.numeral(name), list[float]()
    base, index = index_of(name)
    listed = scope.array(base) if not text and len(index) == 1 and index[0].isdigit() else None
    if listed and len(listed.shape) == 1:  # y_1 of a list of classes
        numbers = [scope.numeral(cell.tokens[0].text) for cell in listed.cells]
        at = int(index[0]) - scope.first
        text = numbers[at] if 0 <= at < len(numbers) else ""
        others = [float(one) for one in numbers if one]
    if not text:
        return None
    one = float(text)
    first = 1 if scope.first == 1 and one > 0 and 0 not in others else 0
    if one != int(one) or not 0 <= one - first < size:
        raise refuse(f"{name}={text} is none of {size} entries", token, "give another number")
    if first and size not in {one, *others} and (others or not scope.says_one):
        here, other = (f"entry {n} of {size}" for n in (text, int(one) + 1))
        base = token.text.partition("_")[0] if token.kind == "name" else "x"
        help_ = f"write {base}[{name}] to count from 0, or the entry: {base}_1 is the first"
        what = f"{name}={text} has two readings: {here}, or, counted from 0, {other}"
        raise refuse(what, token, help_)
    return int(one) - first
