"""What a wrong number means in a blank that asks for a value or for one factor of a message.

The derivative through all routes is the business of ``misconceptions``; here are the two quantities
around it: the value of one operation, and the local gradient of one edge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tutor.core.answers import TOLERANCE, is_close
from tutor.core.graph import Edge, Graph, Pass, derivative, equation, operand_labels
from tutor.core.misconceptions import (
    RULES,
    GradientContext,
    Guess,
    InputSlot,
    Rule,
    diagnose,
    other_operations,
)
from tutor.core.text import format_number

SWAPPED = "ROLES_SWAPPED"
"""The other one of the two factors was given."""


class Explained(NamedTuple):
    """Ids of mistakes, most likely first, and what to say: a paragraph each.

    ``again`` is True when several causes fit and other values would tell them apart; ``asks`` is
    the node whose gradient is asked back because it would, "" for none.
    """

    mistakes: tuple[str, ...]
    feedback: tuple[str, ...]
    again: bool = False
    asks: str = ""


def explain_local(
    numbers: Pass, edge: Edge, answer: float, tolerance: float, *, together: bool = True
) -> Explained:
    """Why ``answer`` is not the local gradient on one edge.

    ``together`` takes all edges from the source to the target as one: ∂target/∂source.
    """
    graph = numbers.graph
    source, target = graph.label(edge.source), graph.label(edge.target)
    twins = () if together else graph.twins(edge)
    if len(twins) > 1 and is_close(answer, numbers.local(edge.target, edge.source), tolerance):
        return _of_all(graph, edge, answer, len(twins))
    asked = derivative(target, source) if together else graph.local_label(edge)
    facts = _facts(numbers, edge, asked)
    found = [one for one in facts if is_close(answer, one[1], tolerance)]
    wrong = dict.fromkeys(
        id_ for id_, x in wrong_locals(numbers, edge) if is_close(answer, x, tolerance)
    )
    n = format_number(answer)
    if found:
        ids = tuple(dict.fromkeys((found[0][0], *wrong)))
        return Explained(ids, (f"{n} is {found[0][2]}.", found[0][3]))
    question = f"Raise {source} a little and hold the rest still: how fast does {target} change?"
    right = numbers.local(edge.target, edge.source) if together else numbers.locals[edge]
    if is_close(answer, -right, tolerance):
        return Explained(
            ("SIGN_FLIPPED", *wrong), (f"A sign was lost or gained in {asked}.", question)
        )
    said = f"{n} is not how fast {equation(graph, edge.target)} changes with {source}."
    return Explained(tuple(wrong), (said, question))


def _of_all(graph: Graph, edge: Edge, answer: float, count: int) -> Explained:
    """The whole of ∂target/∂source where one of several edges was asked for."""
    source, target = graph.label(edge.source), graph.label(edge.target)
    said = (
        f"{format_number(answer)} is {derivative(target, source)}: what all {count} edges from "
        f"{source} to {target} give together."
    )
    moved = graph.operand_label(edge)
    asked = f"Move only the {moved}, and hold the rest still: how fast does {target} change?"
    return Explained((), (said, asked))


LocalFact = tuple[str, float, str, str]
"""(id, number, what the number is, one question back)"""


def _facts(numbers: Pass, edge: Edge, asked: str) -> Iterator[LocalFact]:
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
    context = GradientContext.of_pass(numbers, edge.target)
    row = context.tape.row_of[context.of]
    if row is None:
        return
    operands = [context.values[i] for i in row.operands]
    for rule in RULES.values():
        patch = dict(rule.patches).get(row.op)
        if patch is None:
            continue
        total = 0.0
        for slot, node in row.inputs:
            if context.tape.names[node] == edge.source:
                wrong = patch(InputSlot(row, operands, context.values[context.of], slot))
                total += context.locals[context.of][slot] if wrong is None else wrong
        yield rule.id, total


def explain_arriving(
    numbers: Pass, edge: Edge, answer: float, tolerance: float, probes: tuple[str, ...]
) -> Explained:
    """Why ``answer`` is not the backpropagated gradient at the target of ``edge``."""
    graph = numbers.graph
    z, target, source = (graph.label(x) for x in (graph.output, edge.target, edge.source))
    asked = derivative(z, target)
    n = format_number(answer)
    if is_close(answer, numbers.local(edge.target, edge.source), tolerance):
        said = f"{n} is the local gradient {derivative(target, source)}."
        return Explained((SWAPPED,), (said, f"What has {target} received: {asked}?"))
    if is_close(answer, numbers.gradients[edge.source], tolerance):
        said = f"{n} is {derivative(z, source)}: the message is already multiplied out."
        return Explained(("WRONG_NODE",), (said, f"What is stored at {target} before that?"))
    if edge.target == graph.output:
        return Explained((), (f"The backward pass starts at {z}.", f"What is ∂{z}/∂{z}?"))
    found = diagnose(numbers, edge.target, answer, probes, tolerance=tolerance)
    return Explained(found.mistakes, found.feedback)


def explain_value(numbers: Pass, name: str, answer: float, tolerance: float) -> Explained:
    """Why ``answer`` is not the value of the node ``name``."""
    return explain_values(numbers, {name: answer}, tolerance)


def explain_values(
    numbers: Pass, wrong: Mapping[str, float], tolerance: float = TOLERANCE
) -> Explained:
    """Why these are not the values of the nodes; a rule counts when it gives all the numbers."""
    context = GradientContext.of_pass(numbers)
    name, answer = next(iter(wrong.items()))
    for rule in RULES.values():
        found = [_value_of(rule, context, one, x, tolerance) for one, x in wrong.items()]
        if found[0] is not None and None not in found:
            words = _value_words(context, name, answer, found[0], tolerance)
            return Explained((rule.id,), (rule.says.format_map(words), rule.asks.format_map(words)))
    said = f"{format_number(answer)} is not what {equation(numbers.graph, name)} gives here."
    return Explained((), (said, f"{equation(numbers.graph, name)}: which numbers go in?"))


def _value_of(
    rule: Rule, context: GradientContext, name: str, answer: float, tolerance: float
) -> Guess | None:
    guesses = rule.value(context, context.tape.index[name])
    return next((guess for guess in guesses if is_close(answer, guess.number, tolerance)), None)


def _value_words(
    context: GradientContext, name: str, answer: float, guess: Guess, tolerance: float
) -> dict[str, str]:
    """The words of ``misconceptions/values.py``."""
    node = context.tape.index[name]
    glyphs = (sign for sign, x in other_operations(context, node) if is_close(answer, x, tolerance))
    return {
        "n": format_number(answer),
        "v": context.label(node),
        "m": context.label(guess.at) if guess.at >= 0 else "",
        "glyph": next(glyphs, ""),
        "equation": equation(context.graph, name),
    }
