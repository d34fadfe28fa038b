"""Commas in a statement: decimal numbers, lists of definitions, names that are set together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tutor.core.formulas.lexer import (
    CLOSE,
    OPEN,
    Token,
    closing_place,
    closing_places,
    refuse,
    sign,
    split_at,
)


def decimals(statement: list[Token], *, has_points: bool = False) -> list[Token]:
    """``0,5`` is 0.5 where a comma can part nothing else, and ``1,500`` is 1500 where it must.

    It must where the text ``has_points`` in other numbers, and in ``1,500,000``.
    """
    out: list[Token] = []
    closes = closing_places(statement)
    inside: list[bool] = []  # for each open bracket, whether commas part arguments in it
    opened: list[int] = []  # and where it opens
    left = split_at(statement, "=")[0]
    is_head = len(left) > 1 and left[0].kind == "name" and left[1].is_("(")  # f(x, y) = 1,5x
    lone = (
        1 < len(left) < len(statement) and any(t.is_(",") for t in left)
        and not (is_head and closes.get(1) == len(left) - 1)
    )  # fmt: skip
    i = 0
    while i < len(statement):
        token = statement[i]
        if token.is_(*OPEN):
            before = out[-1] if out else None
            called = before is not None and before.kind == "name"
            called = called or (before is not None and before.is_("(") and inside[-1])
            is_list = _is_turned(statement, i, closes) or _is_tuple(statement, i)
            inside.append(token.text == "[" or called or is_list)
            opened.append(i)
        elif token.is_(*CLOSE) and inside:
            inside.pop()
            opened.pop()
        _refuse_pair(statement, i, closes)
        parted = lone or (inside and inside[-1])
        number, count = token, 1
        if not parted:
            bracket = range(opened[-1], closes.get(opened[-1], i)) if opened else range(0)
            number, count = _number_at(statement, i, has_points, bracket)
        out.append(number)
        i += count
    return out


def _number_at(
    statement: list[Token], place: int, has_points: bool, bracket: range
) -> tuple[Token, int]:
    """The token at this place, or the number that commas make of it; and how many tokens that is.

    Beside other commas of its ``bracket``, and alone in it, they may part entries.  Raises
    ExpressionError for a number that has two readings.
    """
    whole, *after = statement[place : place + 3]
    glued = len(after) == 2 and after[0].is_(",") and not any(t.gap for t in after)
    if not (whole.kind == "number" and whole.text.isdigit() and glued):
        return whole, 1
    rest = after[1]
    if rest.kind != "number":
        return whole, 1
    groups = _groups(statement, place)
    if (groups > 1 or (groups and has_points)) and not (
        sum(statement[at].is_(",") for at in bracket) > groups or len(bracket) == 2 * groups + 2
    ):
        digits = statement[place : place + 2 * groups + 1 : 2]
        text = "".join(t.text for t in digits)
        return replace(whole, text=text, end=digits[-1].end), 2 * groups + 1
    return (_decimal(whole, rest), 3) if rest.text.isdigit() else (whole, 1)


def _groups(statement: Sequence[Token], place: int) -> int:
    """How many commas part thousands in the number that begins there: 2 in 1,500,000."""
    count = 0
    after = statement[place + 1 : place + 13]
    for comma, digits in zip(after[::2], after[1::2], strict=False):
        is_group = re.fullmatch(r"[0-9]{3}(?:\.[0-9]*)?", digits.text) is not None
        if not comma.is_(",") or comma.gap or digits.gap or not is_group:
            break
        count += 1
    return count if re.fullmatch("[1-9][0-9]{,2}", statement[place].text) else 0


def _is_turned(statement: list[Token], place: int, closes: Mapping[int, int]) -> bool:
    """``(1, 2)ᵀ`` is a list, whatever a comma may be."""
    close = closes.get(place, len(statement)) if statement[place].is_("(") else len(statement)
    after = [t.text for t in statement[close + 1 : close + 3]]
    return after[:1] == ["ᵀ"] or after == ["^", "T"]


def _is_tuple(statement: Sequence[Token], place: int) -> bool:
    """Whether ``(2, 3)`` stands there as what ``(x, y)`` is."""
    before = statement[max(0, place - 6) : place]
    shape = "".join(t.text if t.kind == "sign" else t.kind for t in before)
    called = place > 6 and statement[place - 7].kind == "name" and not before[0].gap
    return shape == "(name,name)=" and not called


def _refuse_pair(statement: list[Token], place: int, closes: Mapping[int, int]) -> None:
    """``x = (1,2)``: a list, or a number with a comma.  Raises ExpressionError."""
    pair = statement[place : place + 5]
    starts = not place or statement[place - 1].is_("=")
    if not starts or "".join(t.text for t in pair[::2]) not in {"(,)", "{,}"}:
        return
    if _is_turned(statement, place, closes) or _is_tuple(statement, place):
        return
    if pair[1].text.isdigit() and pair[3].text.isdigit():
        a, b = pair[1].text, pair[3].text
        help_ = f"write [{a}, {b}] for a list, {a}.{b} for a number"
        both = f"{pair[0].text}{a},{b}{pair[4].text}"
        raise refuse(f"'{both}' can be read in two ways", pair[0], help_)


def _decimal(whole: Token, rest: Token) -> Token:
    if rest.text == "000" and whole.text.lstrip("0"):  # 10,000
        return replace(whole, text=whole.text + rest.text, end=rest.end)
    if len(rest.text) == 3 and whole.text.lstrip("0"):
        both = f"{whole.text},{rest.text}"
        raise refuse(
            f"'{both}' can be read in two ways", whole,
            f"write {whole.text}.{rest.text} or {whole.text}{rest.text}",
        )  # fmt: skip
    return Token("number", f"{whole.text}.{rest.text}", whole.at, rest.end, whole.gap)


def split_at_commas(statement: list[Token]) -> Iterator[list[Token]]:
    """``a = 2, b = 3`` are two statements, and so are ``x, y = 2, 3`` and ``(x, y) = (2, 3)``."""
    statement = _without_tuples(statement)
    parts = split_at(statement, ",")
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    defining = [any(t.is_("=") for t in outside_brackets(part)) for part in parts]
    if len(parts) > 1 and defining.count(True) == 1:
        at = defining.index(True)
        if at and len(parts) == 2 * at + 1 and are_names(parts[:at]):
            middle = split_at(parts[at], "=")
            targets = [*parts[:at], middle[0]]
            values = [middle[-1], *parts[at + 1 :]]
            if len(targets) == len(values):
                equals = next(t for t in parts[at] if t.is_("="))
                for target, value in zip(targets, values, strict=True):
                    yield [*target, equals, *value]
                return
    current: list[Token] = []
    for part, defines in zip(parts, defining, strict=True):
        if current and not defines:
            what = "a comma parts definitions here, as in a=2, b=3"
            help_ = "write a list as [1, 2], one formula, or a name and = before each"
            raise refuse(what, (part or current)[0], help_)
        if current:
            yield from _each(current)
        current = part
    if current:
        yield from _each(current)


def _each(part: list[Token]) -> Iterator[list[Token]]:
    """The definitions of ``(x, y) = (2, 3)``; another statement as it is."""
    apart = _without_tuples(part)
    return iter([part]) if apart is part else split_at_commas(apart)


def _without_tuples(statement: list[Token]) -> list[Token]:
    """``(x, y) = (2, 3)`` as ``x, y = 2, 3``."""
    sides_ = split_at(statement, "=")
    tuples = [
        len(side) > 3 and side[0].is_("(") and closing_place(side, 0) == len(side) - 1
        and len(split_at(side[1:-1], ",")) for side in sides_
    ]  # fmt: skip
    if len(sides_) != 2 or not tuples[0] or tuples[0] != tuples[1]:
        return statement
    if not are_names(split_at(sides_[0][1:-1], ",")):
        return statement
    equals = next(t for t in statement if t.is_("="))
    return [*sides_[0][1:-1], equals, *sides_[1][1:-1]]


def join_names(statement: list[Token]) -> list[Token]:
    """``a, b = f(x)`` as [a, b] = f(x); what is no such statement as it is."""
    names, *values = split_at(statement, "=")
    targets = split_at(names, ",")
    if len(values) != 1 or len(targets) < 2 or len(split_at(values[0], ",")) > 1:
        return statement
    if not are_names(targets):
        return statement
    first, last = names[0], names[-1]
    brackets = sign("[", first.at), sign("]", last.at, last.end)
    return [brackets[0], *names, brackets[1], *statement[len(names) :]]


def are_names(parts: list[list[Token]]) -> bool:
    """Whether each part is a single name."""
    return all(len(part) == 1 and part[0].kind == "name" for part in parts)


def outside_brackets(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens that stand in no bracket."""
    depth = 0
    for token in tokens:
        depth += token.is_(*OPEN) - token.is_(*CLOSE)
        if depth <= 0:
            yield token
