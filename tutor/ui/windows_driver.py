"""Writing the signs that a Windows console has; it cannot be imported elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.drivers.windows_driver import WindowsDriver

if TYPE_CHECKING:
    from tutor.ui.app import TutorApp


class SignsDriver(WindowsDriver):
    """Textual's driver for Windows."""

    def write(self, data: str) -> None:
        """Send ``data`` in the signs that the terminal has."""
        app: TutorApp = self._app  # type: ignore[assignment]  # the tutor is the only app
        super().write(app.written(data))
