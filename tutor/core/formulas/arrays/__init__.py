"""Vectors and matrices, entry by entry."""

from tutor.core.formulas.arrays.beside import Beside
from tutor.core.formulas.arrays.ellipsis import with_sums
from tutor.core.formulas.arrays.entries import entries
from tutor.core.formulas.arrays.entry_lists import lists_of_entries
from tutor.core.formulas.arrays.grids import with_rows

__all__ = ["Beside", "entries", "lists_of_entries", "with_rows", "with_sums"]
