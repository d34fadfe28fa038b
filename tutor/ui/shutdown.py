"""What happens when a signal ends the program: the place is stored, the terminal given back."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress

from textual.app import App

SIGNALS = (
    "SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGVTALRM",
    "SIGPROF", "SIGXCPU",
)  # fmt: skip
"""What ends a program that does nothing about it, and can be waited for; where a system has it."""
HUNG_UP = 129
"""The exit status of a program whose terminal has gone: 128 and the number of SIGHUP."""


class Shutdown:
    """How an application ends when it is told to; ``last_resort`` ends the process with a status
    when a terminal that has gone is waited for.
    """

    def __init__(self, app: App[None], last_resort: Callable[[int], None] | None) -> None:
        self._app = app
        self._last_resort = last_resort

    def listen(self) -> None:
        """A signal is no reason to leave the terminal in disorder."""
        loop = asyncio.get_running_loop()
        for name in SIGNALS:
            number = getattr(signal, name, None)
            if number is not None:
                with suppress(NotImplementedError, ValueError, RuntimeError):
                    loop.add_signal_handler(number, self.shut_down, 128 + number)

    def shut_down(self, status: int) -> None:
        """End.  The place is kept first: a terminal that has gone may take no last byte."""
        from tutor.ui.screens.lesson.screen import LessonScreen

        for screen in self._app.screen_stack:
            if isinstance(screen, LessonScreen):
                screen.keep_place()
        self._app.exit(return_code=status)
        if self._last_resort is not None:
            self._last_resort(status)

    def look_for_terminal(self) -> None:
        """A window may be closed without a signal, under nohup for one."""
        has_terminal = getattr(self._app._driver, "has_terminal", None)
        if has_terminal is not None and not has_terminal():
            self.shut_down(HUNG_UP)
