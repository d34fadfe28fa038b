"""Marking one answer on any graph, as the command line and instructors use it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from tutor.core.answers import AnswerError, read_formula, read_number
from tutor.core.errors import ExpressionError, GraphError
from tutor.core.expression import LeafScope, evaluate, names
from tutor.core.graph import Graph, bracketed, derivative, kink_at, run, spoken
from tutor.core.misconceptions import (
    Asked,
    Cause,
    Diagnosis,
    TrainingContext,
    after_step,
    diagnose_asked,
    diagnose_step,
    judged,
)
from tutor.core.text import format_number, replace_labels
from tutor.core.typed import Typed


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark for one answer; ``mistakes`` are ids of misconceptions, most likely first.

    ``causes`` are the same with their places and shares; ``nearly`` is right to the figures given;
    ``read`` is False for a wrong answer for which no mistake was looked for.
    """

    correct: bool
    expected: float
    mistakes: tuple[str, ...]
    feedback: str
    nearly: bool = False
    causes: tuple[Cause, ...] = ()
    read: bool = True


Leaves = tuple[tuple[str, float], ...]
"""Leaf values as a key."""
NOT_READ = "This is wrong; which mistake it may be was not looked for."


class Marker:
    """Marks answers to “what is the derivative of the output with respect to ``wrt``?”.

    What all of them need is worked out once.  Raises GraphError for a node or leaf that is not
    there or a graph without a value.
    """

    def __init__(self, graph: Graph, leaves: Leaves, wrt: str) -> None:
        self._pass = run(graph, dict(leaves))
        if wrt not in graph.by_name:
            known = ", ".join(node.name for node in graph.nodes)
            raise GraphError(f"{wrt!r} is not a node of this graph; its nodes are {known}")
        self._asked = Asked.of_pass(self._pass, wrt)
        self._wrt = wrt
        self._steps: dict[float, Asked] = {}

    def mark(self, answer: str | float, *, why: bool = True) -> Mark:
        """The mark; the mistake is looked for when ``why``.

        Raises AnswerError for an answer that is neither a number nor a formula of known names.
        """
        given, text = self._read(answer) if isinstance(answer, str) else (float(answer), "")
        if why:
            found = diagnose_asked(self._asked, given, text=text)
        else:
            found = _only_judged(self._asked.expected, given, text)
        return self._marked(found, self._right, read=why or found.correct or found.nearly)

    def mark_step(self, answer: str, rate: float, *, why: bool = True) -> Mark:
        """The mark for ``wrt`` after one step of gradient descent with this learning rate.

        The mistake is looked for when ``why``.  Raises AnswerError as ``mark`` does,
        GraphError for a node that no step changes.
        """
        graph, wrt = self._pass.graph, self._wrt
        if not graph.by_name[wrt].is_leaf:
            leaves = ", ".join(leaf.name for leaf in graph.leaves)
            raise GraphError(
                f"a step changes leaves, and {wrt} is computed; the leaves are {leaves}"
            )
        given, text = self._read(answer)
        if why:
            found = diagnose_step(self._in_step(rate), given, rate, text)
        else:
            found = _only_judged(after_step(self._asked, rate), given, text)
        before, gradient = format_number(self._pass.values[wrt]), bracketed(self._asked.expected)
        step = f"{before} − {format_number(rate)} · {gradient}"
        after = f"{graph.label(wrt)} becomes {step} = {format_number(found.expected)}"
        read = why or found.correct or found.nearly
        return self._marked(found, f"Right: {after}.", read=read)

    def _in_step(self, rate: float) -> Asked:
        """What is asked where the gradient is for a step; kept for other answers to it."""
        if rate not in self._steps:
            self._steps[rate] = Asked.of_pass(
                self._pass, self._wrt, background=TrainingContext(rate=rate)
            )
        return self._steps[rate]

    def _marked(self, found: Diagnosis, right: str, *, read: bool = True) -> Mark:
        said = (right,) if found.correct else found.feedback
        return Mark(
            found.correct, found.expected, found.mistakes, " ".join((*said, *self._corners)),
            found.nearly, tuple(map(self._placed, found.causes)), read,
        )  # fmt: skip

    def _placed(self, cause: Cause) -> Cause:
        """The same with its place as people write it: an expression for a node nobody named."""
        node = self._pass.graph.by_name.get(cause.at)
        if node is None or not node.made:
            return cause
        written = spoken(self._pass.graph, node.name)
        return replace(cause, at="" if written == node.label else written)

    def _read(self, answer: str) -> tuple[float, str]:
        """The number, and how it was typed: "" for that of a formula with the values put in."""
        try:
            return read_number(answer), answer
        except AnswerError as error:
            labels = {node.name: node.label for node in self._pass.graph.nodes}
            try:
                formula = read_formula(replace_labels(answer, labels), labels)
                if names(formula) and set(names(formula)) <= labels.keys():
                    return evaluate(formula, LeafScope(self._pass.values)), ""
            except (AnswerError, ExpressionError):
                pass
            raise error

    @cached_property
    def _right(self) -> str:
        graph = self._pass.graph
        asked = derivative(graph.label(graph.output), graph.label(self._wrt))
        return f"Right: {asked} = {format_number(self._asked.expected)}."

    @cached_property
    def _corners(self) -> tuple[str, ...]:
        names = (self._wrt, *self._pass.graph.after(self._wrt))
        return tuple(said for name in names if (said := kink_at(self._pass, name)))


def _only_judged(expected: float, given: float, text: str) -> Diagnosis:
    """Right, nearly or wrong; why was not looked for."""
    wrong = Diagnosis(expected, correct=False, feedback=(NOT_READ,))
    return judged(expected, given, text) or wrong


def mark_typed(
    typed: Typed,
    leaves: Mapping[str, float],
    wrt: str,
    answer: str,
    *,
    why: bool = True,
    rate: float | None = None,
    marker: Callable[[Graph, Leaves, str], Marker] = Marker,
) -> Mark:
    """``mark_one`` for a graph that was typed: ``wrt`` may be a label (ŷ) or another spelling.

    With a learning ``rate`` the answer is what ``wrt`` becomes in one step of gradient descent.
    Whoever marks many answers has a ``marker`` that keeps some.  Raises GraphError and AnswerError
    as ``mark_one`` does.
    """
    if typed.graph is None:
        raise GraphError("this graph has problems")
    node = typed.node(wrt)
    if not node and typed.is_idle(wrt) and rate is None:
        return _idle(wrt, read_number(answer))
    found = marker(typed.graph.graph, tuple(leaves.items()), node or wrt)
    if rate is None:
        return found.mark(answer, why=why)
    return found.mark_step(answer, rate, why=why)


def _idle(wrt: str, given: float) -> Mark:
    """The mark at a name of the cases that do not hold: it moves nothing."""
    right = given == 0
    said = f"{wrt} stands only in cases that do not hold here, so that its gradient is 0."
    return Mark(right, 0.0, (), f"Right: {said}" if right else said)


def mark_one(graph: Graph, leaves: Mapping[str, float], wrt: str, answer: str | float) -> Mark:
    """Mark ``answer`` to “what is the derivative of the output with respect to ``wrt``?”.

    Raises GraphError for a node or leaf that is not there or a graph without a value, AnswerError
    for an answer that is not a number.
    """
    return Marker(graph, tuple(leaves.items()), wrt).mark(answer)
