"""Questions to hand out: variants by student, class files to fill in, quizzes for other systems."""

from tutor.core.practice.sheets.class_rows import class_rows, statements_of
from tutor.core.practice.sheets.gift import GiftQuiz, gift_quiz
from tutor.core.practice.sheets.variants import Sheet, different_first, sheet_for

__all__ = [
    "GiftQuiz", "Sheet", "class_rows", "different_first", "gift_quiz", "sheet_for", "statements_of",
]  # fmt: skip
