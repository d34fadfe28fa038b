"""The runs of one sitting: the one that goes on, and those before it, to compare with."""

from __future__ import annotations

from typing import NamedTuple

from tutor.core.text import NO_BREAK, format_number, wrap_text
from tutor.core.training.events import accuracy
from tutor.core.training.run import Run
from tutor.core.training.setup import Setup

LETTERS = "abcdef"
"""What earlier runs of a sitting are called; of more the first are forgotten."""
WORDS = 40
"""Cells for what a run is made of, in a line of a table."""


class Earlier(NamedTuple):
    """A run that was left: its curve, how far it went, and how well it did there."""

    letter: str
    setup: Setup
    curve: tuple[tuple[int, float], ...]
    furthest: int
    cost: float
    right: float | None


class Trials:
    """``run`` goes on; those before it are kept, whatever they were made of."""

    def __init__(self, setup: Setup) -> None:
        self.run = Run(setup)
        self._kept: tuple[Earlier, ...] = ()

    @property
    def on_these_data(self) -> tuple[Earlier, ...]:
        """The runs before this one that learnt from the same examples."""
        return tuple(one for one in self._kept if one.setup.data == self.run.setup.data)

    @property
    def earlier(self) -> tuple[Earlier, ...]:
        """Those whose curve may stand beside this one's: another cost is not to be compared."""
        loss = self.run.setup.shape.loss
        return tuple(one for one in self.on_these_data if one.setup.shape.loss == loss)

    def start(self, setup: Setup) -> None:
        """Another run, from its start; the last one is kept to compare with."""
        new = Run(setup)
        self.keep()
        self.run = new

    def change(self, *, rate: float = 0.0, batch: int | None = None) -> None:
        """Another rate or batch size from here on; what this run did after here is kept.

        Before the first update there is nothing to keep the old one for.
        """
        if self.run.furthest > self.run.update:
            self.keep()
        self.run.change(rate=rate, batch=batch)

    def keep(self) -> None:
        """Put the run as far as it went among the earlier ones, unless it went nowhere."""
        run = self.run
        if not run.furthest:
            return
        here = run.update
        cost = run.at(run.furthest).cost
        right = accuracy(run)
        run.at(here)
        taken = {one.letter for one in self._kept}
        free = [one for one in LETTERS if one not in taken]
        letter = free[0] if free else self._kept[0].letter
        kept = [one for one in self._kept if one.letter != letter]
        new = Earlier(letter, run.setup, run.curve, run.furthest, cost, right)
        self._kept = (*kept, new)

    def table(self) -> list[tuple[str, ...]]:
        """A row a run on these data: which, what it is made of, how far, C, how many are right."""
        run = self.run
        rows = [("run", "updates", "C", "right")]
        for one in self.on_these_data:
            rows += _rows(one.letter, one.setup, one.furthest, one.cost, one.right)
        return [*rows, *_rows("•", run.setup, run.update, run.cost, accuracy(run))]


def _rows(
    sign: str, setup: Setup, updates: int, cost: float, right: float | None
) -> list[tuple[str, str, str, str]]:
    """A run; what it is made of goes on below where it is long."""
    parts = (part.replace(" ", NO_BREAK) for part in setup.words.split(", "))
    first, *more = wrap_text(", ".join(parts), WORDS + 3, f"{sign}  ")
    numbers = str(updates), format_number(cost), share(right)
    return [(first, *numbers), *((line, "", "", "") for line in more)]


def share(right: float | None) -> str:
    """``97 %``; a dash where the target is a number."""
    return "–" if right is None else f"{100 * right:.0f} %"
