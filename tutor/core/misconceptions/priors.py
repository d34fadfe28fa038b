"""How often people make each mistake: the prior of a diagnosis.

In per cent of wrong answers for one place where the mistake can happen.  What counts is the order
of size: taking all of them alike costs a quarter of the diagnoses that are right, taking one for
half or twice what it is nearly none.  Sources: (a) wrong numbers in public questions, issue
trackers and course pages, sorted by what went wrong (the four sets of the tests; a label such as
“a factor left out” counts for each slip that it may be, and a count is of people, not of places);
(b) what the lecture note and course pages warn of; (c) no figure is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

REST = 0.6
"""(c) A mistake that the table does not name."""

PRIORS: Mapping[str, float] = MappingProxyType({
    # (a) n: how many of the 372 numbers may be this slip by their label, row by row
    # a sum over routes cut short (n = 19, 3, 4), added twice (1), sent on too soon (6),
    # averaged (0, warned of)
    "ONE_ROUTE": 10.0, "ROUTE_LEFT_OUT": 2.5, "REPEATED_INPUT_ONCE": 4.0, "ACCUMULATED_TWICE": 1.2,
    "PREMATURE_PROPAGATION": 1.2, "ROUTES_AVERAGED": 1.5,
    # a factor of the chain missing (n = 18, 11, 48, 37, 41, 19, 22, 19, 8, 13): the commonest
    # of all; each name takes its part
    "BACKPROP_ONLY": 6.0, "LOCAL_ONLY": 4.5, "ACTIVATION_SKIPPED": 4.0, "FACTOR_LEFT_OUT": 3.0,
    "MUL_AS_ADD": 2.2, "PART_LEFT_OUT": 1.5, "CONSTANTS_LEFT_OUT": 2.0, "LAYER_SKIPPED": 1.0,
    "HALF_FORGOTTEN": 2.0, "FACTOR_OF_TWO": 0.8,
    # one factor for the whole way (n = 0, 0, 1): warned of, as a pass that ends too soon
    "STOPPED_EARLY": 5.0, "STEP_FOR_ANSWER": 2.0, "ONLY_INSIDE": 1.0,
    # a factor too many (n = 5, 5, 6, 6, 6) or put in for another (4, 2, 0, 0, 1, 4): in
    # courses on networks most of all
    "CE_PLUS_SIGMA_PRIME": 5.0, "SIGMA_PRIME_AGAIN": 5.0, "OWN_VALUE_BESIDES": 0.6,
    "FACTOR_TWICE": 1.0, "TIMES_ITS_ARGUMENT": 0.5, "MUL_OWN_VALUE": 2.5, "OTHER_COMPONENT": 2.0,
    "Z_INSTEAD_OF_A": 2.0, "OTHER_LETTER": 0.8, "BIAS_TIMES_INPUT": 1.5, "WRONG_NODE": 2.5,
    # signs (n = 22, 14, 22, 26)
    "SUB_SIGN_LOST": 5.0, "SIGN_FLIPPED": 4.5, "SIGN_OF_FACTOR": 1.5, "DIV_SIGN_LOST": 2.0,
    # sums in place of products and the other way (n = 0, 4, 2), and what brackets do (3, 3)
    "ADDED_NOT_MULTIPLIED": 3.0, "PRODUCT_OF_DERIVATIVES": 2.0, "QUOTIENT_OF_DERIVATIVES": 2.0,
    "BRACKETS_DROPPED": 0.5, "FACTOR_ON_ONE_TERM": 1.0,
    # powers and roots (n = 13, 11, 2, 2, 5, 1, 0, 0)
    "SQ_FORGOT_2": 4.5, "SQ_AS_VALUE": 1.3, "SQ_AS_2": 1.2, "SQRT_FORGOT_HALF": 3.0,
    "POWER_NOT_LOWERED": 1.2, "EXPONENT_DIVIDED": 0.4, "INTEGRATED": 0.4, "POWER_RULE_GARBLED": 2.5,
    # a slope at the wrong number (n = 14, 10, 1, 9, 15, 3, 1) or the value for it (13, 10)
    "SIGMA_PRIME_AT_A": 1.5, "SIGMA_Z_1_MINUS_Z": 2.0, "SIGMA_1_MINUS_A": 1.5,
    "DERIVATIVE_INSIDE": 1.0, "DERIVATIVE_AT_RESULT": 1.0, "DERIVATIVE_AT_GRADIENT": 0.6,
    "OWN_OUTPUT_AS_INPUT": 1.0, "SIGMA_AS_DERIV": 2.5, "VALUE_AS_DERIV": 2.0,
    # quotients (n = 2, 2, 5, 0, 3, 3, 4): the formula half remembered
    "DIV_NOT_SQUARED": 1.5, "DIV_AS_MUL": 1.0, "DIV_INVERTED": 1.0, "DIV_NUMERATOR_FORGOTTEN": 1.0,
    "DIV_DENOMINATOR_WRONG": 1.0, "QUOTIENT_GARBLED": 1.0, "RECIPROCAL": 0.5,
    # exponentials and logarithms (n = 11, 7, 0, 10, 9, 3, 1)
    "EXP_USES_INPUT": 1.0, "POWER_RULE_ON_EXPONENTIAL": 1.5, "LOG_OF_BASE_FORGOTTEN": 1.5,
    "LOG_AS_VALUE": 1.0, "LOG_USES_INPUT": 1.0, "LOG_OTHER_INPUT": 1.0,
    "LOGARITHM_TO_BASE_TEN": 0.6,
    # gates, and slopes taken for one another (n = 9, 3, 4, 3, 1, 1, 4, 11, 1)
    "RELU_AS_VALUE": 1.0, "RELU_LEAKS": 2.5, "GATE_SHUT": 2.0, "TANH_1_PLUS_A2": 1.0,
    "TANH_PRIME_FOR_SIGMA": 1.0, "SIGMA_PRIME_FOR_TANH": 1.0, "ONE_MINUS_FORGOTTEN": 0.8,
    "OTHER_FUNCTION": 1.0, "DEGREES": 0.6,
    # softmax, and what does not move (n = 14, 0, 1, 9)
    "SOFTMAX_SLOPE": 1.5, "SOFTMAX_TARGET_FORGOTTEN": 2.0, "SOFTMAX_WRONG_CLASS": 1.0,
    "CONSTANT_DIFFERENTIATED": 1.5,
    # descent (n = 3, 1, 7, 2, 5, 3, 1): of steps, and of passes run in a loop
    "STEP_UPHILL": 6.0, "RATE_FORGOTTEN": 4.0, "UPDATED_WEIGHT": 1.2, "UPDATED_VALUE": 3.0,
    "SUM_NOT_MEAN": 2.0, "ACCUMULATED_STALE": 0.6, "GRADIENT_FOR_FACTOR": 0.6,
    # the pen (n = 2, 2, 4, 2); 5 is for all its neighbours together, some 25
    "ARITHMETIC_SLIP": 5.0, "DECIMAL_SLIP": 2.0, "ROUNDED": 5.0, "VALUE_SLIP": 1.0,
    # (b) warned of (n = 1): values that are no longer those of the pass
    "STALE_FORWARD": 6.0,
    # (c) of the step, or the gradient, in the place of what is asked none is collected
    "STEP_ALONE": 3.0, "GRADIENT_FOR_UPDATE": 3.0, "GRADIENT_IS_NEW_VALUE": 1.5,
    # (b) warned of: a start with 0, inputs thought fixed, max handing on to both (n = 0, 0,
    # 1, 0)
    "SEED_ZERO": 1.5, "INPUTS_HAVE_NO_GRADIENT": 3.0, "MAX_TO_BOTH": 1.5, "MAX_HALVED": 0.8,
    # (c) a value for a gradient (n = 2 in all) and a whole step for a slope: they stand
    # beside it on a screen
    "VALUE_OF_NODE": 2.0, "VALUE_OF_OUTPUT": 2.0, "VALUE_FOR_GRADIENT": 1.0, "STEP_OF_ONE": 1.0,
    # (c) values of the forward pass: of collected ones there are none, so by how many places
    # they have
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
