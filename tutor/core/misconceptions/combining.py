"""Mistakes in putting the two factors of a message together, and other numbers given for one.

The right rule is ∂z/∂v = Σ ∂z/∂m · ∂m/∂v over the successors m of v; ``routes.py`` has the mistakes
in its sum.  Each function below gives what comes out of one wrong version of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from tutor.core.answers import is_close
from tutor.core.misconceptions import descent
from tutor.core.misconceptions.context import GradientContext
from tutor.core.misconceptions.rule import Guess, Rule


def _local_only(context: GradientContext, v: int) -> Iterator[Guess]:
    routes = context.routes(v)
    if len(routes) > 1:
        yield Guess(sum(r.local for r in routes))
    for route in routes:
        if route.successor != context.of:
            yield Guess(route.local, route.successor)


def _backprop_only(context: GradientContext, v: int) -> Iterator[Guess]:
    routes = context.routes(v)
    yield from (Guess(r.backpropagated, r.successor) for r in routes)
    if len(routes) > 1:
        yield Guess(sum(r.backpropagated for r in routes))


def _added(context: GradientContext, v: int) -> Iterator[Guess]:
    routes = context.routes(v)
    if not routes:
        return
    at = routes[0].successor if len(routes) == 1 else -1
    number = sum(r.backpropagated + r.local for r in routes)
    if at != context.of or not _is_step_of_one(context, v, number):
        yield Guess(number, at)


def _is_step_of_one(context: GradientContext, v: int, number: float) -> bool:
    """Whether it is the change for a whole step: on one edge far commoner than 1 + the slope."""
    there = context.tape.nudged(context.values, v, 1.0)[context.of]
    return is_close(there - context.values[context.of], number)


def _stopped_early(context: GradientContext, v: int) -> Iterator[Guess]:
    reached = context.tape.tangent(context.locals, v)
    yield from (Guess(reached[k], k) for k in context.between(v))


def _wrong_node(context: GradientContext, v: int) -> Iterator[Guess]:
    near = [r.successor for r in context.routes(v)]
    siblings = [node for m in near for _, node in _inputs(context, m)]
    others = sorted(context.needed - {v, context.of}, reverse=True)
    for k in dict.fromkeys([*near, *siblings, *others]):
        if k not in {v, context.of}:
            yield Guess(context.gradients[k], k)


def _inputs(context: GradientContext, node: int) -> tuple[tuple[int, int], ...]:
    row = context.tape.row_of[node]
    return row.inputs if row else ()


def _value_of_node(context: GradientContext, v: int) -> Iterator[Guess]:
    yield Guess(context.values[v], v)


def _value_on_the_way(context: GradientContext, v: int) -> Iterator[Guess]:
    """The value of another node that the output is computed from."""
    others = sorted(context.needed - {v, context.of})
    yield from (Guess(context.values[k], k) for k in others)


def _value_of_output(context: GradientContext, v: int) -> Iterator[Guess]:
    if v != context.of:
        yield Guess(context.values[context.of], context.of)


def _times_own_value(context: GradientContext, v: int) -> Iterator[Guess]:
    routes = context.routes(v)
    if routes:
        at = routes[0].successor if len(routes) == 1 else -1
        yield Guess(sum(r.backpropagated for r in routes) * context.values[v], at)


def _times_successor_value(context: GradientContext, v: int) -> Iterator[Guess]:
    routes = context.routes(v)
    if routes:
        at = routes[0].successor if len(routes) == 1 else -1
        yield Guess(sum(r.backpropagated * context.values[r.successor] for r in routes), at)


def _sign_flipped(context: GradientContext, v: int) -> Iterator[Guess]:
    yield Guess(-context.gradients[v])


def _seed_is_value(context: GradientContext, v: int) -> Iterator[Guess]:
    yield Guess(context.gradients[v] * context.values[context.of])


def _seed_zero(_context: GradientContext, _v: int) -> Iterator[Guess]:
    yield Guess(0.0)


def _updated(context: GradientContext, v: int) -> Iterator[Guess]:
    rate = context.background.rate
    if rate is not None:
        step = rate * context.gradients[v]
        yield from (Guess(x) for x in (context.values[v] - step, -step, context.values[v] + step))


def _less_its_gradient(context: GradientContext, v: int) -> Iterator[Guess]:
    """The parameter less its gradient, where nothing is said of a step size."""
    if context.background.rate is None and context.tape.row_of[v] is None:
        yield Guess(context.values[v] - context.gradients[v])


def _stale(context: GradientContext, v: int) -> Iterator[Guess]:
    before = context.background.before
    if before is not None:
        values = context.tape.forward(before)
        old = values and GradientContext.at(context.tape, values, context.of)
        if old:
            yield Guess(old.gradients[v])


COMBINING_RULES: tuple[Rule, ...] = (
    Rule("BACKPROP_ONLY", "the backpropagated gradient alone",
         "{n} is {dm}{backpropagated}. It still has to be multiplied by {lm}.",
         "What is {lm}?", _backprop_only, remedy="multiply by the local gradient", fact=True,
         says_all="{n} is the sum of the backpropagated gradients of all successors of {v}. Each "
                  "still has to be multiplied by its own local gradient.",
         asks_all="What is {lm1}?"),
    Rule("LOCAL_ONLY", "the local gradient alone",
         "{n} is {the_local} {lm}: how fast {m} changes with {v}, not yet how fast {z} does.",
         "What is {dm}?", _local_only, remedy="multiply by what arrives", fact=True,
         says_all="{n} is the sum of the local gradients on the edges that leave {v}. Each still "
                  "has to be multiplied by what arrives at its other end.",
         asks_all="What arrives at {m1}?"),
    Rule("SIGN_FLIPPED", "the sign turned round",
         "A sign was lost or gained on the way to {n}.",
         "{sign_question}", _sign_flipped, remedy="sign", fact=True),
    Rule("ADDED_NOT_MULTIPLIED", "the two factors added",
         "{n} is {dm} plus {lm}. The chain rule puts the two factors together in another way.",
         "Raise {v} by 0.01 and follow it to {z}: how do the two factors act together?", _added,
         remedy="product, not sum",
         says_all="{n} comes out when the two factors are added on every route. The chain rule "
                  "puts them together in another way."),
    Rule("STOPPED_EARLY", "the pass stopped before the output",
         "{n} is {lm}: how fast {m} changes with {v}. The question is about {z}.",
         "What is {dm}?", _stopped_early, remedy="multiply by what arrives", fact=True),
    Rule("WRONG_NODE", "the gradient of another node",
         "{n} is {dm}, the gradient at {m}. The question asks for {dv}.",
         "What is computed from {v} directly, and how fast does that change?", _wrong_node,
         remedy="another node", fact=True),
    Rule("BACKPROP_TIMES_OWN_VALUE", "times the node's own value",
         "{n} is the backpropagated gradient times the value of {v} itself. The first factor is "
         "right; the second should be a local gradient.",
         "What is {lm1}?", _times_own_value, remedy="the other factor"),
    Rule("BACKPROP_TIMES_SUCC_VALUE", "times the successor's value",
         "{n} is the backpropagated gradient times the value of {m1}. The first factor is right; "
         "the second should be a local gradient.",
         "What is {lm1}?", _times_successor_value, remedy="a gradient, not a value"),
    Rule("SEED_IS_OUTPUT_VALUE", "the pass started with the value of the output",
         "{n} comes out when {zval}, the value of {z}, is multiplied in.",
         "What is ∂{z}/∂{z}?", _seed_is_value, remedy="start with 1"),
    Rule("VALUE_OF_NODE", "the value of the node",
         "{n} is the value of {v} itself. The question is how fast {z} changes with it.",
         "Raise {v} a little: how fast does {z} change?", _value_of_node,
         remedy="a gradient, not a value", fact=True),
    Rule("VALUE_FOR_GRADIENT", "the value of another node",
         "{n} is the value of {m}. The question asks for {dv}, how fast {z} changes with {v}.",
         "Raise {v} a little: how fast does {z} change?", _value_on_the_way,
         remedy="a gradient, not a value", fact=True),
    Rule("VALUE_OF_OUTPUT", "the value of the output",
         "{n} is the value of {z} itself. The question is how fast it changes with {v}.",
         "Raise {v} a little: how fast does {z} change?", _value_of_output,
         remedy="a gradient, not a value", fact=True),
    Rule("UPDATED_VALUE", "the step of gradient descent instead of the gradient",
         "{n} comes out when {v} takes a step of gradient descent. The question asks for {dv} "
         "alone.",
         "What is the gradient before any step is taken?", _updated,
         remedy="gradient before update", reruns=_less_its_gradient, steps=descent.updated),
    Rule("STALE_FORWARD", "the values of the step before",
         "{n} comes out with the values before the last change. {dv} belongs to the present ones.",
         "Which forward pass do these gradients belong to?", _stale, remedy="forward pass first",
         steps=descent.stale),
    Rule("SEED_ZERO", "the pass started with 0",
         "0 would mean that {z} stands still when {v} moves. Here it does not.",
         "Raise {v} a little: what becomes of {z}?", _seed_zero, remedy="start with 1", fact=True),
)  # fmt: skip
