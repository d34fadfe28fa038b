"""Why is this number not the parameter after one step of gradient descent, w − η · ∂z/∂w?

Either the step was taken wrongly (its sign, the rate, the step alone), or it was taken rightly with
a wrong gradient: then the number is w − η times what a slip gives for the gradient, and the reply
is about that slip.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from tutor.core.answers import TOLERANCE, TypedNumber
from tutor.core.graph import Pass, bracketed
from tutor.core.misconceptions.context import Descent, TrainingContext, usable
from tutor.core.misconceptions.diagnosis import (
    POSSIBLE,
    Asked,
    Diagnosis,
    diagnosis_of,
    judged,
)
from tutor.core.misconceptions.posterior import (
    ByNumber,
    Group,
    Setting,
    leads_back,
    posterior,
    weigh,
)
from tutor.core.misconceptions.priors import RARER, prior
from tutor.core.misconceptions.rule import Guess
from tutor.core.misconceptions.slips import Slip
from tutor.core.misconceptions.table import RULES
from tutor.core.text import format_number

NOT_IN_A_STEP = frozenset({"SIGN_FLIPPED", "UPDATED_VALUE"})
"""Slips in a gradient that are slips in the step here: uphill, and the step alone."""


def diagnose_update(pass_: Pass, wrt: str, answer: float, rate: float) -> Diagnosis:
    """Diagnose ``answer`` to “what is ``wrt`` after one step with this learning rate?”."""
    asked = Asked.of_pass(pass_, wrt, background=TrainingContext(rate=rate))
    return diagnose_step(asked, answer, rate)


def after_step(asked: Asked, rate: float) -> float:
    """What the node that is asked about becomes."""
    return asked.context.values[asked.node] - rate * asked.expected


def diagnose_step(asked: Asked, answer: float, rate: float, text: str = "") -> Diagnosis:
    """``diagnose_update`` for one of several answers to the same."""
    context, node, answer = asked.context, asked.node, float(answer)
    before, right = context.values[node], after_step(asked, rate)
    if verdict := judged(right, answer, text):
        return verdict

    def stepped(slip: Slip) -> Slip:
        number = before - rate * slip.guess.number
        return slip._replace(guess=slip.guess._replace(number=number))

    steps = _wrong_steps(before, asked.expected, rate)
    of_step = {slip.rule.id for slip in steps}
    wrong_gradients = [s for s in asked.slips if s.rule.id not in NOT_IN_A_STEP]
    typed, setting = TypedNumber.of(answer, text), Setting()
    slips = ByNumber(chain(steps, map(stepped, wrong_gradients)))
    weighed, unexplained = weigh(context, node, typed, setting, slips, right)
    found = posterior(context, node, weighed, unexplained)
    if found.known < POSSIBLE:
        more, _ = weigh(
            context, node, typed, setting, ByNumber(map(stepped, asked.reruns.slips)), right
        )
        weighed += [one._replace(mass=one.mass * RARER) for one in more]
    gradient = (before - answer) / rate  # that of a step which was taken rightly
    straight = [
        one
        for one in weighed
        if one.slip.rule.id in of_step
        or not leads_back(context, node, one.slip.finding, gradient, TOLERANCE)
    ]
    found = posterior(context, node, straight, unexplained)

    def unstepped(slip: Slip) -> Slip:
        number = (before - slip.guess.number) / rate
        taken = slip.rule.id in of_step
        return slip if taken else slip._replace(guess=slip.guess._replace(number=number))

    groups = tuple(Group(tuple(map(unstepped, g.members)), g.share) for g in found.groups)
    rightly = bool(groups) and groups[0].members[0].rule.id not in of_step
    number = answer if not rightly else groups[0].members[0].guess.number
    v = context.label(node)
    unknown = (
        f"{format_number(answer)} does not show where it went wrong.",
        f"What is the gradient by {v}, and what is done with it in a step?",
    )
    everything = range(len(context.tape.names))  # no other number is asked for
    said = diagnosis_of(
        context, node, number, replace(found, groups=groups), unknown,
        expected=right, known=everything,
    )  # fmt: skip
    if not rightly or not (said.mistakes or said.hints):
        return said
    step = f"{format_number(before)} − {format_number(rate)} · {bracketed(number)}"
    taken = f"The step is taken as it should be, with {format_number(number)} for the gradient: "
    return replace(said, feedback=(f"{taken}{step}.", *said.feedback))


def _wrong_steps(before: float, gradient: float, rate: float) -> list[Slip]:
    """The step taken wrongly with the right gradient."""
    step = Descent("update", [before], [[gradient]], rate, count=1)
    return [
        Slip(rule, Guess(number), prior(rule.id))
        for rule in RULES.values()
        for (number,) in rule.steps(step)
        if usable(number)
    ]
