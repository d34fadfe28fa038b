"""Slips in what is multiplied: factors left out, taken twice, for one part only, or not belonging.

All but the last are another local gradient on one edge, or on the edges of one operation.
"""

from __future__ import annotations

from collections.abc import Iterator

from tutor.core.graph import ACTIVATIONS, TapeRow
from tutor.core.misconceptions.context import GradientContext
from tutor.core.misconceptions.mixed_up import factor_of
from tutor.core.misconceptions.rule import FUNCTIONS, PRODUCTS, SUMS, Guess, Rule, Tangent, Wrong

# --- left out -----------------------------------------------------------------------------------


def _left_out(_context: GradientContext, row: TapeRow, _slot: int) -> Wrong:
    """1, where an operation has no row of its own for that."""
    constant = len(row.inputs) == 1
    if row.op not in {*ACTIVATIONS, *SUMS, "mul", "dot"} or (row.op == "mul" and constant):
        yield 1.0


def _part_left_out(context: GradientContext, row: TapeRow, slot: int) -> Wrong:
    """One of the factors that the other factor is made of: 2 for 2y where 2·y·w is meant."""
    factor = factor_of(context, row, slot)
    product = context.tape.row_of[factor] if factor is not None else None
    if product is not None and product.op == "mul":
        yield from (context.values[i] for i in product.operands)


def _constants_left_out(context: GradientContext, v: int) -> Iterator[Guess]:
    """Without any of several constant factors on the way."""
    found = [
        row
        for row in context.tape.rows
        if row.op in {"mul", "div"} and len(row.inputs) == 1
        and (row.op == "mul" or row.inputs[0][0] == 0)
        and row.node in context.on_route(v)
    ]  # fmt: skip
    if len(found) > 1:
        changed = list(context.locals)
        for row in found:
            changed[row.node] = [1.0] * len(row.operands)
        yield Guess(context.tape.backward(changed, context.of)[v])


def _layer_skipped(context: GradientContext, v: int) -> Iterator[Guess]:
    """What arrives behind a unit handed on to what stands before it: no weight, no slope."""
    to, right = context.tape.tangent(context.locals, v), context.gradients[v]
    for row in context.tape.rows:
        if row.op in ACTIVATIONS and row.node in context.needed and to[row.node]:
            arriving, z = context.gradients[row.node], row.operands[0]
            for local, k in _weighted(context, z):
                if to[k]:
                    through = local * context.locals[row.node][0]
                    yield Guess(right + to[k] * (1.0 - through) * arriving, row.node)


def _weighted(context: GradientContext, z: int) -> Iterator[tuple[float, int]]:
    """What goes into a weighted sum, with the weight that it meets there."""
    row = context.tape.row_of[z]
    if row is not None and row.op in {"mul", "dot"}:
        yield from ((context.locals[z][slot], k) for slot, k in row.inputs)
    elif row is not None and row.op in SUMS:
        for _, part in row.inputs:
            below = context.tape.row_of[part]
            if below is not None and below.op == "mul":
                yield from ((context.locals[part][slot], k) for slot, k in below.inputs)


# --- too many -----------------------------------------------------------------------------------


def _twice(context: GradientContext, row: TapeRow, slot: int) -> Wrong:
    local = context.locals[row.node][slot]
    if row.op not in SUMS:
        yield local * local
    if row.op == "pow" and slot == 0 and len(row.inputs) == 1 and row.node != context.of:
        yield local * context.values[row.operands[1]]  # at the output the whole is counted twice


def _own_value_besides(context: GradientContext, row: TapeRow, slot: int) -> Wrong:
    """f′ · f: the chain rule with one factor too many."""
    if len(row.inputs) == 1:
        yield context.locals[row.node][slot] * context.values[row.node]


# --- brackets -----------------------------------------------------------------------------------


def _brackets_dropped(context: GradientContext, row: TapeRow, slot: int) -> Wrong:
    """g·1 − a² for g·(1 − a²), and so for every difference that is a factor."""
    arriving = context.gradients[row.node]
    if row.op in {"tanh", "sigmoid"} and arriving and row.node != context.of:
        a = context.values[row.node]
        yield 1.0 - a * a / arriving if row.op == "tanh" else a - a / arriving
    elif row.op == "pow" and slot == 0 and len(row.inputs) == 1:
        yield from _first_part_only(context, row.operands[0], context.locals[row.node][0])
    elif (factor := factor_of(context, row, slot)) is not None and row.op == "mul" and arriving:
        found = _first_part_only(context, factor, arriving * context.locals[row.node][slot])
        yield from (x / arriving for x in found)


def _error_without_brackets(context: GradientContext, v: int) -> Iterator[Guess]:
    """K·a − y for K·(a − y), where K is all that the squared error is multiplied by."""
    right, on_the_way = context.gradients[v], context.on_route(v)
    for row in context.tape.rows:
        if row.op == "pow" and row.node in on_the_way and row.operands[0] in on_the_way:
            for number in _first_part_only(context, row.operands[0], right):
                yield Guess(number, row.node)


def _first_part_only(context: GradientContext, node: int, product: float) -> Wrong:
    """a·k − b for a factor (a − b)·k, whose product is given."""
    row, whole = context.tape.row_of[node], context.values[node]
    if row is not None and row.op in {"add", "sub"} and whole:
        one, two = (context.values[i] for i in row.operands)
        k = product / whole
        if k != 1.0:
            yield one * k - two if row.op == "sub" else one * k + two


def _on_one_term(context: GradientContext, row: TapeRow, to: Tangent) -> Wrong:
    """k·u′ + v′ for (k·u + k·v)′: the factor before a sum reaches only one of its parts."""
    if row.op == "div":
        yield from _on_one_term_above(context, row, to)
    after = context.tape.outgoing[row.node]
    if row.op not in SUMS or len(after) != 1 or row.node == context.of:
        return
    above, slot = after[0]
    factor = context.locals[above][slot]
    parts = [to[i] * context.locals[row.node][slot] for slot, i in row.inputs if to[i]]
    if len(parts) > 1 and factor not in {0.0, 1.0}:
        yield from (to[row.node] + part / factor - part for part in parts)


def _on_one_term_above(context: GradientContext, row: TapeRow, to: Tangent) -> Wrong:
    """(u/v)′ where, of u′·v − u·v′, u′, u or the minus reaches only the first part of a sum."""
    if len(row.inputs) != 2 or not to[row.operands[0]] or not to[row.operands[1]]:
        return
    (u, v), (du, dv) = ([of[i] for i in row.operands] for of in (context.values, to))
    below = context.tape.row_of[row.operands[1]]
    if below is None or below.op not in SUMS or not 0.0 < abs(v) < 1e100:
        return
    first, sign = below.operands[0], context.locals[below.node][0]
    here, dhere = context.values[first] * sign, (to[first] if first < len(to) else 0.0) * sign
    right = du * v - u * dv
    yield (right - du * (v - here) + (v - here)) / v**2
    if dhere and dv != dhere:
        yield from ((right + (u + of) * (dv - dhere)) / v**2 for of in (1.0, u))


# --- not belonging ------------------------------------------------------------------------------


def _another_letter(context: GradientContext, row: TapeRow, slot: int) -> Wrong:
    """The value of another leaf for that of the one that meets this operand."""
    factor = factor_of(context, row, slot)
    if factor is None or context.tape.row_of[factor] is not None:
        return
    leaves = [context.tape.index[leaf.name] for leaf in context.graph.leaves]
    others = [k for k in leaves if k not in {factor, row.operands[slot]}]
    others.sort(key=lambda k: abs(k - factor))
    yield from (context.values[k] for k in others[:LETTERS])


def _input_besides(context: GradientContext, row: TapeRow, slot: int) -> Wrong:
    """The gradient of a bias made like that of a weight or an input beside it."""
    if len(row.inputs) == 2 and context.tape.row_of[row.operands[slot]] is None:
        product = context.tape.row_of[row.operands[1 - slot]]
        if product is not None and product.op == "mul":
            yield from (context.values[i] for i in product.operands)


def _one_step(context: GradientContext, v: int) -> Iterator[Guess]:
    """The local gradient of one edge further on."""
    on_the_way = context.on_route(v)
    for row in context.tape.rows:
        if row.node in on_the_way and row.node != context.of:
            for slot, source in row.inputs:
                local = context.locals[row.node][slot]
                if source in on_the_way and source != v and abs(local) not in {0.0, 1.0}:
                    yield Guess(local, row.node, slot)


LETTERS = 4
"""Leaves that may be taken for one: the nearest ones."""
_FACTOR = "multiply by the local gradient"
_ONCE = "each factor once"

FACTOR_RULES: tuple[Rule, ...] = (
    Rule("FACTOR_LEFT_OUT", "a factor of the chain left out",
         "{n} comes out when the local gradient of {m} is left out.", "What is {lc}?",
         remedy=_FACTOR, slips=_left_out),
    Rule("PART_LEFT_OUT", "one of several factors left out",
         "{n} comes out when only a part of what {c} is multiplied by in {m} is taken.",
         "By what is {c} multiplied in {m}, all in all?", remedy=_FACTOR,
         at=("mul",), slips=_part_left_out),
    Rule("CONSTANTS_LEFT_OUT", "the constant factors left out",
         "{n} comes out without the constant factors on the way.",
         "Which constant factors stand between {v} and {z}?", _constants_left_out,
         remedy="constant factors stay"),
    Rule("LAYER_SKIPPED", "a whole layer jumped over",
         "{n} comes out when what arrives at {m} is handed on as it is, past {m} and its factors.",
         "Which factors lie between {v} and {m}, and does {m} bring one, too?",
         _layer_skipped, remedy=_FACTOR),
    Rule("FACTOR_TWICE", "a factor taken twice",
         "{n} comes out when {lc}, or a factor in it, is multiplied in twice.",
         "Which factors lie between {v} and {z}, and does each come in once?",
         remedy=_ONCE, slips=_twice),
    Rule("OWN_VALUE_BESIDES", "the function itself as a further factor",
         "{n} comes out when {m} itself is multiplied in besides its derivative.",
         "Which factors does the chain rule have for {m}, and is its value one of them?",
         remedy=_ONCE, at=FUNCTIONS, slips=_own_value_besides),
    Rule("BRACKETS_DROPPED", "brackets forgotten around a factor",
         "{n} comes out when brackets are forgotten: a factor reaches only the first part of them.",
         "Which factor on the way is a difference or a sum?",
         _error_without_brackets, remedy="all of the bracket",
         at=("tanh", "sigmoid", "pow", "mul"), slips=_brackets_dropped),
    Rule("FACTOR_ON_ONE_TERM", "a factor on one part of a sum only",
         "{n} comes out when a factor reaches only one part of a sum in {m}.",
         "Which parts does the sum have, and what is each multiplied by?",
         remedy="all of the bracket", at=(*SUMS, "div"), joint=_on_one_term),
    Rule("OTHER_LETTER", "another letter in place of a factor",
         "{n} comes out with the value of another letter in {m}.",
         "Which number is multiplied by {c} in {m}?", remedy="the other factor",
         at=PRODUCTS, slips=_another_letter),
    Rule("BIAS_TIMES_INPUT", "the gradient of a bias multiplied by a factor of the product",
         "{n} comes out when a factor of the product beside {c} stands in place of {lc}. "
         "It belongs to that product alone.",
         "Raise {c} by 0.01: by how much does {m} change?",
         remedy="a sum passes on what arrives", at=("add",), slips=_input_besides),
    Rule("STEP_FOR_ANSWER", "one factor of the way given for all of it",
         "{n} is {lc}, one factor on the way from {v} to {z}.",
         "Which other factors lie on the way?", _one_step, remedy=_FACTOR, fact=True),
)  # fmt: skip
