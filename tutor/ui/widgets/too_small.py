"""What a terminal shows that is too small for the tutor."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from tutor.ui.content import styled

COLUMNS, ROWS = 60, 20
"""The least that every screen works in."""

WIDE = 100
"""Columns of a screen on which a picture stands beside its text."""


class TooSmall(Widget):
    """One request, shown instead of the screen below ``COLUMNS`` by ``ROWS``."""

    def render(self) -> Content:
        """What is needed and what there is."""
        here = self.app.size
        text = f"Please make this window larger: {COLUMNS}×{ROWS} is needed, "
        return styled(f"{text}this is {here.width}×{here.height}.")
