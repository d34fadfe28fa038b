"""What a program does with its loss, and no graph has: ``grad(2:end) = …``, ``w = w - …``."""

from __future__ import annotations

from collections.abc import Sequence, Set

from tutor.core.formulas.lexer import GRADIENT, Token, closing_places


def without_gradients(
    tokens: Sequence[Token], lists: Set[str]
) -> tuple[list[Token], list[tuple[str, int]]]:
    """The tokens without entries of a gradient that nothing else uses, and without a step of
    one of the given ``lists`` that comes last; and what these statements say, with their places.
    """
    statements = _statements(tokens)
    heads = [_head(one) for one in statements]
    entries = {
        head for one, head in zip(statements, heads, strict=True)
        if GRADIENT.match(head) and one[1].is_("(")
    }  # fmt: skip
    others = [one for one, head in zip(statements, heads, strict=True) if head not in entries]
    entries -= {t.text for one in others for t in one}
    left = [
        one for place, one in enumerate(statements)
        if heads[place] in entries or (
            _is_step(one) and heads[place] in lists and heads.count(heads[place]) == 1
            and not any(t.word(heads[place]) for later in statements[place + 1 :] for t in later)
        )
    ]  # fmt: skip
    kept = [one for one in statements if one not in left]
    if not left or not any(map(_head, kept)):
        return list(tokens), []
    gone = {id(t) for one in left for t in one}
    said = [(" ".join(t.text for t in one), one[0].at) for one in left]
    return [t for t in tokens if id(t) not in gone], said


def _statements(tokens: Sequence[Token]) -> list[list[Token]]:
    closes = closing_places(tokens)
    found: list[list[Token]] = [[]]
    until = 0
    for place, token in enumerate(tokens):
        until = max(until, closes.get(place, 0))
        if token.kind == "end" and place > until:
            found.append([])
        else:
            found[-1].append(token)
    return [one for one in found if one]


def _head(statement: Sequence[Token]) -> str:
    """The name that a statement sets, or an entry of which; "" where it sets none."""
    closes = closing_places(statement)
    end = closes.get(1, 0) + 1
    numbers = not any(t.kind == "name" and not t.word("end") for t in statement[2 : end - 1])
    sets = len(statement) > end + 1 and statement[end].is_("=", "+=", "-=") and numbers
    return statement[0].text if sets and statement[0].kind == "name" else ""


def _is_step(statement: Sequence[Token]) -> bool:
    """``w = w - …`` and ``w -= …``"""
    same = [statement[0].text, "=", statement[0].text, "-"]
    return [t.text for t in statement[:4]] == same or [t.text for t in statement[1:2]] == ["-="]
