"""Where each mistake is taught: the lesson to read again, and the kind of question to set.

A row is found by the id of a mistake, else by its remedy: a new rule with a remedy that is known
needs no row here.
"""

from __future__ import annotations

from dataclasses import dataclass

from tutor.core.misconceptions.table import RULES


@dataclass(frozen=True, slots=True)
class Teaching:
    """The lesson (its id) and the kind of quiz against some mistakes.

    ``remedies`` stand for all rules that have one of them, ``ids`` for single mistakes.
    """

    lesson: str
    kind: str
    remedies: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


TEACHINGS = (
    Teaching("note-1.1-chain-rule", "formula",
             ("derivative of a power", "factor one half", "derivative of the activation",
              "derivative of the function", "derivative of a quotient", "derivative of log",
              "derivative of an exponential", "product rule", "a constant goes",
              "where it is taken", "a small step"),
             ("FACTOR_OF_TWO",)),
    Teaching("note-1.2-computation-graph", "numeric", ("values first", "round at the end"),
             ("VALUE_OF_OTHER_NODE", "VALUE_SIGN_FLIPPED", "OTHER_OPERATION")),
    Teaching("note-1.2-computation-graph", "select", ids=("SUCCESSOR_AND_INPUT_SWAPPED",)),
    Teaching("note-1.3-chain-rule-in-graph", "message",
             ("multiply by the local gradient", "multiply by what arrives", "product, not sum",
              "each factor once", "constant factors stay", "all of the bracket")),
    Teaching("note-1.3-chain-rule-in-graph", "grid",
             ("another node", "a gradient, not a value", "inputs count"), ("GRADIENT_FOR_VALUE",)),
    Teaching("note-1.3-chain-rule-in-graph", "classify",
             ids=("BELONGS_SO_LOCAL", "NEIGHBOUR_SO_LOCAL", "ROLES_SWAPPED",
                  "WANTED_AS_BACKPROPAGATED")),
    Teaching("note-1.3-linear-regression", "formula",
             ("the other factor", "a sum passes on what arrives")),
    Teaching("note-1.3-linear-regression", "sign", ("sign",)),
    Teaching("note-1.3-linear-regression", "spot", ("start with 1",)),
    Teaching("note-1.3-practice-chains", "message", ("arithmetic", "which way is open"),
             ("ACTIVATION_SKIPPED", "DECIMAL_SLIP")),
    Teaching("note-1.3-fan-out", "grid",
             ("sum over routes", "product for each route", "count both edges", "count once")),
    Teaching("note-1.3-fan-out", "order", ("wait for all successors",),
             ("FOLLOWS_EDGES_FORWARD", "ORDER_BY_DRAWING")),
    Teaching("note-2-notation", "numeric",
             ids=("ACTIVATION_NOT_APPLIED", "BIAS_FORGOTTEN", "WEIGHTS_BY_COLUMNS")),
    Teaching("note-2-notation", "grid", ids=("LAYER_OFF_BY_ONE", "INDEX_SWAP", "INDICES_SWAPPED")),
    Teaching("note-2.1-parameter-gradients", "message",
             ("a of the layer before", "δ of this layer", "bias"), ("BIAS_IS_1",)),
    Teaching("note-2.1-vectorised", "grid", ("row and column",)),
    Teaching("note-2.2-output-layer", "message", ("the whole error",),
             ("OUTPUT_DELTA_WITHOUT_SIGMA_PRIME", "CE_PLUS_SIGMA_PRIME", "Y_MINUS_A",
                  "NO_HALF")),
    Teaching("note-2.2-hidden-layer", "message",
             ("weights to the next layer", "inputs have no δ"),
             ("SIGMA_PRIME_FORGOTTEN", "SIGMA_PRIME_OF_NEXT_LAYER", "PRIME_OF_OTHER_LAYER",
              "ONE_SUCCESSOR_ONLY")),
    Teaching("note-2.2-vectorised-recursion", "grid", ("one component at a time",)),
    Teaching("note-2.4-mini-batches", "grid",
             ("divide once", "divide by the mini-batch", "gradient before update",
              "forward pass first"),
             ("ONE_EXAMPLE", "STEP_UPHILL", "STEP_ALONE", "RATE_FORGOTTEN",
              "GRADIENT_FOR_UPDATE")),
)  # fmt: skip

_BY_ID = {id_: row for row in TEACHINGS for id_ in row.ids}
_BY_REMEDY = {remedy: row for row in TEACHINGS for remedy in row.remedies}


def teaching_of(id_: str) -> Teaching | None:
    """What to set against a mistake; None where no lesson is known for it."""
    rule = RULES.get(id_)
    return _BY_ID.get(id_) or (_BY_REMEDY.get(rule.remedy) if rule else None)
