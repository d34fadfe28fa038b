"""The sandbox on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input, TextArea

from tests.core.lessons import LESSON_5, lesson
from tests.samples import sampled
from tests.ui.harness import LEAST, NARROW, WIDE, tutor
from tutor.core.practice.sandbox import START
from tutor.files import create_file
from tutor.library import lessons_at
from tutor.ui.widgets.graph.view import GraphView


@pytest.mark.parametrize("size", sampled((WIDE, NARROW, LEAST), (NARROW,)))
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
        assert "Esc the sandbox" in screen.text
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
@pytest.mark.slow
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
        assert "not a name for a file here" in create_file(name, "text") or name == ".."
    (tmp_path / "mine.md").write_text("kept", "utf-8")
    assert "is there already" in create_file("mine", "new")
    assert (tmp_path / "mine.md").read_text("utf-8") == "kept"
    monkeypatch.chdir("/proc")
    assert "could not be written" in create_file("x", "text")


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
        screen.app.screen.post_message(GraphView.Selected("nowhere"))
        await screen.settle()
        assert "Leaves" in screen.text


@pytest.mark.slow
async def test_the_graph_is_there_again_after_leaving_and_after_a_restart(tmp_path: Path) -> None:
    """Esc threw it away without a word."""
    async with tutor(tmp_path, WIDE, None) as screen:
        await screen.press("s", *"g = 7", "escape", "escape", "s")
        assert "g = 7" in screen.text
        await screen.press("escape", "3", "enter")
    async with tutor(tmp_path, WIDE, None) as screen:
        await screen.press("s")
        assert "g = 7" in screen.text
        assert "▸ w       3" in screen.text


async def test_what_is_pasted_takes_the_place_of_the_example_alone(tmp_path: Path) -> None:
    """A formula that was pasted first stood below the example, and two outputs drew none."""
    async with tutor(tmp_path, WIDE, None) as screen:
        await screen.press("s")
        source = screen.app.screen.query_one("#source", TextArea)
        for pasted, whole in (("L = w*x", "L = w*x"), ("*3", "L = w*x*3")):
            screen.app.post_message(events.Paste(pasted))
            await screen.settle()
            assert source.text == whole


async def test_an_earlier_graph_is_taken_up_again(tmp_path: Path) -> None:
    async with tutor(tmp_path, WIDE, None) as screen:
        await screen.press("s", "escape", "h", "escape", "e")
        source = screen.app.screen.query_one("#source", TextArea)
        source.load_text("K = a*b")
        await screen.settle()
        await screen.press("escape", "h")
        assert "Earlier graphs" in screen.text
        assert "K = a*b" in screen.text
        await screen.press("down", "enter")
        assert "u = w*x" in source.text


async def test_a_mistake_dims_the_picture_and_leaves_stay(tmp_path: Path) -> None:
    async with tutor(tmp_path, WIDE, None) as screen:
        await screen.press("s", *"g = (")
        sight = screen.app.screen.query_one("#sight")
        assert sight.has_class("-stale")
        assert "▸ w" in screen.text
        await screen.press("backspace", "1")
        assert not sight.has_class("-stale")


async def test_a_leaf_is_typed_plotted_and_descended_with_keys(tmp_path: Path) -> None:
    async with tutor(tmp_path, WIDE, None) as screen:
        await screen.press("s", "escape", "5", "enter")
        assert "J = 25" in screen.text
        await screen.press("p")
        assert "slope of the tangent: ∂J/∂w = 10" in screen.text
        await screen.press("d")
        assert "J falls from 25 to " in screen.text
        await screen.press("p", "enter", *"two", "enter")
        assert "slope of the tangent" not in screen.text
        assert "two" in screen.text


async def test_a_leaf_is_chosen_and_dragged_with_the_mouse(tmp_path: Path) -> None:
    async with tutor(tmp_path, WIDE, None) as screen:
        await screen.press("s", "escape")
        pilot = screen.pilot
        await pilot.mouse_down("#leaves", offset=(4, 3))
        await pilot.hover("#leaves", offset=(10, 3))
        await pilot.mouse_up("#leaves", offset=(10, 3))
        assert "▸ b       4" in screen.text


async def test_ctrl_c_copies_what_is_marked_and_quits_otherwise(tmp_path: Path) -> None:
    async with tutor(tmp_path, WIDE, None) as screen:
        await screen.press("s", "shift+home", "shift+up", "ctrl+c")
        assert "e^2" in screen.app.clipboard
        assert screen.app.is_running
        await screen.press("escape", "c")
        assert screen.app.clipboard.startswith("bptutor graph ")
        await screen.press("ctrl+c")
    assert not screen.app.is_running


async def test_all_of_the_text_is_taken_and_the_graph_is_copied_in_every_form(
    tmp_path: Path,
) -> None:
    """Ctrl+A, as everywhere, went to the start of the line, and Ctrl+C then ended the program."""
    async with tutor(tmp_path, NARROW, None) as screen:
        await screen.press("s", "ctrl+a", "ctrl+c")
        assert screen.app.clipboard == START
        await screen.press(*"J = w^2", "escape")
        for begins in ("bptutor graph ", "<svg", "def program(w)", "bptutor graph "):
            await screen.press("c")
            assert begins in screen.app.clipboard[:200]
        await screen.press("f1")
        assert "LaTeX" in screen.text


@pytest.mark.parametrize(("name", "begins"), [("g.svg", "<svg"), ("g.py", "")])
async def test_a_graph_is_saved_as_a_picture_or_a_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, begins: str
) -> None:
    monkeypatch.chdir(tmp_path)
    async with tutor(tmp_path, WIDE, None) as screen:
        await screen.press("s", "escape", "s", *["backspace"] * 12)
        await screen.type(name)
        assert f"{name}." in screen.prose
    text = (tmp_path / name).read_text("utf-8")
    assert begins in text
    if name.endswith(".py"):
        compile(text, name, "exec")


async def test_a_graph_with_a_mistake_is_not_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was "saved" as a lesson without its statements."""
    monkeypatch.chdir(tmp_path)
    async with tutor(tmp_path, WIDE, None) as screen:
        await screen.press("s", *"g = (", "escape", "s")
        assert "There is a mistake in the text" in screen.text
        assert not list(tmp_path.glob("*.md"))


async def test_what_is_no_value_is_asked_again_with_what_was_typed(tmp_path: Path) -> None:
    async with tutor(tmp_path, WIDE, None) as screen:
        await screen.press("s", "escape", "enter", *"2..1", "enter")
        assert "the smaller number stands first" in screen.text
        assert "2..1" in screen.app.screen.query_one(Input).value
        await screen.press("escape", "p", "i")
        assert screen.app.screen.query_one("#sight").display, "there is a picture to walk in"


async def test_with_a_mistake_in_the_text_the_last_graph_is_there_again(tmp_path: Path) -> None:
    """Left with a mistake it came back without picture and leaves, as did the earlier graph."""
    async with tutor(tmp_path, NARROW, None) as screen:
        await screen.press("s", *"+ (", "escape")
        assert "Esc lessons" in screen.text
        await screen.press("escape", "s")
        assert "J = e^2\n+ (" in screen.app.screen.query_one("#source", TextArea).text
        assert "▸ w" in screen.text
        assert screen.app.screen.query_one("#sight").has_class("-stale")
        await screen.press("escape", "h", "enter")
        assert not screen.app.screen.query_one("#sight").has_class("-stale")
