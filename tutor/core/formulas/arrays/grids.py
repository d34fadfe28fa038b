"""Matrices as MATLAB, Octave and Julia write them: ``[1 2; 3 4]`` is [[1,2],[3,4]]."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.core.formulas.lexer import CLOSE, OPEN, Token, refuse, sign

_JOINING = ("+", "-", "*", "/", "^", "(", "=", "<", ">")


def with_rows(tokens: Sequence[Token], *, is_matlab: bool) -> list[Token]:
    """The tokens with commas between the numbers of such a matrix, and brackets around its rows.

    Raises ExpressionError for ``[1 -2]``, which has one number or two.
    """
    tokens = _turned(tokens) if is_matlab else tokens
    closing = _closing(tokens)
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        before = out[-1] if out else None
        close = closing.get(i, len(tokens))
        is_index = before is not None and not token.gap and (
            before.kind == "name" or before.is_(*CLOSE)
        )  # fmt: skip
        if close < len(tokens) and not is_index:
            rows = _rows(tokens[i + 1 : close], is_matlab=is_matlab)
            if rows:
                out += _written(rows, token, tokens[close], is_matlab=is_matlab)
                i = close + 1
                continue
        out.append(token)
        i += 1
    return out


def _turned(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with ᵀ for the ' right behind a name or a bracket."""
    return [
        Token("strange", "ᵀ", token.at, token.end)
        if token.text == "'" and not token.gap and (before.kind == "name" or before.is_(")", "]"))
        else token
        for before, token in zip([Token("end", "", 0, 0), *tokens], tokens, strict=False)
    ]


def _closing(tokens: Sequence[Token]) -> dict[int, int]:
    """Where each outermost square bracket closes that does."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for i, token in enumerate(tokens):
        if token.is_("["):
            opened.append(i)
        elif token.is_("]") and opened:
            start = opened.pop()
            if not opened:
                found[start] = i
    return found


def _rows(inside: Sequence[Token], *, is_matlab: bool) -> list[list[list[Token]]]:
    """The entries of each row; nothing where this is not a matrix of that kind."""
    rows: list[list[list[Token]]] = [[[]]]
    depth = 0
    commas = gaps = breaks = 0
    for token, after in zip(inside, [*inside[1:], None], strict=False):
        entry = rows[-1][-1]
        if depth == 0 and token.kind == "end":
            breaks += token.text == ";"
            if rows[-1] != [[]] and not (entry == [] and token.text == "\n" and commas):
                rows.append([[]])
            continue
        if depth == 0 and token.is_(","):
            commas += 1
            rows[-1].append([])
            continue
        if depth == 0 and token.gap and entry and _begins(entry, token, after):
            gaps += 1
            rows[-1].append([])
        rows[-1][-1].append(token)
        depth += token.is_(*OPEN) - token.is_(*CLOSE)
    rows = [row for row in rows if row != [[]]]
    entries = [entry for row in rows for entry in row]
    if not all(entries) or not (breaks or gaps):
        return []
    plain = all(_is_number(entry) for entry in entries)
    if not breaks and not is_matlab:
        if commas or not plain:
            return []
        if all(entry[0].is_("-", "+") for row in rows for entry in row[1:]):
            help_ = "write [1, -2] for a list, (1 - 2) for a difference"
            raise refuse("this list has one number or several", inside[0], help_)
    return rows


def _begins(entry: Sequence[Token], token: Token, after: Token | None) -> bool:
    """Whether another entry begins with ``token``, which has a blank before it."""
    if entry[-1].is_(*_JOINING) or entry[-1].text == "@":
        return False
    if token.is_("+", "-"):
        return after is not None and not after.gap
    return not token.is_(*_JOINING[2:]) or token.is_("(")


def _is_number(entry: Sequence[Token]) -> bool:
    return [t.kind for t in entry[-1:]] == ["number"] and (
        len(entry) == 1 or (len(entry) == 2 and entry[0].is_("-", "+"))
    )


def _written(
    rows: Sequence[Sequence[Sequence[Token]]], opening: Token, closing: Token, *, is_matlab: bool
) -> list[Token]:
    """The rows as lists in a list; one row alone is a list where no program says otherwise."""
    nested = len(rows) > 1 or is_matlab
    out = [opening]
    for i, row in enumerate(rows):
        inside: list[Token] = []
        for entry in row:
            inside += [*([sign(",", entry[0].at)] if inside else []), *entry]
        first, last = inside[0].at, inside[-1].end
        out += [sign("[", first), *inside, sign("]", last - 1, last)] if nested else inside
        out += [sign(",", last - 1)] if i < len(rows) - 1 else []
    return [*out, closing]
