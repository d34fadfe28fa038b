"""Typed answers: numbers, formulas and lists, and whether two numbers agree."""

from tutor.core.answers.agreement import (
    TOLERANCE,
    TOLERANCE_RULE,
    TypedNumber,
    are_apart,
    dust,
    is_close,
    is_nearly,
    is_right,
    said_of_nearly,
    tolerance_words,
)
from tutor.core.answers.lists import is_list, read_list
from tutor.core.answers.numbers import AnswerError, read_formula, read_number
from tutor.core.answers.slopes import writes_slope

__all__ = [
    "TOLERANCE", "TOLERANCE_RULE", "AnswerError", "TypedNumber", "are_apart", "dust", "is_close",
    "is_list", "is_nearly", "is_right", "read_formula", "read_list", "read_number",
    "said_of_nearly", "tolerance_words", "writes_slope",
]  # fmt: skip
