"""The picture of a graph: painted row by row, scrolled to where something is going on."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tutor.core.graph import Edge
from tutor.core.layout import Box, Layout
from tutor.core.picture import Marks, Run, fitted, paint_row
from tutor.core.scene import marks
from tutor.core.text import width
from tutor.core.view import Scene
from tutor.ui.messages import Left, Selected


class GraphView(ScrollView, can_focus=True):
    """The graph of a scene.  Arrow keys walk along its edges; Enter and a click select."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "graph--box", "graph--box-active", "graph--box-selected", "graph--label", "graph--value",
        "graph--value-unknown", "graph--gradient", "graph--gradient-unknown",
        "graph--gradient-partial", "graph--edge", "graph--edge-active", "graph--edge-selected",
        "graph--local", "graph--local-active", "graph--message", "graph--empty",
    }  # fmt: skip

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "walk('up')", "Walk the graph", show=False),
        Binding("down", "walk('down')", show=False),
        Binding("left", "walk('left')", show=False),
        Binding("right", "walk('right')", show=False),
        Binding("escape", "leave", "Leave the graph", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._layout: Layout | None = None
        self._numbers: object = None
        self._scene: Scene | None = None
        self._marks = Marks()
        self._strips: dict[int, Strip] = {}

    def show(self, scene: Scene | None, share: float | None = None) -> None:
        """Paint ``scene``; ``share`` is how far the message in flight has come."""
        if scene is None:
            self._layout, self._numbers, self._scene = None, None, None
            self.virtual_size = Size(0, 0)
        else:
            if self._numbers is not scene.numbers:
                self._layout = fitted(scene.numbers)
                self._numbers = scene.numbers
                self.virtual_size = Size(self._layout.width, self._layout.height)
            self._scene = scene
            self._marks = marks(scene, share)
            self._follow(scene)
        self._strips.clear()
        self.refresh()

    def _follow(self, scene: Scene) -> None:
        target = scene.selected or next(iter(scene.active), None)
        box = self._box(target)
        if box is not None:
            region = Region(box.x - 6, box.y, box.width + 8, box.height)
            self.scroll_to_region(region, animate=False, force=True)

    def _box(self, target: str | Edge | None) -> Box | None:
        if self._layout is None or target is None:
            return None
        return self._layout.boxes.get(target.target if isinstance(target, Edge) else target)

    def notify_style_update(self) -> None:
        """Colours have changed: paint anew."""
        super().notify_style_update()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        """The visible part of one row."""
        left, top = self.scroll_offset
        row = top + y
        if self._layout is None or row >= self._layout.height:
            return Strip.blank(self.size.width, self.rich_style)
        strip = self._strips.get(row)
        if strip is None:
            segments = [self._segment(run) for run in paint_row(self._layout, self._marks, row)]
            strip = self._strips[row] = Strip(segments)
        wide = left + self.size.width
        return strip.extend_cell_length(wide, self.rich_style).crop(left, wide)

    def _segment(self, run: Run) -> Segment:
        style = self.get_component_rich_style("graph--" + run.style.replace(".", "-"))
        return Segment(run.text, style)

    def on_click(self, event: events.Click) -> None:
        """Select what was clicked."""
        if self._layout is None:
            return
        offset = event.get_content_offset(self)
        if offset is None:
            return
        x, y = offset + self.scroll_offset
        at = 0
        for run in paint_row(self._layout, self._marks, y):
            at += width(run.text)
            if x < at:
                self.post_message(Selected(run.target))
                return

    def action_walk(self, direction: str) -> None:
        """Select the neighbour in this direction."""
        if self._layout is None or self._scene is None:
            return
        selected = self._scene.selected
        if selected is None:
            here = (
                self._scene.active[-1] if self._scene.active else self._scene.numbers.graph.output
            )
            self.post_message(Selected(here))
            return
        self.post_message(Selected(neighbour(self._layout, selected, direction)))

    def action_leave(self) -> None:
        """Go back to the question."""
        self.post_message(Selected(None))
        self.post_message(Left())


def neighbour(laid: Layout, here: str | Edge, direction: str) -> str | Edge:
    """Where an arrow key leads: along an edge to left and right, within a column up and down."""
    graph = laid.graph
    if isinstance(here, Edge):
        if direction in ("left", "right"):
            return here.source if direction == "left" else here.target
        ring = graph.incoming(here.target)
        step = -1 if direction == "up" else 1
        return ring[max(0, min(len(ring) - 1, ring.index(here) + step))]
    if direction == "right":
        return next(iter(graph.outgoing(here)), here)
    if direction == "left":
        return next(iter(graph.incoming(here)), here)
    box = laid.boxes[here]
    column = sorted((b for b in laid.boxes.values() if b.x == box.x), key=lambda b: b.y)
    step = -1 if direction == "up" else 1
    return column[max(0, min(len(column) - 1, column.index(box) + step))].name
