"""What another number on the same graph says about a slip.

The slips behind a wrong ∂z/∂v are told apart by what the same learner holds for one ∂z/∂m on the
way.  A slip between m and z shows in both numbers, one before m leaves the second right, and a
habit may show in both at different places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from tutor.core.answers import TypedNumber, is_right
from tutor.core.misconceptions.context import GradientContext
from tutor.core.misconceptions.likelihood import ROUNDED, chance
from tutor.core.misconceptions.reruns import reruns_of
from tutor.core.misconceptions.rule import Finding, nothing
from tutor.core.misconceptions.slips import Slip, slips_of
from tutor.core.misconceptions.table import RULES, explaining

HABIT = 0.3
"""How often a rule shows at another place, too, next to at the same one."""
UNNAMED = 0.02
"""How likely a second number is that a cause does not give: unlikely, not impossible."""
APART = 0.1
"""The same, next to it, where the second number is wrong: then two things went wrong."""
UNSYSTEMATIC = 0.5
"""How often a right second number stands beside a first one that nothing known explains."""

Known = Mapping[int, TypedNumber]
"""What was typed for ∂of/∂node, by node."""


def fits_known(context: GradientContext, known: Known) -> Callable[[Slip], float]:
    """How likely a slip goes with the other numbers."""
    parts = [_Number(context, node, typed) for node, typed in known.items()]

    def fits(slip: Slip) -> float:
        found = 1.0
        for part in parts:
            found *= part.fits(slip)
        return found

    return fits


TAKEN_FOR_IT = frozenset({
    "VALUE_FOR_GRADIENT", "VALUE_OF_OUTPUT", "VALUE_OF_NODE", "WRONG_NODE", "STEP_FOR_ANSWER",
})  # fmt: skip
"""Rules by which another number is taken for the one that is asked for."""
AT_THE_END = TAKEN_FOR_IT | {"SIGN_FLIPPED"}
"""What can happen however right everything was before."""


def leaves_right(context: GradientContext, given: Iterable[int]) -> Callable[[Slip], bool]:
    """Whether a slip leaves these gradients right, which nobody has to work out.

    Who took one number for another (a value for a gradient), or lost a sign at the end, may do so
    whatever is given.
    """
    parts = [(context.gradients[m], _numbers(context, m)) for m in given]

    def can_be(slip: Slip) -> bool:
        found = (slip.finding, slip.other)
        places = [_place(one) for one in found if one and one[0].id not in AT_THE_END]
        shown = ((right, here[p]) for right, here in parts for p in places if p in here)
        return all(any(is_right(x, right) for x in numbers) for right, numbers in shown)

    return can_be


def chance_of_known(context: GradientContext, known: Known) -> float:
    """How likely the other numbers are where nothing known explains the first."""
    found = 1.0
    for node, typed in known.items():
        is_mended = is_right(typed.value, context.gradients[node])
        found *= UNSYSTEMATIC if is_mended else UNNAMED
    return found


class _Number:
    """One other number, with all that slips give there."""

    def __init__(self, context: GradientContext, node: int, typed: TypedNumber) -> None:
        self._typed = typed
        self._context, self._node = context, node
        self._whole = context.whole
        self._right = context.gradients[node]
        self._least = UNNAMED * (1.0 if is_right(typed.value, self._right) else APART)
        self._here = _numbers(context, node)
        self._anywhere: dict[str, list[float]] = defaultdict(list)
        for place, numbers in self._here.items():
            self._anywhere[str(place[0])] += numbers

    def fits(self, slip: Slip) -> float:
        """How likely the number is when this slip was made, next to a certain one."""
        findings = [slip.finding] if slip.other is None else [slip.finding, slip.other]
        shown = [self._here[p] for one in findings if (p := _place(one)) in self._here]
        if not shown and slip.rule.reruns is not nothing:  # one value goes into both numbers
            shown = [self._reruns[p]] if (p := _place(slip.finding)) in self._reruns else []
        if len(shown) > 1:
            # Two slips further on: what both give is not known, but it is hardly right.
            return self._least if is_right(self._typed.value, self._right) else 1.0
        numbers: Sequence[float] = shown[0] if shown else [self._right]
        if all(guess.at < 0 for _, guess in findings):  # of the pen: it may be in one of them
            numbers = [*numbers, self._right]
        habits = (x for rule, _ in findings for x in self._anywhere.get(rule.id, ()))
        likely = max(self._best(numbers), HABIT * self._best(habits))
        return max(self._least, likely / ROUNDED)

    @cached_property
    def _reruns(self) -> Mapping[tuple[object, ...], list[float]]:
        """What slips that take passes of their own give for this derivative."""
        found: dict[tuple[object, ...], list[float]] = defaultdict(list)
        for slip in reruns_of(self._context, self._node, RULES.values()):
            found[_place(slip.finding)].append(slip.guess.number)
        return found

    def _best(self, numbers: Iterable[float]) -> float:
        return max((chance(self._typed, x, whole=self._whole) for x in numbers), default=0.0)


def _numbers(context: GradientContext, node: int) -> Mapping[tuple[object, ...], list[float]]:
    """What every slip gives for one derivative, by what names it."""
    found: dict[tuple[object, ...], list[float]] = defaultdict(list)
    for slip in slips_of(context, node, explaining()):
        found[_place(slip.finding)].append(slip.guess.number)
    return found


def _place(finding: Finding) -> tuple[object, ...]:
    """What names a slip whichever derivative is asked for."""
    rule, guess = finding
    return rule.id, guess.at, guess.slot
