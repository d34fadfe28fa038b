"""Wrong rules as code, and what a wrong number says about the one that gave it.

A misconception is a rule that works out a wrong derivative on any graph.  So the diagnosis of an
answer, the wrong options of a choice and the planted errors of a puzzle come from one table.
Reading order: rule.py, board.py, combining.py and operations.py (the rules), table.py, words.py,
diagnosis.py.
"""

from tutor.core.misconceptions.board import Board
from tutor.core.misconceptions.diagnosis import Diagnosis, diagnose, wrong_numbers
from tutor.core.misconceptions.rule import Guess, Rule
from tutor.core.misconceptions.table import RULES, guesses

__all__ = [
    "RULES",
    "Board",
    "Diagnosis",
    "Guess",
    "Rule",
    "diagnose",
    "guesses",
    "wrong_numbers",
]
