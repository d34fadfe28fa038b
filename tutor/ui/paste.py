"""Pastes whose end never comes: a link that broke off, a program that wrote only the beginning.

Textual takes all that follows for part of the paste, Ctrl+Q among it, for as long as it runs.
"""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic

from textual._xterm_parser import XTermParser
from textual.message import Message

BEGIN, END = "\x1b[200~", "\x1b[201~"
LEAVING = ("\x03", "\x11")
"""Ctrl+C and Ctrl+Q, which no paste consists of."""
PAUSE, BEAT = 2.0, 0.1
"""Seconds without a byte after which a paste is over, and after which a key may be a key."""


class PatientParser(XTermParser):
    """Textual's reader of what a terminal sends; a paste that is not going on has ended."""

    _pasting = False
    _tail = ""
    _last = 0.0

    def feed(self, data: str) -> Iterable[Message]:
        """What ``data`` says."""
        paused = monotonic() - self._last
        if self._pasting and data in LEAVING and paused > BEAT:
            yield from self._end()
        self._last = monotonic()
        seen = self._tail + data
        begun, ended = seen.rfind(BEGIN), seen.rfind(END)
        if begun != ended:  # one of them is there
            self._pasting = begun > ended
        self._tail = seen[1 - len(END) :]
        yield from super().feed(data)

    def tick(self) -> Iterable[Message]:
        """What follows from nothing having been sent for some time."""
        if self._pasting and monotonic() - self._last > PAUSE:
            yield from self._end()
        yield from super().tick()

    def _end(self) -> Iterable[Message]:
        self._pasting, self._tail = False, ""
        yield from super().feed(END)
