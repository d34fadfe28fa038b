"""The picture of a graph: painted row by row, scrolled to where something is going on.

The form follows from the room there is when a page is opened; a network that does not fit node by
node is shown as neurons.  ``n`` changes between the two views, ``d`` goes through the densities.  A
picture smaller than its panel stands in the middle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tutor.core.drawing import (
    LAYER,
    Marks,
    Picture,
    Run,
    Target,
    beyond,
    changed_rows,
    full_numbers,
    neighbour,
    paint_row,
    target_at,
)
from tutor.core.practice import Setting
from tutor.core.session import Scene
from tutor.ui.commands_table import Deed, bindings
from tutor.ui.content import plain
from tutor.ui.messages import Left, Selected
from tutor.ui.widgets.graph_forms import Forms
from tutor.ui.widgets.graph_look import PARTS, part, rules
from tutor.ui.widgets.graph_regions import region_of

DEEDS = (
    Deed("enter", "Enter", "choose", "Graph (after i): select, or open a folded layer"),
    Deed("n", "n", "network", "Graph (after i): neurons, or single nodes"),
    Deed("d", "d", "density", "Graph (after i): boxes, rows, or what fits"),
    Deed("escape", "Esc", "leave", "Graph (after i): back to the question"),
)


class GraphView(ScrollView, can_focus=True):
    """The graph of a scene.  Arrow keys walk along its edges; Enter and a click select."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(map(part, PARTS))
    DEFAULT_CSS = rules("GraphView")

    DEEDS = DEEDS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "walk('up')", "Walk the graph", show=False),
        Binding("down", "walk('down')", show=False),
        Binding("left", "walk('left')", show=False),
        Binding("right", "walk('right')", show=False),
        *bindings(DEEDS),
    ]

    def __init__(self, *, id: str | None = None, most: int = LAYER) -> None:
        """``most`` boxes of a layer are shown before the others are folded away."""
        super().__init__(id=id)
        self.rooms: Callable[[], tuple[Size, ...]] = lambda: (self.content_size,)
        self._forms = Forms(most)
        self._setting: Setting | None = None
        self._picture: Picture | None = None
        self._scene: Scene | None = None
        self._marks = Marks()
        self._strips: dict[int, Strip] = {}
        self._looks: dict[str, Style] = {}
        self._window = (0, 0)
        self._rooms: tuple[Size, ...] = ()
        self._title = ""
        self._entitled = ("", "")
        self._reached: Target = None

    # What is shown ------------------------------------------------------------------------------

    @property
    def picture(self) -> Picture | None:
        """What is on display."""
        return self._picture

    def show(
        self, scene: Scene | None, share: float | None = None, setting: Setting | None = None
    ) -> None:
        """Paint ``scene``; ``share`` is how far the message in flight has come.

        Its form stays the same as long as the ``setting`` does, and the ``rooms`` to choose it for.
        """
        before, self._scene = self._scene, scene
        again = setting == self._setting
        self._setting = setting
        if scene is None or scene.marks.selected == self._reached:
            self._reached = None
        if scene is None:
            self._picture = None
            self.virtual_size = Size(0, 0)
            self.refresh()
            return
        old, self._marks = self._marks, scene.marks if share is None else scene.marks.after(share)
        same = again and before is not None and before.numbers is scene.numbers
        if not same or self._picture is None:
            self._draw()
        else:
            self._repaint_rows(changed_rows(self._picture, old, self._marks))
        if before is None or (before.marks.active, before.marks.selected) != (
            scene.marks.active,
            scene.marks.selected,
        ):
            self._follow(scene)

    def _draw(self) -> None:
        """Lay the graph out anew: for other numbers, another size or another view."""
        if self._scene is None:
            return
        self._rooms = self.rooms()
        if not all(self._rooms):  # they come with the first frame
            self._picture, self._rooms = None, ()
            return
        self._picture = self._forms.picture(self._scene, self._setting, self._rooms)
        laid = self._picture.layout
        self.virtual_size = Size(laid.width, laid.height)
        self._strips.clear()
        self._point()
        self.refresh()

    def entitle(self, title: str) -> None:
        """The title of the picture; beside it stands where there is more to see."""
        self._title = title
        self._point()

    def _point(self) -> None:
        (left, top), room = self.scroll_offset, self.scrollable_size
        more = self._picture and beyond(self._picture, left, top, room.width, room.height)
        title = self._title, f" · more {more}" if more else ""
        if title != self._entitled:
            self._entitled = title
            self.border_title = plain(title[0]) + plain(title[1], "$muted-text")

    def watch_scroll_x(self, old_value: float, new_value: float) -> None:
        """Something else is out of sight."""
        super().watch_scroll_x(old_value, new_value)
        self._point()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Something else is out of sight."""
        super().watch_scroll_y(old_value, new_value)
        self._point()

    def watch_show_horizontal_scrollbar(self) -> None:
        """The bar covers the lowest row."""
        self._covered()

    def watch_show_vertical_scrollbar(self) -> None:
        """The bar covers the last column."""
        self._covered()

    def _covered(self) -> None:
        self._point()
        self.refresh()
        self.call_after_refresh(self._follow, self._scene)

    @property
    def room(self) -> int:
        """The number of the room that the picture was drawn for."""
        return self._forms.room

    @property
    def is_network(self) -> bool:
        """Whether neurons are shown in one box each."""
        return self._picture is not None and bool(self._picture.weights)

    def action_network(self) -> None:
        """Change between neurons and single nodes, where the graph is a network."""
        self._forms.change_view(neurons=not self.is_network)
        self._draw()
        self._follow(self._scene)

    def action_density(self) -> None:
        """The next density; after the tightest, what fits."""
        self._forms.next_density()
        self._draw()
        self._follow(self._scene)

    def on_resize(self, _event: events.Resize) -> None:
        """Other room, perhaps another density."""
        self._fit()
        self._follow(self._scene)
        self._point()

    def _fit(self) -> None:
        if self.rooms() != self._rooms:
            self._draw()

    # Painting -----------------------------------------------------------------------------------

    @property
    def origin(self) -> Offset:
        """The cell of the panel in which the picture's first cell stands; where it is larger than
        the panel, less than 0 once it is scrolled.
        """
        (left, top), room, laid = self.scroll_offset, self.scrollable_size, self.virtual_size
        # What comes and goes below it does not move it: it stands in the middle of its own room.
        rows = min(room.height, self._rooms[self.room].height) if self._rooms else room.height
        across, down = (room.width - laid.width) // 2, (rows - laid.height) // 2
        return Offset(max(0, across) - left, max(0, down) - top)

    def _repaint_rows(self, rows: Iterable[int]) -> None:
        down = self.origin.y
        for row in rows:
            self._strips.pop(row, None)
        visible = [row + down for row in rows if 0 <= row + down < self.size.height]
        if visible:
            regions = (Region(0, y, self.size.width, 1) for y in visible)
            self.refresh(*(region.translate(self.scroll_offset) for region in regions))

    def _follow(self, scene: Scene | None) -> None:
        """Scroll to what is selected, else to what is going on."""
        if scene is None or self._picture is None:
            return
        marks = scene.marks
        about = (marks.selected,) if marks.selected is not None else marks.active
        room = self.scrollable_size
        region = region_of(self._picture, about, room)
        if region is None:
            return
        if region.right <= room.width and region.bottom <= room.height:
            self.scroll_to(0, 0, animate=False, force=True)  # it is seen from the beginning
        else:
            self.scroll_to_region(region, animate=False, force=True)

    def notify_style_update(self) -> None:
        """Colours have changed: paint anew."""
        super().notify_style_update()
        self._strips.clear()
        self._looks.clear()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a frame.  It may give the graph other room: then it is laid out now, and not
        painted twice.
        """
        self._fit()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """The visible part of one row."""
        (across, down), wide = self.origin, self.size.width
        row = y - down
        if self._picture is None or not 0 <= row < self._picture.layout.height:
            return Strip.blank(wide, self.rich_style)
        if self._window != (across, wide):
            self._window = (across, wide)
            self._strips.clear()
        strip = self._strips.get(row)
        if strip is None:
            left, gap = max(0, -across), max(0, across)
            runs = paint_row(self._picture, self._marks, row, left, left + wide - gap)
            before = [Segment(" " * gap, self.rich_style)] if gap else []
            strip = Strip([*before, *(self._segment(run) for run in runs)])
            strip = self._strips[row] = strip.extend_cell_length(wide, self.rich_style)
        return strip

    def _segment(self, run: Run) -> Segment:
        style = self._looks.get(run.style)
        if style is None:
            style = self._looks[run.style] = self.get_component_rich_style(part(run.style))
        return Segment(run.text, style)

    # Keys and mouse -----------------------------------------------------------------------------

    def _under(self, event: events.MouseEvent) -> Target:
        """The node or edge under the pointer."""
        offset = event.get_content_offset(self)
        if self._picture is None or offset is None:
            return None
        x, y = offset - self.origin
        return target_at(self._picture, self._marks, x, y)

    def on_click(self, event: events.Click) -> None:
        """Select what was clicked; open a folded layer."""
        target = self._under(event)
        if not self._open(target):
            self.post_message(Selected(target))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The full numbers of what is under the pointer."""
        target = self._under(event)
        said = None if target is None else full_numbers(self._picture, self._marks, target)
        if said != self.tooltip:
            self.tooltip = None if said is None else plain(said)

    def action_choose(self) -> None:
        """Select what is going on, or open the folded layer that is selected."""
        if self._scene is None:
            return
        target = self._scene.marks.selected or next(iter(self._scene.marks.active), None)
        if not self._open(target):
            self.post_message(Selected(target or self._scene.numbers.graph.output))

    def _open(self, target: Target) -> bool:
        place = None if self._picture is None else self._picture.place(target)
        if self._picture is None or not isinstance(place, str) or place not in self._picture.folded:
            return False
        self._forms.open(self._picture.folded[place])
        self._draw()
        return True

    def action_walk(self, direction: str) -> None:
        """Select the neighbour in this direction."""
        if self._picture is None or self._scene is None:
            return
        # Arrows come faster than what they select is shown: each goes on from the one before.
        here = self._reached or self._scene.marks.selected
        if here is not None:
            self._reached = neighbour(self._picture, here, direction)
        else:
            active = self._scene.marks.active
            self._reached = active[-1] if active else self._scene.numbers.graph.output
        self.post_message(Selected(self._reached))

    def action_leave(self) -> None:
        """Go back to the question."""
        self._reached = None
        self.post_message(Selected(None))
        self.post_message(Left())
