"""A message on its way along its edge, and how fast steps are played."""

from __future__ import annotations

from collections.abc import Callable

from textual.timer import Timer
from textual.widget import Widget

FRAMES = 8
FRAME = 1 / 30
PAUSES = (3.0, 1.8, 1.0, 0.6, 0.3)
"""Seconds between two steps, from slow to fast."""


class Flight:
    """The message in flight: ``share`` is how far it has come, from 0 to 1; None when none is."""

    def __init__(self) -> None:
        self.share: float | None = None
        self._timer: Timer | None = None
        self._speed = 2

    @property
    def pause(self) -> float:
        """Seconds between two steps when they are played."""
        return PAUSES[self._speed]

    def faster(self, change: int) -> str:
        """Change the speed by so many levels; says the new one."""
        self._speed = max(0, min(len(PAUSES) - 1, self._speed + change))
        return f"Speed {self._speed + 1} of {len(PAUSES)}."

    def start(self, widget: Widget, paint: Callable[[], None]) -> None:
        """Fly from the successor to its input, calling ``paint`` for every frame."""
        self.end()
        self.share = 0.0

        def on() -> None:
            if self.share is None or self.share >= 1.0:
                self.end()
            else:
                self.share = min(1.0, self.share + 1 / FRAMES)
            paint()

        self._timer = widget.set_interval(FRAME, on)

    def end(self) -> None:
        """Land at once: the learner has gone on."""
        self.share = None
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
