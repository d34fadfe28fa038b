"""Why is this number wrong?  The rules that give it, merged where they need the same question.

Three principles.  What cannot be told apart is not told apart: rules with one remedy are one group,
and when groups remain the feedback names what fits and the same question is asked again with values
that separate them.  A *fact* about the number (“8 is the backpropagated gradient at u”) may be
stated even then, for it is true whatever the learner was thinking.  A number that no rule gives is
not explained.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from tutor.core.answers import (
    TOLERANCE,
    TypedNumber,
    is_close,
    is_nearly,
    is_right,
    said_of_nearly,
)
from tutor.core.budget import spend
from tutor.core.graph import Pass
from tutor.core.misconceptions.context import NO_TRAINING, GradientContext, TrainingContext
from tutor.core.misconceptions.posterior import (
    ByNumber,
    Group,
    Posterior,
    Setting,
    posterior,
    share_known,
    weigh,
)
from tutor.core.misconceptions.priors import RARER
from tutor.core.misconceptions.replies import (
    NAMED,
    said_of_close,
    said_of_groups,
    said_of_several,
    said_of_unknown,
)
from tutor.core.misconceptions.reruns import reruns_of
from tutor.core.misconceptions.slip_pairs import Pairs
from tutor.core.misconceptions.slips import Slip, slips_of
from tutor.core.misconceptions.table import RULES, explaining, guesses

NOTHING_KNOWN: Mapping[str, TypedNumber] = MappingProxyType({})
NOTHING_ELSE = Setting()
CLEAR, CLEAR_IF_WHOLE, CLEAR_OF_TWO = 0.88, 0.8, 0.8
"""The share of all causes from which they are named: of a decimal, a whole number, two numbers."""
POSSIBLE = 0.4
"""That from which a number is asked for."""
UNLIKELY, LISTED = 0.1, 3
"""Groups are spoken of that have this part of the likeliest one's share, and how many at most."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands on the screen of a question.

    ``gradients`` are the nodes whose ∂of/∂node is printed there; ``asks_back`` says that another
    number may be asked for, ``everyday`` that the names of the two kinds of gradient have not been
    given yet.
    """

    gradients: frozenset[str] = frozenset()
    asks_back: bool = True
    everyday: bool = False


NOTHING_MORE = Shown()


@dataclass(frozen=True, slots=True)
class Cause:
    """A mistake that may be behind an answer.

    ``at`` is the name of the node at which it happened, "" where it is about the whole pass;
    ``share`` is how likely it is among all that may have happened, from 0 to 1, together with
    ``also``, mistakes that give the same number whatever the values are or need the same question.
    """

    id: str
    at: str
    share: float
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What is known about one answer.

    ``causes`` is what may be behind it, the likeliest first, with places and shares, for whoever
    looks at many answers: how much each is worth is in its share.  Where it is clear enough to be
    claimed, ``mistakes`` are all ids, and ``groups`` the same merged by remedy; where it ``hints``,
    the feedback names causes and claims none.
    ``nearly`` is an answer that is right to the figures that it has: neither right nor a mistake.
    ``ambiguous`` says that asking again with separating values would tell more.  ``telling`` is the
    node on the way whose gradient would tell most about a wrong answer, "" where there is none;
    ``asks`` is the same where the feedback asks for it.
    """

    expected: float
    correct: bool
    mistakes: tuple[str, ...] = ()
    feedback: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    nearly: bool = False
    causes: tuple[Cause, ...] = ()
    telling: str = ""
    asks: str = ""
    hints: bool = False

    @property
    def ambiguous(self) -> bool:
        """Whether more than one remedy fits."""
        return len(self.groups) > 1


@dataclass(frozen=True, eq=False)
class Asked:
    """∂of/∂node at the numbers of one pass; its slips are found once, for all answers to it."""

    context: GradientContext
    node: int

    @classmethod
    def of_pass(
        cls,
        pass_: Pass,
        wrt: str,
        of: str | None = None,
        background: TrainingContext = NO_TRAINING,
        *,
        everyday: bool = False,
    ) -> Asked:
        """What is asked with ``wrt`` and ``of`` (None is the output) of these numbers."""
        context = replace(GradientContext.of_pass(pass_, of, background), everyday=everyday)
        return cls(context, context.tape.index[wrt])

    @property
    def expected(self) -> float:
        """The right answer."""
        return self.context.gradients[self.node]

    @cached_property
    def slips(self) -> tuple[Slip, ...]:
        """Every single slip that gives a number."""
        found = tuple(slips_of(self.context, self.node, explaining()))
        spend(20 * len(found))
        return found

    @cached_property
    def by_number(self) -> ByNumber:
        """The same by their numbers."""
        return ByNumber(self.slips)

    @cached_property
    def pairs(self) -> Pairs:
        """Two of them in one answer."""
        return Pairs(self.context, self.node, self.slips)

    @cached_property
    def reruns(self) -> ByNumber:
        """Those that take passes of their own."""
        return ByNumber(reruns_of(self.context, self.node, RULES.values()))


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
    text: str = "",
    besides: Sequence[Slip] = (),
    known: Mapping[str, TypedNumber] = NOTHING_KNOWN,
    shown: Shown = NOTHING_MORE,
) -> Diagnosis:
    """Diagnose ``answer`` to “what is ∂of/∂wrt?” (of the output when ``of`` is None).

    ``probes`` are the rules that the question was made for, ``suspects`` those that fitted this
    learner's earlier answers; both rank first, and when some suspects fit again, only they count.
    ``background`` is what else the learner may have mixed in, ``text`` the answer as typed;
    ``besides`` are slips that only this question invites, ``known`` is what the same learner has
    typed for ∂of/∂ other nodes of the same pass, and ``shown`` what the screen tells.
    """
    asked = Asked.of_pass(pass_, wrt, of, background, everyday=shown.everyday)
    at = asked.context.tape.index
    others = {at[name]: typed for name, typed in known.items()}
    given = frozenset(at[name] for name in shown.gradients if at[name] != asked.node)
    if given:
        settled = given | _beyond(asked.context, asked.node, given)
        asked = replace(asked, context=replace(asked.context, settled=settled))
    setting = Setting(tolerance, frozenset(probes), frozenset(suspects), others, given)
    return diagnose_asked(
        asked, answer, setting, text=text, besides=besides, asks_back=shown.asks_back
    )


def judged(
    expected: float, answer: float, text: str = "", tolerance: float = TOLERANCE
) -> Diagnosis | None:
    """The verdict on an answer that is right, or nearly so; None for a wrong one."""
    if is_right(answer, expected, tolerance):
        return Diagnosis(expected, correct=True)
    if is_nearly(answer, expected, text):
        said = (said_of_nearly(answer, text),)
        return Diagnosis(expected, False, feedback=said, nearly=True)
    return None


def diagnose_asked(
    asked: Asked,
    answer: float,
    setting: Setting = NOTHING_ELSE,
    *,
    text: str = "",
    besides: Sequence[Slip] = (),
    asks_back: bool = True,
) -> Diagnosis:
    """``diagnose`` for one of several answers to the same; ``setting`` is what else is known."""
    answer = float(answer)
    if verdict := judged(asked.expected, answer, text, setting.tolerance):
        return verdict
    context, node = asked.context, asked.node
    others, given = setting.known, setting.given
    found = explained(asked, TypedNumber.of(answer, text), setting, besides)
    open_ = said_of_unknown(context, node, answer, others, given)
    sure = {m for m, typed in others.items() if is_right(typed.value, context.gradients[m])}
    closed = {*others, *given}
    closed |= _beyond(context, node, sure | given)
    if not asks_back:
        closed.update(context.between(node))
    said = diagnosis_of(context, node, answer, found, open_, known=closed, of_two=bool(others))
    return said if found.known >= POSSIBLE else _by_another(context, setting, said)


def _by_another(context: GradientContext, setting: Setting, said: Diagnosis) -> Diagnosis:
    """Where nothing is known of a number: what is known of another wrong one further on."""
    for node, typed in setting.known.items():
        if not is_right(typed.value, context.gradients[node], setting.tolerance):
            asked = Asked(context, node)
            found = explained(asked, typed, Setting(setting.tolerance))
            other = diagnosis_of(context, node, float(typed.value), found, ())
            if other.mistakes:
                return replace(other, expected=said.expected, telling="")
    return said


def _beyond(context: GradientContext, node: int, right: Collection[int]) -> set[int]:
    """The nodes on the way to ``of`` that every route reaches through a right gradient."""
    near, left = set[int](), [node] if right else []
    while left:
        m = left.pop()
        if m not in near:
            near.add(m)
            left += () if m in right else [route.successor for route in context.routes(m)]
    return set(context.between(node)) - near if right else set()


def explained(
    asked: Asked,
    typed: TypedNumber,
    setting: Setting,
    besides: Sequence[Slip] = (),
) -> Posterior:
    """What may be behind an answer: one slip or, where none explains it, two, or
    one in a value."""
    context, node = asked.context, asked.node
    slips = ByNumber((*besides, *asked.slips)) if besides else asked.by_number
    weighed, unexplained = weigh(context, node, typed, setting, slips)
    if share_known(weighed, unexplained) < POSSIBLE:
        others = ByNumber((*asked.pairs.near(typed), *asked.reruns.near(typed)))
        rarer_ones, _ = weigh(context, node, typed, setting, others)
        rarer = RARER if not setting.known else 1.0
        weighed += [one._replace(mass=one.mass * rarer) for one in rarer_ones]
    return posterior(context, node, weighed, unexplained, setting.probes)


def diagnosis_of(
    context: GradientContext,
    node: int,
    answer: float,
    found: Posterior,
    unrecognised: tuple[str, ...],
    *,
    expected: float | None = None,
    known: Collection[int] = (),
    of_two: bool = False,
) -> Diagnosis:
    """What is said of ``answer`` when this may be behind it, ``unrecognised`` where nothing is.

    ``expected`` is the right answer, the derivative by ``node`` where it is None; ``known`` nodes
    are not asked for, and ``of_two`` says that another number of the learner's counts, too.
    """
    expected = context.gradients[node] if expected is None else expected
    causes = tuple(_cause(context, group) for group in found.groups[:LISTED])
    groups = [g for g in found.groups if g.share >= UNLIKELY * found.groups[0].share][:LISTED]
    possible = found.known >= POSSIBLE
    telling = _telling(context, node, groups if possible else (), known)
    name = context.tape.names[telling] if telling is not None else ""
    clear = CLEAR_OF_TWO if of_two else CLEAR_IF_WHOLE if float(answer).is_integer() else CLEAR
    if found.clear < clear:
        asks = name if possible and any(g.members[0].guess.at >= 0 for g in groups) else ""
        if asks and telling is not None:
            said = said_of_several(context, telling, answer)
        elif possible:
            said = said_of_groups(context, node, answer, groups[:NAMED], sure=False)
        else:
            close = is_close(answer, expected) and not is_right(answer, expected)
            said = said_of_close(answer) if close else unrecognised
        return Diagnosis(
            expected, correct=False, feedback=said, causes=causes, telling=name, asks=asks,
            hints=possible and not asks,
        )  # fmt: skip
    ids = [tuple(dict.fromkeys(id_ for s in g.members for id_ in s.ids)) for g in groups]
    return Diagnosis(
        expected,
        correct=False,
        mistakes=tuple(dict.fromkeys(id_ for group in ids for id_ in group)),
        feedback=said_of_groups(context, node, answer, groups),
        groups=tuple(ids),
        causes=causes,
        telling=name,
    )


def _telling(
    context: GradientContext, node: int, groups: Sequence[Group], known: Collection[int]
) -> int | None:
    """The node on the way whose gradient tells most; None where there is none.

    Half of what may have happened lies between it and the output; where nothing is suspected it is
    the one in the middle of the way.
    """
    named = [m for m in context.between(node) if not context.is_nameless(m)]
    ways = [m for m in named if m not in known]
    if not groups:
        return ways[len(ways) // 2] if ways else None
    places = [(group.members[0].guess.at, group.share) for group in groups]
    half = sum(share for at, share in places if at >= 0) / 2
    after = {
        m: sum(share for at, share in places if at in context.tape.reached(m) and at != m)
        for m in ways
    }
    return min(after, key=lambda m: abs(after[m] - half), default=None)


def _cause(context: GradientContext, group: Group) -> Cause:
    rule, guess = group.members[0].finding
    also = dict.fromkeys(id_ for slip in group.members for id_ in slip.ids if id_ != rule.id)
    at = context.tape.names[guess.at] if guess.at >= 0 else ""
    return Cause(rule.id, at, group.share, tuple(also))


def wrong_numbers(
    pass_: Pass, wrt: str, of: str | None = None, ids: Iterable[str] | None = None
) -> dict[str, set[float]]:
    """For each rule that can occur here the numbers that it gives for ∂of/∂wrt."""
    context = GradientContext.of_pass(pass_, of)
    node = context.tape.index[wrt]
    found: dict[str, set[float]] = {}
    for rule, guess in guesses(context, node, ids):
        found.setdefault(rule.id, set()).add(guess.number)
    others = [RULES[id_] for id_ in (RULES if ids is None else ids) if id_ in RULES]
    for slip in slips_of(context, node, [rule for rule in others if rule.slips or rule.joint]):
        found.setdefault(slip.rule.id, set()).add(slip.guess.number)
    return found
