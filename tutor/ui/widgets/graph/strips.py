"""The rows of a picture as Textual draws them, kept until something in them changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tutor.core.drawing import Marks, Picture, StyledText, paint_row
from tutor.ui.widgets.graph.styles import component_class


class PictureStrips:
    """Paints a row when it is asked for; ``style_of`` finds the style of a component class."""

    def __init__(self, style_of: Callable[[str], Style]) -> None:
        self._style_of = style_of
        self._strips: dict[int, Strip] = {}
        self._styles: dict[str, Style] = {}
        self._window = (0, 0)

    def clear(self) -> None:
        """Another picture: every row is painted anew."""
        self._strips.clear()

    def forget(self, rows: Iterable[int]) -> None:
        """Paint these rows anew."""
        for row in rows:
            self._strips.pop(row, None)

    def forget_styles(self) -> None:
        """Colours have changed."""
        self._strips.clear()
        self._styles.clear()

    def strip(
        self, picture: Picture, marks: Marks, row: int, across: int, wide: int, empty: Style
    ) -> Strip:
        """``wide`` cells of a row; the picture begins in cell ``across`` of them, the rest is
        ``empty``.
        """
        if self._window != (across, wide):
            self._window = (across, wide)
            self._strips.clear()
        strip = self._strips.get(row)
        if strip is None:
            left, gap = max(0, -across), max(0, across)
            runs = paint_row(picture, marks, row, left, left + wide - gap)
            before = [Segment(" " * gap, empty)] if gap else []
            strip = Strip([*before, *map(self._segment, runs)]).extend_cell_length(wide, empty)
            self._strips[row] = strip
        return strip

    def _segment(self, run: StyledText) -> Segment:
        style = self._styles.get(run.style)
        if style is None:
            style = self._styles[run.style] = self._style_of(component_class(run.style))
        return Segment(run.text, style)
