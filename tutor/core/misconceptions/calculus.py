"""Rules of differentiation that are remembered wrongly: quotients, roots, powers, logarithms, max.

``operations.py`` has those of the operations that the lessons are made of.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from tutor.core.graph import TapeRow
from tutor.core.misconceptions.context import GradientContext, InputSlot
from tutor.core.misconceptions.operations import power
from tutor.core.misconceptions.rule import JointSlips, Rule, Tangent, Wrong, patching

_ACTIVATION = "derivative of the activation"
_POWER = "derivative of a power"
_QUOTIENT = "derivative of a quotient"


# --- an operation on two nodes, both of which move --------------------------------------------


ByBoth = Callable[[float, float, float, float], tuple[float, ...]]
"""Wrong derivatives by the two operands and theirs: u, v, u′, v′."""


def _of_both(wrong: ByBoth) -> JointSlips:
    """They show where both operands are nodes that change with the node asked about."""

    def slips(context: GradientContext, row: TapeRow, to: Tangent) -> Wrong:
        if len(row.inputs) == len(row.operands) == 2:
            (u, v), (du, dv) = ([of[i] for i in row.operands] for of in (context.values, to))
            if du and dv:
                yield from wrong(u, v, du, dv)

    return slips


def _numerator_alone(context: GradientContext, row: TapeRow, to: Tangent) -> Wrong:
    """(u′v − uv′) over nothing, over u², or over the square of v′."""
    if row.op != "div" or len(row.operands) != 2 or not to[row.node]:
        return
    (u, v), (du, dv) = ([of[i] if i < len(of) else 0.0 for i in row.operands]
                        for of in (context.values, to))  # fmt: skip
    if row.operands[1] < len(to):
        top = du * v - u * dv
        yield top
        yield from (top / below**2 for below in (u, dv) if below and abs(below) < 1e100)


def _nothing_below(_context: GradientContext, row: TapeRow, _slot: int) -> Wrong:
    """½ for the slope of a root: 1/√u left out."""
    if row.op == "sqrt":
        yield 0.5


def _numerator_garbled(u: float, v: float, du: float, dv: float) -> tuple[float, ...]:
    """u′ − v′, or u′v − u, in the place of u′v − uv′; u′v + uv′ is another sign."""
    if not 0.0 < abs(v) < 1e100:
        return ()
    return (du - dv) / v**2, (du * v - u) / v**2


# --- one operand --------------------------------------------------------------------------------


def _not_lowered(at: InputSlot) -> float | None:
    if at.row.op == "sqrt":
        return 0.5 * at.y
    n = at.u[1]
    return None if at.slot or len(at.row.inputs) != 1 or n == 1 else n * at.y


def _another_power(context: GradientContext, row: TapeRow, slot: int) -> Wrong:
    """2u whatever the exponent; n·u and n·u·(n − 1), read beside; below 0 n·uⁿ⁺¹."""
    if slot == 0 and len(row.inputs) == 1:
        u, n = (context.values[i] for i in row.operands)
        yield from (2.0 * u, n * u, n * u * (n - 1.0)) if n not in {1.0, 2.0} else ()
        raised = power(u, n + 1.0) if n < 0.0 else None  # −2 is lowered to −1 by many
        if raised is not None:
            yield n * raised


def _power_rule(at: InputSlot) -> float | None:
    """n·uⁿ⁻¹ where n moves, or x·eˣ⁻¹."""
    if at.row.op == "exp":
        raised = power(math.e, at.u[0] - 1)
        return None if raised is None else at.u[0] * raised
    if at.slot != 1:
        return None
    raised = power(at.u[0], at.u[1] - 1)
    return None if raised is None else at.u[1] * raised


def _quotient(*both: float | None) -> float | None:
    top, bottom = both
    return None if top is None or not bottom else top / bottom


def _not_squared(at: InputSlot) -> float | None:
    return _quotient(-at.u[0], at.u[1]) if at.slot == 1 else None


def _as_product(at: InputSlot) -> float | None:
    return at.u[1 - at.slot] if len(at.row.inputs) == 2 or at.slot == 0 else None


def _upside_down(at: InputSlot) -> float | None:
    u, v = at.u
    return _quotient(-v, u * u) if at.slot == 0 else _quotient(1.0, u)


def _no_numerator(at: InputSlot) -> float | None:
    return _quotient(-1.0, at.u[1] ** 2) if at.slot == 1 and abs(at.u[1]) < 1e100 else None


def _no_minus(at: InputSlot) -> float | None:
    return _quotient(_quotient(at.u[0], at.u[1]), at.u[1]) if at.slot == 1 else None


def _other_function(at: InputSlot) -> float | None:
    other = {"sin": -math.cos(at.u[0]), "cos": math.sin(at.u[0]), "tan": 1 + at.u[0] ** 2}
    return other[at.row.op] if abs(at.u[0]) < 1e100 else None


def _divided(at: InputSlot) -> float | None:
    n = at.u[1] if at.slot == 0 and len(at.row.inputs) == 1 else 0.0
    return _quotient(power(at.u[0], n - 1.0), n)


def _integral(at: InputSlot) -> float | None:
    """∫f in the place of f′."""
    u, op = at.u[0], at.row.op
    if op == "pow" and at.slot == 0 and len(at.row.inputs) == 1 and at.u[1] != -1.0:
        return _quotient(power(u, at.u[1] + 1.0), at.u[1] + 1.0)
    if op == "sqrt":
        return 2.0 / 3.0 * u * at.y
    if op == "log":
        return u * at.y - u
    if op == "div" and at.slot == 1 and len(at.row.inputs) == 1 and at.u[1] > 0.0:
        return u * math.log(at.u[1])
    return None


CALCULUS_RULES: tuple[Rule, ...] = (
    patching("EXPONENT_DIVIDED", "divided by the exponent",
             "{n} comes out when the derivative of {power} is divided by {exponent}.",
             "How fast does {power} change with {c}?", remedy=_POWER, pow=_divided),
    patching("INTEGRATED", "integrated instead of differentiated",
             "{n} comes out when {m} is integrated, not differentiated.",
             "How fast does {m} change with {c}?", remedy="derivative of the function",
             pow=_integral, sqrt=_integral, log=_integral, div=_integral),
    Rule("PRODUCT_OF_DERIVATIVES", "the derivatives of both factors multiplied",
         "{n} comes out when the derivative of the product {m} is taken as the product of the "
         "derivatives.", "Raise one factor and hold the other still: how does {m} change?",
         remedy="product rule", at=("mul",), joint=_of_both(lambda _u, _v, du, dv: (du * dv,))),
    Rule("QUOTIENT_OF_DERIVATIVES", "the derivative of one divided by that of the other",
         "{n} comes out when the derivative of {m} is taken as the quotient of the derivatives.",
         "Hold the lower one still: how does {m} change with the upper one? And the other way "
         "round?",
         remedy=_QUOTIENT, at=("div",), joint=_of_both(lambda _u, _v, du, dv: (du / dv,))),
    patching("SQRT_FORGOT_HALF", "the ½ of the root forgotten",
             "{n} comes out when the derivative of {m} is taken as 1/{m}.",
             "Write √ as a power: what comes down, and what is left above?",
             remedy=_POWER, sqrt=lambda at: _quotient(1.0, at.y)),
    patching("POWER_NOT_LOWERED", "the exponent not lowered",
             "{n} comes out when {exponent} comes down and the power stays as it was.",
             "Which power of {c} is left in the derivative?", remedy=_POWER,
             pow=_not_lowered, sqrt=_not_lowered),
    Rule("POWER_RULE_GARBLED", "a power differentiated like another power",
         "{n} comes out with another power of {c} in the derivative of {m}.",
         "Which exponent does {m} have, and which one is left after differentiating?",
         remedy=_POWER, at=("pow",), slips=_another_power),
    Rule("DIV_DENOMINATOR_WRONG", "the denominator of the derivative left out or mistaken",
         "{n} comes out when what stands below in the derivative of {m} is left out or mistaken.",
         "What stands below in that derivative?", remedy=_QUOTIENT,
         at=("div", "sqrt"), joint=_numerator_alone, slips=_nothing_below),
    Rule("QUOTIENT_GARBLED", "the upper part of the quotient rule garbled",
         "{n} comes out with a part missing above in the derivative of {m}.",
         "Hold the lower one still: how does {m} change? And with the upper one still?",
         remedy=_QUOTIENT, at=("div",), joint=_of_both(_numerator_garbled)),
    patching("POWER_RULE_ON_EXPONENTIAL", "the rule for powers on an exponential",
             "{n} comes out when {m} is differentiated like a power of {c}.",
             "In {m}, does {c} stand below or above?", remedy="derivative of an exponential",
             exp=_power_rule, pow=_power_rule),
    patching("LOG_OF_BASE_FORGOTTEN", "the logarithm of the base forgotten",
             "{n} comes out when {m} is used as its own derivative: that is so for e alone.",
             "How fast does 2ˣ grow, compared with eˣ?", remedy="derivative of an exponential",
             pow=lambda at: at.y if at.slot == 1 else None),
    patching("LOG_AS_VALUE", "the logarithm as its own derivative",
             "{n} comes out when the logarithm itself is used as its derivative.",
             "What is the derivative of log, in terms of {c}?", remedy="derivative of log",
             log=lambda at: at.y),
    patching("LOG_USES_INPUT", "the argument of log as its derivative",
             "{n} comes out when {c} is used as the derivative of log {c}.",
             "Does log grow faster or slower as {c} grows?", remedy="derivative of log",
             log=lambda at: at.u[0]),
    patching("DIV_NOT_SQUARED", "the denominator not squared",
             "{n} comes out when {c} is not squared in the derivative of {m}.",
             "What stands below in the derivative of 1/{c} with respect to {c}?", remedy=_QUOTIENT,
             div=_not_squared,
             joint=_of_both(lambda u, v, du, dv: ((du * v - u * dv) / v,))),
    patching("DIV_AS_MUL", "a quotient differentiated like a product",
             "{n} comes out when {m} is differentiated like a product.",
             "By what does {m} multiply {c}, or divide it?", remedy=_QUOTIENT, div=_as_product),
    patching("DIV_INVERTED", "a quotient turned upside down",
             "{n} comes out when the fraction in {m} is turned upside down.",
             "Which of the two stands below?",
             remedy=_QUOTIENT, div=_upside_down),
    patching("DIV_NUMERATOR_FORGOTTEN", "the numerator forgotten",
             "{n} comes out when the numerator of {m} is left out.",
             "What stands above in the derivative of {m} with respect to {c}?", remedy=_QUOTIENT,
             div=_no_numerator),
    patching("DIV_SIGN_LOST", "the minus sign of a quotient lost",
             "{n} comes out when the minus sign in the derivative of {m} is lost.",
             "Raise {c}: which way does {m} go?", remedy="sign", div=_no_minus,
             joint=_of_both(lambda u, v, du, dv: (du / v + u / v * dv / v,))),
    patching("SINE_SIGN", "the derivative of a sine or cosine with another sign or form",
             "{n} comes out with another derivative of {m}.", "What is {lc}?",
             remedy="derivative of the function", sin=_other_function, cos=_other_function,
             tan=_other_function),
    patching("TANH_PRIME_FOR_SIGMA", "the slope of tanh for that of σ",
             "{n} comes out when {m} gets the slope of tanh.",
             "Which function makes {m}?", remedy=_ACTIVATION,
             sigmoid=lambda at: 1 - at.y * at.y),
    patching("SIGMA_PRIME_FOR_TANH", "the slope of σ for that of tanh",
             "{n} comes out when {m} gets the slope of σ.",
             "Which function makes {m}?", remedy=_ACTIVATION,
             tanh=lambda at: at.y * (1 - at.y)),
    patching("SIGMA_A_1_PLUS_A", "a(1 + a) for the slope of σ",
             "{n} comes out with {m} · (1 + {m}).", "Where is σ steeper: in the middle or far out?",
             remedy=_ACTIVATION, sigmoid=lambda at: at.y * (1 + at.y)),
    patching("TANH_1_PLUS_A2", "1 + a² for the slope of tanh",
             "{n} comes out with 1 plus the square of {m}.",
             "Where is tanh steeper: in the middle or far out?",
             remedy=_ACTIVATION, tanh=lambda at: 1 + at.y * at.y),
    patching("MAX_TO_BOTH", "max handing on to both",
             "{n} comes out when {m} hands its gradient to both of its operands.",
             "Raise the smaller one a little: does {m} change?", remedy="which way is open",
             maximum=lambda _: 1.0, minimum=lambda _: 1.0),
    patching("MAX_HALVED", "max handing on halves",
             "{n} comes out when {m} hands half of its gradient to each operand.",
             "Raise the smaller one a little: does {m} change?", remedy="which way is open",
             maximum=lambda _: 0.5, minimum=lambda _: 0.5),
)  # fmt: skip
