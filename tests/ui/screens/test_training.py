"""A network that learns, on the screen."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from textual.widgets import Static

from tests.samples import sampled
from tests.ui.harness import LEAST, NARROW, WIDE, Screen, tutor
from tutor.core.training import Run, Shape, Trials, made, read_csv, usual
from tutor.ui.all_commands import ALL_COMMANDS
from tutor.ui.key_map import read_key_map
from tutor.ui.screens.training.player import Player
from tutor.ui.screens.training.screen import TrainingScreen
from tutor.ui.themes import THEMES


def run_of(screen: Screen) -> Run:
    shown = screen.app.screen
    assert isinstance(shown, TrainingScreen), shown
    return shown._trials.run


async def advanced(screen: Screen, updates: int) -> None:
    """The run has played for so long."""
    run_of(screen).advance(updates)
    await screen.press("home", "end")


@pytest.mark.parametrize("size", sampled((WIDE, NARROW, LEAST), (NARROW,)))
async def test_a_network_is_watched_and_taken_back(tmp_path: Path, size: tuple[int, int]) -> None:
    async with tutor(tmp_path, size, None) as screen:
        await screen.press("t")
        for said in ("xor", "update 0", "C = 0.12", "η = 3", "all 4", "x₁ = 0", "a₁²"):
            assert said in screen.text
        await screen.press("right", "right", "full_stop")
        assert "update 3 " in screen.text
        three = run_of(screen).moment
        await screen.press("left", "left")
        assert "update 1 of 3" in screen.text
        await screen.press("end")
        assert run_of(screen).moment == three
        await screen.press("escape")
        assert "lessons finished" in screen.text


async def test_it_plays_until_it_is_stopped_and_keys_are_heard_meanwhile(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, None) as screen:
        await screen.press("t", "f", "f", "space")
        assert await screen.until(lambda: run_of(screen).update > 200)
        assert "▶ full speed" in screen.text
        await screen.press("up")
        assert run_of(screen).setup.at(run_of(screen).update).rate == 5.0
        await screen.press("space")
        here = run_of(screen).moment
        assert "stopped" in screen.text
        await screen.pause(0.2)
        assert run_of(screen).moment == here


async def test_what_was_said_of_a_key_goes_with_the_next_one(tmp_path: Path) -> None:
    """It took a row of the pictures and spoke of something else."""
    async with tutor(tmp_path, NARROW, None) as screen:
        await screen.press("t")
        for key in ("up", "b", "y", "g"):
            await screen.press("f")
            assert "It will play at" in screen.text
            await screen.press(key)
            assert "It will play at" not in screen.text, key


def test_pictures_that_take_long_come_seldom_so_that_a_key_is_heard_between_them() -> None:
    player = Player(Run(usual(made("xor"))), lambda: None)
    player.is_playing = True
    quick, slow, stuck = 0.01, 0.05, 10.0
    assert not player._goes_on(0.2, quick)  # the next picture is due
    assert player._goes_on(0.2, slow)
    assert not player._goes_on(0.31, slow)
    assert not player._goes_on(0.61, stuck)
    player.is_playing = False
    assert not player._goes_on(0.0, quick)


async def test_words_that_stay_as_long_as_they_are_lay_nothing_out_anew(tmp_path: Path) -> None:
    """Each frame laid the whole screen out, for its words have more room than they need."""
    async with tutor(tmp_path, WIDE, None) as screen:
        await screen.press("t", "right", "right")
        said = screen.app.screen.query_one("#run-said", Static)
        with patch.object(said, "refresh", wraps=said.refresh) as refresh:
            await screen.press("right", "right")
        assert refresh.call_args_list
        assert not any(call.kwargs.get("layout") for call in refresh.call_args_list)


async def test_an_example_is_opened_walked_and_left_at_the_same_update(tmp_path: Path) -> None:
    async with tutor(tmp_path, WIDE, None) as screen:
        await screen.press("t")
        await advanced(screen, 300)
        before = run_of(screen).moment
        await screen.press("e", "right")
        assert "example 3 of 4: x₁ = 1, x₂ = 0" in screen.text
        await screen.press("enter")
        assert "Example 3 of xor, after 300 updates" in screen.text
        await screen.press("right", "right", "right")
        assert "z₂²" in screen.text
        await screen.press("n", "right", "right", "n")
        assert "predicted" in screen.text
        await screen.press("n")
        assert "mean: sum / 4" in screen.text
        await screen.press("escape")
        assert run_of(screen).moment == before
        assert "update 300" in screen.text


async def test_the_next_update_is_shown_as_a_sum_of_messages(tmp_path: Path) -> None:
    async with tutor(tmp_path, WIDE, None) as screen:
        await screen.press("t", "m")
        for said in ("example 1", "example 4", "sum", "mean: sum / 4", "step: −3 · mean"):
            assert said in screen.text


async def test_runs_are_compared(tmp_path: Path) -> None:
    async with tutor(tmp_path, WIDE, None) as screen:
        await screen.press("t")
        await advanced(screen, 200)
        await screen.press("a")
        assert "A new run: 2-3-1, tanh" in screen.text
        assert "aaaaa" in screen.text  # the curve of the run before
        await screen.press("h", "c")
        assert "2-3-1, sigmoid, η 3, s = all, start 1" in screen.text
        assert "2-4-1, tanh" in screen.text


async def test_going_back_and_changing_the_rate_keeps_the_old_curve(tmp_path: Path) -> None:
    async with tutor(tmp_path, WIDE, None) as screen:
        await screen.press("t")
        await advanced(screen, 200)
        await screen.press("pageup", "down")
        run = run_of(screen)
        assert (run.update, run.furthest) == (190, 190)
        assert run.setup.words.endswith("η 2 from 190")
        await screen.press("c")
        assert re.search("a  2-3-1, sigmoid, η 3, s = all, start 1 +200", screen.text)


async def test_where_the_rate_changed_is_seen_at_80_columns(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, None) as screen:
        await screen.press("t")
        shown = screen.app.screen
        assert isinstance(shown, TrainingScreen)
        shown._start(lambda _: usual(made("spiral")))
        run_of(screen).advance(2_000)
        shown._trials.change(rate=0.0001)
        await advanced(screen, 2_000)
        assert "spiral · 2-8-8-1, η 0.0001 from 2000 " in screen.text
        await screen.press("c")
        assert re.search(r"η 1, s = 10, start 1, +4000 +\S+ +100 %", screen.text)
        assert "η 0.0001 from 2000" in screen.text
        assert re.search(r"^.*run +updates +C +right", screen.text, re.MULTILINE)


async def test_what_cannot_be_is_said_and_changes_nothing(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, None) as screen:
        await screen.press("t", "l", *["backspace"] * 5)
        await screen.type("3-9")
        assert "these data have 2 inputs" in screen.text
        assert "2-3-1" in screen.text
        await screen.press("H", "H", "H")
        assert "1 to 16 units" in screen.text


async def test_delta_is_said_to_be_there_only_where_it_is(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, None) as screen:
        await screen.press("t")
        assert "weights, and δ of example 1" in screen.text
        await screen.press("l")
        await screen.type("2-8-8-1")
        assert "2-8-8-1: weights; δ needs a wider screen" in screen.text


async def test_layers_that_are_typed_replace_those_that_are_there(tmp_path: Path) -> None:
    """They were joined to them: 2-4-1 on 2-3-1 was learnt as 2-3-12-4-1."""
    async with tutor(tmp_path, NARROW, None) as screen:
        await screen.press("t", "l")
        await screen.type("2-4-1")
        assert run_of(screen).setup.shape.sizes == (2, 4, 1)


async def test_a_run_that_runs_away_says_so_and_is_taken_back(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, None) as screen:
        await screen.press("t")
        shown = screen.app.screen
        assert isinstance(shown, TrainingScreen)
        shown._start(lambda _: usual(made("line")).changed(0, rate=50.0))
        await advanced(screen, 5)
        assert "Lower the rate" in screen.text
        await advanced(screen, 1000)
        assert "grown beyond all bounds" in screen.text
        await screen.press("space")
        assert "There is no next update" in screen.text
        for key in ("enter", "m", "escape", "y", "g", "g", "g", "g", "c", "escape", "e", "right"):
            await screen.press(key)  # whatever the numbers, there is something to see
        await screen.press("escape")
        await screen.press("home", *["down"] * 6, "right", "right")
        assert "beyond" not in screen.text


async def test_what_happens_is_said_to_its_last_word_at_80_columns(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, None) as screen:
        await screen.press("t")
        shown = screen.app.screen
        assert isinstance(shown, TrainingScreen)
        shown._start(lambda _: usual(made("spiral")))
        for updates, words in (
            (200, "or all this network can do."),
            (100, "the rate is too high."),
        ):
            await advanced(screen, updates)
            assert words in screen.text
            run_of(screen).change(rate=10.0)
        run_of(screen)._values[-1].data = run_of(screen)._values[-2].data = -600.0
        await screen.press("y")
        assert "so next to nothing is sent back through it." in " ".join(screen.text.split())


async def test_how_a_file_is_read_is_said_on_the_screen(tmp_path: Path) -> None:
    data = read_csv("age,b,k\n1,2,0\n50,2,1\n90,3,2\n", "three.csv")
    async with tutor(tmp_path, NARROW, None) as screen:
        screen.app.push_screen(TrainingScreen(Trials(usual(data))))
        await screen.settle()
        said = " ".join(screen.text.split())
        assert "k has 3 values, so it is learnt as a number, not as a class" in said
        assert "scaled, age is (age − 47) / 36.4" in said
        assert "example 1 of 3: age = 1, b = 2, k = 0;" in said


async def test_a_surface_that_runs_away_is_still_drawn(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, None) as screen:
        await screen.press("t")
        shown = screen.app.screen
        assert isinstance(shown, TrainingScreen)
        text = "".join(f"{x},{y},{x * y}\n" for x in range(3) for y in range(4))
        setup = usual(read_csv(text, "surface.csv"))
        shown._start(lambda _: replace(setup, shape=Shape((2, 3, 1), "relu", "linear")))
        assert "o low  x high" in screen.text
        run_of(screen).change(rate=100.0)
        for _ in range(12):
            await screen.press("right", "enter", "escape")
            if not isinstance(screen.app.screen, TrainingScreen):
                await screen.press("t")


async def test_a_line_is_drawn_with_its_points(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, None) as screen:
        await screen.press("t", "d", *["down"] * 4, "enter")
        assert "○" in screen.text
        assert "z₁²" in screen.text
        await screen.press("e", "right", "enter")
        assert "Example 2 of line" in screen.text


@pytest.mark.parametrize("theme", sampled(THEMES, ("dark", "16 colours")))
async def test_the_two_classes_differ_in_every_theme(tmp_path: Path, theme: str) -> None:
    async with tutor(tmp_path, NARROW, None) as screen:
        screen.app.choose_theme(theme)
        await screen.press("t")
        await advanced(screen, 1500)
        looks = {str(style) for style in cells_of_map(screen)}
        assert len(looks) > 2, looks


async def test_without_colours_and_with_few_signs_the_map_is_shaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with tutor(tmp_path, NARROW, None) as screen:
        await screen.press("t")
        await advanced(screen, 1500)
        assert "░" in screen.text
        assert "█" in screen.text
        assert "▀" not in screen.text


async def test_three_classes_have_three_looks_letters_and_shades(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for plain in (False, True):
        if plain:
            monkeypatch.setenv("NO_COLOR", "1")
        async with tutor(tmp_path, NARROW, None) as screen:
            await screen.press("t", "d", "end", "enter")
            await advanced(screen, 200)
            for said in ("o 0  x 1  v 2", "99 of 99 right", "cross-entropy", "p 0.9", "z₃²"):
                assert said in screen.text
            view = screen.app.screen.query_one("#decision-map")
            styles = {segment.style for y in range(view.size.height)
                      for segment in view.render_line(y)}  # fmt: skip
            if plain:
                assert all(sign in screen.text for sign in "▒█")
            else:
                strongest = {style.color for style in styles if style and style.color}
                assert len(strongest) > 20
            await screen.press("k")
            assert "three classes are learnt by cross" in " ".join(screen.text.split())


async def test_the_cost_is_changed_by_a_key(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, None) as screen:
        await screen.press("t", "k")
        assert "A new run: 2-3-1, sigmoid, cross-entropy" in screen.text
        assert "C = 0.69" in screen.text
        await screen.press("k")
        assert "C = 0.12" in screen.text


def cells_of_map(screen: Screen) -> list[object]:
    shown = screen.app.screen.query_one("#decision-map")
    return [segment.style for y in range(3) for segment in shown.render_line(y)]


async def test_one_panel_has_the_whole_screen_and_esc_gives_it_back(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, None) as screen:
        await screen.press("t", "g")
        assert "Cost C" not in screen.text
        await screen.press("g")
        assert "Cost C" in screen.text
        assert "The output" not in screen.text
        await screen.press("escape")
        assert "The output" in screen.text


async def test_a_click_chooses_the_example_under_it(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, None) as screen:
        await screen.press("t")
        shown = screen.app.screen.query_one("#decision-map")
        lines = screen.text.splitlines()
        x, y = next((line.rfind("x", 0, 40), y) for y, line in enumerate(lines) if y > 6
                    and "▀x▀" in line and line.rfind("x", 0, 40) > 20)  # fmt: skip
        assert shown.region.contains(x, y)
        await screen.pilot.click(offset=(x, y))
        assert "example 3 of 4" in screen.text


async def test_the_runs_are_there_again_when_the_screen_is_opened_again(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, None) as screen:
        await screen.press("t", "right", "right", "escape", "t")
        assert "update 2" in screen.text


async def test_what_is_said_of_keys_follows_the_keys_of_the_learner(tmp_path: Path) -> None:
    keys, problems = read_key_map('"training.layers" = "u"\n', ALL_COMMANDS)
    assert not problems
    async with tutor(tmp_path, keys=keys) as screen:
        screen.app.push_screen(TrainingScreen(Trials(usual(made("line")))))
        await screen.settle()
        await screen.press("a")
        assert "There is no hidden layer: u types the layers" in screen.text


@pytest.mark.parametrize("size", [NARROW, LEAST])
async def test_why_a_unit_is_dead_is_said_to_its_last_word(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with tutor(tmp_path, size, None) as screen:
        await screen.press("t")
        shown = screen.app.screen
        assert isinstance(shown, TrainingScreen)
        setup = usual(made("moons"), 2)
        shape = replace(setup.shape, sizes=(2, 8, 1), activation="relu")
        shown._start(lambda _: replace(setup, shape=shape).changed(0, rate=20.0))
        await advanced(screen, 100)
        run_of(screen)._values[2].data = -60.0
        await screen.press("y")
        said = " ".join(screen.text.split())
        assert "C has swung" in said
        assert "are dead: z is below 0 on every example, so ReLU sends nothing back." in said
        assert " dead " in said.partition("weights, and δ")[2]
        assert " dea " not in said
