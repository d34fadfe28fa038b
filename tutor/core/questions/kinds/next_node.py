"""``ask at NODES: order``: which node can be done next?

Forward, a node can be computed once all its inputs are known.  Backward, its gradient is complete
once every successor is done (Remark 1 of the note).  Several nodes may be right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tutor.core.graph import Graph, Pass
from tutor.core.lesson import Quiz
from tutor.core.misconceptions import RULES, Needs, ordered
from tutor.core.questions.common import plain_span, read_picks, right, wrong
from tutor.core.questions.kind import Kind
from tutor.core.questions.model import Key, Question, Response, Slot, Verdict

NAME = "next"


@dataclass(frozen=True)
class NextNodeKey(Key):
    """The nodes on offer (``offered``), and for each what it still waits for."""

    graph: Graph
    offered: tuple[str, ...]
    waits: tuple[tuple[str, ...], ...]
    forward: bool

    @property
    def needs(self) -> Needs:
        """For every node those that must be done right before it."""
        if self.forward:
            return {node.name: node.inputs for node in self.graph.nodes}
        return {name: self.graph.successors(name) for name in self.graph.by_name}


def next_node_question(
    numbers: Pass, done: Iterable[str], *, forward: bool, where: str
) -> Question:
    """The question after the nodes ``done`` (leaves count as done in a forward pass)."""
    graph, ready = numbers.graph, frozenset(done)
    nodes = graph.computed if forward else graph.nodes
    offered = tuple(node.name for node in nodes if node.name not in ready)
    needs = (
        (dict.fromkeys(graph.by_name[name].inputs) for name in offered)
        if forward
        else map(graph.successors, offered)
    )
    waits = tuple(tuple(one for one in needed if one not in ready) for needed in needs)
    prompt = (
        "Which node can be computed now?"
        if forward
        else "Which node comes next: whose messages can all have arrived?"
    )
    skill = "forward-value" if forward else "backward-order"
    spans = plain_span(prompt)
    return Question(
        quiz=Quiz(NAME, where, spans, None, skills=(skill,)),
        seed=0,
        way="pick",
        prompt=spans,
        slots=(Slot("node", "next"),),
        options=tuple(map(graph.label, offered)),
        numbers=numbers,
        key=NextNodeKey(graph, offered, waits, forward),
    )


def _mark(question: Question, key: NextNodeKey, response: Response) -> Verdict:
    picked = read_picks(question, response)
    if isinstance(picked, Verdict):
        return picked
    i = picked[0]
    if not key.waits[i]:
        return right(question, _reason(key, i))
    label = key.graph.label(key.offered[i])
    missing = ", ".join(map(key.graph.label, key.waits[i]))
    what = "takes in" if key.forward else "waits for a message from"
    left = "is not known yet" if key.forward else "is not done"
    rule = ordered(RULES.values(), key.needs, (key.offered[i],), key.offered)
    explained = (rule.says, rule.asks) if rule else ("Which one waits for nothing?",)
    said = f"{label} {what} {missing}, which {left}."
    return wrong(said, *explained, mistakes=(rule.id,) if rule else ())


def _reason(key: NextNodeKey, i: int) -> str:
    label = key.graph.label(key.offered[i])
    if key.forward:
        return f"All that goes into {label} is known."
    return f"Every successor of {label} is done, so all its messages can be sent."


def _hints(_question: Question, key: NextNodeKey) -> tuple[str, ...]:
    blocked = next((i for i, waits in enumerate(key.waits) if waits), 0)
    label = key.graph.label(key.offered[blocked])
    missing = ", ".join(map(key.graph.label, key.waits[blocked]))
    return (
        "Look at the picture: which nodes are done?",
        "A node is computed from its inputs: all of them must be known."
        if key.forward
        else "A gradient is the sum over all successors: every one of them must be done.",
        f"It is not {label}, which waits for {missing}." if missing else "Only one is left.",
    )


def _worked(_question: Question, key: NextNodeKey) -> str:
    i = int(_solution(key)[0])
    return f"{key.graph.label(key.offered[i])}. {_reason(key, i)}"


def _solution(key: NextNodeKey) -> Response:
    return (str(key.waits.index(())),)


KIND = Kind(
    name=NAME,
    key=NextNodeKey,
    mark=_mark,
    hints=_hints,
    worked=_worked,
    solution=_solution,
)
