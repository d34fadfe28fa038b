"""The marks of a hand calculation: what is right, as lines of text and as data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from tutor.core.text import pad, plural, safe, width
from tutor.core.working.steps import Step

Status = Literal["right", "wrong", "follows", "unread", "remark", "given"]
"""``given`` is the answer to the question itself, which is marked where it is given; a ``remark``
claims nothing in numbers, and is no step."""
UNMARKED = ("unread", "remark", "given")


EXPLAINED, NAMED = 3, 2
"""Wrong lines that are explained, and numbers that no line says which are named."""


@dataclass(frozen=True, slots=True)
class MarkedStep:
    """One step with its mark.

    ``expected`` is the right number; ``origins`` are the lines with the errors that it carries
    forward, where it ``follows``; ``feedback`` is what to say where it is wrong, and ``mistakes``
    what it may come from.
    """

    step: Step
    status: Status
    expected: float | None = None
    origins: tuple[int, ...] = ()
    feedback: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """The mark in words."""
        match self.status:
            case "right":
                return "right"
            case "wrong":
                return "✗"
            case "given":
                return "your answer"
            case "follows":
                lines = " and ".join(map(str, self.origins))
                return f"follows from line{'s' if len(self.origins) > 1 else ''} {lines}"
            case _:
                return f"not read: {self.step.problem}"


@dataclass(frozen=True, slots=True)
class WorkingMark:
    """The marks of all steps.

    ``answers`` are, for each quantity that was asked for, the steps that say it: the last one
    counts; ``asked`` is how these quantities are written, "" for what no line can say.
    """

    steps: tuple[MarkedStep, ...]
    answers: tuple[tuple[MarkedStep, ...], ...] = ()
    asked: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        """The share of the steps that were marked which are right or follow; 0 where none was."""
        marked = self._marked
        return sum(one.status != "wrong" for one in marked) / len(marked) if marked else 0.0

    @property
    def first(self) -> MarkedStep | None:
        """The first wrong step."""
        return next((one for one in self.steps if one.status == "wrong"), None)

    @property
    def feedback(self) -> tuple[str, ...]:
        """What to say about the first wrong step."""
        return self.first.feedback if self.first else ()

    @property
    def mistakes(self) -> tuple[str, ...]:
        """What the first wrong step may come from."""
        return self.first.mistakes if self.first else ()

    @property
    def explanations(self) -> tuple[str, ...]:
        """A paragraph for each wrong step, as long as there are few."""
        said = (" ".join(one.feedback) for one in self.steps if one.status == "wrong")
        return tuple(islice(filter(None, said), EXPLAINED))

    @property
    def _marked(self) -> list[MarkedStep]:
        return [one for one in self.steps if one.status not in UNMARKED]

    def with_answer_given(self) -> WorkingMark:
        """The same before the answers are marked: nothing is told of the steps that say them."""
        said = list(dict.fromkeys(one for says in self.answers for one in says))
        wrong = {one.step.line for one in said if one.status == "wrong"}
        hidden = {
            one: MarkedStep(one.step, "given")
            for one in said
            if one.status in ("right", "wrong") or wrong.issuperset(one.origins)
        }
        return replace(
            self,
            steps=tuple(hidden.get(one, one) for one in self.steps),
            answers=tuple(tuple(hidden.get(x, x) for x in says) for says in self.answers),
        )

    @property
    def all_right(self) -> bool:
        """Whether every line is right; what could not be read is not, a remark is nothing."""
        return all(one.status in ("right", "remark") for one in self.steps)

    @property
    def answer(self) -> MarkedStep | None:
        """The last step that says what was asked first."""
        return next((says[-1] for says in self.answers if says), None)

    @property
    def is_answered(self) -> bool:
        """Whether lines say all that was asked, as far as lines can."""
        return not self.missing

    @property
    def missing(self) -> tuple[str, ...]:
        """What was asked and no line says."""
        both = zip(self.asked, self.answers, strict=True)
        return tuple(asked for asked, says in both if asked and not says)

    @property
    def correct(self) -> bool:
        """Whether every line is right, and what is asked is among them."""
        return self.all_right and self.is_answered

    @property
    def summary(self) -> str:
        """How many steps count, and what is missing."""
        read = self._marked
        unread = sum(one.status == "unread" for one in self.steps)
        count = sum(one.status != "wrong" for one in read)
        said = f"{count} of {plural(len(read), 'step')} right"
        carried = any(one.status == "follows" for one in read)
        said += ", or right given the lines before." if carried else "."
        if all(one.status == "right" for one in read):
            said = "All steps are right." if len(read) > 1 else "The step is right."
        if not read:
            said = "No step is marked yet."
        if unread:
            verb = "was" if unread == 1 else "were"
            said = f"{said} {plural(unread, 'step')} {verb} not read."
        return said if self.is_answered else f"{said} {self.unsaid}"

    @property
    def unsaid(self) -> str:
        """That no line says what was asked, some of it named."""
        named = list(self.missing[:NAMED])
        others = len(self.missing) - len(named)
        if others:
            named.append(plural(others, "other"))
        *most, last = named
        listed = f"{', '.join(most)} or {last}" if most else last
        return f"No line says what {listed} {'are' if others > 1 else 'is'}."

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
        "feedback": " ".join(one.feedback),
        "follows_from": list(one.origins),
        "problem": step.problem,
    }


WRITTEN = 44
"""Columns for a line as it was written, before its mark."""


def working_lines(marked: WorkingMark, *, explain_answer: bool = True) -> list[str]:
    """The marks as lines of text: each step with its mark, what to say, and how much is right.

    Without ``explain_answer`` nothing is said of the lines that are what was asked.
    """
    digits = len(str(max(one.step.line for one in marked.steps)))
    texts = [_short(safe(" ".join(one.step.text.split()))) for one in marked.steps]
    columns = min(max(map(width, texts)), WRITTEN)
    rows = [
        f"{one.step.line:>{digits}}  {pad(text, columns)}  {one.said}"
        for one, text in zip(marked.steps, texts, strict=True)
    ]
    told = marked if explain_answer else marked.with_answer_given()
    return [*rows, *told.explanations, marked.summary]
