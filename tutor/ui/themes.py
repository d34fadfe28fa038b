"""The themes to choose from: each is a row.

Every theme names the colours of the graph as well, so what is worked on, what is known and what is
asked for can be told apart; that it can be told apart without colour too is the picture's duty.
Palettes that people know from their editor are rows of colours as their authors publish them; where
one could not be read, ``adapted`` moves it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from textual.color import Color
from textual.theme import Theme

from tutor.ui.contrast import readable

SMALL = 0.35
"""How far the colour of a small gradient is on its way to the background."""


def completed(theme: Theme) -> Theme:
    """A theme with what follows from its colours: paler ones for small gradients, and those that
    Textual's widgets ask for. A cursor or a selection stands out by its ground, with all text on
    it in one colour.
    """
    ground, text, panel = str(theme.background), str(theme.foreground), str(theme.panel)
    below = Color.parse(ground)
    grounds = (below, Color.parse(str(theme.surface)), Color.parse(panel))

    def paler(name: str) -> str:
        return readable(Color.parse(theme.variables[name]).blend(below, SMALL), grounds).hex

    derived = {
        "graph-gradient-small": paler("graph-gradient"),
        "bad-text-small": paler("bad-text"),
        "block-cursor-foreground": ground,
        "block-cursor-background": theme.primary,
        "block-cursor-blurred-foreground": text,
        "block-cursor-blurred-background": panel,
        "input-cursor-foreground": ground,
        "input-cursor-background": text,
        "input-selection-foreground": ground,
        "input-selection-background": theme.primary,
        "screen-selection-foreground": ground,
        "screen-selection-background": theme.primary,
    }
    return replace(theme, variables={**derived, **theme.variables})


DARK = completed(
    Theme(
        name="dark",
        dark=True,
        primary="#7aa2f7",
        secondary="#bb9af7",
        accent="#e0af68",
        success="#9ece6a",
        warning="#e0af68",
        error="#f7768e",
        foreground="#d5daf0",
        background="#16161e",
        surface="#1a1b26",
        panel="#24283b",
        variables={
            "accent-text": "#e0af68",
            "muted-text": "#9aa3c7",
            "good-text": "#9ece6a",
            "bad-text": "#f7768e",
            "formula-text": "#8fb2ff",
            "graph-value": "#d5daf0",
            "graph-gradient": "#9ece6a",
            "graph-local": "#7dcfff",
            "graph-line": "#7c85ad",
            "graph-active": "#e0af68",
            "graph-selected": "#bb9af7",
        },
    )
)

LIGHT = completed(
    Theme(
        name="light",
        dark=False,
        primary="#1d4ed8",
        secondary="#6d28d9",
        accent="#92400e",
        success="#166534",
        warning="#92400e",
        error="#b91c1c",
        foreground="#1f2430",
        background="#ffffff",
        surface="#f6f7fa",
        panel="#e8ebf2",
        variables={
            "accent-text": "#92400e",
            "muted-text": "#4b5263",
            "good-text": "#166534",
            "bad-text": "#b91c1c",
            "formula-text": "#1d4ed8",
            "graph-value": "#1f2430",
            "graph-gradient": "#166534",
            "graph-local": "#075985",
            "graph-line": "#5b6478",
            "graph-active": "#92400e",
            "graph-selected": "#6d28d9",
        },
    )
)

CONTRAST = completed(
    Theme(
        name="high contrast",
        dark=True,
        primary="#ffffff",
        secondary="#ff9cff",
        accent="#ffff00",
        success="#66ff66",
        warning="#ffff00",
        error="#ff8a8a",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#1a1a1a",
        variables={
            "accent-text": "#ffff00",
            "muted-text": "#e0e0e0",
            "good-text": "#66ff66",
            "bad-text": "#ff8a8a",
            "formula-text": "#ffffff",
            "graph-value": "#ffffff",
            "graph-gradient": "#66ff66",
            "graph-local": "#66e0ff",
            "graph-line": "#c8c8c8",
            "graph-active": "#ffff00",
            "graph-selected": "#ff9cff",
        },
    )
)

SIXTEEN = Theme(
    name="16 colours",
    dark=True,
    ansi=True,
    primary="ansi_bright_blue",
    secondary="ansi_bright_magenta",
    accent="ansi_bright_yellow",
    success="ansi_bright_green",
    warning="ansi_bright_yellow",
    error="ansi_bright_red",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    variables={
        # What Textual's own widgets ask of a theme of terminal colours.
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
        "accent-text": "ansi_bright_yellow",
        "muted-text": "ansi_default",
        "good-text": "ansi_bright_green",
        "bad-text": "ansi_bright_red",
        "formula-text": "ansi_bright_cyan",
        "graph-value": "ansi_default",
        "graph-gradient": "ansi_bright_green",
        "graph-gradient-small": "ansi_green",
        "bad-text-small": "ansi_red",
        "graph-local": "ansi_bright_cyan",
        "graph-line": "ansi_default",
        "graph-active": "ansi_bright_yellow",
        "graph-selected": "ansi_bright_magenta",
    },
)


class Palette(NamedTuple):
    """The published colours of a palette: the text, three grounds, six hues."""

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


PALETTES = (
    Palette("catppuccin latte", "#4c4f69", "#eff1f5", "#e6e9ef", "#dce0e8",
            "#df8e1d", "#1e66f5", "#8839ef", "#40a02b", "#d20f39", "#179299"),
    Palette("catppuccin mocha", "#cdd6f4", "#1e1e2e", "#181825", "#313244",
            "#f9e2af", "#89b4fa", "#cba6f7", "#a6e3a1", "#f38ba8", "#89dceb"),
    Palette("dracula", "#f8f8f2", "#282a36", "#21222c", "#343746",
            "#ffb86c", "#bd93f9", "#ff79c6", "#50fa7b", "#ff5555", "#8be9fd"),
    Palette("flexoki", "#cecdc3", "#100f0f", "#1c1b1a", "#282726",
            "#d0a215", "#4385be", "#8b7ec8", "#879a39", "#d14d41", "#3aa99f"),
    Palette("gruvbox", "#ebdbb2", "#282828", "#32302f", "#3c3836",
            "#fabd2f", "#83a598", "#d3869b", "#b8bb26", "#fb4934", "#8ec07c"),
    Palette("gruvbox light", "#3c3836", "#fbf1c7", "#f2e5bc", "#ebdbb2",
            "#b57614", "#076678", "#8f3f71", "#79740e", "#9d0006", "#427b58"),
    Palette("monokai", "#f8f8f2", "#272822", "#2e2e2e", "#3e3d32",
            "#fd971f", "#66d9ef", "#ae81ff", "#a6e22e", "#f92672", "#e6db74"),
    Palette("nord", "#d8dee9", "#2e3440", "#3b4252", "#3b4252",
            "#ebcb8b", "#81a1c1", "#b48ead", "#a3be8c", "#bf616a", "#88c0d0"),
    Palette("one dark", "#abb2bf", "#282c34", "#2c313c", "#3b4048",
            "#e5c07b", "#61afef", "#c678dd", "#98c379", "#e06c75", "#56b6c2"),
    Palette("rose pine", "#e0def4", "#191724", "#1f1d2e", "#26233a",
            "#f6c177", "#c4a7e7", "#ebbcba", "#9ccfd8", "#eb6f92", "#31748f"),
    Palette("solarized dark", "#839496", "#002b36", "#073642", "#073642",
            "#b58900", "#268bd2", "#6c71c4", "#859900", "#dc322f", "#2aa198"),
    Palette("solarized light", "#657b83", "#fdf6e3", "#eee8d5", "#eee8d5",
            "#b58900", "#268bd2", "#6c71c4", "#859900", "#dc322f", "#2aa198"),
    Palette("tokyo night", "#c0caf5", "#1a1b26", "#16161e", "#292e42",
            "#e0af68", "#7aa2f7", "#bb9af7", "#9ece6a", "#f7768e", "#7dcfff"),
)  # fmt: skip


@cache
def adapted(palette: Palette) -> Theme:
    """The theme of a palette: colours that are hard to read on one of its grounds are moved towards
    white or black, as far as the contrast of text asks.
    """
    _, *rest = palette
    text, background, surface, panel, *hues = map(Color.parse, rest)
    grounds = (background, surface, panel)
    foreground = readable(text, grounds).hex
    muted = readable(text.blend(background, 0.25), grounds).hex
    line = readable(text.blend(background, 0.5), (background,)).hex
    yellow, blue, purple, green, red, cyan = (readable(hue, grounds).hex for hue in hues)
    return completed(
        Theme(
            name=palette.name,
            dark=background.brightness < 0.5,
            primary=blue,
            secondary=purple,
            accent=yellow,
            success=green,
            warning=yellow,
            error=red,
            foreground=foreground,
            background=background.hex,
            surface=surface.hex,
            panel=panel.hex,
            variables={
                "accent-text": yellow,
                "muted-text": muted,
                "good-text": green,
                "bad-text": red,
                "formula-text": blue,
                "graph-value": foreground,
                "graph-gradient": green,
                "graph-local": cyan,
                "graph-line": line,
                "graph-active": yellow,
                "graph-selected": purple,
            },
        )
    )


class Themes(Mapping[str, Theme]):
    """All themes by their names; a palette is adapted when its theme is asked for."""

    def __init__(self, own: tuple[Theme, ...], palettes: tuple[Palette, ...]) -> None:
        self._own = {theme.name: theme for theme in own}
        self._palettes = {palette.name: palette for palette in palettes}

    def __getitem__(self, name: str) -> Theme:
        return self._own[name] if name in self._own else adapted(self._palettes[name])

    def __iter__(self) -> Iterator[str]:
        yield from self._own
        yield from self._palettes

    def __len__(self) -> int:
        return len(self._own) + len(self._palettes)


THEMES = Themes((DARK, LIGHT, CONTRAST, SIXTEEN), PALETTES)
