"""A training run that can be stopped, taken back and gone on with at any update.

The parameters after an update follow from the setup alone.  A run keeps some of them on its way
(``Samples``) and comes to every other update by taking the steps from the last one kept: the same
numbers, bit for bit, whatever way it came.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, inf
from typing import NamedTuple, Protocol

from engine import SGD, Adam, EngineError, Value, replay
from tutor.core.text import Draws
from tutor.core.training.data import Row
from tutor.core.training.samples import Samples
from tutor.core.training.setup import Setup

KEPT = 8_000_000
"""Bytes of parameters that a run keeps."""
EVERY = 16
"""Updates from one that is kept to the next, at first: few to go through on the way back, enough
for the replay to take them at once."""
CURVE = 512
"""Costs that a run keeps."""
CHECKED = 4
"""Rows on which the replay is compared with the engine's backward pass."""


class CostAndGradients(Protocol):
    """The mean cost over some rows, and its gradient."""

    @property
    def cost(self) -> float:
        """C."""
        ...

    @property
    def gradients(self) -> list[float]:
        """∂C/∂p, one number a parameter."""
        ...


class Replaying(Protocol):
    """The engine's replay, in Python or in machine code."""

    def run(self, rows: Sequence[Row]) -> CostAndGradients:
        """The mean cost and its gradients at the parameters as they are."""
        ...

    def descend(self, rows: Sequence[Row], learning_rate: float, steps: int = 1) -> list[float]:
        """Move the parameters, so many times."""
        ...


class Moment(NamedTuple):
    """A run after so many updates; ``cost`` is C over all examples."""

    update: int
    parameters: tuple[float, ...]
    cost: float


class Run:
    """A place in the run of ``setup``, at first before its first update.

    ``furthest`` is the last update that was reached.  ``end`` is the update after which there is
    none, because the next one has no numbers, and ``trouble`` says why; None while there is one.
    """

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.update = self.furthest = 0
        self.end: int | None = None
        self.trouble = ""
        self._values = [Value(x) for x in setup.shape.start(setup.seed)]
        self._rows = (*map(setup.shape.fed, setup.data.rows),)
        cost = setup.shape.cost_function(self._values)
        self._replay: Replaying = replay.compile(cost, self._values, self._rows[:CHECKED])
        self._optimiser = _optimiser(setup, self._values)
        width = len(self._row())
        self._kept = Samples(width, max(2, KEPT // (8 * width)), EVERY)
        self._costs = Samples(1, CURVE)
        self._cost: tuple[int, float] | None = None
        self._order: tuple[int, int, list[int]] = (-1, -1, [])
        self._keep()

    # Where it is ----------------------------------------------------------------------------------

    @property
    def parameters(self) -> tuple[float, ...]:
        """Weights and biases, in the order of the shape's names."""
        return tuple([p.data for p in self._values])

    @property
    def moment(self) -> Moment:
        """All that there is to know here."""
        return Moment(self.update, self.parameters, self.cost)

    @property
    def cost(self) -> float:
        """C, the mean over all examples; ∞ where it has no number."""
        if self._cost is None or self._cost[0] != self.update:
            try:
                found = self._replay.run(self._rows).cost
            except EngineError:
                found = inf
            self._cost = self.update, found
        return self._cost[1]

    @property
    def curve(self) -> tuple[tuple[int, float], ...]:
        """Updates, and C after each: evenly spaced over all of the run, at most ``CURVE``."""
        return tuple((i * self._costs.every, self._costs[i][0]) for i in range(len(self._costs)))

    @property
    def is_over(self) -> bool:
        """Whether there is no next update."""
        return self.end is not None and self.update >= self.end

    @property
    def replay(self) -> Replaying:
        """What computes the gradients."""
        return self._replay

    @property
    def batch(self) -> tuple[int, ...]:
        """The places of the examples that the next update averages over."""
        change, size = self.setup.at(self.update), self.setup.size_at(self.update)
        count = len(self._rows)
        if size == count:
            return tuple(range(count))
        epoch, place = divmod(self.update - change.update, ceil(count / size))
        if self._order[:2] != (change.update, epoch):
            draws = Draws(self.setup.seed, "batches", str(change.update), str(epoch))
            self._order = change.update, epoch, draws.shuffled(range(count))
        return tuple(self._order[2][place * size : (place + 1) * size])

    def cost_at(self, parameters: Sequence[float]) -> float:
        """C over all examples at other parameters, ∞ without a number; the run stays as it is."""
        here = self._row()
        self._load((*parameters, *here[len(self._values) :]))
        try:
            return self._replay.run(self._rows).cost
        except EngineError:
            return inf
        finally:
            self._load(here)

    def gradients(self, places: Sequence[int]) -> list[float]:
        """The mean gradient over some examples.  Raises EngineError where there is none."""
        return [*self._replay.run([self._rows[place] for place in places]).gradients]

    # Going about ----------------------------------------------------------------------------------

    def advance(self, updates: int = 1) -> Moment:
        """So many updates on, or to the end."""
        self._go_on(self.update + updates)
        return self.moment

    def at(self, update: int) -> Moment:
        """To any update, back or on; to the end where that comes before it."""
        place = self._kept.place_before(update)
        kept = place * self._kept.every
        if not kept <= self.update <= update:
            self._load(self._kept[place])
            self.update = kept
        self._go_on(update)
        return self.moment

    def change(self, *, rate: float = 0.0, batch: int | None = None) -> None:
        """Go on from here with another rate or batch size; what came after is forgotten.

        Raises SetupError for a rate that is no learning rate.
        """
        self.setup = self.setup.changed(self.update, rate=rate, batch=batch)
        if self.furthest > self.update:
            self._kept = self._kept.copy_until(self.update)
            self._costs = self._costs.copy_until(self.update)
        self.furthest, self.end, self.trouble = self.update, None, ""

    def adopt(self, faster: Replaying) -> bool:
        """Compute with this from now on, if it gives the same bits; whether it does."""
        try:
            ours, theirs = self._replay.run(self._rows), faster.run(self._rows)
        except EngineError:
            return False
        same = [ours.cost, *ours.gradients] == [theirs.cost, *theirs.gradients]
        if same:
            self._replay = faster
        return same

    # Steps ----------------------------------------------------------------------------------------

    def _go_on(self, target: int) -> None:
        while self.update < target and not self.is_over:
            self._take(self._next_stop(target) - self.update)
            self.furthest = max(self.furthest, self.update)
            self._keep()

    def _next_stop(self, target: int) -> int:
        """The next update at which something is kept, or something else holds."""
        stops = [target, self._kept.due, self._costs.due, self.setup.until(self.update) or target]
        return min(stop for stop in stops if stop > self.update)

    def _take(self, steps: int) -> None:
        """So many steps under one rate and batch size; where one has no number, those before it."""
        before, start = self._row(), self.update
        try:
            self._step(steps)
        except EngineError as error:
            self._load(before)
            self.update = start
            if steps == 1:
                self.end, self.trouble = start, str(error)
            else:
                for _ in range(steps):
                    if not self.is_over:
                        self._take(1)

    def _step(self, steps: int) -> None:
        rate = self.setup.at(self.update).rate
        whole = self.setup.size_at(self.update) == len(self._rows)
        if self._optimiser is None and whole:
            self._replay.descend(self._rows, rate, steps)
            self.update += steps
            return
        for _ in range(steps):
            batch = self._rows if whole else [self._rows[place] for place in self.batch]
            if self._optimiser is None:
                self._replay.descend(batch, rate)
            else:
                self._optimiser.learning_rate = rate
                self._optimiser.step_with(self._replay.run(batch).gradients)
            self.update += 1

    def _keep(self) -> None:
        if self.update == self._kept.due:
            self._kept.add(self._row())
        if self.update == self._costs.due:
            self._costs.add([self.cost])

    def _row(self) -> tuple[float, ...]:
        """The parameters, and what the optimiser remembers."""
        return (*self.parameters, *(self._optimiser.state() if self._optimiser else ()))

    def _load(self, row: Sequence[float]) -> None:
        count = len(self._values)
        for value, number in zip(self._values, row[:count], strict=True):
            value.data = number
        if self._optimiser:
            self._optimiser.load_state(row[count:])


def _optimiser(setup: Setup, values: list[Value]) -> SGD | Adam | None:
    """None for gradient descent, which the replay does itself."""
    rate = setup.changes[0].rate
    if setup.optimiser == "momentum":
        return SGD(values, rate, momentum=0.9)
    return Adam(values, rate) if setup.optimiser == "adam" else None
