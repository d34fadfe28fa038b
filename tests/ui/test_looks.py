"""Every screen looks as it did when somebody last looked at it, at three sizes, in every theme."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.samples import sampled
from tests.ui.harness import NARROW, WIDE, tutor
from tests.ui.looks import SIZES, WALK, file, settle, shown
from tutor.ui.themes import THEMES


@pytest.mark.parametrize("size", sampled(SIZES, (NARROW,)), ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_screen_looks_as_it_did(size: tuple[int, int]) -> None:
    found = asyncio.run(shown(size))
    for name, _ in WALK:
        assert found[name] == file(name, size).read_text("utf-8"), (
            f"{name} at {size} has changed: python -m tests.ui.looks writes it anew, to be read"
        )


@pytest.mark.slow
async def test_every_theme_shows_the_same_characters(tmp_path: Path) -> None:
    """What is asked, active, done and selected is told by shape: a theme changes colours alone."""
    async with tutor(tmp_path, WIDE) as screen:
        await screen.press("right", "right", "6", "enter")
        for _ in range(2):
            texts = set()
            for name in THEMES:
                screen.app.choose_theme(name)
                await settle(screen)
                texts.add(screen.text)
            assert len(texts) == 1
            await screen.press("5", "enter", "escape", "i", "left")


async def test_the_first_frame_has_the_colours_of_the_theme(tmp_path: Path) -> None:
    async with tutor(tmp_path) as screen:
        assert screen.app.screen.styles.background.hex.casefold() == THEMES["dark"].background
        header = screen.app.screen.query_one("LessonHeader")
        assert header.styles.background.hex.casefold() == THEMES["dark"].panel


async def test_looking_at_the_graph_on_a_narrow_screen_shows_what_explains_it(
    tmp_path: Path,
) -> None:
    async with tutor(tmp_path, NARROW) as screen:
        await screen.press("right", "right", "5", "enter", "escape", "i", "left")
        assert "local gradient: ∂u/∂w = x" in screen.prose
        await screen.press("escape")
        assert "✓ Right." in screen.text


async def test_a_selected_edge_is_seen_without_colour(tmp_path: Path) -> None:
    async with tutor(tmp_path, WIDE) as screen:
        await screen.press("right", "right", "5", "enter", "escape", "i")
        assert "═▶┃" not in screen.text
        await screen.press("left")
        assert "═▶┃" in screen.text
