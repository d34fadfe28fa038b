"""A stranger's strings in every place of every screen: shown as typed, and nothing else happens."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.samples import sampled
from tests.ui.hostile import CONTROL, MARKUP, hidden_in, look_at_everything, opened
from tutor.core.text.terminal import safe

ALL_AT_ONCE = "[/[@click=app.boom]click[/] \x1b]52;c;Y2E=\x07\x9b2J \u202eb\u200b [0]"
PAGES = (0, 1, 2, 3)
"""Text, a graph to build, a number, a choice; ``tests.soak.hostile`` looks at all."""


async def test_a_strangers_strings_are_shown_as_typed_and_do_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path, ALL_AT_ONCE) as (screen, _, seen):
        assert "[/[@click=app.boom]click[/]" in screen.prose
        await look_at_everything(screen, PAGES, seen, every_cell=False)
        assert seen.screens == len(PAGES)
        assert seen.clicks > len(PAGES)
        assert seen.fired == 0
        assert seen.hidden == set()


@pytest.mark.parametrize("payload", sampled((MARKUP[9], *CONTROL[:3]), CONTROL[:1]), ids=ascii)
async def test_a_payload_is_shown_on_a_page_and_at_home(tmp_path: Path, payload: str) -> None:
    async with opened(tmp_path, payload) as (screen, _, seen):
        first = screen.text
        await screen.press("escape")
        assert hidden_in(first + screen.text) == set()
        assert safe(payload)[:6] in first
        assert seen.fired == 0


async def test_an_unsafe_screen_would_be_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tutor.ui.content.safe", str)
    async with opened(tmp_path, CONTROL[0]) as (screen, _, _):
        assert "\x1b" in hidden_in(screen.text)
