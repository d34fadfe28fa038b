"""Mistakes that no values can part: proved at random values.

Two rules that give the same number on a graph are two formulas in its leaves.  Where these agree at
values drawn at random they agree everywhere, but for a chance that is nil (for rational formulas by
the lemma of Schwartz and Zippel: two that differ agree only at the zeros of a polynomial).  So no
choice of values parts the rules there, and whoever holds one is answered as if they held the other.
"""

from __future__ import annotations

import math
import random
from functools import cache

from tutor.core.errors import GraphError
from tutor.core.graph import Graph, run
from tutor.core.misconceptions import RULES, GradientContext
from tutor.core.misconceptions.slips import slips_of
from tutor.core.questions.model import Question

POINTS = 8
"""Random values at which two rules are compared: every other time with signs of their own, so that
gates open and shut."""


def inseparable(question: Question, rule: str, other: str) -> bool:
    """Whether ``other`` gives what ``rule`` gives in this question, whatever the values are.

    A rule that changes nothing there, as behind a shut gate, gives the right number.
    """
    assert question.numbers is not None
    assert question.derivative is not None
    of, wrt = question.derivative
    values = tuple(question.numbers.values[leaf.name] for leaf in question.numbers.graph.leaves)
    return _agree(question.numbers.graph, values, of, wrt, rule, other)


@cache
def _agree(
    graph: Graph, values: tuple[float, ...], of: str, wrt: str, rule: str, other: str
) -> bool:
    chance = random.Random(f"{graph.name} {of} {wrt}")
    compared = 0
    for tries in range(4 * POINTS):
        signs = (1.0, -1.0) if tries % 2 else (1.0,)  # logarithms and roots need the sign they have
        leaves = {
            leaf.name: (x or 1.0) * chance.uniform(0.6, 1.6) * chance.choice(signs)
            for leaf, x in zip(graph.leaves, values, strict=True)
        }
        try:
            board = GradientContext.of_pass(run(graph, leaves), of)
        except GraphError:
            continue
        one, two = (_numbers(board, board.tape.index[wrt], id_) for id_ in (rule, other))
        if not any(math.isclose(x, one[0], rel_tol=1e-9, abs_tol=1e-12) for x in two):
            return False
        compared += 1
        if compared == POINTS:
            return True
    return False


def _numbers(board: GradientContext, node: int, rule: str) -> list[float]:
    """What somebody who holds the rule may answer: the right number where it changes nothing."""
    given = [slip.guess.number for slip in slips_of(board, node, [RULES[rule]])]
    return given or [board.gradients[node]]
