"""Wrong rules as code, and what a wrong number says about the one that gave it.

A misconception is a rule that works out a wrong derivative on any graph.  So the diagnosis of an
answer, the wrong options of a choice and the planted errors of a puzzle come from one table.
Reading order: rule.py, board.py, combining.py and operations.py (rules about gradients), values.py
and training.py (about values and updates), judging.py (about labels, orders, selections), table.py,
words.py, diagnosis.py.
"""

from tutor.core.misconceptions.board import PLAIN, Background, Board
from tutor.core.misconceptions.diagnosis import Diagnosis, diagnose, diagnose_all, wrong_numbers
from tutor.core.misconceptions.rule import Guess, Rule
from tutor.core.misconceptions.table import DERIVATIVES, RULES, guesses, name_of

__all__ = [
    "DERIVATIVES",
    "PLAIN",
    "RULES",
    "Background",
    "Board",
    "Diagnosis",
    "Guess",
    "Rule",
    "diagnose",
    "diagnose_all",
    "guesses",
    "name_of",
    "wrong_numbers",
]
