"""Reading keys from a terminal that may send anything, and may go away."""

from __future__ import annotations

import asyncio
import enum
import signal
import termios
from typing import Any

from textual.app import App
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver

from tutor.ui.driver import SignDriver
from tutor.ui.paste import PatientParser

linux_driver.XTermParser = PatientParser  # type: ignore[attr-defined]  # of which its thread makes one

_HEARD = 0.02
"""Seconds in which a signal that has come is heard by the loop."""


class _Stopping(enum.Enum):
    """How far the tutor is with a stop (Ctrl+Z)."""

    NO = enum.auto()
    ASKED = enum.auto()
    DONE = enum.auto()
    """It was just continued; the SIGCONT that did it may still be on its way."""


class SteadyLinuxDriver(SignDriver, LinuxDriver):
    """Textual's driver for Linux and macOS; what is no key and no text is passed over.

    Textual's thread that reads keys ends, and the application with it, on a byte that is not UTF-8
    and on a key number beyond Unicode.  A slow link, a serial line and a cat on a second keyboard
    send such things.
    """

    _stopping = _Stopping.NO
    _timer: asyncio.TimerHandle | None = None

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._listen()

    def run_input_thread(self) -> None:
        """Read keys until the application ends."""
        while not self.exit_event.is_set():
            try:
                super().run_input_thread()
            except (ValueError, OverflowError):  # UnicodeDecodeError is a ValueError
                continue

    def has_terminal(self) -> bool:
        """Whether the terminal is still there."""
        try:
            termios.tcgetattr(self.fileno)
        except termios.error:
            return False
        return True

    def _listen(self) -> None:
        """The signals that stop and continue count in the order in which they come.

        Python hands over those that wait by their numbers: a tutor continued last of all stopped.
        """
        self._loop.add_signal_handler(signal.SIGTSTP, self._stop_soon)
        self._loop.add_signal_handler(signal.SIGCONT, self._continue)

    def _stop_soon(self) -> None:
        self._stopping = _Stopping.ASKED
        self._loop.call_soon(self._prepare_to_stop)

    def _continue(self) -> None:
        if self._stopping is _Stopping.NO:
            self._loop.call_soon(self._go_on)
        self._stopping = _Stopping.NO  # what was asked for is called off, or was done

    def _prepare_to_stop(self) -> None:
        """Let the signal that stops us wait, blocked: a SIGCONT takes it away from now on, as for a
        program with no handlers.  One that came before is heard within a few turns of the loop.
        """
        if self._stopping is _Stopping.ASKED:
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTSTP})
            signal.raise_signal(signal.SIGTSTP)
            if self._timer is not None:
                self._timer.cancel()
            self._timer = self._loop.call_later(_HEARD, self._stop)

    def _stop(self) -> None:
        """Give the terminal back, stop until the shell continues us, and take it again.

        This is done between two messages, never in the middle of one: Textual's handler waits for
        its thread that writes, which may be waiting for the very lock that the interrupted code
        holds.  Where nobody could continue us (the tutor is all that its terminal runs) the kernel
        does not stop us.
        """
        if self._stopping is not _Stopping.ASKED:
            self._let_the_signal_act(signal.SIG_IGN)
        elif signal.SIGTSTP not in signal.sigpending():  # called off, and asked for again
            self._prepare_to_stop()
        else:
            self.suspend_application_mode()
            self._let_the_signal_act(signal.SIG_DFL)  # stops here
            self._stopping = _Stopping.DONE
            self._loop.call_later(_HEARD, self._forget_the_stop)
            self._must_signal_resume = True
            self.resume_application_mode()

    def _let_the_signal_act(self, action: signal.Handlers) -> None:
        """What the signal that waits does before it is unblocked for good."""
        usual = signal.signal(signal.SIGTSTP, action)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTSTP})
        signal.signal(signal.SIGTSTP, usual)

    def _forget_the_stop(self) -> None:
        """A SIGCONT that comes now does not belong to that stop."""
        if self._stopping is _Stopping.DONE:
            self._stopping = _Stopping.NO

    def _go_on(self) -> None:
        """Set the terminal up again after a stop that could not be prepared (SIGSTOP, ``bg``)."""
        if self._key_thread is not None and self._key_thread.is_alive():
            self.suspend_application_mode()
        self._must_signal_resume = True
        self.resume_application_mode()
