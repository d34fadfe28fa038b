"""Wrong local gradients of one operation: what people write in the place of ∂y/∂u."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, cosh, exp, sin
from typing import NamedTuple

from engine.ops import sigmoid


class Wrong(NamedTuple):
    """A wrong local gradient: the label that it goes by, the number, how often (in per cent)."""

    label: str
    local: float
    weight: float


class Edge(NamedTuple):
    """Where the local gradient belongs: operand ``slot`` of operands ``u`` with the result ``y``.

    ``arriving`` is what has come back to the result.
    """

    op: str
    slot: int
    u: list[float]
    y: float
    arriving: float


def wrong_locals(edge: Edge) -> Iterator[Wrong]:
    """What people write for the local gradient of an operation by one of its operands."""
    if edge.op in _WRONG:
        yield from _WRONG[edge.op](edge)


def _sum(edge: Edge) -> Iterator[Wrong]:
    slot, u = edge.slot, edge.u
    yield Wrong("VALUE_AS_DERIV", u[slot], 0.5)
    if len(u) == 2:
        yield Wrong("ADD_AS_MUL", u[1 - slot], 0.8)


def _difference(edge: Edge) -> Iterator[Wrong]:
    if edge.slot:
        yield Wrong("SIGN_LOST", 1.0, 5.0)
    yield Wrong("VALUE_AS_DERIV", edge.u[edge.slot], 0.3)


def _opposite(_edge: Edge) -> Iterator[Wrong]:
    yield Wrong("SIGN_LOST", 1.0, 5.0)


def _product(edge: Edge) -> Iterator[Wrong]:
    slot, u = edge.slot, edge.u
    other = u[1 - slot]
    if other == 0.5:
        yield Wrong("HALF_FORGOTTEN", 1.0, 2.5)
        yield Wrong("HALF_TWICE", 0.25, 0.6)
        return
    yield Wrong("MUL_OWN_VALUE", u[slot], 2.5)
    yield Wrong("PRODUCT_AS_SUM", 1.0, 2.2)
    yield Wrong("MUL_PRODUCT_RULE_SUM", u[0] + u[1], 0.8)
    yield Wrong("VALUE_AS_DERIV", u[0] * u[1], 0.6)


def _quotient(edge: Edge) -> Iterator[Wrong]:
    slot, (top, below) = edge.slot, edge.u
    if slot == 0:
        yield Wrong("DIV_AS_MUL", below, 2.0)
        if top:
            yield Wrong("DIV_INVERTED", -below / top**2, 1.0)
        return
    yield Wrong("DIV_SIGN_LOST", top / below**2, 3.0)
    yield Wrong("DIV_NOT_SQUARED", -top / below, 2.0)
    if top != 1:
        yield Wrong("DIV_NUMERATOR_FORGOTTEN", -1 / below**2, 1.5)
        yield Wrong("DIV_AS_MUL", top, 1.0)
    if top:
        yield Wrong("DIV_INVERTED", 1 / top, 1.0)


def _power(edge: Edge) -> Iterator[Wrong]:
    (base, exponent), y = edge.u, edge.y
    if edge.slot == 1:
        yield Wrong("EXP_POWER_RULE", exponent * y / base, 2.0)
        return
    yield Wrong("SQ_FORGOT_2", base ** (exponent - 1) if base else 0.0, 4.5)
    yield Wrong("POWER_NOT_LOWERED", exponent * y, 0.8)
    yield Wrong("SQ_AS_VALUE", y, 0.8)
    yield Wrong("SQ_AS_2", exponent, 0.8)


def _exponential(edge: Edge) -> Iterator[Wrong]:
    u = edge.u[0]
    yield Wrong("EXP_USES_INPUT", u, 1.0)
    yield Wrong("EXP_POWER_RULE", u * exp(u - 1), 0.8)


def _root(edge: Edge) -> Iterator[Wrong]:
    y = edge.y
    yield Wrong("SQRT_FORGOT_HALF", 1 / y, 3.0)
    yield Wrong("VALUE_AS_DERIV", y, 0.5)
    yield Wrong("RECIPROCAL", 2 * y, 0.5)


def _log(edge: Edge) -> Iterator[Wrong]:
    u, y = edge.u[0], edge.y
    yield Wrong("LOG_USES_INPUT", u, 1.5)
    yield Wrong("LOG_AS_VALUE", y, 1.0)
    if y:
        yield Wrong("LOG_AS_RECIPROCAL", 1 / y, 0.4)


def _circular(edge: Edge) -> Iterator[Wrong]:
    u = edge.u[0]
    yield Wrong("VALUE_AS_DERIV", edge.y, 1.0)
    if edge.op == "cos":
        yield Wrong("SIGN_LOST", sin(u), 4.0)
    else:
        yield Wrong("SIGN_FLIPPED", -cos(u), 1.5)


def _activation(edge: Edge) -> Iterator[Wrong]:
    z, a, arriving = edge.u[0], edge.y, edge.arriving
    yield Wrong("ACT_FORGOTTEN", 1.0, 4.0)
    yield Wrong("ACT_AS_VALUE", a, 2.5)
    yield Wrong("ONE_MINUS_A", 1 - a, 1.5)
    if edge.op == "sigmoid":
        yield Wrong("ACT_WITH_Z", z * (1 - z), 2.0)
        yield Wrong("SIGMA_A_1_PLUS_A", a * (1 + a), 0.6)
        yield Wrong("TANH_PRIME_FOR_SIGMA", 1 - a * a, 0.8)
        yield Wrong("PRIME_AT_OUTPUT", sigmoid(a) * (1 - sigmoid(a)), 1.5)
        yield Wrong("SIGMA_PRIME_AT_GRADIENT", arriving * (1 - arriving), 0.4)
    else:
        yield Wrong("ACT_WITH_Z", 1 - z * z, 2.0)
        yield Wrong("TANH_1_PLUS_A2", 1 + a * a, 0.8)
        yield Wrong("SIGMA_PRIME_FOR_TANH", a * (1 - a), 0.8)
        yield Wrong("PRIME_AT_OUTPUT", 1 / cosh(a) ** 2, 1.5)


def _relu(edge: Edge) -> Iterator[Wrong]:
    z = edge.u[0]
    yield Wrong("RELU_AS_VALUE", z, 1.0)
    if z > 0:
        yield Wrong("GATE_SHUT", 0.0, 1.5)
    if z < 0:
        yield Wrong("RELU_GATE_IGNORED", 1.0, 3.0)


def _larger(edge: Edge) -> Iterator[Wrong]:
    slot, u = edge.slot, edge.u
    won = (u[slot] > u[1 - slot]) == (edge.op == "maximum")
    if won:
        yield Wrong("GATE_SHUT", 0.0, 1.5)
        yield Wrong("MAX_HALVED", 0.5, 1.0)
        yield Wrong("VALUE_AS_DERIV", u[slot], 1.0)
    else:
        yield Wrong("MAX_TO_BOTH", 1.0, 3.0)


_WRONG = {
    "add": _sum, "sum": _sum, "sub": _difference, "neg": _opposite, "mul": _product,
    "div": _quotient, "pow": _power, "exp": _exponential, "log": _log, "sqrt": _root,
    "sin": _circular, "cos": _circular, "sigmoid": _activation, "tanh": _activation,
    "relu": _relu, "maximum": _larger, "minimum": _larger,
}  # fmt: skip
