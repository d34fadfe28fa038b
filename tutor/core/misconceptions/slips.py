"""Every wrong number that one slip gives for ∂z/∂v, with how often it is made.

Three kinds: a wrong local gradient at one operation (or wherever it stands: a habit), factors and
messages put together wrongly, and a wrong value at one node of the forward pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tutor.core.graph import TapeRow
from tutor.core.misconceptions.context import GradientContext, InputSlot, Patch, usable
from tutor.core.misconceptions.priors import EVERYWHERE, NEIGHBOURS, prior
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
    def is_everywhere(self) -> bool:
        """Whether a wrong local gradient stands at all operations that it fits, not at one."""
        return bool(self.rule.patches) and self.change is None

    @property
    def key(self) -> tuple[object, ...]:
        """What names this slip at other values, too."""
        return *self.ids, self.guess.at, self.guess.slot, self.variant, self.change is None


SPREAD_OUT = frozenset({"WRONG_NODE", "STOPPED_EARLY", "VALUE_FOR_GRADIENT", "STEP_FOR_ANSWER"})
"""Rules with one place for almost every node: their weight is shared by all of them."""


OF_TARGET = 0.01
"""How much rarer the gradient of a target is given for another one than that of any node."""


def slips_of(context: GradientContext, node: int, rules: Iterable[Rule]) -> Iterator[Slip]:
    """The slips that these rules make in ∂of/∂node."""
    return slips_in(Subgraph.to(context, node), rules)


def slips_in(part: Subgraph, rules: Iterable[Rule]) -> Iterator[Slip]:
    """The same for a part that is known."""
    for rule in rules:
        rows = part.rows_at(rule)
        if rows and (rule.patches or rule.slips is not None):
            yield from _local(rule, part, rows)
        if rows and rule.joint is not None:
            yield from _as_a_whole(rule, rule.joint, part, rows)
        if rule.wrong is not nothing and not rule.patches:
            yield from _combined(rule, part.context, part.node)


@dataclass(frozen=True)
class Subgraph:
    """The part of a graph between a node and the output, with ∂·/∂node of all nodes.

    ``by_op`` has its operations by their names, ``operands`` the numbers that go into each,
    ``slots`` those of its operands that change with the node.
    """

    context: GradientContext
    node: int
    rows: Sequence[TapeRow]
    slots: Mapping[int, Sequence[int]]
    by_op: Mapping[str, Sequence[TapeRow]]
    operands: Mapping[int, Sequence[float]]
    tangent: Sequence[float]

    @classmethod
    def to(cls, context: GradientContext, node: int) -> Subgraph:
        """The part between ``node`` and the output."""
        between = context.on_route(node) - {node}
        rows = [row for row in context.tape.rows if row.node in between]
        by_op: dict[str, list[TapeRow]] = {}
        for row in rows:
            by_op.setdefault(row.op, []).append(row)
        operands = {row.node: [context.values[i] for i in row.operands] for row in rows}
        tangent = context.tape.tangent(context.locals, node)
        slots = {row.node: [slot for slot, i in row.inputs if tangent[i]] for row in rows}
        return cls(context, node, rows, slots, by_op, operands, tangent)

    def rows_at(self, rule: Rule) -> Sequence[TapeRow]:
        """The operations at which a rule can show."""
        if not rule.at:
            return self.rows
        if len(rule.at) == 1:
            return self.by_op.get(rule.at[0], ())
        return [row for op in rule.at if op in self.by_op for row in self.by_op[op]]


def _local(rule: Rule, part: Subgraph, rows: Sequence[TapeRow]) -> Iterator[Slip]:
    """The slips at these operations: at each operand, at all of one, and everywhere."""
    context, weight = part.context, prior(rule.id)
    right, count, to = context.gradients[part.node], 0, part.tangent
    patches = dict(rule.patches)
    places = [(row, found) for row in rows if (found := _changes(rule, patches, part, row))]
    for row, changes in places:
        arriving, share = context.gradients[row.node], weight / len(changes)
        for change in changes:
            off = change[1]
            number = right + off_by(change, to) * arriving
            if usable(number):
                guess = Guess(number, row.node, off[0][0] if len(off) == 1 else -1)
                yield Slip(rule, guess, share, count, change)
            count += 1
    if rule.patches and len(places) > 1:
        for guess in rule.wrong(context, part.node):
            if usable(guess.number):
                yield Slip(rule, guess, weight * EVERYWHERE)


def _changes(
    rule: Rule, patches: Mapping[str, Patch], part: Subgraph, row: TapeRow
) -> list[Change]:
    """The slips of a rule at one operation: at each operand, and at all of them together."""
    context, found, firsts = part.context, list[Change](), list[tuple[int, float]]()
    local, slips = context.locals[row.node], rule.slips
    for slot in part.slots[row.node]:
        wrong: Iterable[float | None]
        if slips is not None:
            wrong = slips(context, row, slot)
        else:
            at = InputSlot(row, part.operands[row.node], context.values[row.node], slot)
            wrong = (patches[row.op](at),)
        is_, first = local[slot], True
        for x in wrong:
            if x is not None and x != is_:
                one = slot, x - is_
                found.append((row, (one,)))
                if first:
                    firsts.append(one)
                    first = False
    if len(firsts) > 1:
        found.append((row, tuple(firsts)))
    return found


def off_by(change: Change, to: Sequence[float]) -> float:
    """By how much the derivative of an operation is off, by the node of this tangent."""
    row, off = change
    if len(off) == 1:  # nearly always
        return to[row.operands[off[0][0]]] * off[0][1]
    return sum(to[row.operands[slot]] * by for slot, by in off)


def _counted(nodes: Iterable[int]) -> Mapping[int, int]:
    """How often each stands there; a Counter takes three times as long for so few."""
    found: dict[int, int] = {}
    for node in nodes:
        found[node] = found.get(node, 0) + 1
    return found


def _as_a_whole(
    rule: Rule, joint: JointSlips, part: Subgraph, rows: Sequence[TapeRow]
) -> Iterator[Slip]:
    """The derivative of one operation by the node taken for another number."""
    right = part.context.gradients[part.node]
    for row in rows:
        is_, arriving = part.tangent[row.node], part.context.gradients[row.node]
        wrong = [x for x in joint(part.context, row, part.tangent) if x != is_]
        # What is also a slip at one operand is told of one that the node moves.
        moving = part.slots[row.node] if rule.slips else ()
        slot = moving[-1] if moving else row.inputs[-1][0]
        for variant, x in enumerate(wrong):
            number = right + (x - is_) * arriving
            if usable(number):
                weight = prior(rule.id) / len(wrong)
                yield Slip(rule, Guess(number, row.node, slot), weight, variant)


def _combined(rule: Rule, context: GradientContext, node: int) -> Iterator[Slip]:
    guesses = [guess for guess in rule.wrong(context, node) if usable(guess.number)]
    places = _counted(guess.at for guess in guesses)
    beside = _beside(context, node) & set(places) if rule.id in NEIGHBOURS else set[int]()
    for variant, guess in enumerate(guesses):
        if guess.at in beside:
            weight = NEIGHBOURS[rule.id] / len(beside)
        elif rule.id in SPREAD_OUT:
            weight = prior(rule.id) / (len(guesses) - len(beside))
            if rule.id == "WRONG_NODE" and _is_target(context, node, guess.at):
                weight *= OF_TARGET
        else:
            weight = prior(rule.id) / places[guess.at]
        yield Slip(rule, guess, weight, variant)


def _is_target(context: GradientContext, v: int, k: int) -> bool:
    """Whether ``k`` is only taken from what ``v`` leads to, or that from it, as y in (a − y)²: its
    gradient is that of a with the other sign, and nobody asks for it."""
    if context.tape.row_of[k] is not None or len(context.tape.outgoing[k]) != 1:
        return False
    row = context.tape.row_of[context.tape.outgoing[k][0][0]]
    if row is None or row.op != "sub" or len(row.operands) != 2:
        return False
    return all(i == k or (i != v and i in context.tape.reached(v)) for i in row.operands)


def _beside(context: GradientContext, node: int) -> set[int]:
    """The successors of a node, and what goes into them with it."""
    near = {route.successor for route in context.routes(node)}
    rows = (context.tape.row_of[m] for m in near)
    return near | {source for row in rows if row for _, source in row.inputs} - {node}
