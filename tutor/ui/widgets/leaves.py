"""The leaves of a graph with their values and gradients; the chosen one is moved with keys."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tutor.core.drawing import Marks, gradient_style, gradient_text, steepest
from tutor.core.practice import Sandbox
from tutor.core.text import format_number, number, pad, width
from tutor.ui.content import join_lines, styled
from tutor.ui.widgets.graph.styles import COLOURS

DRAG = 2
"""Cells that the mouse is drawn sideways for one step."""


class Leaves(Widget, can_focus=True):
    """A line a leaf.  The screen has the keys; this shows, takes the focus, and is dragged."""

    class Picked(Message):
        """A leaf was clicked, counted from 0, or dragged by so many steps."""

        def __init__(self, place: int, steps: int = 0) -> None:
            super().__init__()
            self.place = place
            self.steps = steps

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: tuple[Content, ...] = ()
        self._held: tuple[int, int] | None = None

    def show(self, sandbox: Sandbox) -> None:
        """Paint the leaves of ``sandbox``."""
        self._rows = tuple(leaf_rows(sandbox))
        self.border_title = styled(f"Leaves · step {number(sandbox.step)}")
        self.refresh(layout=True)

    def render(self) -> Content:
        """The lines."""
        return join_lines(self._rows)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Choose the leaf under the mouse, and hold it."""
        offset = event.get_content_offset(self)
        if offset is not None and offset.y < len(self._rows):
            self._held = offset.y, event.screen_x
            self.capture_mouse()
            self.post_message(self.Picked(offset.y))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag its value up to the right and down to the left."""
        if self._held is not None:
            place, at = self._held
            steps = int((event.screen_x - at) / DRAG)
            if steps:
                self._held = place, at + steps * DRAG
                self.post_message(self.Picked(place, steps))

    def on_mouse_up(self, _event: events.MouseUp) -> None:
        """Let go of it."""
        self._held = None
        self.release_mouse()


def leaf_rows(sandbox: Sandbox) -> list[Content]:
    """``▸ w  5   ∇ 8`` for each leaf; ``?`` where there is no gradient at these values."""
    graph, numbers = sandbox.graph, sandbox.numbers
    if graph is None:
        return []
    wide = max((width(leaf.label) for leaf in graph.leaves), default=0)
    current = numbers if numbers and numbers.graph is graph and not sandbox.is_stale else None
    marks = Marks(gradients=current.gradients) if current else Marks()
    largest = steepest(current) if current else 0.0
    rows = []
    for leaf in graph.leaves:
        here = leaf.name == sandbox.leaf
        value = f"{number(sandbox.leaf_values[leaf.name]):>7}"
        slope = f"∇ {gradient_text(marks, leaf.name, format_number)}"
        low, high = sandbox.ranges.get(leaf.name, (None, None))
        ends = f"   {number(low)}..{number(high)}" if low is not None and high is not None else ""
        before = f"{'▸' if here else ' '} {pad(leaf.label, wide)} {value}   "
        look = "" if here else COLOURS[gradient_style(marks, leaf.name, largest)]
        row = styled(before) + styled(slope, look) + styled(ends)
        rows.append(row.stylize("bold $accent-text") if here else row)
    return rows
