"""A graph that the learner types: read while it is typed, moved with keys, asked about, kept.

A sandbox is a value; every function here gives the next one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from shlex import quote
from types import MappingProxyType

from tutor.core.answers import AnswerError, read_number
from tutor.core.drawing import Marks, Target
from tutor.core.errors import ExpressionError, TutorError
from tutor.core.expression import LeafScope, evaluate, names, parse
from tutor.core.graph import Graph, Pass, kinks, nudged, run
from tutor.core.lesson import LessonGraph, Problem
from tutor.core.practice.sandbox_memory import Kept
from tutor.core.questions import with_fixed_leaves
from tutor.core.session import Scene
from tutor.core.text import format_number
from tutor.core.typed import Typed, read_typed
from tutor.core.variants import draw

START = "u = w*x\nyhat = u + b\ne = yhat - y\nJ = e^2\n"
"""What an empty sandbox begins with."""

NAME = "your graph"

UNGIVEN = 1.0
"""The value of a leaf that nobody gave one."""

DRAWS = range(1, 5)
"""Seeds of the values that are tried where all leaves at 1 show nothing."""

RATES = tuple(10.0**-power for power in range(1, 9))
"""The learning rates that a step of gradient descent may have."""

SIZES = (0.001, 0.01, 0.1, 1.0, 10.0)
"""Steps by which keys move a leaf, and by which a nudge raises it."""


@dataclass(frozen=True)
class Sandbox:
    """``numbers`` are the last that there were; ``problems`` are those of the text as it is.

    ``plain`` is the text in the strict syntax, ``said`` how it was read and what was left out;
    ``values`` are leaves that the learner has set, ``drawn`` those chosen where 1 would show
    nothing; ``leaf`` is the one that keys move, by ``ranges`` not beyond its two ends.  Of a choice
    the graph is one case, ``case`` its condition.
    """

    text: str
    lesson_graph: LessonGraph | None = None
    numbers: Pass | None = None
    problems: tuple[Problem, ...] = ()
    values: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    drawn: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    leaf: str = ""
    size: int = 3
    trouble: str = ""
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=lambda: MappingProxyType({}))
    plain: str = ""
    said: tuple[str, ...] = ()
    case: str = ""

    @property
    def graph(self) -> Graph | None:
        """The last graph that could be read."""
        return self.lesson_graph.graph if self.lesson_graph else None

    @property
    def is_stale(self) -> bool:
        """Whether the numbers are from before a mistake in the text, or of other values."""
        return bool(self.trouble) or any(one.severity == "error" for one in self.problems)

    @property
    def leaf_values(self) -> Mapping[str, float]:
        """What each leaf of the graph is set to, whether or not the graph has numbers there."""
        leaves = self.graph.leaves if self.graph else ()
        usual = {n.name: UNGIVEN if n.default is None else n.default for n in leaves}
        return {name: self.values.get(name, self.drawn.get(name, usual[name])) for name in usual}

    @property
    def step(self) -> float:
        """How far one key moves the leaf."""
        return SIZES[self.size]


def open_sandbox(text: str = START) -> Sandbox:
    """A sandbox with this text."""
    return set_text(Sandbox(""), text)


def take_up(kept: Kept) -> Sandbox:
    """The sandbox as it was left."""
    return set_text(Sandbox("", values=kept.values, ranges=kept.ranges), kept.text)


def to_keep(sandbox: Sandbox) -> Kept:
    """What of the sandbox is there again the next time."""
    return Kept(sandbox.text, dict(sandbox.values), dict(sandbox.ranges))


def set_text(sandbox: Sandbox, text: str) -> Sandbox:
    """The learner has changed the text."""

    def leaf(name: str, default: float | None) -> float:
        return sandbox.values.get(name, UNGIVEN if default is None else default)

    read = read_typed(text, name=NAME, leaf=leaf)
    problems = (*read.problems, *_remarks(read, text))
    new = replace(sandbox, text=text, problems=problems, plain=read.plain, said=read.said)
    if read.graph is None:
        return replace(new, said=())
    fresh = MappingProxyType[str, float]({})
    return _computed(replace(new, lesson_graph=read.graph, case=read.case, drawn=fresh))


def _at(sandbox: Sandbox, values: Mapping[str, float]) -> Sandbox:
    """The same text at other values, which may choose another case of it; drawn ones stay."""
    together = {**sandbox.drawn, **sandbox.values, **values}
    moved_to = replace(sandbox, values=MappingProxyType(together))
    if sandbox.case:
        again = set_text(moved_to, sandbox.text)
        if not any(problem.severity == "error" for problem in again.problems):
            return again
    return _computed(moved_to)


def _remarks(read: Typed, text: str) -> tuple[Problem, ...]:
    """What may be wrong about a name: ``wx`` is one name, not a product."""
    remarks = []
    for name, hint in read.hints.items():
        before = text[: max(0, text.find(name))]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        remarks.append(Problem(line, column, hint, "", "warning"))
    return tuple(remarks)


def move_leaf(sandbox: Sandbox, steps: int) -> Sandbox:
    """The chosen leaf goes up by so many steps, within its range where it has one."""
    if not sandbox.leaf:
        return sandbox
    value = round(sandbox.leaf_values[sandbox.leaf] + steps * sandbox.step, 9)
    low, high = sandbox.ranges.get(sandbox.leaf, (-math.inf, math.inf))
    return set_leaf(sandbox, min(max(value, low), high))


def set_leaf(sandbox: Sandbox, value: float) -> Sandbox:
    """The chosen leaf has this value; where the output has none, its last numbers stay."""
    return _at(sandbox, {sandbox.leaf: value})


def enter_value(sandbox: Sandbox, text: str) -> Sandbox:
    """The learner has typed a number for the chosen leaf, or its range: ``-1/3``, ``0..2``.

    Raises AnswerError when it is neither.
    """
    low, dots, high = text.partition("..")
    if not sandbox.leaf:
        return sandbox
    if not dots:
        return set_leaf(sandbox, read_number(text))
    ends = read_number(low), read_number(high)
    if not ends[0] < ends[1]:
        raise AnswerError(f"{text} is not a range: the smaller number stands first, as in -2..2")
    ranges = MappingProxyType({**sandbox.ranges, sandbox.leaf: ends})
    return move_leaf(replace(sandbox, ranges=ranges), 0)


def descend(sandbox: Sandbox) -> tuple[Sandbox, str]:
    """All leaves after one step of gradient descent, and what it did to the output.

    The rate is the largest of ``RATES`` with which the output falls: with a larger one the step
    goes beyond the valley.
    """
    numbers = sandbox.numbers
    if numbers is None or sandbox.is_stale:
        return sandbox, "There is no gradient to descend along."
    output = numbers.graph.output
    was = numbers.values[output]
    for rate in RATES:
        new = {
            leaf.name: _short(numbers.values[leaf.name] - rate * numbers.gradients[leaf.name])
            for leaf in numbers.graph.leaves
        }
        after = _at(sandbox, new)
        now = after.numbers.values[output] if after.numbers and not after.trouble else math.inf
        if now < was:
            return after, (
                f"Every leaf − {format_number(rate)} · its gradient: "
                f"{numbers.graph.label(output)} falls {_fall(was, now)}."
            )
    return sandbox, f"{numbers.graph.label(output)} does not fall any further from here."


def _short(value: float) -> float:
    """Without what rounding leaves, as in -0.20000000000000018, which one would have to copy."""
    return float(f"{value:.15g}")


def _fall(was: float, now: float) -> str:
    """From what to what; by how much, where both are written alike."""
    before, after = format_number(was), format_number(now)
    return f"from {before} " + (
        f"to {after}" if before != after else f"by {format_number(was - now)}"
    )


def choose_leaf(sandbox: Sandbox, steps: int) -> Sandbox:
    """Another leaf is chosen."""
    if sandbox.graph is None or not sandbox.leaf:
        return sandbox
    names = [leaf.name for leaf in sandbox.graph.leaves]
    at = (names.index(sandbox.leaf) + steps) % len(names)
    return replace(sandbox, leaf=names[at], trouble="")


def set_step_size(sandbox: Sandbox, change: int) -> Sandbox:
    """Longer or shorter steps."""
    return replace(sandbox, size=max(0, min(len(SIZES) - 1, sandbox.size + change)))


def _computed(sandbox: Sandbox) -> Sandbox:
    """The numbers of the graph with the learner's values."""
    graph = sandbox.graph
    if graph is None:
        return sandbox
    leaf = sandbox.leaf if sandbox.leaf in sandbox.leaf_values else ""
    moved_to = replace(sandbox, leaf=leaf or next(iter(sandbox.leaf_values), ""))
    try:
        numbers = run(graph, moved_to.leaf_values)
    except TutorError as error:
        return _with_start_values(replace(moved_to, trouble=str(error)))
    if not holds(sandbox.case, numbers.values):
        return replace(moved_to, trouble="another case of the choice holds for these values")
    found = replace(moved_to, numbers=numbers, trouble="")
    return found if _shows_gradients(numbers) else _with_start_values(found)


def _shows_gradients(numbers: Pass) -> bool:
    """Whether there is something to see: a gradient at a leaf, and no corner."""
    moving = any(numbers.gradients[leaf.name] for leaf in numbers.graph.leaves)
    return moving and not any(kinks(numbers))


def holds(case: str, values: Mapping[str, float]) -> bool:
    """Whether these values of the nodes are in the case whose graph this is."""
    if not case:
        return True
    condition = parse(case)
    if not names(condition) <= values.keys():
        return True
    try:
        return bool(evaluate(condition, LeafScope(values)))
    except ExpressionError:
        return False


def _with_start_values(sandbox: Sandbox) -> Sandbox:
    """With values in the domain, and gradients, for the leaves that nobody gave one, if there are.

    All at 1, (w*x - y)^2 has only gradients of 0, and log(1-p) has no value.
    """
    given = sandbox.lesson_graph
    if given is None or not any(
        leaf.default is None and leaf.name not in sandbox.values for leaf in given.graph.leaves
    ):
        return sandbox
    best = sandbox
    for seed in DRAWS:
        try:
            leaves = draw(with_fixed_leaves(given, sandbox.values), seed)
            numbers = run(given.graph, leaves)
        except TutorError:
            break
        if holds(sandbox.case, numbers.values):
            drawn = MappingProxyType({n: v for n, v in leaves.items() if n not in sandbox.values})
            found = replace(sandbox, drawn=drawn, numbers=numbers, trouble="")
            if _shows_gradients(numbers):
                return found
            best = found if best.trouble else best
    return best


def scene(sandbox: Sandbox, selected: Target = None) -> Scene | None:
    """The graph with all its numbers, the chosen leaf marked."""
    numbers = sandbox.numbers
    if numbers is None:
        return None
    held = selected if selected is not None and numbers.graph.has(selected) else None
    marks = Marks(
        numbers.values,
        numbers.gradients,
        numbers.locals,
        active=(sandbox.leaf,) if sandbox.leaf else (),
        done=frozenset(numbers.gradients),
        selected=held,
    )
    return Scene(numbers.graph.name, numbers, marks)


def result(sandbox: Sandbox) -> str:
    """``J = 16``: the output and its value; "" while there is none."""
    numbers = sandbox.numbers
    if numbers is None:
        return ""
    output = numbers.graph.output
    return f"{numbers.graph.label(output)} = {format_number(numbers.values[output])}"


_OPTION = re.compile(r"choose one: --of \w+, or |, or choose --of \w+")
"""What only the command line has."""


def corner_lines(sandbox: Sandbox) -> tuple[str, ...]:
    """Where the graph has a corner: there is no slope, and which number stands for it."""
    return () if sandbox.numbers is None or sandbox.is_stale else tuple(kinks(sandbox.numbers))


def problem_lines(sandbox: Sandbox, most: int = 3) -> tuple[str, ...]:
    """What is wrong with the text, a line each, the first ``most`` of them."""
    found = sandbox.problems[:most]
    helped = (f"{p.message}: {_OPTION.sub('', p.help)}" if p.help else p.message for p in found)
    helped = (text.replace("?: ", "? ") for text in helped)
    return tuple(f"{p.line}:{p.column} {text}" for p, text in zip(found, helped, strict=True))


def command(sandbox: Sandbox) -> str:
    """The graph with its values as a command line: what is sent to a friend."""
    strict = sandbox.plain or sandbox.text
    lines = (line.partition("#")[0].strip().rstrip(";") for line in strict.splitlines())
    values = (f"{name}={value!r}" for name, value in sandbox.leaf_values.items())
    text = "; ".join(filter(None, lines))
    if sandbox.graph is not None and "=" not in text:  # or it would be the name of a file
        text = f"{sandbox.graph.output} = {text}"
    return " ".join(("bptutor graph", quote(text), *values))


def nudge(sandbox: Sandbox) -> str:
    """What raising the chosen leaf by one step does, beside what its gradient predicts."""
    numbers, name, h = sandbox.numbers, sandbox.leaf, sandbox.step
    if numbers is None or not name:
        return ""
    graph = numbers.graph
    z, x = graph.label(graph.output), graph.label(name)
    after = nudged(numbers, name, h)
    if not holds(sandbox.case, after):
        return f"{x} raised by {format_number(h)}: the case that is drawn ends before that."
    change = after[graph.output] - numbers.values[graph.output]
    gradient = numbers.gradients[name]
    if math.isnan(change):
        return f"{x} raised by {format_number(h)}: {z} has no value there."
    return (
        f"{x} raised by {format_number(h)}: Δ{z} = {format_number(change)}; "
        f"the gradient predicts {format_number(gradient)} · {format_number(h)} "
        f"= {format_number(gradient * h)}."
    )
