"""The table of misconceptions, most common first: its rows stand in files by topic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

from tutor.core.misconceptions.arithmetic import PEN_SLIPS
from tutor.core.misconceptions.averages import AVERAGE_RULES
from tutor.core.misconceptions.calculus import CALCULUS_RULES
from tutor.core.misconceptions.combining import COMBINING_RULES
from tutor.core.misconceptions.concepts import CONCEPT_RULES
from tutor.core.misconceptions.context import GradientContext, usable
from tutor.core.misconceptions.descent import DESCENT_RULES
from tutor.core.misconceptions.factors import FACTOR_RULES
from tutor.core.misconceptions.forward_values import VALUE_RULES
from tutor.core.misconceptions.local_slips import LOCAL_RULES
from tutor.core.misconceptions.mixed_up import MIXED_UP_RULES
from tutor.core.misconceptions.network import NETWORK_RULES
from tutor.core.misconceptions.operations import OPERATION_RULES
from tutor.core.misconceptions.priors import prior
from tutor.core.misconceptions.reruns import RERUN_RULES
from tutor.core.misconceptions.routes import ROUTE_RULES
from tutor.core.misconceptions.rule import Guess, Rule, nothing
from tutor.core.misconceptions.where_taken import WHERE_RULES

_ROWS = {
    rule.id: rule
    for rule in (
        *COMBINING_RULES,
        *ROUTE_RULES,
        *OPERATION_RULES,
        *CALCULUS_RULES,
        *LOCAL_RULES,
        *FACTOR_RULES,
        *WHERE_RULES,
        *MIXED_UP_RULES,
        *NETWORK_RULES,
        *AVERAGE_RULES,
        *PEN_SLIPS,
        *VALUE_RULES,
        *RERUN_RULES,
        *DESCENT_RULES,
        *CONCEPT_RULES,
    )
}
_TABLE: dict[str, Rule] = dict(sorted(_ROWS.items(), key=lambda row: -prior(row[0])))
RULES: Mapping[str, Rule] = MappingProxyType(_TABLE)

_OF_THE_PEN = frozenset(rule.id for rule in PEN_SLIPS)
NETWORK_IDS = tuple(rule.id for rule in NETWORK_RULES)
"""Where a whole layer is asked about, these come before the rules about any graph."""


@cache
def explaining() -> tuple[Rule, ...]:
    """The rules that give a number for a derivative."""
    return tuple(r for r in RULES.values() if r.wrong is not nothing or r.slips or r.joint)


@cache
def derivatives() -> tuple[Rule, ...]:
    """The same, slips of the pen left out."""
    return tuple(rule for rule in explaining() if rule.id not in _OF_THE_PEN)


def guesses(
    context: GradientContext, node: int, ids: Iterable[str] | None = None
) -> Iterator[tuple[Rule, Guess]]:
    """Every wrong number that these rules (all but slips of the pen) give for ∂of/∂node."""
    for rule in derivatives() if ids is None else [RULES[i] for i in ids if i in RULES]:
        for guess in rule.wrong(context, node):
            if usable(guess.number):
                yield rule, guess


def name_of(id_: str) -> str:
    """A mistake in a few words; the id itself where it is from another version of the table."""
    return RULES[id_].name if id_ in RULES else id_
