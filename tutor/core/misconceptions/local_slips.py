"""Slips in one local gradient that are not about one operation.

A local gradient L of one edge is taken for another one, L′.  ∂z/∂v is linear in L, so the answer
that comes of it needs no further pass: right + ∂s/∂v · (L′ − L) · ∂z/∂m on the edge from s to m.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from tutor.core.graph import ACTIVATIONS, TapeRow
from tutor.core.misconceptions.context import GradientContext
from tutor.core.misconceptions.mixed_up import factor_of
from tutor.core.misconceptions.rule import PRODUCTS, Guess, Rule, Tangent, Wrong


def _value_for_slope(context: GradientContext, row: TapeRow, slot: int) -> Wrong:
    """The value of the result, or of what goes in, where no row of an operation says so."""
    if row.op not in {*ACTIVATIONS, "add", "sub", "sum", "pow", "exp", "log"}:
        if row.node != context.of or row.rule.form == "call":
            yield context.values[row.node]
        if row.op not in {"mul", "dot"}:
            yield context.values[row.operands[slot]]


def _turned(context: GradientContext, row: TapeRow, slot: int) -> Wrong:
    """−L on one edge."""
    if row.op not in {"sub", "neg"}:
        yield -context.locals[row.node][slot]


def _reciprocal(context: GradientContext, row: TapeRow, slot: int) -> Wrong:
    local = context.locals[row.node][slot]
    if local and row.op not in {"add", "sub", "sum"}:
        yield 1.0 / local


def _shut(_context: GradientContext, _row: TapeRow, _slot: int) -> Wrong:
    yield 0.0


def _z_for_a(context: GradientContext, row: TapeRow, slot: int) -> Wrong:
    """The weighted input in place of the activation that meets this operand."""
    factor = factor_of(context, row, slot)
    below = context.tape.row_of[factor] if factor is not None else None
    if below is not None and below.op in ACTIVATIONS:
        yield context.values[below.operands[0]]


def _other_entry(context: GradientContext, row: TapeRow, slot: int) -> Wrong:
    """Another entry of the same sum of products for the one that meets this operand."""
    half = len(row.operands) // 2
    if row.op == "dot" and slot < 2 * half:
        own, side = slot % half, half if slot < half else 0
        yield from (context.values[row.operands[side + k]] for k in range(half) if k != own)
    elif row.op == "mul":
        for other in _summed_with(context, row):
            yield context.values[other.operands[1 - slot]]


def _summed_with(context: GradientContext, row: TapeRow) -> list[TapeRow]:
    """The other products in the sum that a product is a part of, of two nodes or with a constant
    as it is."""
    top = row.node
    while len(context.tape.outgoing[top]) == 1:
        above = context.tape.row_of[context.tape.outgoing[top][0][0]]
        if above is None or above.op not in {"add", "sub", "sum"}:
            break
        top = above.node
    slots = [slot for slot, _ in row.inputs]
    found, waiting = [], [top]
    while waiting:
        one = context.tape.row_of[waiting.pop()]
        if one is None or one.node == row.node:
            continue
        if one.op in {"add", "sub", "sum"}:
            waiting += [source for _, source in one.inputs]
        elif one.op == "mul" and [slot for slot, _ in one.inputs] == slots:
            found.append(one)
    return found


def _slope_elsewhere(context: GradientContext, row: TapeRow, _slot: int) -> Wrong:
    """σ′ of another unit."""
    others = [r for r in context.tape.rows if r.op in ACTIVATIONS and r.node != row.node]
    others.sort(key=lambda other: abs(other.node - row.node))
    yield from (context.locals[other.node][0] for other in others[:NEAREST])


def _without_target(context: GradientContext, row: TapeRow, slot: int) -> Wrong:
    """a in place of a − y, where it is squared."""
    below = context.tape.row_of[row.operands[0]] if slot == 0 and row.inputs[0][0] == 0 else None
    if below is not None and below.op == "sub" and len(row.inputs) == 1:
        error, exponent = context.values[below.node], context.values[row.operands[1]]
        if error:
            local = context.locals[row.node][0]
            yield local * context.values[below.operands[0]] / error
            if exponent == 2.0 and below.operands[1] < len(context.tape.names):
                yield local * context.values[below.operands[1]] / error


def _with_z(context: GradientContext, row: TapeRow, slot: int) -> Wrong:
    """z − y in place of a − y, where it is squared."""
    below = context.tape.row_of[row.operands[0]] if slot == 0 and row.inputs[0][0] == 0 else None
    if below is None or below.op != "sub":
        return
    first = context.tape.row_of[below.operands[0]] if below.inputs[0][0] == 0 else None
    error = context.values[below.node]
    if first is not None and first.op in ACTIVATIONS and error:
        z, y = context.values[first.operands[0]], context.values[below.operands[1]]
        yield context.locals[row.node][0] * (z - y) / error


def _no_message(context: GradientContext, row: TapeRow, slot: int) -> Wrong:
    """0, where the node sends on by other edges as well: one message of its sum is missing."""
    needed, node = context.needed, row.operands[slot]
    if sum(m in needed for m, _ in context.tape.outgoing[node]) > 1:
        yield 0.0


def _other_argument(context: GradientContext, row: TapeRow, slot: int) -> Wrong:
    """1/u of another logarithm, or the logarithm of the exponent for that of the base."""
    if row.op == "log":
        others = {r.operands[0] for r in context.tape.rows if r.op == "log"} - {row.operands[slot]}
        yield from (1.0 / context.values[u] for u in sorted(others))
    elif row.op == "pow" and slot == 1 and (exponent := context.values[row.operands[1]]) > 0.0:
        yield context.values[row.node] * math.log(exponent)


def _constant_kept(context: GradientContext, row: TapeRow, slot: int) -> Wrong:
    """1 + c for the derivative of u + c: the constant stays."""
    if len(row.inputs) == 1:
        constant = context.values[row.operands[1 - slot]]
        yield context.locals[row.node][slot] + constant


def _log_again(context: GradientContext, row: TapeRow, _slot: int) -> Wrong:
    """σ′ once more where a logarithm has taken it away."""
    after = {m for m, _ in context.tape.outgoing[row.node]}
    after |= {m for k in after for m, _ in context.tape.outgoing[k]}
    if any((found := context.tape.row_of[m]) is not None and found.op == "log" for m in after):
        yield context.locals[row.node][0] ** 2


FEW_LEAVES = 6
"""With more of them, one that was updated is not looked for by passes of its own."""
RATE = 0.1
"""The step size that is in most examples, where nothing is said of one."""
NEAREST = 4
"""Other units whose slope may be taken for that of one."""


def _updated(context: GradientContext, row: TapeRow, slot: int) -> Wrong:
    """A weight after its update, where the message is made with it."""
    factor = factor_of(context, row, slot)
    if factor is None or context.tape.row_of[factor] is not None:
        return
    rate = context.background.rate
    if rate is not None:
        yield context.values[factor] - rate * context.gradients[factor]


def _one_updated(context: GradientContext, v: int) -> Iterator[Guess]:
    """One leaf after its update: in a message that is made with it, or in a new forward pass."""
    rate = context.background.rate
    if rate is None:  # with a rate it is a slip in a local gradient
        yield from _sent_with_updated(context, v)
    leaves = [k for k in sorted(context.needed - {v}) if context.tape.row_of[k] is None]
    for leaf in leaves if len(leaves) <= FEW_LEAVES else ():
        step = -(RATE if rate is None else rate) * context.gradients[leaf]
        gradients = context.moved(leaf, step)
        if gradients is not None:
            yield Guess(gradients[v])


def _sent_with_updated(context: GradientContext, v: int) -> Iterator[Guess]:
    to = context.tape.tangent(context.locals, v)
    for row in context.tape.rows:
        for slot, source in row.inputs if row.op in PRODUCTS and to[row.node] else ():
            leaf = factor_of(context, row, slot) if to[source] else None
            if leaf is not None and context.tape.row_of[leaf] is None:
                more = -RATE * context.gradients[leaf] * to[source] * context.gradients[row.node]
                yield Guess(context.gradients[v] + more, row.node, slot)


# --- an operation as a whole ------------------------------------------------------------------


def _value_for_whole(context: GradientContext, row: TapeRow, _to: Tangent) -> Wrong:
    inner = any(context.tape.row_of[source] is not None for _, source in row.inputs)
    if inner and row.node != context.of and row.op not in {*ACTIVATIONS, "pow", "exp", "log"}:
        yield context.values[row.node]


def _constant_counted(_context: GradientContext, row: TapeRow, to: Tangent) -> Wrong:
    """1 for the derivative of a summand that does not move."""
    still = [i for i in row.operands if i >= len(to) or not to[i]]
    if len(still) == 1:
        yield to[row.node] + 1.0


_ACTIVATION = "derivative of the activation"
_FACTOR = "multiply by the local gradient"

LOCAL_RULES: tuple[Rule, ...] = (
    Rule("VALUE_AS_DERIV", "a value in place of a derivative",
         "{n} comes out when a value stands in place of {lc}.", "How fast does {m} change "
         "with {c}?", remedy=_FACTOR, slips=_value_for_slope, joint=_value_for_whole),
    Rule("SIGN_OF_FACTOR", "a sign of one factor turned round",
         "{n} comes out when the sign of {lc} is turned round.", "Raise {c} a little: which way "
         "does {m} go?", remedy="sign", slips=_turned),
    Rule("RECIPROCAL", "one divided by the derivative",
         "{n} comes out with 1/({lc}).", "What is {lc}: the change of {m} divided by that of {c}, "
         "or the other way round?", remedy=_FACTOR, slips=_reciprocal),
    Rule("GATE_SHUT", "an open gate thought shut",
         "{n} comes out when nothing passes through {m}.", "Which operand does {m} take here?",
         remedy="which way is open", at=("relu", "leaky_relu", "maximum", "minimum"), slips=_shut),
    Rule("Z_INSTEAD_OF_A", "z in place of a",
         "{n} comes out with the weighted input in place of the activation in {m}.",
         "Which number is multiplied by {c} in {m}?", remedy="the other factor",
         at=PRODUCTS, slips=_z_for_a),
    Rule("OTHER_COMPONENT", "another entry of the same sum of products",
         "{n} comes out with a number that stands in another product of the same sum.",
         "Which number is multiplied by {c}?",
         remedy="the other factor", at=PRODUCTS, slips=_other_entry),
    Rule("PRIME_OF_OTHER_LAYER", "the slope of another unit",
         "{n} comes out with the slope of a unit other than {m}.",
         "At which number is the slope of {m} taken?",
         remedy=_ACTIVATION, at=tuple(ACTIVATIONS), slips=_slope_elsewhere),
    Rule("ERROR_WITHOUT_TARGET", "the error without its other half",
         "{n} comes out when only one of the two numbers of the difference is used.",
         "What is squared in {m}?", remedy="the whole error", at=("pow",), slips=_without_target),
    Rule("ROUTE_LEFT_OUT", "a route left out",
         "{n} comes out when the message from {m} to {c} is left out.",
         "From which nodes does {c} receive a message?", remedy="sum over routes",
         slips=_no_message),
    Rule("LOG_OTHER_INPUT", "the derivative of another logarithm",
         "{n} comes out when {lc} is taken from another logarithm.",
         "What stands inside the logarithm {m}?", remedy="derivative of log",
         at=("log", "pow"), slips=_other_argument),
    Rule("ERROR_WITH_Z", "z − y for a − y",
         "{n} comes out when what goes into the function stands in place of what comes out.",
         "What is squared in {m}?", remedy="the whole error", at=("pow",), slips=_with_z),
    Rule("CONSTANT_KEPT", "the derivative of a constant not taken as 0",
         "{n} comes out when a part of {m} that stands still counts in its derivative.",
         "Which part of {m} stands still when {v} moves?",
         remedy="a constant goes", at=("add", "sub"),
         slips=_constant_kept, joint=_constant_counted),
    Rule("UPDATED_WEIGHT", "a weight that has already been updated",
         "{n} comes out with a weight in {m} that has already been updated.",
         "With which weights was the forward pass made?", remedy="forward pass first",
         at=PRODUCTS, slips=_updated, reruns=_one_updated,
         says_all="{n} comes out with a value that has already been updated.",
         asks_all="With which values was the forward pass made?"),
    Rule("SIGMA_PRIME_AGAIN", "σ′ once more after the logarithm",
         "{n} contains σ′ of {m} once more: the derivative of the logarithm has cancelled it.",
         "What is left of the derivative when log and σ meet?", remedy=_ACTIVATION,
         at=("sigmoid",), slips=_log_again),
)  # fmt: skip
