"""Advice that leads back to the number that was just rejected."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tests.benchmarks.diagnosis.questions import Asked, questions, typed
from tests.benchmarks.diagnosis.slips import Slip
from tests.benchmarks.diagnosis.table import Row
from tutor.core.answers import is_close
from tutor.core.misconceptions import Cause, Diagnosis
from tutor.core.misconceptions.replies import PROBABLE

ALWAYS = frozenset({"one route", "arriving alone", "local alone", "stopped", "inner route"})
"""Slips whose answer is a factor or a route of the right one: all of these are tried."""
OTHERS = 4
"""Other slips that are drawn a question."""


def followed(asked: Asked, cause: Cause, answer: float) -> float | None:
    """What somebody comes to who does what the cause asks for; None where that is not one step.

    A factor mends the whole answer where all of it comes through the node of the cause.
    """
    paper, node = asked.paper, asked.node
    at = paper.tape.index.get(cause.at, -1)
    local = paper.successors(node).get(at)
    arriving = paper.gradients[at] if at >= 0 else None
    whole = at >= 0 and is_close(paper.along(node)[at] * paper.gradients[at], asked.right)
    match cause.id:
        case "BACKPROP_ONLY" | "MUL_AS_ADD" if local is not None:
            return answer * local
        case "LOCAL_ONLY" | "STOPPED_EARLY" if arriving is not None:
            return answer * arriving
        case "ONE_ROUTE" if local is not None and arriving is not None:
            return answer + asked.right - local * arriving
        case "ADDED_NOT_MULTIPLIED" if local is not None and arriving is not None:
            return local * arriving
        case "SIGN_FLIPPED" | "SUB_SIGN_LOST" | "Y_MINUS_A":
            return -answer
        case "ACTIVATION_SKIPPED" | "SIGMA_PRIME_FORGOTTEN" if whole and at in paper.rows:
            return answer * paper.locals[at][0]
        case "SQ_FORGOT_2" if whole and paper.op(at) == "pow":
            return answer * paper.operands(paper.rows[at])[1]
        case "HALF_FORGOTTEN" | "ACCUMULATED_TWICE":
            return answer / 2
        case "HALF_TWICE":
            return answer * 2
    return None


def told(found: Diagnosis) -> Sequence[Cause]:
    """The causes that the learner is told: none where a number on the way is asked for instead."""
    if not (found.mistakes or found.hints):
        return ()
    return (
        found.causes[:1]
        if found.mistakes and found.causes[0].share >= PROBABLE
        else (found.causes[:2])
    )


def tried(asked: Asked, chance: random.Random) -> list[Slip]:
    """The slips whose numbers are marked."""
    chosen = [slip for slip in asked.slips if slip.key[0] in ALWAYS]
    others = [slip for slip in asked.slips if slip.key[0] not in ALWAYS]
    return chosen + chance.sample(others, min(OTHERS, len(others)))


class Led(NamedTuple):
    """Whether advice can be carried out in one step, and whether it leads back to the answer."""

    possible: bool
    back: bool


def led(asked: Asked, causes: Sequence[Cause], answer: float) -> Led:
    """What comes of doing what these causes ask for."""
    numbers = [x for c in causes if (x := followed(asked, c, answer)) is not None]
    return Led(bool(numbers), any(is_close(x, answer) for x in numbers))


def rows() -> Iterator[Row]:
    """The lines of the table: of the causes that are said, and of all that are listed as data."""
    chance = random.Random("circular")
    said: list[Led] = []
    listed: list[Led] = []
    for asked in questions():
        for slip in tried(asked, chance):
            answer = typed(slip.number, chance)
            found = asked.diagnosed(answer)
            said.append(led(asked, told(found), answer))
            listed.append(led(asked, found.causes, answer))
    for name, every, aim in (("said", said, "0"), ("listed as causes", listed, "0")):
        possible = [one.back for one in every if one.possible]
        what = f"advice {name} that can be carried out in one step"
        yield Row(what, len(every), str(len(possible)))
        yield Row("of that, circular", len(possible), str(sum(possible)), aim)
