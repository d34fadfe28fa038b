"""Two slips in one answer: two wrong local gradients on two edges."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.benchmarks.diagnosis.questions import Asked, questions, typed
from tests.benchmarks.diagnosis.scoring import percent
from tests.benchmarks.diagnosis.slips import EdgeSlip, Paper
from tests.benchmarks.diagnosis.slips.edges import edge_slips
from tests.benchmarks.diagnosis.table import Row
from tutor.core.answers import is_close
from tutor.core.misconceptions import Diagnosis

Pair = tuple[EdgeSlip, EdgeSlip]


def with_both(paper: Paper, node: int, pair: Pair) -> float:
    """∂of/∂node by these two wrong local gradients."""
    local = [list(here) for here in paper.locals]
    for slip in pair:
        local[slip.row.node][slip.slot] = slip.wrong
    return paper.tape.backward(local, paper.of)[node]


def drawn(count: int) -> Iterator[tuple[Asked, Pair, Diagnosis]]:
    """Pairs as often as people make them, that cannot be seen as the right answer."""
    chance = random.Random("pairs")
    able = [(asked, edge_slips(asked.paper, asked.node)) for asked in questions()]
    able = [(asked, slips) for asked, slips in able if len({_edge(s) for s in slips}) > 1]
    made = 0
    while made < count:
        asked, slips = chance.choice(able)
        one = chance.choices(slips, [s.weight for s in slips])[0]
        rest = [s for s in slips if _edge(s) != _edge(one)]
        two = chance.choices(rest, [s.weight for s in rest])[0]
        number = with_both(asked.paper, asked.node, (one, two))
        if not is_close(number, asked.right) and abs(number) < 1e12:
            made += 1
            yield asked, (one, two), asked.diagnosed(typed(number, chance))


def _edge(slip: EdgeSlip) -> tuple[int, int]:
    return slip.row.node, slip.slot


def rows(count: int = 300) -> Iterator[Row]:
    """The lines of the table."""
    both, either = [], []
    for _, pair, found in drawn(count):
        first = [id_ for cause in found.causes[:3] for id_ in (cause.id, *cause.also)]
        hits = [any(id_ in slip.ids for id_ in first) for slip in pair]
        both.append(all(hits))
        either.append(any(hits))
    yield Row("pairs of slips: both listed in the top three", count, percent(both), "40 %")
    yield Row("pairs of slips: one of them listed in the top three", count, percent(either))
