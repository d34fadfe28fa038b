"""The mistakes in derivatives that no skill has to be free of, and why: most show in no question.

One without a reason here is a fault: ``test_coverage.py`` finds it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_REASONS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "no skill of its own: one lesson asks about softmax, on its pages": (
        "SIGMA_PRIME_AGAIN", "CE_PLUS_SIGMA_PRIME", "SOFTMAX_TARGET_FORGOTTEN", "SOFTMAX_SLOPE",
        "SOFTMAX_WRONG_CLASS", "SOFTMAX_JACOBIAN_DIAGONAL",
    ),
    "no question on the skill has a root, 2ˣ or a sine": (
        "SQRT_FORGOT_HALF", "LOG_OF_BASE_FORGOTTEN", "SINE_SIGN", "DEGREES",
    ),
    "its questions match names; numbers count for the operation": (
        "DERIVATIVE_INSIDE", "OTHER_FUNCTION", "DERIVATIVE_AT_X", "TIMES_ITS_ARGUMENT",
    ),
    "its questions ask for an order or names, not numbers": (
        "PREMATURE_PROPAGATION", "INDEX_SWAP", "LAYER_OFF_BY_ONE",
    ),
    "values at which a gradient is 0 are not drawn": ("RELU_LEAKS",),
    "shows in δ of layers, and counts for δ there": (
        "PRIME_OF_OTHER_LAYER", "SIGMA_PRIME_OF_NEXT_LAYER", "SIGMA_VALUE",
        "SIGMA_PRIME_OF_A", "BIAS_IS_1",
    ),
    "shows only where an author calls a leaf an input": ("INPUTS_HAVE_NO_GRADIENT",),
    "made by few: a skill is not held up by them": (
        "DERIVATIVE_AT_RESULT", "DERIVATIVE_AT_GRADIENT", "ONLY_INSIDE", "CONSTANTS_LEFT_OUT",
        "OWN_VALUE_BESIDES", "BRACKETS_DROPPED",
        "FACTOR_ON_ONE_TERM", "OTHER_LETTER", "BIAS_TIMES_INPUT", "STEP_FOR_ANSWER",
        "INTEGRATED", "EXPONENT_DIVIDED",
    ),
    "no δ is asked at an input": ("DELTA_FOR_INPUT_LAYER",),
})  # fmt: skip

NOT_SHOWN: Mapping[str, str] = MappingProxyType({
    mistake: reason for reason, mistakes in _REASONS.items() for mistake in mistakes
})  # fmt: skip
"""The reason by mistake."""
