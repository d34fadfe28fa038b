"""The tutor as plain text, a line at a time: home, lessons and quizzes."""

from tutor.plain.home import PlainTutor
from tutor.plain.quiz import Played, Player
from tutor.plain.text import WIDTH, question_lines, text_of

__all__ = ["WIDTH", "PlainTutor", "Played", "Player", "question_lines", "text_of"]
