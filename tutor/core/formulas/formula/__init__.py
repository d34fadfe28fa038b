"""One formula: its names, calls, factors and choices, as strict syntax."""

from tutor.core.formulas.formula.choices import Case, cases_of
from tutor.core.formulas.formula.decisions import (
    COMPARE,
    Decisions,
    LeafValue,
    UndecidedError,
    conjunction,
    names_in,
    value_as_set,
)
from tutor.core.formulas.formula.factorials import (
    count_factorials,
    with_factorials,
    with_numbers,
)
from tutor.core.formulas.formula.heads import rewrite_heads
from tutor.core.formulas.formula.names import (
    KnownNames,
    letters_of,
    lone_names,
    node_meant,
    spelling_key,
    strict_name,
)
from tutor.core.formulas.formula.shape import describe_strange, strict_formula

__all__ = [
    "COMPARE", "Case", "Decisions", "KnownNames", "LeafValue", "UndecidedError", "cases_of",
    "conjunction", "count_factorials", "describe_strange", "letters_of", "lone_names", "names_in",
    "node_meant", "rewrite_heads", "spelling_key", "strict_formula", "strict_name", "value_as_set",
    "with_factorials", "with_numbers",
]  # fmt: skip
