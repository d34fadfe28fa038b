"""``steps experiment``: predict what training runs come to, then see them; the runs are the judge.

Nothing that the author wrote decides: an option claims something of the runs ("a learns, b
grows"), and the right one is the one that the runs bear out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from tutor.core.activities.experiment_plan import Experiment, Trial, is_drawn, read
from tutor.core.activities.kind import ActivityKind, Known, Shown, Work
from tutor.core.drawing import ABOVE, Axis, Series, chart, round_up
from tutor.core.errors import GraphError
from tutor.core.graph import Graph, Pass, run
from tutor.core.lesson import Quiz, Span, Steps
from tutor.core.questions import ChoiceBody, Option, Question, choice_question, plain
from tutor.core.text import beside, format_number, pad, width
from tutor.core.training import FAULTS, Outcome, delta_sizes, map_rows

CHART = 28, 6
"""Columns and rows of the chart."""
MAP = 11, 6
"""Columns and rows of a map."""
BAR = 12
"""Cells of the longest bar of δ."""
MAPS = 3
"""Maps that stand beside one another."""
SEEN = 1.7
"""A curve is seen as far as so many times its first C."""


def length(_steps: Steps[Experiment], _graph: Graph) -> int:
    """One step: the runs."""
    return 1


def question(steps: Steps[Experiment], numbers: Pass, work: Work) -> Question | None:
    """What will come out; nothing where the runs leave no option, or several."""
    if steps.mode == "watch" or work.step > 0 or work.is_answered(0):
        return None
    plan = steps.plan
    holding = plan.holding
    if len(holding) != 1:
        return None
    body = ChoiceBody(tuple(
        Option(one.text, i in holding,
               (*one.text, Span(".")) if i in holding else one.feedback)
        for i, one in enumerate(plan.options)
    ))  # fmt: skip
    quiz = Quiz(
        "choice", f"{steps.id}:runs", steps.ask, body, skills=("update",), hints=steps.hints
    )
    texts = [plain(one.text) for one in plan.options]
    return choice_question(quiz, body, numbers, [*range(len(texts))], texts, 0)


def problem(steps: Steps[Experiment], _numbers: Pass) -> str:
    """What an author says that the runs do not bear out; "" where they do."""
    plan = steps.plan
    holding = plan.holding
    came = f"the runs come to this: {'; '.join(_verdicts(plan, plan.outcomes))}"
    if not holding:
        return f"no option says what comes out; {came}"
    if len(holding) > 1:
        return f"several options say what comes out ({_numbered(holding)}); {came}"
    if not plan.options[holding[0]].ticked:
        return f"the ticked option is not what comes out, option {holding[0] + 1} is; {came}"
    return ""


def _numbered(places: Sequence[int]) -> str:
    return ", ".join(str(place + 1) for place in places)


def _verdicts(plan: Experiment, found: Mapping[str, Outcome]) -> Iterator[str]:
    """``a learns (C 0.125 → 0.0017)``, run by run."""
    for one in plan.runs:
        end = found[one.name]
        yield f"{one.name} {_WORDS[end.word]} ({end.said})"


_WORDS = {
    "learns": "learns",
    "plateau": "waits on a plateau, then learns",
    "falls": "falls, but not to a tenth",
    "stuck": "stays high",
    "grows": "grows",
}


def show(steps: Steps[Experiment], numbers: Pass, work: Work, _settled: bool) -> Shown:
    """The setting; once it is predicted, every run's curve, what it came to, and its map."""
    plan, done = steps.plan, work.step > 0
    first = plan.runs[0]
    pass_ = numbers
    found: Mapping[str, Outcome] = plan.outcomes if done or plan.shown else {}
    if done and is_drawn(numbers.graph, first.setup.shape):
        pass_ = _trained(numbers, first, found[first.name])
    which = "each run" if plan.runs[1:] else "the run"
    updates = f"{plan.updates} updates"
    said = f"{updates} are made." if done else f"Next: {updates} of {which}."
    known = Known.at_end(pass_) if done else Known.at_start(pass_)
    settings, drawn = [*_settings(plan, found, done=done)], [*_drawn(plan, found, done=done)]
    maps = [*(_bars(plan) if plan.deltas else _maps(plan, found))] if done else []
    board = (*drawn, *maps, *settings) if done else (*settings, *drawn)
    broad = (*beside(drawn, maps), *settings) if maps and not plan.deltas else ()
    return Shown((said,), board, pass_, known, broad=broad)


def _trained(numbers: Pass, trial: Trial, end: Outcome) -> Pass:
    """The network of the first run with its last parameters, on its first example."""
    try:
        return run(
            numbers.graph, trial.setup.shape.leaves(end.parameters, trial.setup.data.rows[0])
        )
    except GraphError:
        return numbers


def _settings(plan: Experiment, found: Mapping[str, Outcome], *, done: bool) -> Iterator[str]:
    """A line a run: what it is made of; in the end what sets it apart, and what it came to."""
    parts = [[*one.setup.words.split(", "), *_fault(one)] for one in plan.runs]
    for one, own in zip(plan.runs, parts, strict=True):
        if not done:
            yield f"{one.name}  {', '.join(own)}"
            continue
        apart = [part for part in own if not all(part in other for other in parts)]
        came = f"{_WORDS[found[one.name].word]}, {found[one.name].said}"
        yield f"{one.name}  {', '.join(apart)}{': ' if apart else ''}{came}"


def _fault(trial: Trial) -> list[str]:
    return [FAULTS[trial.fault]] if trial.fault else []


def _drawn(plan: Experiment, found: Mapping[str, Outcome], *, done: bool) -> Iterator[str]:
    if done:
        yield from _chart(plan, {one.name: found[one.name] for one in plan.runs})
    elif plan.shown:
        yield from _chart(plan, {"?": found[plan.shown]})


def _chart(plan: Experiment, curves: Mapping[str, Outcome]) -> Iterator[str]:
    """C over the updates; the axes are the same before the question and after it."""
    tops = (min(c, SEEN * one.curve[0][1]) for one in plan.outcomes.values() for _, c in one.curve)
    series = [
        Series(name, "curve", one.curve, joined=True, kept=True) for name, one in curves.items()
    ]
    top = round_up(max(1e-12, *tops))
    rows = chart(series, Axis(0, plan.updates), Axis(0, top), *CHART)
    lines = ["".join(part.text for part in row).rstrip() for row in rows]
    beyond = "; a triangle: above it" if any(ABOVE in line for line in lines) else ""
    yield "C over the updates" + ("" if len(curves) == 1 else ", by run") + beyond
    yield from lines


def _maps(plan: Experiment, found: Mapping[str, Outcome]) -> Iterator[str]:
    """What each network says over the plane of its two inputs, side by side."""
    shown = [one for one in plan.runs if len(one.setup.data.inputs) == 2][:MAPS]
    if not shown:
        return
    yield "  ".join(pad(f"{one.name} says", MAP[0]) for one in shown).rstrip()
    drawn = [map_rows(one.setup, found[one.name].parameters, *MAP) for one in shown]
    yield from ("  ".join(rows).rstrip() for rows in zip(*drawn, strict=True))


def _bars(plan: Experiment) -> Iterator[str]:
    """The mean |δ| by layer before the first update, a column a run; the longest bar is full."""
    yield "mean |δ| by layer, before the first update"
    columns = [_column(one) for one in plan.runs]
    wide = [max(map(width, column)) for column in columns]
    for row in zip_longest(*columns, fillvalue=""):
        yield "   ".join(map(pad, row, wide)).rstrip()


def _column(trial: Trial) -> list[str]:
    sizes = delta_sizes(trial.setup)
    most = max(sizes) or 1.0
    bars = ("█" * round(BAR * size / most) or "▏" for size in sizes)
    return [
        f"{trial.name}  ℓ = {layer} {pad(bar, BAR)} {format_number(size)}"
        for layer, (bar, size) in enumerate(zip(bars, sizes, strict=True), 2)
    ]


KIND = ActivityKind(
    name="experiment", title="Experiment",
    does="predicts what training runs come to, then runs them",
    lines="below",
    template="""\
```network xor
sizes: 2, 3, 1
activation: sigmoid
loss: half-square
inputs: 0, 1
targets: 1
seed: 1
```

```steps experiment
graph: xor
data: xor
updates: 300
setting: layers 2-3-1, start 1
run a: rate 10
run b: rate 300
ask: Both runs learn XOR from the same start. What does the cost do?
- [x] a learns, b grows: It falls in a and grows in b
- [ ] a learns, b learns: It falls in both :: How long are the steps of b?
hint: A step may be too long.
```
""",
    asks=(), read=read, length=length, question=question, show=show, problem=problem,
    pictured=False,
)  # fmt: skip
