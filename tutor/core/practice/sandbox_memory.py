"""What is remembered of the sandbox: the text on the bench, and the graphs before it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from math import isfinite
from types import MappingProxyType
from typing import NamedTuple

MOST = 20
"""Graphs that are remembered."""

LONGEST = 4_000
"""Characters of a text that is remembered."""


class Kept(NamedTuple):
    """A graph as it was left."""

    text: str
    values: Mapping[str, float]
    ranges: Mapping[str, tuple[float, float]] = MappingProxyType({})

    @property
    def title(self) -> str:
        """Its statements on one line."""
        return "; ".join(filter(None, map(str.strip, self.text.splitlines())))


def encode_graphs(kept: Sequence[Kept]) -> str:
    """The graphs as text for the store."""
    rows = [[one.text, dict(one.values), dict(one.ranges)] for one in kept]
    return json.dumps(rows, ensure_ascii=False)


def decode_graphs(text: str) -> tuple[Kept, ...]:
    """The graphs that a text of the store holds; what is none is left out."""
    try:
        data = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return ()
    return tuple(filter(None, map(_kept, data if isinstance(data, list) else ())))


def _kept(data: object) -> Kept | None:
    match data:
        case [str(text), dict(values), *more] if len(text) <= LONGEST:
            numbers = {name: float(value) for name, value in values.items() if _is_number(value)}
            ranges = more[0] if more and isinstance(more[0], dict) else {}
            return Kept(text, numbers, {n: (e[0], e[1]) for n, e in ranges.items() if _is_range(e)})
    return None


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and isfinite(value)


def _is_range(ends: object) -> bool:
    return isinstance(ends, list) and len(ends) == 2 and all(map(_is_number, ends))


def remember_graph(before: Sequence[Kept], now: Kept) -> tuple[Kept, ...]:
    """The graphs with this one first, each text once, the oldest forgotten."""
    if not now.text.strip() or len(now.text) > LONGEST:
        return tuple(before)
    return (now, *(one for one in before if one.text.strip() != now.text.strip()))[:MOST]
