"""How often people make each mistake: the prior of a diagnosis.

In per cent of wrong answers for one place where the mistake can happen.  What counts is the order
of size: taking all of them alike costs a quarter of the diagnoses that are right, taking one for
half or twice what it is nearly none.  Sources: (a) wrong numbers in public questions, issue
trackers and course pages, sorted by what went wrong; (b) what the lecture note and course pages
warn of; (c) no figure is known, so that it is as rare as the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

REST = 0.6
"""(c) A mistake that the table does not name."""

PRIORS: Mapping[str, float] = MappingProxyType({
    # (a) the commonest in every collection
    "ONE_ROUTE": 10.0, "BACKPROP_ONLY": 6.0, "SUB_SIGN_LOST": 5.0, "STOPPED_EARLY": 5.0,
    "CE_PLUS_SIGMA_PRIME": 5.0, "ARITHMETIC_SLIP": 5.0, "SIGN_FLIPPED": 4.5, "LOCAL_ONLY": 4.5,
    "SQ_FORGOT_2": 4.5, "SQ_AS_VALUE": 1.3, "SQ_AS_2": 1.2, "ACTIVATION_SKIPPED": 4.0,
    "REPEATED_INPUT_ONCE": 4.0, "FACTOR_LEFT_OUT": 3.0, "ADDED_NOT_MULTIPLIED": 3.0,
    "SQRT_FORGOT_HALF": 3.0, "VALUE_AS_DERIV": 2.0, "SIGMA_AS_DERIV": 2.5, "MUL_OWN_VALUE": 2.5,
    "WRONG_NODE": 2.5, "MUL_AS_ADD": 2.2, "Z_INSTEAD_OF_A": 2.0, "OTHER_COMPONENT": 2.0,
    "SIGMA_Z_1_MINUS_Z": 2.0, "HALF_FORGOTTEN": 2.0, "SIGN_OF_FACTOR": 1.5,
    "DERIVATIVE_INSIDE": 1.0, "SIGMA_PRIME_AGAIN": 5.0, "UPDATED_WEIGHT": 1.2,
    "PRODUCT_OF_DERIVATIVES": 2.0, "QUOTIENT_OF_DERIVATIVES": 2.0,
    "DERIVATIVE_AT_RESULT": 1.0, "DERIVATIVE_AT_GRADIENT": 0.6, "PART_LEFT_OUT": 1.5,
    "CONSTANTS_LEFT_OUT": 2.0, "LAYER_SKIPPED": 1.0, "OWN_VALUE_BESIDES": 0.6,
    "BRACKETS_DROPPED": 0.5, "FACTOR_ON_ONE_TERM": 1.0, "OTHER_LETTER": 0.8,
    "BIAS_TIMES_INPUT": 1.5, "STEP_FOR_ANSWER": 2.0, "STEP_OF_ONE": 1.0, "INTEGRATED": 0.4,
    "EXPONENT_DIVIDED": 0.4, "ONLY_INSIDE": 1.0,
    "STEP_UPHILL": 6.0, "RATE_FORGOTTEN": 4.0, "STEP_ALONE": 3.0, "GRADIENT_FOR_UPDATE": 3.0,
    # (b) warned of
    "SIGMA_1_MINUS_A": 1.5, "SIGMA_PRIME_AT_A": 1.5, "PREMATURE_PROPAGATION": 1.2,
    "ACCUMULATED_TWICE": 1.2, "UPDATED_VALUE": 3.0, "STALE_FORWARD": 6.0, "FACTOR_TWICE": 1.0,
    "SUM_NOT_MEAN": 2.0, "DIV_NOT_SQUARED": 1.5, "DIV_SIGN_LOST": 2.0, "DIV_AS_MUL": 1.0,
    "DIV_INVERTED": 1.0, "DIV_NUMERATOR_FORGOTTEN": 1.0, "EXP_USES_INPUT": 1.0,
    "POWER_RULE_ON_EXPONENTIAL": 1.5, "LOG_OF_BASE_FORGOTTEN": 1.5,
    "POWER_NOT_LOWERED": 1.2, "LOG_AS_VALUE": 1.0,
    "LOG_USES_INPUT": 1.0, "MAX_TO_BOTH": 1.5, "MAX_HALVED": 0.8, "ACCUMULATED_STALE": 0.6,
    "RELU_AS_VALUE": 1.0, "RELU_LEAKS": 2.5, "GATE_SHUT": 2.0, "TANH_1_PLUS_A2": 1.0,
    "TANH_PRIME_FOR_SIGMA": 1.0, "SIGMA_PRIME_FOR_TANH": 1.0, "RECIPROCAL": 0.5,
    "DECIMAL_SLIP": 2.0, "GRADIENT_IS_NEW_VALUE": 1.5, "FACTOR_OF_TWO": 0.8, "SEED_ZERO": 1.5,
    "VALUE_OF_NODE": 2.0, "VALUE_FOR_GRADIENT": 1.0, "ROUTES_AVERAGED": 1.5, "VALUE_OF_OUTPUT": 2.0,
    "INPUTS_HAVE_NO_GRADIENT": 3.0, "ROUTE_LEFT_OUT": 2.5, "LOG_OTHER_INPUT": 1.0,
    "OTHER_FUNCTION": 1.0, "LOGARITHM_TO_BASE_TEN": 0.6, "DEGREES": 0.6, "SOFTMAX_SLOPE": 1.5,
    "CONSTANT_DIFFERENTIATED": 1.5, "OWN_OUTPUT_AS_INPUT": 1.0, "GRADIENT_FOR_FACTOR": 0.6,
    "POWER_RULE_GARBLED": 2.5, "DIV_DENOMINATOR_WRONG": 1.0, "ONE_MINUS_FORGOTTEN": 0.8,
    "TIMES_ITS_ARGUMENT": 0.5,
    "SOFTMAX_TARGET_FORGOTTEN": 2.0, "SOFTMAX_WRONG_CLASS": 1.0, "VALUE_SLIP": 1.0, "ROUNDED": 5.0,
    # (c) values of the forward pass
    "ACTIVATION_NOT_APPLIED": 4.0, "BIAS_FORGOTTEN": 3.0, "VALUE_OF_OTHER_NODE": 6.0,
    "VALUE_SIGN_FLIPPED": 2.5, "WEIGHTS_BY_COLUMNS": 2.0, "OTHER_OPERATION": 3.0,
    "GRADIENT_FOR_VALUE": 0.6,
})  # fmt: skip

NEIGHBOURS: Mapping[str, float] = MappingProxyType({"WRONG_NODE": 3.0, "VALUE_FOR_GRADIENT": 2.0})
"""(a) What stands at a successor, or at what goes into it besides: its gradient, or its value."""
EVERYWHERE = 0.8
"""A habit, next to the same slip at one place."""
PAIR = 0.0125
"""Two slips, next to the product of both."""
RARER = 0.42
"""What is looked for only where no single slip fits: of so many, one fits sooner by chance."""
AGAIN = 50.0
"""What is shared by the mistakes that fitted the same learner's answers before."""
PROBED = 3.0
"""How much likelier a mistake is that the question was made for."""
NONE = 0.5
"""What nothing explains, next to all that is known to go wrong in this question."""
CROWD = 150.0
"""All that is known to go wrong in a question of common size.  Where it is more, the numbers of
slips lie closer together than people use them: most of what they do are the few common ones."""


def prior(id_: str) -> float:
    """How often a mistake is made, for one place."""
    return PRIORS.get(id_, REST)
