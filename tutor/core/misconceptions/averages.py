"""Mistakes with averages over examples, with softmax, and with what a gradient is.

C = (1/s) Σ C_i over a mini-batch of s examples (section 2.4 and Remark 6 of the note);
p_i = exp(z_i) / Σ exp(z_k) and C = −Σ y_i log p_i, whose gradient at z_i is p_i − y_i.
"""

from __future__ import annotations

from collections.abc import Iterator

from tutor.core.answers import is_close
from tutor.core.graph import Graph
from tutor.core.misconceptions import descent
from tutor.core.misconceptions.context import GradientContext
from tutor.core.misconceptions.rule import Guess, Rule, Targets


def _mean_of(context: GradientContext) -> tuple[float, int]:
    """By how many examples the output is divided, and the node that divides; 0 where it is not."""
    for row in reversed(context.tape.rows):
        if row.node != context.of or len(row.inputs) != 1 or len(row.operands) != 2:
            continue
        ((slot, inner),) = row.inputs
        constant = context.values[row.operands[1 - slot]]
        below = context.tape.row_of[inner]
        terms = len(below.inputs) if below is not None and below.op in {"sum", "add"} else 0
        n = constant if row.op == "div" and slot == 0 else 1 / constant if constant else 0.0
        if row.op in {"div", "mul"} and terms > 1 and n > 1 and is_close(n, round(n), 1e-6):
            return n, row.node
    return 0.0, -1


def _summands(context: GradientContext, node: int) -> int:
    """How many parts a sum has, whether it is written as one or as sums of two."""
    row = context.tape.row_of[node]
    if row is None or row.op not in {"sum", "add"}:
        return 1
    return sum(_summands(context, source) for _, source in row.inputs)


def _counts(context: GradientContext) -> Iterator[tuple[float, int]]:
    """The numbers of examples that a mean is divided by: in 1/(2n) also n alone, without the ½."""
    n, at = _mean_of(context)
    if n:
        yield n, at
        row = context.tape.row_of[at]
        inner = row.inputs[0][1] if row else at
        if n == 2 * _summands(context, inner):
            yield n / 2, at


def _sum_not_mean(context: GradientContext, v: int) -> Iterator[Guess]:
    yield from (Guess(context.gradients[v] * n, at) for n, at in _counts(context))


def _divided_twice(context: GradientContext, v: int) -> Iterator[Guess]:
    yield from (Guess(context.gradients[v] / n, at) for n, at in _counts(context))


def _by_all(context: GradientContext, v: int) -> Iterator[Guess]:
    n, at = _mean_of(context)
    examples = context.background.examples
    if n and examples and examples > n:
        yield Guess(context.gradients[v] * n / examples, at)


def _softmax_units(context: GradientContext, v: int) -> Iterator[int]:
    """The nodes p = exp(v) / (sum in which exp(v) stands)."""
    for e, _ in context.tape.outgoing[v]:
        row = context.tape.row_of[e]
        if row is None or row.op != "exp":
            continue
        for p, slot in context.tape.outgoing[e]:
            share = context.tape.row_of[p]
            if share is not None and share.op == "div" and slot == 0 and len(share.inputs) == 2:
                below = share.operands[1]
                if e in context.tape.needs(below):
                    yield p


def _diagonal(context: GradientContext, v: int) -> Iterator[Guess]:
    for p in _softmax_units(context, v):
        if p in context.needed:
            share = context.values[p]
            yield Guess(context.gradients[p] * share * (1 - share), p)


def _sigma_prime_again(context: GradientContext, v: int) -> Iterator[Guess]:
    for p in _softmax_units(context, v):
        share = context.values[p]
        yield Guess(context.gradients[v] * share * (1 - share), p)


def _slope_of_share(context: GradientContext, v: int) -> Iterator[Guess]:
    """∂p/∂v of its own class remembered wrongly, as the slope of σ is."""
    for p in _softmax_units(context, v):
        if p in context.needed:
            share, z = context.values[p], context.values[v]
            for wrong in (1 - share, share, share * (1 - z), z * (1 - z)):
                off = wrong - share * (1 - share)
                yield Guess(context.gradients[v] + context.gradients[p] * off, p)


def _under_a_log(context: GradientContext, p: int) -> bool:
    """Whether a logarithm is taken of one of the shares that ``p`` belongs to."""
    return any(row.op == "log" and row.operands[0] in {p, *_others(context, p)}
               for row in context.tape.rows)  # fmt: skip


def _others(context: GradientContext, p: int) -> list[int]:
    """The other outputs of the same softmax: they are divided by the same sum."""
    own = context.tape.row_of[p]
    return [
        row.node
        for row in context.tape.rows
        if own and row.op == "div" and row.operands[1] == own.operands[1] and row.node != p
    ]


def _target_forgotten(context: GradientContext, v: int) -> Iterator[Guess]:
    for p in _softmax_units(context, v):
        if _under_a_log(context, p):
            yield Guess(context.values[p], p)


def _wrong_class(context: GradientContext, v: int) -> Iterator[Guess]:
    for p in _softmax_units(context, v):
        if _under_a_log(context, p):
            target = context.values[p] - context.gradients[v]
            others = [context.values[other] for other in _others(context, p)]
            yield Guess(context.values[p] - 1.0, p)
            yield from (Guess(other - target, p) for other in others)


def _no_gradient(context: GradientContext, v: int) -> Iterator[Guess]:
    leaves = context.graph.leaves
    if context.graph.nodes[v].role == "input" and any(leaf.role == "param" for leaf in leaves):
        yield Guess(0.0)  # where nothing is a parameter, nobody takes it for an input


def _inputs_left_out(graph: Graph, right: Targets) -> Iterator[Targets]:
    """The same selection without the graph's inputs, unless it is about the edges of one node."""
    if any(right in (set(n.inputs), set(graph.successors(n.name))) for n in graph.nodes):
        return
    inputs = {leaf.name for leaf in graph.leaves if leaf.role == "input"}
    if right & inputs:
        yield right - inputs


def _new_value(context: GradientContext, v: int) -> Iterator[Guess]:
    if context.graph.nodes[v].role == "param":
        yield Guess(context.values[v] - context.gradients[v], v)


AVERAGE_RULES: tuple[Rule, ...] = (
    Rule("SUM_NOT_MEAN", "the examples added, not averaged",
         "{n} comes out with the sum over the examples. {z} is their mean.",
         "By which number is the sum divided?", _sum_not_mean, "divide once",
         steps=descent.summed),
    Rule("DIVIDED_TWICE", "divided by the number of examples twice",
         "{n} comes out when the sum is divided by the number of examples twice.",
         "Which gradients have the division in them already?", _divided_twice, "divide once",
         steps=descent.divided_twice),
    Rule("DIVIDED_BY_N_NOT_S", "divided by all examples, not by those of the mini-batch",
         "{n} comes out when the sum is divided by the number of all examples.",
         "How many examples are in this mini-batch?", _by_all,
         "divide by the mini-batch", steps=descent.divided_by_all),
    Rule("SOFTMAX_JACOBIAN_DIAGONAL", "p(1 − p) as the whole derivative of softmax",
         "{n} counts the route through {m} only.",
         "Which other outputs of softmax change with {v}?", _diagonal, "sum over routes"),
    Rule("CE_PLUS_SIGMA_PRIME", "σ′ once more after softmax",
         "{n} contains the derivative of softmax, p(1 − p), once more.",
         "What is left of the derivative when log and softmax meet?", _sigma_prime_again,
         "derivative of the activation"),
    Rule("SOFTMAX_SLOPE", "a slope of softmax other than p(1 − p)",
         "{n} comes out with a wrong derivative of the softmax {m} with respect to {v}.",
         "What is the derivative of {m} with respect to {v}, in terms of {m} alone?",
         _slope_of_share, "derivative of the activation"),
    Rule("SOFTMAX_TARGET_FORGOTTEN", "the target left out of p − y",
         "{n} is {m}, and no target comes into it.",
         "What is 1 for the right class, and 0 for the others?", _target_forgotten,
         "the whole error"),
    Rule("SOFTMAX_WRONG_CLASS", "p or y of another class",
         "{n} comes out when {m} or its target is taken from another class.",
         "Which class does {v} belong to, and is it the right one?", _wrong_class,
         "another node"),
    Rule("INPUTS_HAVE_NO_GRADIENT", "inputs thought to have no gradient",
         "{v} is an input, and {z} depends on it: its gradient is not 0. It is just not used "
         "to change {v}.",
         "If {v} were a little larger, would {z} change?", _no_gradient, "inputs count",
         picks=_inputs_left_out),
    Rule("GRADIENT_IS_NEW_VALUE", "the gradient taken for a new value",
         "{n} is {v} minus its gradient. A gradient is how fast {z} changes with {v}, "
         "not a new value of {v}.",
         "What is {dv} alone?", _new_value, "gradient before update"),
)  # fmt: skip
