"""What an answer expression asks for, and how that is written."""

from __future__ import annotations

from typing import Literal, NamedTuple

from tutor.core.expression import Call, Expression, Name, alias, show
from tutor.core.graph import Pass, derivative
from tutor.core.lesson import LessonGraph

What = Literal["gradient", "local", "value", "other"]
"""``gradient`` is the derivative through all routes, ``local`` that of one edge."""


class Sought(NamedTuple):
    """A number of the graph: a value, a derivative, or the message from ``of`` to ``wrt``."""

    what: Literal["gradient", "local", "value", "message"]
    of: str
    wrt: str = ""


def sought(what: What, of: str, wrt: str) -> Sought | None:
    """The same as a number of the graph; None where it is none."""
    return None if what == "other" else Sought(what, of, wrt)


def asked_by(expr: Expression) -> tuple[What, str, str]:
    """What an answer expression asks for: (what, of, wrt)."""
    match expr:
        case Call("grad", (Name(of), Name(wrt))):
            return "gradient", of, wrt
        case Call("local", (Name(of), Name(wrt))):
            return "local", of, wrt
        case Call("value", (Name(of),)) | Name(of):
            return "value", of, ""
        case _:
            return "other", "", ""


def in_terms_of(
    lesson_graph: LessonGraph | None, what: What, of: str, wrt: str
) -> tuple[What, str, str]:
    """``delta2_1`` is the gradient of the output at ``z2_1``, and is diagnosed as one."""
    graph = lesson_graph.graph if lesson_graph else None
    node = alias(of, graph.by_name) if graph and what == "value" else ""
    return ("gradient", graph.output, node) if graph and node else (what, of, wrt)


def label_of(what: str, of: str, wrt: str, numbers: Pass | None, expr: Expression) -> str:
    """What is asked for, as it is written: ``∂J/∂w``, ``u``, or ``δ₁²`` for ``delta2_1``."""
    if numbers is None or what == "other":
        return show(expr)
    names = numbers.graph.by_name
    if isinstance(expr, Name) and expr.name != of and wrt in names:
        return "δ" + names[wrt].label.removeprefix("z")
    of, wrt = (names[n].label if n in names else n for n in (of, wrt))
    return of if what == "value" else derivative(of, wrt)
