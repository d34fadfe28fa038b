"""A graph that the learner types: read while it is typed, moved with keys, asked about, kept.

A sandbox is a value; every function here gives the next one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from tutor.core.activities.nudge import nudged
from tutor.core.errors import TutorError
from tutor.core.graph import Edge, Graph, Pass, run
from tutor.core.lesson import LessonGraph, Problem
from tutor.core.text import number
from tutor.core.typed import Typed, read_typed
from tutor.core.view import Scene
from tutor.core.walk import Known

Target = str | Edge | None
"""What the learner looks at: a node, an edge, or nothing."""

START = "u = w*x\nyhat = u + b\ne = yhat - y\nJ = e^2\n"
"""What an empty sandbox begins with."""

NAME = "your graph"

UNGIVEN = 1.0
"""The value of a leaf that nobody gave one."""

SIZES = (0.001, 0.01, 0.1, 1.0, 10.0)
"""Steps by which keys move a leaf, and by which a nudge raises it."""


@dataclass(frozen=True)
class Sandbox:
    """``numbers`` are those of the last text that could be read; ``problems`` are of this text.

    ``plain`` is the text in the strict syntax, and ``read_as`` what was read where that is not what
    was typed; ``values`` are leaves that the learner has set; ``leaf`` is the one that keys move.
    """

    text: str
    lesson_graph: LessonGraph | None = None
    numbers: Pass | None = None
    problems: tuple[Problem, ...] = ()
    values: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    leaf: str = ""
    size: int = 3
    trouble: str = ""
    plain: str = ""
    read_as: str = ""

    @property
    def graph(self) -> Graph | None:
        """The last graph that could be read."""
        return self.lesson_graph.graph if self.lesson_graph else None

    @property
    def step(self) -> float:
        """How far one key moves the leaf."""
        return SIZES[self.size]


def opened(text: str = START) -> Sandbox:
    """A sandbox with this text."""
    return typed(Sandbox(""), text)


def typed(sandbox: Sandbox, text: str) -> Sandbox:
    """The learner has changed the text."""
    read = read_typed(text, name=NAME)
    problems = (*read.problems, *_remarks(read))
    said = replace(sandbox, text=text, problems=problems, plain=read.plain, read_as=read.read_as)
    if read.graph is None:
        return replace(said, read_as="")
    return _computed(replace(said, lesson_graph=read.graph))


def _remarks(read: Typed) -> tuple[Problem, ...]:
    """What may be wrong about a name: ``wx`` is one name, not a product."""
    return tuple(Problem(1, 1, hint, "", "warning") for hint in read.hints.values())


def moved(sandbox: Sandbox, steps: int) -> Sandbox:
    """The chosen leaf goes up by so many steps."""
    if sandbox.numbers is None or not sandbox.leaf:
        return sandbox
    value = round(sandbox.numbers.values[sandbox.leaf] + steps * sandbox.step, 9)
    return given(sandbox, value)


def given(sandbox: Sandbox, value: float) -> Sandbox:
    """The chosen leaf has this value; one without a value of its output leaves all as it was."""
    values = MappingProxyType({**sandbox.values, sandbox.leaf: value})
    tried = _computed(replace(sandbox, values=values))
    return replace(sandbox, trouble=tried.trouble) if tried.trouble else tried


def chosen(sandbox: Sandbox, steps: int) -> Sandbox:
    """Another leaf is chosen."""
    if sandbox.graph is None or not sandbox.leaf:
        return sandbox
    names = [leaf.name for leaf in sandbox.graph.leaves]
    at = (names.index(sandbox.leaf) + steps) % len(names)
    return replace(sandbox, leaf=names[at], trouble="")


def sized(sandbox: Sandbox, change: int) -> Sandbox:
    """Longer or shorter steps."""
    return replace(sandbox, size=max(0, min(len(SIZES) - 1, sandbox.size + change)))


def _computed(sandbox: Sandbox) -> Sandbox:
    """The numbers of the graph with the learner's values."""
    graph = sandbox.graph
    if graph is None:
        return sandbox
    leaves = {leaf.name: leaf.default for leaf in graph.leaves}
    values = {
        name: sandbox.values.get(name, UNGIVEN if default is None else default)
        for name, default in leaves.items()
    }
    leaf = sandbox.leaf if sandbox.leaf in leaves else next(iter(leaves), "")
    try:
        numbers = run(graph, values)
    except TutorError as error:
        return replace(sandbox, leaf=leaf, numbers=None, trouble=str(error))
    return replace(sandbox, leaf=leaf, numbers=numbers, trouble="")


def scene(sandbox: Sandbox, selected: Target = None) -> Scene | None:
    """The graph with all its numbers, the chosen leaf marked."""
    numbers = sandbox.numbers
    if numbers is None:
        return None
    known = Known(numbers.values, numbers.gradients, numbers.locals, arrived={})
    active = (sandbox.leaf,) if sandbox.leaf else ()
    held = selected if selected is not None and numbers.graph.has(selected) else None
    return Scene(numbers.graph.name, numbers, known, active, held)


def result(sandbox: Sandbox) -> str:
    """``J = 16``: the output and its value; "" while there is none."""
    numbers = sandbox.numbers
    if numbers is None:
        return ""
    output = numbers.graph.output
    return f"{numbers.graph.label(output)} = {number(numbers.values[output])}"


def problem_lines(sandbox: Sandbox, most: int = 3) -> tuple[str, ...]:
    """What is wrong with the text, a line each, the first ``most`` of them."""
    found = sandbox.problems[:most]
    helped = (f"{p.message}: {p.help}" if p.help else p.message for p in found)
    return tuple(f"{p.line}:{p.column} {text}" for p, text in zip(found, helped, strict=True))


def nudge(sandbox: Sandbox) -> str:
    """What raising the chosen leaf by one step does, beside what its gradient predicts."""
    numbers, name, h = sandbox.numbers, sandbox.leaf, sandbox.step
    if numbers is None or not name:
        return ""
    graph = numbers.graph
    z, x = graph.label(graph.output), graph.label(name)
    change = nudged(numbers, name, h)[graph.output] - numbers.values[graph.output]
    gradient = numbers.gradients[name]
    if math.isnan(change):
        return f"{x} raised by {number(h)}: {z} has no value there."
    return (
        f"{x} raised by {number(h)}: Δ{z} = {number(change)}; "
        f"the gradient predicts {number(gradient)} · {number(h)} = {number(gradient * h)}."
    )
