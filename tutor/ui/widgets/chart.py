"""Charts and tables of signs: rows of parts, each in the colour of its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from tutor.core.drawing import ChartRow
from tutor.ui.content import join_lines, styled

STYLES = {
    "axis": "$muted-text",
    "curve": "$graph-value",
    "ghost": "$graph-line",
    "here": "bold $graph-active",
    "label": "$muted-text",
    "delta": "$graph-value",
    "negative": "$bad-text",
    "point": "$graph-local",
    "positive": "$graph-gradient",
    "state": "bold $graph-active",
    "tangent": "$graph-gradient",
}


Rows = Iterable[ChartRow]


def chart_content(rows: Rows) -> Content:
    """The rows in their colours."""
    return join_lines(
        Content("").join(styled(part.text, STYLES[part.kind]) for part in row) for row in rows
    )


def no_rows(_columns: int, _rows: int) -> Rows:
    """Nothing is drawn yet."""
    return ()


class ChartView(Widget):
    """A panel that asks ``draw`` for its rows when it is painted, for the room that there is."""

    DEFAULT_CSS = "ChartView { border: round $graph-line; padding: 0 1; width: 1fr; height: 1fr; }"

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._draw: Callable[[int, int], Rows] = no_rows
        self._height = 1

    def show(self, title: str, draw: Callable[[int, int], Rows], height: int = 1) -> None:
        """Paint this from now on; ``height`` is for a panel that is as high as it needs to be."""
        self._draw = draw
        self.border_title = styled(title)
        if height != self._height:
            self._height = height
            self.refresh(layout=True)
        self.refresh()

    def get_content_height(self, _container: Size, _viewport: Size, _width: int) -> int:
        """The rows that are wanted, where the panel has no height of its own."""
        return self._height

    def render(self) -> Content:
        """The rows that there is room for."""
        width, height = self.content_size
        return chart_content(self._draw(width, height)) if width > 0 and height > 0 else Content("")
