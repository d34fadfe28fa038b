"""The last place that a sign goes through on its way to the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.driver import Driver

if TYPE_CHECKING:
    from tutor.ui.app import TutorApp


class WritesSigns(Driver):
    """What every driver of the tutor does before it sends a text: a base, before Textual's own."""

    def write(self, data: str) -> None:
        """Send ``data`` in the signs that the terminal has."""
        app: TutorApp = self._app  # type: ignore[assignment]  # the tutor is the only app
        super().write(app.written(data))  # type: ignore[safe-super]  # Textual's driver is next
