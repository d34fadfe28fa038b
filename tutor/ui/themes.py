"""The themes to choose from: each is a row.

Every theme names the colours of the graph as well, so what is worked on, what is known and what is
asked for can be told apart; that it can be told apart without colour too is the picture's duty.
"""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
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

LIGHT = Theme(
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

CONTRAST = Theme(
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
        "graph-local": "ansi_bright_cyan",
        "graph-line": "ansi_default",
        "graph-active": "ansi_bright_yellow",
        "graph-selected": "ansi_bright_magenta",
    },
)

THEMES = {theme.name: theme for theme in (DARK, LIGHT, CONTRAST, SIXTEEN)}
