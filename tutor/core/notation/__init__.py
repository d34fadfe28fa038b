r"""Formulas as people write them, turned into the strict statements that the graph reader takes.

    C = ½(σ(wx+b)−y)²             paper
    \frac{1}{2}(\hat{y}-y)^{2}    LaTeX
    y = np.tanh(w*x + b)          programs

Reading order: tokens.py, letters.py and scan.py (characters to tokens), latex.py and code.py (what
LaTeX and programs have on top), phrases.py (statements), names.py and calls.py (what letters and
functions mean), shape.py (one formula), picking.py (its cases), reading.py (all).
Formulas of vectors become formulas of their entries between statements and shapes: entries.py.
What can be read in two ways is asked back, never guessed.
"""

from tutor.core.notation.plain import Given, Plain
from tutor.core.notation.reading import read, read_expression
from tutor.core.notation.scanned import readable_name

__all__ = ["Given", "Plain", "read", "read_expression", "readable_name"]
