"""Which node a text means: its name, its label, or a formula that computes the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import isnan

from tutor.core.answers import AnswerError, is_close, read_formula
from tutor.core.errors import ExpressionError
from tutor.core.expression import Expression, LeafScope, evaluate, names
from tutor.core.graph import Graph, Pass, tape_of

FindNode = Callable[[str], str]
"""The name of the node that a name, a label or another spelling means; "" for none."""

_NEAR = (1e-2, 1e-3, 1e-5)
"""How far the leaves are moved, relative to what they are, to compare a formula with nodes."""


class NodeNames:
    """The nodes of one graph by what people call them; what was looked up is remembered."""

    def __init__(self, numbers: Pass, find: FindNode) -> None:
        self.graph: Graph = numbers.graph
        self._leaves = {leaf.name: numbers.values[leaf.name] for leaf in self.graph.leaves}
        self._find = find
        self._found: dict[str, str] = {}
        self._points: list[Mapping[str, float]] | None = None

    def named(self, text: str) -> str:
        """The node of this name, label or spelling; "" for none."""
        return self.graph.by_name[text].name if text in self.graph.by_name else self._find(text)

    def node(self, text: str) -> str:
        """The node that a name or a formula means (``u``, ``ŷ``, ``wx``); "" for none."""
        text = text.strip()
        if text not in self._found:
            self._found[text] = self.named(text) or self._same(text)
        return self._found[text]

    def formula(self, text: str) -> tuple[Expression, dict[str, str]] | None:
        """A formula in nodes of this graph, with the node of each name; None if it is none."""
        try:
            expr = read_formula(text, self.graph.by_name)
        except AnswerError:
            return None
        nodes = {name: self.named(name) for name in names(expr)}
        return (expr, nodes) if nodes and all(nodes.values()) else None

    def _same(self, text: str) -> str:
        """The node that computes what this formula does: the same number wherever leaves move."""
        found = self.formula(text)
        if found is None:
            return ""
        expr, nodes = found
        if self._points is None:
            self._points = list(self._moved())
        same = [node.name for node in self.graph.computed]
        for values in self._points:
            at = value_of(expr, {name: values[node] for name, node in nodes.items()})
            same = [one for one in same if at is not None and is_close(at, values[one], 1e-9)]
        inputs = set(nodes.values())
        same.sort(key=lambda one: set(self.graph.by_name[one].inputs) != inputs)
        return same[0] if same and self._points else ""

    def _moved(self) -> Iterator[Mapping[str, float]]:
        """The values of all nodes at a few places beside the one that is given."""
        tape = tape_of(self.graph)
        for by in _NEAR:
            for turn in (1, 2):
                leaves = {
                    name: value + by * (1 + abs(value)) * ((place * turn * 0.618) % 1 - 0.43)
                    for place, (name, value) in enumerate(self._leaves.items(), 1)
                }
                values = tape.forward(leaves)
                if values is not None and not any(map(isnan, values)):
                    yield dict(zip(tape.names, values, strict=False))


def value_of(expr: Expression, values: Mapping[str, float]) -> float | None:
    """What a formula is worth; None where it has no value."""
    try:
        return evaluate(expr, LeafScope(values))
    except ExpressionError:
        return None
