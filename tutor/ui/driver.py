"""What every driver of the tutor does before it sends a text."""

from __future__ import annotations

from typing import Protocol, cast

from textual.driver import Driver


class SignWriter(Protocol):
    """An application that says in which signs a text is written."""

    def written(self, data: str) -> str:
        """``data`` in the signs that the terminal has."""
        ...


class SignDriver(Driver):
    """A base of every driver of the tutor, before Textual's own."""

    def write(self, data: str) -> None:
        """Send ``data`` in the signs that the terminal has: the last place it goes through."""
        app = cast("SignWriter", self._app)
        super().write(app.written(data))  # type: ignore[safe-super]  # Textual's driver is next
