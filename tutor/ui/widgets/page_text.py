"""The text of a page, laid out for the width that it gets."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

Write = Callable[[int], Content]
"""The text for a panel of so many cells."""


class PageText(Widget):
    """A text whose formulas and tables depend on how wide the panel is."""

    DEFAULT_CSS = "PageText { height: auto; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._write: Write = lambda _room: Content("")

    def show(self, write: Write) -> None:
        """Paint another text."""
        self._write = write
        self.clear_cached_dimensions()
        self.refresh(layout=True)

    def render(self) -> Content:
        """The text at the width of now."""
        return self._write(self.size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Lines of the text at ``width``."""
        return self._write(width).get_height(self.styles.get_rules(), width) if width else 0
