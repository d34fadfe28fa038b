"""What the author of a ``steps experiment`` block says: the runs, and what is asked of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from tutor.core.graph import Graph
from tutor.core.lesson import Plan, Spans
from tutor.core.syntax import Field, Fields, did_you_mean
from tutor.core.training import (
    ACTIVATIONS,
    FAULTS,
    LOSSES,
    MADE,
    NEEDED,
    OUTCOMES,
    Change,
    DataSet,
    Outcome,
    Setup,
    SetupError,
    Shape,
    changes_nothing,
    checked_rate,
    made,
    outcome,
    sizes_of,
    usual,
    vanishes,
    with_loss,
    work_of,
)

RUNS = 4
"""Runs of one experiment: more curves cannot be told apart."""
UPDATES = 5000
WORK = 400_000
"""Nodes that all its runs may compute together: about half a second."""
SHOWN = "shown"
"""What a claim says of the run whose curve is seen before the question."""
DELTAS = ("vanishes", "arrives")
"""What a claim says of δ in layer 2, where the sizes of δ are seen."""
SETTINGS = ("layers", "activation", "loss", "rate", "batch", "start", "bug")
"""What may be said of a run."""
NAMED = {"bug": (*FAULTS,), "activation": ACTIVATIONS, "loss": LOSSES}
"""Those of them that are one of some names."""


@dataclass(frozen=True)
class Trial:
    """One run: its letter, its setup, and the mistake that is in it ("" for none)."""

    name: str
    setup: Setup
    fault: str = ""


@dataclass(frozen=True)
class Claimed:
    """An option: what it claims of which run, its text, and what is said to who takes it."""

    claims: tuple[tuple[str, str], ...]
    text: Spans
    feedback: Spans
    ticked: bool


@dataclass(frozen=True)
class Experiment(Plan):
    """Runs of so many updates, compared; the options say what they come to.

    ``shown`` is the run whose curve is seen first, as ``?`` ("": none is); ``deltas`` says that the
    sizes of δ by layer are seen afterwards.
    """

    runs: tuple[Trial, ...]
    updates: int
    options: tuple[Claimed, ...]
    shown: str = ""
    deltas: bool = False

    @property
    def outcomes(self) -> Mapping[str, Outcome]:
        """What every run comes to, by its letter: computed, and then kept."""
        return {one.name: outcome(one.setup, self.updates, one.fault) for one in self.runs}

    @property
    def holding(self) -> tuple[int, ...]:
        """The places of the options whose claims the runs bear out."""
        found = self.outcomes
        return tuple(
            i for i, one in enumerate(self.options)
            if all(self._holds(found, name, word) for name, word in one.claims)
        )  # fmt: skip

    def _holds(self, found: Mapping[str, Outcome], name: str, word: str) -> bool:
        if word in DELTAS:
            (setup,) = (one.setup for one in self.runs if one.name == name)
            return word == DELTAS[not vanishes(setup)]
        if word == SHOWN:
            return found[name].curve == found[self.shown].curve
        return found[name].word == word


def read(fields: Fields) -> Experiment:
    """``data``, ``updates``, ``setting``, ``run a`` …, ``show: a``, and ``- [x] a learns: …``."""
    updates = fields.whole("updates", 1, UPDATES, default=500)
    data = _data(fields)
    base = Trial("", usual(data))
    setting = fields.one("setting")
    if setting:
        base = _set(base, setting, fields)
    runs = tuple(_runs(base, fields))
    shown = _shown(runs, fields)
    names = [one.name for one in runs]
    deltas = fields.word("see", ("curves", "deltas"), default="curves") == "deltas"
    words = (*OUTCOMES, *([SHOWN] if shown else []), *(DELTAS if deltas else ()))
    options = tuple(_option(one, names, words, fields) for one in fields.options())
    plan = Experiment(runs, updates, options, shown, deltas)
    _refuse(plan, fields)
    return plan


def _data(fields: Fields) -> DataSet:
    """A set that is made here, or the author's rows of numbers, the target last."""
    rows = fields.all("example")
    if not rows:
        return made(fields.word("data", MADE) or "xor")
    found = []
    for one in rows:
        numbers = [fields.number_in(part) for part in one.split(",")]
        if not 2 <= len(numbers) <= 3 or None in numbers:
            fields.report(
                one.place(), f"{one.text!r} is not an example", "as in 'example: 0, 1, 1'"
            )
        else:
            found.append(tuple(x for x in numbers if x is not None))
    width = len(found[0]) if found else 2
    if any(len(row) != width for row in found):
        fields.report(rows[0].at, "the examples differ in length", "give each as many inputs")
    kept = tuple(row for row in found if len(row) == width) or ((0.0, 0.0), (1.0, 1.0))
    classes = ("0", "1") if {row[-1] for row in kept} == {0.0, 1.0} else ()
    return DataSet("examples", kept, ("x",) if width == 2 else ("x₁", "x₂"), classes=classes)


def _runs(base: Trial, fields: Fields) -> Iterator[Trial]:
    lines = fields.with_argument("run")
    if not any(one.key == "run" for one in fields.found):
        fields.report(fields.at, "this experiment has no run", "add 'run a: rate 3'")
    taken: list[str] = []
    for one in lines[:RUNS]:
        if not re.fullmatch("[a-z]", one.argument) or one.argument in taken:
            what = f"{one.argument!r} is not a letter for a run, or is taken"
            fields.report(one.argument_at, what, "call the runs a, b, c, …")
            continue
        taken.append(one.argument)
        yield _set(replace(base, name=one.argument), one, fields)
    if len(lines) > RUNS:
        fields.report(lines[RUNS].at, f"an experiment has at most {RUNS} runs", "leave some out")


def _set(trial: Trial, line: Field, fields: Fields) -> Trial:
    """The run with what this line says: ``rate 3, layers 2-3-1``; ``usual`` changes nothing."""
    for part in line.split(",") if line.text != "usual" else ():
        key, _, text = part.text.partition(" ")
        if key not in SETTINGS:
            help_ = did_you_mean(key, SETTINGS) or f"one of {', '.join(SETTINGS)}"
            fields.report(part.place(), f"{key!r} is nothing that a run has", help_)
            continue
        try:
            trial = _with(trial, key, text.strip())
        except SetupError as error:
            fields.report(part.place(), str(error))
    return trial


def _with(trial: Trial, key: str, text: str) -> Trial:
    """The run with one thing changed.  Raises SetupError for what cannot be."""
    setup = trial.setup
    now, shape = setup.changes[0], setup.shape
    if key in NAMED and text not in NAMED[key]:
        raise SetupError(f"no {key} called {text!r}: one of {', '.join(NAMED[key])}")
    if key == "bug":
        return replace(trial, fault=text)
    if key == "layers":
        sizes = sizes_of(text, len(setup.data.inputs), setup.data.outputs)
        return replace(trial, setup=replace(setup, shape=replace(shape, sizes=sizes)))
    if key == "activation":
        return replace(trial, setup=replace(setup, shape=replace(shape, activation=text)))
    if key == "loss":
        return replace(trial, setup=with_loss(setup, text))
    if key == "rate":
        return replace(trial, setup=replace(setup, changes=(replace(now, rate=_rate(text)),)))
    if not re.fullmatch(r"[0-9]{1,6}", text) and (key, text) != ("batch", "all"):
        raise SetupError(f"{text!r} is not a whole number: as in '{key} 1'")
    if key == "start":
        return replace(trial, setup=replace(setup, seed=int(text)))
    size = setup.batch_size(0 if text == "all" else int(text))
    return replace(trial, setup=replace(setup, changes=(Change(0, now.rate, size),)))


def _rate(text: str) -> float:
    try:
        return checked_rate(float(text))
    except ValueError as error:
        raise SetupError(f"{text!r} is not a learning rate: as in 'rate 0.1'") from error


def _shown(runs: tuple[Trial, ...], fields: Fields) -> str:
    one = fields.one("show")
    return fields.chosen(one, [trial.name for trial in runs]) if one else ""


def _option(one: Field, names: list[str], words: tuple[str, ...], fields: Fields) -> Claimed:
    """``- [x] a learns, b stuck: text :: why it is wrong``."""
    if not one.boxed:
        fields.report(one.at, "this option has no box", "write - [x] or - [ ] before it")
    head, colon, _ = one.text.partition(":")
    claims: list[tuple[str, str]] = []
    if not colon or one.text[len(head) :].startswith("::"):
        help_ = "as in '- [x] a learns, b grows: Only the first one learns'"
        fields.report(one.place(), "this option claims nothing of a run", help_)
        return Claimed((), *fields.option_spans(one), one.argument == "x")
    for part in one.cut(0, len(head)).split(","):
        name, _, word = part.text.partition(" ")
        if name not in names or word.strip() not in words:
            what = f"{part.text!r} says nothing of a run"
            help_ = f"a run ({', '.join(names)}), then one of {', '.join(words)}"
            fields.report(part.place(), what, help_)
        else:
            claims.append((name, word.strip()))
    rest = one.cut(len(head) + 1)
    return Claimed(tuple(claims), *fields.option_spans(rest), one.argument == "x")


def _refuse(plan: Experiment, fields: Fields) -> None:
    """Report what cannot be asked or is too much to compute."""
    ticked = sum(one.ticked for one in plan.options)
    if len(plan.options) < 2 or ticked != 1:
        what = "an experiment needs two options or more, one of them ticked"
        fields.report(fields.at, what, "as in '- [x] a learns: C falls to nearly 0'")
    if not any(one.key == "hint" for one in fields.found):
        fields.report(fields.at, "this question has no hint", "add 'hint: …'")
    for one in plan.runs:
        if one.fault and changes_nothing(one.fault, one.setup.shape):
            what = f"the bug {one.fault!r} changes nothing in {one.setup.shape.words}"
            fields.report(fields.at, what, NEEDED[one.fault])
    work = sum(work_of(one.setup, plan.updates, one.fault) for one in plan.runs)
    if work > WORK:
        what = f"these runs compute {work} nodes; {WORK} are allowed"
        fields.report(fields.at, what, "make fewer updates, or take fewer examples or runs")
    graph = fields.graph.graph if fields.graph else None
    shape = plan.runs[0].setup.shape if plan.runs else None
    if graph and shape and not is_drawn(graph, shape):
        what = (
            f"the graph {graph.name!r} is not a network {shape.words} as run {plan.runs[0].name!r}"
        )
        sizes = ", ".join(map(str, shape.sizes))
        fields.report(fields.at, what, f"name a network block with 'sizes: {sizes}'")


def is_drawn(graph: Graph, shape: Shape) -> bool:
    """Whether a graph of the lesson has the leaves of such a network."""
    return {leaf.name for leaf in graph.leaves} == {leaf.name for leaf in shape.graph.leaves}
