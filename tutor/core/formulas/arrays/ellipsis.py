"""``w_1 x_1 + … + w_n x_n`` as a sum over an index, where the terms say what it runs over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tutor.core.formulas.lexer import CLOSE, OPEN, Piece, Token, closing_place, scan, sign

_DOTS = chr(0x2026)
_INDEXED = re.compile(r"(\w*?[^\W\d_])_?([0-9]{1,2}|(?<=_)[A-Za-z])")
_OF_EXAMPLE = re.compile(r"([A-Za-z]+_[ijn])([0-9]|[A-Za-z])")
"""``x_{i1}``, whose second index counts."""
_GLUED = re.compile(r"^([A-Za-z]+)([nmkdpNMKDP])$")
_LETTERS = "ijklr"
_SUM = chr(0x2211)
_SEVERAL = re.compile("_(?:[A-Za-z]_[A-Za-z](?:_[A-Za-z])?|[i-n]{2,3})")
"""The letters below Σ_{i,c} and Σ_ij."""
MOST = 60
"""Dots of a text that are read."""


def with_sums(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with each row of terms that dots cut short as a sum over all of them."""
    out = _with_single_letters(_with_lists(_with_dots(list(tokens))))
    if sum(token.text == _DOTS for token in out) > MOST:
        return out
    place = 0
    while place < len(out):
        if out[place].text == _DOTS:
            made = _sum_around(out, place)
            if made:
                start, end, written = made
                out[start:end] = written
                place = start + len(written)
        place += 1
    return out


def _with_lists(tokens: list[Token]) -> list[Token]:
    """``max(z_1, z_2, …, z_n)`` as max(z)."""
    out = list(tokens)
    for i in reversed([i for i, t in enumerate(tokens) if t.text == _DOTS]):
        start, end = i - 1, i + 1
        first = _index(tokens[start - 1]) if start > 0 else None
        while (
            start > 2
            and tokens[start].is_(",")
            and _base(tokens[start - 1]) == _base(tokens[i - 2])
        ):
            start -= 2
        last = tokens[end + 1] if end + 1 < len(tokens) and tokens[end].is_(",") else None
        limit = _index(last) if last else None
        if not (first and limit) or not tokens[start].is_("(") or not tokens[end + 2 : end + 3]:
            continue
        is_called = start > 0 and tokens[start - 1].kind == "name" and tokens[end + 2].is_(")")
        if is_called and limit[2].isalpha() and limit[1] == first[1]:
            begin = tokens[start + 1]
            out[start + 1 : end + 2] = [replace(begin, text=first[1], end=tokens[end + 1].end)]
    return out


def _base(token: Token) -> str:
    found = _index(token)
    return found[1] if found else ""


def _with_dots(tokens: list[Token]) -> list[Token]:
    """``...`` as one token."""
    out: list[Token] = []
    for token in tokens:
        if token.is_(".") and [t.text for t in out[-2:]] == [".", "."]:
            out[-2:] = [replace(out[-2], kind="strange", text=_DOTS, end=token.end)]
        else:
            out.append(token)
    return out


def _with_single_letters(tokens: list[Token]) -> list[Token]:
    """``Σ_{i,j}`` as Σ_i Σ_j."""
    out: list[Token] = []
    for i, token in enumerate(tokens):
        low = _SEVERAL.fullmatch(token.text) if i and tokens[i - 1].text == _SUM else None
        letters = re.findall("[A-Za-z]", low[0]) if low else []
        has_limit = i + 1 < len(tokens) and tokens[i + 1].is_("^")
        if not letters or has_limit or len(set(letters)) < len(letters):
            out.append(token)
            continue
        first, *others = letters
        out.append(replace(token, text=f"_{first}"))
        for one in others:
            out += [tokens[i - 1], replace(token, text=f"_{one}", gap=False)]
    return out


def _sum_around(tokens: list[Token], place: int) -> tuple[int, int, list[Token]] | None:
    """Where the terms begin and end, and the sum that stands for them."""
    if not (0 < place < len(tokens) - 2):
        return None
    before, after = tokens[place - 1], tokens[place + 1]
    if not (before.is_("+") and after.is_("+")):
        return None
    end = place + 2
    while end < len(tokens) and not _ends_term(tokens[end]):
        close = closing_place(tokens, end) if tokens[end].is_(*OPEN) else end
        end = close + 1
    last = tokens[place + 2 : end]
    indices = {found[2] for t in last if (found := _index(t))}
    if not indices:  # wn xn
        last = [replace(t, text=_GLUED.sub(r"\1_\2", t.text)) for t in last]
        indices = {found[2] for t in last if (found := _index(t))}
    letters = {t.text for t in tokens}
    letters |= {char for t in tokens for char in t.text.partition("_")[2]}  # of x_{i1}
    letter = next((one for one in _LETTERS if one not in letters), "")
    if len(indices) != 1 or not letter:
        return None
    limit = indices.pop()
    start, first = place - 1, None
    while start > 0:
        begin = _begin_of_term(tokens, start)
        number = _number_of(tokens[begin:start], last, limit)
        if number is None or (first is not None and number != first - 1):
            break
        start, first = begin, number
        if begin == 0 or not tokens[begin - 1].is_("+"):
            break
        start -= 1
    if first is None:
        return None
    start += tokens[start].is_("+") and start < place - 1
    at = tokens[start].at
    head = scan([Piece(c, at) for c in f"{_SUM}_{{{letter}={first}}}^{{{limit}}}"])
    template = [_with_index(t, limit, letter) for t in last]
    return start, end, [sign("(", at), *head, *template, sign(")", last[-1].at)]


def _ends_term(token: Token) -> bool:
    return token.kind == "end" or token.is_("+", "-", "=", ",", *CLOSE)


def _begin_of_term(tokens: Sequence[Token], end: int) -> int:
    """Where the term begins that ends at ``end``."""
    depth = 0
    for i in range(end - 1, -1, -1):
        depth += tokens[i].is_(*CLOSE) - tokens[i].is_(*OPEN)
        if depth < 0 or (depth == 0 and _ends_term(tokens[i]) and not tokens[i].is_(*CLOSE)):
            return i + 1
    return 0


def _index(token: Token) -> re.Match[str] | None:
    if token.kind != "name":
        return None
    return _OF_EXAMPLE.fullmatch(token.text) or _INDEXED.fullmatch(token.text)


def _with_index(token: Token, limit: str, index: str) -> Token:
    found = _index(token)
    named = found is not None and found[2] == limit
    if not (named and found):
        return token
    joint = "" if _OF_EXAMPLE.fullmatch(token.text) else "_"
    return replace(token, text=f"{found[1]}{joint}{index}", wild=True)


def _number_of(term: Sequence[Token], last: Sequence[Token], limit: str) -> int | None:
    """The number that this term has where the last one has its limit; None for another term."""
    numbers = {found[2] for t in term if (found := _index(t)) and found[2].isdigit()}
    if len(numbers) != 1 or len(term) != len(last):
        return None
    number = numbers.pop()
    alike = all(
        _with_index(a, number, "").text == _with_index(b, limit, "").text
        for a, b in zip(term, last, strict=True)
    )
    return int(number) if alike else None
