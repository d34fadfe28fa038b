"""The numbers of a pass, as an expression asks for them."""

from __future__ import annotations

import re
from collections.abc import Collection, Container
from dataclasses import dataclass
from difflib import get_close_matches

from tutor.core.budget import spend
from tutor.core.errors import GraphError
from tutor.core.graph import Graph, Pass

NEAR = 200
"""Names that one which is not known is compared with."""

_DELTA = re.compile(r"delta([0-9]+_[0-9]+)")


def alias(name: str, known: Container[str]) -> str:
    """The node whose gradient ``name`` stands for: ``delta2_1`` is ∂C/∂z of ``z2_1``; else ""."""
    delta = _DELTA.fullmatch(name)
    node = f"z{delta[1]}" if delta else ""
    return node if node and name not in known and node in known else ""


def closest(word: str, known: Collection[str]) -> str:
    """The name that is most like ``word``, "" where none is; of very many some are looked at."""
    near = known if len(known) <= NEAR else [one for one in known if one[:1] == word[:1]][:NEAR]
    spend(5 * len(near))
    return next(iter(get_close_matches(word[:60], near, 1, 0.5)), "")


def unknown_name(name: str, graph: Graph) -> tuple[str, str] | None:
    """Message and help for a name that ``graph`` does not have; None when it has it."""
    if name in graph.by_name or alias(name, graph.by_name):
        return None
    close = closest(name, graph.by_name)
    known = ", ".join(node.name for node in graph.nodes[:12])
    help_ = f"did you mean {close!r}?" if close else f"its nodes are {known}"
    return f"no node called {name!r} in this graph", help_


@dataclass(frozen=True, slots=True)
class PassScope:
    """Values, local gradients and derivatives of one pass."""

    numbers: Pass

    def value(self, name: str) -> float:
        """The value of a node; for ``delta2_1`` the gradient of the output at ``z2_1``."""
        node = alias(name, self.numbers.values)
        return self.numbers.gradients[node] if node else self.numbers.values[self._known(name)]

    def local(self, successor: str, node: str) -> float:
        """∂successor/∂node on one edge."""
        try:
            return self.numbers.local(self._known(successor), self._known(node))
        except GraphError as error:
            raise LookupError(str(error)) from None

    def grad(self, of: str, wrt: str) -> float:
        """The derivative of one node by another, through all routes."""
        return self.numbers.derivative(self._known(of), self._known(wrt))

    def _known(self, name: str) -> str:
        problem = unknown_name(name, self.numbers.graph)
        if problem:
            raise LookupError(problem[0])
        return name
