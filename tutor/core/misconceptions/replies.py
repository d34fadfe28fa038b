"""What is said of a wrong number: what it is, as surely as that is known, and one question."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tutor.core.answers import is_close
from tutor.core.graph import derivative
from tutor.core.misconceptions import wording
from tutor.core.misconceptions.context import GradientContext
from tutor.core.misconceptions.posterior import Group
from tutor.core.misconceptions.rule import Finding
from tutor.core.text import format_number

CERTAIN, PROBABLE = 0.9, 0.6
"""Shares from which a cause is said to be so, and to be so probably."""
NAMED = 2
"""Causes that are named at most."""


def said_of_several(context: GradientContext, telling: int, answer: float) -> tuple[str, ...]:
    """What is said where nothing is clear: the number that tells most comes first."""
    asked = derivative(context.label(context.of), context.label(telling))
    said = f"{format_number(answer)} can come about in several ways."
    return said, f"Go to {context.label(telling)} first: what is {asked}?"


def said_of_close(answer: float) -> tuple[str, ...]:
    """What is said of a number beside a whole one, which has to be exact."""
    said = f"{format_number(answer)} comes near, but it is a whole number that is asked for."
    return said, "Was a number rounded on the way, or a step miscounted?"


def said_of_groups(
    context: GradientContext,
    node: int,
    answer: float,
    groups: Sequence[Group],
    *,
    sure: bool = True,
) -> tuple[str, ...]:
    """What the number is, as surely as it is known, and one question.

    A fact is certain whatever the cause.  Else the causes are named, and none of them is claimed.
    """
    first = groups[0].members[0]
    rule, guess = first.finding
    question = wording.asks(rule, context, node, guess)
    if context.everyday and (first.other is not None or not sure):
        return said_of_unknown(context, node, answer, ())  # the mistakes have no names yet
    if first.other is not None:
        both = _titles(context, node, (first.finding, first.other))
        said = f"Perhaps two slips together give {format_number(answer)}: {' and '.join(both)}."
        return said, question
    said = wording.says(rule, context, node, guess._replace(number=answer))  # as it was typed
    if first.is_everywhere:
        said = f"{said.removesuffix('.')}, and likewise at the others."
    certain = len(groups) == 1 or groups[0].share >= CERTAIN
    states_a_fact = rule.fact or said.startswith(f"{format_number(answer)} is ")
    if not is_close(answer, guess.number):
        said = _rounded(said, format_number(answer))
    if states_a_fact or (sure and certain):
        return said, question
    titles = _titles(context, node, [group.members[0].finding for group in groups])
    if len(set(titles)) == 1 or (sure and groups[0].share >= PROBABLE):
        return f"{'Probably' if sure else 'Perhaps'}: {said}", question
    return name_causes(answer, titles), question


def _rounded(said: str, typed: str) -> str:
    """What is said of a number that was typed with few figures: 1 is not 0.8933."""
    for verb in ("is", "comes out"):
        begun = f"{typed} {verb}"
        if said.startswith(f"{begun} "):
            return f"{begun}, rounded,{said.removeprefix(begun)}"
    return said


def _titles(context: GradientContext, node: int, found: Sequence[Finding]) -> list[str]:
    """The mistakes in a few words each; with their places where two would read alike."""
    titles = [wording.title(rule, context, node, guess) for rule, guess in found[:NAMED]]
    if len(set(titles)) < len(titles):
        places = [context.label(guess.at) for _, guess in found[:NAMED] if guess.at >= 0]
        if len(places) == len(titles) and len(set(places)) == len(places):
            titles = [f"{one} at {place}" for one, place in zip(titles, places, strict=True)]
    return titles


def name_causes(answer: float, titles: Sequence[str]) -> str:
    """``48 can come about in two ways: …, or …``: they are named, and none of them is claimed."""
    count = {2: "two", 3: "three"}.get(len(titles), "several")
    listed = ", ".join(titles[: min(len(titles), 3) - 1]) + f", or {titles[:3][-1]}"
    return f"{format_number(answer)} can come about in {count} ways: {listed}."


def _first_named(context: GradientContext, node: int) -> int:
    """The next node that the question has a name for, as long as only one way leads there."""
    routes = context.routes(node)
    m = routes[0].successor
    while len(routes) == 1 and m != context.of and context.is_nameless(m):
        routes = context.routes(m)
        m = routes[0].successor
    return m


def said_of_unknown(
    context: GradientContext,
    node: int,
    answer: float,
    known: Collection[int],
    given: Collection[int] = (),
) -> tuple[str, ...]:
    """What is said where nothing known fits; ``known`` nodes are not asked for.

    A gradient that is ``given`` is named as such, and what is made of it is asked for.
    """
    said = (
        f"{format_number(answer)} does not show where it went wrong, so take it factor by factor."
    )
    right = context.gradients[node]
    if abs(right) < 1 and answer == float(f"{right:.0e}"):
        few = f"{format_number(answer)} may be right, but one figure is too few to tell."
        return few, "What is it to three figures?"
    routes = context.routes(node)
    z, v = context.label(context.of), context.label(node)
    if node == context.of:
        return said, f"Raise {v} by 0.01: by how much does {v} itself change?"
    if not routes:
        return said, f"Does {z} depend on {v}?"
    first = _first_named(context, node)
    if first == context.of:
        return said, f"Raise {v} a little: how much does {z} change, compared with that?"
    m = context.label(first)
    question = f"What is {derivative(m, v)}"
    if first in given and context.everyday:
        question = f"{derivative(z, m)} is given: {question[0].lower()}{question[1:]}"
    elif first in given:
        question = f"{derivative(z, m)} is given: which message does {m} send to {v}"
    elif first not in known:
        question += f", and what is {derivative(z, m)}"
    if len(routes) > 1:
        question += "? And for the other successors"
    return said, question + "?"
