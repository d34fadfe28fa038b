"""All single slips of one question, each number once a kind."""

from __future__ import annotations

import math

from tests.benchmarks.diagnosis.published import Published
from tests.benchmarks.diagnosis.slips.edges import edge_slips
from tests.benchmarks.diagnosis.slips.forward import (
    entropy_slips,
    pen_slips,
    training_slips,
    value_slips,
)
from tests.benchmarks.diagnosis.slips.paper import EdgeSlip, Paper, Slip
from tests.benchmarks.diagnosis.slips.passes import pass_slips


def every_slip(paper: Paper, node: int, published: Published) -> list[Slip]:
    """Everything that may go wrong once in a question for ∂of/∂node.

    Slips that give the right number cannot be seen, and are left to the caller.
    """
    found = [single(paper, node, slip) for slip in edge_slips(paper, node)]
    found += pass_slips(paper, node)
    found += value_slips(paper, node)
    found += pen_slips(paper, node)
    found += training_slips(paper, node, published.eta)
    found += entropy_slips(paper, node, published)
    return [slip for slip in found if math.isfinite(slip.number) and abs(slip.number) < 1e12]


def single(paper: Paper, node: int, slip: EdgeSlip) -> Slip:
    """The answer with this one wrong local gradient: it is linear in it."""
    along = paper.along(node)[slip.source]
    change = slip.wrong - paper.locals[slip.row.node][slip.slot]
    number = paper.gradients[node] + along * change * paper.gradients[slip.row.node]
    return Slip(slip.key, slip.ids, number, slip.weight)
