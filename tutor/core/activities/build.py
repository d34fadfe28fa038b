"""``steps build``: the learner types the equations of a graph and sees it grow.

A formula is cut into nodes, one operation per node, each computed from nodes that are there already
(Definition 1 of the note: a directed graph without cycles).  ``Work.solved`` holds the places of
the built nodes in the forward order, so a graph left half built is found again as it was.
"""

from __future__ import annotations

from tutor.core.activities.kind import ActivityKind, Known, Shown, Work
from tutor.core.graph import Edge, Graph, Node, Pass
from tutor.core.graph import notation as written
from tutor.core.lesson import Plan, Steps
from tutor.core.questions import Question, equation_question, equation_target


def length(_steps: Steps[Plan], graph: Graph) -> int:
    """One step a computed node."""
    return len(graph.computed)


def _order(steps: Steps[Plan], graph: Graph, work: Work) -> list[int]:
    """The places of the built nodes; a prefix of them needs nothing outside itself."""
    places = range(len(graph.computed))
    return list(places) if steps.mode == "watch" else sorted(work.solved & set(places))


def _built(steps: Steps[Plan], graph: Graph, work: Work) -> tuple[Node, ...]:
    return tuple(graph.computed[i] for i in _order(steps, graph, work)[: work.step])


def question(steps: Steps[Plan], numbers: Pass, work: Work) -> Question | None:
    """The next equation; before one that stands there, only that one if it was shown, not typed."""
    graph = numbers.graph
    if steps.mode == "watch":
        return None
    built = frozenset(node.name for node in _built(steps, graph, work))
    order = _order(steps, graph, work)
    missing = tuple(node for node in graph.computed if node.name not in built)
    if work.step < len(order):
        place = order[work.step]
        missing = graph.computed[place : place + 1] if place in work.skipped else ()
    return equation_question(steps, numbers, built, missing) if missing else None


def solved(steps: Steps[Plan], numbers: Pass, work: Work) -> Work:
    """The node whose equation was typed is built; after a worked answer, the first missing one."""
    graph = numbers.graph
    order = _order(steps, graph, work)
    if work.step < len(order):
        return work.with_solved(order[work.step], work.step + 1)
    names = [node.name for node in graph.computed]
    typed = equation_target(work.response[0], graph) if work.response else ""
    place = names.index(typed) if typed in names else -1
    if place < 0 or place in order:
        place = next((i for i in range(len(names)) if i not in order), 0)
    return work.with_solved(place, len(order) + 1)


def show(steps: Steps[Plan], numbers: Pass, work: Work, _settled: bool) -> Shown:
    """The part of the graph that is built, with its values."""
    graph = numbers.graph
    built = _built(steps, graph, work)
    part = _part(numbers, {node.name for node in built})
    names = {node.name for node in part.graph.nodes}
    values = {name: x for name, x in numbers.values.items() if name in names}
    newest = built[-1:] if built else ()
    said = [f"{written.said_value(numbers, node.name)}." for node in newest]
    if steps.mode == "watch" and work.step < len(graph.computed):
        said.append(f"Next: {written.equation(graph, graph.computed[work.step].name)}.")
    elif work.step == len(graph.computed):
        said.append("The graph is complete.")
    board = tuple(written.equation(graph, node.name) for node in built)
    active = tuple(node.name for node in newest)
    return Shown(tuple(said), board, part, Known(values, {}, {}, {}), active)


def _part(numbers: Pass, built: set[str]) -> Pass:
    """The pass on the leaves and the built nodes only; nothing is known of gradients there."""
    whole = numbers.graph
    nodes = tuple(node for node in whole.nodes if node.is_leaf or node.name in built)
    last = ([node for node in nodes if node.name in built] or nodes)[-1]
    graph = Graph(whole.name, nodes, whole.output if whole.output in built else last.name)
    edges: tuple[Edge, ...] = graph.edges
    return Pass(
        graph=graph,
        values={node.name: numbers.values[node.name] for node in nodes},
        gradients=dict.fromkeys((node.name for node in nodes), 0.0),
        locals={edge: numbers.locals[edge] for edge in edges},
        messages=(),
    )


KIND = ActivityKind(
    name="build", title="Build the graph", does="the learner types the graph's equations",
    lines="`ask: TEXT` (say the formula), `hint: TEXT`",
    template="""\
```steps build
graph: field
ask: The cost is $C = 2 l w$. Type its graph, one operation per line.
hint: What is computed first?
```
""",
    asks=(), read=lambda _fields: Plan(),
    length=length, question=question, show=show, solved=solved,
)  # fmt: skip
