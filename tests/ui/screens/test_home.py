"""Home: the list of lessons."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Event

import pytest

from tests.core.lessons import LESSON_5, lesson
from tests.samples import sampled
from tests.ui.harness import LEAST, NARROW, NOON, SEED, WIDE, Screen, tutor
from tutor.core.catalogue import Catalogue, Entry
from tutor.core.lesson import Lesson, Terms
from tutor.core.progress import LessonProgress, Progress
from tutor.core.progress.events import Answered
from tutor.ui.screens import home as home_screen
from tutor.ui.screens.home import Home
from tutor.ui.screens.home_rows import lesson_about, overall_text, today

OTHER = replace(LESSON_5, id="other", title="Brackets [red]are[/red] text, and a very long title")
LESSONS = (LESSON_5, OTHER)
RULE = lesson("04")


async def test_home_lists_the_lessons_and_what_the_first_is_about(tmp_path: Path) -> None:
    async with tutor(tmp_path, WIDE, None, LESSONS) as screen:
        for text in ("Linear regression", "about 2", "covers Example 4", "0 of 2"):
            assert text in screen.text


async def test_a_title_is_never_markup_and_fits_the_least_screen(tmp_path: Path) -> None:
    async with tutor(tmp_path, LEAST, None, LESSONS) as screen:
        await screen.press("m")
        assert "[red]are[/red]" in screen.text
        assert "0 %" in screen.text


async def test_enter_opens_and_escape_comes_back(tmp_path: Path) -> None:
    async with tutor(tmp_path, first=None, lessons=LESSONS) as screen:
        await screen.press("enter")
        assert "page 1 of 8" in screen.text
        await screen.press("right", "escape")
        assert "╔ ▸ 5 ═" in screen.text
        await screen.press("m")
        assert "▸  5  Linear" in screen.text


async def test_continue_opens_the_lesson_that_was_left(tmp_path: Path) -> None:
    async with tutor(tmp_path, first=None, lessons=LESSONS) as screen:
        await screen.press("down", "enter", "right", "escape", "up", "c")
        assert "page 2 of 8" in screen.text
        assert "[red]" in screen.text


async def test_a_lesson_says_which_one_before_it_was_skipped(tmp_path: Path) -> None:
    """From lesson 2 one went on with 5, and nothing said that 4 comes before."""
    chain, then = lesson("04"), lesson("05")
    async with tutor(tmp_path, first=None, lessons=(chain, then)) as screen:
        await screen.press("right")
        assert "builds on lesson 5, not finished yet" in screen.prose
    done = Progress(lessons={chain.id: LessonProgress(chain.id, NOON, finished=NOON)})
    shelf = Catalogue.of((("4", chain), ("5", then)))
    assert not shelf.skipped(shelf.entries[1], done)


async def test_reset_asks_first(tmp_path: Path) -> None:
    async with tutor(tmp_path, first=None, lessons=LESSONS) as screen:
        await screen.press("enter", "right", "escape", "r")
        assert "Forget your place and your answers" in screen.text
        await screen.press("n", "enter")
        assert "page 2 of 8" in screen.text
        await screen.press("escape", "r", "y")
        assert "starts afresh" in screen.text
        await screen.press("enter")
        assert "page 1 of 8" in screen.text


async def test_skills_are_shown_and_what_is_due_is_asked(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, None) as screen:
        await screen.press("p")
        assert "0 of 6 known" in screen.text
        await screen.press("escape", "v")
        assert "Nothing to review yet" in screen.text
        answered(screen, days=40)
        await screen.press("p")
        assert "due" in screen.text
        await screen.press("escape")
        assert "Nothing to review yet" not in screen.text, "it is not true any more"
        first = screen.text.splitlines()[0]
        assert re.search(r"due today: \d+ minutes?, \d+ questions? · v reviews", first)
        assert first.endswith("0 of 1 lessons finished")
        await screen.press("p")
        assert "╔ ▸ ═" in screen.text
        assert "║ message " in screen.text
        await screen.press("v")
        assert "Review" in screen.text
        assert "page 1 of 2" in screen.text, "two questions on the one skill"


async def test_skills_are_a_map_or_a_list_and_that_is_remembered(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, None) as screen:
        answered(screen, days=1)
        await screen.press("p")
        assert "╔ ▸ ═" in screen.text
        assert "║ message " in screen.text
        assert "▶" in screen.text, "lines lead to what builds on it"
        assert "Last answer, " in screen.text
        assert "This one comes next." in screen.text
        assert "Next:" not in screen.text, "it was said twice"
        await screen.press("left")
        assert "Next: a message is backpropagated × local." in screen.text
        assert "○ " in screen.text, "the arrow keys go from box to box"
        await screen.press("m")
        assert "▸ a message is backpropagated × local" in screen.text
        assert "▶" not in screen.text
        await screen.press("escape", "p")
        assert "▶" not in screen.text
        await screen.press("m", "escape", "p")
        assert "╔ ▸ ═" in screen.text


async def test_notes_are_read_on_the_screen(tmp_path: Path) -> None:
    async with tutor(tmp_path, WIDE, None) as screen:
        answered(screen, days=1)
        await screen.press("n")
        assert "# My notes on backpropagation" in screen.text
        assert "Linear regression" in screen.text


THREE = (LESSON_5, OTHER, replace(LESSON_5, id="third", title="A third lesson"))


def row(screen: Screen) -> str:
    """The lesson that the cursor stands on."""
    home = screen.app.screen
    assert isinstance(home, Home)
    return home._chosen_id()


async def test_at_the_start_the_cursor_stands_on_the_lesson_to_go_on_with(tmp_path: Path) -> None:
    async with tutor(tmp_path, first=None, lessons=THREE) as screen:
        assert row(screen) == LESSON_5.id
        await screen.press("down", "enter", "right", "escape")
    async with tutor(tmp_path, first=None, lessons=THREE) as screen:
        assert row(screen) == "other"


@pytest.mark.parametrize(
    "keys",
    sampled((("enter", "right"), ("s", "escape"), ("p",), ("n",), ("f1",)), [("s", "escape")]),
)
async def test_escape_comes_back_to_the_row_that_was_left(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    async with tutor(tmp_path, first=None, lessons=THREE) as screen:
        await screen.press("end", *keys)
        assert not isinstance(screen.app.screen, Home)
        await screen.press("escape")
        assert row(screen) == "third"
        await screen.press("up")
        assert row(screen) == "other"


async def test_a_number_begins_anew_after_a_lesson_or_an_arrow_key(tmp_path: Path) -> None:
    lessons = tuple(replace(LESSON_5, id=f"{n}", needs=()) for n in range(5, 60))
    async with tutor(tmp_path, first=None, lessons=lessons) as screen:
        await screen.press("5", "8")
        assert row(screen) == "58"
        await screen.press("5", "enter", "escape", "8")
        assert row(screen) == "8", "the 5 belongs to the lesson that was opened"
        await screen.press("m", "5", "down", "9")
        assert row(screen) == "9"


async def test_after_a_lesson_that_opened_another_the_cursor_is_on_the_other(
    tmp_path: Path,
) -> None:
    async with tutor(tmp_path, first=None, lessons=THREE) as screen:
        await screen.press("enter")
        await screen.app.pop_screen()
        screen.app.open_lesson(OTHER)  # as the screen of a finished lesson may do
        await screen.press("escape")
        assert row(screen) == "other"


async def test_what_is_done_is_seen_in_its_row_and_the_others_are_left_alone(
    tmp_path: Path,
) -> None:
    async with tutor(tmp_path, first=None, lessons=THREE) as screen:
        await screen.press("m", "down")
        assert "▸  6" not in screen.text
        await screen.press("enter", "right", "escape")
        assert "▸  6" in screen.text
        assert "▸  5" not in screen.text


def unread(count: int, gate: Event) -> Catalogue:
    """Lessons that are not read yet: the first, under the cursor, is at once, the others once the
    gate is open.
    """

    def read() -> Lesson:
        gate.wait(20)
        return LESSON_5

    rows = ((n, read if n else lambda: LESSON_5) for n in range(count))
    return Catalogue(tuple(Entry(str(n), f"l-{n}", f"Lesson {n}", (), one) for n, one in rows))


async def test_lessons_are_read_ahead_and_no_frame_is_painted_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home_screen, "BREATH", 0.01)
    async with tutor(tmp_path, WIDE, None) as screen:
        gate = Event()
        shelf = unread(18, gate)
        home = Home(shelf, screen.app._record, lambda: SEED)
        await screen.app.push_screen(home)
        frames: list[object] = [True]
        monkeypatch.setattr(screen.app, "_display", lambda _, frame: frames.append(frame))
        while any(frames):  # the last ones of opening the list
            frames.clear()
            await screen.pilot.pause(0.2)
        gate.set()
        assert await screen.until(lambda: all(entry.is_read for entry in shelf.entries))
        await screen.pilot.pause(0.1)
        assert not any(frames)


async def test_no_lesson_is_read_ahead_while_one_is_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading took time from the keys of the first eight seconds in a lesson."""
    monkeypatch.setattr(home_screen, "BREATH", 0.01)
    async with tutor(tmp_path, WIDE, None) as screen:
        gate = Event()
        shelf = unread(18, gate)
        await screen.app.push_screen(Home(shelf, screen.app._record, lambda: SEED))
        screen.app.open_lesson(LESSON_5)
        await screen.settle()
        gate.set()
        await screen.pilot.pause(0.5)
        assert sum(entry.is_read for entry in shelf.entries) <= 2, "what had been begun"
        await screen.press("escape")
        assert await screen.until(lambda: all(entry.is_read for entry in shelf.entries))


async def test_a_list_that_was_hidden_while_the_window_changed_fits_it(tmp_path: Path) -> None:
    async with tutor(tmp_path, WIDE, LESSON_5, LESSONS) as screen:
        await screen.press("right")
        await screen.pilot.resize_terminal(*LEAST)
        await screen.press("escape")
        narrow = screen.text
    (tmp_path / "other").mkdir()
    async with tutor(tmp_path / "other", LEAST, LESSON_5, LESSONS) as screen:
        await screen.press("right", "escape")
        assert screen.text == narrow


def answered(screen: Screen, days: int) -> None:
    """The learner answered lesson 5's question on ∂J/∂w so many days ago."""
    when = NOON - timedelta(days=days)
    screen.store.append(
        Answered(
            at=when, lesson=LESSON_5.id, item="grad-w", quiz_kind="numeric", seed=3,
            response=("24",), correct=True, score=1.0, skills=("message-product",),
        )
    )  # fmt: skip


async def test_a_skill_is_looked_at_and_practised(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, None) as screen:
        answered(screen, days=1)
        await screen.press("p")
        assert "Builds on ○ backpropagated gradients" in screen.text
        assert "Not known yet: it needs more right first tries." in " ".join(screen.text.split())
        await screen.press("enter")
        assert "Practice · a message is backpropagated × local" in screen.text
        assert "page 1 of 4" in screen.text


async def test_home_is_a_map_and_a_list_one_key_away_which_is_remembered(tmp_path: Path) -> None:
    async with tutor(tmp_path, first=None, lessons=THREE) as screen:
        assert "─▶" in screen.text
        assert "0 %" not in screen.text
        await screen.press("right", "m")
        assert "0 %" in screen.text
        assert row(screen) == "other", "the cursor goes along"
    async with tutor(tmp_path, first=None, lessons=THREE) as screen:
        assert "0 %" in screen.text
        await screen.press("m")
        assert "─▶" in screen.text


async def test_what_is_due_and_where_to_go_on_is_said_in_words(tmp_path: Path) -> None:
    async with tutor(tmp_path, first=None, lessons=(LESSONS[0], RULE)) as screen:
        assert "· go on here" in screen.text
        answered(screen, days=40)
        await screen.press("right", "f1", "escape")
        assert "Two kinds of gradient" in screen.text
        assert "due for review" not in screen.text, "the lesson was never opened"
        await screen.press("enter", "escape", "escape", "right", "escape")  # a warm-up is first
        assert "due for review" in screen.text
        assert "! 6 ═" in screen.text


async def test_a_click_goes_to_a_lesson_and_a_second_one_opens_it(tmp_path: Path) -> None:
    async with tutor(tmp_path, first=None, lessons=THREE) as screen:
        line = next(y for y, text in enumerate(screen.text.splitlines()) if "Brackets" in text)
        at = (screen.text.splitlines()[line].index("Brackets"), line)
        await screen.pilot.click(offset=at)
        assert row(screen) == "other"
        await screen.pilot.click(offset=at)
        assert "page 1 of 8" in screen.text


@pytest.mark.parametrize("columns", range(60, 121, 20))
def test_the_first_line_says_what_is_due_in_as_many_words_as_fit(columns: int) -> None:
    shelf = Catalogue.of((("5", LESSON_5), ("6", OTHER)))
    line = overall_text(shelf, Progress(), today(6, 5, "F4"), columns)
    assert line.cell_length <= columns
    assert all(part in line.plain for part in ("6 questions", "5 min", "F4", "of 2 lessons"))


async def test_a_map_that_is_higher_than_its_room_follows_the_cursor(tmp_path: Path) -> None:
    many = tuple(replace(LESSON_5, id=f"l-{n}", title=f"Lesson {n}") for n in range(120))
    async with tutor(tmp_path, LEAST, None, many) as screen:
        await screen.press("end")
        assert "124" in screen.text
        await screen.press("home")
        assert "124" not in screen.text


def test_a_lesson_says_how_many_questions_are_solved_and_nothing_of_mere_tries() -> None:
    tried = LessonProgress("x", NOON, best={"a": 0.95})
    both = (tried, tried._replace(solved=frozenset("ab")))
    said = [str(lesson_about(LESSON_5, done)) for done in both]
    assert "95" not in said[0]
    assert "solved" not in said[0]
    assert "begun, 2 questions solved" in said[1]


def test_what_an_instructor_has_set_is_said_of_each_lesson_and_never_cut_off() -> None:
    lesson = replace(LESSON_5, terms=Terms("Week 5", date(2026, 12, 18), is_test=True))
    said = str(lesson_about(lesson, None))
    assert "due 18 December 2026, a test: one try each, no hints" in said
    assert "try" not in str(lesson_about(LESSON_5, None))


def test_the_last_lesson_names_the_key_that_shows_the_skills() -> None:
    key = next(command.shown for command in home_screen.COMMAND_TABLE if command.action == "skills")
    text = Path("lessons/18-summary.md").read_text("utf-8")
    assert f"**{{key home.skills {key}}}** shows all skills" in text
