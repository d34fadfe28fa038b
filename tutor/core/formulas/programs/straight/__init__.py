"""Programs of Python in straight lines: classes, calls and loops written out, nothing run.

What other parts of the reader can do by themselves is left as it was typed.
"""

from tutor.core.formulas.programs.straight.program import in_straight_lines

__all__ = ["in_straight_lines"]
