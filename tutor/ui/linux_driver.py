"""Reading keys from a terminal that may send anything, and may go away."""

from __future__ import annotations

import signal
import termios

from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver

from tutor.ui.driver import SignDriver
from tutor.ui.paste import PatientParser

linux_driver.XTermParser = PatientParser  # type: ignore[attr-defined]  # of which its thread makes one


class SteadyLinuxDriver(SignDriver, LinuxDriver):
    """Textual's driver for Linux and macOS; what is no key and no text is passed over.

    Textual's thread that reads keys ends, and the application with it, on a byte that is not UTF-8
    and on a key number beyond Unicode.  A slow link, a serial line and a cat on a second keyboard
    send such things.
    """

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

    _stop_asked = False
    """Whether a stop was asked for and nothing has asked to go on since."""

    def _sigtstp_application(self, *_: object) -> None:
        """Stop between two messages, never in the middle of one.

        Textual's handler waits for its thread that writes, which may be waiting for the very lock
        that the interrupted code holds.
        """
        self._stop_asked = True
        self._loop.call_soon_threadsafe(self._stop)

    def _sigcont_application(self, *_: object) -> None:
        if self._stop_asked:
            self._stop_asked = False  # `_stop` was not carried out yet, or waits for this
        else:
            self._loop.call_soon_threadsafe(self._go_on)

    def _stop(self) -> None:
        """Give the terminal back, stop until the shell continues us, and take it again.

        The signal that stops the process waits, blocked, while the terminal is given back: a
        SIGCONT in that time takes it away, as for a program with no handlers.  Where nobody could
        continue us (the tutor is all that its terminal runs) the kernel does not stop us.
        """
        if not self._stop_asked:
            return
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTSTP})
        signal.raise_signal(signal.SIGTSTP)
        self.suspend_application_mode()
        signal.signal(signal.SIGTSTP, signal.SIG_DFL if self._stop_asked else signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTSTP})  # stops here
        signal.signal(signal.SIGTSTP, self._sigtstp_application)
        self._stop_asked = False
        self._must_signal_resume = True
        self.resume_application_mode()

    def _go_on(self) -> None:
        """Set the terminal up again after a stop that could not be prepared (SIGSTOP, ``bg``)."""
        if self._key_thread is not None and self._key_thread.is_alive():
            self.suspend_application_mode()
        self._must_signal_resume = True
        self.resume_application_mode()
