"""A browser in place of a terminal: keys come through a pipe from ``bptutor serve``."""

from __future__ import annotations

from contextlib import suppress

from textual.drivers import web_driver
from textual.drivers.web_driver import WebDriver

from tutor.ui.driver import SignDriver
from tutor.ui.paste import PatientParser

web_driver.XTermParser = PatientParser  # type: ignore[attr-defined]  # of which its thread makes one


class SignWebDriver(SignDriver, WebDriver):
    """Textual's driver for the browser; what is written goes through the signs, as everywhere."""

    def write(self, data: str) -> None:
        """Send ``data``; where nobody reads any more, `has_terminal` ends the tutor."""
        with suppress(BrokenPipeError):
            super().write(data)

    def write_meta(self, data: dict[str, object]) -> None:
        """Send what is no text, likewise."""
        with suppress(BrokenPipeError):
            super().write_meta(data)

    def has_terminal(self) -> bool:
        """Whether the server is still there: its pipe ends with it, and the thread that reads it.

        Nothing else would end the tutor of a server that was killed.
        """
        return self._key_thread.ident is None or self._key_thread.is_alive()
