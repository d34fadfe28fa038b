"""Screens do not pile up: what is open already is gone back to, practice takes practice's place."""

from __future__ import annotations

from pathlib import Path

from tests.core.lessons import LESSON_5
from tests.ui.harness import NARROW, Screen, tutor


def stack(screen: Screen) -> list[str]:
    return [type(one).__name__ for one in screen.app.screen_stack]


async def test_practice_out_of_practice_leads_back_to_where_the_first_began(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW) as screen:
        lesson = screen.lesson
        for _ in range(3):
            screen.tutor.practise_weakest(LESSON_5)
            await screen.settle()
            assert stack(screen).count("LessonScreen") == 2
        await screen.command("escape")
        assert screen.lesson is lesson


async def test_a_sandbox_and_a_run_are_open_once(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW) as screen:
        for _ in range(2):
            screen.tutor.open_sandbox()
            await screen.settle()
            screen.tutor.open_training()
            await screen.settle()
            assert stack(screen)[-1] == "TrainingScreen"
        assert stack(screen).count("SandboxScreen") <= 1
        assert stack(screen).count("TrainingScreen") == 1
