"""Mistakes where routes part and meet: in the sum of the messages, and in the order of a pass.

The right rule is ∂z/∂v = Σ ∂z/∂m · ∂m/∂v over the successors m of v.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from tutor.core.misconceptions.context import GradientContext, Sent
from tutor.core.misconceptions.rule import Guess, Rule

CALLS = 10_000
"""Where the recursion of PREMATURE_PROPAGATION is given up: its calls are one a route."""


def _brackets_lost(context: GradientContext, v: int) -> Iterator[Guess]:
    routes = context.routes(v)
    if len(routes) > 1:
        yield Guess(sum(r.backpropagated for r in routes) * sum(r.local for r in routes))


def _one_route(context: GradientContext, v: int) -> Iterator[Guess]:
    routes = context.routes(v)
    if len(routes) > 1:
        yield from (Guess(r.backpropagated * r.local, r.successor) for r in routes)
    elif _forks(context, v):
        last = context.rerun(lambda sent: sent.arriving * sent.local)
        first = context.rerun(lambda sent: sent.held or sent.arriving * sent.local)
        yield Guess(last[v])
        yield Guess(first[v])


def _forks(context: GradientContext, v: int) -> bool:
    """Whether routes part and meet again somewhere behind ``v``."""
    outgoing, needed = context.tape.outgoing, context.needed
    return any(len({m for m, _ in outgoing[k] if m in needed}) > 1 for k in context.between(v))


def _routes_multiplied(context: GradientContext, v: int) -> Iterator[Guess]:
    routes = context.routes(v)
    if len(routes) > 1:
        yield Guess(prod(r.backpropagated * r.local for r in routes))


def _routes_averaged(context: GradientContext, v: int) -> Iterator[Guess]:
    routes = context.routes(v)
    if len(routes) > 1:
        yield Guess(sum(r.backpropagated * r.local for r in routes) / len(routes))


def _repeated_input_once(context: GradientContext, v: int) -> Iterator[Guess]:
    """x·x and x+x: only the first of the two edges is followed."""
    on_route = context.on_route(v)
    twice = [
        row.node
        for row in context.tape.rows
        if row.node in on_route and len({n for _, n in row.inputs}) < len(row.inputs)
    ]
    if not twice:
        return

    def message(sent: Sent) -> float:
        row = context.tape.row_of[sent.successor]
        inputs = row.inputs if row else ()
        if any(node == sent.node and slot < sent.slot for slot, node in inputs):
            return sent.held
        return sent.added

    yield Guess(context.rerun(message)[v], twice[0])


def _accumulated_twice(context: GradientContext, v: int) -> Iterator[Guess]:
    yield Guess(2 * context.gradients[v])


def _not_zeroed(context: GradientContext, v: int) -> Iterator[Guess]:
    """A second pass on top of what the first one left at every node."""
    if not context.tape.row_of[context.of]:
        return
    for seed in (1.0, 2.0):
        gradients = list(context.gradients)
        gradients[context.of] = seed
        for row in reversed(context.tape.rows):
            if row.node in context.needed:
                for slot, node in row.inputs:
                    gradients[node] += gradients[row.node] * context.locals[row.node][slot]
        yield Guess(gradients[v])


def _premature(context: GradientContext, v: int) -> Iterator[Guess]:
    """A recursive backward pass that does not wait: it sends on what has come in so far."""
    outgoing, needed = context.tape.outgoing, context.needed
    if not any(sum(m in needed for m, _ in outgoing[k]) > 1 for k in context.between(v)):
        return
    gradients = [0.0] * len(context.tape.names)
    gradients[context.of] = 1.0
    waiting = [context.of]
    for _ in range(CALLS):
        if not waiting:
            break
        node = waiting.pop()
        row = context.tape.row_of[node]
        if row is None:
            continue
        for slot, source in row.inputs:
            gradients[source] += gradients[node] * context.locals[node][slot]
        waiting.extend(source for _, source in reversed(row.inputs))
    else:
        return
    yield Guess(gradients[v])


ROUTE_RULES: tuple[Rule, ...] = (
    Rule("ONE_ROUTE", "one route only",
         "{n} is what reaches {v} by one route{via}. The gradient is the sum over all routes.",
         "By which other route does {v} reach {z}?", _one_route, remedy="sum over routes",
         fact=True),
    Rule("BRACKETS_LOST", "the sums multiplied",
         "{n} is the sum of all backpropagated gradients times the sum of all local gradients.",
         "Each route has its own product: what is the first one?", _brackets_lost,
         remedy="product for each route"),
    Rule("ROUTES_MULTIPLIED", "the routes multiplied",
         "{n} is the product of the messages that reach {v}. Along a route you multiply; where "
         "routes meet you do something else.",
         "What happens to messages that meet at one node?", _routes_multiplied,
         remedy="sum over routes"),
    Rule("ROUTES_AVERAGED", "the routes averaged",
         "{n} is the average of the messages that reach {v}. Nothing is divided by their number.",
         "What happens to messages that meet at one node?", _routes_averaged,
         remedy="sum over routes"),
    Rule("REPEATED_INPUT_ONCE", "an input that enters twice counted once",
         "{n} comes out when only one of the two edges from {c} to {m} is counted.",
         "How many edges lead from {c} to {m}?", _repeated_input_once, remedy="count both edges"),
    Rule("PREMATURE_PROPAGATION", "a node sent on before all its messages had come",
         "{n} comes out when a node sends its gradient on before all its messages have arrived, "
         "and then once more.",
         "Which node has more than one successor, and must wait?", _premature,
         remedy="wait for all successors"),
    Rule("ACCUMULATED_TWICE", "the gradient added twice",
         "{n} comes out when something is counted twice{second_run}.",
         "Which part of it have you counted twice?", _accumulated_twice, remedy="count once"),
    Rule("ACCUMULATED_STALE", "gradients of an earlier pass not set to 0",
         "{n} comes out in a second pass when what the first one left is still there.",
         "What must each place hold when a pass begins?", _not_zeroed, remedy="count once"),
)  # fmt: skip
