"""``steps nudge``: move one node a little and watch how far the others move.

A gradient says how the change of an input would change the output (section 1.3 of the note).  Here
it is tried: the node moves by h, every node after it is computed again, and its change divided by h
comes closer to the gradient the smaller h is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from tutor.core.activities.kind import ActivityKind, Known, Shown, Work
from tutor.core.answers import is_close
from tutor.core.budget import spend
from tutor.core.graph import Graph, Pass, derivative, nudged
from tutor.core.graph import notation as written
from tutor.core.lesson import Plan, Steps
from tutor.core.questions import Explained, Prediction, Question, Slip, ask
from tutor.core.syntax import Field, Fields
from tutor.core.text import format_number, table

SIZES = 5
"""Sizes that one nudge may have."""
ROUGHLY = 0.02
"""How far a change divided by the step may be from the slope that a learner types for it."""


@dataclass(frozen=True, slots=True)
class Nudge(Plan):
    """What is moved: one node, by each of ``sizes`` in turn."""

    node: str
    sizes: tuple[float, ...]


# What the author writes ---------------------------------------------------------------------------


def read(fields: Fields) -> Nudge:
    """``node: x`` and ``by: 1, 0.1``."""
    one = fields.one("node", required=True, example="x")
    node = fields.node_in(one) if one else None
    if one and node and fields.graph and node == fields.graph.graph.output:
        what = f"{node!r} is the output: nothing comes after it to watch"
        fields.report(one.place(), what, "nudge a node that it depends on")
    sizes = [size for part in fields.items("by") if (size := _size(part, fields)) is not None]
    if len(sizes) > SIZES:
        fields.report(fields.at, f"a nudge has at most {SIZES} sizes", "keep the telling ones")
    return Nudge(node or "", tuple(sizes[:SIZES]) or (0.1,))


def _size(one: Field, fields: Fields) -> float | None:
    value = fields.number_in(one)
    if value is not None and not 1e-6 <= abs(value) <= 1e6:
        what = f"{one.text!r} is not a size for a nudge"
        fields.report(one.place(), what, "from 0.000001 up, as in 'by: 1, 0.1'")
        return None
    return value


def why_not(plan: Nudge, graph: Graph, name: str) -> tuple[str, str]:
    """Only what comes after the nudged node moves."""
    after = graph.after(plan.node) if plan.node else (name,)
    if name in after:
        return "", ""
    return f"{name!r} does not move when {plan.node!r} does", f"ask at {', '.join(after)}"


def _moves(steps: Steps[Nudge], graph: Graph) -> tuple[tuple[float, str], ...]:
    """Every step: the size of the nudge, and the node that moves."""
    plan = steps.plan
    nodes = (plan.node, *graph.after(plan.node))
    return tuple((size, node) for size in plan.sizes for node in nodes)


def length(steps: Steps[Nudge], graph: Graph) -> int:
    """The node itself and all after it, once for each size."""
    return len(_moves(steps, graph))


def _written(x: float) -> str:
    return "no value" if math.isnan(x) else format_number(x)


# What is asked ------------------------------------------------------------------------------------


def question(steps: Steps[Nudge], numbers: Pass, work: Work) -> Question | None:
    """How far does the next node move?"""
    moves = _moves(steps, numbers.graph)
    if work.step >= len(moves) or work.is_answered(work.step):
        return None
    size, node = moves[work.step]
    values = nudged(numbers, steps.plan.node, size)
    if node not in steps.asked or node == steps.plan.node or not math.isfinite(values[node]):
        return None
    return _asked(steps, numbers, values, size, node)


def _asked(
    steps: Steps[Nudge], numbers: Pass, values: Mapping[str, float], size: float, node: str
) -> Question:
    graph, start = numbers.graph, steps.plan.node
    moved = _moved_inputs(numbers, values, node)
    label, first = graph.label(node), graph.label(start)
    parts = ", ".join(f"{graph.label(name)} by {format_number(by)}" for name, by in moved.items())
    first_moves = f"{first} moves by {format_number(size)}"
    prompt = first_moves if list(moved) == [start] else f"{first_moves}. So far that moves {parts}"
    change = values[node] - numbers.values[node]
    linear = sum(numbers.local(node, name) * by for name, by in moved.items())
    now = " and ".join(f"{graph.label(name)} is {format_number(values[name])}" for name in moved)
    equation, was = written.equation(graph, node), format_number(numbers.values[node])
    asks = f"{equation} was {was}. What is it now that {now}?"
    reason = (
        f"{label} was {was} and is now "
        f"{format_number(values[node])}: it moves by {format_number(change)}. "
        f"Slope times change gives {format_number(linear)}."
    )
    rungs = (
        f"Inputs of {label} that have moved: {parts}.",
        f"{asks} The difference is about the slope times the change of the input.",
        "Slopes: " + "; ".join(_locals(numbers, node, tuple(moved))) + ".",
    )
    prediction = Prediction(
        (change,),
        reason,
        rungs,
        asks=asks,
        slips=_slips(numbers, values, node, moved),
        also=((linear,),),
        explain=partial(_explained, graph, (start, node), size, change, asks),
    )
    return ask(
        prediction,
        where=f"{steps.id}:{node}:{format_number(size)}",
        prompt=f"{prompt}. By how much does {label} move?",
        labels=(f"Δ{label}",),
        role="change",
        skill="local-gradient",
        numbers=numbers,
        focus=(node,),
    )


def _explained(
    graph: Graph,
    ends: tuple[str, str],
    size: float,
    change: float,
    asks: str,
    typed: Sequence[float],
    _slots: Sequence[bool],
) -> Explained:
    """A change that no rule gives: perhaps the last column of the table was meant."""
    (x,), (start, node) = typed, map(graph.label, ends)
    if is_close(x * size, change, ROUGHLY):
        said = f"{format_number(x)} is the change of {node} divided by the step of {start}."
        return Explained((), (said, f"How far does {node} itself move?"))
    said = f"{node} does not move by {format_number(x)}."
    return Explained((), (said, asks))


def _moved_inputs(numbers: Pass, values: Mapping[str, float], node: str) -> dict[str, float]:
    """The inputs of ``node`` that have moved, and their changes."""
    inputs = dict.fromkeys(numbers.graph.by_name[node].inputs)
    changes = {name: values[name] - numbers.values[name] for name in inputs}
    return {name: by for name, by in changes.items() if by}


def _locals(numbers: Pass, node: str, inputs: tuple[str, ...]) -> list[str]:
    edges = numbers.graph.incoming(node)
    return [written.said_local(numbers, edge) for edge in edges if edge.source in inputs]


def _slips(
    numbers: Pass, values: Mapping[str, float], node: str, moved: Mapping[str, float]
) -> tuple[Slip, ...]:
    graph = numbers.graph
    label = graph.label(node)
    change = values[node] - numbers.values[node]
    found = [
        Slip(
            "VALUE_OF_NODE",
            (x,),
            f"{format_number(x)} is {label} {when} the nudge.",
            "How far apart are its two values?",
        )
        for x, when in ((values[node], "after"), (numbers.values[node], "before"))
    ]
    back = "Which way does the input move, and what is the sign of the slope?"
    found.append(Slip("SIGN_FLIPPED", (-change,), "A sign was lost or gained on the way.", back))
    for name, by in moved.items():
        slope = numbers.local(node, name)
        asked = derivative(label, graph.label(name))
        times = f"By how much does {graph.label(name)} itself move?"
        number = format_number(slope)
        says = f"{number} is the slope {asked}: the change of {label} for a whole step of 1."
        found.append(Slip("LOCAL_ONLY", (slope,), says, times))
        if len(moved) > 1:
            says = f"That is what {graph.label(name)} alone does to {label}."
            found.append(Slip("ONE_ROUTE", (slope * by,), says, "What else of its inputs moves?"))
    return tuple(found)


# What is seen -------------------------------------------------------------------------------------


def show(steps: Steps[Nudge], numbers: Pass, work: Work, settled: bool) -> Shown:
    """The values after the moves so far, and a table of changes with its rows from the start."""
    graph, plan = numbers.graph, steps.plan
    spend(20 * len(graph.nodes))
    moves = _moves(steps, graph)
    done = moves[: work.step]
    each = len(moves) // len(plan.sizes)
    size = (done[-1] if done else moves[0])[0]
    reached = [node for _, node in done[(work.step - 1) // each * each if done else 0 :]]
    values = nudged(numbers, plan.node, size)
    mixed = {**numbers.values, **{name: values[name] for name in reached}}
    ahead = moves[work.step : work.step + 1]
    ended = bool(done) and work.step % each == 0
    active = done[-1:] if settled else ahead or done[-1:]
    moved = set(reached)
    edges = [edge for edge in graph.edges if edge.source in moved and edge.target in moved]
    known = Known(
        {name: x for name, x in mixed.items() if not math.isnan(x)},
        {plan.node: numbers.gradients[plan.node]} if ended else {},
        {edge: numbers.locals[edge] for edge in edges},
        {},
    )
    return Shown(
        said=_said(numbers, values, plan.node, done, ahead),
        board=_board(steps, numbers, values, size, reached, done),
        numbers=replace(numbers, values=mixed),
        known=known,
        active=tuple(node for _, node in active),
    )


def _said(
    numbers: Pass,
    values: Mapping[str, float],
    start: str,
    done: tuple[tuple[float, str], ...],
    ahead: tuple[tuple[float, str], ...],
) -> tuple[str, ...]:
    graph = numbers.graph
    lines = []
    if done:
        size, node = done[-1]
        label, before, now = graph.label(node), numbers.values[node], values[node]
        lines.append(f"{label} moves from {format_number(before)} to {_written(now)}.")
        if node == graph.output and not math.isnan(now):
            lines.append(_compared(numbers, start, size, now - before))
    if ahead:
        size, node = ahead[0]
        label = graph.label(node)
        coming = (
            f"{label} is moved by {format_number(size)}" if node == start else f"{label} follows"
        )
        lines.append(f"Next: {coming}.")
    else:
        lines.append("Every nudge has arrived at the output.")
    return tuple(lines)


def _compared(numbers: Pass, start: str, size: float, change: float) -> str:
    """The change of the output divided by the nudge, beside the gradient."""
    z, v = numbers.graph.label(numbers.graph.output), numbers.graph.label(start)
    slope, gradient = format_number(change / size), format_number(numbers.gradients[start])
    said = f"Δ{z}/Δ{v} = {slope}, and {derivative(z, v)} = {gradient}"
    return f"{said}." if slope == gradient else f"{said}: the smaller the nudge, the closer."


def _board(
    steps: Steps[Nudge],
    numbers: Pass,
    values: Mapping[str, float],
    size: float,
    reached: list[str],
    done: tuple[tuple[float, str], ...],
) -> tuple[str, ...]:
    graph, plan = numbers.graph, steps.plan
    head = ("", "before", "after", "change", f"÷ {format_number(size)}")
    rows = [head]
    for name in (plan.node, *graph.after(plan.node)):
        before, now = numbers.values[name], values[name]
        change = now - before
        moved = (
            ("–", "–") if math.isnan(now) else (format_number(change), format_number(change / size))
        )
        after = (_written(now), *moved) if name in reached else ("", "", "")
        rows.append((graph.label(name), format_number(before), *after))
    lines = list(table(rows))
    z, v = graph.label(graph.output), graph.label(plan.node)
    each = len(rows) - 1
    is_over = len(done) == each * len(plan.sizes)
    for tried in plan.sizes if is_over else plan.sizes[: max(0, len(done) - 1) // each]:
        change = nudged(numbers, plan.node, tried)[graph.output] - numbers.values[graph.output]
        slope = "no value" if math.isnan(change) else format_number(change / tried)
        lines.append(f"by {format_number(tried)}: Δ{z}/Δ{v} = {slope}")
    return tuple(lines)


KIND = ActivityKind(
    name="nudge", title="Nudge", does="moves one node, watches all after it",
    lines="`node: x`, `by: 1, 0.1`, `ask at u, J: change`",
    template="```steps nudge\ngraph: field\nnode: l\nby: 1, 0.1\nask at area, C: change\n```\n",
    asks=("change",), read=read, why_not=why_not,
    length=length, question=question, show=show,
)  # fmt: skip
