"""The picture of a graph as text."""

from __future__ import annotations

from tutor.core.drawing.picture import Marks, marks_of
from tutor.core.drawing.printed import printed
from tutor.core.graph import Pass, kinks


def text(numbers: Pass, marks: Marks | None = None) -> str:
    """The picture, with all that ``marks`` know (all there is); below it what has no slope."""
    marks = marks or marks_of(numbers)
    lines = ("".join(run.text for run in line) for line in printed(numbers, marks))
    return "\n".join((*map(str.rstrip, lines), *(kinks(numbers) if marks.gradients else ())))
