"""``steps turn``: turn one leaf as one turns a knob, and see the output follow at once.

The curve of the output, the place on it and the slope there stand on the board.  With
``shows: slope`` the curve and the output stay hidden until the goal is reached: the slope alone
says which way to go, and that is all gradient descent ever knows.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, cast

from tutor.core.activities.kind import ActivityKind, Known, Shown, Work
from tutor.core.budget import spend
from tutor.core.drawing import curve
from tutor.core.errors import ExpressionError, GraphError
from tutor.core.expression import Expression, PassScope, evaluate, show
from tutor.core.graph import Graph, Pass, run
from tutor.core.lesson import Plan, Steps
from tutor.core.questions import Prediction, Question, ask
from tutor.core.syntax import Field, Fields
from tutor.core.text import format_number, pad, width

CELLS, BROAD, EDGE, ROWS = 30, 56, 12, 9
"""Cells of the curve at most, without what is written at its edge; two rows are the axis."""
PLACES = 200
"""Places at which the leaf may be turned to."""

Sight = Literal["curve", "slope"]


@dataclass(frozen=True)
class Turning(Plan):
    """Which leaf is turned, by ``step`` at a time between ``low`` and ``high``, and what for.

    ``until`` is the goal in words; ``shows`` says whether the learner sees the curve, or the slope
    alone.
    """

    node: str
    step: float
    low: float
    high: float
    goal: Expression | None
    until: str = ""
    shows: Sight = "curve"


# What the author writes ---------------------------------------------------------------------------


def read(fields: Fields) -> Turning:
    """``node: w``, ``step: 0.5``, ``range: -1..4``, ``goal: C < 0.1``, ``shows: slope``."""
    one = fields.one("node", required=True, example="w")
    node = (fields.node_in(one) if one else None) or ""
    graph = fields.graph.graph if fields.graph else None
    if one and node and graph and not graph.by_name[node].is_leaf:
        leaves = ", ".join(leaf.name for leaf in graph.leaves)
        fields.report(one.place(), f"{node!r} is computed: it cannot be turned", f"one of {leaves}")
    step = fields.number("step", default=0.5) or 0.5
    low, high = _range(fields)
    goal = fields.expression("goal")
    shows = cast(Sight, fields.word("shows", ("curve", "slope"), default="curve"))
    plan = Turning(node, abs(step), low, high, goal, fields.text("until"), shows)
    if graph and not fields.failed:
        _refuse(plan, fields)
    return plan


def _range(fields: Fields) -> tuple[float, float]:
    one = fields.one("range", required=True, example="-3..3")
    if one is None:
        return -1.0, 1.0
    low, high = (fields.number_in(part) for part in _ends(one))
    if low is None or high is None or not low < high:
        fields.report(one.place(), f"{one.text!r} is not a range", "as in 'range: -3..3'")
        return -1.0, 1.0
    return low, high


def _ends(one: Field) -> tuple[Field, Field]:
    first, dots, _ = one.text.partition("..")
    return one.cut(0, len(first)), one.cut(len(first) + len(dots))


def _refuse(plan: Turning, fields: Fields) -> None:
    """What cannot be done: too many places, or a goal that no place, or the first, reaches."""
    numbers = fields.setting.numbers
    if numbers is None or plan.goal is None:
        return
    at = fields.one("goal")
    place = at.place() if at else fields.at
    start = numbers.values[plan.node]
    if not plan.low <= start <= plan.high:
        what = f"{plan.node} = {format_number(start)} lies outside the range"
        fields.report(fields.at, what, "begin within the range")
        return
    first, last = -_turns_to(start - plan.low, plan.step), _turns_to(plan.high - start, plan.step)
    if last - first >= PLACES:
        fields.report(fields.at, f"there are more than {PLACES} places", "choose a larger step")
        return
    spend((last - first) * len(numbers.graph.nodes))
    places = (turned(plan, numbers, turns) for turns in range(first, last + 1))
    if not any(is_reached(plan, one) for one in places if one):
        fields.report(place, "no place in this range reaches the goal", "a smaller step, or goal")
    elif is_reached(plan, numbers):
        fields.report(place, "the goal is reached at the start", "begin further away")


def _turns_to(distance: float, step: float) -> int:
    return math.floor(distance / step + 1e-9)


def why_not(plan: Turning, _graph: Graph, name: str) -> tuple[str, str]:
    """Only the leaf itself is asked about."""
    return ("", "") if name == plan.node else (f"{name!r} is not turned", f"ask at {plan.node}")


# What is turned -----------------------------------------------------------------------------------


def turned(plan: Turning, numbers: Pass, turns: int) -> Pass | None:
    """The numbers after so many turns; None where the output has none, or behind the range."""
    value = round(numbers.values[plan.node] + turns * plan.step, 9)
    if not plan.low - 1e-9 <= value <= plan.high + 1e-9:
        return None
    leaves = {leaf.name: numbers.values[leaf.name] for leaf in numbers.graph.leaves}
    try:
        found = run(numbers.graph, {**leaves, plan.node: value})
    except GraphError:
        return None
    return found if math.isfinite(found.values[numbers.graph.output]) else None


def is_reached(plan: Turning, numbers: Pass) -> bool:
    """Whether the goal is reached at these numbers."""
    try:
        return plan.goal is not None and bool(evaluate(plan.goal, PassScope(numbers)))
    except ExpressionError:
        return False


def turn(steps: Steps[Turning], numbers: Pass, work: Work, by: int) -> Work:
    """The work after ``by`` turns more, as far as there is a way; at the goal its step is done."""
    plan, turns = steps.plan, work.turns
    for _ in range(min(abs(by), PLACES)):
        further = turns + (1 if by > 0 else -1)
        if turned(plan, numbers, further) is None:
            break
        turns = further
    here = turned(plan, numbers, turns)
    arrived = here is not None and is_reached(plan, here)
    end = length(steps, numbers.graph)
    return replace(work, turns=turns, step=end if arrived else work.step)


def to_goal(steps: Steps[Turning], numbers: Pass, work: Work) -> int:
    """The shortest way to the goal from here, in turns; 0 where there is none or it is reached."""
    plan = steps.plan
    for by in (sign * far for far in range(PLACES) for sign in (1, -1)):
        here = turned(plan, numbers, work.turns + by)
        if here is not None and is_reached(plan, here):
            return by
    return 0


def length(steps: Steps[Turning], _graph: Graph) -> int:
    """The turning, and the prediction before it where there is one."""
    return 1 + bool(steps.asked)


# What is asked ------------------------------------------------------------------------------------


def question(steps: Steps[Turning], numbers: Pass, work: Work) -> Question | None:
    """By how much the output changes with the first turn: about the slope times the turn."""
    plan = steps.plan
    if not steps.asked or work.step > 0 or work.is_answered(0):
        return None
    graph, slope, by = numbers.graph, numbers.gradients[plan.node], plan.step
    after = turned(plan, numbers, 1)
    w, c = graph.label(plan.node), graph.label(graph.output)
    told = f"{format_number(slope)} · {format_number(by)}"
    exact = () if after is None else (after.values[graph.output] - numbers.values[graph.output],)
    prediction = Prediction(
        (slope * by,),
        f"About slope times step: {told} = {format_number(slope * by)}.",
        (
            f"The slope says how much {c} grows when {w} grows by 1.",
            "Take the slope that many times.",
            f"{told} = ?",
        ),
        asks="What is the slope times the step?",
        also=(exact,) if exact else (),
    )
    prompt = (
        f"{w} goes up by {format_number(by)}, and the slope is {format_number(slope)}. "
        f"By about how much does {c} change?"
    )
    return ask(
        prediction,
        where=f"{steps.id}:{plan.node}",
        prompt=prompt,
        labels=(f"Δ{c}",),
        role="change",
        skill="local-gradient",
        numbers=numbers,
        focus=(plan.node,),
    )


# What is seen -------------------------------------------------------------------------------------


def show_turn(steps: Steps[Turning], numbers: Pass, work: Work, _settled: bool) -> Shown:
    """The place that the learner has turned to: its numbers, and the curve or a plain axis."""
    plan, graph = steps.plan, numbers.graph
    here = turned(plan, numbers, work.turns) or numbers
    arrived = is_reached(plan, here)
    told = plan.shows == "curve" or arrived
    w, c = graph.label(plan.node), graph.label(graph.output)
    slope = format_number(here.gradients[plan.node])
    value = f"{c} = {format_number(here.values[graph.output])}" if told else f"{c} = ?"
    where = f"{w} = {format_number(here.values[plan.node])}"
    said = [f"{where}   {value}   slope {slope}"]
    if arrived:
        said.append(f"There you are: {c} = {format_number(here.values[graph.output])} at {where}.")
    elif work.step < length(steps, graph):
        said.append(f"Turn {w} until {_goal(plan, graph)}.")
    drawn = _curve if told else _axis
    spend(90 * len(graph.nodes) if told else len(graph.nodes))
    return Shown(
        said=tuple(said),
        board=tuple(drawn(plan, here, CELLS)),
        broad=tuple(drawn(plan, here, BROAD)),
        numbers=here,
        known=Known(here.values, {}, {}, {}) if told else Known.at_start(here),
        turns=w,
    )


def _goal(plan: Turning, graph: Graph) -> str:
    return plan.until or (show(plan.goal, graph.label) if plan.goal else "you have seen enough")


def _curve(plan: Turning, here: Pass, most: int) -> Iterator[str]:
    ends = (plan.low, plan.high)
    rows = curve(here, plan.node, ends, EDGE + _cells(plan, most), ROWS)
    yield from ("".join(part.text for part in row) for row in rows[:-1])


def _cells(plan: Turning, most: int) -> int:
    """Cells of the curve: a turn goes on by whole cells, or the curve would miss its places."""
    turns = _turns_to(plan.high - plan.low, plan.step)
    each = most // turns if turns else 0
    return each * turns + 1 if each else most


def _axis(plan: Turning, here: Pass, most: int) -> Iterator[str]:
    share = (here.values[plan.node] - plan.low) / (plan.high - plan.low)
    cells = _cells(plan, most)
    at = round(share * (cells - 1))
    yield f"{'─' * at}◉{'─' * (cells - 1 - at)}"
    low, high = format_number(plan.low), format_number(plan.high)
    yield low + pad(high, cells - width(low), "right")


KIND = ActivityKind(
    name="turn", title="Turn it yourself", does="the learner turns one leaf, the output follows",
    lines="`node: w`, `step: 0.5`, `range: -1..4`, `goal: J < 0.1` (`until` says it in words), "
    "`shows: slope` (no curve), `ask at w: change`",
    template="""\
```graph live
input x = 2
input y = 3
param w = 0
p      = w * x
e      = p - y
loss J = e^2
```

```steps turn
graph: live
node: w
step: 0.5
range: -1..4
goal: J < 0.1
ask at w: change
```
""",
    asks=("change",), read=read, why_not=why_not,
    length=length, question=question, show=show_turn, turn=turn, to_goal=to_goal,
)  # fmt: skip
