"""Where the nodes and edges of a graph stand: columns, rows and tracks of cells."""

from tutor.core.drawing.layout.cells import crossing_cells, layout, way
from tutor.core.drawing.layout.columns import columns
from tutor.core.drawing.layout.model import Box, Layout, LayoutPlan, Point, RoutedLine

__all__ = [
    "Box", "Layout", "LayoutPlan", "Point", "RoutedLine", "columns", "crossing_cells", "layout",
    "way",
]  # fmt: skip
