"""The mistakes that right answers have to rule out before a skill counts as known.

Who keeps one wrong rule for ever is right wherever it would not show: ten right answers to other
questions say nothing of it.  These are the mistakes (their ids in ``misconceptions``) that are a
lack of the skill, that many make, and that show in some question which can be asked as soon as its
lesson is met.  A test keeps the two in step and has the list of the others, with the reasons.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

MISTAKES: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "local-sum": ("ADD_AS_MUL", "CONSTANT_DIFFERENTIATED", "CONSTANT_KEPT"),
    "local-difference": ("SUB_SIGN_LOST",),
    "local-product": (
        "MUL_OWN_VALUE", "PRODUCT_OF_DERIVATIVES", "Z_INSTEAD_OF_A", "OTHER_COMPONENT",
        "BACKPROP_TIMES_OWN_VALUE", "MUL_PRODUCT_RULE_SUM", "GRADIENT_FOR_FACTOR",
    ),
    "local-power": (
        "SQ_FORGOT_2", "POWER_RULE_GARBLED", "HALF_FORGOTTEN", "SQ_AS_VALUE", "SQ_AS_2",
        "POWER_NOT_LOWERED", "HALF_TWICE",
    ),
    "local-quotient": (
        "QUOTIENT_OF_DERIVATIVES", "DIV_SIGN_LOST", "DIV_NOT_SQUARED", "DIV_DENOMINATOR_WRONG",
        "DIV_AS_MUL", "DIV_INVERTED", "DIV_NUMERATOR_FORGOTTEN", "QUOTIENT_GARBLED",
    ),
    "local-exp-log": (
        "POWER_RULE_ON_EXPONENTIAL", "EXP_USES_INPUT", "LOG_AS_VALUE", "LOG_USES_INPUT",
        "LOG_OTHER_INPUT", "LOGARITHM_TO_BASE_TEN",
    ),
    "local-sigmoid": (
        "SIGMA_AS_DERIV", "SIGMA_Z_1_MINUS_Z", "SIGMA_PRIME_AT_A", "SIGMA_1_MINUS_A",
        "TANH_PRIME_FOR_SIGMA", "SIGMA_PRIME_AT_GRADIENT", "SIGMA_A_1_PLUS_A",
    ),
    "local-tanh": (
        "SIGMA_PRIME_FOR_TANH", "TANH_1_PLUS_A2", "TANH_1_MINUS_Z2", "TANH_1_MINUS_A",
        "ONE_MINUS_FORGOTTEN",
    ),
    "local-gate": ("GATE_SHUT", "MAX_TO_BOTH", "RELU_AS_VALUE", "MAX_HALVED"),
    "backpropagated-gradient": (
        "WRONG_NODE", "VALUE_OF_NODE", "VALUE_OF_OUTPUT", "SEED_ZERO", "VALUE_FOR_GRADIENT",
        "BACKPROP_TIMES_SUCC_VALUE", "SEED_IS_OUTPUT_VALUE",
    ),
    "message-product": (
        "BACKPROP_ONLY", "STOPPED_EARLY", "LOCAL_ONLY", "ACTIVATION_SKIPPED",
        "ADDED_NOT_MULTIPLIED", "FACTOR_LEFT_OUT", "MUL_AS_ADD", "VALUE_AS_DERIV", "FACTOR_TWICE",
        "RECIPROCAL", "PART_LEFT_OUT", "LAYER_SKIPPED",
    ),
    "sum-routes": (
        "ONE_ROUTE", "REPEATED_INPUT_ONCE", "ROUTE_LEFT_OUT", "ROUTES_AVERAGED",
        "ACCUMULATED_TWICE", "BRACKETS_LOST", "ROUTES_MULTIPLIED", "ACCUMULATED_STALE",
    ),
    "param-grad": (
        "OWN_OUTPUT_AS_INPUT", "A_OF_THIS_LAYER", "W_INSTEAD_OF_A", "NEXT_DELTA", "BIAS_AS_A",
    ),
    "outer-product": ("OUTER_TRANSPOSED",),
    "delta-output": ("ERROR_WITHOUT_TARGET", "ERROR_WITH_Z", "Y_MINUS_A", "NO_HALF"),
    "delta-hidden": (
        "SIGMA_PRIME_FORGOTTEN", "W_NOT_TRANSPOSED", "W_OF_THIS_LAYER", "DELTA_NOT_WEIGHTED",
        "ONE_SUCCESSOR_ONLY", "OUTPUT_FORMULA_IN_HIDDEN", "OUTPUT_DELTA_WITHOUT_SIGMA_PRIME",
    ),
    "transposition": ("HADAMARD_AS_DOT", "HADAMARD_AS_OUTER"),
    "average": ("SUM_NOT_MEAN", "DIVIDED_TWICE", "DIVIDED_BY_N_NOT_S"),
    "update": ("STALE_FORWARD", "UPDATED_VALUE", "GRADIENT_IS_NEW_VALUE", "UPDATED_WEIGHT"),
})  # fmt: skip
"""By skill, the commonest first."""
