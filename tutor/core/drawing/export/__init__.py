"""A graph and its numbers in the forms that other programs read."""

from tutor.core.drawing.export.formats import FORMATS, NEED_VALUES, text
from tutor.core.drawing.export.python import python
from tutor.core.drawing.export.svg import svg

__all__ = ["FORMATS", "NEED_VALUES", "python", "svg", "text"]
