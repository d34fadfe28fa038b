"""A leaf is turned with the arrow keys, and its curve has room on a small screen, too."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_activity_everywhere import lesson_of, text_with
from tests.ui.harness import NARROW, WIDE, tutor
from tutor.core.activities.turn import KIND

LESSON = lesson_of(text_with(KIND.template.replace("ask at w: change\n", "")))


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_arrows_turn_the_leaf_and_nothing_else(tmp_path: Path, size: tuple[int, int]) -> None:
    async with tutor(tmp_path, size, LESSON, (LESSON,)) as screen:
        await screen.press("up")  # a page without a leaf to turn
        assert "page 1 of" in screen.text
        await screen.press("n", "n")
        assert "↑↓ turn w   → skip" in screen.text
        assert "w = 0 J = 9 slope −12" in screen.prose
        assert "╰" not in screen.text or size == WIDE  # no picture takes the room of the curve
        await screen.press("up", "up", "down")
        assert "w = 0.5 J = 4 slope −8" in screen.prose
        assert screen.text.count("◉") >= 1
        await screen.press("up", "up")
        assert "There you are: J = 0 at w = 1.5." in screen.prose
        assert "→ next page" in screen.text
