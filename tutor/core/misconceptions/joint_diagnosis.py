"""Several wrong numbers at once: what explains all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tutor.core.answers import TOLERANCE, TypedNumber, is_close
from tutor.core.graph import Pass
from tutor.core.misconceptions.context import NO_TRAINING, GradientContext, TrainingContext
from tutor.core.misconceptions.diagnosis import (
    NOTHING_MORE,
    Diagnosis,
    Shown,
    diagnose,
    diagnosis_of,
)
from tutor.core.misconceptions.posterior import ByNumber, Setting, Weighed, posterior, weigh
from tutor.core.misconceptions.replies import said_of_unknown
from tutor.core.misconceptions.slips import slips_of
from tutor.core.misconceptions.table import explaining

BY_CHANCE = 0.05
"""How often one rule explains one more number by chance."""


def diagnose_all(
    pass_: Pass,
    wrong: Mapping[str, float],
    probes: Iterable[str] = (),
    of: str | None = None,
    *,
    tolerance: float = TOLERANCE,
    background: TrainingContext = NO_TRAINING,
    shown: Shown = NOTHING_MORE,
) -> Diagnosis:
    """Diagnose several wrong numbers at once: ``wrong`` has the answer for each ∂of/∂node.

    A rule counts when it gives all of them; what is said is about the first.  Where no rule gives
    all, the first number is diagnosed by itself.  ``wrong`` must not be empty.
    """
    context = GradientContext.of_pass(pass_, of, background)
    at = context.tape.index
    given = frozenset(at[name] for name in shown.gradients - wrong.keys())
    if all(is_close(x, -context.gradients[at[name]], tolerance) for name, x in wrong.items()):
        given = frozenset()  # a sign that all have lost may have been lost at the end
    setting = Setting(tolerance, frozenset(probes), given=given)
    found = []
    for name, answer in wrong.items():
        node = at[name]
        slips = ByNumber(slips_of(context, node, explaining()))
        found.append(weigh(context, node, TypedNumber.of(answer), setting, slips))
    name, answer = next(iter(wrong.items()))
    node = at[name]
    both, rest = jointly(found)
    if not both:
        return diagnose(
            pass_, name, answer, probes, of,
            tolerance=tolerance, background=background, shown=shown,
        )  # fmt: skip
    likely = posterior(context, node, both, rest, setting.probes)
    unknown = said_of_unknown(context, node, answer, (), given)
    return diagnosis_of(context, node, answer, likely, unknown)


def jointly(found: Sequence[tuple[list[Weighed], float]]) -> tuple[list[Weighed], float]:
    """What explains all of several wrong numbers, as it explains the first; and nothing known.

    One rule for all is far likelier than as many rules as numbers.
    """
    common = set.intersection(*({w.slip.rule.id for w in weighed} for weighed, _ in found))
    weighed, unexplained = found[0]
    both = [one for one in weighed if one.slip.rule.id in common]
    return both, unexplained * BY_CHANCE ** (len(found) - 1)
