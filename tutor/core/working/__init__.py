"""A hand calculation: its lines are read, and each is marked with errors carried forward.

Reading order: steps.py (what a line claims), names.py (which node a text means), left_sides.py and
lines.py (how lines are read), own_numbers.py (what follows from what somebody has written),
marking.py (right, wrong, or right given what stands before it), words.py (what is said), result.py
(the marks), answering.py (a question that is answered in this way).
"""

from tutor.core.working.answering import (
    NO_LINES,
    Working,
    answer_with_working,
    evidence_of_lines,
    takes_working,
    understood_names,
    write_working,
)
from tutor.core.working.lines import LINES
from tutor.core.working.marking import mark_lines, mark_working
from tutor.core.working.result import MarkedStep, WorkingMark, working_lines

__all__ = [
    "LINES", "NO_LINES", "MarkedStep", "Working", "WorkingMark", "answer_with_working",
    "evidence_of_lines", "mark_lines", "mark_working", "takes_working", "understood_names",
    "working_lines", "write_working",
]  # fmt: skip
