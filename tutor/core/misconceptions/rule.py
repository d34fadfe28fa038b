"""What a misconception is: a wrong rule as code, and the words for whoever follows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tutor.core.misconceptions.board import Board, Patch


class Guess(NamedTuple):
    """A wrong number for one derivative.

    ``at`` is the node that the rule is about (a successor, another node, the operation that was
    differentiated wrongly), −1 where there is none.
    """

    number: float
    at: int = -1


Wrong = Callable[[Board, int], Iterator[Guess]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table.

    ``wrong``   the numbers that somebody who follows the rule would answer
    ``title``   the mistake in a few words, for “two causes fit: …” and for reports
    ``says``    what the number is; braces as in ``words.py``
    ``asks``    one question back
    ``says_all``, ``asks_all``  the same where the number adds up all successors (no one node)
    ``remedy``  rules with the same remedy need the same next question, so they are merged
    ``fact``    True when ``says`` is true of the number whatever the learner was thinking
    ``patches`` for a rule that is nothing but another local gradient: one entry an operation
    """

    id: str
    title: str
    says: str
    asks: str
    wrong: Wrong
    remedy: str = ""
    fact: bool = False
    patches: tuple[tuple[str, Patch], ...] = ()
    says_all: str = ""
    asks_all: str = ""


def patching(
    id_: str, title: str, says: str, asks: str, *, remedy: str = "", **patches: Patch
) -> Rule:
    """A rule that replaces the local gradients of some operations and runs the pass again."""

    def wrong(board: Board, node: int) -> Iterator[Guess]:
        found = board.patched(node, patches)
        if found is not None:
            yield Guess(found[0].gradients[node], found[1])

    return Rule(id_, title, says, asks, wrong, remedy, patches=tuple(patches.items()))
