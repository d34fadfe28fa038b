"""Every wrong number that one slip gives for ∂z/∂v, with how often it is made.

Three kinds: a wrong local gradient at one operation (or wherever it stands: a habit), factors and
messages put together wrongly, and a wrong value at one node of the forward pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tutor.core.graph import TapeRow
from tutor.core.misconceptions.context import GradientContext, InputSlot, usable
from tutor.core.misconceptions.priors import EVERYWHERE, NEIGHBOUR, prior
from tutor.core.misconceptions.rule import Finding, Guess, JointSlips, Rule, nothing

Change = tuple[TapeRow, tuple[tuple[int, float], ...]]
"""An operation, and for some of its operands by how much their local gradients are off."""


class Slip(NamedTuple):
    """A rule, the number that it gives, how often it is made, and which of its numbers it is.

    ``change`` says what is off where it is one operation, ``other`` is the second of two slips.
    """

    rule: Rule
    guess: Guess
    weight: float
    variant: int = 0
    change: Change | None = None
    other: Finding | None = None

    @property
    def finding(self) -> Finding:
        """The rule and its number."""
        return self.rule, self.guess

    @property
    def ids(self) -> tuple[str, ...]:
        """The mistakes in it: one, or two."""
        return (self.rule.id,) if self.other is None else (self.rule.id, self.other[0].id)

    @property
    def key(self) -> tuple[str, int, int]:
        """What names this slip at other values, too."""
        return self.rule.id, self.guess.at, self.variant


SPREAD_OUT = frozenset({"WRONG_NODE", "STOPPED_EARLY"})
"""Rules with one place for almost every node: their weight is shared by all of them."""


def slips_of(context: GradientContext, node: int, rules: Iterable[Rule]) -> Iterator[Slip]:
    """The slips that these rules make in ∂of/∂node."""
    route = Route.to(context, node)
    for rule in rules:
        if rule.patches or rule.slips is not None:
            yield from _local(rule, route)
        if rule.joint is not None:
            yield from _as_a_whole(rule, rule.joint, route)
        if rule.wrong is not nothing and not rule.patches:
            yield from _combined(rule, context, node)


class Route(NamedTuple):
    """The part of a graph between a node and the output, with ∂·/∂node of all nodes."""

    context: GradientContext
    node: int
    rows: Sequence[TapeRow]
    tangent: Sequence[float]

    @classmethod
    def to(cls, context: GradientContext, node: int) -> Route:
        """The route of ∂of/∂node."""
        between = (context.needed & context.tape.reached(node)) - {node}
        rows = [row for row in context.tape.rows if row.node in between]
        return cls(context, node, rows, context.tape.tangent(context.locals, node))

    def number(self, change: Change) -> float:
        """The answer with these local gradients off: ∂of/∂node is linear in each of them."""
        row, off = change
        spread = sum(self.tangent[row.operands[slot]] * by for slot, by in off)
        return self.context.gradients[self.node] + spread * self.context.gradients[row.node]


def _local(rule: Rule, route: Route) -> Iterator[Slip]:
    found = [change for row in route.rows for change in _changes(rule, route, row)]
    at_nodes = [row.node for row, _ in found]
    for variant, change in enumerate(found):
        number, at = route.number(change), change[0].node
        if usable(number):
            weight = prior(rule.id) / at_nodes.count(at)
            yield Slip(rule, Guess(number, at), weight, variant, change)
    if rule.patches and len(set(at_nodes)) > 1:
        for guess in rule.wrong(route.context, route.node):
            if usable(guess.number):
                yield Slip(rule, guess, prior(rule.id) * EVERYWHERE, -1)


def _as_a_whole(rule: Rule, joint: JointSlips, route: Route) -> Iterator[Slip]:
    """The derivative of one operation by the node taken for another number."""
    right = route.context.gradients[route.node]
    for row in route.rows:
        is_, arriving = route.tangent[row.node], route.context.gradients[row.node]
        wrong = [x for x in joint(route.context, row, route.tangent) if x != is_]
        for variant, x in enumerate(wrong):
            number = right + (x - is_) * arriving
            if usable(number):
                weight = prior(rule.id) / len(wrong)
                yield Slip(rule, Guess(number, row.node), weight, 100 + variant)


def _changes(rule: Rule, route: Route, row: TapeRow) -> Iterator[Change]:
    """The slips of a rule at one operation: at each operand, and at all of them together."""
    right = route.context.locals[row.node]
    slots = [slot for slot, source in row.inputs if route.tangent[source]]
    by_slot: list[list[tuple[int, float]]] = []
    for slot in slots:
        wrong = [x for x in _wrong(rule, route.context, row, slot) if x != right[slot]]
        by_slot.append([(slot, x - right[slot]) for x in wrong])
    for one in by_slot:
        for off in one:
            yield row, (off,)
    firsts = [one[0] for one in by_slot if one]
    if len(firsts) > 1:
        yield row, tuple(firsts)


def _wrong(rule: Rule, context: GradientContext, row: TapeRow, slot: int) -> Iterator[float]:
    if rule.slips is not None:
        yield from rule.slips(context, row, slot)
        return
    for op, patch in rule.patches:
        if op == row.op:
            operands = [context.values[i] for i in row.operands]
            found = patch(InputSlot(row, operands, context.values[row.node], slot))
            if found is not None:
                yield found


def _combined(rule: Rule, context: GradientContext, node: int) -> Iterator[Slip]:
    guesses = [guess for guess in rule.wrong(context, node) if usable(guess.number)]
    at_nodes = [guess.at for guess in guesses]
    beside = _beside(context, node) & set(at_nodes) if rule.id == "WRONG_NODE" else set[int]()
    for variant, guess in enumerate(guesses):
        if guess.at in beside:
            weight = NEIGHBOUR / len(beside)
        elif rule.id in SPREAD_OUT:
            weight = prior(rule.id) / (len(guesses) - len(beside))
        else:
            weight = prior(rule.id) / at_nodes.count(guess.at)
        yield Slip(rule, guess, weight, variant)


def _beside(context: GradientContext, node: int) -> set[int]:
    """The successors of a node, and what goes into them with it."""
    near = {route.successor for route in context.routes(node)}
    rows = (context.tape.row_of[m] for m in near)
    return near | {source for row in rows if row for _, source in row.inputs} - {node}
