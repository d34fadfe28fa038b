"""The first minute: one small graph, one number to predict, and one wrong answer that is named.

Whoever meets the tutor sees at once what no text can say: that it knows what a wrong number is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tutor.core.answers import AnswerError
from tutor.core.drawing import Marks
from tutor.core.errors import GraphError
from tutor.core.graph import Edge, Graph, Pass, derivative, run
from tutor.core.practice.marking import Mark, mark_one
from tutor.core.session import Scene
from tutor.core.syntax import parse_graph
from tutor.core.text import number

SOURCE = "input w = 3; u = 2*w; J = u^2"
"""No two of its numbers are equal, so that a wrong answer shows where it comes from."""

EMPTY = "Type a number, such as 7, and press Enter."
TRIES = 2


@dataclass(frozen=True, slots=True)
class FirstMinute:
    """What came of the answers so far: how many were wrong, whether a mistake was ``named``, and
    what was ``told`` to the last.
    """

    wrong: int = 0
    named: bool = False
    told: tuple[str, ...] = ()
    is_over: bool = False

    @property
    def scene(self) -> Scene:
        """The graph: its values and local gradients, and all of it once the answer is known."""
        numbers = _numbers()
        known = numbers.gradients if self.is_over else {numbers.graph.output: 1.0}
        asked = () if self.is_over else (_asked(numbers.graph),)
        return Scene("", numbers, Marks(numbers.values, known, numbers.locals, active=asked))

    @property
    def asks(self) -> str:
        """What is asked for, in symbols."""
        return _symbol()

    @property
    def question(self) -> str:
        """What is asked, with the numbers that stand on the arrows."""
        _, back, local = _messages()
        return (
            f"Raise w by a tiny bit: u moves {number(local)} times as far, and J moves "
            f"{number(back)} times as far as u. How many times as far as w does J move? "
            f"That is {_symbol()}."
        )

    def after(self, answer: str) -> FirstMinute:
        """The same when this was answered; what is no number costs no try."""
        if not answer.strip():
            return replace(self, told=(EMPTY,))
        try:
            found = _mark(answer)
        except AnswerError as error:
            return replace(self, told=(f"{str(error).rstrip('.')}. {EMPTY}",))
        wrong, named = self.wrong + (not found.correct), self.named or bool(found.mistakes)
        if not found.correct and wrong < TRIES:
            return FirstMinute(wrong, named, (found.feedback, "Try once more."))
        opening = f"{number(found.expected)} is right." if found.correct else found.feedback
        usual = () if named else (_usual(),)
        return FirstMinute(wrong, named, (opening, _why(), *usual), is_over=True)


def promises(back: str, afresh: str) -> tuple[str, ...]:
    """What people ask of every tutor, and is so here: ``back`` takes a step back, ``afresh`` is
    what makes a lesson new.
    """
    return (
        "Know it already? bptutor quiz 5 --prove tests you out of lesson 5.",
        f"Lost? {back} takes back one step after the other, down to the first.",
        f"Once more? {afresh} starts a lesson afresh; it asks first.",
    )


def _numbers() -> Pass:
    graph, problems = parse_graph(SOURCE, implicit_leaves=True)
    if graph is None:
        raise GraphError(f"{SOURCE!r} cannot be read: {problems}")
    return run(graph.graph)


def _asked(graph: Graph) -> str:
    """The only leaf."""
    return next(node.name for node in graph.nodes if node.is_leaf)


def _mark(answer: str | float) -> Mark:
    numbers = _numbers()
    asked = _asked(numbers.graph)
    return mark_one(numbers.graph, {asked: numbers.values[asked]}, asked, answer)


def _messages() -> tuple[Edge, float, float]:
    """The edge out of the leaf, what comes back to its end, and what stands on it."""
    numbers = _numbers()
    edge = numbers.graph.outgoing(_asked(numbers.graph))[0]
    return edge, numbers.gradients[edge.target], numbers.locals[edge]


def _symbol() -> str:
    """What is asked for: ``∂J/∂w``."""
    graph = _numbers().graph
    return derivative(graph.label(graph.output), graph.label(_asked(graph)))


def _why() -> str:
    """The right number and where it comes from."""
    _, back, local = _messages()
    return (
        f"{_symbol()} = {number(back)} · {number(local)} = {number(back * local)}: what comes back "
        "along the arrow, times the number on it. All of backpropagation is this step."
    )


def _usual() -> str:
    """The wrong answer that people give most often, and what would be said to it."""
    _, back, _ = _messages()
    return f"Many answer {number(back)}. You would have read: “{_mark(back).feedback}”"
