"""Mistakes in one update of gradient descent.

Each function gives the numbers of one wrong step, one a parameter.  Those without a row here belong
to mistakes that show in a gradient, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tutor.core.misconceptions.context import Descent
from tutor.core.misconceptions.rule import Rule

Floats = Sequence[float]


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


def _one_example(step: Descent) -> Iterator[Floats]:
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


def _uphill(step: Descent) -> Iterator[Floats]:
    """w + η · mean."""
    if step.asked == "update":
        yield [w + step.rate * g for w, g in zip(step.before, step.mean, strict=True)]


def _step_alone(step: Descent) -> Iterator[Floats]:
    """−η · mean, and without its sign."""
    if step.asked == "update":
        yield [-step.rate * g for g in step.mean]
        yield [step.rate * g for g in step.mean]


def _no_rate(step: Descent) -> Iterator[Floats]:
    """w − mean."""
    if step.asked == "update":
        yield [w - g for w, g in zip(step.before, step.mean, strict=True)]


def _gradient_alone(step: Descent) -> Iterator[Floats]:
    """The mean gradient in the place of the new parameters."""
    if step.asked == "update":
        yield list(step.mean)


DESCENT_RULES: tuple[Rule, ...] = (
    Rule("ONE_EXAMPLE", "the gradient of one example for that of the batch",
         "{n} comes out with the gradient of one example alone.",
         "What do the other examples say?", steps=_one_example),
    Rule("STEP_UPHILL", "the step added, not subtracted",
         "{n} comes out when the step goes up the slope.",
         "Is the step added or subtracted?", steps=_uphill),
    Rule("STEP_ALONE", "the step in place of the new parameter",
         "{n} is the step, not the parameter.",
         "From which value does the step start?", steps=_step_alone),
    Rule("RATE_FORGOTTEN", "the learning rate forgotten",
         "{n} comes out without the learning rate.",
         "By what is the gradient multiplied before it is subtracted?", steps=_no_rate),
    Rule("GRADIENT_FOR_UPDATE", "the gradient in place of the new parameter",
         "{n} is the gradient. It says where to go; it is not a new {v}.",
         "From which value does the step start?", steps=_gradient_alone),
)  # fmt: skip
