"""The table of misconceptions, most common first: the order is the prior of a diagnosis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from tutor.core.misconceptions.arithmetic import PEN_SLIPS
from tutor.core.misconceptions.averages import AVERAGE_RULES
from tutor.core.misconceptions.combining import FIRST, LAST, SECOND
from tutor.core.misconceptions.context import Board, usable
from tutor.core.misconceptions.judging import JUDGING_RULES
from tutor.core.misconceptions.network_table import NETWORK_RULES
from tutor.core.misconceptions.operations import OPERATION_RULES
from tutor.core.misconceptions.rule import Guess, Rule, nothing
from tutor.core.misconceptions.training import TRAINING_RULES
from tutor.core.misconceptions.values import VALUE_RULES

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        rule.id: rule
        for rule in (
            *FIRST,
            *OPERATION_RULES,
            *NETWORK_RULES,
            *SECOND,
            *AVERAGE_RULES,
            *LAST,
            *PEN_SLIPS,
            *VALUE_RULES,
            *TRAINING_RULES,
            *JUDGING_RULES,
        )
    }
)
DERIVATIVES = tuple(
    rule for rule in RULES.values() if rule.wrong is not nothing and rule not in PEN_SLIPS
)
"""The rules that give a number for a derivative, slips of the pen left out."""

NETWORK_IDS = tuple(rule.id for rule in NETWORK_RULES)
"""Where a whole layer is asked about, these come before the rules about any graph."""


def guesses(
    board: Board, node: int, ids: Iterable[str] | None = None
) -> Iterator[tuple[Rule, Guess]]:
    """Every wrong number that these rules (all but slips of the pen) give for ∂of/∂node."""
    for rule in DERIVATIVES if ids is None else [RULES[i] for i in ids if i in RULES]:
        for guess in rule.wrong(board, node):
            if usable(guess.number):
                yield rule, guess


def name_of(id_: str) -> str:
    """A mistake in a few words; the id itself where it is from another version of the table."""
    return RULES[id_].name if id_ in RULES else id_
