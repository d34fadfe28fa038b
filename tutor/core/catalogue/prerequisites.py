"""What comes before what: the graph that the map of the lessons, or of the skills, shows.

A lesson says in its head what it needs.  Where no lesson of a section needs another one of it,
their order says it: each needs the one before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple, Protocol, TypeVar

from tutor.core.catalogue.catalogue import Section

MOST = 100
"""Lessons of a section whose needs are looked at: in a longer one their order says it."""

MOST_NEEDS = 8
"""Needs of one lesson that are looked at."""


class Mapped(Protocol):
    """What has a box on a map: a lesson, or a skill, which has no number."""

    @property
    def id(self) -> str:
        """What it is known by."""
        ...

    @property
    def number(self) -> str:
        """Its number, "" where none has one."""
        ...

    @property
    def title(self) -> str:
        """What stands in its box."""
        ...

    @property
    def section(self) -> Section | None:
        """What it is listed under, None for the course."""
        ...

    @property
    def needs(self) -> tuple[str, ...]:
        """The ids of those that come before it."""
        ...


AnyMapped = TypeVar("AnyMapped", bound=Mapped)

Link = tuple[str, str]
"""The ids of a lesson and of one that needs it."""


class Slot(NamedTuple):
    """A place in the grid: a lesson, or the way of a link past a column (``lesson`` is "")."""

    column: int
    lane: int
    lesson: str = ""


class Grid(NamedTuple):
    """The lessons of a section: columns from left to right, each behind all that it needs.

    ``ways`` are the places that each link goes through, from lesson to lesson.
    """

    slots: dict[str, Slot]
    ways: tuple[tuple[Slot, ...], ...]
    columns: int


def sections_of(entries: Sequence[AnyMapped]) -> Iterator[tuple[str, tuple[AnyMapped, ...]]]:
    """The heading and the lessons of each section, "" for the course."""
    for section, among in groupby(entries, lambda entry: entry.section):
        yield section.heading if section else "", tuple(among)


def links(entries: Sequence[Mapped]) -> tuple[Link, ...]:
    """What needs what, without what follows from that: of 1 → 2 → 3 and 1 → 3 the last is left out.

    A need that is not among the lessons before leads nowhere.
    """
    before: dict[str, set[str]] = {}
    found: list[Link] = []
    for entry in entries if len(entries) <= MOST else ():
        needs = [one for one in dict.fromkeys(entry.needs) if one in before][:MOST_NEEDS]
        far = {one for need in needs for one in before[need]}
        found += [(need, entry.id) for need in needs if need not in far]
        before[entry.id] = far | set(needs)
    return tuple(found) or tuple((one.id, other.id) for one, other in pairwise(entries))


def grid(entries: Sequence[Mapped]) -> Grid:
    """A column and a lane for each lesson: what most comes behind stands on the first lane."""
    edges = links(entries)
    columns, depth = _columns(entries, edges), _depths(entries, edges)
    slots: dict[str, Slot] = {}
    passed: dict[Link, list[Slot]] = {edge: [] for edge in edges}

    def place(item: Item) -> tuple[float, int]:
        if isinstance(item, tuple):
            return slots[item[0]].lane, -depth[item[1]]
        lanes = [slots[one].lane for one, to in edges if to == item]
        return (sum(lanes) / len(lanes) if lanes else 0.0), -depth[item]

    for column, items in enumerate(_waiting(columns, edges)):
        for lane, item in enumerate(sorted(items, key=place)):
            if isinstance(item, tuple):
                passed[item].append(Slot(column, lane))
            else:
                slots[item] = Slot(column, lane, item)
    ways = tuple((slots[a], *passed[a, b], slots[b]) for a, b in edges)
    return Grid(slots, ways, 1 + max(columns.values(), default=-1))


Item = str | Link
"""What stands in a column: a lesson, or a link that passes it."""


def _columns(entries: Sequence[Mapped], edges: Sequence[Link]) -> dict[str, int]:
    """The column of each lesson: one behind the last that it needs; one that needs none stands
    right before the first that needs it.  What hangs together with little goes where room is."""
    found: dict[str, int] = {}
    for entry in entries:
        before = (found[one] for one, to in edges if to == entry.id)
        found[entry.id] = 1 + max(before, default=-1)
    needing = {to for _, to in edges}
    for one in {one for one, _ in edges} - needing:
        found[one] = min(found[to] for one_, to in edges if one_ == one) - 1
    largest, *others = _together(entries, edges) or [[]]
    filled = Counter(found[one] for one in largest)
    last = max(filled, default=0)
    for part in others:
        deep = max(found[one] for one in part)
        shift = min(
            range(max(1, last - deep + 1)),
            key=lambda by: sum(filled[found[one] + by] for one in part),
        )
        for one in part:
            found[one] += shift
            filled[found[one]] += 1
    return found


def _together(entries: Sequence[Mapped], edges: Sequence[Link]) -> list[list[str]]:
    """The parts that no link joins, the largest first."""
    parts = [[entry.id] for entry in entries]
    for one, to in edges:
        first, second = (next(part for part in parts if id_ in part) for id_ in (one, to))
        if first is not second:
            first += second
            parts.remove(second)
    return sorted(parts, key=len, reverse=True)


def _depths(entries: Sequence[Mapped], edges: Sequence[Link]) -> dict[str, int]:
    """How many lessons may follow one after the other, itself counted."""
    found: dict[str, int] = {}
    for entry in reversed(entries):
        behind = (found[to] for one, to in edges if one == entry.id)
        found[entry.id] = 1 + max(behind, default=0)
    return found


def _waiting(columns: Mapping[str, int], edges: Sequence[Link]) -> list[list[Item]]:
    """What stands in each column, in no order yet."""
    found: list[list[Item]] = [[] for _ in range(1 + max(columns.values(), default=-1))]
    for lesson, column in columns.items():
        found[column].append(lesson)
    for edge in edges:
        for column in range(columns[edge[0]] + 1, columns[edge[1]]):
            found[column].append(edge)
    return found
