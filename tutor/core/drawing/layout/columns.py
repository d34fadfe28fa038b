"""Which column a box stands in: right of all its inputs, and where the lines are short.

Every source has one line through the columns up to its last successor, so a box that moves right
makes its own line shorter, and those lines into it longer that did not go so far anyway.  This is
the aim of Gansner and others (1993), who find the least length with a network simplex; here single
boxes move, in time that grows with the edges.
"""

from __future__ import annotations

from collections.abc import Sequence

ROUNDS = 2
"""How often the boxes are moved: the second time they know where their successors have gone."""


def columns(inputs: Sequence[Sequence[int]], *, leaves_only: bool = False) -> list[int]:
    """The column of each box, given the boxes its lines come from, in topological order.

    With ``leaves_only`` every other box stands as far left as it can.
    """
    sources = [tuple(dict.fromkeys(slots)) for slots in inputs]
    successors: list[list[int]] = [[] for _ in inputs]
    column = [0] * len(inputs)
    for box, before in enumerate(sources):
        for source in before:
            successors[source].append(box)
            column[box] = max(column[box], 1 + column[source])
    movable = [box for box, before in enumerate(sources) if not (leaves_only and before)]
    for _ in range(1 if leaves_only else ROUNDS):
        _move_right(movable, sources, successors, column)
    return column


def _move_right(
    movable: Sequence[int],
    sources: Sequence[Sequence[int]],
    successors: Sequence[Sequence[int]],
    column: list[int],
) -> None:
    """Move boxes towards their successors where, by the columns so far, lines get no longer."""
    last = [max((column[to] for to in after), default=0) for after in successors]
    follows = _followers(sources, successors, column, last)
    for box in reversed(movable):
        if not successors[box]:
            continue
        furthest = min(column[to] for to in successors[box]) - 1
        longer = sum(1 for s in sources[box] if len(successors[s]) == 1 and not follows[s])
        if furthest <= column[box] or longer > 1:
            continue
        # Its own line gets shorter, so one that gets longer is free: it stops before a second.
        shared = sorted(last[s] for s in sources[box] if len(successors[s]) > 1)
        second = 1 - longer
        at = min(furthest, shared[second]) if second < len(shared) else furthest
        column[box] = max(column[box], at)
        for source in sources[box]:
            last[source] = max(last[source], column[box])


def _followers(
    sources: Sequence[Sequence[int]],
    successors: Sequence[Sequence[int]],
    column: Sequence[int],
    last: Sequence[int],
) -> list[bool]:
    """Whether a box can follow its only successor to the right and no line becomes longer."""
    follows: list[bool] = []
    for box, before in enumerate(sources):
        free = (
            follows[source] if len(successors[source]) == 1 else last[source] > column[box]
            for source in before
        )
        follows.append(all(free))
    return follows
