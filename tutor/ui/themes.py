"""The themes to choose from: each is a row.

Every theme names the colours of the graph as well, so what is worked on, what is known and what is
asked for can be told apart; that it can be told apart without colour too is the picture's duty.
Palettes that people know from their editor are rows of colours as their authors publish them; where
one could not be read, ``completed`` moves it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from typing import NamedTuple

from textual.color import Color
from textual.theme import Theme

from tutor.ui.contrast import readable

SMALL = 0.35
"""How far the colour of a small gradient is on its way to the background."""


class Colours(NamedTuple):
    """What a theme is made of: the text, three grounds, six hues; then what follows from these
    where it is not given: paler text, lines, and what formulas are written in.
    """

    name: str
    text: str
    background: str
    surface: str
    panel: str
    yellow: str
    blue: str
    purple: str
    green: str
    red: str
    cyan: str
    muted: str = ""
    line: str = ""
    formula: str = ""


OWN = (
    Colours("dark", "#d5daf0", "#16161e", "#1a1b26", "#24283b",
            "#e0af68", "#7aa2f7", "#bb9af7", "#9ece6a", "#f7768e", "#7dcfff",
            muted="#9aa3c7", line="#7c85ad", formula="#8fb2ff"),
    Colours("light", "#1f2430", "#ffffff", "#f6f7fa", "#e8ebf2",
            "#92400e", "#1d4ed8", "#6d28d9", "#166534", "#b91c1c", "#075985",
            muted="#4b5263", line="#5b6478"),
    Colours("high contrast", "#ffffff", "#000000", "#000000", "#1a1a1a",
            "#ffff00", "#ffffff", "#ff9cff", "#66ff66", "#ff8a8a", "#66e0ff",
            muted="#e0e0e0", line="#c8c8c8"),
)  # fmt: skip

PALETTES = (
    Colours("catppuccin latte", "#4c4f69", "#eff1f5", "#e6e9ef", "#dce0e8",
            "#df8e1d", "#1e66f5", "#8839ef", "#40a02b", "#d20f39", "#179299"),
    Colours("catppuccin mocha", "#cdd6f4", "#1e1e2e", "#181825", "#313244",
            "#f9e2af", "#89b4fa", "#cba6f7", "#a6e3a1", "#f38ba8", "#89dceb"),
    Colours("dracula", "#f8f8f2", "#282a36", "#21222c", "#343746",
            "#ffb86c", "#bd93f9", "#ff79c6", "#50fa7b", "#ff5555", "#8be9fd"),
    Colours("flexoki", "#cecdc3", "#100f0f", "#1c1b1a", "#282726",
            "#d0a215", "#4385be", "#8b7ec8", "#879a39", "#d14d41", "#3aa99f"),
    Colours("gruvbox", "#ebdbb2", "#282828", "#32302f", "#3c3836",
            "#fabd2f", "#83a598", "#d3869b", "#b8bb26", "#fb4934", "#8ec07c"),
    Colours("gruvbox light", "#3c3836", "#fbf1c7", "#f2e5bc", "#ebdbb2",
            "#b57614", "#076678", "#8f3f71", "#79740e", "#9d0006", "#427b58"),
    Colours("monokai", "#f8f8f2", "#272822", "#2e2e2e", "#3e3d32",
            "#fd971f", "#66d9ef", "#ae81ff", "#a6e22e", "#f92672", "#e6db74"),
    Colours("nord", "#d8dee9", "#2e3440", "#3b4252", "#3b4252",
            "#ebcb8b", "#81a1c1", "#b48ead", "#a3be8c", "#bf616a", "#88c0d0"),
    Colours("one dark", "#abb2bf", "#282c34", "#2c313c", "#3b4048",
            "#e5c07b", "#61afef", "#c678dd", "#98c379", "#e06c75", "#56b6c2"),
    Colours("rose pine", "#e0def4", "#191724", "#1f1d2e", "#26233a",
            "#f6c177", "#c4a7e7", "#ebbcba", "#9ccfd8", "#eb6f92", "#31748f"),
    Colours("solarized dark", "#839496", "#002b36", "#073642", "#073642",
            "#b58900", "#268bd2", "#6c71c4", "#859900", "#dc322f", "#2aa198"),
    Colours("solarized light", "#657b83", "#fdf6e3", "#eee8d5", "#eee8d5",
            "#b58900", "#268bd2", "#6c71c4", "#859900", "#dc322f", "#2aa198"),
    Colours("tokyo night", "#c0caf5", "#1a1b26", "#16161e", "#292e42",
            "#e0af68", "#7aa2f7", "#bb9af7", "#9ece6a", "#f7768e", "#7dcfff"),
)  # fmt: skip


def theme_of(one: Colours, *, dark: bool, ansi: bool = False) -> Theme:
    """A theme of these colours: what Textual's widgets ask for, and what ours do."""
    return Theme(
        name=one.name,
        dark=dark,
        ansi=ansi,
        primary=one.blue,
        secondary=one.purple,
        accent=one.yellow,
        success=one.green,
        warning=one.yellow,
        error=one.red,
        foreground=one.text,
        background=one.background,
        surface=one.surface,
        panel=one.panel,
        variables={
            "accent-text": one.yellow,
            "muted-text": one.muted,
            "good-text": one.green,
            "bad-text": one.red,
            "formula-text": one.formula,
            "graph-value": one.text,
            "graph-gradient": one.green,
            "graph-local": one.cyan,
            "graph-line": one.line,
            "graph-active": one.yellow,
            "graph-selected": one.purple,
        },
    )


@cache
def completed(published: Colours) -> Theme:
    """The theme of these colours, with what follows from them.

    What is hard to read on one of its grounds is moved towards white or black, as far as the
    contrast of text asks.  Small gradients are paler.  A cursor or a selection of Textual's widgets
    stands out by its ground, with all text on it in one colour.
    """
    text, background, surface, panel, *hues = map(Color.parse, published[1:11])
    grounds = (background, surface, panel)

    def readable_there(colour: Color) -> str:
        return readable(colour, grounds).hex

    yellow, blue, purple, green, red, cyan = map(readable_there, hues)
    colours = published._replace(
        text=readable_there(text),
        yellow=yellow, blue=blue, purple=purple, green=green, red=red, cyan=cyan,
        muted=published.muted or readable_there(text.blend(background, 0.25)),
        line=published.line or readable(text.blend(background, 0.5), (background,)).hex,
        formula=published.formula or blue,
    )  # fmt: skip

    def paler(colour: str) -> str:
        return readable_there(Color.parse(colour).blend(background, SMALL))

    derived = {
        "graph-gradient-small": paler(green),
        "bad-text-small": paler(red),
        "block-cursor-foreground": colours.background,
        "block-cursor-background": blue,
        "block-cursor-blurred-foreground": colours.text,
        "block-cursor-blurred-background": colours.panel,
        "input-cursor-foreground": colours.background,
        "input-cursor-background": colours.text,
        "input-selection-foreground": colours.background,
        "input-selection-background": blue,
        "screen-selection-foreground": colours.background,
        "screen-selection-background": blue,
    }
    theme = theme_of(colours, dark=background.brightness < 0.5)
    return replace(theme, variables={**derived, **theme.variables})


SIXTEEN = "16 colours"
"""The theme of a terminal's own colours."""


@cache
def _sixteen() -> Theme:
    """The colours that the terminal has, with what Textual asks of such a theme."""
    usual, cyan = "ansi_default", "ansi_bright_cyan"
    colours = Colours(
        SIXTEEN, usual, usual, usual, usual, "ansi_bright_yellow", "ansi_bright_blue",
        "ansi_bright_magenta", "ansi_bright_green", "ansi_bright_red", cyan,
        muted=usual, line=usual, formula=cyan,
    )  # fmt: skip
    asked = {
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "border-blurred": "ansi_default",
        "block-cursor-foreground": "ansi_black",
        "block-cursor-background": "ansi_white",
        "input-cursor-background": "ansi_white",
        "input-cursor-foreground": "ansi_black",
        "input-selection-background": "ansi_bright_blue",
        "input-selection-foreground": "ansi_black",
        "screen-selection-background": "ansi_bright_blue",
        "screen-selection-foreground": "ansi_black",
        "graph-gradient-small": "ansi_green",
        "bad-text-small": "ansi_red",
    }
    theme = theme_of(colours, dark=True, ansi=True)
    return replace(theme, variables={**asked, **theme.variables})


DARK = completed(OWN[0])

_MADE: Mapping[str, Callable[[], Theme]] = {
    **{colours.name: partial(completed, colours) for colours in OWN},
    SIXTEEN: _sixteen,
    **{colours.name: partial(completed, colours) for colours in PALETTES},
}


class Themes(Mapping[str, Theme]):
    """All themes by their names, each made when it is asked for."""

    def __getitem__(self, name: str) -> Theme:
        return _MADE[name]()

    def __iter__(self) -> Iterator[str]:
        return iter(_MADE)

    def __len__(self) -> int:
        return len(_MADE)


THEMES = Themes()
