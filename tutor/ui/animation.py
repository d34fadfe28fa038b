"""Steps that follow each other by themselves, and a message that moves along its edge."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual.timer import Timer
from textual.widget import Widget

FRAMES = 8
FRAME = 1 / 30
PAUSES = (3.0, 1.8, 1.0, 0.6, 0.3)
"""Seconds between two steps, from slow to fast."""


class EdgeAnimation:
    """A message that moves: ``share`` is how far it has come, from 0 to 1; None when none does."""

    def __init__(self) -> None:
        self.share: float | None = None
        self._timer: Timer | None = None

    def start(self, widget: Widget, paint: Callable[[], None]) -> None:
        """Move from the successor to its input, calling ``paint`` for every frame."""
        self.end()
        self.share = 0.0

        def next_frame() -> None:
            if self.share is None or self.share >= 1.0:
                self.end()
            else:
                self.share = min(1.0, self.share + 1 / FRAMES)
            paint()

        self._timer = widget.set_interval(FRAME, next_frame)

    def end(self) -> None:
        """Arrive at once: the learner has gone on."""
        self.share = None
        if self._timer is not None:
            self._timer.stop()
            self._timer = None


class Autoplay:
    """Does ``step`` again and again until it is stopped; speeds go from 1 to ``len(PAUSES)``."""

    def __init__(self, widget: Widget, step: Callable[[], Awaitable[None]]) -> None:
        self._widget = widget
        self._step = step
        self._timer: Timer | None = None
        self._speed = 3

    def toggle(self) -> str:
        """Play or pause; says which."""
        if self._timer is not None:
            self.stop()
            return "Paused."
        self._start()
        return "Playing: p pauses, [ and ] change the speed."

    def change_speed(self, change: int) -> str:
        """Change the speed by so many levels; says the new one."""
        self._speed = max(1, min(len(PAUSES), self._speed + change))
        if self._timer is not None:
            self.stop()
            self._start()
        return f"Speed {self._speed} of {len(PAUSES)}."

    def stop(self) -> None:
        """Wait for the learner."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _start(self) -> None:
        self._timer = self._widget.set_interval(PAUSES[self._speed - 1], self._step)
