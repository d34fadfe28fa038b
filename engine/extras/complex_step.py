"""Operations on complex numbers: f(u + ih) has the derivative in its imaginary part.

Where a kink is, at 0 for relu and abs and where the operands are equal for max and min, the sign of
the imaginary part says from which side one comes.  What is not named here is checked by
differences.
"""

from __future__ import annotations

import cmath
from math import copysign, erf, floor, inf

import engine.ops as table

TYPE_CHECKING = False  # true for a type checker; importing typing would cost more than the engine
if TYPE_CHECKING:
    from collections.abc import Callable


def _complex_exp(u: complex) -> complex:
    if u.real > 709.0:  # e^u overflows from here on, or its product with h does
        return complex(table.e_to(u.real), u.imag * table.e_to(u.real))
    return cmath.exp(u)


def _complex_sqrt(u: complex) -> complex:
    return complex(0.0, copysign(inf, u.imag) if u.imag else 0.0) if not u.real else cmath.sqrt(u)


def _complex_sigmoid(u: complex) -> complex:
    if u.real >= 0.0:
        return 1 / (1 + cmath.exp(-u))
    return cmath.exp(u) / (1 + cmath.exp(u))


def _complex_softplus(u: complex) -> complex:
    # The derivative of softplus is σ: a first-order step keeps it where log(1 + e⁻⁷⁰⁰) is 0.
    return complex(table.softplus(u.real), u.imag * table.sigmoid(u.real))


def _complex_gelu(u: complex) -> complex:
    return complex(table.gelu(u.real), u.imag * table.gelu_slope(u.real))


def _complex_erf(u: complex) -> complex:
    return complex(erf(u.real), u.imag * table.erf_slope(u.real))


def _complex_log_gamma(u: complex) -> complex:
    return complex(table.log_gamma(u.real), u.imag * table.digamma(u.real))


def _complex_log_sum_exp(*operands: complex) -> complex:
    largest = max(u.real for u in operands)
    return largest + cmath.log(sum(cmath.exp(u - largest) for u in operands))


def _complex_power(u: complex, n: complex) -> complex:
    if n.imag == 0.0 and n.real == floor(n.real):
        if n.real == 0.0:
            return 1 + 0j
        slope = inf if u.real == 0.0 and n.real < 1.0 else n.real * table.power(u.real, n.real - 1)
        return complex(table.power(u.real, n.real), u.imag * slope if u.imag else 0.0)
    if u.real == 0.0:  # n is above 0
        slope = inf if n.real < 1.0 else 1.0 if n.real == 1.0 else 0.0
        return complex(0.0, u.imag * slope if u.imag else 0.0)
    return cmath.exp(n * cmath.log(u))


def _above(u: complex) -> bool:
    return u.real > 0.0 or (u.real == 0.0 and u.imag > 0.0)


_AS_THEY_ARE = ("add", "sub", "mul", "div", "neg", "sum", "dot", "sum_of_squares")
_BY_NAME = ("log", "sin", "cos", "tan", "sinh", "cosh", "tanh")

COMPLEX_VALUES: dict[str, Callable[..., complex]] = {
    **{name: table.OPERATIONS[name].value for name in _AS_THEY_ARE},  # the row's own value will do
    **{name: getattr(cmath, name) for name in _BY_NAME},
    "exp": _complex_exp,
    "sqrt": _complex_sqrt,
    "pow": _complex_power,
    "arctan": cmath.atan,
    "erf": _complex_erf,
    "lgamma": _complex_log_gamma,
    "sigmoid": _complex_sigmoid,
    "relu": lambda u: u if _above(u) else 0j,
    "leaky_relu": lambda u: u if _above(u) else table.LEAKY_SLOPE * u,
    "softplus": _complex_softplus,
    "gelu": _complex_gelu,
    "sign": lambda u: complex(table.sign(u.real)),
    "abs": lambda u: u if _above(u) else -u,
    "maximum": lambda u, v: u if _above(u - v) else v,
    "minimum": lambda u, v: v if _above(u - v) else u,
    "logsumexp": _complex_log_sum_exp,
}


def at_tie(name: str, numbers: tuple[float, ...]) -> bool:
    """Whether the local gradient of an operation jumps exactly here."""
    if name in ("maximum", "minimum"):
        return numbers[0] == numbers[1]
    return table.OPERATIONS[name].kinked and numbers[0] == 0.0
