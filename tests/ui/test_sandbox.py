"""The sandbox on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.core.lessons import LESSON_5, lesson
from tests.ui.harness import LEAST, NARROW, WIDE, tutor
from tutor.keeping import new_file
from tutor.library import lessons_at
from tutor.ui.messages import Selected


@pytest.mark.parametrize("size", [WIDE, NARROW, LEAST])
async def test_a_graph_is_seen_while_it_is_typed(tmp_path: Path, size: tuple[int, int]) -> None:
    async with tutor(tmp_path, size, None) as screen:
        await screen.press("s", *"g = J*w")
        assert "g = 1" in screen.text
        await screen.press("asterisk")
        assert "5:" in screen.text
        assert "g = 1" in screen.text


async def test_leaves_are_moved_with_keys_and_gradients_follow(tmp_path: Path) -> None:
    async with tutor(tmp_path, WIDE, None) as screen:
        await screen.press("s", "escape", *["right"] * 3, "down")
        assert "∇ 32" in screen.text
        await screen.press("left_square_bracket", "n")
        assert "x raised by 0.1" in screen.text


async def test_a_graph_of_ones_own_is_practised_on(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, None) as screen:
        await screen.press("s", "escape", "q")
        assert "Your graph" in screen.text
        await screen.press("right")
        assert "Forward pass" in screen.text
        await screen.press("escape", "escape", "escape")
        assert "lessons finished" in screen.text


async def test_the_graph_of_a_lesson_is_practised_on(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW) as screen:
        await screen.press("right", "q")
        assert "Your graph" in screen.text


async def test_without_a_graph_the_weakest_skills_are_practised(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW) as screen:
        await screen.press("q")
        assert "Your weakest skills" in screen.text
        assert "page 1 of 6" in screen.text
        await screen.press("escape", "escape")
        assert "page 1 of 8" in screen.text


@pytest.mark.parametrize("number", ["06", "09"])
async def test_the_page_on_weak_skills_shows_no_graph_and_asks_about_them(
    tmp_path: Path, number: str
) -> None:
    """Found in lesson 6: the page showed the graph before it, and q practised on that."""
    practice = lesson(number)
    page = next(i for i, page in enumerate(practice.pages) if page.title == "Where you are weakest")
    async with tutor(tmp_path, NARROW, practice, (LESSON_5, practice)) as screen:
        await screen.press("m", "home", *["down"] * page, "enter")
        assert "Where you are weakest" in screen.text
        assert "∇" not in screen.text
        await screen.press("q")
        assert "Your weakest skills" in screen.text


async def test_a_graph_is_saved_as_a_lesson_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with tutor(tmp_path, WIDE, None) as screen:
        await screen.press("s", "escape", "s", "enter")
        assert "Saved as" in screen.text
        await screen.press("s", "enter")
        assert "is there already" in screen.text
    assert lessons_at(tmp_path / "my-graph.md").lessons


def test_a_file_is_never_written_outside_the_folder_or_over_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("../x.md", "/x.md", "a/b", ".md", ".."):
        assert "no name for a file here" in new_file(name, "text") or name == ".."
    (tmp_path / "mine.md").write_text("kept", "utf-8")
    assert "is there already" in new_file("mine", "new")
    assert (tmp_path / "mine.md").read_text("utf-8") == "kept"
    monkeypatch.chdir("/proc")
    assert "could not be written" in new_file("x", "text")


async def test_keys_that_come_all_at_once_are_typed_in_their_order(tmp_path: Path) -> None:
    """Found by scripted learners: what was typed overtook Backspace on its way to the app."""
    async with tutor(tmp_path, WIDE, None) as screen:
        await screen.press("s")
        await screen.tap("g", "backspace", "h", " ", "=", " ", "2", "backspace", "7")
        assert "h = 7" in screen.text


async def test_a_node_that_was_just_deleted_is_not_looked_at(tmp_path: Path) -> None:
    """Found by random keys in a lesson: the same could happen here."""
    async with tutor(tmp_path, WIDE, None) as screen:
        await screen.press("s", "escape")
        screen.app.screen.post_message(Selected("nowhere"))
        await screen.pilot.pause()
        assert "Leaves" in screen.text
