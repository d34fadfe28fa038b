"""What a wrong number means in a blank that asks for a value or for one factor of a message.

The derivative through all routes is the business of ``misconceptions``; here are the two quantities
around it: the value of one operation, and the local gradient of one edge.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from engine import OPERATIONS
from tutor.core.answers import close
from tutor.core.figures import figure
from tutor.core.graph import Edge, Graph, Pass
from tutor.core.misconceptions import RULES, diagnose
from tutor.core.misconceptions.board import Board, Slot
from tutor.core.misconceptions.words import derivative
from tutor.core.quizzes.written import equation, operand_labels

SWAPPED = "ROLES_SWAPPED"
"""The other one of the two factors was given."""


class Explained(NamedTuple):
    """Ids of mistakes, most likely first, and what to say: a paragraph each.

    ``again`` is True when several causes fit and other values would tell them apart.
    """

    mistakes: tuple[str, ...]
    feedback: tuple[str, ...]
    again: bool = False


def explain_local(numbers: Pass, edge: Edge, answer: float, tolerance: float) -> Explained:
    """Why ``answer`` is not ∂target/∂source on one edge (all slots of the source together)."""
    graph = numbers.graph
    source, target = graph.label(edge.source), graph.label(edge.target)
    asked = derivative(target, source)
    facts = _facts(numbers, edge, asked)
    found = [one for one in facts if close(answer, one[1], tolerance)]
    wrong = dict.fromkeys(
        id_ for id_, x in wrong_locals(numbers, edge) if close(answer, x, tolerance)
    )
    n = figure(answer)
    if found:
        ids = tuple(dict.fromkeys((found[0][0], *wrong)))
        return Explained(ids, (f"{n} is {found[0][2]}.", found[0][3]))
    question = f"Raise {source} a little and hold the rest still: how fast does {target} change?"
    if close(answer, -numbers.local(edge.target, edge.source), tolerance):
        return Explained(
            ("SIGN_FLIPPED", *wrong), (f"Right size, wrong sign in {asked}.", question)
        )
    said = f"{n} is not how fast {equation(graph, edge.target)} changes with {source}."
    return Explained(tuple(wrong), (said, question))


Fact = tuple[str, float, str, str]
"""(id, number, what the number is, one question back)"""


def _facts(numbers: Pass, edge: Edge, asked: str) -> Iterator[Fact]:
    graph = numbers.graph
    z = graph.label(graph.output)
    source, target = graph.label(edge.source), graph.label(edge.target)
    rest = f"{asked} stands on the edge from {source} to {target}, and {z} does not occur in it"
    arriving = numbers.gradients[edge.target]
    if edge.target != graph.output:
        yield (
            SWAPPED, arriving,
            f"the backpropagated gradient {derivative(z, target)}",
            f"{rest}. How fast does {target} alone change with {source}?",
        )  # fmt: skip
    yield (
        "WRONG_NODE", numbers.gradients[edge.source],
        f"{derivative(z, source)}: local and backpropagated gradient are both in it",
        f"{rest}. What is the one factor?",
    )  # fmt: skip
    labels = operand_labels(graph, edge.target)
    own = numbers.values[edge.source]
    if len(set(labels)) > 1 and graph.by_name[edge.target].op == "mul":
        yield (
            "MUL_OWN_VALUE", own, f"{source} itself",
            f"{target} is a product: hold the other factor still. Which number is that?",
        )  # fmt: skip
    yield (
        "VALUE_OF_NODE", own, f"the value of {source}",
        f"How fast does {target} change when {source} grows?",
    )  # fmt: skip
    yield (
        "VALUE_OF_NODE", numbers.values[edge.target], f"the value of {target}",
        f"How fast does {target} change when {source} grows?",
    )  # fmt: skip


def wrong_locals(numbers: Pass, edge: Edge) -> Iterator[tuple[str, float]]:
    """What the rules about operations give for this edge."""
    board = Board.of_pass(numbers, edge.target)
    row = board.tape.row_of[board.of]
    if row is None:
        return
    operands = [board.values[i] for i in row.operands]
    for rule in RULES.values():
        patch = dict(rule.patches).get(row.op)
        if patch is None:
            continue
        total = 0.0
        for slot, node in row.inputs:
            if board.tape.names[node] == edge.source:
                wrong = patch(Slot(row, operands, board.values[board.of], slot))
                total += board.locals[board.of][slot] if wrong is None else wrong
        yield rule.id, total


def explain_arriving(
    numbers: Pass, edge: Edge, answer: float, tolerance: float, probes: tuple[str, ...]
) -> Explained:
    """Why ``answer`` is not the backpropagated gradient at the target of ``edge``."""
    graph = numbers.graph
    z, target, source = (graph.label(x) for x in (graph.output, edge.target, edge.source))
    asked = derivative(z, target)
    n = figure(answer)
    if close(answer, numbers.local(edge.target, edge.source), tolerance):
        said = f"{n} is the local gradient {derivative(target, source)}."
        return Explained((SWAPPED,), (said, f"What has {target} received: {asked}?"))
    if close(answer, numbers.gradients[edge.source], tolerance):
        said = f"{n} is {derivative(z, source)}: the message is already multiplied out."
        return Explained(("WRONG_NODE",), (said, f"What is stored at {target} before that?"))
    if edge.target == graph.output:
        return Explained((), (f"The backward pass starts at {z}.", f"What is ∂{z}/∂{z}?"))
    found = diagnose(numbers, edge.target, answer, probes, tolerance=tolerance)
    return Explained(found.mistakes, found.feedback)


def explain_value(numbers: Pass, name: str, answer: float, tolerance: float) -> Explained:
    """Why ``answer`` is not the value of the node ``name``."""
    graph = numbers.graph
    node = graph.by_name[name]
    expected = numbers.values[name]
    n = figure(answer)
    question = f"{equation(graph, name)}: which numbers go in?"
    for other in graph.nodes:
        if other.name != name and close(answer, numbers.values[other.name], tolerance):
            said = f"{n} is the value of {other.label}, not yet of {node.label}."
            return Explained(("VALUE_OF_OTHER_NODE",), (said, question))
    if close(answer, -expected, tolerance):
        return Explained(("SIGN_FLIPPED",), ("Right size, wrong sign.", question))
    for op in _other_operations(graph, name, numbers):
        if close(answer, op[1], tolerance):
            said = f"{n} comes out when {node.label} is worked out with {op[0]}."
            return Explained(("OTHER_OPERATION",), (said, question))
    if close(answer, numbers.gradients[name], tolerance):
        said = f"{n} is a gradient; the forward pass computes values."
        return Explained(("GRADIENT_FOR_VALUE",), (said, question))
    return Explained((), (f"{n} is not what {equation(graph, name)} gives here.", question))


def _other_operations(graph: Graph, name: str, numbers: Pass) -> Iterator[tuple[str, float]]:
    node = graph.by_name[name]
    operands = [numbers.values[o] if isinstance(o, str) else o for o in node.operands]
    if node.op not in {"add", "sub", "mul", "div", "pow"} or len(operands) != 2:
        return
    for op in ("add", "sub", "mul", "div"):
        if op != node.op:
            try:
                yield OPERATIONS[op].glyph, float(OPERATIONS[op].value(*operands))
            except (ArithmeticError, ValueError):
                continue
