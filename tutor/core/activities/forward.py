"""``steps forward``: a walk through the forward pass, one node a step."""

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
from tutor.core.graph import Graph, Pass, said_value
from tutor.core.lesson import Plan, Steps
from tutor.core.questions import Question, next_node_question, value_question


def _moves(steps: Steps[Plan], graph: Graph) -> list[Move]:
    return with_turns(steps, (node.name for node in graph.computed))


def length(steps: Steps[Plan], graph: Graph) -> int:
    """One step a computed node, and one for each question about the order."""
    return len(graph.computed) + count_turns(steps)


def question(steps: Steps[Plan], numbers: Pass, work: Work) -> Question | None:
    """The value of the next node, or which node can come next; on paper that of the last one."""
    if steps.mode == "paper":
        return pass_on_paper(numbers, steps, work)
    moves = _moves(steps, numbers.graph) if steps.asks else []
    if not asked(steps, moves, work):
        return None
    move, ready = moves[work.step], known(numbers, moves[: work.step]).values
    if isinstance(move, Turn):
        return next_node_question(
            numbers, ready, forward=True, where=f"{steps.id}:next:{move.node}"
        )
    return value_question(numbers, move, f"{steps.id}:{move}") if isinstance(move, str) else None


def known(numbers: Pass, done: Sequence[Move]) -> Known:
    """The values of the leaves and of the nodes that are computed."""
    start = Known.at_start(numbers)
    reached = {*start.values, *(move for move in done if isinstance(move, str))}
    values = {name: x for name, x in numbers.values.items() if name in reached}
    return Known(values, {}, {}, {})


def show(steps: Steps[Plan], numbers: Pass, work: Work, settled: bool) -> Shown:
    """The values so far."""
    moves = _moves(steps, numbers.graph)
    done = moves[: work.step]
    taken = said_value(numbers, done[-1]) if done and isinstance(done[-1], str) else ""
    seen = known(numbers, done)
    return show_walk(numbers, moves, work, seen, taken, settled=settled)


def why_not(_plan: Plan, graph: Graph, name: str) -> tuple[str, str]:
    """The value of a leaf is given."""
    if not graph.by_name[name].is_leaf:
        return "", ""
    computed = ", ".join(node.name for node in graph.computed)
    return f"{name!r} is an input: its value is given, not computed", f"ask at {computed}"


KIND = ActivityKind(
    name="forward", title="Forward pass", does="computes one node per step",
    lines="`ask at u: value` or `order` (which node comes next?)",
    template="```steps forward\ngraph: field\nask at area: value\n```\n",
    asks=("value", "order"), read=lambda _fields: Plan(), why_not=why_not,
    length=length, question=question, show=show, solved=partial(with_solved_step, length),
    walks="forward",
)  # fmt: skip
