"""The picture of a graph: painted row by row, scrolled to where something is going on.

The form follows from the room there is when a page is opened; a network that does not fit node by
node is shown as neurons.  ``n`` changes between the two views, ``d`` goes through the densities.  A
picture smaller than its panel stands in the middle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import events
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tutor.core.drawing import (
    LAYER,
    Marks,
    Picture,
    Target,
    beyond,
    changed_rows,
    full_numbers,
    neighbour,
    target_at,
)
from tutor.core.practice import PageSetting
from tutor.core.session import Scene
from tutor.core.text import key
from tutor.ui.commands_table import Command, HasCommands, commands
from tutor.ui.content import styled
from tutor.ui.widgets.graph.forms import PictureForms
from tutor.ui.widgets.graph.regions import region_of
from tutor.ui.widgets.graph.strips import PictureStrips
from tutor.ui.widgets.graph.styles import COLOURS, component_class, style_sheet

WALK = f"Graph (after {key('lesson.walk', 'i')})"

COMMAND_TABLE = commands(
    "graph",
    Command("enter", "Enter", "choose", f"{WALK}: select, or open a folded layer or box"),
    Command("n", "n", "network", f"{WALK}: neurons, or single nodes"),
    Command("d", "d", "density", f"{WALK}: boxes, rows, or what fits"),
    Command("o", "o", "groups", f"{WALK}: open or close boxes of vectors"),
    Command("escape", "Esc", "leave", f"{WALK}: out of the picture"),
)
WALKS = commands(
    "graph",
    *(
        Command(f"{side},{key}", sign, f"walk('{side}')", f"{WALK}: walk {side}")
        for side, key, sign in (("up", "k", "↑"), ("down", "j", "↓"), ("left", "h", "←"),
                                ("right", "l", "→"))
    ),
)  # fmt: skip
"""Told by the footer, all four together."""
WALK_IDS = " ".join(command.id for command in WALKS)


class GraphView(HasCommands, ScrollView, can_focus=True):
    """The graph of a scene.  Arrow keys walk along its edges; Enter and a click select."""

    class Selected(Message):
        """A node or an edge was selected; None when the selection was taken back."""

        def __init__(self, target: Target) -> None:
            super().__init__()
            self.target = target

    class Left(Message):
        """The learner has finished walking the picture."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(map(component_class, COLOURS))
    DEFAULT_CSS = style_sheet("GraphView", {component_class(n): c for n, c in COLOURS.items()})

    COMMAND_TABLE = COMMAND_TABLE
    UNLISTED = WALKS

    def __init__(self, *, id: str | None = None, most: int = LAYER) -> None:
        """``most`` boxes of a layer are shown before the others are folded away."""
        super().__init__(id=id)
        self.sizes: Callable[[], tuple[Size, ...]] = lambda: (self.content_size,)
        self._forms = PictureForms(most)
        self._setting: PageSetting | None = None
        self._picture: Picture | None = None
        self._scene: Scene | None = None
        self._marks = Marks()
        self._strips = PictureStrips(self.get_component_rich_style)
        self._sizes: tuple[Size, ...] = ()
        self.way_in = ""
        """The key that leads to the picture, whose arrows then scroll it; "" where it is known."""
        self._title = ""
        self._shown_title = ("", "")
        self._walked_to: Target = None

    # What is shown ------------------------------------------------------------------------------

    @property
    def picture(self) -> Picture | None:
        """What is on display."""
        return self._picture

    def show(
        self, scene: Scene | None, share: float | None = None, setting: PageSetting | None = None
    ) -> None:
        """Paint ``scene``; ``share`` is how far the message in flight has come.

        Its form stays the same as long as the ``setting`` does, and the ``sizes`` to choose it for.
        """
        before, self._scene = self._scene, scene
        again = setting == self._setting
        self._setting = setting
        if scene is None or scene.marks.selected == self._walked_to:
            self._walked_to = None
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
        self._sizes = self.sizes()
        if not all(self._sizes):  # they come with the first frame
            self._picture, self._sizes = None, ()
            return
        self._picture = self._forms.picture(self._scene, self._setting, self._sizes)
        laid = self._picture.layout
        self.virtual_size = Size(laid.width, laid.height)
        self._strips.clear()
        self._show_title()
        self.refresh()

    def set_title(self, title: str) -> None:
        """The title of the picture; beside it stands where there is more to see."""
        self._title = title
        self._show_title()

    def _show_title(self) -> None:
        (left, top), room = self.scroll_offset, self.scrollable_size
        more = self._picture and beyond(self._picture, left, top, room.width, room.height)
        way = f"{self.way_in}: " if self.way_in else ""
        title = self._title, f" · {way}more {more}" if more else ""
        if title != self._shown_title:
            self._shown_title = title
            self.border_title = styled(title[0]) + styled(title[1], "$muted-text")

    def watch_scroll_x(self, old_value: float, new_value: float) -> None:
        """Something else is out of sight."""
        super().watch_scroll_x(old_value, new_value)
        self._show_title()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Something else is out of sight."""
        super().watch_scroll_y(old_value, new_value)
        self._show_title()

    def watch_show_horizontal_scrollbar(self) -> None:
        """The bar covers the lowest row."""
        self._make_room_for_bar()

    def watch_show_vertical_scrollbar(self) -> None:
        """The bar covers the last column."""
        self._make_room_for_bar()

    def _make_room_for_bar(self) -> None:
        self._show_title()
        self.refresh()
        self.call_after_refresh(self._follow, self._scene)

    @property
    def size_index(self) -> int:
        """Which of the ``sizes`` the picture was drawn for."""
        return self._forms.size_index

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
        self._redraw_if_resized()
        self._follow(self._scene)
        self._show_title()

    def _redraw_if_resized(self) -> None:
        if self.sizes() != self._sizes:
            self._draw()

    # Painting -----------------------------------------------------------------------------------

    @property
    def origin(self) -> Offset:
        """The cell of the panel in which the picture's first cell stands; where it is larger than
        the panel, less than 0 once it is scrolled.
        """
        (left, top), room, laid = self.scroll_offset, self.scrollable_size, self.virtual_size
        # What comes and goes below it does not move it: it stands in the middle of its own room.
        rows = min(room.height, self._sizes[self.size_index].height) if self._sizes else room.height
        across, down = (room.width - laid.width) // 2, (rows - laid.height) // 2
        return Offset(max(0, across) - left, max(0, down) - top)

    def _repaint_rows(self, rows: Iterable[int]) -> None:
        down = self.origin.y
        self._strips.forget(rows)
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
        self._strips.forget_styles()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a frame.  It may give the graph other room: then it is laid out now, and not
        painted twice.
        """
        self._redraw_if_resized()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """The visible part of one row."""
        (across, down), wide = self.origin, self.size.width
        row = y - down
        if self._picture is None or not 0 <= row < self._picture.layout.height:
            return Strip.blank(wide, self.rich_style)
        return self._strips.strip(self._picture, self._marks, row, across, wide, self.rich_style)

    # Keys and mouse -----------------------------------------------------------------------------

    def _target_under(self, event: events.MouseEvent) -> Target:
        """The node or edge under the pointer."""
        offset = event.get_content_offset(self)
        if self._picture is None or offset is None:
            return None
        x, y = offset - self.origin
        return target_at(self._picture, self._marks, x, y)

    def on_click(self, event: events.Click) -> None:
        """Select what was clicked; open a folded layer."""
        target = self._target_under(event)
        if not self._open(target):
            self.post_message(self.Selected(target))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The full numbers of what is under the pointer."""
        target = self._target_under(event)
        numbers = None if target is None else full_numbers(self._picture, self._marks, target)
        if numbers != self.tooltip:
            self.tooltip = None if numbers is None else styled(numbers)

    def action_choose(self) -> None:
        """Select what is going on, or open the folded layer that is selected."""
        if self._scene is None:
            return
        target = self._scene.marks.selected or next(iter(self._scene.marks.active), None)
        if not self._open(target):
            self.post_message(self.Selected(target or self._scene.numbers.graph.output))

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
        here = self._walked_to or self._scene.marks.selected
        if here is not None:
            self._walked_to = neighbour(self._picture, here, direction)
        else:
            active = self._scene.marks.active
            self._walked_to = active[-1] if active else self._scene.numbers.graph.output
        self.post_message(self.Selected(self._walked_to))

    def action_groups(self) -> None:
        """Open all boxes that stand for an operation on a vector, or close them."""
        if self._scene is not None:
            self._forms.turn_groups(group.name for group in self._scene.numbers.graph.groups)
            self._draw()

    def action_leave(self) -> None:
        """Leave the picture, for the question or the sandbox."""
        self._walked_to = None
        self.post_message(self.Selected(None))
        self.post_message(self.Left())
