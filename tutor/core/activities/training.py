"""Gradient descent on a graph's parameters: what each update sees, computes and changes.

C = (1/n) Σ Cᵢ over the examples, and for a mini-batch I of size s the gradient is estimated by
(1/s) Σ_{i∈I} ∂Cᵢ/∂w (section 2.4 and Remark 6 of the note); then w ← w − η · mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import fmean

from tutor.core.activities.training_plan import Training
from tutor.core.errors import GraphError
from tutor.core.graph import Graph, Pass, tape_of
from tutor.core.misconceptions import GradientContext
from tutor.core.text import Draws

Values = Mapping[str, float]
LIMIT = 1e9
"""Beyond this size of a parameter the training has run away and stops."""


@dataclass(frozen=True)
class Update:
    """One update: its batch (places of examples), a gradient an example, their mean.

    ``loss`` is the mean over all examples before the update; ``ran_away`` says that the parameters
    left what can be computed with, so that this update was not made.
    """

    before: Values
    batch: tuple[int, ...]
    gradients: tuple[Values, ...]
    mean: Values
    after: Values
    loss: float
    ran_away: bool = False


@dataclass(frozen=True)
class History:
    """All updates in order, and the loss behind the last one."""

    updates: tuple[Update, ...]
    loss: float


def history(numbers: Pass, plan: Training) -> History:
    """The whole training from the parameters of ``numbers`` on."""
    start = tuple(sorted((leaf.name, numbers.values[leaf.name]) for leaf in numbers.graph.leaves))
    examples = tuple(tuple(sorted(example.items())) for example in plan.examples)
    key = (plan.rate, plan.updates, plan.batch, plan.seed)
    return _history(numbers.graph, start, examples, key)


Pairs = tuple[tuple[str, float], ...]


@lru_cache(maxsize=8)
def _history(
    graph: Graph,
    start: Pairs,
    examples: tuple[Pairs, ...],
    key: tuple[float, int, int, int],
) -> History:
    rate, count, size, seed = key
    descent = _Descent(graph, dict(start), [dict(one) for one in examples], rate)
    batches = Draws(seed, graph.name, "batches")
    found: list[Update] = []
    for _ in range(count):
        places = range(len(examples))
        whole = size in (0, len(examples))
        batch = tuple(places) if whole else tuple(sorted(batches.shuffled(places)[:size]))
        update = descent.update(batch)
        found.append(update)
        if update.ran_away:
            break
    return History(tuple(found), descent.loss())


def batch_mean(
    numbers: Pass, plan: Training, params: Values, batch: Sequence[int]
) -> Values | None:
    """The mean gradient over ``batch`` at other parameters; None where there is none."""
    start = {leaf.name: numbers.values[leaf.name] for leaf in numbers.graph.leaves}
    descent = _Descent(numbers.graph, {**start, **params}, plan.examples, plan.rate)
    try:
        return descent.mean([descent.gradient(place) for place in batch])
    except GraphError:
        return None


class _Descent:
    """The parameters while they move."""

    def __init__(
        self, graph: Graph, start: dict[str, float], examples: Sequence[Values], rate: float
    ) -> None:
        self._tape = tape_of(graph)
        self._of = self._tape.index[graph.output]
        self._names = tuple(leaf.name for leaf in graph.leaves if leaf.role == "param")
        self._leaves = start
        self._examples = examples
        self._rate = rate

    def update(self, batch: Sequence[int]) -> Update:
        """One update by the mean gradient over ``batch``."""
        before = {name: self._leaves[name] for name in self._names}
        loss = self.loss()
        gradients = tuple(self.gradient(place) for place in batch)
        mean = self.mean(gradients)
        after = {name: before[name] - self._rate * mean[name] for name in self._names}
        self._leaves = {**self._leaves, **after}
        ran_away = not all(abs(x) < LIMIT for x in after.values()) or not self._has_values()
        if ran_away:
            self._leaves = {**self._leaves, **before}
        return Update(before, tuple(batch), gradients, mean, after, loss, ran_away)

    def mean(self, gradients: Sequence[Values]) -> Values:
        """The mean of these gradients, parameter by parameter."""
        return {name: fmean(one[name] for one in gradients) for name in self._names}

    def loss(self) -> float:
        """The mean loss over all examples."""
        return fmean(self._values(example)[self._of] for example in self._examples)

    def _has_values(self) -> bool:
        try:
            return abs(self.loss()) < LIMIT**4 and all(
                map(self.gradient, range(len(self._examples)))
            )
        except GraphError:
            return False

    def _values(self, example: Values) -> list[float]:
        values = self._tape.forward({**self._leaves, **example})
        if values is None:
            raise GraphError("an example leads outside the domain of an operation")
        return values

    def gradient(self, place: int) -> Values:
        """The gradient of one example's loss.  Raises GraphError where there is none."""
        context = GradientContext.at(self._tape, self._values(self._examples[place]), self._of)
        if context is None:
            raise GraphError("an example has no gradient")
        return {name: context.gradients[self._tape.index[name]] for name in self._names}
