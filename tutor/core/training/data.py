"""What a network is trained on: examples as rows of numbers, and six sets that are made here.

The first numbers of a row are the inputs, the last is the target: a class, counted from 0, or a
number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from engine import circles, datasets, two_moons, xor
from tutor.core.text import Draws

Row = tuple[float, ...]
EXAMPLES = 100
"""Examples of the sets that are made here; xor has its four."""
LINE = 40
ROUNDING = 1e-14
"""The part of a column's mean that is left of 0 by rounding alone."""


class Unit(NamedTuple):
    """A column is trained on as (x − ``zero``) / ``one``."""

    zero: float
    one: float


AS_IT_IS = Unit(0.0, 1.0)


@dataclass(frozen=True)
class DataSet:
    """``inputs`` and ``target`` are names; ``classes`` are two, three, or none: y is a number.

    ``said`` is a sentence on where it comes from.  ``units`` are those of the columns, the target
    last; none where all are as they were.
    """

    name: str
    rows: tuple[Row, ...]
    inputs: tuple[str, ...]
    target: str = "y"
    classes: tuple[str, ...] = ("0", "1")
    said: str = ""
    units: tuple[Unit, ...] = ()

    @property
    def is_scaled(self) -> bool:
        """Whether a column is not trained on as it was."""
        return any(unit != AS_IT_IS for unit in self.units)

    def own(self, column: int, x: float) -> float:
        """A number of this column, or an output for the last one, in the file's own units."""
        zero, one = self.units[column] if self.units else AS_IT_IS
        found = x * one + zero
        return found if abs(found) > ROUNDING * abs(zero) else 0.0

    @property
    def outputs(self) -> int:
        """How many outputs a network for these data has: of three classes one each."""
        return len(self.classes) if len(self.classes) > 2 else 1

    def is_right(self, row: Row, output: float) -> bool:
        """Whether an output is on the right side of ½, or the ``choice`` of several is the class.

        For a number never asked.
        """
        if len(self.classes) > 2:
            return output // 1 == row[-1]
        return (output > 0.5) == (row[-1] > 0.5)


def made(name: str, seed: int = 1) -> DataSet:
    """One of the sets called ``MADE``, drawn from ``seed``."""
    return _MAKERS[name](seed)


def _xor(_seed: int) -> DataSet:
    said = "exclusive or: 1 where exactly one input is 1"
    return _points("xor", ((*one.x, one.y) for one in xor()), said)


def _moons(seed: int) -> DataSet:
    examples = two_moons(EXAMPLES, noise=0.1, seed=seed)
    said = "two interlocking half circles"
    return _points("moons", ((*one.x, one.y) for one in examples), said)


def _circles(seed: int) -> DataSet:
    examples = circles(EXAMPLES, noise=0.08, factor=0.4, seed=seed)
    return _points("circles", ((*one.x, one.y) for one in examples), "one circle around another")


def _spiral(seed: int) -> DataSet:
    examples = datasets.spiral(EXAMPLES, noise=0.02, turns=0.75, seed=seed)
    return _points("spiral", ((*one.x, one.y) for one in examples), "two arms, wound together")


def _blobs(seed: int) -> DataSet:
    """Clouds about the corners of a triangle, drawn in turn."""
    draws = Draws(seed, "blobs")
    middles = ((-1.0, -0.6), (1.0, -0.6), (0.0, 1.1))
    rows = []
    for k in range(EXAMPLES - 1):
        x, y = middles[k % 3]
        rows.append((x + 0.35 * _normal(draws), y + 0.35 * _normal(draws), float(k % 3)))
    said = "three clouds of points, three classes"
    return replace(_points("blobs", rows, said), classes=("0", "1", "2"))


def _points(name: str, rows: Iterable[Row], said: str) -> DataSet:
    return DataSet(name, tuple(rows), ("x₁", "x₂"), said=said)


def _normal(draws: Draws) -> float:
    """A number that is nearly normal, of mean 0 and variance 1."""
    return sum(draws.unit() for _ in range(12)) - 6


def _line(seed: int) -> DataSet:
    """Points about y = 1.5x − 0.5, with noise: no line goes through all of them."""
    draws = Draws(seed, "line")
    rows = []
    for k in range(LINE):
        x = -2 + 4 * k / (LINE - 1)
        rows.append((x, 1.5 * x - 0.5 + 0.5 * _normal(draws)))
    said = "points about the line y = 1.5x − 0.5, with noise"
    return DataSet("line", tuple(rows), ("x",), classes=(), said=said)


_MAKERS = {
    "xor": _xor, "moons": _moons, "circles": _circles, "spiral": _spiral, "line": _line,
    "blobs": _blobs,
}  # fmt: skip
MADE = tuple(_MAKERS)
"""The names of the data sets that are made here."""
