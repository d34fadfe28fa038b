"""The text of a page, laid out for the width that it gets."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

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
        """Paint another text; the screen is laid out anew only when it takes other room."""
        before, self._write = self._write, cache(write)
        room = self.content_size
        text = self._write(room.width)
        if not room or not text.is_same(before(room.width)):
            self.refresh(layout=not room or self._height(text, room.width) != room.height)

    def render(self) -> Content:
        """The text at the width of now."""
        return self._write(self.size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Lines of the text at ``width``."""
        return self._height(self._write(width), width) if width else 0

    def _height(self, text: Content, width: int) -> int:
        return text.get_height(self.styles.get_rules(), width)
