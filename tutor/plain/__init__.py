"""The tutor as plain text, a line at a time: the list of lessons, lessons and quizzes."""

from tutor.plain.conversation import Console, say_line
from tutor.plain.home import HomeConversation
from tutor.plain.quiz import Outcome, QuizConversation
from tutor.plain.text import WIDTH, question_lines, text_of

__all__ = [
    "WIDTH",
    "Console",
    "HomeConversation",
    "Outcome",
    "QuizConversation",
    "question_lines",
    "say_line",
    "text_of",
]
