"""Slips in which one thing is taken for another of its kind.

Another function's derivative, another logarithm, degrees for radians, a constant for a variable,
what comes out of a layer for what goes in.  The wrong functions are those that stand next to each
other in tables of derivatives and in programs.
"""

from __future__ import annotations

import math

from tutor.core.graph import ACTIVATIONS, TapeRow
from tutor.core.misconceptions.context import GradientContext, InputSlot
from tutor.core.misconceptions.rule import FUNCTIONS, PRODUCTS, Rule, Tangent, Wrong, patching

DEGREE = math.pi / 180.0
_SINES = ("sin", "cos", "tan")


# --- another function ---------------------------------------------------------------------------


def _swapped_power(at: InputSlot) -> float | None:
    """b·xᵇ⁻¹ for bˣ: what stands below and what stands above exchanged."""
    base, exponent = at.u
    if at.slot != 1 or exponent <= 0.0 or abs(base) > 50.0:
        return None
    return float(base * exponent ** (base - 1.0))


def _under_one(at: InputSlot) -> float | None:
    """½/y, the slope of a root, or 1/u, the slope of a logarithm, for 1/u."""
    return 0.5 / at.y if at.slot == 1 and at.y else None


def _arctan(at: InputSlot) -> float | None:
    """The slope of arctan for that of tanh."""
    return 1.0 / (1.0 + at.u[0] * at.u[0]) if abs(at.u[0]) < 1e100 else 0.0


def _one_forgotten(context: GradientContext, row: TapeRow, _slot: int) -> Wrong:
    """a², or −a², for 1 − a²."""
    a = context.values[row.node]
    yield from (a * a, -a * a)


def _times_its_argument(context: GradientContext, row: TapeRow, slot: int) -> Wrong:
    """f′ · u for f′(u): the brackets read as a product."""
    if len(row.inputs) == 1 and row.rule.form == "call":
        yield context.locals[row.node][slot] * context.values[row.operands[slot]]


def _to_base_ten(at: InputSlot) -> float | None:
    """lg for ln, in the derivative of an exponential or of a logarithm."""
    if at.row.op == "log":
        return 1.0 / (at.u[0] * math.log(10.0)) if at.u[0] else None
    return at.y * math.log10(at.u[0]) if at.slot == 1 and at.u[0] > 0.0 else None


def _in_degrees(context: GradientContext, row: TapeRow, slot: int) -> Wrong:
    """The angle taken for degrees, or the derivative turned into degrees."""
    u = context.values[row.operands[slot]]
    if abs(u) < 1e100:
        yield float(row.rule.local_gradients(row.rule.value(u * DEGREE), u * DEGREE)[0])
    yield context.locals[row.node][slot] * DEGREE


# --- a constant for a variable --------------------------------------------------------------------


def _own_slope(context: GradientContext, node: int) -> float | None:
    """How fast a summand or factor that stands still changes with the one letter in it."""
    slope = 1.0
    while (row := context.tape.row_of[node]) is not None:
        if len(row.inputs) != 1:
            return None
        slot, source = row.inputs[0]
        slope *= context.locals[row.node][slot]
        node = source
    return slope


def _constant_moves(context: GradientContext, row: TapeRow, to: Tangent) -> Wrong:
    """A part that does not change with the node asked about, differentiated as if it did."""
    nodes = len(context.tape.names)
    still = [i for i in row.operands if i >= nodes or not to[i]]
    if len(still) != 1 or len(row.operands) != 2:
        return
    slope = _own_slope(context, still[0]) if still[0] < nodes else None
    if slope is None:
        return
    if row.op == "mul":
        moving = next(i for i in row.operands if i != still[0])
        yield to[row.node] + slope * context.values[moving]
        yield to[moving] * slope
    elif slope != 1.0:  # with 1 it is CONSTANT_KEPT
        yield to[row.node] + (-slope if still[0] == row.operands[1] and row.op == "sub" else slope)


# --- one layer for another ----------------------------------------------------------------------


def factor_of(context: GradientContext, row: TapeRow, slot: int) -> int | None:
    """The node that meets the operand ``slot`` in a product, None for a constant or a bias."""
    half = len(row.operands) // 2
    if row.op == "mul":
        other = 1 - slot
    elif row.op == "dot" and slot < 2 * half:
        other = slot + half if slot < half else slot - half
    else:
        return None
    node = row.operands[other]
    return node if node < len(context.tape.names) else None


def _own_output(context: GradientContext, row: TapeRow, slot: int) -> Wrong:
    """The activation that this product goes into, for the one that goes into the product."""
    if factor_of(context, row, slot) is None:
        return
    node = row.node
    while len(context.tape.outgoing[node]) == 1:
        above = context.tape.row_of[context.tape.outgoing[node][0][0]]
        if above is None or above.op not in {"add", "sum", *ACTIVATIONS}:
            return
        node = above.node
        if above.op in ACTIVATIONS:
            yield context.values[node]
            return


def _its_gradient(context: GradientContext, row: TapeRow, slot: int) -> Wrong:
    """The gradient of the weight that meets this operand, for the weight."""
    factor = factor_of(context, row, slot)
    if factor is not None and context.tape.row_of[factor] is None:
        yield context.gradients[factor]


MIXED_UP_RULES: tuple[Rule, ...] = (
    patching("OTHER_FUNCTION", "the derivative of another function",
             "{n} comes out with the derivative of another function than {m}.",
             "What is {lc}, and for which function is that the rule?",
             remedy="derivative of the function", pow=_swapped_power, div=_under_one,
             sqrt=lambda at: 2.0 * at.u[0], log=lambda at: 1.0 / at.y if at.y else None,
             tanh=_arctan, arctan=lambda at: 1 - at.y * at.y),
    Rule("ONE_MINUS_FORGOTTEN", "the 1 of 1 − a² forgotten",
         "{n} comes out when the slope of {m} is taken as its square.",
         "How steep is tanh at 0, where a is 0?", remedy="derivative of the activation",
         at=("tanh",), slips=_one_forgotten),
    Rule("TIMES_ITS_ARGUMENT", "the derivative multiplied by its own argument",
         "{n} comes out when the derivative of {m} is multiplied by {c}.",
         "Is {c} a factor there, or the place where the derivative is taken?",
         remedy="where it is taken", at=FUNCTIONS, slips=_times_its_argument),
    patching("LOGARITHM_TO_BASE_TEN", "the logarithm to base 10 for the natural one",
             "{n} comes out with the logarithm to base 10 in the derivative of {m}.",
             "Which logarithm belongs to e?", remedy="derivative of log",
             log=_to_base_ten, pow=_to_base_ten),
    Rule("DEGREES", "degrees for radians",
         "{n} comes out when the angle in {m} is taken in degrees.",
         "For which unit of angle does the derivative of sin hold?",
         remedy="derivative of the function", at=_SINES, slips=_in_degrees),
    Rule("CONSTANT_DIFFERENTIATED", "a constant differentiated as if it changed",
         "{n} comes out when a part of {m} that does not change with {v} is differentiated, too.",
         "Which parts of {m} change with {v}?", remedy="a constant goes",
         at=("add", "sub", "mul"), joint=_constant_moves),
    Rule("OWN_OUTPUT_AS_INPUT", "what comes out of a unit for what goes in",
         "{n} comes out when what {m} leads to stands in place of what is multiplied by "
         "{c}.",
         "Which number is multiplied by {c} in {m}?", remedy="a of the layer before",
         at=PRODUCTS, slips=_own_output),
    Rule("GRADIENT_FOR_FACTOR", "the gradient of a weight for the weight",
         "{n} comes out with the gradient of a weight in place of the weight in {m}.",
         "Which number is multiplied by {c} in {m}?", remedy="the other factor",
         at=PRODUCTS, slips=_its_gradient),
)  # fmt: skip
