"""One formula: its names, calls, factors and choices, as strict syntax."""

from tutor.core.formulas.formula.choices import Case, cases_of
from tutor.core.formulas.formula.decisions import (
    COMPARE,
    Decisions,
    LeafValue,
    UndecidedError,
    as_set,
    joined,
)
from tutor.core.formulas.formula.factors import text_of
from tutor.core.formulas.formula.heads import plain_heads
from tutor.core.formulas.formula.names import Names, key, lone_names, resolved, strict
from tutor.core.formulas.formula.shape import shape, strange
from tutor.core.formulas.formula.stream import Written

__all__ = [
    "COMPARE",
    "Case",
    "Decisions",
    "LeafValue",
    "Names",
    "UndecidedError",
    "Written",
    "as_set",
    "cases_of",
    "joined",
    "key",
    "lone_names",
    "plain_heads",
    "resolved",
    "shape",
    "strange",
    "strict",
    "text_of",
]
