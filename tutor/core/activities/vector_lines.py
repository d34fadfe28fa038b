"""A line of Algorithm 1 as it is typed: ``delta2 = (W3^T delta3) * s'(z2)``.

Names are a1, W2, b2, z2, delta2, x and y (or a¹, W², δ², …), ``nabla`` is the gradient of the loss
with respect to the last activations.  ``^T`` transposes, s is the activation function and s' its
derivative, ``*`` multiplies number by number (⊙), and what stands side by side is a matrix product.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from operator import add, mul, sub
from typing import NamedTuple

from tutor.core.budget import spend
from tutor.core.text import safe

Rows = tuple[tuple[float, ...], ...]
LONGEST = 200
"""Characters of a line."""

_SPELLINGS = (
    (r"∇(?:\s*_?\s*[Aa]\d*)?\s*C|\b(?:nabla|grad)\s*C?\b", "nabla"),
    (r"(?:∂C\s*/\s*∂|\bdC\s*/\s*d)\s*[Aa]\^?\s*\d+", "nabla"),
    (r"(?:∂C\s*/\s*∂|\bdC\s*/\s*d)\s*(?=[Wb])", "d"),
    (r"(?:σ|\bsigma|\bsigmoid|\bs)\s*(?:′|'|’|_?prime)", "S"),
    (r"σ|\bsigma\b|\bsigmoid\b", "s"),
    (r"δ|Δ", "delta"),
    (r"ᵀ|⊤|\.T\b|\^\s*\{?T\}?|\^\s*\(T\)|'(?=\s*[A-Za-z(])", "~"),
    (r"⊙|∘|\.\*", "*"),
    (r"[·×@]", "@"),
    (r"−|–", "-"),
    (r"\*\*", ""),
)
_SMALL = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")
_TOKEN = re.compile(r"\s*([A-Za-z]+\^?[0-9]*|[0-9]+(?:\.[0-9]*)?|[-+*@~()=])")


class LineError(Exception):
    """What cannot be read, or what has no value; ``shapes`` where two shapes do not fit."""

    def __init__(self, said: str, *, shapes: bool = False) -> None:
        super().__init__(said)
        self.shapes = shapes


class Names(NamedTuple):
    """What may stand in a line: the numbers by name, and the activation with its derivative.

    ``written`` is how a name is shown; ``not_yet`` are the names whose line has not run.
    """

    numbers: Mapping[str, Rows]
    activate: Callable[[str], Rows]
    slope: Callable[[str], Rows]
    written: Callable[[str], str]
    not_yet: frozenset[str] = frozenset()


def tokens(text: str) -> list[str]:
    """The signs and names of a line in one spelling.  Raises LineError."""
    if len(text) > LONGEST:
        raise LineError(f"That line has {len(text)} characters; {LONGEST} are enough.")
    spend(len(text))
    text = text.translate(_SMALL)
    for pattern, spelling in _SPELLINGS:
        text = re.sub(pattern, spelling, text)
    found, at = [], 0
    text = text.strip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise LineError(f"‘{safe(text[at])}’ cannot be read here.")
        found.append(match[1].replace("^", ""))
        at = match.end()
    return found


def value_of(text: str, left: str, names: Names) -> Rows:
    """The matrix that a line gives for ``left``, which may stand before its ``=``."""
    found = tokens(text)
    if found.count("=") > 1:
        raise LineError("One line has one =.")
    if "=" in found:
        at = found.index("=")
        if found[:at] != [left]:
            raise LineError(f"This line is to give {left}: write ‘{left} = …’.")
        found = found[at + 1 :]
    if not found:
        raise LineError(f"Write what {left} is computed from.")
    return _Reader(found, names).read()


class _Reader:
    """Recursive descent: sums of ⊙ products of matrix products of signed, transposed parts."""

    def __init__(self, found: Sequence[str], names: Names) -> None:
        self._tokens, self._names, self._at = found, names, 0

    def read(self) -> Rows:
        value, _ = self._sum()
        if self._at < len(self._tokens):
            raise LineError(f"‘{safe(self._tokens[self._at])}’ is one too many.")
        return value

    @property
    def _next(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1]

    def _sum(self) -> tuple[Rows, str]:
        value, said = self._elementwise()
        while self._next in ("+", "-"):
            sign = self._take()
            other, also = self._elementwise()
            value = _paired(value, other, sub if sign == "-" else add, said, also)
            said = f"{said} {sign} {also}"
        return value, said

    def _elementwise(self) -> tuple[Rows, str]:
        value, said = self._product()
        while self._next == "*":
            self._take()
            other, also = self._product()
            if _shape(value) != _shape(other) and _shape(value)[1] == _shape(other)[0]:
                value = _matrix_product(value, other, said, also)  # W2*a1 is meant as one
            else:
                value = _paired(value, other, mul, said, also)
            said = f"{said} * {also}"
        return value, said

    def _product(self) -> tuple[Rows, str]:
        value, said = self._part()
        while self._next == "@" or self._next == "(" or self._next[:1].isalnum():
            if self._next == "@":
                self._take()
            other, also = self._part()
            value = _matrix_product(value, other, said, also)
            said = f"{said} {also}"
        return value, said

    def _part(self) -> tuple[Rows, str]:
        if self._next in ("-", "+"):
            sign = self._take()
            value, said = self._part()
            return (_mapped(value, lambda x: -x) if sign == "-" else value), f"{sign}{said}"
        value, said = self._atom()
        while self._next == "~":
            self._take()
            value = tuple(zip(*value, strict=True))
            said = f"{said}ᵀ"
        return value, said

    def _atom(self) -> tuple[Rows, str]:
        if not self._next or self._next in ")*@~=":
            raise LineError("The line breaks off: something is missing.")
        word = self._take()
        if word == "(":
            value, said = self._sum()
            if self._next != ")":
                raise LineError("A bracket is not closed.")
            self._take()
            return value, f"({said})"
        if word[0].isdigit():
            return ((float(word),),), word
        if word in ("s", "S"):
            return self._activation(word)
        return self._number(word), self._names.written(word)

    def _activation(self, word: str) -> tuple[Rows, str]:
        sign = "σ" if word == "s" else "σ′"
        if self._next != "(" or self._tokens[self._at + 2 : self._at + 3] != [")"]:
            raise LineError(f"{sign} takes one vector in brackets, as in {sign}(z2).")
        name = self._tokens[self._at + 1]
        self._at += 3
        self._number(name)
        table = self._names.activate if word == "s" else self._names.slope
        return table(name), f"{sign}({self._names.written(name)})"

    def _number(self, name: str) -> Rows:
        if name in self._names.not_yet:
            shown = self._names.written(name)
            raise LineError(f"{shown} is not there yet: a line uses what earlier lines stored.")
        if name not in self._names.numbers:
            known = ", ".join(self._names.numbers)
            raise LineError(f"There is no ‘{safe(name)}’ here; there are {known}.")
        return self._names.numbers[name]


def _shape(rows: Rows) -> tuple[int, int]:
    return len(rows), len(rows[0])


def _mapped(rows: Rows, function: Callable[[float], float]) -> Rows:
    return tuple(tuple(map(function, row)) for row in rows)


def _paired(
    one: Rows, other: Rows, function: Callable[[float, float], float], said: str, also: str
) -> Rows:
    """Number by number; a single number goes with every one."""
    if _shape(one) == (1, 1):
        one = _mapped(other, lambda _: one[0][0])
    elif _shape(other) == (1, 1):
        other = _mapped(one, lambda _: other[0][0])
    if _shape(one) != _shape(other):
        shapes = f"{said} is {_by(one)}, {also} is {_by(other)}"
        raise LineError(f"{shapes}: number by number needs equal shapes.", shapes=True)
    pairs = zip(one, other, strict=True)
    return tuple(tuple(map(function, xs, ys)) for xs, ys in pairs)


def _matrix_product(one: Rows, other: Rows, said: str, also: str) -> Rows:
    if _is_figure(said) or _is_figure(also):
        return _paired(one, other, mul, said, also)
    if _shape(one)[1] != _shape(other)[0]:
        shapes = f"{said} is {_by(one)}, {also} is {_by(other)}"
        raise LineError(
            f"{shapes}: these cannot be multiplied as matrices, row by column.", shapes=True
        )
    spend(len(one) * len(other) * len(other[0]))
    columns = tuple(zip(*other, strict=True))
    return tuple(
        tuple(sum(x * y for x, y in zip(row, column, strict=True)) for column in columns)
        for row in one
    )


def _is_figure(said: str) -> bool:
    """A number such as 0.5, which goes with any matrix; a column of one unit has a shape."""
    return not any(sign.isalpha() for sign in said)


def _by(rows: Rows) -> str:
    """2 × 3."""
    return f"{len(rows)} × {len(rows[0])}"
