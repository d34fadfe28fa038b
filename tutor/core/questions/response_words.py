"""A response as people read it: options by their text, typed answers as they were typed."""

from __future__ import annotations

from contextlib import suppress

from tutor.core.questions.model import Question, Response
from tutor.core.questions.registry import solution
from tutor.core.text import format_number


def response_words(question: Question, response: Response) -> tuple[str, ...]:
    """The words of a response, one for each slot; of ticks, all lines that have one in one text."""
    if question.way in ("blanks", "grid"):
        return response
    if question.way == "tick":
        pairs = zip(question.slots, response, strict=False)
        return (", ".join(slot.label for slot, ticked in pairs if ticked == "1") or "none",)
    known = {str(place): option for place, option in enumerate(question.options)}
    if question.way == "assemble":
        return tuple(" ".join(known.get(at, at) for at in one.split()) for one in response)
    return tuple(known.get(given, given) for given in response)


def solution_words(question: Question) -> tuple[str, ...]:
    """The right response in the same way, its numbers in few figures."""
    return tuple(map(_short, response_words(question, solution(question))))


def _short(text: str) -> str:
    with suppress(ValueError):
        return format_number(float(text))
    return text
