"""The numbers around a question that stands in gradient descent, at the values of one variant."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.core.expression import Scope, evaluate
from tutor.core.lesson import InDescent
from tutor.core.misconceptions import NO_TRAINING, TrainingContext


def training_context(
    descent: InDescent, scope: Scope, leaves: Mapping[str, float]
) -> TrainingContext:
    """What the block of a question says, with ``leaves`` as the values of now.

    Raises ExpressionError where an expression has no value here.
    """
    if descent == InDescent():
        return NO_TRAINING
    rate = None if descent.rate is None else float(evaluate(descent.rate, scope))
    old = {name: float(evaluate(expr, scope)) for name, expr in descent.before}
    return TrainingContext(rate, {**leaves, **old} if old else None, descent.examples)
