"""Which mistakes would show in the answer to a question: a right one speaks against these alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from tutor.core.answers import are_apart
from tutor.core.errors import GraphError
from tutor.core.graph import Pass
from tutor.core.misconceptions.context import NO_TRAINING, GradientContext, TrainingContext
from tutor.core.misconceptions.missing_skills import lacking_skill
from tutor.core.misconceptions.one_operation import wrong_locals
from tutor.core.misconceptions.slips import slips_of
from tutor.core.misconceptions.table import RULES


def detectable_in(
    numbers: Pass,
    what: str,
    of: str,
    wrt: str,
    skills: Collection[str],
    background: TrainingContext = NO_TRAINING,
) -> frozenset[str]:
    """The mistakes that are a lack of one of ``skills`` and give another number than the right one.

    ``what`` is ``local`` for one edge, ``gradient`` for all routes; for all else nothing is known.
    """
    graph = numbers.graph
    if of not in graph.by_name or wrt not in graph.by_name:
        return frozenset()
    lacking = frozenset(id_ for id_ in RULES if lacking_skill(id_) in skills)
    try:
        if what == "local":
            return lacking.intersection(_in_local(numbers, of, wrt))
        if what == "gradient":
            return frozenset(_in_gradient(numbers, of, wrt, lacking, background))
    except GraphError:  # no gradients at these values
        pass
    return frozenset()


def _in_local(numbers: Pass, of: str, wrt: str) -> Iterator[str]:
    for edge in numbers.graph.incoming(of):
        if edge.source == wrt:
            right = numbers.local(of, wrt)
            yield from (id_ for id_, _, x in wrong_locals(numbers, edge) if are_apart(x, right))
            return


def _in_gradient(
    numbers: Pass, of: str, wrt: str, lacking: Collection[str], background: TrainingContext
) -> Iterator[str]:
    context = GradientContext.of_pass(numbers, of, background)
    node = context.tape.index[wrt]
    right = context.gradients[node]
    for slip in slips_of(context, node, (RULES[id_] for id_ in sorted(lacking))):
        if are_apart(slip.guess.number, right):
            yield slip.rule.id
