"""One line of a program, typed; the activity that asks for it runs the line and judges it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from tutor.core.graph import Pass
from tutor.core.lesson import Quiz, Span
from tutor.core.questions.common import right, unreadable, wrong
from tutor.core.questions.kind import Kind
from tutor.core.questions.model import Key, Question, Response, Slot, Verdict

NAME = "line"


class Judged(NamedTuple):
    """What running a line has shown: nothing to read, right, or what is wrong with it."""

    unreadable: str = ""
    feedback: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedLine(Key):
    """A line that is right, why, three hints, and what judges any other."""

    line: str
    reason: str
    rungs: tuple[str, str, str]
    judge: Callable[[str], Judged] = field(compare=False)


def ask_line(
    key: AskedLine, *, where: str, prompt: str, how: str, label: str, skill: str, numbers: Pass,
    focus: tuple[str, ...],
) -> Question:  # fmt: skip
    """The question for one line; ``how`` says in which words it is written."""
    spans = (Span(prompt), Span(f" {how}", "emphasis"))
    return Question(
        quiz=Quiz(NAME, where, spans, None, skills=(skill,)),
        seed=0,
        way="blanks",
        letters=True,
        prompt=spans,
        slots=(Slot(label, "line"),),
        numbers=numbers,
        focus=focus,
        key=key,
    )


def _mark(question: Question, key: AskedLine, response: Response) -> Verdict:
    if len(response) != 1:
        return unreadable(question, "This needs one line.")
    judged = key.judge(response[0])
    if judged.unreadable:
        return unreadable(question, judged.unreadable)
    if not judged.feedback:
        return right(question, key.reason)
    return wrong(*judged.feedback, mistakes=judged.mistakes)


KIND = Kind(
    name=NAME,
    key=AskedLine,
    mark=_mark,
    hints=lambda _question, key: key.rungs,
    worked=lambda _question, key: f"{key.line}.",
    solution=lambda key: (key.line,),
)
