"""One step of gradient descent, laid out for rules that take it wrongly.

w ← w − η · (1/s) Σ_{i∈I} ∂Cᵢ/∂w over a batch I of s examples out of n (section 2.4 and Remark 6 of
the note).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Floats = Sequence[float]


@dataclass(frozen=True, slots=True)
class Descent:
    """The numbers of one update, one a parameter that is asked about.

    ``asked`` is what the learner is asked for: the mean gradient or the parameters after the
    update.  ``gradients`` are those of the examples in the batch, ``count`` is the number n of all
    examples; ``stale`` is the mean gradient of the batch at the parameters before the last update,
    empty in the first one.
    """

    asked: Literal["mean", "update"]
    before: Floats
    gradients: Sequence[Floats]
    rate: float
    count: int
    stale: Floats = ()

    @property
    def size(self) -> int:
        """s, the number of examples in the batch."""
        return len(self.gradients)

    @property
    def mean(self) -> list[float]:
        """The mean gradient over the batch."""
        return [sum(column) / self.size for column in zip(*self.gradients, strict=True)]

    def answer(self, mean: Floats) -> list[float]:
        """What somebody answers who has this ``mean``: itself, or the update made with it."""
        if self.asked == "mean":
            return list(mean)
        return [w - self.rate * g for w, g in zip(self.before, mean, strict=True)]


# --- wrong steps ------------------------------------------------------------------------------


def summed(step: Descent) -> Iterator[Floats]:
    """Σ ∂Cᵢ/∂w."""
    if step.size > 1:
        yield step.answer([step.size * g for g in step.mean])


def divided_twice(step: Descent) -> Iterator[Floats]:
    """(1/s²) Σ ∂Cᵢ/∂w."""
    if step.size > 1:
        yield step.answer([g / step.size for g in step.mean])


def divided_by_all(step: Descent) -> Iterator[Floats]:
    """(1/n) Σ over the batch alone."""
    if step.count != step.size:
        yield step.answer([g * step.size / step.count for g in step.mean])


def one_example(step: Descent) -> Iterator[Floats]:
    """∂Cᵢ/∂w of a single example."""
    if step.size > 1:
        yield from map(step.answer, step.gradients)


def stale(step: Descent) -> Iterator[Floats]:
    """The mean gradient at the parameters before the last update."""
    if step.stale:
        yield step.answer(step.stale)


def updated(step: Descent) -> Iterator[Floats]:
    """The parameters after the update, or the step, where only the gradient is asked for."""
    if step.asked == "mean":
        both = list(zip(step.before, step.mean, strict=True))
        yield [w - step.rate * g for w, g in both]
        yield [-step.rate * g for _, g in both]
        yield [w + step.rate * g for w, g in both]


def uphill(step: Descent) -> Iterator[Floats]:
    """w + η · mean."""
    if step.asked == "update":
        yield [w + step.rate * g for w, g in zip(step.before, step.mean, strict=True)]


def step_alone(step: Descent) -> Iterator[Floats]:
    """−η · mean, and without its sign."""
    if step.asked == "update":
        yield [-step.rate * g for g in step.mean]
        yield [step.rate * g for g in step.mean]


def no_rate(step: Descent) -> Iterator[Floats]:
    """w − mean."""
    if step.asked == "update":
        yield [w - g for w, g in zip(step.before, step.mean, strict=True)]


def gradient_alone(step: Descent) -> Iterator[Floats]:
    """The mean gradient in the place of the new parameters."""
    if step.asked == "update":
        yield list(step.mean)
