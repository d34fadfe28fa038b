"""What an expression of a lesson may mention: one graph, with the numbers its author wrote."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from tutor.core.errors import ExpressionError, GraphError
from tutor.core.expression import (
    Expression,
    LeafScope,
    PassScope,
    Scope,
    evaluate,
    mentions,
    parse,
    unknown_name,
)
from tutor.core.graph import Pass, run
from tutor.core.lesson import LessonGraph, Place
from tutor.core.syntax.problems import ProblemReport

Locate = Callable[[int], Place]
"""From an offset in a text to its place in the file."""


@dataclass(frozen=True)
class GraphScope:
    """The graph around an expression, or None where there is none.

    ``spoilt`` says that there is a graph, but one with errors of its own: what mentions its nodes
    cannot be judged, and every such mention would only repeat the first error.
    """

    graph: LessonGraph | None = None
    spoilt: bool = False

    @cached_property
    def numbers(self) -> Pass | None:
        """The pass at the default values."""
        try:
            return run(self.graph.graph) if self.graph else None
        except GraphError:
            return None

    def expression(self, text: str, place: Locate, report: ProblemReport) -> Expression | None:
        """The expression in ``text``, checked: it reads, its names are there, it has a value."""
        try:
            expr = parse(text)
        except ExpressionError as error:
            report.add(place(error.column), str(error), error.help)
            return None
        if self.spoilt:
            return expr
        found = False
        for mention in mentions(expr):
            problem = self._unknown(mention.name)
            if problem:
                found = True
                report.add(place(mention.column), *problem)
        if found:
            return None
        scope: Scope = PassScope(self.numbers) if self.numbers else LeafScope({})
        try:
            if self.numbers or not mentions(expr):
                evaluate(expr, scope)
        except ExpressionError as error:
            report.add(place(error.column), str(error), error.help)
            return None
        return expr

    def _unknown(self, name: str) -> tuple[str, str] | None:
        if self.graph is None:
            return f"{name!r} needs a graph, and there is none here", "add a graph block before it"
        return unknown_name(name, self.graph.graph)

    def node(self, name: str, at: Place, report: ProblemReport) -> str | None:
        """``name`` if the graph has a node of that name; otherwise None, and a problem."""
        if self.spoilt:
            return name
        problem = self._unknown(name)
        if problem is None and self.graph and name not in self.graph.graph.by_name:
            problem = f"{name!r} stands for a gradient, not for a node", "name the node itself"
        if problem:
            report.add(at, *problem)
            return None
        return name


class Settings:
    """The settings of one lesson's graphs, each made once: its pass is run for the first block."""

    def __init__(self, graphs: Mapping[str, LessonGraph]) -> None:
        self._graphs = graphs
        self._made: dict[str, GraphScope] = {}
        self.spoilt: set[str] = set()

    def of(self, name: str) -> GraphScope:
        """The setting of the graph called ``name``; one without a graph when none is named.

        A name that no graph has is a problem of its own: what mentions its nodes is not judged.
        """
        if name not in self._graphs:
            return GraphScope(spoilt=bool(name))
        return self._made.setdefault(name, GraphScope(self._graphs[name]))
