"""Mistakes in the forward pass: wrong numbers for the value of a node.

The words of these rows are those of ``wording.py``, as for gradients.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine import OPERATIONS
from tutor.core.graph import ACTIVATIONS, layers_of
from tutor.core.misconceptions.context import GradientContext
from tutor.core.misconceptions.rule import Guess, Rule

_ASKS = "{which_numbers}"


def _input_alone(context: GradientContext, v: int) -> Iterator[Guess]:
    row = context.tape.row_of[v]
    if row is not None and row.op in ACTIVATIONS:
        yield Guess(context.values[row.operands[0]], row.operands[0])


def _no_bias(context: GradientContext, v: int) -> Iterator[Guess]:
    row = context.tape.row_of[v]
    if row is not None and row.op == "dot" and len(row.operands) % 2:
        bias = row.operands[-1]
        yield Guess(context.values[v] - context.values[bias], -1)


def _by_columns(context: GradientContext, v: int) -> Iterator[Guess]:
    """z_j = Σ_k ω_kj a_k + b_j."""
    net = layers_of(context.tape)
    letter, at = (net.place.get(v) if net else None) or ("", ())
    if net is None or letter != "z":
        return
    layer, j = at
    total = 0.0
    for k in net.units(layer - 1):
        w, a = net.w(layer, k, j), net.a(layer - 1, k)
        if w is None or a is None:
            return
        total += context.values[w] * context.values[a]
    bias = net.node["b"].get((layer, j))
    yield Guess(total + (context.values[bias] if bias is not None else 0.0), -1)


def _other_node(context: GradientContext, v: int) -> Iterator[Guess]:
    row = context.tape.row_of[v]
    count = len(context.tape.names)
    inputs = (k for k in (row.operands if row is not None else ()) if k < count)
    known = (k for k in range(count) if k < v or context.tape.row_of[k] is None)
    near_first = dict.fromkeys((*_peers(context, v), *inputs, *known))
    told = {v} | {guess.at for guess in _input_alone(context, v)}
    yield from (Guess(context.values[k], k) for k in near_first if k not in told)


def _peers(context: GradientContext, v: int) -> tuple[int, ...]:
    """The same quantity of the other units of its layer."""
    net = layers_of(context.tape)
    letter, at = (net.place.get(v) if net else None) or ("", ())
    return net.nodes(letter, at[0]) if net and letter in ("z", "a") else ()


def _negative(context: GradientContext, v: int) -> Iterator[Guess]:
    yield Guess(-context.values[v])


def other_operations(context: GradientContext, v: int) -> Iterator[tuple[str, float]]:
    """The sign of each other operation, and what it gives for the same operands."""
    row = context.tape.row_of[v]
    if row is None or row.rule.form not in ("infix", "power") or len(row.operands) != 2:
        return
    operands = [context.values[i] for i in row.operands]
    for other in OPERATIONS.values():
        if other.form == "infix" and other.name != row.op:
            try:
                yield other.glyph, float(other.value(*operands))
            except (ArithmeticError, ValueError):
                continue


def _other_operation(context: GradientContext, v: int) -> Iterator[Guess]:
    yield from (Guess(x) for _, x in other_operations(context, v))


def _gradient(context: GradientContext, v: int) -> Iterator[Guess]:
    if v != context.of and not context.is_nameless(context.of):
        yield Guess(context.gradients[v])


VALUE_RULES: tuple[Rule, ...] = (
    Rule("ACTIVATION_NOT_APPLIED", "the activation not applied",
         "{n} is the value of {m} itself, not yet of {v}.",
         "{equation}: what does the function give there?", value=_input_alone, fact=True),
    Rule("BIAS_FORGOTTEN", "the bias forgotten",
         "{n} comes out without the bias.", "{equation}: what is added last?", value=_no_bias),
    Rule("WEIGHTS_BY_COLUMNS", "the weights read by columns",
         "{n} comes out when the weights are read by columns.",
         "In ωⱼₖ, which index is the unit that receives?", value=_by_columns),
    Rule("VALUE_OF_OTHER_NODE", "the value of another node",
         "{n} is the value of {m}, not of {v}.", _ASKS, value=_other_node,
         fact=True),
    Rule("VALUE_SIGN_FLIPPED", "the sign of a value turned round",
         "A sign was lost or gained on the way to {n}.", "{value_sign}", value=_negative),
    Rule("OTHER_OPERATION", "a value worked out with another operation",
         "{n} comes out with {glyph} between the numbers.",
         "{equation}: which operation stands there?",
         value=_other_operation),
    Rule("GRADIENT_FOR_VALUE", "a gradient in place of a value",
         "{n} is a gradient; the forward pass computes values.", _ASKS, value=_gradient,
         fact=True),
)  # fmt: skip
