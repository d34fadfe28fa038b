"""Mistakes in the local gradient of one operation, wherever it stands in the graph.

Each patch gives the wrong local gradient of one operand; None leaves the right one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from engine import OPERATIONS
from tutor.core.graph import TapeRow
from tutor.core.misconceptions.context import GradientContext, InputSlot, Patch, Sent
from tutor.core.misconceptions.rule import Guess, Rule, patching


def _half(row: TapeRow) -> int:
    """Where the inputs of a dot begin."""
    return len(row.operands) // 2


# --- products and sums ------------------------------------------------------------------------


def _is_factor(at: InputSlot) -> bool:
    """Whether this operand meets another node in a product."""
    return at.slot < 2 * _half(at.row) if at.row.op == "dot" else len(at.row.inputs) == 2


def _own_value(at: InputSlot) -> float | None:
    return at.u[at.slot] if _is_factor(at) else None


def _like_a_sum(at: InputSlot) -> float | None:
    return 1.0 if _is_factor(at) else None


def _both_factors(at: InputSlot) -> float | None:
    return at.u[0] + at.u[1] if _is_factor(at) else None


def _other_summand(at: InputSlot) -> float | None:
    return at.u[1 - at.slot] if len(at.row.inputs) == 2 else None


def _bias_like_a_weight(at: InputSlot) -> float | None:
    half = _half(at.row)
    return at.u[half] if half and not _is_factor(at) else None


def _one(_at: InputSlot) -> float | None:
    return 1.0


# --- powers -----------------------------------------------------------------------------------


def power(u: float, n: float) -> float | None:
    """uⁿ; None where it has no value."""
    try:
        return float(OPERATIONS["pow"].value(u, n))
    except (ArithmeticError, ValueError):
        return None


def _exponent(at: InputSlot) -> float | None:
    """The constant exponent of a power, where its base is asked about."""
    return at.u[1] if at.slot == 0 and len(at.row.inputs) == 1 else None


def _without_exponent(at: InputSlot) -> float | None:
    n = _exponent(at)
    return None if n is None else power(at.u[0], n - 1)


def _power_itself(at: InputSlot) -> float | None:
    return None if _exponent(at) is None else at.y


def _at_half(wrong: float) -> Patch:
    """The patch for a factor ½, or a division by 2."""

    def patch(at: InputSlot) -> float | None:
        if len(at.row.inputs) != 1:
            return None
        slot = at.row.inputs[0][0]
        constant = at.u[1 - slot]
        is_half = constant == 0.5 if at.row.op == "mul" else constant == 2.0 and slot == 0
        return wrong if is_half else None

    return patch


# --- activations ------------------------------------------------------------------------------


def _prime_at_result(at: InputSlot) -> float | None:
    again = at.row.rule.value(at.y)
    return float(at.row.rule.local_gradients(again, at.y)[0])


def _prime_at_gradient(context: GradientContext, v: int) -> Iterator[Guess]:
    """The message g·σ′(z) worked out as g(1 − g)."""
    on_route = context.on_route(v) - {v}
    sigmoids = [r.node for r in context.tape.rows if r.op == "sigmoid" and r.node in on_route]
    if not sigmoids:
        return

    def message(sent: Sent) -> float:
        if sent.successor in sigmoids:
            return sent.held + sent.arriving * (1.0 - sent.arriving)
        return sent.added

    number = context.rerun(message)[v]
    if math.isfinite(number):
        yield Guess(number, sigmoids[0])


_POWER = "derivative of a power"
_HALF = "factor one half"
_FACTOR = "multiply by the local gradient"
_ACTIVATION = "derivative of the activation"

OPERATION_RULES: tuple[Rule, ...] = (
    patching("SQ_FORGOT_2", "the factor {exponent} of {power} forgotten",
             "{n} comes out when the derivative of {power} loses its factor {exponent}.",
             "How fast does {power} change with {c}: what comes down from above?",
             remedy=_POWER, pow=_without_exponent),
    patching("MUL_OWN_VALUE", "the factor itself instead of the other one",
             "{other_node}In a product the local gradient is the other factor.",
             "{m} is a product: what is its other factor?",
             remedy="the other factor", mul=_own_value, dot=_own_value),
    patching("SUB_SIGN_LOST", "the minus sign lost",
             "{n} comes out when the minus sign in {m} is lost.",
             "Raise {c} a little: which way does {m} go?", remedy="sign", sub=_one, neg=_one),
    patching("MUL_AS_ADD", "a product differentiated like a sum",
             "{n} comes out when the local gradients of the product {m} are taken as 1. "
             "That is right for a sum.", "{m} is a product: what is {lc}?",
             remedy=_FACTOR, mul=_like_a_sum, dot=_like_a_sum),
    patching("SQ_AS_VALUE", "{power} used as its own derivative",
             "{n} comes out when {power} is used as its own derivative.",
             "How fast does {power} change with {c}?", remedy=_POWER, pow=_power_itself),
    patching("SQ_AS_2", "the derivative of {power} taken as {exponent}",
             "{n} comes out when the derivative of {power} is taken as {exponent}, whatever {c} "
             "is.", "Does {power} change as fast at every {c}?", remedy=_POWER, pow=_exponent),
    patching("HALF_FORGOTTEN", "the factor ½ forgotten",
             "{n} comes out without the ½ in {m}.", "What does the ½ do to the 2 of the square?",
             remedy=_HALF, mul=_at_half(1.0), div=_at_half(1.0)),
    patching("HALF_TWICE", "the factor ½ used twice",
             "{n} comes out when the ½ in {m} is used twice.",
             "What does the ½ do to the 2 of the square?",
             remedy=_HALF, mul=_at_half(0.25), div=_at_half(0.25)),
    patching("MUL_PRODUCT_RULE_SUM", "the sum of both factors as local gradient",
             "{n} comes out when the local gradient of {m} is taken as the sum of its factors.",
             "Hold one factor still: how fast does {m} change with the other?",
             remedy="the other factor", mul=_both_factors),
    patching("ADD_AS_MUL", "a sum differentiated like a product",
             "{n} comes out when the sum {m} is treated like a product.",
             "Raise {c} by 0.01: by how much does {m} change?",
             remedy="a sum passes on what arrives", add=_other_summand, dot=_bias_like_a_weight),
    patching("SIGMA_AS_DERIV", "the value of σ used as its derivative",
             "{n} comes out when {m} itself is used as its derivative.",
             "What is {lc}, in terms of {m}?",
             remedy=_ACTIVATION, sigmoid=lambda at: at.y, tanh=lambda at: at.y),
    patching("SIGMA_PRIME_AT_A", "the derivative taken at the output of σ",
             "{n} comes out when the derivative of {m} is taken at {m} itself.",
             "At which number does it have to be taken?",
             remedy=_ACTIVATION, sigmoid=_prime_at_result, tanh=_prime_at_result),
    patching("SIGMA_Z_1_MINUS_Z", "z(1 − z) instead of a(1 − a)",
             "{n} comes out with {c}·(1 − {c}).",
             "Which number does the formula for σ′ take: what goes into σ, or what comes out?",
             remedy=_ACTIVATION, sigmoid=lambda at: at.u[0] * (1.0 - at.u[0])),
    patching("SIGMA_1_MINUS_A", "1 − a instead of a(1 − a)",
             "{n} comes out with 1 − {m} alone in place of σ′.", "What is {lc}, in terms of {m}?",
             remedy=_ACTIVATION, sigmoid=lambda at: 1.0 - at.y),
    Rule("SIGMA_PRIME_AT_GRADIENT", "σ′ worked out from the gradient that arrives",
         "{n} comes out when g·(1 − g) is worked out with the gradient g that arrives at {m}.",
         "Which number of the forward pass gives σ′?", _prime_at_gradient, remedy=_ACTIVATION),
    patching("ACTIVATION_SKIPPED", "the activation left out",
             "{n} comes out when the gradient passes through {m} unchanged.", "What is {lc}?",
             remedy=_FACTOR, sigmoid=_one, tanh=_one, relu=_one, softplus=_one, leaky_relu=_one),
    patching("RELU_LEAKS", "relu passing on what arrives for a negative input",
             "{n} comes out when relu passes the gradient on although {c} is negative.",
             "How fast does relu change where its input is negative?",
             remedy=_FACTOR, relu=lambda at: 1.0 if at.u[0] < 0.0 else None),
    patching("RELU_AS_VALUE", "the input of relu as its derivative",
             "{n} comes out when {c} itself is used as the derivative of relu.",
             "How steep is relu at {c}?", remedy=_ACTIVATION, relu=lambda at: at.u[0]),
    patching("TANH_1_MINUS_Z2", "1 − z² instead of 1 − a²", "{n} comes out with 1 − {c}².",
             "Which number does the formula take: what goes into tanh, or what comes out?",
             remedy=_ACTIVATION, tanh=lambda at: 1.0 - at.u[0] * at.u[0]),
    patching("TANH_1_MINUS_A", "1 − a instead of 1 − a²",
             "{n} comes out with 1 − {m} in place of the derivative of tanh.",
             "What is the derivative of tanh, in terms of a = tanh(z)?",
             remedy=_ACTIVATION, tanh=lambda at: 1.0 - at.y),
    patching("EXP_USES_INPUT", "the input of exp as its derivative",
             "{n} comes out when {c} is used as the derivative of exp.",
             "Which function is its own derivative?",
             remedy=_ACTIVATION, exp=lambda at: at.u[0]),
)  # fmt: skip
