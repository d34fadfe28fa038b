"""``steps backward``: a walk through the backward pass, one message a step."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from tutor.core.activities.kind import ActivityKind, Known, Shown, Work
from tutor.core.activities.walk import (
    Move,
    Turn,
    asked,
    count_turns,
    pass_on_paper,
    show_walk,
    with_solved_step,
    with_turns,
)
from tutor.core.graph import Edge, Graph, Pass, said_message
from tutor.core.lesson import Plan, Steps
from tutor.core.questions import Question, message_question, next_node_question


def _moves(steps: Steps[Plan], numbers: Pass) -> list[Move]:
    sent = (message.edge for message in numbers.messages)
    return with_turns(steps, (numbers.graph.output, *sent))


def length(steps: Steps[Plan], graph: Graph) -> int:
    """The output's own gradient, one message an edge, and the questions about the order."""
    return 1 + len(graph.edges) + count_turns(steps)


def question(steps: Steps[Plan], numbers: Pass, work: Work) -> Question | None:
    """The numbers of the next message, or which node comes next; on paper the last gradient."""
    if steps.mode == "paper":
        return pass_on_paper(numbers, steps, work)
    moves = _moves(steps, numbers) if steps.asks else []
    blanks = asked(steps, moves, work)
    move = moves[work.step] if blanks else ""
    if isinstance(move, Turn):
        ready = _complete(numbers, moves[: work.step])
        return next_node_question(
            numbers, ready, forward=False, where=f"{steps.id}:next:{move.node}"
        )
    if isinstance(move, str):
        return None
    slot = f"#{move.slot}" if move.slot else ""
    return message_question(numbers, move, blanks, f"{steps.id}:{move.target}>{move.source}{slot}")


def _complete(numbers: Pass, done: Sequence[Move]) -> frozenset[str]:
    """The nodes to which all messages have come."""
    graph, seen = numbers.graph, known(numbers, done)
    full = (name for name, count in seen.arrived.items() if count == len(graph.outgoing(name)))
    return frozenset({*full, *([graph.output] if seen.gradients else [])})


def known(numbers: Pass, done: Sequence[Move]) -> Known:
    """All values, and of the gradients the sums of the messages that have come."""
    gradients = {numbers.graph.output: 1.0} if any(not isinstance(m, Turn) for m in done) else {}
    local: dict[Edge, float] = {}
    arrived: dict[str, int] = {}
    for edge in (move for move in done if isinstance(move, Edge)):
        local[edge] = numbers.locals[edge]
        gradients[edge.source] = gradients.get(edge.source, 0.0) + numbers.message(edge)
        arrived[edge.source] = arrived.get(edge.source, 0) + 1
    return Known(numbers.values, gradients, local, arrived)


def show(steps: Steps[Plan], numbers: Pass, work: Work, settled: bool) -> Shown:
    """The gradients so far."""
    moves = _moves(steps, numbers)
    done = moves[: work.step]
    taken = _said(numbers, done[-1]) if done else ""
    seen = known(numbers, done)
    return show_walk(numbers, moves, work, seen, taken, settled=settled)


def _said(numbers: Pass, move: Move) -> str:
    """What the step just taken has shown."""
    if isinstance(move, Edge):
        return said_message(numbers, move)
    if isinstance(move, Turn):
        return ""
    label = numbers.graph.label(move)
    return f"∂{label}/∂{label} = 1: the backward pass starts at the output."


def why_not(_plan: Plan, graph: Graph, name: str) -> tuple[str, str]:
    """Nothing is sent to the output."""
    what = f"{name!r} is the output: no message arrives there"
    return (what, "its gradient is 1") if name == graph.output else ("", "")


KIND = ActivityKind(
    name="backward", title="Backward pass", does="sends one message per step",
    lines="`ask at w: local, backprop, product` or `order`",
    template="```steps backward\ngraph: field\nask at l: backprop, local, product\n```\n",
    asks=("local", "backprop", "product", "order"), read=lambda _fields: Plan(), why_not=why_not,
    length=length, question=question, show=show, solved=partial(with_solved_step, length),
    walks="backward",
)  # fmt: skip
