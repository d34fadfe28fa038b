"""A network by its weights: a table a layer, a bar a weight, thicker for a larger one.

A row is a unit, with the weights of what comes in, its bias and its δ.  The sign of a weight stands
before its bar, and each step of the bar doubles it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tutor.core.drawing.chart import ChartPart, ChartRow
from tutor.core.text import clip, number, pad, width

BARS = "▁▂▃▄▅▆▇█"
_SHORT = {"saturated": "sat."}
"""States that are abbreviated where room is short."""
_LAYERS = "¹²³⁴⁵⁶"
"""The number of the layer behind a name: it goes where room is short."""
_DELTA = 8
"""Columns of a δ, with the one that keeps it off the last bar."""
_FORMS = ((1, True, False), (0, True, False), (0, True, True), (0, False, True))
"""Gaps between bars, whether δ is there, and whether states are short: from wide to narrow."""
THINNEST = 0.25
"""The thinnest bar is a weight below this, and every next one twice as much."""


class UnitRow(NamedTuple):
    """One unit: what it is called, weights and bias, δ, and a word where it learns no more."""

    label: str
    weights: Sequence[float]
    delta: float
    state: str = ""


class LayerTable(NamedTuple):
    """A layer: what its weights come from, the bias last, and its units."""

    sources: Sequence[str]
    units: Sequence[UnitRow]


def bar(weight: float) -> str:
    """``+▄``: the sign, and how large."""
    size, place = THINNEST, 0
    while abs(weight) >= size and place < len(BARS) - 1:
        size, place = 2 * size, place + 1
    return ("+" if weight >= 0 else "−") + BARS[place]


def shows_deltas(layers: Sequence[LayerTable], columns: int) -> bool:
    """Whether ``weight_rows`` has room for every δ in so many columns."""
    return _form(layers, columns)[1]


def _form(layers: Sequence[LayerTable], columns: int) -> tuple[int, bool, bool]:
    room = columns - 3 * (len(layers) - 1)
    fits = (form for form in _FORMS if sum(_width(layer, *form) for layer in layers) <= room)
    return next(fits, _FORMS[-1])


def _width(layer: LayerTable, gap: int, deltas: bool, short: bool) -> int:
    states = (1 + width(_state(unit, short)) for unit in layer.units if unit.state)
    label, cell = _cells(layer, gap)
    numbers = _DELTA - gap if deltas else 0
    return label + cell * len(layer.sources) + numbers + max(states, default=0)


def _cells(layer: LayerTable, gap: int) -> tuple[int, int]:
    """How wide the names of the units are, and the bars."""
    label = max(width(unit.label) for unit in layer.units) + 1
    return label, max(2, *map(width, _sources(layer, gap))) + gap


def _sources(layer: LayerTable, gap: int) -> list[str]:
    return [*layer.sources] if gap else [one.rstrip(_LAYERS) for one in layer.sources]


def _state(unit: UnitRow, short: bool) -> str:
    return _SHORT.get(unit.state, unit.state) if short else unit.state


def weight_rows(layers: Sequence[LayerTable], columns: int, rows: int) -> tuple[ChartRow, ...]:
    """The layers side by side, in so many columns and rows; numbers go where room is short."""
    gap, deltas, short = form = _form(layers, columns)
    tables = [_table(layer, gap, rows, deltas=deltas, short=short) for layer in layers]
    wide = [_width(layer, *form) for layer in layers]
    found = []
    for y in range(max(map(len, tables))):
        line: list[ChartPart] = []
        for place, (table, room) in enumerate(zip(tables, wide, strict=True)):
            row = table[y] if y < len(table) else ()
            used = sum(width(part.text) for part in row)
            gap = room - used + 3 if place < len(tables) - 1 else 0
            line += [*row, ChartPart(" " * gap, "label")]
        found.append(tuple(_clipped(line, columns)))
    return tuple(found)


def _table(layer: LayerTable, gap: int, rows: int, *, deltas: bool, short: bool) -> list[ChartRow]:
    label, cell = _cells(layer, gap)
    head = " " * label + "".join(pad(source, cell) for source in _sources(layer, gap))
    table: list[ChartRow] = [(ChartPart(head + ("δ".rjust(5 - gap) if deltas else ""), "label"),)]
    left = len(layer.units) - (rows - 1)
    shown = layer.units if left <= 0 else layer.units[: max(1, rows - 2)]
    for unit in shown:
        parts = [ChartPart(pad(unit.label, label), "label")]
        for weight in unit.weights:
            kind = "positive" if weight >= 0 else "negative"
            parts.append(ChartPart(pad(bar(weight), cell), kind))
        if deltas:
            parts.append(ChartPart(f"{number(unit.delta, 7):>{_DELTA - gap}}", "delta"))
        if unit.state:
            parts.append(ChartPart(f" {_state(unit, short)}", "state"))
        table.append(tuple(parts))
    if left > 0:
        table.append((ChartPart(f"… {len(layer.units) - len(shown)} more", "label"),))
    return table


def _clipped(parts: Sequence[ChartPart], columns: int) -> list[ChartPart]:
    found, room = [], columns
    for part in parts:
        text = clip(part.text, room)
        room -= width(text)
        if text:
            found.append(part._replace(text=text))
    return found
