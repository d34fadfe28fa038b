"""Tokens to the stretches that are statements: at line ends, semicolons and words such as where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from tutor.core.formulas.lexer import (
    AT,
    CLOSE,
    JOINING,
    OPEN,
    Token,
    closing_place,
    sign,
    split_at,
    within,
)
from tutor.core.formulas.prose.commas import are_names


def strip_brackets(statement: list[Token]) -> list[Token]:
    """``(a = b + c)`` and ``[a = b + c]`` without their brackets."""
    return (within(statement, "(", "[") if any(t.is_("=") for t in statement) else []) or statement


def at_point(statement: list[Token], others: Sequence[list[Token]]) -> Iterator[list[Token]]:
    """``(2, 1)`` alone is the point at which the one function of the text is wanted."""
    pair = within(statement, "(")
    heads = [s for s in others if len(s) > 3 and _is_defined(s)] if pair else []
    values = split_at(pair, ",") if len(heads) == 1 else []
    close = closing_place(heads[0], 1) if values else 0
    names = split_at(heads[0][2:close], ",") if values else []
    plain = all(v[-1:] and v[-1].kind == "number" and len(v) < 3 for v in values)
    if len(values) < 2 or len(values) != len(names) or not plain or not are_names(names):
        yield statement
        return
    for name, value in zip(names, values, strict=True):
        yield [*name, sign("=", statement[0].at), *value]


def split_statements(tokens: list[Token]) -> Iterator[list[Token]]:
    """The stretches between semicolons, new lines and words such as ``where``."""
    current: list[Token] = []
    depth = 0
    for i, token in enumerate(tokens):
        if token.kind == "end":
            if token.text == "\n" and (depth > 0 or _goes_on(current, tokens, i)):
                continue
            yield from _spoken(current)
            current, depth = [], 0
        else:
            depth += token.is_(*OPEN) - token.is_(*CLOSE)
            current.append(token)
    yield from _spoken(current)


def _goes_on(current: list[Token], tokens: list[Token], place: int) -> bool:
    """Whether a line that ends here is continued by the next one."""
    if not current:
        return False
    start = place + 1
    while start < len(tokens) and tokens[start].kind == "end" and tokens[start].text == "\n":
        start += 1
    after = tokens[start] if start < len(tokens) else None
    if current[-1].is_("+", "-", "*", "/", "^", "="):
        return after is not None and after.kind != "end"
    if current[-1].is_("]") and after is not None and after.is_("["):  # matrices side by side
        close = closing_place(tokens, start)
        return not (close + 1 < len(tokens) and tokens[close + 1].is_("="))
    return after is not None and after.is_("*", "/", "^", "=", "+")


def _spoken(statement: list[Token]) -> Iterator[list[Token]]:
    """Parts that a word joins: z = a·b where a = 2."""
    current: list[Token] = []
    last = max((i for i, token in enumerate(statement) if token.is_("=")), default=-1)
    domain = max((i for i, token in enumerate(statement) if _says_where(token)), default=-1)
    choice = max((i for i, token in enumerate(statement) if _chooses(token)), default=-1)
    for i, token in enumerate(statement):
        rest = statement[i + 1 : i + 3]
        spoken = token.kind == "name" and token.text.lower() in JOINING and i + 1 < last
        spoken = spoken or (token.word("where", "for") and i > last > 0 and choice < i < domain)
        spoken = spoken or (token.word(*AT) and _sets(statement[i + 1 :]))
        if token.word("evaluated") and rest and rest[0].word(*AT):
            continue
        is_point = (
            rest[:1]
            and rest[0].is_("(")
            and (token.word(*AT) or (spoken and _sets(statement[i + 1 :])))
        )
        if spoken and (is_point or not rest[0].is_("=", "*", "+", "-", "/", "^", "(")):
            if current:
                yield current
            current = []
        else:
            current.append(token)
    if current and not all(token.word(*JOINING, *AT) for token in current):
        yield current


def _sets(rest: list[Token]) -> bool:
    """Whether ``x = …`` or ``(x, y) = …`` follows."""
    end = closing_place(rest, 0) + 1 if rest and rest[0].is_("(") else 1
    return len(rest) > end and rest[end].is_("=")


def says_nothing(statement: Sequence[Token]) -> bool:
    """``x, y and w``, ``(x, y)``, ``x ∈ R, σ > 0``, ``(−1, 1)``: names, and where they live."""
    parts = split_at([t for t in statement if not t.word("and")], ",")
    if len(parts) > 1 and (are_names(parts) or all(map(is_domain, parts))):
        return True
    inside = split_at(statement[1:-1], ",") if statement[0].is_("(", "[") else []
    is_pair = len(inside) == 2 and statement[0].is_("(") and are_names(inside)  # (x_i, y_i)
    return is_pair or (len(inside) == 2 and all(map(_is_end_of_range, inside)))


def is_mention(statement: Sequence[Token], functions: Set[str]) -> bool:
    """``- h(x_i)`` in ``h(x_i) is the hypothesis``, where h is defined, and used elsewhere."""
    tokens = statement[statement[0].is_("-") :]
    return (
        len(tokens) > 3
        and tokens[0].text in functions
        and tokens[1].is_("(")
        and closing_place(list(tokens), 1) == len(tokens) - 1
        and all(t.kind == "name" or t.is_("^", "(", ")", ",") for t in tokens)
    )


def is_domain(part: Sequence[Token]) -> bool:
    """``x ∈ R`` and ``σ > 0`` say where a name lives."""
    return any(map(_says_where, part)) and not any(t.is_("=") or _chooses(t) for t in part)


def _says_where(token: Token) -> bool:
    return token.text == "∈" or token.is_("<", ">", "<=", ">=")


def _chooses(token: Token) -> bool:
    return token.text.lower() in {"if", "else", "when", "unless"}


def _is_end_of_range(part: Sequence[Token]) -> bool:
    return bool(part) and (part[-1].kind == "number" or part[-1].text == "∞") and len(part) < 3


def _is_defined(statement: list[Token]) -> bool:
    """``f(x, y) = …``, and not f(2, 1) = 6."""
    inside = statement[2 : closing_place(statement, 1)] if is_function_head(statement) else []
    return bool(inside) and are_names(split_at(inside, ","))


def is_function_head(statement: list[Token]) -> bool:
    """``f(x) = …``"""
    close = closing_place(statement, 1) if statement[1].is_("(") else 0
    return bool(close) and close + 1 < len(statement) and statement[close + 1].is_("=")
