"""Graphs that many tests use, built by hand."""

from __future__ import annotations

from tutor.core.graph.model import Graph, Node, Role
from tutor.core.lesson import LessonGraph, Require, Vary

Operand = str | float


def graph(output: str, **nodes: tuple[Operand, ...] | float) -> Graph:
    """``graph("y", x=2.0, y=("mul", "x", 3.0))``: leaves are numbers, the rest operations."""
    made = []
    for name, what in nodes.items():
        role: Role = (
            "output" if name == output else "input" if isinstance(what, float) else "computed"
        )
        if isinstance(what, float):
            made.append(Node(name, name, role, default=what))
        else:
            op, *operands = what
            made.append(Node(name, name, role, str(op), tuple(operands)))
    return Graph("test", tuple(made), output)


LINREG = Graph(
    "linreg",
    (
        Node("w", "w", "param", default=5.0),
        Node("x", "x", "input", default=1.0),
        Node("u", "u", "computed", "mul", ("w", "x")),
        Node("b", "b", "param", default=1.0),
        Node("yhat", "ŷ", "computed", "add", ("u", "b")),
        Node("y", "y", "input", default=2.0),
        Node("e", "e", "computed", "sub", ("yhat", "y")),
        Node("J", "J", "output", "pow", ("e", 2.0)),
    ),
    "J",
)

NOTE = {"w": 5.0, "x": 1.0, "b": 1.0, "y": 2.0}
"""The values of the note's Example 5; b and y are reconstructed."""

EXAMPLE_7 = graph(
    "f", a=-1.0, b=3.0, x=("add", "a", "b"), c=4.0, y=("add", "b", "c"), f=("mul", "x", "y")
)
"""Example 7 as reconstructed: f = (a + b)(b + c), where only b fans out."""

FAN_OUT = graph(
    "f",
    a=2.0,
    b=4.0,
    x=("mul", "a", "b"),
    c=3.0,
    y=("add", "b", "c"),
    f=("mul", "x", "y"),
)

SIGMOID = graph(
    "C",
    w=0.5,
    x=1.5,
    u=("mul", "w", "x"),
    b=-0.25,
    z=("add", "u", "b"),
    a=("sigmoid", "z"),
    y=1.0,
    e=("sub", "a", "y"),
    s=("pow", "e", 2.0),
    C=("mul", 0.5, "s"),
)


def whole(first: int, last: int, *, without: tuple[int, ...] = ()) -> tuple[float, ...]:
    """The whole numbers from ``first`` to ``last``."""
    return tuple(float(n) for n in range(first, last + 1) if n not in without)


def linreg() -> LessonGraph:
    """The graph of the fifth lesson with its varied values."""
    from tutor.core.expression import parse

    return LessonGraph(
        LINREG,
        vary=(
            Vary("x", whole(2, 6)),
            Vary("y", whole(-9, 9)),
            Vary("w", whole(-5, 5, without=(-1, 0, 1))),
            Vary("b", whole(-6, 6, without=(-1, 0, 1))),
        ),
        require=(Require(parse("3 <= abs(e) and abs(e) <= 9 and e != 4 and w != x")),),
    )
