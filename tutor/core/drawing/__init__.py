"""A graph as a picture of text: what is marked, how it is laid out, and how it is painted."""

from tutor.core.drawing.chart import ABOVE, Axis, ChartRow, Series, chart, round_up
from tutor.core.drawing.curve import curve, curve_and_slope, range_of
from tutor.core.drawing.density import DENSITIES, draw
from tutor.core.drawing.fit import beyond, fit, fits
from tutor.core.drawing.form import Drawn, Form, Wish, bounds, drawn, form_for, without_box
from tutor.core.drawing.network import LAYER
from tutor.core.drawing.paint import changed_rows, paint, paint_row, target_at
from tutor.core.drawing.picture import (
    UNKNOWN,
    Marks,
    Picture,
    StyledText,
    Target,
    full_numbers,
    gradient_style,
    gradient_text,
    message_text,
    neighbour,
    node_title,
    steepest,
)
from tutor.core.drawing.plane import Plane, plane_around
from tutor.core.drawing.printed import StyledLine, marks_from, printed
from tutor.core.drawing.weights import LayerTable, UnitRow, shows_deltas, weight_rows

__all__ = [
    "ABOVE", "DENSITIES", "LAYER", "UNKNOWN", "Axis", "ChartRow", "Drawn", "Form", "LayerTable",
    "Marks", "Picture", "Plane", "Series", "StyledLine", "StyledText", "Target", "UnitRow",
    "Wish", "beyond", "bounds", "changed_rows", "chart", "curve", "curve_and_slope",
    "draw", "drawn", "fit", "fits", "form_for", "full_numbers", "gradient_style", "gradient_text",
    "marks_from", "message_text", "neighbour", "node_title", "paint", "paint_row", "plane_around",
    "printed", "range_of", "round_up", "shows_deltas", "steepest", "target_at", "weight_rows",
    "without_box",
]  # fmt: skip
