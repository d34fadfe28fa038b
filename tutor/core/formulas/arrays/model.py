"""Vectors and matrices as entries: every entry is a formula of numbers, as tokens.

The shapes follow NumPy, but for one thing: where two arrays are both stretched (2×1 and 1×2, or
2×1 and 2), the result is hardly ever meant, and it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial, reduce
from itertools import product
from math import prod
from typing import NamedTuple

from tutor.core.formulas.lexer import Piece, Token, refuse, scan, sign

CONDITION, SUM, PRODUCT, ATOM = -1, 0, 1, 2
"""How tightly an entry is bound: brackets stand around one that is looser than its place."""
MOST = 256
"""Entries that one array may have."""


class ArrayEntry(NamedTuple):
    """One entry; ``is_dot`` says that it is dot([…], […]), to which a bias can be added."""

    tokens: tuple[Token, ...]
    rank: int = ATOM
    is_dot: bool = False

    @property
    def text(self) -> str:
        """The entry without blanks."""
        return "".join(token.text for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Array:
    """Entries in the order of their rows; the ``shape`` of a single number is ()."""

    shape: tuple[int, ...]
    cells: tuple[ArrayEntry, ...]

    @property
    def is_number(self) -> bool:
        """Whether this is one number, whatever brackets stand around it."""
        return len(self.cells) == 1

    def at(self, places: Sequence[int]) -> ArrayEntry:
        """The entry with these places from 0, which are 0 along an axis that is stretched."""
        found = 0
        for size, place in zip(self.shape, places, strict=True):
            found = found * size + (place if size > 1 else 0)
        return self.cells[found]

    def rows(self) -> list[Array]:
        """The entries along the first axis."""
        step = prod(self.shape[1:])
        starts = range(0, len(self.cells), step)
        return [Array(self.shape[1:], self.cells[at : at + step]) for at in starts]


def number(cell: ArrayEntry) -> Array:
    """A single number."""
    return Array((), (cell,))


def numeral(value: float, token: Token) -> ArrayEntry:
    """A number that stands where ``token`` does."""
    text = str(int(abs(value))) if value == int(value) else repr(abs(value))
    made = Token("number", text, token.at, token.end)
    return ArrayEntry((sign("-", token.at), made), SUM) if value < 0 else ArrayEntry((made,))


def stack(parts: Sequence[Array], token: Token) -> Array:
    """Entries, or rows, one below the other.  Raises ExpressionError when they differ in shape."""
    for part in parts[1:]:
        if part.shape != parts[0].shape:
            both = f"{shape_words(parts[0])} and {shape_words(part)}"
            what = f"these rows do not have the same length: {both}"
            raise refuse(what, token, "a matrix has as many numbers in every row")
    return check_size(
        (len(parts), *parts[0].shape), [c for part in parts for c in part.cells], token
    )


def check_size(shape: tuple[int, ...], cells: Sequence[ArrayEntry], token: Token) -> Array:
    """An array of at most ``MOST`` entries.  Raises ExpressionError."""
    if len(cells) > MOST:
        help_ = "take a smaller example: every entry becomes a node"
        raise refuse(f"an array of {len(cells)} entries; {MOST} are read", token, help_)
    return Array(shape, tuple(cells))


def same_numbers(one: Array, other: Array) -> bool:
    """Whether two arrays hold the same numbers, a single one in brackets or not."""
    texts = [[cell.text.strip("()") for cell in part.cells] for part in (one, other)]
    try:
        numbers = [[float(text) for text in part] for part in texts]
    except ValueError:
        return False
    return numbers[0] == numbers[1] and (one.shape == other.shape or one.is_number)


def shape_words(array: Array) -> str:
    """The shape in words of a message: 2×3, 3 entries, one number."""
    return words_of_shape(array.shape)


def words_of_shape(shape: tuple[int, ...]) -> str:
    """The same of a shape alone."""
    if not shape:
        return "one number"
    if len(shape) == 1:
        return f"{shape[0]} {'entry' if shape[0] == 1 else 'entries'}"
    return "×".join(map(str, shape))


def number_written(tokens: Sequence[Token]) -> str:
    """The number that these tokens are, with its sign; "" for anything else."""
    signs = [t.text for t in tokens if t.is_("-")]
    kinds = [t.kind for t in tokens if not t.is_("-")]
    return "".join(t.text for t in tokens) if kinds == ["number"] and len(signs) < 2 else ""


# Entries ------------------------------------------------------------------------------------------


def bracketed(cell: ArrayEntry, rank: int) -> tuple[Token, ...]:
    """The tokens of an entry, in brackets where it is bound more loosely than ``rank``."""
    if cell.rank >= rank:
        return cell.tokens
    first, last = cell.tokens[0], cell.tokens[-1]
    return (sign("(", first.at), *cell.tokens, sign(")", last.at, last.end))


def plus(typed: Token, one: ArrayEntry, other: ArrayEntry) -> ArrayEntry:
    """Sum or difference; a lone name added to a dot product is its bias."""
    if typed.text == "+" and one.is_dot and len(other.tokens) == 1:
        inside = one.tokens[:-1]
        return ArrayEntry((*inside, sign(",", typed.at), *other.tokens, one.tokens[-1]))
    if typed.text == "+" and other.is_dot and len(one.tokens) == 1:
        return plus(typed, other, one)
    right = bracketed(other, PRODUCT if typed.text == "-" or other.tokens[0].is_("-") else SUM)
    return ArrayEntry((*bracketed(one, SUM), typed, *right), SUM)


def times(typed: Token, one: ArrayEntry, other: ArrayEntry) -> ArrayEntry:
    """Product or quotient."""
    right = bracketed(other, ATOM if typed.text == "/" else PRODUCT)
    return ArrayEntry((*bracketed(one, PRODUCT), typed, *right), PRODUCT)


def negative(typed: Token, cell: ArrayEntry) -> ArrayEntry:
    """−a."""
    return ArrayEntry((typed, *bracketed(cell, PRODUCT)), SUM)


def call_of(word: str, arguments: Sequence[ArrayEntry], token: Token) -> ArrayEntry:
    """A call of a function of numbers."""
    inside: list[Token] = []
    for i, argument in enumerate(arguments):
        inside += [*([sign(",", token.at)] if i else []), *argument.tokens]
    name = Token("name", word, token.at, token.end, token.gap)
    return ArrayEntry((name, sign("(", token.at), *inside, sign(")", token.at)))


def filled(template: str, token: Token, *cells: ArrayEntry) -> ArrayEntry:
    """A formula of entries, with ``{0}`` for the first: ``relu({0}-{1})``."""
    out: list[Token] = []
    parts, rank = _parts_of(template)
    for i, part in enumerate(parts):
        placed = [replace(t, at=token.at, end=token.end) for t in part]
        out += bracketed(cells[int(part[0].text)], ATOM) if i % 2 else placed
    return ArrayEntry(tuple(out), rank)


@cache
def _parts_of(template: str) -> tuple[list[list[Token]], int]:
    """The tokens of a template, those between braces by themselves, and how it is bound."""
    parts = [scan([Piece(char, 0) for char in part]) for part in re.split("[{}]", template)]
    return parts, SUM if re.search("[+-]", re.sub(r"\(.*\)", "", template)) else PRODUCT


def sum_of(cells: Sequence[ArrayEntry], token: Token) -> ArrayEntry:
    """Two are added, more are one sum of them all."""
    if len(cells) > 2:
        return call_of("sum", cells, token)
    return reduce(partial(plus, sign("+", token.at)), cells)


def dot_product(
    ones: Sequence[ArrayEntry], others: Sequence[ArrayEntry], token: Token
) -> ArrayEntry:
    """Σ aₖ·bₖ as one node; the weights stand first, as they do in a neuron."""
    if len(ones) == 1:
        return times(sign("*", token.at), ones[0], others[0])
    if others[0].tokens[0].text.lower().startswith("w") and len(others[0].tokens) == 1:
        ones, others = others, ones
    lists = [
        ArrayEntry(
            (sign("[", token.at), *call_of("", cells, token).tokens[2:-1], sign("]", token.at))
        )
        for cells in (ones, others)
    ]
    return ArrayEntry(call_of("dot", lists, token).tokens, is_dot=True)


# Arrays -------------------------------------------------------------------------------------------


def map_entries(array: Array, change: Callable[[ArrayEntry], ArrayEntry]) -> Array:
    """The same for every entry."""
    return Array(array.shape, tuple(map(change, array.cells)))


def pair_entries(arrays: Sequence[Array], join: Callable[..., ArrayEntry], token: Token) -> Array:
    """Entry with entry; what has fewer is stretched.  Raises ExpressionError with both shapes."""
    shape: tuple[int, ...] = ()
    for i, array in enumerate(arrays):
        shape = _stretched(shape, array.shape, token) if i else array.shape
    cells = [
        join(*(array.at(at[len(at) - len(array.shape) :]) for array in arrays))
        for at in product(*map(range, shape))
    ]
    return check_size(shape, cells, token)


def _stretched(one: tuple[int, ...], other: tuple[int, ...], token: Token) -> tuple[int, ...]:
    """The shape of both together: that of one of them."""
    count = max(len(one), len(other))
    first, second = ((1,) * (count - len(shape)) + shape for shape in (one, other))
    shape = tuple(max(a, b) for a, b in zip(first, second, strict=True))
    fits = all(a == b or 1 in (a, b) for a, b in zip(first, second, strict=True))
    if not fits or shape not in (first, second):
        help_ = "they are joined entry by entry, and need the same shape; .T makes rows of columns"
        what = f"these shapes do not fit: {words_of_shape(one)} and {words_of_shape(other)}"
        raise refuse(what, token, help_)
    return shape


def matrix_product(one: Array, other: Array, token: Token) -> Array:
    """The product of matrices and vectors.  Raises ExpressionError with both shapes."""
    fits = one.shape and other.shape and one.shape[-1] == other.shape[0]
    if (one.is_number or other.is_number) and not fits:
        return pair_entries([one, other], partial(times, sign("*", token.at)), token)
    left = one.shape if len(one.shape) > 1 else (1, *one.shape)
    right = other.shape if len(other.shape) > 1 else (*other.shape, 1)
    if len(one.shape) == 1 and len(other.shape) == 2 and other.shape[0] == 1:
        left = (*one.shape, 1)  # x wᵀ: a column times a row
    if len(left) != 2 or len(right) != 2 or left[1] != right[0]:
        help_ = "the left has as many columns as the right has rows; .T makes rows of columns"
        what = f"these shapes have no product: {shape_words(one)} and {shape_words(other)}"
        raise refuse(what, token, help_)
    rows, inner, columns = left[0], left[1], right[1]
    cells = [
        dot_product(
            [one.cells[i * inner + k] for k in range(inner)],
            [other.cells[k * columns + j] for k in range(inner)],
            token,
        )
        for i in range(rows)
        for j in range(columns)
    ]
    shape = (rows,) * (len(one.shape) > 1 or left[1] == 1) + (columns,) * (len(other.shape) > 1)
    return check_size(shape, cells, token)


def determinant(rows: Sequence[Sequence[ArrayEntry]], token: Token) -> ArrayEntry:
    """The determinant of a square matrix of names and numbers, along its first row."""
    if len(rows) == 1:
        return rows[0][0]
    star, out = sign("*", token.at), None
    for i, cell in enumerate(rows[0]):
        rest = [[*row[:i], *row[i + 1 :]] for row in rows[1:]]
        term = times(star, cell, determinant(rest, token))
        out = term if out is None else plus(sign("-" if i % 2 else "+", token.at), out, term)
    return out or rows[0][0]


def inverse(array: Array, token: Token) -> Array:
    """The inverse of a square matrix of names and numbers: its cofactors over its determinant."""
    rows = [list(row.cells) for row in array.rows()]
    below = determinant(rows, token)
    cells = []
    for i in range(len(rows)):
        for j in range(len(rows)):
            rest = [[*row[:i], *row[i + 1 :]] for k, row in enumerate(rows) if k != j]
            minor = determinant(rest, token) if rest else numeral(1, token)
            template = "-{0}/{1}" if (i + j) % 2 else "{0}/{1}"
            cells.append(filled(template, token, minor, below))
    return Array(array.shape, tuple(cells))


def transpose(array: Array) -> Array:
    """Rows as columns; a vector becomes a row."""
    if len(array.shape) != 2:
        return Array((1, *array.shape), array.cells) if array.shape else array
    rows, columns = array.shape
    cells = tuple(array.cells[i * columns + j] for j in range(columns) for i in range(rows))
    return Array((columns, rows), cells)


def reduce_along(
    array: Array, axis: int, take: Callable[[Array], Array], token: Token, *, keeps: bool = False
) -> Array:
    """``take`` of every row (axis 1 or −1) or column (axis 0) of a matrix, of a vector as it is.

    Where it gives one number for each, they stay a row or a column when the array ``keeps`` axes.
    """
    if len(array.shape) < 2:
        return take(array)
    if axis not in (0, 1, -1):
        raise refuse(f"there is no axis {axis}", token, "a matrix has the axes 0 and 1")
    if axis == 0:
        found = stack([take(row) for row in transpose(array).rows()], token)
        return transpose(found) if len(found.shape) > 1 or keeps else found
    found = stack([take(row) for row in array.rows()], token)
    return Array((*found.shape, 1), found.cells) if keeps and len(found.shape) == 1 else found


def in_line(array: Array | None, count: int) -> Array | None:
    """A matrix of one row or column as the vector that it is to an index of one letter."""
    if array is None or count > 1 or len(array.shape) != 2 or 1 not in array.shape:
        return array
    return Array((len(array.cells),), array.cells)
