"""What the kinds share in which every slot gets one of a few options: mark, and count shares."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.core.questions.common import praise, read_picks, right, wrong
from tutor.core.questions.model import Question, Response, Verdict


def mark_labels(
    question: Question,
    response: Response,
    expected: Sequence[int],
    reason: str,
    said: Sequence[tuple[str, str]],
    mistakes: Sequence[str] = (),
) -> Verdict:
    """A share for every slot; ``said`` is what to tell and to ask about each slot when wrong."""
    picked = read_picks(question, response)
    if isinstance(picked, Verdict):
        return picked
    slots = tuple(one == other for one, other in zip(picked, expected, strict=True))
    if all(slots):
        return right(question, reason)
    at = slots.index(False)
    named = dict.fromkeys(id_ for id_, ok in zip(mistakes, slots, strict=False) if id_ and not ok)
    return wrong(*praise(slots), *said[at], mistakes=named, slots=slots)
