"""Mistakes in the local gradient of one operation, wherever it stands in the graph.

Each patch gives the wrong local gradient of one operand; None leaves the right one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from engine import OPERATIONS
from tutor.core.graph import TapeRow
from tutor.core.misconceptions.context import GradientContext, InputSlot, Sent
from tutor.core.misconceptions.rule import Guess, Rule, patching

Floats = Sequence[float]


def _two_nodes(row: TapeRow) -> bool:
    return len(row.inputs) == 2


def _half(row: TapeRow) -> int:
    """Where the inputs of a dot begin."""
    return len(row.operands) // 2


def _is_bias(row: TapeRow, slot: int) -> bool:
    return slot == 2 * _half(row)


# --- products and sums ------------------------------------------------------------------------


def _mul_own(at: InputSlot) -> float | None:
    return at.u[at.slot] if _two_nodes(at.row) else None


def _dot_own(at: InputSlot) -> float | None:
    return None if _is_bias(at.row, at.slot) else at.u[at.slot]


def _mul_one(at: InputSlot) -> float | None:
    return 1.0 if _two_nodes(at.row) else None


def _dot_one(at: InputSlot) -> float | None:
    return None if _is_bias(at.row, at.slot) else 1.0


def _mul_sum(at: InputSlot) -> float | None:
    return at.u[0] + at.u[1] if _two_nodes(at.row) else None


def _add_other(at: InputSlot) -> float | None:
    return at.u[1 - at.slot] if _two_nodes(at.row) else None


def _dot_bias(at: InputSlot) -> float | None:
    return at.u[_half(at.row)] if _is_bias(at.row, at.slot) and _half(at.row) else None


def _plus_one(_at: InputSlot) -> float | None:
    return 1.0


# --- squares ----------------------------------------------------------------------------------


def _exponent(at: InputSlot) -> float | None:
    """The constant exponent of a power, where its base is asked about."""
    return at.u[1] if at.slot == 0 and len(at.row.inputs) == 1 else None


def _sq_no_factor(at: InputSlot) -> float | None:
    n = _exponent(at)
    try:
        return None if n is None else float(OPERATIONS["pow"].value(at.u[0], n - 1))
    except (ArithmeticError, ValueError):
        return None


def _sq_value(at: InputSlot) -> float | None:
    return None if _exponent(at) is None else at.y


def _sq_exponent(at: InputSlot) -> float | None:
    return _exponent(at)


def _is_half(row: TapeRow, u: Floats) -> bool:
    if len(row.inputs) != 1:
        return False
    constant = u[1 - row.inputs[0][0]]
    return constant == 0.5 if row.op == "mul" else constant == 2.0 and row.inputs[0][0] == 0


def _half_one(at: InputSlot) -> float | None:
    return 1.0 if _is_half(at.row, at.u) else None


def _half_twice(at: InputSlot) -> float | None:
    return 0.25 if _is_half(at.row, at.u) else None


# --- activations and exp ----------------------------------------------------------------------


def _as_value(at: InputSlot) -> float | None:
    return at.y


def _as_input(at: InputSlot) -> float | None:
    return at.u[0]


def _prime_at_result(at: InputSlot) -> float | None:
    again = at.row.rule.value(at.y)
    return float(at.row.rule.local_gradients(again, at.y)[0])


def _z_1_minus_z(at: InputSlot) -> float | None:
    return at.u[0] * (1.0 - at.u[0])


def _1_minus_value(at: InputSlot) -> float | None:
    return 1.0 - at.y


def _1_minus_z_squared(at: InputSlot) -> float | None:
    return 1.0 - at.u[0] * at.u[0]


def _leaking(at: InputSlot) -> float | None:
    return 1.0 if at.u[0] < 0.0 else None


def _prime_at_gradient(context: GradientContext, v: int) -> Iterator[Guess]:
    """The message g·σ′(z) worked out as g(1 − g)."""
    on_route = context.needed & context.tape.reached(v)
    sigmoids = [r.node for r in context.tape.rows if r.op == "sigmoid" and r.node in on_route]
    sigmoids = [s for s in sigmoids if s != v]
    if not sigmoids:
        return

    def message(sent: Sent) -> float:
        if sent.successor in sigmoids:
            return sent.held + sent.arriving * (1.0 - sent.arriving)
        return sent.held + sent.arriving * sent.local

    number = context.rerun(message)[v]
    if math.isfinite(number):
        yield Guess(number, sigmoids[0])


OPERATION_RULES: tuple[Rule, ...] = (
    patching(
        "SQ_FORGOT_2",
        "the factor {exponent} of {power} forgotten",
        "{n} comes out when the derivative of {power} loses its factor {exponent}.",
        "How fast does {power} change with {c}: what comes down from above?",
        remedy="derivative of a power",
        pow=_sq_no_factor,
    ),
    patching(
        "MUL_OWN_VALUE",
        "the factor itself instead of the other one",
        "{other_node}In a product the local gradient is the other factor.",
        "{m} is a product: what is its other factor?",
        remedy="the other factor",
        mul=_mul_own,
        dot=_dot_own,
    ),
    patching(
        "SUB_SIGN_LOST",
        "the minus sign lost",
        "{n} comes out when the minus sign in {m} is lost.",
        "Raise {c} a little: which way does {m} go?",
        remedy="sign",
        sub=_plus_one,
        neg=_plus_one,
    ),
    patching(
        "MUL_AS_ADD",
        "a product differentiated like a sum",
        "{n} comes out when the local gradients of the product {m} are taken as 1. "
        "That is right for a sum.",
        "{m} is a product: what is {lc}?",
        remedy="multiply by the local gradient",
        mul=_mul_one,
        dot=_dot_one,
    ),
    patching(
        "SQ_AS_VALUE",
        "{power} used as its own derivative",
        "{n} comes out when {power} is used as its own derivative.",
        "How fast does {power} change with {c}?",
        remedy="derivative of a power",
        pow=_sq_value,
    ),
    patching(
        "SQ_AS_2",
        "the derivative of {power} taken as {exponent}",
        "{n} comes out when the derivative of {power} is taken as {exponent}, whatever {c} is.",
        "Does {power} change as fast at every {c}?",
        remedy="derivative of a power",
        pow=_sq_exponent,
    ),
    patching(
        "HALF_FORGOTTEN",
        "the factor ½ forgotten",
        "{n} comes out without the ½ in {m}.",
        "What does the ½ do to the 2 of the square?",
        remedy="factor one half",
        mul=_half_one,
        div=_half_one,
    ),
    patching(
        "HALF_TWICE",
        "the factor ½ used twice",
        "{n} comes out when the ½ in {m} is used twice.",
        "What does the ½ do to the 2 of the square?",
        remedy="factor one half",
        mul=_half_twice,
        div=_half_twice,
    ),
    patching(
        "MUL_PRODUCT_RULE_SUM",
        "the sum of both factors as local gradient",
        "{n} comes out when the local gradient of {m} is taken as the sum of its factors.",
        "Hold one factor still: how fast does {m} change with the other?",
        remedy="the other factor",
        mul=_mul_sum,
    ),
    patching(
        "ADD_AS_MUL",
        "a sum differentiated like a product",
        "{n} comes out when the sum {m} is treated like a product.",
        "Raise {c} by 0.01: by how much does {m} change?",
        remedy="a sum passes on what arrives",
        add=_add_other,
        dot=_dot_bias,
    ),
    patching(
        "SIGMA_AS_DERIV",
        "the value of σ used as its derivative",
        "{n} comes out when {m} itself is used as its derivative.",
        "What is {lc}, in terms of {m}?",
        remedy="derivative of the activation",
        sigmoid=_as_value,
        tanh=_as_value,
    ),
    patching(
        "SIGMA_PRIME_AT_A",
        "the derivative taken at the output of σ",
        "{n} comes out when the derivative of {m} is taken at {m} itself.",
        "At which number does it have to be taken?",
        remedy="derivative of the activation",
        sigmoid=_prime_at_result,
        tanh=_prime_at_result,
    ),
    patching(
        "SIGMA_Z_1_MINUS_Z",
        "z(1 − z) instead of a(1 − a)",
        "{n} comes out with {c}·(1 − {c}).",
        "Which number does the formula for σ′ take: what goes into σ, or what comes out?",
        remedy="derivative of the activation",
        sigmoid=_z_1_minus_z,
    ),
    patching(
        "SIGMA_1_MINUS_A",
        "1 − a instead of a(1 − a)",
        "{n} comes out with 1 − {m} alone in place of σ′.",
        "What is {lc}, in terms of {m}?",
        remedy="derivative of the activation",
        sigmoid=_1_minus_value,
    ),
    Rule(
        "SIGMA_PRIME_AT_GRADIENT",
        "σ′ worked out from the gradient that arrives",
        "{n} comes out when g·(1 − g) is worked out with the gradient g that arrives at {m}.",
        "Which number of the forward pass gives σ′?",
        _prime_at_gradient,
        remedy="derivative of the activation",
    ),
    patching(
        "ACTIVATION_SKIPPED",
        "the activation left out",
        "{n} comes out when the gradient passes through {m} unchanged.",
        "What is {lc}?",
        remedy="multiply by the local gradient",
        sigmoid=_plus_one,
        tanh=_plus_one,
        relu=_plus_one,
        softplus=_plus_one,
        leaky_relu=_plus_one,
    ),
    patching(
        "RELU_LEAKS",
        "relu passing on what arrives for a negative input",
        "{n} comes out when relu passes the gradient on although {c} is negative.",
        "How fast does relu change where its input is negative?",
        remedy="multiply by the local gradient",
        relu=_leaking,
    ),
    patching(
        "RELU_AS_VALUE",
        "the input of relu as its derivative",
        "{n} comes out when {c} itself is used as the derivative of relu.",
        "How steep is relu at {c}?",
        remedy="derivative of the activation",
        relu=_as_input,
    ),
    patching(
        "TANH_1_MINUS_Z2",
        "1 − z² instead of 1 − a²",
        "{n} comes out with 1 − {c}².",
        "Which number does the formula take: what goes into tanh, or what comes out?",
        remedy="derivative of the activation",
        tanh=_1_minus_z_squared,
    ),
    patching(
        "TANH_1_MINUS_A",
        "1 − a instead of 1 − a²",
        "{n} comes out with 1 − {m} in place of the derivative of tanh.",
        "What is the derivative of tanh, in terms of a = tanh(z)?",
        remedy="derivative of the activation",
        tanh=_1_minus_value,
    ),
    patching(
        "EXP_USES_INPUT",
        "the input of exp as its derivative",
        "{n} comes out when {c} is used as the derivative of exp.",
        "Which function is its own derivative?",
        remedy="derivative of the activation",
        exp=_as_input,
    ),
)
