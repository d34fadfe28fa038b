"""Three questions before a lesson, on what it needs and was taught before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from click.testing import CliRunner

from tests.core.events import START, added_up, answered
from tests.core.lessons import LESSONS
from tests.ui.harness import NARROW, tutor
from tutor.cli import main
from tutor.core.practice import warm_up_items, warm_up_rules
from tutor.core.practice.warm_up import is_wanted
from tutor.core.progress import Progress
from tutor.core.progress.events import Answered
from tutor.store import open_store
from tutor.ui.commands_table import NO_CHANGES

SEVEN = LESSONS[6]
NOW = START + timedelta(days=30)


def right(number: int, skill: str) -> Answered:
    return replace(answered(number, LESSONS[3].id), skills=(skill,))


def test_before_anything_was_asked_there_is_no_warm_up() -> None:
    assert warm_up_items(SEVEN, LESSONS, Progress(), NOW, 1) == ()


def test_it_asks_what_the_lesson_builds_on_and_earlier_lessons_taught() -> None:
    known = added_up([right(1, "message-product"), right(2, "classify"), right(3, "local-sigmoid")])
    items = warm_up_items(SEVEN, LESSONS, known, NOW, 1)
    assert len(items) == 3
    asked = {skill for item in items for skill in item.question.quiz.skills}
    assert asked & {"message-product", "classify"}
    assert "local-sigmoid" not in asked  # lesson 7 has no use for it
    assert {item.lesson for item in items} <= {one.id for one in LESSONS[:6]}


def test_it_comes_once_and_only_before_a_lesson_that_is_new() -> None:
    assert is_wanted(SEVEN, Progress())
    begun = added_up([replace(answered(1), lesson=SEVEN.id)])
    assert not is_wanted(SEVEN, begun)
    offered = Progress(preferences={f"warm-up {SEVEN.id}": "yes"})
    assert not is_wanted(SEVEN, offered)


async def test_leaving_it_leads_to_the_lesson_and_it_does_not_come_again(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, None, (*LESSONS[:7],)) as screen:
        screen.store.append(right(1, "message-product"))
        await screen.press("end", "enter")
        assert f"Warm-up · {SEVEN.title}" in screen.text
        assert "Three questions on what this lesson needs." in screen.prose
        if "Esc commands" in screen.text.splitlines()[-1]:  # the cursor is in a field
            await screen.press("escape")
        assert "Esc the lesson" in screen.text.splitlines()[-1]
        await screen.press("escape")
        assert "Warm-up" not in screen.text
        assert SEVEN.title in screen.text
        await screen.press("escape")
        assert "lessons finished" in screen.text
        await screen.press("enter")
        assert "Warm-up" not in screen.text


def test_in_lines_of_text_it_comes_before_the_lesson_and_q_leaves_it(tmp_path: Path) -> None:
    with open_store(tmp_path / "progress.db") as store:
        store.append(right(1, "message-product"))
    runner = CliRunner(env={"BPTUTOR_HOME": str(tmp_path), "TERM": "dumb"})
    said = runner.invoke(main, ["--plain"], input="7\nq\nq\n7\nq\nq\n").stdout
    assert said.count(f"\nWarm-up: {SEVEN.title}\n") == 1
    assert said.count(f"\n\n{SEVEN.title}\n") == 2
    assert said.index("Warm-up") < said.index(f"\n\n{SEVEN.title}\n")


def test_it_says_how_many_questions_there_are() -> None:
    """Before lesson 4 there was one, and three were announced."""
    one, three = (NO_CHANGES.told(warm_up_rules(count)) for count in (1, 3))
    assert one == "One question on what this lesson needs. Esc skips it."
    assert three.startswith("Three questions on what this lesson needs. n skips one")
