"""A map on the screen, of lessons or skills: arrow keys and the mouse go from box to box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tutor.core.catalogue import CourseMap, Direction, LessonState, Mapped, MapRun, course_map
from tutor.core.text import safe
from tutor.ui.commands_table import Command, HasCommands, commands
from tutor.ui.widgets.graph.styles import style_sheet

LEAST_BELOW = 5
"""Rows that are left for what stands below the map."""

CHOSEN = "map--chosen"
LOOKS = {
    "map--way": "$graph-line",
    "map--way-done": "$good-text",
    "map--heading": "$foreground bold",
    "map--open": "$muted-text",
    "map--begun": "$foreground bold",
    "map--done": "$good-text",
    "map--due": "$accent-text bold",
    "map--next": "$formula-text bold",
}
"""Colour and, for some, ``bold``, by the component class; at the cursor all look chosen, too."""

COMMAND_TABLE = commands(
    "map",
    Command("left,h", "← h", "walk('left')", "Map: to the one before"),
    Command("right,l", "→ l", "walk('right')", "Map: to the one behind"),
    Command("up,k", "↑ k", "walk('up')", "Map: to the one above"),
    Command("down,j", "↓ j", "walk('down')", "Map: to the one below"),
    Command("home,g", "Home g", "walk('first')", "Map: to the first"),
    Command("end,G", "End G", "walk('last')", "Map: to the last"),
)


class CourseMapView(HasCommands, ScrollView, can_focus=True):
    """The map, in the form that suits its room; ``below`` rows of it stay free.

    The cursor is the screen's to move.
    """

    class Walked(Message):
        """The learner went to a lesson; ``opens`` it at once."""

        def __init__(self, lesson: str, *, opens: bool = False) -> None:
            super().__init__()
            self.lesson = lesson
            self.opens = opens

    COMPONENT_CLASSES: ClassVar[set[str]] = {*LOOKS, CHOSEN}
    DEFAULT_CSS = f"""
    {style_sheet("CourseMapView", LOOKS)}
    CourseMapView > .{CHOSEN} {{ text-style: bold; background: $panel; }}
    """
    COMMAND_TABLE = COMMAND_TABLE

    def __init__(self, *, id: str | None = None, below: int = LEAST_BELOW) -> None:
        super().__init__(id=id)
        self._below = below
        self._entries: tuple[Mapped, ...] = ()
        self._states: Mapping[str, LessonState] = {}
        self._following = self._chosen = ""
        self._room = (0, 0)
        self._map: CourseMap | None = None
        self._rows: tuple[tuple[MapRun, ...], ...] = ()

    def show(
        self,
        entries: Sequence[Mapped],
        states: Mapping[str, LessonState],
        following: str,
        chosen: str,
    ) -> None:
        """Paint the lessons as they are now; ``following`` is the one to go on with."""
        if tuple(entries) != self._entries:
            self._entries, self._map = tuple(entries), None
            self.refresh(layout=True)
        self._states, self._following, self._chosen = states, following, chosen
        self._paint()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as the map is, less what must stand below it; the frame is not counted."""
        del viewport
        room = container.height - self._below
        return max(1, min(room, self._laid_out(width, room).height))

    def _laid_out(self, columns: int, rows: int) -> CourseMap:
        if self._map is None or self._room != (columns, rows):
            self._room = columns, rows
            self._map = course_map(self._entries, columns, rows)
            self.virtual_size = Size(self._map.width, self._map.height)
            self._paint()
        return self._map

    def _paint(self) -> None:
        if self._map is None:
            return
        self._rows = self._map.rows(self._states, self._following, self._chosen)
        self.refresh()
        place = self._map.places.get(self._chosen)
        if place is not None and self._map.height > self.scrollable_size.height > 0:
            self.scroll_to_region(Region(*place), animate=False, force=True)

    @property
    def _origin(self) -> Offset:
        """The cell in which the map's first cell stands; a narrow one stands in the middle."""
        left, top = self.scroll_offset
        free = self.scrollable_size.width - self.virtual_size.width
        return Offset(max(0, free // 2) - left, -top)

    def render_line(self, y: int) -> Strip:
        """The visible part of one row."""
        (across, down), wide = self._origin, self.size.width
        if not 0 <= y - down < len(self._rows):
            return Strip.blank(wide, self.rich_style)
        parts = [Segment(" " * max(0, across), self.rich_style)]
        parts += (Segment(safe(run.text), self._style(run)) for run in self._rows[y - down])
        strip = Strip(parts).crop(max(0, -across))
        return strip.adjust_cell_length(wide, self.rich_style)

    def _style(self, run: MapRun) -> Style:
        if not run.style:
            return self.rich_style
        style = self.get_component_rich_style(f"map--{run.style}")
        if run.is_chosen:
            style += self.get_component_rich_style(CHOSEN, partial=True)
        return style

    def action_walk(self, direction: Direction) -> None:
        """To the neighbour in this direction."""
        if self._map is not None:
            self._chosen = self._map.beside(self._chosen, direction)
            self.post_message(self.Walked(self._chosen))

    def on_click(self, event: events.Click) -> None:
        """To the lesson that was clicked; a click on the one at the cursor opens it."""
        offset = event.get_content_offset(self)
        if self._map is None or offset is None:
            return
        if lesson := self._map.at(*(offset - self._origin)):
            opens = lesson == self._chosen
            self._chosen = lesson
            self.post_message(self.Walked(lesson, opens=opens))
