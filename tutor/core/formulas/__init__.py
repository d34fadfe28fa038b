r"""Formulas as people write them, turned into the strict statements that the graph reader takes.

    C = ½(σ(wx+b)−y)²             paper
    \frac{1}{2}(\hat{y}-y)^{2}    LaTeX
    y = np.tanh(w*x + b)          programs

Reading order, as a text goes through: prose.py (words are left out: foreign.py, markup.py,
clauses.py), code.py (programs: languages.py, blocks.py, turns.py …) or latex.py, scan.py (tokens),
heads.py, phrases.py (statements: stretches.py, commas.py), entries.py (vectors become statements of
their entries: unroll.py, arrays.py …), writing.py (the strict syntax), shape.py (one formula) with
names.py and calls.py (what letters and functions mean) and picking.py (its cases).
What can be read in two ways is asked back, never guessed.
"""

from tutor.core.formulas.reading import read, read_expression
from tutor.core.formulas.result import Given, StrictText
from tutor.core.formulas.scanned import readable_name

__all__ = ["Given", "StrictText", "read", "read_expression", "readable_name"]
