"""Help, the command palette and the looks: everything can be found, and read."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Key

from tests.samples import sampled
from tests.ui.harness import LEAST, NARROW, NOON, WIDE, tutor
from tutor.core.text.terminal import width
from tutor.records.recorder import Recorder
from tutor.ui.app import SIGNS_NOTICE
from tutor.ui.commands_table import HELP, NO_CHANGES, FooterKey
from tutor.ui.preferences import SIGNS
from tutor.ui.screens.dialogs import Dialog
from tutor.ui.screens.home import Home
from tutor.ui.screens.lesson.screen import LessonScreen
from tutor.ui.themes import THEMES
from tutor.ui.widgets.keybar import KeyBar, keys_that_fit


async def test_f1_names_every_key_of_the_lesson(tmp_path: Path) -> None:
    async with tutor(tmp_path, (100, 48)) as screen:
        await screen.press("f1")
        for command in LessonScreen.COMMAND_TABLE:
            assert command.name in screen.text, command.name
        await screen.press("escape")
        assert "page 1 of 8" in screen.text


@pytest.mark.parametrize("size", sampled((WIDE, NARROW, LEAST), (NARROW,)))
@pytest.mark.parametrize(
    "keys",
    sampled((("f1",), ("c",), ("m",), ("escape", "p"), ("escape", "n")), [("m",), ("escape", "p")]),
)
async def test_a_dialog_always_shows_its_own_keys(
    tmp_path: Path, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    """Found by looking at 80 by 24: the help had pushed its last line out of its box."""
    async with tutor(tmp_path, size) as screen:
        await screen.press(*keys)
        box = screen.app.screen.query_one(Dialog).region
        line = screen.app.screen.query_one(KeyBar).region
        assert box.contains_region(line)
        assert screen.app.screen.region.contains_region(box)


async def test_f1_on_home(tmp_path: Path) -> None:
    async with tutor(tmp_path, WIDE, None) as screen:
        await screen.press("f1")
        for command in Home.COMMAND_TABLE:
            assert command.name in screen.text, command.name


async def test_the_palette_finds_a_command_by_what_a_learner_calls_it(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW) as screen:
        await screen.press("ctrl+p", *"all pages")
        await screen.pilot.pause(0.5)
        await screen.press("enter")
        await screen.pilot.pause(0.3)
        assert "Pages" in screen.text


@pytest.mark.slow
async def test_a_theme_is_chosen_in_the_palette_and_remembered(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW) as screen:
        await screen.press("ctrl+p", *"theme light")
        await screen.pilot.pause(0.5)
        await screen.press("enter")
        await screen.pilot.pause(0.3)
        assert screen.app.theme == "light"
    async with tutor(tmp_path, NARROW) as screen:
        assert screen.app.theme == "light"


@pytest.mark.slow
async def test_signs_are_chosen_in_the_palette_and_remembered(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW) as screen:
        assert screen.app.written("∂J/∂ŷ") == "∂J/∂ŷ"
        await screen.press("ctrl+p", *"signs: plain")
        await screen.pilot.pause(0.5)
        await screen.press("enter")
        await screen.pilot.pause(0.3)
        assert screen.app.written("∂J/∂ŷ") == "ðJ/ðÿ"
        await screen.press("f1")
        assert "error of a unit (delta)" in screen.text, "before the keys"
    async with tutor(tmp_path, NARROW) as screen:
        assert Recorder(screen.store, lambda: NOON).progress().preferences[SIGNS] == "plain"


async def test_the_first_lesson_in_plain_signs_says_where_they_are_explained(
    tmp_path: Path,
) -> None:
    """A sigma had become a paragraph sign without a word."""
    async with tutor(tmp_path, NARROW, signs="plain") as screen:
        assert NO_CHANGES.told(SIGNS_NOTICE) in screen.text
        await screen.press("f1")
        assert "Signs that this font lacks" in screen.text
        await screen.press("escape")
        assert screen.app.explain_signs_once() == "", "once is enough"
    async with tutor(tmp_path, NARROW) as screen:
        assert "F1 lists them" not in screen.text


@pytest.mark.parametrize("cells", range(20, 121, 7))
def test_the_footer_is_never_cut_and_always_offers_help(cells: int) -> None:
    wanted = [
        FooterKey("Enter", "answer"),
        FooterKey("→", "next page", "next"),
        FooterKey("Esc", "lessons"),
    ]
    shown = keys_that_fit(wanted, cells)
    line = " " + "   ".join(f"{offer.key} {offer.word}" for offer in shown)
    assert width(line) <= cells
    assert shown[-1].word == HELP.word
    assert list(shown[:-1]) == wanted[: len(shown) - 1]


@pytest.mark.parametrize("name", sampled(THEMES, tuple(THEMES)[-1:]))
async def test_every_look_can_be_chosen_on_every_screen(tmp_path: Path, name: str) -> None:
    """Found by random keys: the 16 colours ended the program when they were chosen."""
    async with tutor(tmp_path, NARROW) as screen:
        await screen.press("right")
        screen.app.choose_theme(name)
        await screen.settle()
        for keys in (("c",), ("escape", "f1"), ("escape", "ctrl+p"), ("escape", "escape", "p")):
            await screen.press(*keys)
        await screen.press("escape", "s", "x", "escape")
        assert "Leaves" in screen.text


async def test_escape_twice_in_a_row_closes_one_screen(tmp_path: Path) -> None:
    """Found by random keys: the second Escape closed the list of lessons as well."""
    async with tutor(tmp_path, NARROW) as screen:
        for _ in range(2):
            screen.app.post_message(Key("escape", None))
        await screen.pilot.pause(0.2)
        assert "lessons finished" in screen.text


async def test_the_palette_called_twice_in_a_row_opens_once(tmp_path: Path) -> None:
    """Found by random keys: two palettes with one id ended the program."""
    async with tutor(tmp_path, NARROW) as screen:
        for key in ("ctrl+p", "ctrl+p"):
            screen.app.post_message(Key(key, None))
        await screen.pilot.pause(0.3)
        await screen.press("escape")
        assert "page 1 of 8" in screen.text


@pytest.mark.parametrize("keys", sampled((("f1",), ("c",), ("m",)), [("m",)]))
async def test_a_dialog_stands_in_the_middle_and_the_screen_below_stays_in_sight(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    """Found by looking: a change of base classes had taken the dialogs' place and ground away."""
    async with tutor(tmp_path, WIDE) as screen:
        await screen.press(*keys)
        box = screen.app.screen.children[0].region
        assert abs(box.x - (WIDE[0] - box.right)) <= 1, box
        assert "page 1 of 8" in screen.text


async def test_a_term_is_looked_up_by_typing_a_part_of_it(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW) as screen:
        await screen.press("c", *"succ")
        assert "A node that is computed directly from this one." in screen.prose
        await screen.press(*"zzz")
        assert "No term fits." in screen.text
        await screen.press("escape")
        assert "Terms and symbols" not in screen.text


async def test_motion_can_be_switched_off_and_stays_off(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW) as screen:
        screen.app.choose_motion("off")
        assert screen.app.animation_level == "none"
    async with tutor(tmp_path, NARROW) as screen:
        assert screen.app.animation_level == "none"
