"""Text on a terminal: made safe, measured, wrapped, in tables; signs; seeded draws."""

from tutor.core.text.csv_text import CellValue, csv_text
from tutor.core.text.draws import Draws
from tutor.core.text.folded_table import Piece, folded_table
from tutor.core.text.keys import key, key_parts, tell_keys
from tutor.core.text.labels import label, labels, network_label, replace_labels
from tutor.core.text.scripts import FRACTIONS, HIGH, LOW, small_letters, subscript, superscript
from tutor.core.text.signs import encodable, legend, plain
from tutor.core.text.table import beside, table
from tutor.core.text.terminal import (
    clip,
    format_number,
    is_hidden,
    number,
    ordinal,
    pad,
    plural,
    safe,
    width,
    with_decimals,
    with_figures,
)
from tutor.core.text.wrap import NO_BREAK, Slice, line_breaks, wrap_text

__all__ = [
    "FRACTIONS",
    "HIGH",
    "LOW",
    "NO_BREAK",
    "CellValue",
    "Draws",
    "Piece",
    "Slice",
    "beside",
    "clip",
    "csv_text",
    "encodable",
    "folded_table",
    "format_number",
    "is_hidden",
    "key",
    "key_parts",
    "label",
    "labels",
    "legend",
    "line_breaks",
    "network_label",
    "number",
    "ordinal",
    "pad",
    "plain",
    "plural",
    "replace_labels",
    "safe",
    "small_letters",
    "subscript",
    "superscript",
    "table",
    "tell_keys",
    "width",
    "with_decimals",
    "with_figures",
    "wrap_text",
]  # fmt: skip
