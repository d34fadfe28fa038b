"""A lesson on the screen: stepping, predicting, being told why, looking at the graph."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from textual.events import Key
from textual.widgets import Static

from tests.core.lessons import lesson
from tests.samples import sampled, slow
from tests.ui.harness import LEAST, NARROW, WIDE, tutor
from tests.ui.widgets.test_boards import ALGORITHM
from tutor.core import questions as quizzes
from tutor.core.drawing.density import DENSITIES
from tutor.core.graph.model import Edge
from tutor.core.lesson import Prose
from tutor.core.progress.events import Answered, Event
from tutor.core.session.actions import Visit
from tutor.core.typesetting import broken_display, display
from tutor.store import NotSavedError
from tutor.ui.widgets.graph.panel import GraphPanel
from tutor.ui.widgets.graph.view import GraphView

TO_FORWARD = ("right", "right")


@pytest.mark.parametrize("size", sampled((WIDE, NARROW, LEAST), (LEAST,)))
async def test_every_page_can_be_read_and_says_what_to_do_next(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with tutor(tmp_path, size) as screen:
        assert "page 1 of 8" in screen.text
        assert "→ next page" in screen.text
        await screen.press("m", "end", "enter")
        assert "page 8 of 8" in screen.text
        assert "what is ∂J/∂w?" in screen.prose
        assert "Enter answer" in screen.text


@pytest.mark.parametrize("size", sampled((WIDE, NARROW), (NARROW,)))
async def test_the_whole_graph_is_in_sight(tmp_path: Path, size: tuple[int, int]) -> None:
    async with tutor(tmp_path, size) as screen:
        await screen.press(*TO_FORWARD)
        for label in ("w", "x", "b", "y", "u=w·x", "ŷ=u+b", "e=ŷ−y", "J=e²"):
            assert f" {label} " in screen.text, label


async def test_a_wrong_prediction_is_explained_and_a_right_one_gives_its_reason(
    tmp_path: Path,
) -> None:
    async with tutor(tmp_path) as screen:
        await screen.press(*TO_FORWARD)
        assert "What is u?" in screen.text
        await screen.type("6")
        assert "✗ Not yet." in screen.text
        assert "6 comes out with + between the numbers." in screen.text
        await screen.type("5")
        assert "✓ Right. u = w · x = 5 · 1 = 5." in screen.text


async def test_the_graph_does_not_take_the_keys_when_a_question_goes_away(tmp_path: Path) -> None:
    async with tutor(tmp_path) as screen:
        await screen.press(*TO_FORWARD)
        await screen.command("z")
        assert "page 2 of 8" in screen.text
        await screen.press("right", "right")
        assert "What is u?" in screen.text


async def test_three_hints_then_the_worked_answer(tmp_path: Path) -> None:
    async with tutor(tmp_path, WIDE) as screen:
        await screen.press("m", "end", "enter", *["question_mark"] * 3)
        assert "Hint 3 of 3" in screen.text
        assert "Worked answer" not in screen.text
        await screen.press("question_mark")
        assert "Worked answer" in screen.text


async def test_back_goes_to_the_start_and_forward_again(tmp_path: Path) -> None:
    async with tutor(tmp_path) as screen:
        await screen.press(*TO_FORWARD)
        await screen.type("5")
        await screen.press("enter")
        assert "What is ŷ?" in screen.text
        await screen.press("home")
        assert "0 of 4 steps done" in screen.text
        await screen.press("left")
        assert "page 2 of 8" in screen.text


async def test_a_narrow_screen_is_narrow_in_its_first_frame(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a slow machine the page and the picture stood side by side, both cut off, for a moment."""
    seen = []
    mounted = GraphPanel.on_mount
    monkeypatch.setattr(
        GraphPanel,
        "on_mount",
        lambda panel: (seen.append(panel.screen.has_class("-narrow")), mounted(panel))[1],
    )
    for size in (NARROW, WIDE):
        async with tutor(tmp_path, size):
            pass
    assert seen == [True, False]


async def test_a_picture_that_is_cut_off_says_which_key_leads_to_the_rest(tmp_path: Path) -> None:
    """It said ‘more →’, and → turned the page."""
    found = lesson("01")
    async with tutor(tmp_path, NARROW, found, (found,)) as screen:
        await screen.press("m", "home", *["down"] * 7, "enter")
        assert "· i: more →" in screen.text
        assert "C=0.5·q" not in screen.text
        await screen.press("i", *["right"] * 5)
        assert "C=0.5·q" in screen.text


async def test_a_message_needs_its_three_numbers(tmp_path: Path) -> None:
    async with tutor(tmp_path, WIDE) as screen:
        await screen.press("m", *["down"] * 6, "enter")
        if "page 7" not in screen.text:
            await screen.press("m", "home", *["down"] * 6, "enter")
        assert "Fill the message" in screen.text
        for label in ("backpropagated", "local", "product"):
            assert label in screen.text
        await screen.type("1")
        await screen.type("2")
        await screen.type("2")
        assert "Not yet" in screen.text


async def test_a_product_that_followed_from_a_wrong_factor_is_not_marked_again_with_the_right_one(
    tmp_path: Path,
) -> None:
    """Enter behind the mended factor gave the old product, and it was counted as a mistake."""
    async with tutor(tmp_path, WIDE) as screen:
        await screen.press("m", "home", *["down"] * 6, "enter")
        question = screen.lesson.session.view.question
        assert question is not None
        backprop, local, product = map(float, quizzes.solution(question))
        for number in (backprop, local + 1, backprop * (local + 1)):
            await screen.type(f"{number:g}")
        assert "Your product follows from your two factors." in screen.prose
        await screen.type(f"{local:g}")
        assert "Your product follows from your two factors." in screen.prose
        await screen.type(f"{product:g}")
        assert "✓ Right." in screen.prose


async def test_keys_typed_faster_than_the_cursor_moves_land_in_their_blanks(
    tmp_path: Path,
) -> None:
    async with tutor(tmp_path, WIDE) as screen:
        await screen.press("m", "home", *["down"] * 6, "enter")
        for key in ("1", "enter", "2", "enter", "3"):
            screen.app.post_message(Key(key, key if len(key) == 1 else "\r"))
        blanks = ("[1 ", "[2 ", "[3 ")
        assert await screen.until(lambda: all(map(screen.text.count, blanks))), screen.text


async def test_other_values_are_drawn_on_request(tmp_path: Path) -> None:
    async with tutor(tmp_path) as screen:
        await screen.press("m", "end", "enter")
        before = screen.text.split("what is")[0]
        await screen.command("v")
        assert screen.text.split("what is")[0] != before


async def test_walking_the_graph_explains_nodes_and_edges(tmp_path: Path) -> None:
    async with tutor(tmp_path, WIDE) as screen:
        await screen.press("right", "i")
        assert "↑↓←→ walk" in screen.text
        await screen.press("right")
        assert "╔" in screen.text
        assert "rule:" in screen.text
        await screen.press("escape")
        assert "→ next page" in screen.text


async def test_the_graph_alone_and_back(tmp_path: Path) -> None:
    async with tutor(tmp_path) as screen:
        await screen.press("right", "g")
        assert "A model predicts" not in screen.text
        assert "u=w·x" in screen.text
        await screen.press("escape")
        assert "A model predicts" in screen.text


@pytest.mark.slow
async def test_playing_stops_at_a_question(tmp_path: Path) -> None:
    async with tutor(tmp_path) as screen:
        await screen.press(*TO_FORWARD, *["right_square_bracket"] * 3, "p")
        await screen.pilot.pause(1.5)
        assert "What is u?" in screen.text
        assert "1 of 4" not in screen.text


async def test_a_window_that_is_too_small_asks_for_room_and_loses_nothing(tmp_path: Path) -> None:
    async with tutor(tmp_path) as screen:
        await screen.press(*TO_FORWARD)
        await screen.pilot.resize_terminal(50, 18)
        await screen.settle()
        assert "60×20 is needed, this is 50×18" in " ".join(screen.text.split())
        await screen.pilot.resize_terminal(*NARROW)
        await screen.settle()
        assert "What is u?" in screen.text


async def test_text_that_does_not_fit_says_so(tmp_path: Path) -> None:
    async with tutor(tmp_path, LEAST) as screen:
        await screen.press("m", "home", *["down"] * 4, "enter")
        await screen.settle()
        assert "PgDn" in screen.text
        assert "There is no J in it." not in screen.text
        await screen.press("pagedown")
        assert "There is no J in it." in screen.text


async def test_leaving_and_coming_back_finds_the_same_question(tmp_path: Path) -> None:
    async with tutor(tmp_path) as screen:
        await screen.press("m", "end", "enter", "question_mark")
        before = [line for line in screen.text.splitlines() if "what is" in line]
        await screen.press("escape", "escape")
        assert "lessons finished" in screen.text
        await screen.press("enter")
        assert before
        assert before[0] in screen.text
        assert "Hint 1 of 3" in screen.text


@pytest.mark.parametrize("size", sampled((WIDE, NARROW), (NARROW,)))
async def test_the_line_of_the_algorithm_that_is_carried_out_is_in_sight(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """Found in lesson 16 at 80x24: the mark had been scrolled away when a question came up."""
    async with tutor(tmp_path, size, ALGORITHM, (ALGORITHM,)) as screen:
        await screen.press("m", "home", *["down"] * 4, "enter")
        assert "▶ 1  a¹ = x" in screen.text
        await screen.press("right")
        assert "component  z₁²" in screen.text
        assert "▶ 3      zˡ" in screen.text


async def test_the_program_stands_beside_the_picture(tmp_path: Path) -> None:
    async with tutor(tmp_path, WIDE) as screen:
        await screen.press(*TO_FORWARD)
        await screen.command("s")
        assert "▸ u = w * x" in screen.text
        assert "u=w·x" in screen.text
        await screen.press("s")
        assert "w * x" not in screen.text


async def test_a_graph_a_little_too_wide_begins_at_its_leaves(tmp_path: Path) -> None:
    """Found by looking at 60 by 20: the names of the leaves were scrolled out of sight."""
    async with tutor(tmp_path, LEAST) as screen:
        await screen.press("m", "down", "down", "enter")
        graph = screen.app.screen.query_one(GraphView)
        for _ in DENSITIES:
            graph.action_density()
        await screen.settle()
        assert "\n[w " in screen.text


async def test_a_graph_too_high_for_boxes_is_seen_whole_without_frames(tmp_path: Path) -> None:
    """Found by looking at 60 by 20: rows of which the last column was out of sight."""
    async with tutor(tmp_path, LEAST) as screen:
        await screen.press("m", "end", "enter")
        assert "⎡J=e²⎤" in screen.text
        assert re.search("⎡x +⎤", screen.text)
        assert screen.text.count("∇?") == 8


async def test_an_answer_is_stored_before_the_screen_says_that_it_is_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with tutor(tmp_path) as screen:
        seen: list[str] = []
        append = screen.store.append

        def watched(*events: Event) -> None:
            append(*events)
            if any(isinstance(event, Answered) for event in events):
                seen.append(str(screen.app.screen.query_one("#said", Static).content))

        monkeypatch.setattr(screen.store, "append", watched)
        await screen.press(*TO_FORWARD)
        await screen.type("5")
        assert len(seen) == 1
        assert "Right." not in seen[0]
        assert "✓ Right." in screen.text


async def test_an_answer_that_cannot_be_stored_is_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with tutor(tmp_path) as screen:

        def full(*_events: Event) -> None:
            raise NotSavedError("the disk is full")

        monkeypatch.setattr(screen.store, "append", full)
        await screen.press(*TO_FORWARD)
        await screen.type("5")
        assert "the disk is full" in screen.prose


@pytest.mark.parametrize("size", sampled((WIDE, NARROW), (NARROW,)))
async def test_a_page_without_text_says_its_title(tmp_path: Path, size: tuple[int, int]) -> None:
    """Found in lesson 9: the pages that name the lesson to repeat did not show their titles."""
    checkpoint = lesson("09")
    page = next(i for i, page in enumerate(checkpoint.pages) if page.title.startswith("1 ·"))
    async with tutor(tmp_path, size, checkpoint) as screen:
        await screen.press(*["right"] * page)
        assert f"─ {checkpoint.pages[page].title} " in screen.text or size == NARROW
        assert f"{checkpoint.pages[page].title} " in screen.text


@pytest.mark.parametrize("size", sampled((WIDE, NARROW), (NARROW,)))
async def test_numbers_in_one_row_have_their_names(tmp_path: Path, size: tuple[int, int]) -> None:
    """Found in lesson 7: three blanks stood in a row, and nothing said which was which."""
    async with tutor(tmp_path, size, lesson("07")) as screen:
        await screen.press("m", "end", "enter")
        for name in ("∂f/∂a", "∂f/∂b", "∂f/∂c"):
            assert re.search(rf"{name} \[ {{8,}}\]", screen.text)


async def test_a_digit_right_behind_a_backspace_does_not_overtake_it(tmp_path: Path) -> None:
    """Found by scripted learners: over a slow link 6 ⌫ 5 Enter had become 65 or 6."""
    async with tutor(tmp_path) as screen:
        await screen.press(*TO_FORWARD)
        await screen.tap("6", "backspace", "5", "enter")
        assert "✓ Right. u = w · x = 5 · 1 = 5." in screen.text


async def test_an_answer_that_was_erased_stays_erased(tmp_path: Path) -> None:
    """Found by scripted learners: a hint brought the wrong answer back into its blank."""
    async with tutor(tmp_path) as screen:
        await screen.press(*TO_FORWARD)
        await screen.type("6")
        await screen.press("backspace", "question_mark")
        assert "Hint 1 of 3" in screen.text
        assert "[              ]" in screen.text


async def test_a_node_of_the_page_before_is_not_looked_at(tmp_path: Path) -> None:
    """Found by random keys: a key in the graph came when the next page had another graph."""
    async with tutor(tmp_path) as screen:
        await screen.press("right")
        screen.app.screen.post_message(GraphView.Selected("total"))
        await screen.settle()
        assert "page 2 of 8" in screen.text


@pytest.mark.parametrize("size", sampled((WIDE, NARROW), (NARROW,)))
async def test_arrows_that_come_in_the_same_instant_as_i_walk_the_graph(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """Found with a paste and on a slow link: the arrow turned back a page."""
    async with tutor(tmp_path, size) as screen:
        await screen.press(*TO_FORWARD)
        await screen.tap("escape", "i", "left", "left")
        await screen.settle()
        assert "page 3 of 8" in screen.text
        assert "∂J/∂w = ∂J/∂u · ∂u/∂w" in screen.text


async def test_another_page_is_at_its_beginning_from_its_first_frame_on(tmp_path: Path) -> None:
    """Found at the end of lesson 3: its first line came a frame after the others."""
    async with tutor(tmp_path, LEAST) as screen:
        text = screen.lesson.query_one("#page")
        pages = iter(range(1, 8))
        while not text.max_scroll_y:
            await screen.lesson.do(Visit(next(pages)))
            await screen.settle()
        text.scroll_to(y=1, animate=False, immediate=True)
        assert text.scroll_y == 1
        await screen.lesson.do(Visit(0))
        assert text.scroll_y == 0


async def test_garbage_is_searched_for_once_the_keys_have_come_to_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tutor.ui.terminal_app.PAUSE", 0.05)
    rests: list[str] = []
    async with tutor(tmp_path, on_pause=lambda: rests.append("rest")) as screen:
        await asyncio.sleep(0.15)
        assert rests == []
        await screen.tap("right")
        await asyncio.sleep(0.2)
        assert rests == ["rest"]


@pytest.mark.parametrize(("number", "page"), [("13", 4), slow("14", 2), slow("15", 4)])
async def test_a_formula_wider_than_its_panel_breaks_where_it_can_be_read(
    tmp_path: Path, number: str, page: int
) -> None:
    """Cut by the panel's edge, the two halves of every line stood below each other."""
    read = lesson(number)
    latex = next(b.latex for b in read.pages[page - 1].blocks if isinstance(b, Prose) and b.latex)
    async with tutor(tmp_path, WIDE, read, (read,)) as screen:
        await screen.press("m", "home", *["down"] * (page - 1), "enter")
        ways = (
            display(latex),
            broken_display(latex, 39),
        )  # on one line when that fits without its indent
        assert any(all(line.text.rstrip() in screen.text for line in way) for way in ways)
        await screen.pilot.resize_terminal(80, 24)
        await screen.settle()
        seen = screen.text
        for _ in range(3):  # the text that stays beside a question is short
            await screen.press("pagedown")
            seen += screen.text
        for line in display(latex):
            assert line.text.rstrip() in seen


@pytest.mark.parametrize("size", sampled((WIDE, NARROW), (NARROW,)))
async def test_what_a_term_means_fills_its_dialog(tmp_path: Path, size: tuple[int, int]) -> None:
    """On a wide screen it had the width of the lesson's text: two fifths of the dialog."""
    read = lesson("17")
    async with tutor(tmp_path, size, read, (read,)) as screen:
        await screen.press("c")
        assert "An input together with the output that is wanted for it" in screen.text


async def test_a_page_without_a_graph_has_its_whole_height_for_what_is_said(tmp_path: Path) -> None:
    """The puzzle of Algorithm 1 was scrolled away by the reply to it, above nine empty lines."""
    read = lesson("16")
    async with tutor(tmp_path, NARROW, read, (read,)) as screen:
        await screen.press("m", "home", *["down"] * 7, "enter")
        await screen.press(*"123456", "enter", "question_mark", "question_mark", "question_mark")
        assert "Put Algorithm 1 in order." in screen.text
        assert "Hint 3 of 3" in screen.text


async def test_what_a_message_asks_is_not_told_beside_it_until_it_is_answered(
    tmp_path: Path,
) -> None:
    async with tutor(tmp_path, WIDE) as screen:
        await screen.press("m", *["down"] * 6, "enter")
        assert "Fill the message that u sends to w." in screen.prose
        assert "backpropagated gradient: ∂J/∂u = ?" in screen.text
        assert "message to w: ? · ? = ?" in screen.text
        screen.app.screen.post_message(GraphView.Selected(Edge("w", "u", 0)))
        await screen.press("shift+f5")
        assert "local gradient: ∂u/∂w = ?" in screen.text
        assert "backpropagated gradient: ∂J/∂u = ?" in screen.text


async def test_a_title_too_long_for_its_panel_loses_what_matters_least(tmp_path: Path) -> None:
    checkpoint = lesson("09")
    async with tutor(tmp_path, WIDE, checkpoint, (checkpoint,)) as screen:
        await screen.press("right")
        assert "─ 1 · Split a formula (lesson 3) ─" in screen.text
        await screen.app.screen.do(Visit(6))  # type: ignore[attr-defined]  # a lesson is open
        await screen.press("shift+f5")
        assert "─ 6 · Tell them apart (lesson 4) · Your turn ─" in screen.text
    other = tmp_path / "narrow"
    other.mkdir()
    async with tutor(other, NARROW, checkpoint, (checkpoint,)) as screen:
        await screen.press("right")
        assert "1 · Split a formula (lesson 3) · Build the graph: 0 of 4 steps done" in screen.text


async def test_a_blank_for_a_formula_ends_inside_its_panel(tmp_path: Path) -> None:
    third = lesson("03")
    async with tutor(tmp_path, WIDE, third, (third,)) as screen:
        await screen.press("m", *["down"] * 4, "enter")
        line = next(line for line in screen.text.splitlines() if "equation [" in line)
        assert "]" in line[: line.index("││")]


async def test_the_picture_stays_the_same_through_a_backward_pass(tmp_path: Path) -> None:
    """What explains a step took its room away from the first step on, and the picture changed."""
    eleventh = lesson("11")
    async with tutor(tmp_path, WIDE, eleventh, (eleventh,)) as screen:
        await screen.press("m", "down", "enter")
        graph = screen.app.screen.query_one(GraphView)
        room, picture = graph.content_size, graph.picture
        assert picture is not None
        for _ in range(5):
            await screen.press("right")
            assert graph.content_size.width == room.width
            assert graph.picture is picture
        assert "Fill in the message that it sends to ω₂₁²." in screen.prose


async def test_the_box_that_is_going_on_is_not_under_the_bar_that_scrolls_to_it(
    tmp_path: Path,
) -> None:
    """Found in lesson 14 at 80x24: the bar came after the scrolling, and lay on the last column."""
    hidden = lesson("14")
    async with tutor(tmp_path, NARROW, hidden, (hidden,)) as screen:
        await screen.press("m", "home", "down", "enter")
        graph = screen.app.screen.query_one(GraphView)
        graph.action_network()
        await screen.settle()
        await screen.settle()
        assert graph.show_horizontal_scrollbar
        assert graph.picture is not None
        box, origin = graph.picture.layout.boxes["C"], graph.origin
        assert origin.x + box.x >= 0
        assert origin.x + box.x + box.width <= graph.scrollable_size.width
        assert origin.y + box.y >= 0
        assert origin.y + box.y + box.height <= graph.scrollable_size.height


async def test_a_key_that_comes_with_the_tab_is_for_the_graph(tmp_path: Path) -> None:
    """Found in a terminal: the s of a fast Tab, s was typed into the equation."""
    async with tutor(tmp_path, WIDE, lesson("03")) as screen:
        await screen.press("m", *["down"] * 4, "enter")
        assert "Type its graph" in screen.prose
        await screen.tap("tab", "s")
        await screen.settle()
        assert "The program" in screen.text
        assert "equation [ " in screen.text


async def test_escape_closes_the_program_before_it_leaves_the_lesson(tmp_path: Path) -> None:
    async with tutor(tmp_path, WIDE) as screen:
        await screen.press("right", "s")
        assert "The program" in screen.text
        assert "Esc no program" in screen.text
        await screen.press("escape")
        assert "The program" not in screen.text
        assert "page 2 of 8" in screen.text
