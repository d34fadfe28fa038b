"""Typed answers: numbers, formulas and lists, and whether two numbers agree."""

from tutor.core.answers.lists import is_list, read_list
from tutor.core.answers.numbers import (
    TOLERANCE,
    AnswerError,
    are_apart,
    is_close,
    read_formula,
    read_number,
    tolerance_words,
)

__all__ = [
    "TOLERANCE", "AnswerError", "are_apart", "is_close", "is_list", "read_formula", "read_list",
    "read_number", "tolerance_words",
]  # fmt: skip
