"""The tutor as plain text, a line at a time: the list of lessons, lessons and quizzes."""

from tutor.plain.conversation import Console, open_console
from tutor.plain.home import HomeConversation
from tutor.plain.quiz import (
    answer_lines,
    hold_proof,
    hold_quiz,
    hold_review,
    question_sheet_lines,
    sheet_lines,
)
from tutor.plain.text import WIDTH, scene_lines
from tutor.plain.training import TrainingConversation

__all__ = [
    "WIDTH", "Console", "HomeConversation", "TrainingConversation", "answer_lines", "hold_proof",
    "hold_quiz", "hold_review", "open_console", "question_sheet_lines", "scene_lines",
    "sheet_lines",
]  # fmt: skip
