"""Which density of a picture suits the room there is."""

from __future__ import annotations

from collections.abc import Callable

from tutor.core.drawing.density import DENSITIES, ROOMIER, SHORT, Density
from tutor.core.drawing.picture import Picture

SIDEWAYS = 3
"""Columns out of sight count as if so many times their share were lost."""

BARE = 0.95
"""What a picture without formulas is worth beside one with them, where neither is seen whole."""

MANY = 150
"""A graph with more boxes than this fits nowhere: it is drawn in the tightest density at once."""


def fit(columns: int, rows: int, draw_in: Callable[[Density], Picture]) -> Density:
    """The roomiest density in which the picture fits, with its formulas if there is one; where it
    fits in none, the one in which it is seen best.
    """
    if len(draw_in(SHORT).faces) > MANY:
        return SHORT
    best, most = SHORT, -1.0
    for density in reversed(ROOMIER):
        if not fits(draw_in(density), columns, rows):
            break
        best, most = density, 1.0
    for density in DENSITIES[len(ROOMIER) :] if most < 1 else ():
        picture = draw_in(density)
        whole = fits(picture, columns, rows)
        if density.formulas and whole:
            return density
        seen = _seen(picture, columns, rows) * (1 if density.formulas or whole else BARE)
        if seen > most:
            best, most = density, seen
    return best


def fits(picture: Picture, columns: int, rows: int) -> bool:
    """Whether such a window shows the whole picture at once."""
    return picture.layout.width <= columns and picture.layout.height <= rows


def beyond(picture: Picture, left: int, top: int, columns: int, rows: int) -> str:
    """Arrows to where the picture goes on outside a window whose first cell is (left, top)."""
    laid = picture.layout
    cut = left > 0, top > 0, top + rows < laid.height, left + columns < laid.width
    return " ".join(arrow for arrow, more in zip("←↑↓→", cut, strict=True) if more)


def _seen(picture: Picture, columns: int, rows: int) -> float:
    """How well the picture is seen in such a window, from 0 to 1.

    It is read from left to right: columns out of sight are much worse than rows, but for a network,
    where the units of a layer stand below one another.
    """
    laid, sideways = picture.layout, 1 if picture.weights else SIDEWAYS
    return min(1.0, columns / laid.width) ** sideways * min(1.0, rows / laid.height)
