"""Which ids of the program mean the same as a label of a collection or of a slip.

Generous only where two names are truly one thing.  A label that is an id means that id; the ids
of its row are accepted besides.  An id that the program does not have is simply never named.
"""

from __future__ import annotations

from collections.abc import Iterable

from tutor.core.misconceptions import RULES

SAME_AS = {
    # how factors and routes are put together
    "ADDED": ("ADDED_NOT_MULTIPLIED",),
    "FACTOR_LEFT_OUT": ("MUL_AS_ADD", "ACTIVATION_SKIPPED", "SIGMA_PRIME_FORGOTTEN"),
    "INNER_DERIVATIVE_FORGOTTEN": (
        "BACKPROP_ONLY", "FACTOR_LEFT_OUT", "MUL_AS_ADD", "ACTIVATION_SKIPPED",
    ),
    "ROUTE_TWICE": ("ACCUMULATED_TWICE",),
    "PREMATURE": ("PREMATURE_PROPAGATION",),
    "REPEATED_ONCE": ("REPEATED_INPUT_ONCE",),
    "SOFTMAX_DIAGONAL_ONLY": ("SOFTMAX_JACOBIAN_DIAGONAL",),
    "SUMMED_NOT_AVERAGED": ("SUM_NOT_MEAN",),
    "AVERAGED_TWICE": ("DIVIDED_TWICE",),
    "TRANSPOSED": ("INDEX_SWAP", "OUTER_TRANSPOSED", "W_NOT_TRANSPOSED"),
    # signs
    "SIGN_LOST": ("SUB_SIGN_LOST", "DIV_SIGN_LOST", "SIGN_OF_FACTOR", "SINE_SIGN"),
    "SIGN_FLIPPED": ("Y_MINUS_A",),
    # products, sums, quotients, powers
    "OWN_FACTOR": ("MUL_OWN_VALUE",),
    "PRODUCT_AS_SUM": ("MUL_AS_ADD",),
    "HALF_FORGOTTEN": ("NO_HALF",),
    "CONSTANT_LEFT_OUT": ("HALF_FORGOTTEN", "MUL_AS_ADD"),
    "SQ_FORGOT_2": ("FACTOR_OF_TWO",),
    "DERIV_INSIDE": ("DERIVATIVE_INSIDE",),
    "OUTER_AT_X": ("DERIVATIVE_AT_X",),
    "EXP_POWER_RULE": ("POWER_RULE_ON_EXPONENTIAL",),
    "RECIPROCAL": ("DIV_INVERTED",),
    "DIV_BY_OWN": ("MUL_OWN_VALUE",),
    "SQUARE_FOR_SQRT": ("OTHER_FUNCTION",),
    "LOG_AS_RECIPROCAL": ("OTHER_FUNCTION",),
    "LOG_BASE": ("LOGARITHM_TO_BASE_TEN",),
    # activations
    "ACT_FORGOTTEN": (
        "ACTIVATION_SKIPPED", "SIGMA_PRIME_FORGOTTEN", "OUTPUT_DELTA_WITHOUT_SIGMA_PRIME",
    ),
    "ACT_AS_VALUE": ("SIGMA_AS_DERIV", "SIGMA_VALUE", "SOFTMAX_SLOPE"),
    "ACT_WITH_Z": ("SIGMA_Z_1_MINUS_Z", "TANH_1_MINUS_Z2", "SOFTMAX_SLOPE"),
    "PRIME_AT_OUTPUT": ("SIGMA_PRIME_AT_A", "SIGMA_PRIME_OF_A"),
    "SIGMA_PRIME_AGAIN": ("CE_PLUS_SIGMA_PRIME",),
    "PRIME_OF_OTHER_LAYER": ("SIGMA_PRIME_OF_NEXT_LAYER",),
    "ONE_MINUS_A": ("SIGMA_1_MINUS_A", "TANH_1_MINUS_A", "SOFTMAX_SLOPE"),
    "RELU_GATE_IGNORED": ("RELU_LEAKS",),
    # values in the place of gradients
    "VALUE_AS_DERIV": (
        "SQ_AS_VALUE", "RELU_AS_VALUE", "SIGMA_AS_DERIV", "LOG_AS_VALUE", "EXP_USES_INPUT",
        "LOG_USES_INPUT",
        "BACKPROP_TIMES_SUCC_VALUE", "BACKPROP_TIMES_OWN_VALUE",
    ),
    "A_INSTEAD_OF_Z": ("SIGMA_PRIME_AT_A", "SIGMA_PRIME_OF_A"),
    "CONSTANT_DIFFERENTIATED": ("CONSTANT_KEPT", "MUL_PRODUCT_RULE_SUM"),
    "CONSTANT_KEPT": ("CONSTANT_DIFFERENTIATED",),
    "GRADIENT_FOR_WEIGHT": ("GRADIENT_FOR_FACTOR",),
    # training
    "UPDATE_ADDED": ("STEP_UPHILL",),
    # the pen
    "ARITHMETIC_SLIP": ("DECIMAL_SLIP", "FACTOR_OF_TWO"),
}  # fmt: skip


def ids_of(labels: Iterable[str]) -> frozenset[str]:
    """All ids that stand for one of these labels."""
    given = tuple(labels)
    return frozenset(given).union(*(SAME_AS.get(label, ()) for label in given))


def remedies_of(ids: Iterable[str]) -> frozenset[str]:
    """What these ids need next; an id without a remedy needs nothing that could be compared."""
    return frozenset(RULES[i].remedy for i in ids if i in RULES) - {""}
