"""The n of a mean, ``1/n Σ_i x_i``: the number of terms, where nothing else says what it is."""

from __future__ import annotations

from collections.abc import Sequence, Set

from tutor.core.formulas.lexer import Token

_COUNTS = frozenset("nNmMKB")
"""Letters that people take for the number of terms."""


def counts_of_means(parts: Sequence[Sequence[Token]], defined: Set[str]) -> set[str]:
    """The letters that only divide in these formulas, as in 1/(2n), and are not ``defined``."""
    found: dict[str, bool] = {}
    for part in parts:
        for i, token in enumerate(part):
            if token.kind == "name" and token.text in _COUNTS - defined:
                found[token.text] = found.get(token.text, True) and _divides(part, i)
    return {letter for letter, divides in found.items() if divides}


def _divides(part: Sequence[Token], place: int) -> bool:
    """Whether the name at this place is all that stands below a fraction, but for numbers."""
    after = part[place + 1] if place + 1 < len(part) else None
    while place and (part[place - 1].kind == "number" or part[place - 1].is_("*")):
        place -= 1
    in_brackets = place > 0 and part[place - 1].is_("(")
    place -= in_brackets
    above = part[place - 2] if place > 1 and part[place - 1].is_("/") else None
    is_end = after is not None and after.is_(")") if in_brackets else True
    is_root = place > 3 and part[place - 3].is_("(") and part[place - 4].is_("^")  # x^(1/n)
    return above is not None and is_end and not is_root
