"""A graph and its numbers in the forms that other programs read."""

from tutor.core.drawing.export.formats import FORMATS, Format
from tutor.core.drawing.export.picture_text import text
from tutor.core.drawing.export.python import python
from tutor.core.drawing.export.svg import svg

__all__ = ["FORMATS", "Format", "python", "svg", "text"]
