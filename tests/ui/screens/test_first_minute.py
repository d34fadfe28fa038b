"""The first minute on the screen: seen once, skipped at once, brought back from the help."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.samples import sampled
from tests.ui.harness import LEAST, NARROW, WIDE, tutor
from tutor.ui.screens.first_minute import FirstMinuteScreen
from tutor.ui.screens.home import Home


async def test_someone_new_predicts_a_number_and_a_wrong_one_is_named(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, None, new=True) as screen:
        assert "Raise w by a tiny bit: u moves 2 times as far" in screen.text
        assert "∇ 24" not in screen.text
        await screen.type("12")
        assert "12 is ∂J/∂u, the backpropagated gradient at u." in screen.text
        assert "∇ 24" not in screen.text, "the question is still open"
        await screen.type("24")
        assert "24 is right." in screen.text
        assert "∇ 24" in screen.text
        assert "Many answer" not in screen.text, "a mistake has been named"
        await screen.press("enter")
        assert isinstance(screen.app.screen, Home)
    async with tutor(tmp_path, NARROW, None, new=True) as screen:
        assert isinstance(screen.app.screen, Home), "it is shown once"


async def test_escape_skips_it_at_once_and_the_help_brings_it_back(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, None, new=True) as screen:
        await screen.press("1", "escape")
        assert isinstance(screen.app.screen, Home)
        await screen.press("f1", "f")
        assert isinstance(screen.app.screen, FirstMinuteScreen)


@pytest.mark.parametrize("size", sampled((WIDE, NARROW, LEAST), (LEAST,)))
async def test_the_field_and_the_keys_stay_in_sight(tmp_path: Path, size: tuple[int, int]) -> None:
    async with tutor(tmp_path, size, None, new=True) as screen:
        await screen.type("12")
        assert "∂J/∂w = " in screen.text
        assert "Enter answer" in screen.text
        await screen.type("7")
        assert "Enter to the lessons" in screen.text
