"""Whether text can be read on its ground: the contrast of WCAG 2, and a colour moved until it can.

https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio and #dfn-relative-luminance.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.color import BLACK, WHITE, Color

TEXT = 4.5
"""The least contrast of text (success criterion 1.4.3)."""

STEPS = 32
"""Steps from a colour to white or black."""


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: Color, grounds: Sequence[Color]) -> Color:
    """This colour, as far on its way to white or black as it takes to be read on all grounds."""

    def worst(one: Color) -> float:
        return min(contrast(one, ground) for ground in grounds)

    end = max(WHITE, BLACK, key=worst)
    on_the_way = (colour.blend(end, step / STEPS) for step in range(STEPS))
    return next((one for one in on_the_way if worst(one) >= TEXT), end)


def _luminance(colour: Color) -> float:
    red, green, blue = map(_linear, colour.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: int) -> float:
    share = part / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
