r"""Formulas as people write them, turned into the strict statements that the graph reader takes.

    C = ½(σ(wx+b)−y)²             paper
    \frac{1}{2}(\hat{y}-y)^{2}    LaTeX
    y = np.tanh(w*x + b)          programs

Reading order, as a text goes through: prose (words around formulas are left out), programs or
latex, lexer (tokens, and what signs and words mean), statements (where each formula begins),
arrays (vectors become statements of their entries), formula (one formula in the strict syntax).
scanned.py, writing.py and reading.py put them together.
What can be read in two ways is asked back, never guessed.
"""

from tutor.core.formulas.reading import read, read_expression
from tutor.core.formulas.result import Given, StrictText
from tutor.core.formulas.scanned import readable_name
from tutor.core.formulas.statements import replaced_line

__all__ = ["Given", "StrictText", "read", "read_expression", "readable_name", "replaced_line"]
