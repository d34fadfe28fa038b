"""The one table: measure, tried, figure, aim."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Row(NamedTuple):
    """One line; ``tried`` is how many cases the figure is about, ``aim`` what it should become."""

    measure: str
    tried: int
    figure: str
    aim: str = ""


def line(row: Row) -> str:
    """A row as text, in columns."""
    return f"{row.measure:64s} {row.tried:6d} {row.figure:>16s}   {row.aim}".rstrip()


HEAD = f"{'measure':64s} {'tried':>6s} {'figure':>16s}   aim"


def show(title: str, rows: Iterable[Row]) -> None:
    """Print one part of the table as soon as it is known."""
    print(f"-- {title}")
    for row in rows:
        print(line(row), flush=True)
