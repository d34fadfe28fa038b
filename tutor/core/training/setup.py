"""A training run as data: everything that its numbers follow from, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile
from math import isfinite

from tutor.core.text import format_number
from tutor.core.training.data import DataSet
from tutor.core.training.network import LOSSES, SetupError, Shape

OPTIMISERS = ("gradient descent", "momentum", "adam")
RATES = tuple(float(f"{digit}e{power}") for power in range(-4, 3) for digit in (1, 2, 3, 5))[:-3]
"""The learning rates that keys go through."""
LARGEST_RATE = 1000.0
BATCHES = (1, 2, 5, 10, 20, 50)
"""The batch sizes that a key goes through, before all examples."""


@dataclass(frozen=True, slots=True)
class Change:
    """From this update on the steps have this rate, over batches of this size (0: all)."""

    update: int
    rate: float
    batch: int = 0


@dataclass(frozen=True)
class Setup:
    """``changes`` are in order, the first at update 0; ``seed`` draws the start and the batches."""

    data: DataSet
    shape: Shape
    changes: tuple[Change, ...]
    optimiser: str = OPTIMISERS[0]
    seed: int = 1

    def at(self, update: int) -> Change:
        """What holds for the step from this update to the next."""
        return [*takewhile(lambda one: one.update <= update, self.changes)][-1]

    def until(self, update: int) -> int | None:
        """The next update at which something else will hold; None where nothing changes."""
        return next((one.update for one in self.changes if one.update > update), None)

    def changed(self, update: int, *, rate: float = 0.0, batch: int | None = None) -> Setup:
        """The same up to this update, and from there on with another rate or batch size.

        Raises SetupError for a rate that is no learning rate.
        """
        now = self.at(update)
        size = now.batch if batch is None else batch
        new = Change(update, checked_rate(rate) if rate else now.rate, self.batch_size(size))
        before = [one for one in self.changes if one.update < update]
        return replace(self, changes=(*before, new))

    def batch_size(self, wanted: int) -> int:
        """A batch size that these data have; 0 for all of them."""
        return 0 if wanted >= len(self.data.rows) else max(0, wanted)

    def size_at(self, update: int) -> int:
        """How many examples the next step averages over."""
        return self.at(update).batch or len(self.data.rows)

    @property
    def words(self) -> str:
        """What makes this run differ from others, in a line."""
        first, size = self.changes[0], self.size_at(0)
        batch = "all" if size == len(self.data.rows) else str(size)
        parts = [
            self.shape.words,
            self.shape.activation if len(self.shape.sizes) > 2 else "",
            "" if self.shape.loss == LOSSES[0] else self.shape.loss,
            "" if self.optimiser == OPTIMISERS[0] else self.optimiser,
            f"η {format_number(first.rate)}",
            f"s = {batch}",
            f"start {self.seed}",
        ]
        later = [self._changed_to(one) for one in self.changes[1:]]
        parts += ["…", *later[-2:]] if len(later) > 3 else later
        return ", ".join(filter(None, parts))

    @property
    def short(self) -> str:
        """``2-8-8-1, η 10 from 200``: the network, and the last change, for a narrow title."""
        last = self.changes[-1]
        changed = f"η {format_number(last.rate)}" if not last.update else self._changed_to(last)
        return f"{self.shape.words}, {changed}"

    def _changed_to(self, change: Change) -> str:
        """``η 1, s = 10 from 300``: what is other than before."""
        before = self.at(change.update - 1)
        rate = f"η {format_number(change.rate)}" if change.rate != before.rate else ""
        batch = f"s = {change.batch or 'all'}" if change.batch != before.batch else ""
        return f"{', '.join(filter(None, (rate, batch)))} from {change.update}"


def checked_rate(rate: float) -> float:
    """A learning rate.  Raises SetupError for another number."""
    if not (isfinite(rate) and 0 < rate <= LARGEST_RATE):
        raise SetupError(
            f"{rate!r} is not a learning rate: it is above 0 and at most {LARGEST_RATE:g}, as 0.1"
        )
    return rate


_USUAL = {
    "xor": ((3,), "sigmoid", 3.0, 0),
    "moons": ((8,), "tanh", 1.0, 10),
    "circles": ((8,), "tanh", 1.0, 10),
    "spiral": ((8, 8), "tanh", 1.0, 10),
    "line": ((), "tanh", 0.1, 0),
    "blobs": ((), "tanh", 1.0, 10),
}
"""Hidden layers, their σ, rate and batch size with which each set is learnt."""
_OWN = {True: ((8,), "tanh", 1.0, 10), False: ((8,), "tanh", 0.1, 10)}
"""The same for data of one's own: classes, or numbers."""


def usual(data: DataSet, seed: int = 1) -> Setup:
    """The run that these data get when nobody asks for another."""
    hidden, activation, rate, batch = _USUAL.get(data.name) or _OWN[bool(data.classes)]
    several = data.outputs > 1
    output = "softmax" if several else "sigmoid" if data.classes else "linear"
    loss = LOSSES[several]
    shape = Shape((len(data.inputs), *hidden, data.outputs), activation, output, loss)
    setup = Setup(data, shape, (Change(0, rate),), seed=seed)
    return setup.changed(0, batch=batch)


def with_loss(setup: Setup, loss: str) -> Setup:
    """The same with another of ``LOSSES``.

    Raises SetupError where the data have no choice: a number has its squares, three classes their
    cross-entropy.
    """
    data = setup.data
    if loss != setup.shape.loss and (not data.classes or data.outputs > 1):
        why = "three classes are learnt by cross-entropy" if data.classes else (
            "cross-entropy is for classes, and the target is a number"
        )  # fmt: skip
        raise SetupError(f"{data.name} cannot be learnt by {loss}: {why}")
    return replace(setup, shape=replace(setup.shape, loss=loss))
