"""The output over the chosen leaf, with its tangent."""

from __future__ import annotations

from functools import partial

from textual.content import Content
from textual.widget import Widget

from tutor.core.drawing import curve, range_of
from tutor.core.practice import Sandbox, holds
from tutor.ui.content import styled
from tutor.ui.widgets.chart import chart_content


class Plot(Widget):
    """A panel as large as there is room."""

    DEFAULT_CSS = "Plot { height: 1fr; border: round $graph-line; padding: 0 1; display: none; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._box: Sandbox | None = None

    def show(self, sandbox: Sandbox) -> None:
        """Paint the curve of ``sandbox``."""
        self._box = sandbox
        self.border_title = styled("The output against this leaf, and its tangent")
        self.refresh()

    def render(self) -> Content:
        """The rows."""
        box = self._box
        if box is None or box.numbers is None or box.leaf not in box.numbers.values:
            return styled("There is no curve yet.")
        ends = box.ranges.get(box.leaf) or range_of(box.numbers, box.leaf, box.step)
        width, height = self.content_size
        rows = curve(box.numbers, box.leaf, ends, width, height - 1, partial(holds, box.case))
        return chart_content(rows)
