"""Advice that leads back to the number that was just rejected."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from tests.benchmarks.diagnosis.questions import Asked, questions, typed
from tests.benchmarks.diagnosis.scoring import percent
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
    """What somebody comes to who does what the cause asks for; None where that is not one step."""
    paper, node = asked.paper, asked.node
    at = paper.tape.index.get(cause.at, -1)
    local = paper.successors(node).get(at)
    arriving = paper.gradients[at] if at >= 0 else None
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
        case "ACTIVATION_SKIPPED" | "SIGMA_PRIME_FORGOTTEN" if at in paper.rows:
            return answer * paper.locals[at][0]
        case "SQ_FORGOT_2" if paper.op(at) == "pow":
            return answer * paper.operands(paper.rows[at])[1]
        case "HALF_FORGOTTEN" | "ACCUMULATED_TWICE":
            return answer / 2
        case "HALF_TWICE":
            return answer * 2
    return None


def told(found: Diagnosis) -> Sequence[Cause]:
    """The causes that the learner is told: none where a number on the way is asked for instead."""
    if found.asks or not found.causes:
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


def rows() -> Iterator[Row]:
    """The lines of the table: the causes that are said of each answer, two at most."""
    chance = random.Random("circular")
    circular, possible = [], 0
    for asked in questions():
        for slip in tried(asked, chance):
            answer = typed(slip.number, chance)
            causes = told(asked.diagnosed(answer))
            led = [number for c in causes if (number := followed(asked, c, answer)) is not None]
            possible += bool(led)
            circular.append(any(is_close(number, answer) for number in led))
    yield Row("answers whose advice can be carried out in one step", len(circular), str(possible))
    yield Row("circular advice", len(circular), str(sum(circular)), "0")
    yield Row("circular advice, of that which can be carried out", possible, percent(
        [True] * sum(circular) + [False] * (possible - sum(circular))))  # fmt: skip
