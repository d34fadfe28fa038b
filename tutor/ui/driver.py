"""What reads the keys and writes the signs of the terminal."""

from __future__ import annotations

from typing import Protocol, cast

from textual.driver import Driver


class SignWriter(Protocol):
    """An application that says in which signs a text is written."""

    def written(self, data: str) -> str:
        """``data`` in the signs that the terminal has."""
        ...


class SignDriver(Driver):
    """What every driver of the tutor does before it sends a text: a base, before Textual's own."""

    def write(self, data: str) -> None:
        """Send ``data`` in the signs that the terminal has: the last place it goes through."""
        app = cast("SignWriter", self._app)
        super().write(app.written(data))  # type: ignore[safe-super]  # Textual's driver is next


def driver_for(textual_driver: type[Driver]) -> type[Driver]:
    """The tutor's driver in place of Textual's own; one that shows nothing stays as it is.

    Nothing that a terminal sends may end the tutor.
    """
    if textual_driver.__name__ == "LinuxDriver":
        from tutor.ui.linux_driver import SteadyLinuxDriver

        return SteadyLinuxDriver
    if textual_driver.__name__ == "WindowsDriver":  # imported by name it would fail elsewhere
        return type("SignWindowsDriver", (SignDriver, textual_driver), {})
    return textual_driver
