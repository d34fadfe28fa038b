"""What a network says over the plane of its two inputs, with the examples on it.

Two shades fit into a cell as the halves of ▀, each in a colour between those of the two classes;
where there are no such colours or no such sign, a cell has one shade in signs.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.color import Color
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tutor.core.text import safe
from tutor.core.text import width as cells
from tutor.core.training import CLASS_SIGNS, DecisionMap, Run, decision_map, map_edges
from tutor.ui.content import styled
from tutor.ui.contrast import readable

SHADES = " ░▒█"
"""From the first class to the second; the boundary is between the middle two."""
SHADES_OF_THREE = " ▒█"
"""One for each class, however sure."""
TITLE = "The output · "
BORDER = 6
"""Cells of the border beside its title."""
LEVELS = 16
"""Colours of a class: enough to look smooth, few enough to be kept."""
FAINT = 0.2
"""How much of its class's colour a cell has right at the boundary."""


class DecisionMapView(Widget):
    """A panel as large as there is room; a click chooses the example under it."""

    DEFAULT_CSS = """
    DecisionMapView { border: round $graph-line; width: 1fr; height: 1fr; }
    DecisionMapView.-choosing { border: round $accent-text; }
    """

    class Chosen(Message):
        """An example was clicked."""

        def __init__(self, example: int) -> None:
            super().__init__()
            self.example = example

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._run: Run | None = None
        self._chosen = 0
        self._map: DecisionMap | None = None

    def show(self, run: Run, chosen: int) -> None:
        """Paint the run as it is now."""
        self._run, self._chosen, self._map = run, chosen, None
        names = zip(CLASS_SIGNS, run.setup.data.classes or ("low", "high"), strict=False)
        said = "  ".join(map(" ".join, names))
        room = self.size.width - BORDER
        self.border_title = styled(said if 0 < room < cells(TITLE + said) else TITLE + said)
        self.border_subtitle = styled(map_edges(run.setup.data, room))
        self.refresh()

    @property
    def _in_signs(self) -> bool:
        """Whether shades are signs, for want of colours between two others."""
        app = self.app
        plain_signs = not getattr(app, "has_all_signs", True)
        return bool(app.no_color or app.current_theme.ansi or plain_signs)

    def render_line(self, y: int) -> Strip:
        """A row of cells."""
        width, height = self.content_size
        if self._run is None or width < 1 or height < 1:
            return Strip.blank(self.size.width, self.rich_style)
        per_row = 1 if self._in_signs else 2
        found = self._map
        size = (width, height * per_row)
        if found is None or (found.plane.columns, found.plane.rows) != size:
            found = self._map = decision_map(self._run, width, height, self._chosen, per_row)
        # Styles are made once each, so the same is the same object: to compare them is slow.
        runs = [[*group] for _, group in groupby(self._cells(found, y), key=lambda c: id(c[1]))]
        return Strip([Segment(safe("".join(s for s, _ in run)), run[0][1]) for run in runs], width)

    def _cells(self, found: DecisionMap, y: int) -> list[tuple[str, Style]]:
        """The sign and the style of every cell of a row."""
        wide, per_row, colours = found.plane.columns, found.per_row, self._colours()
        first = y * per_row * wide
        level_of = _level if found.classes == 2 else _level_of_three
        upper = [*map(level_of, found.shades[first : first + wide])]
        if per_row == 1:
            signs = SHADES if found.classes == 2 else SHADES_OF_THREE
            cells = [(signs[level * len(signs) // (found.classes * LEVELS)], colours.sign(level))
                     for level in upper]  # fmt: skip
        else:
            lower = [*map(level_of, found.shades[first + wide : first + 2 * wide])]
            cells = [("▀", style) for style in map(colours.halves, upper, lower)]
        for x in range(wide):
            point = found.points.get((x, y))
            if point is not None:
                style = colours.point(upper[x], chosen=point.example == self._chosen)
                cells[x] = point.sign, style
        return cells

    def _colours(self) -> ShadeColours:
        names = self.app.theme_variables
        plain = bool(self.app.no_color or self.app.current_theme.ansi)
        return _colours(
            (names["graph-local"], names["graph-active"], names["graph-gradient"]),
            names["background"], names["foreground"], plain,
        )  # fmt: skip

    def on_click(self, event: events.Click) -> None:
        """Choose the example that is nearest to the click, if one is near."""
        offset = event.get_content_offset(self)
        if offset is None or self._map is None or not self._map.points:
            return

        def far(place: tuple[int, int]) -> int:
            return abs(place[0] - offset.x) + 2 * abs(place[1] - offset.y)

        place = min(self._map.points, key=far)
        if far(place) <= 4:
            self.post_message(self.Chosen(self._map.points[place].example))


def _level(shade: float) -> int:
    """0 to 31: below 16 the first class, above the second; what has no number is the middle."""
    if shade != shade:
        return LEVELS
    return int(min(2 * LEVELS - 1, max(0, shade * 2 * LEVELS)))


def _level_of_three(choice: float) -> int:
    """0 to 47: sixteen a class; those of the first are surer the lower they are."""
    if choice != choice:
        return LEVELS
    level = int(choice * LEVELS)
    return LEVELS - 1 - level if level < LEVELS else level


@lru_cache(maxsize=8)
def _colours(ends: tuple[str, ...], ground: str, text: str, plain: bool) -> ShadeColours:
    return ShadeColours(ends, ground, text, plain=plain)


class ShadeColours:
    """The styles of one theme, made once; ``plain`` ones use no colour that is mixed."""

    def __init__(self, ends: Sequence[str], ground: str, text: str, *, plain: bool) -> None:
        self._plain = plain
        self._ends = tuple(map(Color.parse, ends))
        self._ground, self._text = Color.parse(ground), Color.parse(text)
        self.halves = lru_cache(maxsize=None)(self._halves)
        self.point = lru_cache(maxsize=None)(self._point)
        self.sign = lru_cache(maxsize=None)(self._sign)

    def _mixed(self, level: int) -> Color:
        end = self._ends[level // LEVELS]
        sure = (abs(level - LEVELS + 0.5) % LEVELS) / LEVELS
        return self._ground.blend(end, FAINT + (0.9 - FAINT) * sure)

    def _halves(self, upper: int, lower: int) -> Style:
        return Style(color=_rich(self._mixed(upper)), bgcolor=_rich(self._mixed(lower)))

    def _sign(self, level: int) -> Style:
        end = self._ends[level // LEVELS]
        return Style(color=end.rich_color, bgcolor=self._ground.rich_color)

    def _point(self, level: int, *, chosen: bool) -> Style:
        if self._plain:
            return Style(
                color=self._text.rich_color, bgcolor=self._ground.rich_color,
                bold=True, reverse=chosen,
            )  # fmt: skip
        below = self._mixed(level)
        above = readable(below, (below,))
        pair = (below, above) if chosen else (above, below)
        return Style(color=_rich(pair[0]), bgcolor=_rich(pair[1]), bold=True)


def _rich(colour: Color) -> RichColor:
    return colour.rich_color
