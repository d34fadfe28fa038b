"""The table of misconceptions, most common first: the order is the prior of a diagnosis.

The rows stand in files by topic.  One that ``LIKELIEST_FIRST`` does not name is the least likely.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from tutor.core.misconceptions.arithmetic import PEN_SLIPS
from tutor.core.misconceptions.averages import AVERAGE_RULES
from tutor.core.misconceptions.combining import COMBINING_RULES
from tutor.core.misconceptions.context import GradientContext, usable
from tutor.core.misconceptions.judging import JUDGING_RULES
from tutor.core.misconceptions.local_slips import LOCAL_RULES
from tutor.core.misconceptions.network_table import NETWORK_RULES
from tutor.core.misconceptions.operations import OPERATION_RULES
from tutor.core.misconceptions.rule import Guess, Rule, nothing
from tutor.core.misconceptions.training import TRAINING_RULES
from tutor.core.misconceptions.values import VALUE_RULES

LIKELIEST_FIRST = (
    "BACKPROP_ONLY", "LOCAL_ONLY", "SIGN_FLIPPED", "ONE_ROUTE", "ADDED_NOT_MULTIPLIED",
    "SQ_FORGOT_2", "MUL_OWN_VALUE", "SUB_SIGN_LOST", "MUL_AS_ADD", "SQ_AS_VALUE", "SQ_AS_2",
    "HALF_FORGOTTEN", "HALF_TWICE", "MUL_PRODUCT_RULE_SUM", "ADD_AS_MUL", "SIGMA_AS_DERIV",
    "SIGMA_PRIME_AT_A", "SIGMA_Z_1_MINUS_Z", "SIGMA_1_MINUS_A", "SIGMA_PRIME_AT_GRADIENT",
    "ACTIVATION_SKIPPED", "RELU_LEAKS", "RELU_AS_VALUE", "TANH_1_MINUS_Z2", "TANH_1_MINUS_A",
    "EXP_USES_INPUT", "SIGMA_PRIME_FORGOTTEN", "W_NOT_TRANSPOSED", "W_OF_THIS_LAYER",
    "DELTA_NOT_WEIGHTED", "ONE_SUCCESSOR_ONLY", "SIGMA_PRIME_OF_NEXT_LAYER", "SIGMA_VALUE",
    "SIGMA_PRIME_OF_A", "OUTPUT_FORMULA_IN_HIDDEN", "OUTPUT_DELTA_WITHOUT_SIGMA_PRIME",
    "HADAMARD_AS_DOT", "HADAMARD_AS_OUTER", "Y_MINUS_A", "NO_HALF", "A_OF_THIS_LAYER",
    "Z_INSTEAD_OF_A", "W_INSTEAD_OF_A", "OUTER_TRANSPOSED", "INDEX_SWAP", "NEXT_DELTA",
    "BIAS_AS_A", "BIAS_IS_1", "DELTA_FOR_INPUT_LAYER", "LAYER_OFF_BY_ONE", "BRACKETS_LOST",
    "ROUTES_MULTIPLIED", "ROUTES_AVERAGED", "REPEATED_INPUT_ONCE", "PREMATURE_PROPAGATION",
    "ACCUMULATED_TWICE", "SUM_NOT_MEAN", "DIVIDED_TWICE", "DIVIDED_BY_N_NOT_S",
    "SOFTMAX_JACOBIAN_DIAGONAL", "CE_PLUS_SIGMA_PRIME", "INPUTS_HAVE_NO_GRADIENT",
    "GRADIENT_IS_NEW_VALUE", "STOPPED_EARLY", "WRONG_NODE", "BACKPROP_TIMES_OWN_VALUE",
    "BACKPROP_TIMES_SUCC_VALUE", "SEED_IS_OUTPUT_VALUE", "VALUE_OF_NODE", "VALUE_OF_OUTPUT",
    "UPDATED_VALUE", "STALE_FORWARD", "SEED_ZERO", "FACTOR_OF_TWO", "DECIMAL_SLIP",
    "ACTIVATION_NOT_APPLIED", "BIAS_FORGOTTEN", "WEIGHTS_BY_COLUMNS", "VALUE_OF_OTHER_NODE",
    "VALUE_SIGN_FLIPPED", "OTHER_OPERATION", "GRADIENT_FOR_VALUE", "ONE_EXAMPLE", "STEP_UPHILL",
    "STEP_ALONE", "RATE_FORGOTTEN", "GRADIENT_FOR_UPDATE", "BELONGS_SO_LOCAL",
    "NEIGHBOUR_SO_LOCAL", "ROLES_SWAPPED", "WANTED_AS_BACKPROPAGATED",
    "SUCCESSOR_AND_INPUT_SWAPPED", "FOLLOWS_EDGES_FORWARD", "ORDER_BY_DRAWING",
)  # fmt: skip
"""Ids in the order in which causes of one wrong number are named."""

_ROWS = {
    rule.id: rule
    for rule in (
        *COMBINING_RULES,
        *OPERATION_RULES,
        *LOCAL_RULES,
        *NETWORK_RULES,
        *AVERAGE_RULES,
        *PEN_SLIPS,
        *VALUE_RULES,
        *TRAINING_RULES,
        *JUDGING_RULES,
    )
}
_TABLE: dict[str, Rule] = {**{id_: _ROWS[id_] for id_ in LIKELIEST_FIRST}, **_ROWS}
RULES: Mapping[str, Rule] = MappingProxyType(_TABLE)

_OF_THE_PEN = frozenset(rule.id for rule in PEN_SLIPS)
NETWORK_IDS = tuple(rule.id for rule in NETWORK_RULES)
"""Where a whole layer is asked about, these come before the rules about any graph."""


def explaining() -> tuple[Rule, ...]:
    """The rules that give a number for a derivative."""
    return tuple(r for r in RULES.values() if r.wrong is not nothing or r.slips or r.joint)


def derivatives() -> tuple[Rule, ...]:
    """The same, slips of the pen left out."""
    return tuple(rule for rule in explaining() if rule.id not in _OF_THE_PEN)


def guesses(
    context: GradientContext, node: int, ids: Iterable[str] | None = None
) -> Iterator[tuple[Rule, Guess]]:
    """Every wrong number that these rules (all but slips of the pen) give for ∂of/∂node."""
    for rule in derivatives() if ids is None else [RULES[i] for i in ids if i in RULES]:
        for guess in rule.wrong(context, node):
            if usable(guess.number):
                yield rule, guess


def name_of(id_: str) -> str:
    """A mistake in a few words; the id itself where it is from another version of the table."""
    return RULES[id_].name if id_ in RULES else id_
