"""Matrices made of matrices, as MATLAB and Julia write them: ``[ones(m, 1) X]``, ``[1; x]``."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.core.formulas.arrays.model import Array, check_size, shape_words, stack, transpose
from tutor.core.formulas.lexer import CLOSE, OPEN, Token, refuse

_HELP = "those of a row need as many rows, and the rows as many columns; x' makes a row of a column"


def joined_blocks(grid: Sequence[Sequence[Array]], token: Token) -> Array:
    """The parts of each row side by side, the rows one below the other; a list is a column.

    Raises ExpressionError where their sides do not fit, and for two lists of one length, which
    make a longer list or a matrix.
    """
    parts = [part for row in grid for part in row]
    lists = [part for part in parts if len(part.shape) == 1]
    if len({part.shape for part in lists}) < len(lists):
        both = " and ".join(map(shape_words, lists[:2]))
        help_ = "write [a' b']' for one below the other, [a'; b'] for two rows"
        raise refuse(f"{both} in these brackets have two readings", token, help_)
    if lists == parts and len(parts) == 1:
        return parts[0]
    rows = [_row(row, token) for row in grid]
    widest = max(row.shape[1] for row in rows)
    rows = [
        transpose(row) if lone and row.shape == (widest, 1) != (1, 1) else row
        for row, lone in zip(rows, map(_is_list, grid), strict=True)
    ]
    if len({row.shape[1] for row in rows}) > 1:
        raise _unfitting(rows, token)
    whole = stack([line for row in rows for line in row.rows()], token)
    is_list = all(len(part.shape) < 2 for part in parts) and 1 in whole.shape
    return check_size((len(whole.cells),), whole.cells, token) if is_list else whole


def _is_list(row: Sequence[Array]) -> bool:
    return len(row) == 1 and len(row[0].shape) == 1


def _row(row: Sequence[Array], token: Token) -> Array:
    """What stands side by side: one number beside a list says that the list is a row."""
    tall = max((part.shape[0] for part in row if len(part.shape) == 2), default=0)
    is_low = len(row) > 1 and tall < 2

    def grid(part: Array) -> Array:
        count = len(part.cells)
        return Array((1, count) if is_low or not part.shape else (count, 1), part.cells)

    parts = [part if len(part.shape) == 2 else grid(part) for part in row]
    if len({part.shape[0] for part in parts}) > 1:
        raise _unfitting(parts, token)
    return transpose(stack([line for part in parts for line in transpose(part).rows()], token))


def _unfitting(parts: Sequence[Array], token: Token) -> Exception:
    both = " and ".join(map(shape_words, parts))
    return refuse(f"these do not fit in one matrix: {both}", token, _HELP)


def list_places(tokens: Sequence[Token]) -> set[int]:
    """Where brackets open that hold entries: [1, 2], [[1]], [1] alone, and (1, 2) on paper."""
    found, opened = set[int](), list[int]()
    for i, token in enumerate(tokens):
        if token.is_(*OPEN):
            if token.is_("[") and opened[-1:] == [i - 1] and tokens[i - 1].is_("["):
                found.add(i - 1)
            opened.append(i)
        elif token.is_(*CLOSE) and opened:
            opened.pop()
        elif token.is_(",") and opened:
            found.add(opened[-1])
    is_alone = bool(tokens) and tokens[0].is_("[") and tokens[-1].is_("]")
    return found | {0} if is_alone and is_one_number(tokens[1:-1]) else found


def is_one_number(inside: Sequence[Token]) -> bool:
    """Whether this is a number, with its sign."""
    return [t.kind for t in inside if not t.is_("-")] == ["number"]
