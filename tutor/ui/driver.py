"""Reading keys from a terminal that may send anything, and may go away."""

from __future__ import annotations

import termios

from textual.drivers.linux_driver import LinuxDriver

from tutor.ui.writing import WritesSigns


class SteadyDriver(WritesSigns, LinuxDriver):
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

    def _sigtstp_application(self, *_: object) -> None:
        """Stop between two messages, never in the middle of one.

        Textual's handler waits for its thread that writes, which may be waiting for the very lock
        that the interrupted code holds.
        """
        self._loop.call_soon_threadsafe(super()._sigtstp_application)
