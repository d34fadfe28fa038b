"""Which number on the way tells most about a wrong answer.

Each mistake that may be behind the answer says what else would be wrong: what it gives for the
gradient of a node further on.  The node is asked for at which the likely mistakes differ most.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tutor.core.answers import is_close
from tutor.core.misconceptions.context import GradientContext
from tutor.core.misconceptions.posterior import Group
from tutor.core.misconceptions.slips import slips_of

MOST = 6
"""Nodes that are compared by what each mistake gives there: the nearest to the middle."""


def telling_node(
    context: GradientContext, node: int, groups: Sequence[Group], known: Collection[int]
) -> int | None:
    """The node between ``node`` and the output that parts these mistakes best; None without one.

    ``known`` nodes are not asked for.  Of those that part them equally well it is the one with half
    of what may have happened on either side; where nothing is suspected, the middle of the way.
    """
    by_name = context.graph.by_name
    named = [m for m in context.between(node) if not by_name[context.tape.names[m]].made]
    ways = [m for m in named if m not in known]
    if not groups:
        return ways[len(ways) // 2] if ways else None
    places = [(group.members[0].guess.at, group.share) for group in groups]
    half = sum(share for at, share in places if at >= 0) / 2

    def off_half(m: int) -> float:
        reached = context.tape.reached(m)
        return abs(sum(share for at, share in places if at in reached and at != m) - half)

    nearest = sorted(ways, key=off_half)
    if len(groups) < 2 or len(nearest) < 2:
        return nearest[0] if nearest else None
    return max(nearest[:MOST], key=lambda m: _parted(context, m, groups))


def _parted(context: GradientContext, m: int, groups: Sequence[Group]) -> float:
    """How likely the right one of these mistakes is known after the number at ``m``."""
    firsts = [group.members[0] for group in groups]
    rules = {slip.rule.id: slip.rule for slip in firsts}
    right = context.gradients[m]
    there = {
        (slip.rule.id, slip.guess.at, slip.guess.slot): slip.guess.number
        for slip in slips_of(context, m, rules.values())
    }
    best: list[tuple[float, float]] = []
    for group, slip in zip(groups, firsts, strict=True):
        number = there.get((slip.rule.id, slip.guess.at, slip.guess.slot), right)
        if not any(is_close(number, other) for other, _ in best):
            best.append((number, group.share))  # groups come likeliest first
    return sum(share for _, share in best)
