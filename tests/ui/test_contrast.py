"""Text can be read in every theme: a contrast of at least 4.5, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.color import Color

from tests.ui.harness import WIDE, Screen, tutor
from tests.ui.looks import WALK, settle
from tutor.ui.contrast import TEXT, contrast, readable
from tutor.ui.themes import THEMES

FOLDER = Path(__file__).parents[2]
COLOURED = [name for name, theme in THEMES.items() if not theme.ansi]
"""The themes whose colours are theirs; those of the rest are the terminal's."""

GROUNDS = (("block-cursor-foreground", "block-cursor-background"),
           ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
           ("input-cursor-foreground", "input-cursor-background"),
           ("input-selection-foreground", "input-selection-background"),
           ("screen-selection-foreground", "screen-selection-background"))  # fmt: skip
"""Pairs that stand on each other only."""

WAYS = (*WALK, ("list", ("escape", "escape", "escape", "m")), ("search", ("slash",)))


@pytest.mark.parametrize("name", COLOURED)
def test_every_colour_of_text_can_be_read(name: str) -> None:
    theme = THEMES[name]
    own = {key: Color.parse(colour) for key, colour in theme.variables.items()}
    ground, *others = (Color.parse(str(c)) for c in (theme.background, theme.surface, theme.panel))
    for text, below in GROUNDS:
        assert contrast(own.pop(text), own.pop(below)) >= TEXT, text
    assert contrast(own.pop("graph-line"), ground) >= TEXT, "titles stand in the lines of a frame"
    for key, colour in (own | {"foreground": Color.parse(str(theme.foreground))}).items():
        assert min(contrast(colour, below) for below in (ground, *others)) >= TEXT, key


def test_the_contrast_is_that_of_the_standard() -> None:
    black, white, grey = map(Color.parse, ("#000000", "#ffffff", "#777777"))
    assert contrast(black, white) == pytest.approx(21)
    assert contrast(grey, white) == pytest.approx(4.48, abs=0.005)


def test_a_colour_that_can_be_read_stays_as_it_is_and_another_keeps_its_hue() -> None:
    ground = Color.parse("#002b36")
    assert readable(Color.parse("#ffffff"), (ground,)) == Color.parse("#ffffff")
    red = readable(Color.parse("#dc322f"), (ground,))
    assert contrast(red, ground) >= TEXT
    assert red.hsl.h == pytest.approx(Color.parse("#dc322f").hsl.h, abs=0.02)


def test_the_guide_names_every_theme() -> None:
    guide = " ".join((FOLDER / "docs" / "student.md").read_text("utf-8").split())
    assert not [name for name in THEMES if name not in guide]


@pytest.mark.slow
@pytest.mark.parametrize("name", COLOURED)
async def test_every_text_on_every_screen_can_be_read(tmp_path: Path, name: str) -> None:
    """The row at the cursor of a list once had grey on blue, of contrast 1.0."""
    async with tutor(tmp_path, WIDE, first=None, new=True) as screen:
        screen.app.choose_theme(name)
        screen.app.animation_level = "none"
        for place, keys in WAYS:
            await screen.press(*keys)
            await settle(screen)
            for part, ratio in text_on_top(screen):
                assert ratio >= TEXT, (place, part)


def text_on_top(screen: Screen) -> Iterator[tuple[Segment, float]]:
    """The pieces of text of the top screen with their contrasts; what lies below is out of use."""
    shown = screen.app.screen
    for y, strip in enumerate(shown._compositor.render_strips()):
        x = 0
        for part in strip:
            if any(map(is_text, part.text)) and shown.get_widget_at(x, y)[0] is not shown:
                yield part, contrast(*colours_of(part))
            x += part.cell_length


def is_text(sign: str) -> bool:
    """Whether this is read: arrows, frames and bars are seen."""
    return sign.isalnum() or (not sign.isspace() and sign < "\N{LEFTWARDS ARROW}")


def colours_of(part: Segment) -> tuple[Color, Color]:
    """The colour of the text and that of its ground."""
    style = part.style
    assert style is not None
    assert style.color is not None
    assert style.bgcolor is not None
    assert not style.dim
    return Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
