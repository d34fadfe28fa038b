"""A graph as a straight-line program: the engine's, with the line that is being carried out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from tutor.core.activities import LineMark, ProgramLine
from tutor.core.graph import Edge, program_of
from tutor.core.session.scene import Scene

HIDDEN = "# …: what is asked here comes when it is done"
"""Stands for the lines of a backward pass that a learner is still to find."""


def program_lines(scene: Scene) -> tuple[ProgramLine, ...]:
    """The two passes line by line, marked by what is known and what is going on.

    While something is still asked on the page, of the backward pass only what has been worked out.
    An activity that has a program of its own shows that.
    """
    if scene.program:
        return scene.program
    shown = scene.numbers.graph
    if shown.by_name[shown.output].is_leaf:  # a graph that is being built begins with its leaves
        return (ProgramLine("# nothing is computed yet", ""),)
    program, order = program_of(scene.numbers)
    body = [line.strip() for line in program.source.splitlines()[1:]]
    first = body.index("")
    second = body.index("", first + 1)
    forward = [name for name in order if not shown.by_name[name].is_leaf]
    backward = tuple(_marked(body[first + 1 : second], reversed(order), scene, "gradient"))
    is_open = scene.marks.asked is not None or scene.marks.untold
    seen = ("done",) if is_open else ("done", "now")
    earned = [line for line in backward if scene.ahead or line.mark in seen]
    return (
        *_marked(body[:first], forward, scene, "value"),
        ProgramLine("", ""),
        *earned,
        *(() if len(earned) == len(backward) else (ProgramLine(HIDDEN, ""),)),
    )


def _marked(
    lines: Iterable[str], names: Iterable[str], scene: Scene, what: Literal["value", "gradient"]
) -> Iterator[ProgramLine]:
    """A node may take several lines, all of which assign to one name."""
    nodes = iter(names)
    assigned, node = "", ""
    for line in lines:
        target = line.partition(" = ")[0]
        if target != assigned:
            assigned, node = target, next(nodes, node)
        yield ProgramLine(line, _mark(node, scene, what))


def _mark(node: str, scene: Scene, what: Literal["value", "gradient"]) -> LineMark:
    marks = scene.marks
    if marks.stored and what == "gradient":
        return "later"
    known = marks.values if what == "value" else marks.gradients
    working = {one.source if isinstance(one, Edge) else one for one in marks.active}
    backward = marks.backward or bool(marks.gradients)
    if node in working and backward == (what == "gradient"):
        return "now"
    return "done" if node in known and (what == "value" or node not in marks.partial) else "later"
