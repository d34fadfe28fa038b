"""The positive part: ``[x]_+``, ``(x)_+``, ``(x)⁺`` and ``x^{+}`` are max(0, x)."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.core.formulas.lexer.tokens import CLOSE, OPEN, Token, closing_places, sign

_LOW_PLUS = chr(0x208A)
_SIGNS = {"_plus", "_p", "_", "^", _LOW_PLUS}


def with_positive_parts(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with max(0, …) for every positive part, without the definition of the sign."""
    if not any(t.text in _SIGNS for t in tokens):
        return list(tokens)
    opens = {end: start for start, end in closing_places(tokens).items()}
    marks = {
        i: count
        for i, token in enumerate(tokens)
        if token.is_(*CLOSE) and i in opens and (count := _mark(tokens, i + 1))
    }
    lone = {i for i, t in enumerate(tokens) if t.kind == "name" and _mark(tokens, i + 1) == 4}
    if not marks and not lone:
        return list(tokens)
    starts = {opens[end] for end in marks}
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        end = _definition_end(tokens, i, marks)
        if end:
            while out and (out[-1].word("where", "with", "and") or out[-1].kind == "end"):
                out.pop()
            i = end
        elif i in starts:
            out += _opening(token)
            i += 1
        elif i in lone:
            out += [*_opening(token), token, sign(")", token.at)]
            i += 5
        elif i in marks:
            out.append(sign(")", token.at))
            i += 1 + marks[i]
        else:
            out.append(token)
            i += 1
    return out


def _opening(token: Token) -> list[Token]:
    """``max(0,`` in the place of this token."""
    zero = Token("number", "0", token.at, token.at + 1)
    name = Token("name", "max", token.at, token.at + 1, token.gap)
    return [name, sign("(", token.at), zero, sign(",", token.at)]


def _mark(tokens: Sequence[Token], place: int) -> int:
    """How many tokens the sign of a positive part has that stands here; 0 for none."""
    here = [t.text for t in tokens[place : place + 4]]
    if here[:1] in (["_plus"], ["_p"], [_LOW_PLUS]):
        return 1
    if here[:2] == ["_", "+"]:
        return 2
    after = tokens[place + 2 : place + 3]
    ends = not after or after[0].kind == "end" or after[0].is_("+", "-", *CLOSE, ",")
    if here[:2] == ["^", "+"] and ends:
        return 2
    return 4 if here == ["^", "(", "+", ")"] else 0


def _definition_end(tokens: Sequence[Token], start: int, marks: dict[int, int]) -> int:
    """Where ``[x]_+ = max(0, x)`` ends that begins here; 0 for anything else."""
    if not tokens[start].is_(*OPEN) or start + 2 not in marks:
        return 0
    place = start + 3 + marks[start + 2]
    if not tokens[place : place + 1] or not tokens[place].is_("="):
        return 0
    name, depth, end = tokens[start + 1].text, 0, place + 1
    while end < len(tokens) and tokens[end].kind != "end":
        if (depth == 0 and tokens[end].is_(",")) or tokens[end].is_("="):
            break
        depth += tokens[end].is_(*OPEN) - tokens[end].is_(*CLOSE)
        end += 1
    body = [t.text for t in tokens[place + 1 : end] if not t.is_(*OPEN, *CLOSE, ",", ".")]
    return end if sorted(body) == sorted(["max", "0", name]) or body == ["relu", name] else 0
