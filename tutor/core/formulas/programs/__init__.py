"""Programs in several languages, rewritten line by line; never run."""

from tutor.core.formulas.programs.code import Code, from_code
from tutor.core.formulas.programs.idle import without_comments

__all__ = ["Code", "from_code", "without_comments"]
