"""The course as a map: a box a lesson, lines from what is needed to what needs it, row upon row.
The skills have one, too: they have short names and no numbers.

The graph of the lessons is long and narrow, so it is folded as a text is: where a row ends, its
lines go on at the beginning of the next one.  Boxes have titles where there is room for them, else
numbers.  What a colour says is said by a sign or a frame, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Literal, NamedTuple

from tutor.core.catalogue.map_section import Form, Place, Section
from tutor.core.catalogue.prerequisites import Grid, Mapped, grid, sections_of
from tutor.core.text import clip, pad, safe, width, wrap_text

LessonState = Literal["open", "begun", "done", "due"]
MARKS: Mapping[LessonState, str] = {"open": " ", "begun": "▸", "done": "✓", "due": "!"}
Direction = Literal["left", "right", "up", "down", "first", "last"]

MOST_TITLE, LEAST_TITLE = 30, {2: 14, 1: 18}
"""Cells of a title in a box: at most, and at least by the lines that it has."""
GAP = 2
"""Cells between two boxes in a row, for an arrow."""
ENOUGH = 40
"""Cells in which nearly every title is seen whole: more are not better."""

_FRAMES = {"": ("╭─╮", "│", "╰╯"), "next": ("┏━┓", "┃", "┗┛"), "chosen": ("╔═╗", "║", "╚╝")}
_SIDES = {"": "[]", "next": "┃┃", "chosen": "║║"}


class MapRun(NamedTuple):
    """Characters in one style; ``lesson`` is the id of the one that they belong to, "" for none."""

    text: str
    style: str
    lesson: str
    is_chosen: bool


@dataclass(frozen=True)
class CourseMap:
    """The map laid out."""

    entries: Mapping[str, Mapped]
    places: Mapping[str, Place]
    sections: tuple[Section, ...]
    headings: Mapping[int, str]
    width: int
    height: int
    digits: int
    title: int
    lines: int

    @cached_property
    def joints(self) -> Mapping[tuple[int, int], tuple[str, str]]:
        """The cells of lines: a sign each, and the lesson that its line comes from."""
        return {cell: joint for part in self.sections for cell, joint in part.joints().items()}

    def rows(
        self, states: Mapping[str, LessonState], following: str, chosen: str
    ) -> tuple[tuple[MapRun, ...], ...]:
        """The rows of the picture; ``following`` is the lesson to go on with, ``chosen`` the one at
        the cursor.
        """
        cells = [[(" ", "", "")] * self.width for _ in range(self.height)]
        for (x, y), (sign, source) in self.joints.items():
            cells[y][x] = (sign, "way-done" if states.get(source) in ("done", "due") else "way", "")
        for y, heading in self.headings.items():
            for x, char in enumerate(_cells(heading)):
                cells[y][x] = (char, "heading", "")
        for id_, place in self.places.items():
            state = states.get(id_, "open")
            frame = "chosen" if id_ == chosen else "next" if id_ == following else ""
            style: str = "next" if id_ == following and state != "due" else state
            for down, text in enumerate(self._box(self.entries[id_], place, state, frame)):
                for across, char in enumerate(text):
                    cells[place.y + down][place.x + across] = (char, style, id_)
        return tuple(tuple(_runs(row, chosen)) for row in cells)

    def _box(self, entry: Mapped, place: Place, state: LessonState, frame: str) -> Iterator[str]:
        head = f"{MARKS[state]}{safe(entry.number):>{self.digits}}"
        inside = place.width - 2
        if place.height == 1:
            text = clip(head + safe(entry.title), inside) if self.title else head
            yield _SIDES[frame][0] + _cells(pad(text, inside)) + _SIDES[frame][1]
            return
        top, side, foot = _FRAMES[frame]
        across, named = top[1] * inside, ""
        texts = [head]
        if self.title:  # the number stands in the frame, where it takes nothing from the title
            marked = f"{MARKS[state]} {safe(entry.number)}".strip()
            named = f" {marked} " if marked else ""
            texts = _titled(safe(entry.title), inside, self.lines)
        yield top[0] + named + across[width(named) :] + top[2]
        for line in range(place.height - 2):
            yield side + _cells(pad(texts[line] if line < len(texts) else "", inside)) + side
        yield foot[0] + across + foot[1]

    def at(self, x: int, y: int) -> str:
        """The lesson whose box has this cell, "" for none."""
        for id_, place in self.places.items():
            if place.x <= x < place.x + place.width and place.y <= y < place.y + place.height:
                return id_
        return ""

    def beside(self, lesson: str, direction: Direction) -> str:
        """Where an arrow key leads: the next box that way, on from the end of a row or a column.

        What comes behind the end of a row is the next lesson of the list, as above and below where
        there is one row.
        """
        order, here = list(self.places), self.places.get(lesson)
        if here is None or direction == "first":
            return order[0] if order else ""
        if direction == "last":
            return order[-1]
        step = -1 if direction in ("left", "up") else 1
        if direction in ("left", "right"):
            row = [id_ for id_, place in self.places.items() if place.y == here.y]
            row.sort(key=lambda id_: self.places[id_].x)
            at = row.index(lesson) + step
            if 0 <= at < len(row):
                return row[at]
        elif len({place.y for place in self.places.values()}) > 1:
            return min(self.places, key=lambda id_: self._far(here, self.places[id_], step))
        at = order.index(lesson) + step
        return order[at % len(order)] if direction in ("up", "down") else _within(order, at)

    def _far(self, here: Place, there: Place, step: int) -> tuple[int, int]:
        """How far a box is, going up or down; from the last row it is one step to the first."""
        rows = step * (there.y - here.y) % (self.height + 1)
        return rows or self.height + 1, abs(there.x - here.x)


def _within(order: Sequence[str], at: int) -> str:
    return order[max(0, min(len(order) - 1, at))]


def course_map(entries: Sequence[Mapped], columns: int, rows: int) -> CourseMap:
    """The map in the form that says most in so much room; where none fits, the lowest one."""
    sections = [(heading, among, grid(among)) for heading, among in sections_of(entries)]
    digits = max((len(entry.number) for entry in entries), default=1)
    if not digits:
        return _named(sections, columns, rows)
    titled = (_laid_out(sections, form, digits, columns) for form in _titled_forms(columns))
    fitting = [
        (min(found.title * found.lines, ENOUGH), -found.height, found)
        for found in titled
        if found.height <= rows and found.width <= columns
    ]
    if fitting:
        return max(fitting, key=lambda one: one[:2])[2]
    for framed in (True, False):
        form = _number_form(columns, digits, framed=framed)
        found = _laid_out(sections, form, digits, columns)
        if found.height <= rows:
            break
    return found


def _named(sections: Sections, columns: int, rows: int) -> CourseMap:
    """The map of what has short names and no numbers: in one row if that fits, else folded."""
    longest = max(width(safe(one.title)) for _, among, _ in sections for one in among)
    most = max(slots.columns for _, _, slots in sections)
    for bands in range(1, most + 1):
        for framed in (True, False):
            form = Form(-(-most // bands), longest + 1 + framed, 1, framed, gap=2, staggered=True)
            found = _laid_out(sections, form, 0, columns)
            if found.width <= columns and (found.height <= rows or not framed):
                return found
    return found


def _titled_forms(columns: int) -> Iterator[Form]:
    """Boxes with titles, those with two lines first."""
    for lines, least in LEAST_TITLE.items():
        for across in range(2, columns // least + 1):
            title = min(MOST_TITLE, (columns - 3 - GAP * (across - 1)) // across - 2)
            if title >= least:
                yield Form(across, title, lines, framed=True, gap=GAP)


def _number_form(columns: int, digits: int, *, framed: bool) -> Form:
    """Boxes with a number: as many in a row as there is room for."""
    form = Form(1, 0, 0, framed, gap=GAP)
    wide = form.box(digits)[0]
    return form._replace(across=max(1, (columns - 3 + form.gap) // (wide + form.gap)))


Sections = Sequence[tuple[str, Sequence[Mapped], Grid]]


def _laid_out(sections: Sections, form: Form, digits: int, columns: int) -> CourseMap:
    """All sections below one another in this form."""
    places: dict[str, Place] = {}
    parts: list[Section] = []
    headings: dict[int, str] = {}
    wide, y = 0, 0
    for heading, among, slots in sections:
        if heading:
            headings[y] = clip(safe(heading), columns)
            wide, y = max(wide, width(headings[y])), y + 1
        part = Section(slots, form, digits, y)
        places |= {entry.id: part.place(slots.slots[entry.id]) for entry in among}
        parts.append(part)
        wide, y = max(wide, part.width), part.end
    entries = {entry.id: entry for _, among, _ in sections for entry in among}
    return CourseMap(
        entries, places, tuple(parts), headings, wide, y, digits, form.title, max(1, form.lines)
    )


def _titled(title: str, cells: int, most: int) -> list[str]:
    """A title in so many lines, cut off where it is longer."""
    lines = wrap_text(title, cells, " ", " ")
    if len(lines) <= most:
        return lines
    rest = " ".join((lines[most - 1].rstrip(), *map(str.strip, lines[most:])))
    return [*lines[: most - 1], clip(rest, cells)]


def _cells(text: str) -> str:
    """``text`` with one character a cell: what is wider or has no cell of its own is ``?``."""
    return "".join(char if width(char) == 1 else "?" * width(char) for char in text)


def _runs(cells: Sequence[tuple[str, str, str]], chosen: str) -> Iterator[MapRun]:
    """Neighbours of one style and lesson together."""
    for (style, lesson), run in groupby(cells, lambda cell: cell[1:]):
        yield MapRun("".join(cell[0] for cell in run), style, lesson, lesson == chosen != "")
