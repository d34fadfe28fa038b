"""How rows are shared where there are not enough: in the activity's panel, and beside the graph."""

from __future__ import annotations

from textual.containers import Vertical
from textual.geometry import Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.layouts.vertical import VerticalLayout
from textual.widget import Widget

from tutor.ui.widgets.options import Options

LEAST = 3, 4
"""Rows that the answer and the reply keep, as long as the question leaves so many."""


PADDING = 2
"""Cells beside what stands in the activity's panel."""

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
        return _without_needless_bars(
            [
                part._replace(region=Region(part.region.x, top, part.region.width, height))
                for part, top, height in zip(placed, tops, rows, strict=True)
            ]
        )


class TextLayout(VerticalLayout):
    """The page and the activity, one below the other: the page keeps half, the rest is the other's.

    Of a settled question no more than the answer and the reply to it takes rows from the page.
    """

    name = "text"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Place both; below a picture, on a narrow screen, the style sheet shares the rows."""
        placed = super().arrange(parent, children, size, greedy)
        beside_none = parent.has_class("-alone")
        if (parent.screen.has_class("-narrow") and not beside_none) or len(placed) != 2:
            return _without_needless_bars(placed)
        page, activity = placed
        high, needed = page.region.height, activity.region.height
        if high + needed <= size.height and not beside_none:
            return _without_needless_bars(placed)
        if high + needed > size.height and activity.widget.has_class(SETTLED):
            needed = activity.region.height - _spare_rows(activity)
        upper = min(high, max(min(high, size.height // 2), size.height - needed))
        lower = activity.region._replace(y=page.region.y + upper, height=size.height - upper)
        upper_part = page._replace(region=page.region._replace(height=upper))
        return _without_needless_bars([upper_part, activity._replace(region=lower)])


def _without_needless_bars(placed: ArrangeResult) -> ArrangeResult:
    """The same; no part keeps a scroll bar that only the bar itself makes necessary.

    A part that would get more rows than it has may only have been measured: it looks itself.
    """
    for part in placed:
        if not isinstance(part.widget, Part) or part.region.height <= part.widget.outer_size.height:
            _drop_needless_bar(part.widget, part.region.size)
    return placed


def _drop_needless_bar(widget: Widget, size: Size) -> None:
    """A bar takes a cell from each line, and the lines that are longer for it would keep it.

    Of the reply to a settled question the last line is the key to go on, which the footer has, too.
    """
    inner = size.region.shrink(widget.styles.gutter).size
    if widget.show_vertical_scrollbar and inner:
        settled = isinstance(widget.parent, Widget) and widget.parent.has_class(SETTLED)
        spare = settled and widget.id == "reply"
        if widget.get_content_height(inner, inner, inner.width) - spare <= inner.height:
            widget.show_vertical_scrollbar = False


class Part(Vertical):
    """The answer, or what is said to it: each is scrolled by itself where rows are short."""

    def on_resize(self) -> None:
        """There are other rows now."""
        _drop_needless_bar(self, self.outer_size)


def _spare_rows(activity: WidgetPlacement) -> int:
    """Rows of a settled question that nobody misses: all options but one, and the key to go on."""
    answer, size = activity.widget.query_one("#answer"), activity.region.size
    cells = size.width - PADDING
    needed = answer.get_content_height(size, size, cells) if answer.display else 1
    kept = max((one.rows_at_cursor(cells)[1] for one in answer.query(Options)), default=1)
    return max(0, needed - kept) + 1


class TextColumn(Vertical):
    """What is read and done, beside the graph."""

    @property
    def layout(self) -> Layout:
        """How its rows are shared."""
        return _TEXT


_TEXT = TextLayout()


def share_rows(needs: list[int], rows: int, *, settled: bool = False) -> list[int]:
    """What each part gets of ``rows``."""
    got = list(needs)
    order = [i for i in ((1, 2, 0) if settled else (2, 1, 0)) if i < len(got)]
    for least in ((needs[0], *LEAST), (1, 1, 1)):
        for i in order:
            got[i] -= max(0, min(sum(got) - rows, got[i] - least[i]))
    return got
