"""The picture of a graph: painted row by row, scrolled to where something is going on.

The density follows from the room there is; a network that does not fit node by node is shown as
neurons.  ``n`` changes between the two views, ``d`` goes through the densities.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tutor.core.graph import Edge, Pass
from tutor.core.picture import Marks, Picture, Run, Target
from tutor.core.picture_fit import beyond, fit, fits
from tutor.core.picture_network import LAYER, draw_network
from tutor.core.picture_paint import changed_rows, paint_row
from tutor.core.picture_plan import DENSITIES, SHORT, Density, draw
from tutor.core.picture_walk import full_numbers, neighbour
from tutor.core.scene import marks
from tutor.core.text import width
from tutor.core.view import Scene
from tutor.ui.content import plain
from tutor.ui.deeds import Deed, bindings
from tutor.ui.messages import Left, Selected

DEEDS = (
    Deed("enter", "Enter", "choose", "Graph (after i): select, or open a folded layer"),
    Deed("n", "n", "network", "Graph (after i): neurons, or single nodes"),
    Deed("d", "d", "density", "Graph (after i): boxes, rows, or what fits"),
    Deed("escape", "Esc", "leave", "Graph (after i): back to the question"),
)

Draw = Callable[[Density], Picture]


class GraphView(ScrollView, can_focus=True):
    """The graph of a scene.  Arrow keys walk along its edges; Enter and a click select."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "graph--box", "graph--box-active", "graph--box-selected", "graph--label", "graph--value",
        "graph--value-unknown", "graph--gradient", "graph--gradient-unknown",
        "graph--gradient-partial", "graph--edge", "graph--edge-active", "graph--edge-selected",
        "graph--local", "graph--local-active", "graph--message", "graph--empty",
    }  # fmt: skip

    DEFAULT_CSS = """
    GraphView {
        & > .graph--box { color: $graph-line; }
        & > .graph--box-active { color: $graph-active; text-style: bold; }
        & > .graph--box-selected { color: $graph-selected; text-style: bold; }
        & > .graph--label { color: $graph-value; text-style: bold; }
        & > .graph--value { color: $graph-value; }
        & > .graph--value-unknown { color: $muted-text; }
        & > .graph--gradient { color: $graph-gradient; }
        & > .graph--gradient-unknown { color: $muted-text; }
        & > .graph--gradient-partial { color: $graph-active; }
        & > .graph--edge { color: $graph-line; }
        & > .graph--edge-active { color: $graph-active; text-style: bold; }
        & > .graph--edge-selected { color: $graph-selected; text-style: bold; }
        & > .graph--local { color: $graph-local; }
        & > .graph--local-active { color: $graph-local; text-style: bold; }
        & > .graph--message { color: $graph-active; text-style: bold; }
        & > .graph--empty { color: $graph-line; }
    }
    """

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
        self._most = most
        self._picture: Picture | None = None
        self._scene: Scene | None = None
        self._marks = Marks()
        self._strips: dict[int, Strip] = {}
        self._looks: dict[str, Style] = {}
        self._window = (0, 0)
        self._room = Size(0, 0)
        self._title = ""
        self._entitled = ("", "")
        self._density: Density | None = None
        self._as_network: bool | None = None
        self._opened: frozenset[int] = frozenset()
        self._reached: Target = None
        self._draw_nodes: Draw
        self._draw_neurons: Draw

    # What is shown ------------------------------------------------------------------------------

    @property
    def picture(self) -> Picture | None:
        """What is on display."""
        return self._picture

    def show(self, scene: Scene | None, share: float | None = None) -> None:
        """Paint ``scene``; ``share`` is how far the message in flight has come."""
        before, self._scene = self._scene, scene
        if scene is None or scene.selected == self._reached:
            self._reached = None
        if scene is None:
            self._picture = None
            self.virtual_size = Size(0, 0)
            self.refresh()
            return
        old, self._marks = self._marks, marks(scene, share)
        if before is None or before.numbers is not scene.numbers or self._picture is None:
            if before is None or before.numbers.graph is not scene.numbers.graph:
                self._opened = frozenset()
            self._prepare(scene.numbers)
            self._draw()
        else:
            self._repaint_rows(changed_rows(self._picture, old, self._marks))
        if before is None or (before.active, before.selected) != (scene.active, scene.selected):
            self._follow(scene)

    def _draw(self) -> None:
        """Lay the graph out anew: for other numbers, another size or another view."""
        if self._scene is None:
            return
        self._room = self.content_size
        if not self._room:  # it comes with the first frame
            self._picture = None
            return
        self._picture = self._chosen()
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
        self.call_after_refresh(self._follow, self._scene)

    def _prepare(self, numbers: Pass) -> None:
        """Each picture of these numbers is laid out once, in whatever room it is then tried."""
        nodes = cache(partial(draw, numbers))

        def neurons(density: Density) -> Picture:
            found = draw_network(numbers, density, limit=self._most, opened=self._opened)
            return found or nodes(density)

        self._draw_nodes, self._draw_neurons = nodes, cache(neurons)

    def _chosen(self) -> Picture:
        nodes, neurons = self._draw_nodes, self._draw_neurons
        columns, rows = max(1, self._room.width), max(1, self._room.height)
        if self._density is not None:
            return (neurons if self._as_network else nodes)(self._density)
        if self._as_network is not None:
            return fit(columns, rows, neurons if self._as_network else nodes)
        found = fit(columns, rows, nodes)
        whole = fits(found, columns, rows) or fits(nodes(SHORT), columns, rows)
        return found if whole else fit(columns, rows, neurons)

    @property
    def is_network(self) -> bool:
        """Whether neurons are shown in one box each."""
        return self._picture is not None and bool(self._picture.weights)

    def action_network(self) -> None:
        """Change between neurons and single nodes, where the graph is a network."""
        self._as_network = not self.is_network
        self._draw()
        self._follow(self._scene)

    def action_density(self) -> None:
        """The next density; after the tightest, what fits."""
        choices = (None, *DENSITIES)
        self._density = choices[(choices.index(self._density) + 1) % len(choices)]
        self._draw()
        self._follow(self._scene)

    def on_resize(self, _event: events.Resize) -> None:
        """Other room, perhaps another density."""
        self._fit()
        self._follow(self._scene)
        self._point()

    def _fit(self) -> None:
        if self.content_size != self._room:
            self._draw()

    # Painting -----------------------------------------------------------------------------------

    def _repaint_rows(self, rows: set[int]) -> None:
        left, top = self.scroll_offset
        for row in rows:
            self._strips.pop(row, None)
        visible = [row for row in rows if top <= row < top + self.size.height]
        if visible:
            regions = (Region(0, row - top, self.size.width, 1) for row in visible)
            self.refresh(*(region.translate((left, top)) for region in regions))

    def _follow(self, scene: Scene | None) -> None:
        """Scroll to what is selected or going on: the box, and the arrowhead of an edge."""
        if scene is None or self._picture is None:
            return
        place = self._picture.place(scene.selected or next(iter(scene.active), None))
        laid = self._picture.layout
        if isinstance(place, Edge):
            x, y = laid.heads[place]
            box = next(box for box in laid.boxes.values() if y in box.entries and box.x == x + 1)
            region = Region(x - 7, min(y, box.y), box.width + 8, box.height)
        elif place is not None:
            box = laid.boxes[place]
            region = Region(box.x - 1, box.y, box.width + 2, box.height)
        else:
            return
        if region.right <= self.size.width and region.bottom <= self.size.height:
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
        left, top = self.scroll_offset
        row, wide = top + y, self.size.width
        if self._picture is None or row >= self._picture.layout.height:
            return Strip.blank(wide, self.rich_style)
        if self._window != (left, wide):
            self._window = (left, wide)
            self._strips.clear()
        strip = self._strips.get(row)
        if strip is None:
            runs = paint_row(self._picture, self._marks, row, left, left + wide)
            strip = Strip([self._segment(run) for run in runs])
            strip = self._strips[row] = strip.extend_cell_length(wide, self.rich_style)
        return strip

    def _segment(self, run: Run) -> Segment:
        style = self._looks.get(run.style)
        if style is None:
            name = "graph--" + run.style.replace(".", "-")
            style = self._looks[run.style] = self.get_component_rich_style(name)
        return Segment(run.text, style)

    # Keys and mouse -----------------------------------------------------------------------------

    def _under(self, event: events.MouseEvent) -> Target:
        """The node or edge under the pointer."""
        offset = event.get_content_offset(self)
        if self._picture is None or offset is None:
            return None
        left, top = self.scroll_offset
        if offset.y + top >= self._picture.layout.height:
            return None
        at = left
        for run in paint_row(self._picture, self._marks, offset.y + top, left):
            at += width(run.text)
            if offset.x + left < at:
                return run.target
        return None

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
        target = self._scene.selected or next(iter(self._scene.active), None)
        if not self._open(target):
            self.post_message(Selected(target or self._scene.numbers.graph.output))

    def _open(self, target: Target) -> bool:
        place = None if self._picture is None else self._picture.place(target)
        if self._picture is None or not isinstance(place, str) or place not in self._picture.folded:
            return False
        self._opened |= {self._picture.folded[place]}
        if self._scene is not None:
            self._prepare(self._scene.numbers)
        self._draw()
        return True

    def action_walk(self, direction: str) -> None:
        """Select the neighbour in this direction."""
        if self._picture is None or self._scene is None:
            return
        # Arrows come faster than what they select is shown: each goes on from the one before.
        here = self._reached or self._scene.selected
        if here is not None:
            self._reached = neighbour(self._picture, here, direction)
        else:
            active = self._scene.active
            self._reached = active[-1] if active else self._scene.numbers.graph.output
        self.post_message(Selected(self._reached))

    def action_leave(self) -> None:
        """Go back to the question."""
        self._reached = None
        self.post_message(Selected(None))
        self.post_message(Left())
