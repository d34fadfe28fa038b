"""A text that is set again after every action, and mostly stays as it is."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class Passage(Static):
    """A text whose screen is laid out anew only when the text needs another number of lines."""

    def say(self, text: Content) -> None:
        """Show ``text``."""
        shown = self.content
        if isinstance(shown, Content) and shown.is_same(text):
            return
        room = self.content_size
        keeps = bool(room) and text.get_height(self.styles.get_rules(), room.width) == room.height
        self.update(text, layout=not keeps)
