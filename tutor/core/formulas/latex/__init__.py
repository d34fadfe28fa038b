"""LaTeX as the tokens of a formula."""

from tutor.core.formulas.latex.macros import expand_macros
from tutor.core.formulas.latex.reader import from_latex

__all__ = ["expand_macros", "from_latex"]
