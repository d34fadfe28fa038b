"""Small examples to train on, made on the spot: two numbers in, one class out.

Each function returns ``Example(x, y)`` pairs: x the two inputs, y the class, 0 or 1 (``classes``
names others: (−1, 1) for the hinge loss).  ``noise`` is the standard deviation of what is added to
every coordinate; ``seed`` is a whole number or a ``random.Random`` to draw from.
"""

from __future__ import annotations

from math import cos, pi, sin
from typing import NamedTuple

from engine.errors import DomainError, ShapeError
from engine.seeds import source

TYPE_CHECKING = False  # true for a type checker; importing typing would cost more than the engine
if TYPE_CHECKING:
    from random import Random


Point = tuple[float, float]
Classes = tuple[float, float]


class Example(NamedTuple):
    """Two inputs and the class they belong to."""

    x: Point
    y: float


ZERO_AND_ONE = (0.0, 1.0)


def two_moons(
    n: int = 100,
    *,
    noise: float = 0.1,
    classes: Classes = ZERO_AND_ONE,
    seed: int | Random | None = None,
) -> list[Example]:
    """Two half circles that reach into each other; no straight line parts them."""
    points = []
    for k in range(n):
        angle = pi * (k // 2) / max(1, (n + 1) // 2 - 1)
        upper = (cos(angle), sin(angle))
        points.append((upper, 0) if k % 2 == 0 else ((1 - upper[0], 0.5 - upper[1]), 1))
    return _examples(points, noise, classes, seed)


def circles(
    n: int = 100,
    *,
    noise: float = 0.05,
    factor: float = 0.5,
    classes: Classes = ZERO_AND_ONE,
    seed: int | Random | None = None,
) -> list[Example]:
    """A circle of radius 1 (the first class) around one of radius ``factor`` (the second)."""
    points = []
    for k in range(n):
        angle = 2 * pi * (k // 2) / max(1, (n + 1) // 2)
        radius = factor if k % 2 else 1.0
        points.append(((radius * cos(angle), radius * sin(angle)), k % 2))
    return _examples(points, noise, classes, seed)


def spiral(
    n: int = 100,
    *,
    noise: float = 0.02,
    turns: float = 1.0,
    classes: Classes = ZERO_AND_ONE,
    seed: int | Random | None = None,
) -> list[Example]:
    """Two arms from the middle to radius 1, wound round each other ``turns`` times."""
    points = []
    for k in range(n):
        way = (k // 2) / max(1, (n + 1) // 2 - 1)
        angle, radius = pi * (2 * turns * way + k % 2), 0.1 + 0.9 * way
        points.append(((radius * cos(angle), radius * sin(angle)), k % 2))
    return _examples(points, noise, classes, seed)


def xor(
    n: int = 4,
    *,
    noise: float = 0.0,
    classes: Classes = ZERO_AND_ONE,
    seed: int | Random | None = None,
) -> list[Example]:
    """The corners of the unit square in turn; the second class where exactly one input is 1."""
    corners = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0))
    points = [(corners[k % 4], int(k % 4 in (1, 2))) for k in range(n)]
    return _examples(points, noise, classes, seed)


def linear(
    n: int = 100,
    *,
    noise: float = 0.0,
    classes: Classes = ZERO_AND_ONE,
    seed: int | Random | None = None,
) -> list[Example]:
    """Points of the square from −1 to 1, parted by the line x₁ + x₂ = 0."""
    random = source(seed)
    points = []
    for _ in range(n):
        x = (random.uniform(-1.0, 1.0), random.uniform(-1.0, 1.0))
        points.append((x, int(x[0] + x[1] > 0)))
    return _examples(points, noise, classes, random)


def _examples(
    points: list[tuple[Point, int]], noise: float, classes: Classes, seed: int | Random | None
) -> list[Example]:
    """The points with their noise and the names of their classes."""
    if not points:
        raise ShapeError("a data set of no examples; ask for at least 1")
    if not noise >= 0.0:
        raise DomainError(f"noise is a standard deviation and at least 0, not {noise!r}")
    random = source(seed)
    return [
        Example((x[0] + random.gauss(0.0, noise), x[1] + random.gauss(0.0, noise)), classes[k])
        for x, k in points
    ]
