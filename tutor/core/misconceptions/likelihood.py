"""How likely somebody types a number who has another one in mind, or nothing that is known.

A number that comes out of a slip is rounded when it is written down, now and then cut off, and
sometimes it was rounded on the way.  A number that no slip explains has about the size of the right
one, and any figures.
"""

from __future__ import annotations

import math

from tutor.core.answers import TypedNumber, dust

ROUNDED, CUT_OFF, ON_THE_WAY = 0.8, 0.04, 0.1
"""How often a result is written down rounded, cut off, or made of numbers rounded before."""
SPREAD = 0.002
"""How far, relatively, rounding on the way leads off."""
SHOWN, SHOWN_SPREAD = 0.5, 0.0003
"""How often a result of four or more figures is made of the four that the screen shows, and how
far off, relatively, that leads."""
FARTHEST = 6.0
"""Spreads within which a result is looked for."""
FEW_FIGURES = {1: 0.05, 2: 0.3}
"""How often somebody who rounds leaves so few figures, next to somebody who leaves three."""
COARSEST = 0.25
"""How far a number of one figure may be from what it rounds: 1 is not said to be 0.69."""
SIZE_SPREAD = 0.9
"""The scale of the logarithm of a number that nothing explains, around the right one."""
ZERO = 0.02
"""How often somebody without a reason types 0."""


def chance(typed: TypedNumber, meant: float, *, whole: bool) -> float:
    """How likely ``meant`` is written down as ``typed``.

    Where all numbers of a question are ``whole``, nothing is rounded on the way.
    """
    gap = abs(typed.value - meant)
    if gap <= dust(meant):
        return ROUNDED
    if gap > typed.unit + FARTHEST * SPREAD * abs(meant):
        return 0.0
    few = FEW_FIGURES.get(typed.figures, 1.0)
    if typed.rounds(meant):
        coarse = typed.figures == 1 and gap > COARSEST * abs(meant)
        return 0.0 if coarse else ROUNDED * few
    inside = abs(meant) - abs(typed.value)
    if 0 < inside < typed.unit and typed.value * meant > 0:
        return CUT_OFF * few if typed.figures > 1 else 0.0
    if whole:
        return 0.0
    shown = SHOWN * near(typed, meant, SHOWN_SPREAD) if typed.figures > 3 else 0.0
    return max(ON_THE_WAY * near(typed, meant, SPREAD), shown)


def reach(typed: TypedNumber) -> float:
    """How far from ``typed`` a number may be for ``chance`` to be more than 0; rather too far."""
    relative = FARTHEST * SPREAD
    return typed.unit + relative / (1 - relative) * (abs(typed.value) + typed.unit) + 1e-11


def near(typed: TypedNumber, meant: float, spread: float) -> float:
    """The chance of ``typed`` where the result is off by about ``spread``, relatively."""
    scale = spread * abs(meant)
    if scale == 0.0:
        return 0.0
    off = (typed.value - meant) / scale
    return min(1.0, _unit(typed) / scale * math.exp(-0.5 * off * off) / math.sqrt(2 * math.pi))


def chance_of_anything(typed: TypedNumber, size: float, whole: float) -> float:
    """The chance of a number that nothing explains; ``size`` is that of the right one.

    ``whole`` is the share of results that are whole numbers: it is one as often.  Else it has few
    figures no more often than a result has.
    """
    if typed.value == 0.0:
        return ZERO
    few = FEW_FIGURES.get(typed.figures, 1.0)
    if float(typed.value).is_integer():
        few = max(whole, few)
    off = (math.log(abs(typed.value)) - math.log(size)) / SIZE_SPREAD if size > 0 else 0.0
    density = 0.25 / math.cosh(0.5 * min(abs(off), 300.0)) ** 2 / SIZE_SPREAD
    return few * min(1.0, 0.5 * density * _unit(typed) / abs(typed.value))


def _unit(typed: TypedNumber) -> float:
    """What one more in the last figure is worth; of very many figures six are looked at."""
    return max(typed.unit, abs(typed.value) * 1e-6)
