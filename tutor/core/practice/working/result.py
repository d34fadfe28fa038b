"""The marks of a hand calculation: what is right, as lines of text and as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tutor.core.practice.working.steps import Step
from tutor.core.text import pad, plural, safe, width

Status = Literal["right", "wrong", "follows", "unread"]


@dataclass(frozen=True, slots=True)
class MarkedStep:
    """One step with its mark.

    ``expected`` is the right number; ``origins`` are the lines with the errors that it carries
    forward, where it ``follows``.
    """

    step: Step
    status: Status
    expected: float | None = None
    origins: tuple[int, ...] = ()

    @property
    def said(self) -> str:
        """The mark in words."""
        match self.status:
            case "right":
                return "right"
            case "wrong":
                return "✗"
            case "follows":
                lines = " and ".join(map(str, self.origins))
                return f"follows from line{'s' if len(self.origins) > 1 else ''} {lines}"
            case _:
                return f"not read: {self.step.problem}"


@dataclass(frozen=True, slots=True)
class WorkingMark:
    """The marks of all steps.

    ``score`` is the share of the steps that could be read which are right or follow; ``first`` is
    the first wrong one; ``feedback`` and ``mistakes`` are about it.  ``answer`` is the last step
    that is the quantity asked for, None where there is none, ``asked`` how that is written.
    """

    steps: tuple[MarkedStep, ...]
    score: float
    first: MarkedStep | None = None
    feedback: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()
    answer: MarkedStep | None = None
    asked: str = ""

    @property
    def all_right(self) -> bool:
        """Whether every line is right; one that could not be read is not."""
        return all(one.status == "right" for one in self.steps)

    @property
    def is_answered(self) -> bool:
        """Whether a line says what was asked, where something was."""
        return not self.asked or self.answer is not None

    @property
    def correct(self) -> bool:
        """Whether every line is right, and what is asked is among them."""
        return self.all_right and self.is_answered

    @property
    def summary(self) -> str:
        """How many steps count, and what is missing."""
        read = [one for one in self.steps if one.status != "unread"]
        count = sum(one.status != "wrong" for one in read)
        said = f"{count} of {plural(len(read), 'step')} right"
        carried = any(one.status == "follows" for one in read)
        said += ", or right given the lines before." if carried else "."
        if all(one.status == "right" for one in read):
            said = "All steps are right." if len(read) > 1 else "The step is right."
        unread = len(self.steps) - len(read)
        if unread:
            verb = "was" if unread == 1 else "were"
            said = f"{said} {plural(unread, 'step')} {verb} not read."
        return said if self.is_answered else f"{said} No line says what {self.asked} is."

    def data(self) -> dict[str, object]:
        """The marks as data for programs."""
        return {
            "correct": self.correct,
            "score": round(self.score, 4),
            "first_wrong": None if self.first is None else self.first.step.line,
            "feedback": " ".join(self.feedback),
            "mistakes": list(self.mistakes),
            "answer": None if self.answer is None else self.answer.step.number,
            "lines": [_data(one) for one in self.steps],
        }


def _short(text: str) -> str:
    """``u = … = 15`` for what is longer than its columns."""
    first, _, rest = text.partition("=")
    last = rest.rpartition("=")[2]
    return f"{first}= … ={last}" if width(text) > WRITTEN and "=" in rest else text


def _data(one: MarkedStep) -> dict[str, object]:
    step = one.step
    asks = step.asks
    return {
        "line": step.line,
        "column": step.column,
        "text": step.text,
        "kind": asks.kind if asks else None,
        "of": asks.of if asks else None,
        "wrt": (asks.wrt or None) if asks else None,
        "number": step.number if asks else None,
        "expected": one.expected,
        "mark": one.status,
        "follows_from": list(one.origins),
        "problem": step.problem,
    }


WRITTEN = 44
"""Columns for a line as it was written, before its mark."""


def working_lines(marked: WorkingMark, *, explained: bool = True) -> list[str]:
    """The marks as lines of text: each step with its mark, what to say, and how much is right.

    Without ``explained`` nothing is said of the first wrong line.
    """
    digits = len(str(max(one.step.line for one in marked.steps)))
    texts = [_short(safe(" ".join(one.step.text.split()))) for one in marked.steps]
    columns = min(max(map(width, texts)), WRITTEN)
    rows = [
        f"{one.step.line:>{digits}}  {pad(text, columns)}  {one.said}"
        for one, text in zip(marked.steps, texts, strict=True)
    ]
    said = " ".join(marked.feedback) if explained else ""
    return [*rows, *([said] if said else []), marked.summary]
