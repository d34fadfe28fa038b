"""``steps train``: gradient descent, example by example at first, then one update a step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from tutor.core.activities.kind import ActivityKind, Known, Shown, Work
from tutor.core.activities.train_picture import picture
from tutor.core.activities.training import History, Update, batch_mean, history
from tutor.core.activities.training_plan import Training, read
from tutor.core.drawing import Axis, Series, chart, round_up
from tutor.core.graph import Graph, Pass, bracketed, derivative, run
from tutor.core.lesson import Steps
from tutor.core.misconceptions import Descent
from tutor.core.questions import Prediction, Question, ask, explain_step
from tutor.core.text import beside, format_number, table

COLUMNS = 4
"""Parameters that the board has room for."""
CHART = 32, 6
"""Columns and rows of the chart of the loss."""
GROWN = 10.0


@dataclass(frozen=True, slots=True)
class TrainingMoment:
    """One step: of which update, and what happens (``example`` ``at`` its place in the batch)."""

    update: int
    what: str
    at: int = 0


def _moments(plan: Training) -> tuple[TrainingMoment, ...]:
    """Every step: the slow updates in parts, the others whole."""
    found: list[TrainingMoment] = []
    for update in range(plan.updates):
        if update < plan.slow:
            found += [TrainingMoment(update, "example", place) for place in range(plan.size)]
            found += [TrainingMoment(update, "mean")] if plan.size > 1 else []
        found.append(TrainingMoment(update, "update"))
    return tuple(found)


def length(steps: Steps[Training], _graph: Graph) -> int:
    """Known from the plan alone."""
    return len(_moments(steps.plan))


def _update_of(story: History, moment: TrainingMoment) -> Update:
    """The update; the last one that was made where the training has run away."""
    return story.updates[min(moment.update, len(story.updates) - 1)]


# What is asked ------------------------------------------------------------------------------------


def question(steps: Steps[Training], numbers: Pass, work: Work) -> Question | None:
    """The mean gradient, or the parameters after the update."""
    plan = steps.plan
    moments = _moments(plan)
    if steps.mode == "watch" or work.step >= len(moments) or work.is_answered(work.step):
        return None
    moment = moments[work.step]
    if moment.update >= plan.slow or moment.what == "example":
        return None
    what = "mean" if moment.what == "mean" else "update"
    names = tuple(dict.fromkeys(n for one in steps.asks if what in one.what for n in one.nodes))
    if not names or _update_of(history(numbers, plan), moment).ran_away:
        return None
    return _asked(steps, numbers, moment, names)


def _asked(
    steps: Steps[Training], numbers: Pass, moment: TrainingMoment, names: tuple[str, ...]
) -> Question:
    graph, plan = numbers.graph, steps.plan
    story = history(numbers, plan)
    update = _update_of(story, moment)
    shown = [graph.label(name) for name in names]
    mean = moment.what == "mean"
    made = _mean_sum if mean else _update_sum
    sums = [made(graph, update, plan, name) for name in names]
    expected = tuple((update.mean if mean else update.after)[name] for name in names)
    cost = numbers.graph.label(numbers.graph.output)
    what = "the mean gradient over the batch" if mean else "each parameter after the update"
    rule = (
        "Add the gradients of the examples and divide by how many there are in the batch."
        if mean
        else "w ← w − η · ∂C/∂w: against the gradient, by η times its size."
    )
    prediction = Prediction(
        expected,
        reason="; ".join(sums) + ".",
        rungs=(
            "Which numbers of the table go in?" if mean else f"Which way does {cost} fall?",
            rule,
            "; ".join(one.rpartition(" = ")[0] for one in sums) + ".",
        ),
        asks="What is the sum of the column, and how many examples are in the batch?"
        if mean
        else "How long is the step, and in which direction does it go?",
        explain=partial(
            explain_step,
            _pass(numbers, plan, update, moment, started=False),
            names,
            _descent(numbers, story, moment, plan, names),
        ),
    )
    z = graph.label(graph.output)
    return ask(
        prediction,
        where=f"{steps.id}:{moment.what}{moment.update + 1}",
        prompt=f"Update {moment.update + 1}, η = {format_number(plan.rate)}: what is {what}?",
        labels=[derivative(z, one) for one in shown] if mean else [f"new {one}" for one in shown],
        role="mean" if mean else "update",
        skill="average" if mean else "update",
        numbers=numbers,
        focus=names,
    )


def _mean_sum(graph: Graph, update: Update, _plan: Training, name: str) -> str:
    """``∂J/∂w = (16 + 8) / 2 = 12``."""
    terms = " + ".join(
        bracketed(one[name]) if i else format_number(one[name])
        for i, one in enumerate(update.gradients)
    )
    asked = derivative(graph.label(graph.output), graph.label(name))
    return f"{asked} = ({terms}) / {len(update.batch)} = {format_number(update.mean[name])}"


def _update_sum(graph: Graph, update: Update, plan: Training, name: str) -> str:
    """``w: 5 − 0.1 · 12 = 3.8``."""
    before, mean = format_number(update.before[name]), bracketed(update.mean[name])
    step = f"{before} − {format_number(plan.rate)} · {mean}"
    return f"{graph.label(name)}: {step} = {format_number(update.after[name])}"


def _descent(
    numbers: Pass, story: History, moment: TrainingMoment, plan: Training, names: tuple[str, ...]
) -> Descent:
    """The update as the rules about wrong steps see it."""
    update = _update_of(story, moment)
    last = story.updates[moment.update - 1] if moment.update else None
    old = None if last is None else batch_mean(numbers, plan, last.before, update.batch)
    return Descent(
        asked="mean" if moment.what == "mean" else "update",
        before=[update.before[name] for name in names],
        gradients=[[one[name] for name in names] for one in update.gradients],
        rate=plan.rate,
        count=len(plan.examples),
        stale=() if old is None else [old[name] for name in names],
    )


# What is seen -------------------------------------------------------------------------------------


def show(steps: Steps[Training], numbers: Pass, work: Work, _settled: bool) -> Shown:
    """The pass of the example that was looked at last, the table of its batch, and the loss."""
    plan = steps.plan
    story, moments = history(numbers, plan), _moments(plan)
    done, ahead = moments[: work.step], moments[work.step : work.step + 1]
    here = done[-1] if done else moments[0]
    update = _update_of(story, here)
    pass_ = _pass(numbers, plan, update, here, started=bool(done))
    said = [_said(numbers.graph, plan, story, here)] if done else []
    said.append(_coming(plan, story, ahead[0]) if ahead else "The training is over.")
    params = [leaf.name for leaf in numbers.graph.leaves if leaf.role == "param"]
    board = _board(steps, numbers, story, here if done else None)
    return Shown(
        said=tuple(said),
        board=board.stacked,
        broad=board.broad,
        numbers=pass_,
        known=Known.at_end(pass_),
        active=tuple(params) if here.what == "update" and done else (),
        pictured=not board.charted,
    )


def _pass(
    numbers: Pass, plan: Training, update: Update, here: TrainingMoment, *, started: bool
) -> Pass:
    place = update.batch[here.at if here.what == "example" else -1]
    moved = started and here.what == "update" and not update.ran_away
    params = update.after if moved else update.before
    given = {leaf.name: numbers.values[leaf.name] for leaf in numbers.graph.leaves}
    return run(numbers.graph, {**given, **plan.examples[place], **params})


def _said(graph: Graph, plan: Training, story: History, here: TrainingMoment) -> str:
    update = _update_of(story, here)
    if update.ran_away and here.what == "update":
        return "The steps have grown beyond all bounds: the learning rate is too large."
    if here.what == "example":
        place = update.batch[here.at]
        return f"Example {place + 1} ({_inputs(graph, plan, place)}) has sent its gradient."
    if here.what == "mean":
        return f"The mean over {len(update.batch)} examples is taken."
    before, after = map(format_number, (update.loss, _loss_after(story, here.update)))
    cost = graph.label(graph.output)
    return f"Update {here.update + 1} is made: {cost} goes from {before} to {after}."


def _loss_after(story: History, update: int) -> float:
    later = story.updates[update + 1 : update + 2]
    return later[0].loss if later else story.loss


def _coming(plan: Training, story: History, ahead: TrainingMoment) -> str:
    update = _update_of(story, ahead)
    number = f"Update {ahead.update + 1} of {plan.updates}"
    if ahead.what == "example":
        return f"{number}. Next: the gradient of example {update.batch[ahead.at] + 1}."
    if ahead.what == "mean":
        return f"{number}. Next: the mean of the gradients."
    return f"{number}. Next: every parameter moves against its gradient."


def _inputs(graph: Graph, plan: Training, place: int) -> str:
    example = plan.examples[place]
    return ", ".join(f"{graph.label(name)} = {format_number(x)}" for name, x in example.items())


class _Board(NamedTuple):
    """The lines below one another, and, where there is room, what is drawn side by side."""

    stacked: tuple[str, ...]
    broad: tuple[str, ...] = ()
    charted: bool = False
    """Whether the curve is drawn, for which the picture of the graph makes room."""


def _board(
    steps: Steps[Training], numbers: Pass, story: History, here: TrainingMoment | None
) -> _Board:
    graph = numbers.graph
    names = _columns(steps, graph)
    update = _update_of(story, here) if here else story.updates[0]
    moved = here is not None and here.what == "update" and not update.ran_away
    values = update.after if moved else update.before
    now = "   ".join(f"{graph.label(name)} = {format_number(values[name])}" for name in names)
    if not here or here.update < steps.plan.slow:
        return _Board((*_gradients(graph, names, update, here), now, _outcome(graph, story, here)))
    curve, said = [*_chart(steps.plan, story, here)], picture(numbers, steps.plan, values)
    heading = [f"{graph.label(graph.output)} over the updates"] if said else []
    numbers_now = now, _outcome(graph, story, here)
    return _Board(
        (*said, *heading, *curve, *numbers_now),
        (*beside(heading + curve, said), *numbers_now) if said else (),
        charted=True,
    )


def _gradients(
    graph: Graph, names: list[str], update: Update, here: TrainingMoment | None
) -> Iterator[str]:
    """A row an example of the batch that has been looked at, then their mean."""
    z = graph.label(graph.output)
    rows = [("", *(derivative(z, graph.label(name)) for name in names))]
    reached = len(update.batch)
    if here is None:
        reached = 0
    elif here.what == "example":
        reached = here.at + 1
    for place, gradient in list(zip(update.batch, update.gradients, strict=True))[:reached]:
        rows.append((f"example {place + 1}", *_row(gradient, names)))
    if here and here.what != "example":
        rows.append(("mean", *_row(update.mean, names)))
    return table(rows) if rows[1:] else iter(())


def _row(gradient: Mapping[str, float], names: list[str]) -> Iterator[str]:
    """Gradients as numbers; what is left of one by rounding alone is 0."""
    return (format_number(gradient[name] if abs(gradient[name]) > 1e-14 else 0.0) for name in names)


def _columns(steps: Steps[Training], graph: Graph) -> list[str]:
    """The parameters on the board: those that are asked about first."""
    asked = [name for one in steps.asks for name in one.nodes]
    params = [leaf.name for leaf in graph.leaves if leaf.role == "param"]
    return list(dict.fromkeys([*asked, *params]))[:COLUMNS]


def _outcome(graph: Graph, story: History, here: TrainingMoment | None) -> str:
    """``C: 9.3 → 0.02``: before the first update, and after the last one made."""
    losses = _losses_until(story, here)
    arrow = f" → {format_number(losses[-1])}" if len(losses) > 1 else ""
    return f"{graph.label(graph.output)}: {format_number(losses[0])}{arrow}"


def _losses_until(story: History, here: TrainingMoment | None) -> list[float]:
    """The loss before the first update and after each one made."""
    made = 0 if here is None else here.update + (here.what == "update")
    losses = [one.loss for one in story.updates[:made]]
    return [*losses, _loss_after(story, made - 1) if made else story.updates[0].loss]


def _chart(plan: Training, story: History, here: TrainingMoment) -> Iterator[str]:
    """The loss over the updates, on axes that stay as they are from the first to the last.

    The loss begins at 0 on its axis, so that a fall looks as large as it is; a loss that has grown
    to more than ``GROWN`` times the first leaves the chart.
    """
    every = [*(one.loss for one in story.updates), story.loss]
    top = round_up(max(1e-12, min(max(every), GROWN * every[0])))
    points = [*enumerate(_losses_until(story, here))]
    series = [Series("•", "curve", points, joined=True), Series("◉", "here", points[-1:])]
    rows = chart(series, Axis(0, plan.updates), Axis(0, top), CHART[0], CHART[1])
    return ("".join(part.text for part in row).rstrip() for row in rows)


def why_not(_plan: Training, graph: Graph, name: str) -> tuple[str, str]:
    """Training changes parameters only."""
    params = [leaf.name for leaf in graph.leaves if leaf.role == "param"]
    if name in params:
        return "", ""
    what = f"{name!r} is not a parameter: training does not change it"
    return what, f"ask at {', '.join(params)}"


KIND = ActivityKind(
    name="train", title="Training", does="takes steps of gradient descent", lines="below",
    template="""\
```graph line
input x = 1
input y = 2
param a = 1
p      = a * x
e      = p - y
loss J = e^2
```

```steps train
graph: line
example: x = 1, y = 2
example: x = 2, y = 3
rate: 0.1
updates: 10
ask at a: mean, update
```
""",
    asks=("mean", "update"), read=read, why_not=why_not,
    length=length, question=question, show=show,
)  # fmt: skip
