"""``steps`` blocks: what all activities have in common.

    graph: NAME
    mode: watch|predict|free|paper
    ask at NODES: WHAT        or, where the author words the question, ask: TEXT and hint: TEXT

What else a block has, and what may be asked where, its kind says: see ``ActivityKind``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar, cast, get_args

from tutor.core.activities import ACTIVITIES, ActivityKind
from tutor.core.lesson import AskAt, Plan, Steps, StepsMode
from tutor.core.syntax import Field, Fields

P = TypeVar("P", bound=Plan)


def read_steps(kind: ActivityKind[P], graph: str, fields: Fields) -> Steps[P]:
    """The activity that the fields describe; its id is still open."""
    mode = cast(StepsMode, fields.word("mode", get_args(StepsMode), default="predict"))
    line = fields.one("mode")
    if mode == "paper" and line is not None and not kind.walks:
        what = f"'steps {kind.name}' is not done on paper: only a walk through a pass is"
        fields.report(line.place(), what, "mode: predict, or steps forward or backward")
    plan = kind.read(fields)
    if not kind.asks:
        ask = fields.spans("ask", required=True)
        hints = tuple(fields.spans_in(one) for one in fields.all("hint") if one.text)
        return Steps(kind.name, graph, mode, (), "", plan, fields.at, ask, hints)
    found = [_ask(one, kind, plan, fields) for one in fields.with_argument("ask")]
    asks = tuple(ask for ask in found if ask.nodes and ask.what)
    return Steps(kind.name, graph, mode, asks, "", plan, fields.at)


def _ask(one: Field, kind: ActivityKind[P], plan: P, fields: Fields) -> AskAt:
    """``ask at NODES: WHAT``."""
    word, _, rest = one.argument.partition(" ")
    if word != "at" or not rest.strip():
        fields.report(one.at, "this 'ask' names no nodes", f"as in 'ask at u, w: {kind.asks[0]}'")
        return AskAt((), ())
    nodes = tuple(_nodes(one, len(word) + 1, kind, plan, fields))
    what = tuple(said for part in one.split(",") if (said := _what(part, kind.asks, fields)))
    if not one.text:
        fields.report(one.at, "this 'ask' does not say what", f"one of {', '.join(kind.asks)}")
    return AskAt(nodes, what)


def _what(part: Field, asks: Sequence[str], fields: Fields) -> str:
    """What is asked; "" and a problem for what this activity cannot ask."""
    gradients = ACTIVITIES["backward"].asks
    if part.text in ("gradient", *gradients) and part.text not in asks:
        help_ = f"gradients are asked in 'steps backward': {', '.join(gradients)}"
        fields.report(part.place(), f"{part.text!r} is not one of {', '.join(asks)}", help_)
        return ""
    return fields.chosen(part, asks)


def _nodes(one: Field, start: int, kind: ActivityKind[P], plan: P, fields: Fields) -> Iterator[str]:
    """What is named in the argument of ``one`` from ``start`` on, as far as it can be asked at."""
    for part in one.argument[start:].split(","):
        at = one.argument_place(start + len(part) - len(part.lstrip()))
        start += len(part) + 1
        for entry in _entries(part.strip(), fields):
            name = kind.find(entry, at, fields)
            if not name or fields.graph is None:
                break
            what, help_ = kind.why_not(plan, fields.graph.graph, name)
            if what:
                fields.report(at, what, help_)
                break
            yield name


def _entries(name: str, fields: Fields) -> tuple[str, ...]:
    """Of a vector its entries; anything else stands for itself."""
    groups = fields.graph.graph.groups if fields.graph else ()
    return next((one.results for one in groups if one.name == name), (name,))
