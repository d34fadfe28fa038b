"""Which skill a mistake is a lack of: that alone counts against the one who made it.

A row is found by the id of a mistake, else by its remedy, as in ``teaching.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tutor.core.misconceptions.table import RULES
from tutor.core.progress import local_skill

_OF_OPERATION = frozenset({"derivative of the activation", "derivative of an exponential", "sign"})
"""Remedies for wrong local gradients of several operations: the operation tells the skill."""

_BY_REMEDY: Mapping[str, str] = MappingProxyType({
    "a constant goes": "local-sum", "all of the bracket": "local-sum",
    "constant factors stay": "message-product", "a small step": "local-gradient",
    "a sum passes on what arrives": "local-sum",
    "a gradient, not a value": "backpropagated-gradient", "another node": "backpropagated-gradient",
    "inputs count": "backpropagated-gradient", "start with 1": "backpropagated-gradient",
    "a of the layer before": "param-grad", "bias": "param-grad", "δ of this layer": "param-grad",
    "count both edges": "sum-routes", "count once": "sum-routes", "sum over routes": "sum-routes",
    "product for each route": "sum-routes", "derivative of a power": "local-power",
    "factor one half": "local-power", "derivative of a quotient": "local-quotient",
    "derivative of an exponential": "local-exp-log", "derivative of log": "local-exp-log",
    "derivative of the activation": "local-sigmoid",
    "derivative of the function": "local-gradient", "where it is taken": "local-gradient",
    "divide by the mini-batch": "average", "divide once": "average",
    "forward pass first": "update", "gradient before update": "update",
    "each factor once": "message-product", "multiply by the local gradient": "message-product",
    "multiply by what arrives": "message-product", "product, not sum": "message-product",
    "inputs have no δ": "delta-hidden", "weights to the next layer": "delta-hidden",
    "one component at a time": "transposition", "row and column": "outer-product",
    "product rule": "local-product", "the other factor": "local-product",
    "the whole error": "delta-output", "values first": "forward-value",
    "wait for all successors": "backward-order", "which way is open": "local-gate",
})  # fmt: skip
_BY_ID: Mapping[str, str] = MappingProxyType({
    "VALUE_OF_OTHER_NODE": "forward-value", "ACTIVATION_NOT_APPLIED": "forward-value",
    "BIAS_FORGOTTEN": "forward-value", "OTHER_OPERATION": "forward-value",
    "VALUE_SIGN_FLIPPED": "forward-value", "WEIGHTS_BY_COLUMNS": "mlp-notation",
    "LAYER_OFF_BY_ONE": "mlp-notation", "INDEX_SWAP": "mlp-notation",
    "INDICES_SWAPPED": "mlp-notation",
    "GRADIENT_FOR_VALUE": "forward-value", "ONE_EXAMPLE": "average", "STEP_UPHILL": "update",
    "STEP_ALONE": "update", "RATE_FORGOTTEN": "update", "GRADIENT_FOR_UPDATE": "update",
    "BELONGS_SO_LOCAL": "classify", "NEIGHBOUR_SO_LOCAL": "classify", "ROLES_SWAPPED": "classify",
    "WANTED_AS_BACKPROPAGATED": "classify", "SUCCESSOR_AND_INPUT_SWAPPED": "read-graph",
    "FOLLOWS_EDGES_FORWARD": "backward-order", "ORDER_BY_DRAWING": "backward-order",
    "SIGMA_PRIME_FORGOTTEN": "delta-hidden", "ONE_SUCCESSOR_ONLY": "delta-hidden",
    "OUTPUT_DELTA_WITHOUT_SIGMA_PRIME": "delta-hidden", "Y_MINUS_A": "delta-output",
    "NO_HALF": "delta-output", "ONE_MINUS_FORGOTTEN": "local-tanh",
})  # fmt: skip
NO_LACK = frozenset({
    "ARITHMETIC_SLIP", "ROUNDED", "DECIMAL_SLIP", "FACTOR_OF_TWO", "SIGN_FLIPPED", "SIGN_OF_FACTOR",
})  # fmt: skip
"""Slips that may happen in any step: they tell of no skill but the one that was asked for."""


def lacking_skill(id_: str) -> str:
    """The skill that somebody lacks who makes this mistake, "" where that is not known."""
    rule = RULES.get(id_)
    if id_ in _BY_ID or rule is None:
        return _BY_ID.get(id_, "")
    if rule.patches and rule.remedy in _OF_OPERATION:
        return local_skill(rule.patches[0][0])
    return "" if id_ in NO_LACK else _BY_REMEDY.get(rule.remedy, "")
