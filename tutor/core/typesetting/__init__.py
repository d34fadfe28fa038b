"""Formulas: a stated subset of LaTeX, as lines of text.

``inline`` writes a formula on one line (∂J/∂w = ∂J/∂u · ∂u/∂w), ``display`` in two dimensions.
What the subset has is in symbols.py; anything else is a FormulaError that says where.

Reading order: source.py (LaTeX in pieces), tree.py (what a formula is), symbols.py, reader.py
(LaTeX to tree), scripts.py (small letters), weight.py (bold ones), box.py (text in two
dimensions), render.py (tree to text).
"""

from __future__ import annotations

from functools import lru_cache

from tutor.core.typesetting.source import FormulaError, LatexNode
from tutor.core.typesetting.weight import FormulaLine, line

__all__ = [
    "FormulaError", "FormulaLine", "LatexNode", "broken_display", "display", "inline", "nodes",
]  # fmt: skip


def nodes(latex: str) -> tuple[LatexNode, ...]:
    """What LaTeX takes the text for, before anything is made of it.  Raises FormulaError."""
    from tutor.core.typesetting.reader import nodes as read_nodes

    return read_nodes(latex)


@lru_cache(maxsize=512)
def inline(latex: str) -> FormulaLine:
    """The formula on one line.  Raises FormulaError."""
    from tutor.core.typesetting.reader import read
    from tutor.core.typesetting.render import flat

    return line(flat(read(latex)))


@lru_cache(maxsize=512)
def display(latex: str) -> tuple[FormulaLine, ...]:
    """The formula in two dimensions, line by line, all equally wide.  Raises FormulaError."""
    from tutor.core.typesetting.reader import read
    from tutor.core.typesetting.render import tall

    return tuple(map(line, tall(read(latex))))


@lru_cache(maxsize=512)
def broken_display(latex: str, room: int) -> tuple[FormulaLine, ...]:
    """``display``, broken into lines no wider than ``room`` cells where it can be.

    Raises FormulaError.
    """
    from tutor.core.typesetting.reader import read
    from tutor.core.typesetting.render import within

    return tuple(map(line, within(read(latex), room)))
