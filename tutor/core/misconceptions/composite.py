"""Numbers that no single rule gives: two slips at once, and plain slips of the pen."""

from __future__ import annotations

from typing import NamedTuple

from tutor.core.answers import close
from tutor.core.misconceptions.board import Board
from tutor.core.misconceptions.rule import Guess, Rule
from tutor.core.misconceptions.table import RULES, guesses

_SECOND = ("BACKPROP_ONLY", "ADDED_NOT_MULTIPLIED", "ONE_ROUTE", "ROUTES_AVERAGED", "SIGN_FLIPPED")
"""Rules that are tried on top of a wrong local gradient."""

_SMALL = 12
"""Whole numbers up to here are hit by chance too often to name two causes for one."""

Finding = tuple[Rule, Guess]


class Slip(NamedTuple):
    """A slip that is no misconception."""

    id: str
    says: str
    asks: str


HALVED = Slip(
    "FACTOR_OF_TWO",
    "Half of the right value.",
    "Where on the way does a factor 2 come in?",
)
DECIMAL = Slip(
    "DECIMAL_SLIP",
    "The digits are right; the decimal point is not where it belongs.",
    "About how large should the product of the factors be?",
)


def composite(board: Board, node: int, answer: float) -> tuple[Finding, Finding] | None:
    """The two rules that together give ``answer``, when exactly one pair does."""
    if answer == round(answer) and abs(answer) <= _SMALL:
        return None
    found: dict[frozenset[str], tuple[Finding, Finding]] = {}
    for rule in RULES.values():
        if not rule.patches:
            continue
        wrong = board.patched(node, dict(rule.patches))
        if wrong is None:
            continue
        patched, at = wrong
        first = (rule, Guess(patched.gradients[node], at))
        patches = [r.id for r in RULES.values() if r.patches and r.remedy != rule.remedy]
        for other, guess in guesses(patched, node, (*_SECOND, *patches)):
            if close(answer, guess.number):
                found.setdefault(frozenset({rule.id, other.id}), (first, (other, guess)))
    return next(iter(found.values())) if len(found) == 1 else None


def noise(answer: float, expected: float) -> Slip | None:
    """Half of the right value, or the right digits at the wrong power of ten."""
    if answer == 0 or expected == 0:
        return None
    if close(2 * answer, expected):
        return HALVED
    if any(close(answer * 10.0**k, expected) for k in (-3, -2, -1, 1, 2, 3)):
        return DECIMAL
    return None
