"""A graph as a straight-line program: the engine's, with the line that is being carried out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from engine import Program, Value, straight_line, topological_order
from tutor.core.graph import Edge, Pass, built_of
from tutor.core.picture import Marks
from tutor.core.view import Scene

Mark = Literal["done", "now", "later", ""]

HIDDEN = "# …: what is asked here comes when it is done"
"""Stands for the lines of a backward pass that a learner is still to find."""


class Line(NamedTuple):
    """One line of the program: ``mark`` says how far it is, "" for a line that is no step."""

    text: str
    mark: Mark


def python(numbers: Pass, marks: Marks | None = None) -> str:
    """A program that runs: it prints the output and the gradients of the leaves, a line each.

    Where a leaf has no value it is the function alone, with a line that says how it is called.
    """
    program, _ = _program(numbers)
    if marks is not None and not marks.gradients:
        wanted = ", ".join(f"{name}=…" for name in program.leaves)
        return f"{program.text.rstrip()}\n\n\n# value, gradients = program({wanted})"
    given = ", ".join(f"{name}={value!r}" for name, value in program.values.items())
    output = numbers.graph.label(numbers.graph.output)
    return "\n".join(
        (
            program.text.rstrip(),
            "\n",
            f"value, gradients = program({given})",
            f"print({output!r}, value)",
            "for name, gradient in gradients.items():",
            f"    print('∂' {output!r} '/∂' + name, gradient)",
        )
    )


def program_lines(scene: Scene) -> tuple[Line, ...]:
    """The two passes line by line, marked by what is known and what is going on.

    While something is still asked on the page, of the backward pass only what has been worked out.
    """
    shown = scene.numbers.graph
    if shown.by_name[shown.output].is_leaf:  # a graph that is being built begins with its leaves
        return (Line("# nothing is computed yet", ""),)
    program, order = _program(scene.numbers)
    body = [line.strip() for line in program.source.splitlines()[1:]]
    first = body.index("")
    second = body.index("", first + 1)
    forward = [name for name in order if not shown.by_name[name].is_leaf]
    backward = tuple(_marked(body[first + 1 : second], reversed(order), scene, "gradient"))
    is_open = scene.asked is not None or scene.untold
    seen = ("done",) if is_open else ("done", "now")
    earned = [line for line in backward if scene.ahead or line.mark in seen]
    return (
        *_marked(body[:first], forward, scene, "value"),
        Line("", ""),
        *earned,
        *(() if len(earned) == len(backward) else (Line(HIDDEN, ""),)),
    )


def _program(numbers: Pass) -> tuple[Program, list[str]]:
    """The program, and the nodes in the order of its lines: all that the output depends on."""
    graph = numbers.graph
    built = built_of(graph, {leaf.name: numbers.values[leaf.name] for leaf in graph.leaves})
    names: dict[Value, str] = {value: name for name, value in built.items()}
    root = built[graph.output]
    order = [names[value] for value in topological_order(root)]
    reached = {name: built[name] for name in order}  # a graph that is being built may have more
    leaves = [reached[leaf.name] for leaf in graph.leaves if leaf.name in reached]
    return straight_line(root, leaves), order


def _marked(
    lines: Iterable[str], names: Iterable[str], scene: Scene, what: Literal["value", "gradient"]
) -> Iterator[Line]:
    """A node may take several lines, all of which assign to one name."""
    nodes = iter(names)
    assigned, node = "", ""
    for line in lines:
        target = line.partition(" = ")[0]
        if target != assigned:
            assigned, node = target, next(nodes, node)
        yield Line(line, _mark(node, scene, what))


def _mark(node: str, scene: Scene, what: Literal["value", "gradient"]) -> Mark:
    known = scene.known.values if what == "value" else scene.known.gradients
    working = {one.source if isinstance(one, Edge) else one for one in scene.active}
    backward = scene.backward or bool(scene.known.gradients)
    here = node in working and backward == (what == "gradient")
    if here:
        return "now"
    return "done" if node in known and (what == "value" or _is_whole(node, scene)) else "later"


def _is_whole(node: str, scene: Scene) -> bool:
    """Whether all messages to a node whose gradient is known have come."""
    routes = len(scene.numbers.graph.outgoing(node))
    return scene.known.arrived.get(node, routes) >= routes
