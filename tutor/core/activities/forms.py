"""One walk in four forms: help fades as skill grows.

A worked example teaches a beginner more than a problem does, and hinders who knows; between the two
stand examples with blanks (Renkl and Atkinson, "Structuring the transition from example study to
problem solving", Educational Psychologist 38, 2003; the expertise reversal effect: Kalyuga and
others, in the same issue).  Forwards one blank is the value of every second node; backwards it is
the local gradient of each step, the one number there that is not carried over from another place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Literal, NamedTuple, get_args

from tutor.core.graph import Graph
from tutor.core.lesson import AskAt, Plan, Steps
from tutor.core.progress import Standing, local_skill, meaning

Form = Literal["watch", "one blank", "all blanks", "paper"]
FORMS: tuple[Form, ...] = get_args(Form)
Taken = Form | Literal[""]
"""A form, or "": as its author wrote it."""
SAYS: Mapping[Form, tuple[str, str]] = MappingProxyType({
    "watch": ("watched", "nothing is asked, watch each step"),
    "one blank": ("one blank", "some steps ask for one number"),
    "all blanks": ("all blanks", "every number of a step is asked"),
    "paper": ("on paper", "do the whole pass by hand"),
})  # fmt: skip
"""Each in a word or two for a heading, and in a line."""
MOST = 8
"""Nodes at which a walk asks: in a network it would never end."""
EVEN = 0.5
"""Below this chance that a skill is there most blanks of a kind would be filled in wrongly."""


class Choice(NamedTuple):
    """A form, and what speaks for it."""

    form: Form
    why: str


def choose_form(skills: Iterable[Standing]) -> Choice:
    """The form for one who stands so with the skills that a walk asks for.

    The least known skill decides: a blank that cannot be filled in stops the whole walk.
    """
    found = tuple(skills)
    for one in found:
        if one.state == "new":
            return Choice("watch", f"new to you: {meaning(one.skill)}")
    for one in sorted(found, key=lambda one: one.chance):
        if one.chance < EVEN and not one.mastered:
            return Choice("one blank", f"not known yet: {meaning(one.skill)}")
    for one in found:
        if not one.mastered:
            due = "to be refreshed" if one.state == "due" else "nearly known"
            return Choice("all blanks", f"{due}: {meaning(one.skill)}")
    return Choice("paper", "you know all that it asks for")


def skills_of_walk(steps: Steps[Plan], graph: Graph) -> tuple[str, ...]:
    """What a walk asks for, whatever its form."""
    if steps.kind == "forward":
        return ("forward-value",)
    several = any(len(graph.outgoing(node.name)) > 1 for node in graph.nodes)
    routes = ("sum-routes",) if several else ()
    local = dict.fromkeys(local_skill(node.op) for node in graph.computed)
    return ("backpropagated-gradient", *local, "message-product", *routes)


def in_form(steps: Steps[Plan], graph: Graph, form: Taken) -> Steps[Plan]:
    """The walk in a form."""
    if not form:
        return steps
    if form in ("watch", "paper"):
        return replace(steps, mode=form, asks=())
    if steps.kind == "forward":
        nodes = [node.name for node in graph.computed]
        nodes = nodes[:MOST] if form == "all blanks" else nodes[::-1][::2][::-1][:MOST]
        ask = AskAt(tuple(nodes), ("value",))
    else:
        below = [node for node in graph.backward_order if node != graph.output]
        what = ("local",) if form == "one blank" else ("backprop", "local", "product")
        ask = AskAt(tuple(below[:MOST]), what)
    return replace(steps, mode="predict", asks=(ask,))
