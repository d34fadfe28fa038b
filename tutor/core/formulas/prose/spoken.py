"""Words among the tokens of a statement, before the name that it defines and behind the formula."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tutor.core.formulas.lexer import (
    CLOSE,
    GREEK,
    NOUNS,
    OF,
    OPEN,
    RECKONING,
    SMALL,
    Token,
    canonical_name,
    words,
)

_CHANGING = words("not never half twice")
"""Words that change what is said of a formula."""
_WORDS = words("sum mean average square inverse times plus where norm max min")
"""Functions that are also words of a sentence."""


def spoken_head(part: Sequence[Token]) -> int:
    """Where the name begins that is defined behind words: 3 in ``The loss is L``; 0 without words.

    ``part`` is what stands left of the first equals sign.
    """
    start = _last_head(part)
    before = list(part[:start])
    if not before:
        return 0
    if before[-1].is_(":"):
        plain = all(t.kind in {"name", "number"} or t.is_("(", ")", ".", ":") for t in before)
        return start if plain and before[0].kind == "name" else 0
    if before[-1].word("of") and any(t.text.lower() in OF for t in before):
        return 0
    name = part[start]
    is_symbol = len(name.text) <= 2 or name.wild or len(part) > start + 1 or "_" in name.text
    is_symbol = is_symbol or name.text.lower() in NOUNS
    first = before[0].text
    is_kind = canonical_name(first) or (first.isalpha() and first.isupper() and len(first) > 1)
    if len(before) == 1 and name.text.lower() in NOUNS and name.gap and is_kind:
        return start  # hinge loss = …, CE Loss = …
    return start if _are_words(before) and (is_symbol or _has_small(before)) else 0


def _last_head(part: Sequence[Token]) -> int:
    """Where the last name of ``part`` begins, with its arguments when it has some."""
    at, depth = len(part) - 1, 0
    if at > 0 and part[at].is_(")"):
        while at > 0:
            depth += part[at].is_(*CLOSE) - part[at].is_(*OPEN)
            at -= 1
            if depth == 0:
                break
    return at if part[at].kind == "name" else 0


def _are_words(tokens: Sequence[Token]) -> bool:
    """Whether these are words of a sentence, none of which can be a factor."""
    said = [t for t in tokens if not t.is_(",", ":", ".", "-")]
    if not said or any(t.kind != "name" or not t.text.isalpha() for t in said):
        return False
    if any(a.end == b.at for a, b in pairwise(said)):
        return False
    if any(t.text.lower() in RECKONING | _CHANGING for t in said):
        return False
    small = _has_small(said)
    return all(small or len(t.text) > 2 for t in said) and not any(map(_is_meant, said))


def _is_meant(token: Token) -> bool:
    """Whether a word is a function or a letter, which formulas have."""
    word = token.text
    return (
        word not in SMALL
        and (bool(canonical_name(word)) or word.lower() in GREEK.values())
        and word.lower() not in _WORDS
    )


def _has_small(tokens: Sequence[Token]) -> bool:
    """Whether one of these words makes a sentence; a letter, as in max(a, b), does not."""
    return any(len(t.text) > 1 and t.text.lower() in SMALL for t in tokens)
