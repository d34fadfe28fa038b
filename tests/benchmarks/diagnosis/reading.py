"""A graph as people type it, with values: read as ``mark`` reads it."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.core.errors import TutorError
from tutor.core.graph import Pass, run
from tutor.core.typed import read_typed


def pass_of(text: str, values: Mapping[str, float], of: str) -> Pass | None:
    """The numbers of the graph, or None where the program cannot read it or has no numbers."""
    try:
        read = read_typed(text, given=dict(values), of=of)
        if read.graph is None:
            return None
        graph = read.graph.graph
        leaves = {read.names.get(name, name): value for name, value in values.items()}
        return run(graph, {name: v for name, v in leaves.items() if name in graph.by_name})
    except TutorError:
        return None
