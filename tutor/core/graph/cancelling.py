"""Sums whose terms cancel: what floating-point arithmetic leaves of them is 0, not a number.

0.1 + 0.2 − 0.3 leaves 5.6·10⁻¹⁷.  A result so far below its terms is noise: each of n roundings
errs by at most half a unit in the last place of a partial sum (Higham, *Accuracy and Stability of
Numerical Algorithms*, 2nd ed., 4.2).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from decimal import Decimal
from math import inf

ROUNDINGS, OF_TWO = 16, 2
"""Units in the last place of all terms together that rounding may leave of them.

A difference of two near numbers is exact (Sterbenz), so that it has only the roundings of the two:
with 16 the p − y of an output that is very sure, 6·10⁻¹⁵, was taken for noise.
"""


def cancels(total: float, size: float, terms: int = 2) -> bool:
    """Whether ``total`` is what rounding left of so many terms whose sizes add up to ``size``."""
    roundings = ROUNDINGS if terms > 2 else OF_TWO
    return 0.0 < abs(total) <= roundings * sys.float_info.epsilon * size < inf


def cancels_as_written(terms: Iterable[float]) -> bool:
    """Whether the terms add up to nothing as they are written in decimals."""
    return sum((Decimal(repr(term)) for term in terms), Decimal(0)) == 0
