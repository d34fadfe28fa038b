"""Marking a hand calculation with errors carried forward.

Right is what is right by itself, or follows from numbers that are right (rounding on the way makes
a difference).  What is not right but follows from what the same hand wrote before has its mark all
the same; what does neither is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from math import isfinite

from tutor.core.answers import AnswerError, is_right
from tutor.core.errors import GraphError
from tutor.core.graph import Graph, Pass, run, tape_of
from tutor.core.typed import Typed
from tutor.core.working.lines import read_lines
from tutor.core.working.names import FindNode
from tutor.core.working.own_numbers import Found, OwnNumbers
from tutor.core.working.result import MarkedStep, WorkingMark
from tutor.core.working.steps import Quantity, Step, derivative_by
from tutor.core.working.words import explained, stated_again


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
    return mark_lines(numbers, typed.node, text, (asked,) if asked else (), unwritten)


def mark_lines(
    numbers: Pass,
    find: FindNode,
    text: str,
    asked: Sequence[Quantity | None] = (),
    unwritten: frozenset[str] = frozenset(),
) -> WorkingMark:
    """The same for a pass; ``find`` says which node a name means.  Raises AnswerError likewise.

    ``asked`` is what the lines are to say, None for what they cannot; ``unwritten`` are nodes whose
    names nobody has written, as t₁ in J = (w·x)².
    """
    steps = read_lines(text, numbers, find)
    read = [step for step in steps if step.asks is not None]
    if not read:
        raise AnswerError(_nothing(steps))
    working = _Working(numbers, steps, unwritten)
    marked = tuple(working.marked(at) for at in range(len(steps)))
    graph = numbers.graph
    return WorkingMark(
        steps=marked,
        answers=tuple(
            tuple(step for step in marked if one and _same(graph, step.step.asks, one))
            for one in asked
        ),
        asked=tuple(one.symbols(graph) if one else "" for one in asked),
    )


def _nothing(steps: Sequence[Step]) -> str:
    step = next((step for step in steps if not step.remark), None)
    if step is None:
        return "there is no line with a number in this working: write lines as u = 15"
    return f"no line of this working can be read; line {step.line}: {step.problem}"


def _same(graph: Graph, one: Quantity | None, asked: Quantity) -> bool:
    """Whether both are the same number: ∂J/∂e is local and gradient where J is made from e.

    The only message that comes to a node is the gradient there.
    """
    if one is None:
        return False
    if {one.kind, asked.kind} in ({"message", "gradient"}, {"message", "local"}):
        message, other = (one, asked) if one.kind == "message" else (asked, one)
        alone = len(graph.successors(message.wrt)) == 1
        return alone and other[1:] == (graph.output, message.wrt)
    return one[1:] == asked[1:] and (
        one.kind == asked.kind or "value" not in (one.kind, asked.kind)
    )


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
            at: MarkedStep(step, "remark" if step.remark else "unread")
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
        follows = follows or self._restates(at, marks)
        return MarkedStep(step, "follows" if follows else "wrong", expected, follows)

    def _restates(self, at: int, marks: Mapping[int, MarkedStep]) -> tuple[int, ...]:
        """The line before that has the same wrong number for the same: one mistake, not two."""
        step = self._steps[at]
        return next((
            (self._steps[one].line,) for one in self._written[_asked(step)]
            if one < at and marks[one].status == "wrong" and step.agrees(self._steps[one].number)
        ), ())  # fmt: skip

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

    def marked(self, at: int) -> MarkedStep:
        """The mark of a step; of a wrong one also what to say, and what it may come from."""
        mark = self.marks[at]
        if mark.status != "wrong":
            return mark
        feedback, mistakes = self._explained(at)
        return replace(mark, feedback=feedback, mistakes=mistakes)

    def _explained(self, at: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        own = self._own(at)
        asked = _asked(self._steps[at])
        carried = self._origins(next(own.candidates(asked)), self.marks)
        right = [
            asks
            for place, step in enumerate(self._steps)
            if (asks := step.asks) and place < at and self.marks[place].status == "right"
        ]
        about = self._numbers, self._steps[at], asked
        if carried:
            return stated_again(*about, carried, self._unwritten), ()
        return explained(*about, own, right, self._unwritten)


def _asked(step: Step) -> Quantity:
    if step.asks is None:
        raise TypeError("a line that could not be read has no mark")
    return step.asks


def _between(step: Step, expected: float, found: Found) -> bool:
    """Whether a number lies between the exact one and the one from rounded numbers."""
    low, high = sorted((expected, found.number))
    inside = low <= step.number <= high
    return isfinite(high - low) and (inside or any(is_right(step.number, x) for x in (low, high)))
