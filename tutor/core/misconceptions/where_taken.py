"""Slips in the place at which a derivative is taken.

f′(u) is taken at another number than u: at what comes out, at what arrives from above, further
inside or outside, at a derivative.  For one operation that is another local gradient; where a
function is made of several (softplus of log and exp) it is worked out anew from another number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial

from tutor.core.graph import Tape, TapeRow
from tutor.core.misconceptions.context import GradientContext
from tutor.core.misconceptions.rule import FUNCTIONS, Guess, Rule, Tangent, Wrong

FURTHER_INSIDE = 6
"""Nodes inside a function at which its derivative may be taken."""
FURTHER_ON = 3
"""Nodes behind a function at which its derivative may be taken, its own result the first."""
NEITHER_WAY = frozenset({"mul", "add", "sub", "sum", "neg"})
"""Operations whose derivative is the same wherever it is taken, or is not about one number."""


def slope(row: TapeRow, at: Sequence[float], slot: int) -> Wrong:
    """The local gradient of an operation with these operands, if it has one there."""
    try:
        yield float(row.rule.local_gradients(row.rule.value(*at), *at)[slot])
    except (ArithmeticError, ValueError):
        return


def _value(row: TapeRow, at: Sequence[float]) -> Wrong:
    try:
        yield float(row.rule.value(*at))
    except (ArithmeticError, ValueError):
        return


def _operands(context: GradientContext, row: TapeRow, slot: int, number: float) -> list[float]:
    """The operands with another number in one of them."""
    at = [context.values[i] for i in row.operands]
    at[slot] = number
    return at


# --- further inside -----------------------------------------------------------------------------


def _slope_inside(context: GradientContext, row: TapeRow, slot: int) -> Wrong:
    """f′ taken at the derivative of what is inside: (cos x)³ gives 3·(−sin x)²."""
    inner = context.tape.row_of[row.operands[slot]] if len(row.inputs) == 1 else None
    if inner is None or len(inner.inputs) != 1 or inner.op in {"add", "sub", "neg"}:
        return
    number = context.locals[inner.node][inner.inputs[0][0]]
    yield from slope(row, _operands(context, row, slot, number), slot)


def _slope_outside(context: GradientContext, row: TapeRow, slot: int) -> Wrong:
    """f′ taken further inside: 3x² inside sin gives cos x², or cos x."""
    if len(row.inputs) != 1 or row.op in NEITHER_WAY or row.op == "div":
        return
    for inner in _inside(context.tape, row.operands[slot]):
        yield from slope(row, _operands(context, row, slot, context.values[inner]), slot)


@lru_cache(maxsize=4096)
def _inside(tape: Tape, node: int) -> tuple[int, ...]:
    """What a node is made of, by sums and products, and what goes in there."""
    found, waiting = list[int](), [node]
    while waiting and len(found) < FURTHER_INSIDE:
        row = tape.row_of[waiting.pop(0)]
        if row is None:
            continue
        new = [i for _, i in row.inputs if i not in found]
        found += new
        waiting += new
    return tuple(found[:FURTHER_INSIDE])


def _slope_for_inner(context: GradientContext, row: TapeRow, to: Tangent) -> Wrong:
    """f′(g′), and no g′ besides."""
    yield from (x for slot, at in _at_inner_slope(context, row, to) for x in slope(row, at, slot))


def _function_of_inner(context: GradientContext, row: TapeRow, to: Tangent) -> Wrong:
    """f(g′)."""
    yield from (x for _, at in _at_inner_slope(context, row, to) for x in _value(row, at))


def _at_inner_slope(
    context: GradientContext, row: TapeRow, to: Tangent
) -> Iterator[tuple[int, list[float]]]:
    if len(row.inputs) == 1 and row.op not in NEITHER_WAY:
        slot, source = row.inputs[0]
        if context.tape.row_of[source] is not None:
            yield slot, _operands(context, row, slot, to[source])


# --- further on, and at what arrives ------------------------------------------------------------


def _slope_at_result(context: GradientContext, row: TapeRow, slot: int) -> Wrong:
    """f′ taken at what comes out of f, or at what is made of that alone."""
    if _is_function(row, slot):
        known = row.op in {"sigmoid", "tanh"}  # at its own result: a rule of its own
        for k in _behind(context, row.node)[known:]:
            yield from slope(row, _operands(context, row, slot, context.values[k]), slot)


def _is_function(row: TapeRow, slot: int) -> bool:
    """Whether an operation is a function with a name, or 1/u."""
    return len(row.inputs) == 1 and (row.rule.form == "call" or (row.op == "div" and slot == 1))


def _behind(context: GradientContext, node: int) -> list[int]:
    """A node and those that are made of it one after another, by one edge each."""
    found = [node]
    while len(found) < FURTHER_ON and len(after := context.tape.outgoing[found[-1]]) == 1:
        found.append(after[0][0])
    return found


def _slope_at_gradient(context: GradientContext, row: TapeRow, slot: int) -> Wrong:
    """f′ taken at the gradient that arrives: multiplied by it, or not; or f itself there."""
    arriving = context.gradients[row.node]
    if row.node != context.of and arriving and _is_function(row, slot):
        at = _operands(context, row, slot, arriving)
        for there in slope(row, at, slot):
            yield from (there, there / arriving)
        yield from (x / arriving for x in _value(row, at))


# --- a function of several operations -----------------------------------------------------------


def _function_elsewhere(context: GradientContext, v: int, *, at_gradient: bool) -> Iterator[Guess]:
    """Where all routes go through k, then through m: ∂m/∂k at another value of k."""
    ways = [v, *_on_every_route(context, v)]
    to = context.tape.tangent(context.locals, v)
    for i, k in enumerate(ways):
        for m in ways[i + 1 : i + 2 + FURTHER_ON]:
            if _is_one_operation(context, k, m) or (at_gradient and m == context.of):
                continue
            there = context.gradients[m] if at_gradient else context.values[m]
            for slope_there in _slope_of_part(context, k, m, there):
                yield Guess(to[k] * slope_there * context.gradients[m], m)
                if at_gradient:
                    yield Guess(to[k] * slope_there, m)


def _is_one_operation(context: GradientContext, k: int, m: int) -> bool:
    """Whether m is made of k directly and in no other way."""
    row, after = context.tape.row_of[m], context.tape.reached(k)
    return row is not None and all(i == k for _, i in row.inputs if i in after)


def _slope_of_part(context: GradientContext, k: int, m: int, at: float) -> Wrong:
    """∂m/∂k where k has this value and all that is not made of it stays."""
    values, slopes = {k: at}, {k: 1.0}
    for row in context.tape.rows:
        if k < row.node <= m and any(source in values for _, source in row.inputs):
            operands = [values.get(i, context.values[i]) for i in row.operands]
            try:
                here = values[row.node] = float(row.rule.value(*operands))
                local = row.rule.local_gradients(here, *operands)
            except (ArithmeticError, ValueError):
                return
            moving = [(slot, source) for slot, source in row.inputs if source in slopes]
            slopes[row.node] = sum(local[slot] * slopes[source] for slot, source in moving)
    yield slopes[m]


def _on_every_route(context: GradientContext, v: int) -> list[int]:
    """The nodes behind ``v`` that every route to the output goes through, the output the last."""
    open_, found = {v}, list[int]()
    for row in context.tape.rows:
        if row.node in context.needed and any(source in open_ for _, source in row.inputs):
            open_ -= {k for k in open_ if _ends_in(context, k, row.node)}
            open_.add(row.node)
            if len(open_) == 1:
                found.append(row.node)
    return found


def _ends_in(context: GradientContext, k: int, node: int) -> bool:
    """Whether ``node`` is the last that is made of ``k``."""
    return max(m for m, _ in context.tape.outgoing[k] if m in context.needed) == node


_ASKS = "At which number is the derivative of {m} taken?"
_WHERE = "where it is taken"
_FACTOR = "multiply by the local gradient"

WHERE_RULES: tuple[Rule, ...] = (
    Rule("DERIVATIVE_INSIDE", "the outer derivative taken at the inner derivative",
         "{n} comes out when the derivative of {m} is taken at the derivative of what is inside.",
         _ASKS, remedy=_WHERE, at=FUNCTIONS, slips=_slope_inside, joint=_slope_for_inner),
    Rule("ONLY_INSIDE", "only the inside differentiated",
         "{n} comes out when only what stands inside {m} is differentiated.",
         "How fast does {m} change with {c}?", remedy=_FACTOR, at=FUNCTIONS,
         joint=_function_of_inner),
    Rule("DERIVATIVE_AT_X", "the outer derivative taken at the innermost value",
         "{n} comes out when the derivative of {m} is taken at a number further inside.",
         _ASKS, remedy=_WHERE, at=FUNCTIONS, slips=_slope_outside),
    Rule("DERIVATIVE_AT_RESULT", "a derivative taken at what comes out",
         "{n} comes out when a derivative is taken at what comes out, or further on, not at what "
         "goes into the function.",
         "At which number is each derivative taken?", remedy=_WHERE, at=FUNCTIONS,
         slips=_slope_at_result,
         reruns=partial(_function_elsewhere, at_gradient=False)),
    Rule("DERIVATIVE_AT_GRADIENT", "a derivative taken at the gradient that arrives",
         "{n} comes out when a function is worked out at the gradient that arrives at {m}.",
         "At which number is each derivative taken?", remedy=_WHERE, at=FUNCTIONS,
         slips=_slope_at_gradient,
         reruns=partial(_function_elsewhere, at_gradient=True)),
)  # fmt: skip
