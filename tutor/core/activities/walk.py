"""What the walks through a forward and a backward pass share.

The forward pass computes one node a step (Example 5 of the note).  The backward pass starts with
∂z/∂z = 1 and then delivers one message a step: from a successor, along one edge, to one of its
inputs (Example 6, Remark 2).  A walk is only a list; how far the learner has come is a number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from tutor.core.activities.kind import Known, Shown, Work
from tutor.core.graph import Edge, Graph, Pass, along
from tutor.core.lesson import Plan, Steps
from tutor.core.questions import Question, pass_question


class Turn(NamedTuple):
    """Nothing happens: the learner says which node comes next, and it is ``node``."""

    node: str


Move = str | Edge | Turn
"""One step: a node gets its number, a message is sent along an edge, or the order is asked for."""


def _node(move: Move) -> str:
    """The node that a step is about: its place, or where its message goes."""
    if isinstance(move, str):
        return move
    return move.node if isinstance(move, Turn) else move.source


def count_turns(steps: Steps[Plan]) -> int:
    """How often a walk asks for the order."""
    return sum("order" in what for what in steps.asked.values())


def with_turns(steps: Steps[Plan], moves: Iterable[str | Edge]) -> list[Move]:
    """The steps of a walk: before the first at a node that asks for the order, that question."""
    waiting = {node for node, what in steps.asked.items() if "order" in what}
    if not waiting:
        return [*moves]
    found: list[Move] = []
    for move in moves:
        if (node := _node(move)) in waiting:
            waiting.remove(node)
            found.append(Turn(node))
        found.append(move)
    return found


def asked(steps: Steps[Plan], moves: Sequence[Move], work: Work) -> tuple[str, ...]:
    """What is asked before the next step; nothing at the end, or when it has been answered."""
    if work.step >= len(moves) or work.is_answered(work.step):
        return ()
    move = moves[work.step]
    if isinstance(move, Turn):
        return ("order",)
    return tuple(what for what in steps.asked.get(_node(move), ()) if what != "order")


def pass_on_paper(numbers: Pass, steps: Steps[Plan], work: Work) -> Question | None:
    """The one question of a walk on paper, until it is answered."""
    if work.step or work.is_answered(0):
        return None
    return pass_question(numbers, f"{steps.id}:paper", forward=steps.kind == "forward")


def with_solved_step(
    length: Callable[[Steps[Plan], Graph], int], steps: Steps[Plan], numbers: Pass, work: Work
) -> Work:
    """The work once its question is done: one step on, and on paper at the end of all."""
    end = length(steps, numbers.graph) if steps.mode == "paper" else work.step + 1
    return work.with_solved(work.step, end)


def show_walk(
    numbers: Pass, moves: Sequence[Move], work: Work, known: Known, taken: str, *, settled: bool
) -> Shown:
    """What is seen in a walk: what the last step has shown (``taken``) and what comes."""
    last = moves[work.step - 1] if work.step else None
    ahead = moves[work.step] if work.step < len(moves) else None
    focus = last if settled else ahead
    coming = "This pass is complete." if ahead is None else _coming(numbers, ahead)
    active = (focus, focus.source) if isinstance(focus, Edge) else (focus,)
    return Shown(
        said=tuple(line for line in (taken, coming) if line),
        board=(),
        numbers=numbers,
        known=known,
        active=tuple(part for part in active if not isinstance(part, Turn | None)),
        sent=last if isinstance(last, Edge) else None,
    )


def _coming(numbers: Pass, move: Move) -> str:
    graph = numbers.graph
    label = graph.label(_node(move))
    if not isinstance(move, Edge):
        return f"Next: {label}."
    return f"Next: {graph.label(move.target)} sends its message to {label}{along(graph, move)}."
