"""No key, click or paste ends the tutor, at whatever moment it comes; few of them are lost."""

from __future__ import annotations

import asyncio
import inspect
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from textual import events

from tests.core.lessons import LESSON_5
from tests.samples import sampled
from tests.ui.harness import Screen, tutor
from tests.ui.moments import MOST_TURNS, PROGRAM, Do, carry_out, stays
from tests.ui.test_taken_away import OPENED, first_of
from tutor.ui.screens.lesson.screen import LessonScreen
from tutor.ui.widgets.blanks import Blank

EXAMPLES = 6
"""Programs of a long run; ``python -m tests.soak.moments`` tries many, and shortens a failure."""
SOME_TURNS = sampled(range(MOST_TURNS + 1), (2,))


@pytest.mark.parametrize("examples", sampled((1, EXAMPLES), (1,)))
def test_nothing_that_comes_at_any_moment_ends_the_tutor(examples: int) -> None:
    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(PROGRAM)
    def drawn(program: list[Do]) -> None:
        asyncio.run(carry_out(program))

    drawn()


async def pass_turns(turns: int) -> None:
    for _ in range(turns):
        await asyncio.sleep(0)


@pytest.mark.parametrize("turns", SOME_TURNS)
async def test_a_step_in_a_lesson_that_is_being_put_up_is_seen_once_it_stands(
    tmp_path: Path, turns: int
) -> None:
    async with tutor(tmp_path, first=None) as screen:
        opened = screen.app.open_lesson(LESSON_5)
        await pass_turns(turns)
        await opened.action_next()
        await screen.settle()
        assert "page 2 of 8" in screen.text


@pytest.mark.parametrize("name", sampled(OPENED, ("SandboxScreen",)))
async def test_every_command_of_a_screen_may_come_while_it_is_put_up(
    tmp_path: Path, name: str
) -> None:
    async with tutor(tmp_path, first=first_of(name)) as screen:
        stays(screen.app)
        if name == "AskName":
            await screen.press("s", "escape")
        base = screen.app.screen
        commands = getattr(await put_up(screen, name), "COMMAND_TABLE", ())
        for turns, command in enumerate(commands):
            while screen.app.screen is not base:
                await screen.app.pop_screen()
            shown = await put_up(screen, name)
            await pass_turns(turns % 5)
            await screen.app.run_action(command.action, shown)
            assert screen.app.is_running


async def put_up(screen: Screen, name: str) -> object:
    """Open a screen without waiting for it."""
    done = OPENED[name](screen.app.screen)
    if inspect.isawaitable(done):
        await done
    return screen.app.screen


@pytest.mark.parametrize("turns", SOME_TURNS)
async def test_keys_that_come_while_a_lesson_opens_are_keys_of_the_lesson(
    tmp_path: Path, turns: int
) -> None:
    async with tutor(tmp_path, first=LESSON_5) as screen:
        await screen.press("right", "right")
        assert "page 3 of 8" in screen.text
        await screen.press("escape")
        screen.app.post_message(events.Key("enter", "\r"))
        while not isinstance(screen.app.screen, LessonScreen):
            await asyncio.sleep(0)
        await pass_turns(turns)
        for key in ("4", "2"):
            screen.app.post_message(events.Key(key, key))
        await screen.settle()
        assert [blank.value for blank in screen.lesson.query(Blank)] == ["42"]


async def test_keys_that_arrive_together_have_their_effect_one_after_the_other(
    tmp_path: Path,
) -> None:
    async with tutor(tmp_path, first=None) as screen:
        for key in ("enter", "right", "right", "6", "enter", "backspace", "5", "enter", "right"):
            screen.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await screen.settle()
        assert "What is ŷ?" in screen.text


@pytest.mark.parametrize(
    "kind", sampled((events.MouseDown, events.MouseUp, events.MouseMove), (events.MouseUp,))
)
async def test_a_click_on_what_has_just_gone_is_no_fault_and_keeps_the_focus(
    tmp_path: Path, kind: type[events.MouseEvent]
) -> None:
    async with tutor(tmp_path, first=LESSON_5) as screen:
        await screen.press("right", "right")
        lesson = screen.lesson
        place = lesson.query_one("#answer").children[0]
        at = place.region
        x, y = at.x + 2, at.y
        await place.remove()
        focused = lesson.focused
        lesson._forward_event(kind(None, x, y, 0, 0, 1, False, False, False))
        assert lesson.focused is focused
        await screen.settle()


async def test_text_can_still_be_marked_with_the_mouse(tmp_path: Path) -> None:
    async with tutor(tmp_path, (120, 36), first=LESSON_5) as screen:
        at = screen.lesson.query_one("#prose").region
        for kind, x in ((events.MouseDown, 0), (events.MouseMove, 9), (events.MouseUp, 9)):
            screen.app.post_message(kind(None, at.x + x, at.y, 1, 0, 1, False, False, False))
            await screen.settle()
        marked = screen.lesson.get_selected_text()
        assert marked
        assert marked in screen.text
