"""``network`` blocks: a multilayer perceptron by its sizes, as a graph of the note's quantities."""

from __future__ import annotations

from tutor.core.lesson import LessonGraph
from tutor.core.reader.blocks import Block
from tutor.core.reader.report import Report


def network(block: Block, name: str, report: Report) -> LessonGraph | None:
    """The graph of the network; None, and problems, when it cannot be built."""
    report.add(block.at, f"the network {name!r} is not available in this version")
    return None
