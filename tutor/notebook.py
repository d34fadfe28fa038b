"""The graph of an engine's ``Value`` as a picture, for notebooks and pages.

    from tutor.notebook import show

    show(J)               # as the last line of a notebook's cell
    show(J).svg           # the SVG document as a string

The engine knows nothing of pictures and needs no dependency for them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from engine import Value, topological_order
from tutor.core.drawing.export import svg
from tutor.core.graph import Graph, Node, Role, run
from tutor.core.text import safe


@dataclass(frozen=True)
class Drawing:
    """A picture that a notebook shows by itself; ``svg`` is the whole document."""

    svg: str = field(repr=False)

    def _repr_svg_(self) -> str:
        """What Jupyter asks an object for that is the last line of a cell."""
        return self.svg


def show(value: Value) -> Drawing:
    """The graph behind ``value``, with all values, local gradients and the gradients of ``value``.

    The numbers are those of a forward and a backward pass over a copy with the leaves as they are
    now: nobody's ``grad`` changes, and ``backward`` need not have run.  Raises GraphError where an
    operation has no value for these leaves.
    """
    return Drawing(svg(run(graph_of(value))))


def graph_of(root: Value) -> Graph:
    """The graph behind ``root``; a node without a label is called v1, v2 and so on."""
    order = topological_order(root)
    given = {value.label for value in order}
    names: dict[int, str] = {}
    nodes: list[Node] = []
    number = 0
    for at, value in enumerate(order):
        label = safe(value.label)
        if not label:
            number += 1
            while f"v{number}" in given:
                number += 1
            label = f"v{number}"
        names[id(value)] = name = f"n{at}"
        operands = tuple(
            names[id(operand)] if isinstance(operand, Value) else operand
            for operand in (value.operands if value.op else ())
        )
        role: Role = "output" if value is root else "computed" if value.op else "input"
        default = None if value.op else value.data
        nodes.append(Node(name, label, role, value.op, operands, default))
    return Graph("value", tuple(nodes), names[id(root)])
