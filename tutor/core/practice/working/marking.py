"""Marking a hand calculation with errors carried forward.

Right is what is right by itself, or follows from numbers that are right (rounding on the way makes
a difference).  What is not right but follows from what the same hand wrote before has its mark all
the same; what does neither is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from typing import Literal

from tutor.core.answers import AnswerError, is_close
from tutor.core.errors import GraphError
from tutor.core.graph import Pass, run, tape_of
from tutor.core.practice.working.lines import read_lines
from tutor.core.practice.working.names import FindNode
from tutor.core.practice.working.own_numbers import Found, OwnNumbers
from tutor.core.practice.working.steps import Quantity, Step, derivative_by
from tutor.core.practice.working.words import explained, stated_again
from tutor.core.text import pad, plural, safe, width
from tutor.core.typed import Typed

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


def mark_working(
    typed: Typed, leaves: Mapping[str, float], text: str, wrt: str = ""
) -> WorkingMark:
    """Mark the lines of ``text`` on a graph that was typed; ``wrt`` is what was asked for, if any.

    Raises GraphError for a node or leaf that is not there and a graph without a value at these
    leaves, AnswerError for too many lines and for a text without a line that can be read.
    """
    if typed.graph is None:
        raise GraphError("this graph has problems")
    numbers = run(typed.graph.graph, leaves)
    node = typed.node(wrt) if wrt else ""
    if wrt and not node:
        known = ", ".join(one.name for one in numbers.graph.nodes)
        raise GraphError(f"{wrt!r} is not a node of this graph; its nodes are {known}")
    asked = derivative_by(numbers.graph, numbers.graph.output, node) if node else None
    written = frozenset(typed.names.values())
    unwritten = frozenset(numbers.graph.by_name) - written if written else frozenset()
    return mark_lines(numbers, typed.node, text, asked, unwritten)


WRITTEN = 44
"""Columns for a line as it was written, before its mark."""


def working_lines(marked: WorkingMark) -> list[str]:
    """The marks as lines of text: each step with its mark, what to say, and how much is right."""
    digits = len(str(max(one.step.line for one in marked.steps)))
    texts = [safe(" ".join(one.step.text.split())) for one in marked.steps]
    columns = min(max(map(width, texts)), WRITTEN)
    rows = [
        f"{one.step.line:>{digits}}  {pad(text, columns)}  {one.said}"
        for one, text in zip(marked.steps, texts, strict=True)
    ]
    said = " ".join(marked.feedback)
    return [*rows, *([said] if said else []), marked.summary]


def mark_lines(
    numbers: Pass,
    find: FindNode,
    text: str,
    asked: Quantity | None = None,
    unwritten: frozenset[str] = frozenset(),
) -> WorkingMark:
    """The same for a pass; ``find`` says which node a name means.  Raises AnswerError likewise.

    ``unwritten`` are nodes whose names nobody has written, as t₁ in J = (w·x)².
    """
    steps = read_lines(text, numbers, find)
    read = [step for step in steps if step.asks is not None]
    if not read:
        raise AnswerError(_nothing(steps))
    working = _Working(numbers, steps, unwritten)
    marked = tuple(working.marks[at] for at in range(len(steps)))
    first = next((at for at, one in enumerate(marked) if one.status == "wrong"), None)
    feedback, mistakes = ((), ()) if first is None else working.explained(first)
    answers = [one for one in marked if asked and _same(one.step.asks, asked)]
    return WorkingMark(
        steps=marked,
        score=sum(one.status in ("right", "follows") for one in marked) / len(read),
        first=None if first is None else marked[first],
        feedback=feedback,
        mistakes=mistakes,
        answer=answers[-1] if answers else None,
        asked=asked.symbols(numbers.graph) if asked else "",
    )


def _nothing(steps: Sequence[Step]) -> str:
    if not steps:
        return "there is no line with a number in this working: write lines as u = 15"
    step = steps[0]
    return f"no line of this working can be read; line {step.line}: {step.problem}"


def _same(one: Quantity | None, asked: Quantity) -> bool:
    """Whether both are the same derivative: ∂J/∂e is local and gradient where J is made from e."""
    if one is None:
        return False
    kinds = {one.kind, asked.kind}
    return one[1:] == asked[1:] and (len(kinds) == 1 or kinds == {"local", "gradient"})


class _Working:
    """The steps of one working, marked in an order in which none comes before what it needs."""

    def __init__(self, numbers: Pass, steps: tuple[Step, ...], unwritten: frozenset[str]) -> None:
        self._numbers = numbers
        self._unwritten = unwritten
        self._steps = steps
        self._written: dict[Quantity, list[int]] = {}
        for at, step in enumerate(steps):
            if step.asks is not None:
                self._written.setdefault(step.asks, []).append(at)
        self._versions: dict[tuple[int, ...], OwnNumbers] = {}

    @cached_property
    def marks(self) -> dict[int, MarkedStep]:
        """The mark of each step, by its position."""
        tape = tape_of(self._numbers.graph)
        marks = {
            at: MarkedStep(step, "unread")
            for at, step in enumerate(self._steps)
            if step.asks is None
        }
        read = [(step.asks.order(tape), at) for at, step in enumerate(self._steps) if step.asks]
        for _, at in sorted(read):
            marks[at] = self._mark(at, marks)
        return marks

    def _mark(self, at: int, marks: Mapping[int, MarkedStep]) -> MarkedStep:
        step = self._steps[at]
        asked = _asked(step)
        expected = asked.number(self._numbers)
        if step.agrees(expected):
            return MarkedStep(step, "right", expected)
        follows: tuple[int, ...] = ()
        for found in self._own(at).candidates(asked):
            origins = self._origins(found, marks)
            if not origins and (step.agrees(found.number) or _between(step, expected, found)):
                return MarkedStep(step, "right", expected)
            if origins and not follows and step.agrees(found.number):
                follows = origins
        return MarkedStep(step, "follows" if follows else "wrong", expected, follows)

    def _origins(self, found: Found, marks: Mapping[int, MarkedStep]) -> tuple[int, ...]:
        """The lines of the errors that this number carries forward."""
        lines: set[int] = set()
        for at in found.uses:
            if marks[at].status == "wrong":
                lines.add(self._steps[at].line)
            lines.update(marks[at].origins)
        return tuple(sorted(lines))

    def _own(self, at: int) -> OwnNumbers:
        """The writer's own numbers as step ``at`` sees them: of several the last one before it."""
        chosen = {
            quantity: max((one for one in places if one < at), default=places[0])
            for quantity, places in self._written.items()
            if quantity != self._steps[at].asks  # on which it does not depend
        }
        key = tuple(sorted(chosen.values()))
        if key not in self._versions:
            stated = {
                quantity: Found(self._steps[place].number, frozenset({place}))
                for quantity, place in chosen.items()
            }
            self._versions[key] = OwnNumbers(self._numbers, stated)
        return self._versions[key]

    def explained(self, at: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What to say about a wrong step, and the ids of mistakes that it may come from."""
        own = self._own(at)
        asked = _asked(self._steps[at])
        carried = self._origins(next(own.candidates(asked)), self.marks)
        right = [
            asks
            for place, step in enumerate(self._steps)
            if (asks := step.asks) and place < at and self.marks[place].status == "right"
        ]
        if carried:
            return stated_again(self._numbers, self._steps[at], carried, self._unwritten), ()
        return explained(self._numbers, own, self._steps[at], right, self._unwritten)


def _asked(step: Step) -> Quantity:
    if step.asks is None:
        raise TypeError("a line that could not be read has no mark")
    return step.asks


def _between(step: Step, expected: float, found: Found) -> bool:
    """Whether a number lies between the exact one and the one from rounded numbers."""
    low, high = sorted((expected, found.number))
    inside = low <= step.number <= high
    return isfinite(high - low) and (inside or any(is_close(step.number, x) for x in (low, high)))
