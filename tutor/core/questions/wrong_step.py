"""Why the numbers of an update are wrong: the rows of the table of misconceptions about steps."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.core.answers import is_close
from tutor.core.graph import Pass
from tutor.core.misconceptions import RULES, Descent, GradientContext, Guess, several
from tutor.core.misconceptions import messages as words
from tutor.core.questions.explain import Explained


def explain_step(
    numbers: Pass, names: tuple[str, ...], step: Descent,
    typed: Sequence[float], slots: Sequence[bool],
) -> Explained:  # fmt: skip
    """Which wrong step gives every wrong number."""
    wrong = [i for i, fine in enumerate(slots) if not fine]
    found = [
        rule
        for rule in RULES.values()
        if any(all(is_close(typed[i], x[i]) for i in wrong) for x in rule.steps(step))
    ]
    if not found:
        return Explained((), ())
    context = GradientContext.of_pass(numbers)
    node, guess = context.tape.index[names[wrong[0]]], Guess(typed[wrong[0]])
    said = words.says(found[0], context, node, guess)
    if len({rule.remedy or rule.id for rule in found}) > 1:
        said = several(guess.number, [rule.name for rule in found])
    asked = words.asks(found[0], context, node, guess)
    return Explained(tuple(rule.id for rule in found), (said, asked))
