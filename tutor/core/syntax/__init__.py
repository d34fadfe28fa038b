"""The strict format of lesson files, piece by piece: problems, prose, fields and graphs."""

from tutor.core.syntax.assemble import Draft, Flattener, order
from tutor.core.syntax.decode import decode_text
from tutor.core.syntax.descent import in_descent
from tutor.core.syntax.field_lines import read_fields
from tutor.core.syntax.fields import Field, Fields
from tutor.core.syntax.graph import parse_graph, parse_graphs
from tutor.core.syntax.inline import markdown
from tutor.core.syntax.problems import ProblemReport, did_you_mean
from tutor.core.syntax.prose import Lines, ProseReader
from tutor.core.syntax.ranges import choices
from tutor.core.syntax.scope import GraphScope, Settings
from tutor.core.syntax.statements import Condition, Define, Leaf, statements
from tutor.core.syntax.values import check_values

__all__ = [
    "Condition", "Define", "Draft", "Field", "Fields", "Flattener", "GraphScope", "Leaf",
    "Lines", "ProblemReport", "ProseReader", "Settings", "check_values", "choices",
    "decode_text", "did_you_mean", "in_descent", "markdown", "order", "parse_graph", "parse_graphs",
    "read_fields", "statements",
]  # fmt: skip
