"""How the rows of the activity's panel are shared where there are not enough of them."""

from __future__ import annotations

from textual.geometry import Region, Size
from textual.layout import ArrangeResult
from textual.layouts.vertical import VerticalLayout
from textual.widget import Widget

LEAST = 3, 4
"""Rows that the answer and the reply keep, as long as the question leaves so many."""


SETTLED = "-settled"
"""The class of a panel whose question has been answered."""


class ActivityLayout(VerticalLayout):
    """A question, its answer and the reply: the last gives way first, the question only at last.

    Once the question is settled the answer gives way before the reply.
    """

    name = "activity"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Place the parts; without a height each is as high as it needs to be."""
        placed = super().arrange(parent, children, size, greedy)
        if not size.height or not placed:
            return placed
        needs = [part.region.height for part in placed]
        rows = share_rows(needs, size.height, settled=parent.has_class(SETTLED))
        tops = [placed[0].region.y + sum(rows[:i]) for i in range(len(rows))]
        return [
            part._replace(region=Region(part.region.x, top, part.region.width, height))
            for part, top, height in zip(placed, tops, rows, strict=True)
        ]


def share_rows(needs: list[int], rows: int, *, settled: bool = False) -> list[int]:
    """What each part gets of ``rows``."""
    got = list(needs)
    order = [i for i in ((1, 2, 0) if settled else (2, 1, 0)) if i < len(got)]
    for least in ((needs[0], *LEAST), (1, 1, 1)):
        for i in order:
            got[i] -= max(0, min(sum(got) - rows, got[i] - least[i]))
    return got
