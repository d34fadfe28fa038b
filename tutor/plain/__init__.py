"""The tutor as plain text, a line at a time: the list of lessons, lessons and quizzes."""

from tutor.plain.conversation import open_console, say_line
from tutor.plain.home import HomeConversation
from tutor.plain.quiz import QuizConversation, hold_quiz, hold_review
from tutor.plain.text import WIDTH, question_lines, text_of

__all__ = [
    "WIDTH",
    "HomeConversation",
    "QuizConversation",
    "hold_quiz",
    "hold_review",
    "open_console",
    "question_lines",
    "say_line",
    "text_of",
]
