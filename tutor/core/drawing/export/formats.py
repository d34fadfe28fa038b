"""The forms that a graph and its numbers are written in: a format is a file here and a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from tutor.core.drawing.export.dot import dot
from tutor.core.drawing.export.json_data import as_json
from tutor.core.drawing.export.mermaid import mermaid
from tutor.core.drawing.export.picture_text import text
from tutor.core.drawing.export.python import python
from tutor.core.drawing.export.svg import svg
from tutor.core.drawing.picture import Marks
from tutor.core.graph import Pass


class Format(NamedTuple):
    """What writes a graph with all that marks know, ? for the rest.

    A format that is nothing but numbers ``needs_values``: it is written only where all are known.
    """

    write: Callable[[Pass, Marks], str]
    needs_values: bool = False


FORMATS: Mapping[str, Format] = {
    "text": Format(text),
    "json": Format(as_json, needs_values=True),
    "dot": Format(dot),
    "mermaid": Format(mermaid),
    "svg": Format(svg),
    "python": Format(python),
}
"""Every format by the word that ``bptutor graph --format`` takes."""
