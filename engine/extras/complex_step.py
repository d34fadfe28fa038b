"""Operations on complex numbers: f(u + ih) has the derivative in its imaginary part.

An operation that is not named here is checked by the central difference instead.
"""

from __future__ import annotations

import cmath
from math import erf, floor

import engine.ops as table

TYPE_CHECKING = False  # true for a type checker; importing typing would cost more than the engine
if TYPE_CHECKING:
    from collections.abc import Callable


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


def _complex_log_sum_exp(*operands: complex) -> complex:
    largest = max(u.real for u in operands)
    return largest + cmath.log(sum(cmath.exp(u - largest) for u in operands))


def _complex_power(u: complex, n: complex) -> complex:
    if n.imag == 0.0 and n.real == floor(n.real) and u.real <= 0.0:
        slope = table.power_locals(0.0, u.real, n.real)[0]
        return complex(table.power(u.real, n.real), u.imag * slope)
    return cmath.exp(n * cmath.log(u))


_AS_THEY_ARE = ("add", "sub", "mul", "div", "neg", "sum", "dot")  # the row's own value will do
_BY_NAME = ("exp", "log", "sqrt", "sin", "cos", "tan", "sinh", "cosh", "tanh")

COMPLEX_VALUES: dict[str, Callable[..., complex]] = {
    **{name: table.OPERATIONS[name].value for name in _AS_THEY_ARE},
    **{name: getattr(cmath, name) for name in _BY_NAME},
    "pow": _complex_power,
    "arctan": cmath.atan,
    "erf": _complex_erf,
    "sigmoid": _complex_sigmoid,
    "relu": lambda u: u if u.real > 0 else 0j,
    "leaky_relu": lambda u: u if u.real > 0 else table.LEAKY_SLOPE * u,
    "softplus": _complex_softplus,
    "gelu": _complex_gelu,
    "sign": lambda u: complex(table.sign(u.real)),
    "abs": lambda u: u if u.real > 0 else -u,
    "maximum": lambda u, v: u if u.real >= v.real else v,
    "minimum": lambda u, v: u if u.real <= v.real else v,
    "logsumexp": _complex_log_sum_exp,
}
