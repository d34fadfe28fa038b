"""Why is this number wrong?  The rules that give it, merged where they need the same question.

Three principles.  What cannot be told apart is not told apart: rules with one remedy are one group,
and when groups remain the feedback names what fits and the same question is asked again with values
that separate them.  A *fact* about the number (“8 is the backpropagated gradient at u”) may be
stated even then, for it is true whatever the learner was thinking.  A number that no rule gives is
not explained.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tutor.core.answers import TOLERANCE, is_close
from tutor.core.graph import Pass, derivative
from tutor.core.misconceptions import messages as words
from tutor.core.misconceptions.composite import arithmetic_slip, composite_mistake
from tutor.core.misconceptions.context import NO_TRAINING, GradientContext, TrainingContext
from tutor.core.misconceptions.merging import Group, group_findings
from tutor.core.misconceptions.rule import Finding, Guess, Rule
from tutor.core.misconceptions.table import RULES, guesses
from tutor.core.text import format_number

MULTIPLY = frozenset({"BACKPROP_ONLY", "LOCAL_ONLY"})
"""Rules that are answered with “multiply by the other factor”."""


@dataclass(frozen=True, slots=True)
class Cause:
    """A mistake that may be behind an answer.

    ``at`` is the name of the node at which it happened, "" where it is about the whole pass;
    ``share`` is how likely it is among all that may have happened, from 0 to 1.
    """

    id: str
    at: str
    share: float


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What is known about one answer.

    ``mistakes`` are ids, most likely first; ``groups`` are the same ids merged by remedy, and
    ``causes`` the same mistakes with their places and shares.  ``nearly`` is an answer that is
    right to the figures that it has: neither right nor a mistake.
    ``ambiguous`` says that asking again with separating values would tell more.
    """

    expected: float
    correct: bool
    mistakes: tuple[str, ...] = ()
    feedback: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    nearly: bool = False
    causes: tuple[Cause, ...] = ()

    @property
    def ambiguous(self) -> bool:
        """Whether more than one remedy fits."""
        return len(self.groups) > 1


def diagnose(
    pass_: Pass,
    wrt: str,
    answer: float,
    probes: Iterable[str] = (),
    of: str | None = None,
    *,
    tolerance: float = TOLERANCE,
    suspects: Iterable[str] = (),
    background: TrainingContext = NO_TRAINING,
) -> Diagnosis:
    """Diagnose ``answer`` to “what is ∂of/∂wrt?” (of the output when ``of`` is None).

    ``probes`` are the rules that the question was made for, ``suspects`` those that fitted this
    learner's earlier answers; both rank first, and when some suspects fit again, only they count.
    ``background`` is what else the learner may have mixed in.
    """
    context = GradientContext.of_pass(pass_, of, background)
    node = context.tape.index[wrt]
    expected = context.gradients[node]
    if is_close(answer, expected, tolerance):
        return Diagnosis(expected, correct=True)
    findings = _ranked(_matching(context, node, answer, tolerance), tuple(probes), tuple(suspects))
    if not findings:
        return _without_rule(context, node, answer, expected)
    return _diagnosis(context, node, answer, findings)


def _diagnosis(
    context: GradientContext, node: int, answer: float, findings: Sequence[Finding]
) -> Diagnosis:
    """What these rules, all of which give ``answer``, say of it."""
    groups = group_findings(context, node, findings)
    return Diagnosis(
        context.gradients[node],
        correct=False,
        mistakes=tuple(rule.id for rule, _ in findings),
        feedback=_feedback(context, node, answer, groups),
        groups=tuple(tuple(rule.id for cause in g for rule, _ in cause) for g in groups),
        causes=_causes(context, findings),
    )


def _causes(context: GradientContext, findings: Sequence[Finding]) -> tuple[Cause, ...]:
    return tuple(
        Cause(rule.id, context.tape.names[guess.at] if guess.at >= 0 else "", 1 / len(findings))
        for rule, guess in findings
    )


def diagnose_all(
    pass_: Pass,
    wrong: Mapping[str, float],
    probes: Iterable[str] = (),
    of: str | None = None,
    *,
    tolerance: float = TOLERANCE,
    background: TrainingContext = NO_TRAINING,
) -> Diagnosis:
    """Diagnose several wrong numbers at once: ``wrong`` has the answer for each ∂of/∂node.

    A rule counts when it gives all of them; what is said is about the first.  Where no rule gives
    all, the first number is diagnosed by itself.  ``wrong`` must not be empty.
    """
    context = GradientContext.of_pass(pass_, of, background)
    found = [
        (context.tape.index[name], _matching(context, context.tape.index[name], answer, tolerance))
        for name, answer in wrong.items()
    ]
    common = set.intersection(*({rule.id for rule, _ in one} for _, one in found))
    node, first = found[0]
    name, answer = next(iter(wrong.items()))
    findings = [finding for finding in first if finding[0].id in common]
    if not findings:
        return diagnose(pass_, name, answer, probes, of, tolerance=tolerance, background=background)
    return _diagnosis(context, node, answer, _ranked(findings, tuple(probes), ()))


def wrong_numbers(
    pass_: Pass, wrt: str, of: str | None = None, ids: Iterable[str] | None = None
) -> dict[str, set[float]]:
    """For each rule that can occur here the numbers that it gives for ∂of/∂wrt."""
    context = GradientContext.of_pass(pass_, of)
    found: dict[str, set[float]] = {}
    for rule, guess in guesses(context, context.tape.index[wrt], ids):
        found.setdefault(rule.id, set()).add(guess.number)
    return found


def _matching(
    context: GradientContext, node: int, answer: float, tolerance: float
) -> list[Finding]:
    """The first fitting number of each rule whose remedy leads to another one."""
    found: dict[str, Finding] = {}
    for rule, guess in guesses(context, node):
        fits = rule.id not in found and is_close(answer, guess.number, tolerance)
        if fits and not is_circular(context, node, rule, guess):
            found[rule.id] = (rule, guess)
    return list(found.values())


def is_circular(context: GradientContext, node: int, rule: Rule, guess: Guess) -> bool:
    """Whether the advice of a rule, followed, gives the number that was just rejected.

    Where the other factor is 1, the number is the message of one route: the other routes are
    missing, no factor.
    """
    if rule.id not in MULTIPLY:
        return False
    sent = [r for r in context.routes(node) if r.successor == guess.at]
    return bool(sent) and is_close(sum(r.backpropagated * r.local for r in sent), guess.number)


def _ranked(
    findings: list[Finding], probes: tuple[str, ...], suspects: tuple[str, ...]
) -> list[Finding]:
    again = [finding for finding in findings if finding[0].id in suspects]
    position = {id_: i for i, id_ in enumerate(RULES)}
    return sorted(again or findings, key=lambda f: (f[0].id not in probes, position[f[0].id]))


def _feedback(
    context: GradientContext, node: int, answer: float, groups: list[Group]
) -> tuple[str, ...]:
    """What is certain of the number, and one question.

    A fact is certain whatever the cause; one remedy is the right next step for all its rules.  Else
    the causes are named, and none of them is claimed.
    """
    causes = [cause for group in groups for cause in group]
    rule, guess = causes[0][0]
    question = words.asks(rule, context, node, guess)
    if rule.fact or len(causes) == 1:
        return words.says(rule, context, node, guess), question
    titles = [words.title(cause[0][0], context, node, cause[0][1]) for cause in causes]
    return several(answer, titles), question


def several(answer: float, titles: Sequence[str]) -> str:
    """``Two causes fit 48: …, or …``: they are named, and none of them is claimed."""
    count = {2: "Two causes fit", 3: "Three causes fit"}.get(len(titles), "Several causes fit")
    listed = ", ".join(titles[: min(len(titles), 3) - 1]) + f", or {titles[:3][-1]}"
    return f"{count} {format_number(answer)}: {listed}."


def _without_rule(context: GradientContext, node: int, answer: float, expected: float) -> Diagnosis:
    pair = composite_mistake(context, node, answer)
    if pair is not None:
        (one, first), (two, second) = pair
        text = (
            f"Two slips together give {format_number(answer)}: "
            f"{words.title(one, context, node, first)}, "
            f"and {words.title(two, context, node, second)}."
        )
        asked = words.asks(one, context, node, first)
        ids = (one.id, two.id)
        causes = _causes(context, pair)
        return Diagnosis(expected, False, ids, (text, asked), (ids,), causes=causes)
    slip = arithmetic_slip(context, node, answer)
    if slip is not None:
        said = (slip.says, slip.asks)
        one_id = (slip.id,)
        causes = (Cause(slip.id, "", 1.0),)
        return Diagnosis(expected, False, one_id, said, (one_id,), causes=causes)
    return Diagnosis(expected, correct=False, feedback=_unrecognised(context, node, answer))


def _unrecognised(context: GradientContext, node: int, answer: float) -> tuple[str, ...]:
    said = (
        f"{format_number(answer)} fits no mistake that is known here, so take it factor by factor."
    )
    routes = context.routes(node)
    z, v = context.label(context.of), context.label(node)
    if not routes:
        return said, f"Does {z} depend on {v}?"
    m = context.label(routes[0].successor)
    question = f"What is {derivative(m, v)}"
    if routes[0].successor != context.of:
        question += f", and what is {derivative(z, m)}"
    if len(routes) > 1:
        question += "? And for the other successors"
    return said, question + "?"
