"""Mistakes in one update of gradient descent; ``descent.py`` has the wrong steps."""

from __future__ import annotations

from tutor.core.misconceptions import descent
from tutor.core.misconceptions.rule import Rule

TRAINING_RULES: tuple[Rule, ...] = (
    Rule("ONE_EXAMPLE", "the gradient of one example for that of the batch",
         "{n} comes out with the gradient of one example alone.",
         "What do the other examples say?", steps=descent.one_example),
    Rule("STEP_UPHILL", "the step added, not subtracted",
         "{n} comes out when the step goes up the slope.",
         "Is the step added or subtracted?", steps=descent.uphill),
    Rule("STEP_ALONE", "the step in place of the new parameter",
         "{n} is the step, not the parameter.",
         "From which value does the step start?", steps=descent.step_alone),
    Rule("RATE_FORGOTTEN", "the learning rate forgotten",
         "{n} comes out without the learning rate.",
         "By what is the gradient multiplied before it is subtracted?", steps=descent.no_rate),
    Rule("GRADIENT_FOR_UPDATE", "the gradient in place of the new parameter",
         "{n} is the gradient. It says where to go; it is not a new {v}.",
         "From which value does the step start?", steps=descent.gradient_alone),
)  # fmt: skip
