"""Why the numbers of an update are wrong: the rows of the table of misconceptions about steps."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.core.answers import is_close
from tutor.core.graph import Pass
from tutor.core.misconceptions import (
    RULES,
    Descent,
    GradientContext,
    Guess,
    diagnose_update,
    name_causes,
    wording,
)
from tutor.core.questions.explain import Explained


def explain_step(
    numbers: Pass, names: tuple[str, ...], step: Descent,
    typed: Sequence[float], slots: Sequence[bool],
) -> Explained:  # fmt: skip
    """Which wrong step gives every wrong number; else what gradient one was taken with.

    ``numbers`` are those of the last example, with the parameters before the update.
    """
    wrong = [i for i, fine in enumerate(slots) if not fine]
    found = [
        rule
        for rule in RULES.values()
        if any(all(is_close(typed[i], x[i]) for i in wrong) for x in rule.steps(step))
    ]
    if not found:
        return _with_wrong_gradient(numbers, [(names[i], typed[i]) for i in wrong], step)
    context = GradientContext.of_pass(numbers)
    node, guess = context.tape.index[names[wrong[0]]], Guess(typed[wrong[0]])
    said = wording.says(found[0], context, node, guess)
    if len({rule.remedy or rule.id for rule in found}) > 1:
        said = name_causes(guess.number, [rule.name for rule in found])
    asked = wording.asks(found[0], context, node, guess)
    return Explained(tuple(rule.id for rule in found), (said, asked))


def _with_wrong_gradient(
    numbers: Pass, wrong: Sequence[tuple[str, float]], step: Descent
) -> Explained:
    """Which slip gives the gradient of a step that was taken rightly, of the clearest of them.

    With one example only: of several, no sentence about the numbers of one would be true.
    """
    if step.asked != "update" or step.size != 1:
        return Explained((), ())
    every = [diagnose_update(numbers, name, answer, step.rate) for name, answer in wrong]
    found = max(every, key=lambda one: one.causes[0].share if one.causes else 0.0)
    said = found.feedback if found.mistakes or found.hints else ()
    return Explained(found.mistakes, said)
