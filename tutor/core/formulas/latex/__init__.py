"""LaTeX as the tokens of a formula."""

from tutor.core.formulas.latex.reader import from_latex

__all__ = ["from_latex"]
