"""What a formula is: a frozen tree of the few things that are written in two dimensions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

AtomKind = Literal["letter", "operator", "relation", "open", "close", "comma", "function", "space"]
"""How an atom stands among its neighbours: what gets room around it, and what does not."""

Align = Literal["centre", "left", "right"]


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of text on one line."""

    text: str
    kind: AtomKind = "letter"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class PartRow:
    """Parts side by side."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Fraction:
    """One row over another."""

    top: PartRow
    bottom: PartRow


@dataclass(frozen=True, slots=True)
class Scripts:
    """A base with what stands below and above its right shoulder; a sum's limits are scripts."""

    base: Part
    low: PartRow | None = None
    high: PartRow | None = None
    stacked: bool = False


@dataclass(frozen=True, slots=True)
class Brace:
    """A part with a brace below it, and what the brace says."""

    body: PartRow
    label: PartRow


@dataclass(frozen=True, slots=True)
class Fence:
    """Brackets that grow with what is between them; "" is not a bracket."""

    left: str
    body: Part
    right: str


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells in rows and columns: a matrix, cases, or lines that are aligned."""

    rows: tuple[tuple[PartRow, ...], ...]
    align: tuple[Align, ...]
    gap: str = "  "


Part = Atom | PartRow | Fraction | Scripts | Brace | Fence | Grid
