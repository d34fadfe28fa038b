"""Graphs of the note that many tests use."""

from __future__ import annotations

from tutor.core.graph import Graph, Node

LINREG = Graph(
    "linreg",
    (
        Node("w", "w", "param"),
        Node("x", "x", "input"),
        Node("u", "u", "computed", "mul", ("w", "x")),
        Node("b", "b", "param"),
        Node("yhat", "ŷ", "computed", "add", ("u", "b")),
        Node("y", "y", "input"),
        Node("e", "e", "computed", "sub", ("yhat", "y")),
        Node("J", "J", "output", "pow", ("e", 2.0)),
    ),
    "J",
)
"""Example 4: u = w·x, ŷ = u + b, e = ŷ − y, J = e²."""

NOTE = {"w": 5.0, "x": 1.0, "b": 1.0, "y": 2.0}
"""The values of Example 5; b and y are reconstructed."""

FAN_OUT = Graph(
    "fan-out",
    (
        Node("a", "a", "input", default=-1.0),
        Node("b", "b", "input", default=3.0),
        Node("x", "x", "computed", "add", ("a", "b")),
        Node("c", "c", "input", default=4.0),
        Node("y", "y", "computed", "add", ("b", "c")),
        Node("f", "f", "output", "mul", ("x", "y")),
    ),
    "f",
)
"""Example 7 as reconstructed: f = (a + b)(b + c), where only b fans out."""
