"""The colours of a picture: each style of a run is a part of the widget that the theme colours."""

from __future__ import annotations

from collections.abc import Mapping

COLOURS = {
    "box": "$graph-line",
    "box-active": "$graph-active bold",
    "box-selected": "$graph-selected bold",
    "label": "$graph-value bold",
    "value": "$graph-value",
    "value.unknown": "$muted-text",
    "gradient": "$graph-gradient",
    "gradient.large": "$graph-gradient bold",
    "gradient.small": "$graph-gradient-small",
    "gradient.negative": "$bad-text",
    "gradient.negative.large": "$bad-text bold",
    "gradient.negative.small": "$bad-text-small",
    "gradient.unknown": "$muted-text",
    "gradient.partial": "$graph-active",
    "edge": "$graph-line",
    "edge-active": "$graph-active bold",
    "edge-selected": "$graph-selected bold",
    "local": "$graph-local",
    "local-active": "$graph-local bold",
    "message": "$graph-active bold",
    "empty": "$graph-line",
}
"""Colour and, for some, ``bold``, by the style's name."""

LEGEND = (
    "A gradient below 0 has a minus and a colour of its own; the large ones, from half of the "
    "largest on, are bold, and those up to a twentieth of it are pale."
)
"""What the looks of gradients mean."""


def component_class(style: str) -> str:
    """The component class of a run's style."""
    return "graph--" + style.replace(".", "-")


def style_sheet(widget: str, looks: Mapping[str, str]) -> str:
    """The style sheet of the parts of a widget, by their component classes."""
    lines = []
    for name, look in looks.items():
        colour, _, bold = look.partition(" ")
        weight = f" text-style: {bold};" if bold else ""
        lines.append(f"{widget} > .{name} {{ color: {colour};{weight} }}")
    return "\n".join(lines)
