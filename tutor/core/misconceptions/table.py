"""The table of misconceptions, most common first: the order is the prior of a diagnosis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from tutor.core.misconceptions.averages import AVERAGE_RULES
from tutor.core.misconceptions.board import Board, usable
from tutor.core.misconceptions.combining import FIRST, LAST, SECOND
from tutor.core.misconceptions.network_table import NETWORK_RULES
from tutor.core.misconceptions.operations import OPERATION_RULES
from tutor.core.misconceptions.rule import Guess, Rule

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        rule.id: rule
        for rule in (*FIRST, *OPERATION_RULES, *NETWORK_RULES, *SECOND, *AVERAGE_RULES, *LAST)
    }
)


def guesses(
    board: Board, node: int, ids: Iterable[str] | None = None
) -> Iterator[tuple[Rule, Guess]]:
    """Every wrong number that these rules (all by default) give for ∂of/∂node."""
    for rule in RULES.values() if ids is None else [RULES[i] for i in ids if i in RULES]:
        for guess in rule.wrong(board, node):
            if usable(guess.number):
                yield rule, guess
