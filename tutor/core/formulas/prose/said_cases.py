"""Cases that are said in words or written in braces, as ``a if c else b``.

``f(x) = x for x > 0, f(x) = 0 for x <= 0``; ``x if x > 0, otherwise 0``; ``{x, x > 0; 0, x <= 0}``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tutor.core.formulas.formula import COMPARE
from tutor.core.formulas.lexer import CLOSE, OPEN, Token, closing_place, sign, split_at

_IF = ("if", "for", "when", "where", "wherever")
_ELSE = ("otherwise", "else", "elsewhere")


@dataclass
class _Case:
    body: list[Token]
    condition: list[Token]


def with_cases(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with cases as the choices of a program."""
    if not any(t.is_(*COMPARE) or t.word(*_ELSE) for t in tokens):
        return list(tokens)
    return _joined(_without_braces(list(tokens)))


# Braces -------------------------------------------------------------------------------------------


def _without_braces(tokens: list[Token]) -> list[Token]:
    """``= { x if x > 0; 0 otherwise }`` as one formula."""
    place = 0
    while place + 1 < len(tokens):
        if tokens[place].is_("=") and tokens[place + 1].is_("{"):
            close = closing_place(tokens, place + 1)
            rows = _rows(tokens[place + 2 : close])
            if rows:
                tokens[place + 1 : close + 1] = _written(rows)
        place += 1
    return tokens


def _rows(inside: list[Token]) -> list[_Case]:
    """The cases in a pair of braces; none when they hold something else."""
    parts: list[list[Token]] = [[]]
    for token in inside:
        if token.kind == "end":
            parts.append([])
        else:
            parts[-1].append(token)
    rows = [part for part in parts if part]
    if len(rows) == 1:
        pairs = split_at(rows[0], ",")
        rows = [[*a, *b] for a, b in zip(pairs[::2], pairs[1::2], strict=False)]
        if len(pairs) % 2 or not all(map(_is_condition, pairs[1::2])):
            rows = pairs
    found = [_row(row) for row in rows]
    return [] if len(found) < 2 or not all(found) else [one for one in found if one]


def _row(row: list[Token]) -> _Case | None:
    """``x, if x > 0`` or ``0 otherwise``."""
    at = next((i for i, t in enumerate(row) if i and t.word(*_IF, *_ELSE)), 0)
    if at:
        body, rest = row[:at], row[at + 1 :]
        condition = [] if row[at].word(*_ELSE) else rest
    else:
        parts = split_at(row, ",")
        body, condition = parts[0], parts[1] if len(parts) == 2 else []
        if not condition:
            at = _start_of_condition(row)
            body, condition = row[:at], row[at:]
        if not _is_condition(condition):
            return None
    while body and body[-1].is_(","):
        body = body[:-1]
    return _Case(body, condition) if body else None


def _start_of_condition(row: Sequence[Token]) -> int:
    """Where ``x > 0`` begins in ``0 x > 0``: at the name before the sign that has a gap."""
    at = next((i for i, t in enumerate(row) if t.is_(*COMPARE)), 0)
    while at > 1 and not row[at].gap:
        at -= 1
    return at - 1 if at > 1 else 0


# Sentences ----------------------------------------------------------------------------------------


def _joined(tokens: list[Token]) -> list[Token]:
    """Statements of one name, each with its condition, as one; a lone ``otherwise`` as well."""
    out: list[Token] = []
    place = 0
    while place < len(tokens):
        head = _head(tokens, place)
        begins = not place or tokens[place - 1].kind == "end"
        cases, end = _cases(tokens, head or place, place) if head or begins else ([], 0)
        if len(cases) > 1 and all(one.body for one in cases):
            out += [*tokens[place : head or place], *_written(cases)]
            place = end
        else:
            out.append(tokens[place])
            place += 1
    return out


def _head(tokens: Sequence[Token], place: int) -> int:
    """Behind ``f(x) =`` when a statement begins here with a head; 0 otherwise."""
    begins = not place or tokens[place - 1].kind == "end" or tokens[place - 1].is_(",")
    if not begins or tokens[place].kind != "name" or place + 1 >= len(tokens):
        return 0
    end = place + 1
    if tokens[end].is_("("):
        end = closing_place(list(tokens[: end + 30]), end) + 1
    return end + 1 if end < len(tokens) and tokens[end].is_("=") else 0


def _cases(tokens: list[Token], start: int, place: int) -> tuple[list[_Case], int]:
    """The cases from ``start`` on, and where they end."""
    head = tokens[place:start]
    found: list[_Case] = []
    end = start
    while True:
        case, after = _case(tokens, start)
        if case is None:
            return found, end
        found.append(case)
        end = after
        if not case.condition:
            return found, end
        start = _next_case(tokens, after, head)
        if not start:
            return found, end


def _next_case(tokens: list[Token], place: int, head: Sequence[Token]) -> int:
    """Where the body of the next case begins; 0 when none follows."""
    begin = place
    while begin < len(tokens) and (
        tokens[begin].is_(",") or tokens[begin].kind == "end" or tokens[begin].word("and", "or")
    ):
        begin += 1
    words_of_head = [t.text for t in head]
    if [t.text for t in tokens[begin : begin + len(head)]] == words_of_head:
        return begin + len(head)
    if begin < len(tokens) and tokens[begin].word(*_ELSE):
        behind = begin + 1 + any(t.is_(",") for t in tokens[begin + 1 : begin + 2])
        if [t.text for t in tokens[behind : behind + len(head)]] == words_of_head:
            del tokens[begin + 1 : behind + len(head)]  # otherwise f(x) = …
        return begin
    case, _ = _case(tokens, begin) if begin < len(tokens) else (None, 0)
    return begin if case is not None and begin > place and not _defines(tokens, begin) else 0


def _defines(tokens: Sequence[Token], place: int) -> bool:
    return bool(_head([sign(";", 0), *tokens[place : place + 30]], 1)) or (
        place + 1 < len(tokens) and tokens[place + 1].is_("=")
    )


def _case(tokens: Sequence[Token], start: int) -> tuple[_Case | None, int]:
    """``body if condition``, ``body otherwise`` or ``otherwise body``, and where it ends."""
    end, marked = _extent(tokens, start)
    part = list(tokens[start:end])
    if part and part[0].word(*_ELSE):
        body = part[2:] if part[1:2] and part[1].is_(",") else part[1:]
        return (_Case(body, []), end) if body else (None, start)
    if not marked:
        return None, start
    is_parted = _is_before_condition(tokens, marked - 1)
    body, condition = list(tokens[start : marked - is_parted]), list(tokens[marked + 1 : end])
    if tokens[marked].word(*_ELSE):
        return (_Case(body, []), marked + 1) if not condition else (None, start)
    return (_Case(body, condition), end) if _is_condition(condition) else (None, start)


def _extent(tokens: Sequence[Token], start: int) -> tuple[int, int]:
    """Where a case ends, and where its ``if`` stands, or the comma before its condition.

    A choice of a program, which has its ``else``, is whole: it has no such place.
    """
    end, depth, marked = start, 0, 0
    for end, token in enumerate(tokens[start:], start):
        depth += token.is_(*OPEN) - token.is_(*CLOSE)
        if depth > 0:
            continue
        if token.word("else") and end > start:
            return end, 0
        if not marked and _is_before_condition(tokens, end):
            continue
        if not marked and end > start and _marks(tokens, end):
            marked = end
        elif (
            depth < 0
            or token.kind == "end"
            or token.is_(",", "=")
            or (marked and end > marked + 1 and _goes_on(tokens, end))
        ):
            return end, marked
    return end + 1, marked


def _marks(tokens: Sequence[Token], place: int) -> bool:
    token = tokens[place]
    return token.word(*_IF, *_ELSE) or (token.is_(",") and _condition_follows(tokens, place))


def _is_before_condition(tokens: Sequence[Token], place: int) -> bool:
    """Whether the comma of ``x, if x > 0`` stands here."""
    after = tokens[place + 1 : place + 2]
    return tokens[place].is_(",") and bool(after) and after[0].word(*_IF, *_ELSE)


def _goes_on(tokens: Sequence[Token], place: int) -> bool:
    """Whether another case follows here: ``and 0 otherwise``."""
    if tokens[place].word(*_ELSE):
        return True
    rest = tokens[place + 1 : place + 40]
    stop = next((i for i, t in enumerate(rest) if t.kind == "end" or t.is_(",")), len(rest))
    return tokens[place].word("and", "or") and not any(t.is_(*COMPARE) for t in rest[:stop])


def _condition_follows(tokens: Sequence[Token], place: int) -> bool:
    """Whether ``x > 0`` follows a comma, up to the next one or the end."""
    depth, compared = 0, False
    for token in tokens[place + 1 : place + 40]:
        depth += token.is_(*OPEN) - token.is_(*CLOSE)
        if depth < 0 or token.kind == "end" or (depth == 0 and token.is_(",")):
            return compared
        compared = compared or (depth == 0 and token.is_(*COMPARE))
    return compared


# Both ---------------------------------------------------------------------------------------------


def _is_condition(tokens: Sequence[Token]) -> bool:
    return any(t.is_(*COMPARE) for t in tokens) or any(t.word(*_ELSE) for t in tokens[:1])


def _written(cases: Sequence[_Case]) -> list[Token]:
    """``(x) if (x > 0) else (0)``, with a condition for the last case where it has one."""
    out: list[Token] = []
    for i, case in enumerate(cases):
        first = case.body[0]
        out += _bracketed(case.body)
        condition = [t for t in case.condition if not t.word(*_ELSE)]
        if condition:
            out.append(Token("name", "if", first.at, first.at, gap=True))
            out += _bracketed(condition)
        if i + 1 < len(cases):
            out.append(Token("name", "else", first.at, first.at, gap=True))
    return out


def _bracketed(tokens: Sequence[Token]) -> list[Token]:
    first, last = tokens[0], tokens[-1]
    return [sign("(", first.at, gap=True), *(replace(t) for t in tokens), sign(")", last.end - 1)]
