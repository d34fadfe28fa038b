"""Fresh values for a question, such that the mistakes it probes show.

With the note's own values (w=5, x=1, b=1, y=2) every gradient behind e is 8: who forgets a factor
is right.  A variant is drawn so that each probed mistake shows and no two of them give the same
number; among such values those are taken that keep all slips of people apart, as often as people
make them.

The candidates are all combinations of the ``vary`` ranges in an order that the seed chooses.  The
first that is good enough is taken, else the best of those looked at; how many are looked at depends
on the graph alone, so one seed gives one variant on every machine.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from tutor.core.answers import TOLERANCE, are_apart
from tutor.core.errors import ExpressionError, GraphError
from tutor.core.expression import alias, evaluate
from tutor.core.graph import Tape, has_kink, tape_of
from tutor.core.lesson import InDescent, LessonGraph
from tutor.core.misconceptions import GradientContext, Separation, guesses, separation
from tutor.core.text import Draws
from tutor.core.variants.foreseen import NOTHING_FORESEEN, Coincidence, Foreseen
from tutor.core.variants.training_context import training_context

NO_DESCENT = InDescent()
TRIES = 3000
"""Candidates that are tried against the conditions."""
LOOKS, QUICK_LOOKS = 60, 12
"""Candidates that meet the conditions and are compared, by all slips and by the commonest."""
SLIPS, AT_MOST = 600, 5000
"""Slips that are worked out, over all candidates, and how many where none of them will do yet: as
many as all candidates of a small graph have, a tenth of those of a large one."""
LARGE = 24
"""Operations of a graph up to which all slips are worked out, and not the commonest alone.  Those
are enough, too, where several answers tell together what was done."""
USUAL = 4
"""Candidates at all of which two numbers are one where they are so at any values."""
HIDDEN, GOOD, ENOUGH = 0.01, 0.06, 0.08
"""Shares of all slips: that may go unseen, and that may be taken for others where values are at
once good, and where they will do."""

CORE = (
    "BACKPROP_ONLY",
    "LOCAL_ONLY",
    "SIGN_FLIPPED",
    "ONE_ROUTE",
    "ADDED_NOT_MULTIPLIED",
    "SQ_FORGOT_2",
    "MUL_OWN_VALUE",
    "SUB_SIGN_LOST",
)
"""What a question probes when its author does not say."""


def draw(
    lesson_graph: LessonGraph,
    seed: int,
    probes: Collection[str] = (),
    asked: Sequence[str] = (),
    of: str | None = None,
    descent: InDescent = NO_DESCENT,
    foreseen: Foreseen = NOTHING_FORESEEN,
) -> dict[str, float]:
    """Leaf values for ``seed``: they meet every ``require`` and make ``probes`` visible.

    ``asked`` are the nodes whose gradient the question is about (of the output, or of ``of``);
    ``descent`` is where in gradient descent it stands, ``foreseen`` what its author wrote.
    Raises GraphError when no candidate meets the conditions.
    """
    rules = frozenset(probes or CORE)
    few = len(asked) == 1 and len(lesson_graph.graph.computed) <= LARGE
    measured = None if few else rules.union(CORE)
    best: tuple[Badness, dict[str, float]] | None = None
    accidents = _Accidents(lesson_graph, tuple(asked), of, descent, foreseen, rules)
    slips = 0
    found = _admissible(lesson_graph, Draws(seed, lesson_graph.graph.name), of, descent)
    for leaves, context in islice(found, LOOKS if few or foreseen else QUICK_LOOKS):
        nodes = [context.tape.index[name] for name in asked]
        zeros = sum(abs(context.gradients[node]) < TOLERANCE for node in nodes)
        if best is None or zeros <= best[0].zeros:
            parts = [separation(context, node, measured) for node in nodes]
            badness = Badness.of(zeros, parts, rules, accidents.at(context, parts))
            slips += sum(part.count for part in parts)
            if best is None or badness < best[0]:
                best = badness, leaves
        limit = SLIPS if best[0].within(ENOUGH) else AT_MOST
        if best[0].within(GOOD) or slips > limit:
            break
    if best is None:
        raise GraphError(_without_values(lesson_graph))
    return best[1]


class Badness(NamedTuple):
    """What is wrong with some values, the worst first: less of it is better.

    ``zeros`` counts derivatives that are 0, ``unseen`` probed mistakes that give the right number,
    ``clashes`` those that give the number of another probed one, or one that the author foresaw;
    then come the shares of all slips: those that are hidden (nothing up to ``HIDDEN``), and those
    taken for others.
    """

    zeros: int
    unseen: int
    clashes: int
    hidden: float
    confused: float

    @classmethod
    def of(
        cls, zeros: int, parts: Sequence[Separation], probes: Collection[str], accidents: int
    ) -> Badness:
        """For one question about these derivatives, which was made for these ``probes``."""
        hidden = max((part.hidden for part in parts), default=0.0)
        confused = sum(1.0 - part.share for part in parts) / max(1, len(parts))
        return cls(
            zeros,
            sum(part.invisible(probes) for part in parts),
            sum(part.clashes(probes) for part in parts) + accidents,
            hidden if hidden > HIDDEN else 0.0,
            confused,
        )

    def within(self, confused: float) -> bool:
        """Whether nothing is wrong but so many slips that are taken for others."""
        return not any(self[:-1]) and self.confused <= confused


@dataclass(frozen=True)
class _Accidents:
    """Numbers of a question that are one at some values only."""

    lesson_graph: LessonGraph
    asked: tuple[str, ...]
    of: str | None
    descent: InDescent
    foreseen: Foreseen
    rules: frozenset[str]

    def at(self, context: GradientContext, parts: Sequence[Separation]) -> int:
        """How many there are at these values, whose slips are in ``parts``."""
        same = self.met(context, parts) if self.foreseen else frozenset()
        return len(same - _usual(self)) if same else 0

    def met(self, context: GradientContext, parts: Sequence[Separation]) -> frozenset[Coincidence]:
        """What is one number at these values."""
        return self.foreseen.coincidences(_Scope(context.tape, context.values), parts, self.rules)


@lru_cache(maxsize=512)
def _usual(about: _Accidents) -> frozenset[Coincidence]:
    """What is one number wherever one looks."""
    found = []
    some = _admissible(about.lesson_graph, Draws(1), about.of, about.descent)
    for _, context in islice(some, USUAL):
        nodes = [context.tape.index[name] for name in about.asked]
        parts = [separation(context, node, about.rules) for node in nodes]
        found.append(about.met(context, parts))
    return frozenset.intersection(*found)


def _without_values(lesson_graph: LessonGraph) -> str:
    name = lesson_graph.graph.name
    if lesson_graph.require:
        return (
            f"no values meet the conditions of the graph {name!r}: "
            "widen a 'vary', or ask for less in a 'require'"
        )
    return f"none of the values that were tried gives every node of {name!r} a value and a gradient"


@dataclass(frozen=True, slots=True)
class Visibility:
    """How often a probed rule gives the right number: in ``hidden`` of ``variants`` variants.

    ``occurs`` is False when the rule gives no number at all on this graph.
    """

    rule: str
    hidden: int
    variants: int
    occurs: bool


def visibility(
    lesson_graph: LessonGraph,
    probes: Iterable[str],
    wrt: str,
    *,
    of: str | None = None,
    varied: bool = True,
    most: int = 200,
    descent: InDescent = NO_DESCENT,
) -> tuple[Visibility, ...]:
    """For each probed rule, in how many variants it cannot be seen.

    Looks at up to ``most`` variants, or only at the graph's own values when not ``varied``.  A rule
    that gives several numbers counts as hidden when all of them are right.
    """
    contexts = [context for _, context in _some(lesson_graph, of, most if varied else 0, descent)]
    found = []
    for id_ in probes:
        hidden, occurs = 0, False
        for context in contexts:
            node = context.tape.index[wrt]
            given = [guess.number for _, guess in guesses(context, node, (id_,))]
            occurs = occurs or bool(given)
            hidden += bool(given) and not any(
                are_apart(number, context.gradients[node]) for number in given
            )
        found.append(Visibility(id_, hidden, len(contexts), occurs))
    return tuple(found)


def meets_conditions(lesson_graph: LessonGraph, tries: int = TRIES) -> bool:
    """Whether any of ``tries`` candidates meets the conditions of the graph."""
    return next(_admissible(lesson_graph, Draws(1), None, tries=tries), None) is not None


def holds_at_defaults(lesson_graph: LessonGraph) -> bool:
    """Whether the graph's own values meet its conditions, at a corner too."""
    tape = tape_of(lesson_graph.graph)
    values = tape.forward({})
    return values is not None and _met(lesson_graph, _Scope(tape, values))


def _some(
    lesson_graph: LessonGraph, of: str | None, most: int, descent: InDescent
) -> Iterator[tuple[dict[str, float], GradientContext]]:
    if not most:
        tape = tape_of(lesson_graph.graph)
        values = tape.forward({})
        context = None if values is None else _context(tape, values, of, descent)
        if context is not None:
            yield {}, context
        return
    for count, found in enumerate(_admissible(lesson_graph, Draws(1), of, descent), start=1):
        yield found
        if count == most:
            return


def _admissible(
    lesson_graph: LessonGraph,
    draws: Draws,
    of: str | None,
    descent: InDescent = NO_DESCENT,
    tries: int = TRIES,
) -> Iterator[tuple[dict[str, float], GradientContext]]:
    """Candidates that have all their gradients and meet every condition."""
    tape = tape_of(lesson_graph.graph)
    for leaves in _candidates(lesson_graph, draws, tries):
        values = tape.forward(leaves)
        if values is None or not all(map(math.isfinite, values)):
            continue
        scope = _Scope(tape, values)
        if _met(lesson_graph, scope):
            context = _context(tape, values, of, descent)
            if context is not None and _has_slopes(context):
                yield leaves, context


def _has_slopes(context: GradientContext) -> bool:
    """Whether every gradient, local ones included, exists and is a number to be asked for."""
    tape = context.tape
    local = (context.locals[row.node][slot] for row in tape.rows for slot, _ in row.inputs)
    of_output = tape.backward(context.locals, tape.output)
    return all(map(math.isfinite, (*context.gradients, *of_output, *local))) and not any(
        has_kink(row.rule, [context.values[i] for i in row.operands]) for row in tape.rows
    )


def _met(lesson_graph: LessonGraph, scope: _Scope) -> bool:
    try:
        return all(evaluate(one.condition, scope) for one in lesson_graph.require)
    except ExpressionError:
        return False


def _context(
    tape: Tape, values: Sequence[float], of: str | None, descent: InDescent
) -> GradientContext | None:
    leaves = {leaf.name: values[tape.index[leaf.name]] for leaf in tape.graph.leaves}
    try:
        around = training_context(descent, _Scope(tape, values), leaves)
    except ExpressionError:
        return None
    return GradientContext.at(tape, values, tape.index[of or tape.graph.output], around)


def _candidates(
    lesson_graph: LessonGraph, draws: Draws, tries: int = TRIES
) -> Iterator[dict[str, float]]:
    """Combinations of the ``vary`` ranges, without repeats, in an order of this seed's own."""
    fixed = {n.name: n.default for n in lesson_graph.graph.leaves if n.default is not None}
    vary = lesson_graph.vary
    count = math.prod(len(one.choices) for one in vary)
    at, step = draws.below(count), _coprime(draws, count)
    for _ in range(min(count, tries)):
        rest, chosen = at, dict(fixed)
        for one in vary:
            rest, place = divmod(rest, len(one.choices))
            chosen[one.name] = one.choices[place]
        yield chosen
        at = (at + step) % count


def _coprime(draws: Draws, count: int) -> int:
    """A step that visits every number below ``count`` before it comes back."""
    while True:
        step = 1 + draws.below(count)
        if math.gcd(step, count) == 1:
            return step


@dataclass(frozen=True, slots=True)
class _Scope:
    """The values of a candidate, for its conditions; gradients only if one asks for them."""

    tape: Tape
    values: Sequence[float]
    contexts: dict[int, GradientContext] = field(default_factory=dict)
    """A context for each output that was asked about: several conditions ask about the same."""

    def value(self, name: str) -> float:
        node = alias(name, self.tape.index)
        if node:
            return self.grad(self.tape.graph.output, node)
        return self.values[self._index(name)]

    def local(self, successor: str, node: str) -> float:
        context = self._context(successor)
        routes = context.routes(self._index(node))
        near = [r.local for r in routes if r.successor == self._index(successor)]
        if not near:
            raise LookupError(f"{successor!r} is not computed directly from {node!r}")
        return near[0]

    def grad(self, of: str, wrt: str) -> float:
        return self._context(of).gradients[self._index(wrt)]

    def _context(self, of: str) -> GradientContext:
        at = self._index(of)
        context = self.contexts.get(at) or GradientContext.at(self.tape, self.values, at)
        if context is None:
            raise LookupError(f"{of!r} has no derivative here")
        self.contexts[at] = context
        return context

    def _index(self, name: str) -> int:
        if name not in self.tape.index:
            raise LookupError(f"no node called {name!r}")
        return self.tape.index[name]
