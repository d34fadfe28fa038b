"""Operands for every operation, edges included: the tests of the table start from these."""

from __future__ import annotations

from math import pi

from engine import OPERATIONS

Sample = tuple[float, ...]

_PAIRS = ((2.0, 3.0), (-1.5, 0.25), (0.0, 4.0), (-0.0, -7.0), (1e-8, 1e8), (6.0, 6.0))
_REALS = tuple((u,) for u in (0.5, -0.5, 0.0, -0.0, 2.0, -3.0, 1e-8, 20.0, -20.0))
_EXTREMES = ((1000.0,), (-1000.0,), (40.0,), (-40.0,))
_MANY = ((1.0, 2.0, 3.0, 4.0), (0.5, -0.5, 0.0, 2.0, 1.0, -3.0), (2.0, -0.0))
_BOUNDED = dict.fromkeys(
    ("arctan", "erf", "sigmoid", "softplus", "tanh", "relu", "leaky_relu", "sign", "abs"),
    (*_REALS, *_EXTREMES),
)

_OWN: dict[str, tuple[Sample, ...]] = {
    **_BOUNDED,
    "div": ((1.0, 2.0), (-3.0, 0.5), (0.0, -4.0), (5.0, -1e-3), (1e8, 1e-8)),
    "pow": (
        (2.0, 3.0), (0.5, -1.5), (9.0, 0.5), (3.0, 0.0), (0.0, 2.0), (0.0, 1.0), (1e-3, -2.0),
        (-2.0, 3.0), (-2.0, -1.0), (-3.0, 0.0),
    ),
    "exp": (*_REALS, (700.0,), (-700.0,)),
    "log": ((1.0,), (2.0,), (0.1,), (1e-300,), (1e300,)),
    "lgamma": ((0.5,), (1.0,), (1.4616,), (2.0,), (1e-8,), (30.0,), (1e10,)),
    "sqrt": ((1.0,), (2.0,), (1e-10,), (1e300,)),
    "sin": (*_REALS, (pi / 2,)),
    "cos": (*_REALS, (pi / 2,)),
    "tan": tuple((u,) for u in (0.5, -0.5, 0.0, -0.0, 1.2, -3.0, 1e-8, 20.0)),
    "dot": (*_MANY, (2.0, 3.0, 0.5), (1.0, -2.0, 0.0, 4.0, 1.5), (7.0,)),
    "sum_of_squares": (*_MANY, (3.0,), (2.0, 3.0, 0.5), (-1e3, 1e-3)),
    "logsumexp": (*_MANY, (1000.0, 999.0), (-1000.0, 0.0, 3.0), (5.0,)),
}  # fmt: skip


def samples_of(name: str) -> tuple[Sample, ...]:
    """Operands inside the domain of an operation; a new one needs none of its own."""
    if name in _OWN:
        return _OWN[name]
    row = OPERATIONS[name]
    usual = {1: _REALS, 2: _PAIRS}.get(row.arity, _MANY) if row.arity else _MANY
    return tuple(filter(lambda sample: _is_defined(name, sample), usual))


def _is_defined(name: str, sample: Sample) -> bool:
    try:
        OPERATIONS[name].local_gradients(OPERATIONS[name].value(*sample), *sample)
    except (ArithmeticError, ValueError):
        return False
    return True
