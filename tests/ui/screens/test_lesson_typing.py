"""What is typed in a lesson: nothing of it is lost, and nothing of it is taken for a command."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Key, Paste

from tests.core.lessons import LESSON_5, lesson
from tests.samples import sampled, slow
from tests.ui.harness import NARROW, WIDE, Screen, tutor
from tutor.core import questions as quizzes
from tutor.core.lesson import Lesson, Steps
from tutor.ui.widgets.blanks import Blank
from tutor.ui.widgets.options import Options

FORWARD = ("right", "right")
"""To the first question of lesson 5: What is u?"""


def place(screen: Screen) -> tuple[object, ...]:
    """Where the learner is, and what is open there."""
    state = screen.lesson.session.state
    steps = {item: work.step for item, work in state.works.items()}
    return state.page, state.item, steps, tuple(map(id, screen.app.screen_stack))


async def to_page(screen: Screen, page: int) -> None:
    await screen.command("m", "home", *["down"] * page, "enter")
    await screen.settle()


def page_of_kind(found: Lesson, kind: str) -> int:
    return next(
        i
        for i, page in enumerate(found.pages)
        if page.activities and page.activities[0].kind == kind
    )


def typed(screen: Screen) -> list[str]:
    return [field.value for field in screen.lesson.query(Blank)]


# 1: in a field every character types ---------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    sampled(
        ("2 * 24 * 3", "(9 - 7 + 8 - 6)/4", "s*(1-s)", "sigmoid(0.1)", "vzgismpqcn", "[ ] "),
        ("(9 - 7 + 8 - 6)/4", "vzgismpqcn"),
    ),
)
async def test_every_character_but_the_question_mark_types(tmp_path: Path, text: str) -> None:
    async with tutor(tmp_path) as screen:
        await screen.press(*FORWARD)
        before = place(screen)
        await screen.tap(*text)
        assert typed(screen) == [text]
        assert place(screen) == before
        assert not screen.lesson.has_class("-program")
        await screen.tap("question_mark")
        assert await screen.until(lambda: "Hint 1 of 3" in screen.text)
        assert typed(screen) == [text]


async def test_text_that_is_pasted_goes_into_the_field(tmp_path: Path) -> None:
    async with tutor(tmp_path) as screen:
        await screen.press(*FORWARD)
        before = place(screen)
        screen.app.post_message(Paste("2 * 24\n* 3"))
        await screen.settle()
        assert typed(screen) == ["2 * 24"]
        assert "Only the first line was pasted" in screen.prose
        assert place(screen) == before


async def test_text_typed_where_nothing_is_asked_turns_no_page_and_runs_no_step(
    tmp_path: Path,
) -> None:
    async with tutor(tmp_path) as screen:
        before = place(screen)
        await screen.tap(*"2 * 24 * 3")
        assert place(screen) == before
        assert "There is no field here" in screen.prose
        await screen.tap("right", "space")
        assert screen.lesson.session.state.page == 2


async def test_typing_on_behind_a_right_answer_begins_the_next_one(tmp_path: Path) -> None:
    """In lesson 3 the spaces of a second equation had skipped question after question."""
    third = lesson("03")
    build = next(
        i
        for i, page in enumerate(third.pages)
        if any(one.kind == "build" and one.graph == "linreg" for one in page.activities)
    )
    async with tutor(tmp_path, NARROW, third, (third,)) as screen:
        await to_page(screen, build)
        await screen.tap(*"u = w*x", "enter", *"yhat = u + b", "enter")
        work = screen.lesson.session.state.works
        activity = next(a for a in third.pages[build].activities if isinstance(a, Steps))
        assert work[activity.id].solved == {0, 1}
        assert screen.lesson.session.state.page == build


async def test_typing_on_behind_a_right_answer_that_ends_a_question_does_nothing(
    tmp_path: Path,
) -> None:
    async with tutor(tmp_path) as screen:
        await to_page(screen, page_of_kind(LESSON_5, "forward"))
        await screen.tap("5", "enter", "6", "enter")
        before = place(screen)
        await screen.tap(*"2 * 3 s q")
        assert place(screen) == before
        assert "✓ Right." in screen.text


async def test_keys_of_one_burst_are_taken_in_their_order(tmp_path: Path) -> None:
    """A wrong answer, what replaces it, and the answer to the next question, all at once."""
    async with tutor(tmp_path) as screen:
        await screen.press(*FORWARD)
        for key in ("9", "enter", "5", "enter", "enter", "6", "enter"):
            screen.app.post_message(Key(key, key if len(key) == 1 else None))
        await screen.settle()
        answers = [event for event in screen.store.events() if hasattr(event, "response")]
        assert [(one.response, one.correct) for one in answers] == [
            (("9",), False), (("5",), True), (("6",), True),
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("keys", "seen"),
    [
        (("s",), "▸ u = w * x"),
        slow(("m",), "Pages"),
        slow(("c",), "Terms"),
        slow(("g",), "u=w·x"),
        (("n",), "page 4 of 8"),
        slow(("z",), "page 2 of 8"),
        slow(("i",), "walk"),
    ],
)
async def test_every_command_is_two_keys_away_from_a_field(
    tmp_path: Path, keys: tuple[str, ...], seen: str
) -> None:
    async with tutor(tmp_path, WIDE) as screen:
        await screen.press(*FORWARD, *"12")
        assert "Esc commands" in screen.text
        await screen.press("escape", *keys)
        assert seen in screen.text


async def test_a_digit_leads_back_into_the_field(tmp_path: Path) -> None:
    async with tutor(tmp_path) as screen:
        await screen.press(*FORWARD, "1", "escape", "2")
        assert typed(screen) == ["12"]


async def test_an_arrow_in_a_text_moves_the_cursor_and_the_footer_says_no_other_thing(
    tmp_path: Path,
) -> None:
    async with tutor(tmp_path) as screen:
        await screen.press(*FORWARD)
        assert "→ show it" in screen.text
        before = place(screen)
        await screen.press("1", *["right"] * 3, *["left"] * 3, "2")
        assert typed(screen) == ["21"]
        assert place(screen) == before
        assert "show it" not in screen.text.splitlines()[-1]


async def test_what_was_typed_is_there_again_after_a_look_at_another_page(tmp_path: Path) -> None:
    async with tutor(tmp_path) as screen:
        await screen.press(*FORWARD, "4", "escape", "left", "right")
        assert typed(screen) == ["4"]


# 2: the next try ------------------------------------------------------------------------------


async def test_the_first_key_after_a_wrong_answer_replaces_it_and_an_arrow_keeps_it(
    tmp_path: Path,
) -> None:
    async with tutor(tmp_path) as screen:
        await screen.press(*FORWARD, "9", "enter", "7")
        assert typed(screen) == ["7"]
        await screen.press("enter", "end", "5")
        assert typed(screen) == ["75"]


async def test_the_cursor_goes_to_the_first_wrong_blank(tmp_path: Path) -> None:
    async with tutor(tmp_path, WIDE) as screen:
        await to_page(screen, 6)
        question = screen.lesson.session.state.question
        assert question is not None
        good = repr(question.key.backprop)  # type: ignore[attr-defined]
        await screen.tap(*good, "enter", "7", "7", "7", "enter", "8", "8", "8", "enter")
        fields = list(screen.lesson.query(Blank))
        assert screen.app.focused is fields[1]
        await screen.tap("6", "tab", "5")
        assert typed(screen)[1:] == ["6", "5"]


async def test_a_product_of_wrong_factors_has_a_sign_of_its_own_and_comes_again(
    tmp_path: Path,
) -> None:
    """It had the ✓ of a right number, and was passed over when the factor had been mended."""
    async with tutor(tmp_path, NARROW, lesson("02")) as screen:
        await to_page(screen, 4)
        await screen.press(*["space"] * 5)
        question = screen.lesson.session.state.question
        assert question is not None
        back, local, _ = quizzes.solution(question)
        product = repr(float(back) * 0.7)
        await screen.tap(*back, "tab", "0", ".", "7", "tab", *product, "enter")
        assert "⇒" in screen.text
        await screen.tap(*local, "enter", "8")
        assert typed(screen) == [back, local, "8"]


async def test_a_field_is_alive_after_a_skip(tmp_path: Path) -> None:
    """In lesson 14 what was typed behind → → went nowhere until somebody pressed Tab."""
    hidden = lesson("14")
    async with tutor(tmp_path, NARROW, hidden, (hidden,)) as screen:
        await to_page(screen, 4)
        await screen.tap("right", "right")
        assert screen.lesson.session.state.item == 1
        await screen.tap("8")
        assert typed(screen) == ["8"]


async def test_the_same_wrong_answer_given_twice_counts_once(tmp_path: Path) -> None:
    async with tutor(tmp_path) as screen:
        await screen.press(*FORWARD, "9", "enter", "enter", "enter")
        answers = [event for event in screen.store.events() if hasattr(event, "response")]
        assert len(answers) == 1
        assert "was marked a moment ago" in screen.prose


# 3: Enter ---------------------------------------------------------------------------------------


def first_of_way(number: str, way: str) -> tuple[Lesson, int]:
    found = LESSON_5 if number == "05" else lesson(number)
    kinds = {"pick": ("choice",), "tick": ("select",), "label": ("classify", "match"),
             "arrange": ("order",)}[way]  # fmt: skip
    return found, next(
        i
        for i, page in enumerate(found.pages)
        if page.activities and page.activities[0].kind in kinds
    )


@pytest.mark.parametrize(
    ("number", "way", "said"),
    [
        slow("01", "pick", "Choose one first"),
        ("03", "tick", "Nothing is ticked yet"),
        slow("05", "label", "4 are still without a label"),
        ("05", "arrange", "5 are still to be put in order"),
    ],
)
async def test_nothing_is_chosen_in_advance_and_enter_says_what_is_missing(
    tmp_path: Path, number: str, way: str, said: str
) -> None:
    found, page = first_of_way(number, way)
    async with tutor(tmp_path, WIDE, found, (found,)) as screen:
        await to_page(screen, page)
        await screen.press("enter")
        assert said in screen.prose
        assert not [event for event in screen.store.events() if hasattr(event, "response")]


async def test_what_is_not_ticked_is_a_no(tmp_path: Path) -> None:
    found, page = first_of_way("03", "tick")
    async with tutor(tmp_path, WIDE, found, (found,)) as screen:
        await to_page(screen, page)
        question = screen.lesson.session.state.question
        assert question is not None
        right = [i for i, one in enumerate(question.key.candidates) if one in question.key.answer]  # type: ignore[attr-defined]
        await screen.press(*(str(i + 1) for i in right), "enter")
        assert "✓ Right." in screen.text


async def test_an_order_does_not_submit_itself(tmp_path: Path) -> None:
    found, page = first_of_way("05", "arrange")
    async with tutor(tmp_path, WIDE, found, (found,)) as screen:
        await to_page(screen, page)
        await screen.press(*"12345")
        assert "Not yet" not in screen.text
        assert screen.lesson.query_one(Options)._chosen == [0, 1, 2, 3, 4]
        await screen.press("enter")
        assert "✓ Right." in screen.text or "✗ Not yet." in screen.text


async def test_a_digit_chooses_and_enter_gives_the_answer_then_goes_on(tmp_path: Path) -> None:
    found, page = first_of_way("01", "pick")
    async with tutor(tmp_path, WIDE, found, (found,)) as screen:
        await to_page(screen, page)
        question = screen.lesson.session.state.question
        assert question is not None
        right = str(question.key.right + 1)  # type: ignore[attr-defined]
        await screen.press(right)
        assert "✓ Right." not in screen.text
        await screen.press("enter")
        assert "✓ Right." in screen.text
        before = place(screen)
        await screen.press("enter")
        assert place(screen) != before


# 4: leaving a page --------------------------------------------------------------------------------


async def test_skip_in_algorithm_1_stays_in_it(tmp_path: Path) -> None:
    sixteen = lesson("16")
    async with tutor(tmp_path, WIDE, sixteen, (sixteen,)) as screen:
        await to_page(screen, page_of_kind(sixteen, "algorithm"))
        await screen.press("right")
        page = screen.lesson.session.state.page
        await screen.press("right", "right")
        assert screen.lesson.session.state.page == page
        assert "Worked answer" in screen.prose
        await screen.press("enter")
        assert screen.lesson.session.state.page == page
        await screen.command("n")
        assert screen.lesson.session.state.page == page + 1


async def test_a_question_that_was_left_is_come_back_to_with_what_was_typed(tmp_path: Path) -> None:
    async with tutor(tmp_path) as screen:
        await to_page(screen, page_of_kind(LESSON_5, "numeric"))
        session = screen.lesson.session
        page, item = session.state.page, session.state.item
        await screen.tap("1", ".", "escape", "right", "right")
        assert (screen.lesson.session.state.page, screen.lesson.session.state.item) == (
            page,
            item + 1,
        )
        await screen.tap("left")
        assert typed(screen) == ["1."]
        assert "○" in screen.text.splitlines()[0] or "◉" in screen.text.splitlines()[0]


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_z_takes_the_last_pick_back_and_turns_no_page(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """Found at 80x24: named last it was cut off, and a full order is changed by no other key."""
    found, page = first_of_way("05", "arrange")
    async with tutor(tmp_path, size, found, (found,)) as screen:
        await to_page(screen, page)
        await screen.press("1", "2")
        assert "z take back" in screen.text
        before = place(screen)
        await screen.press("z")
        assert screen.lesson.query_one(Options)._chosen == [0]
        assert place(screen) == before


async def test_picks_that_were_not_given_are_there_again(tmp_path: Path) -> None:
    found, page = first_of_way("05", "label")
    async with tutor(tmp_path, WIDE, found, (found,)) as screen:
        await to_page(screen, page)
        await screen.press("1", "2", "left", "right", "right")
        assert screen.lesson.query_one(Options)._chosen[:2] == [0, 1]
        await screen.press("escape", "enter")
        assert screen.lesson.query_one(Options)._chosen[:2] == [0, 1]


async def test_what_was_retyped_after_a_wrong_answer_is_there_again(tmp_path: Path) -> None:
    async with tutor(tmp_path) as screen:
        await screen.press(*FORWARD, "9", "enter", "3", "escape", "left", "right")
        assert typed(screen) == ["3"]


async def test_an_answer_that_cannot_be_read_is_replaced_too(tmp_path: Path) -> None:
    async with tutor(tmp_path) as screen:
        await screen.press(*FORWARD)
        await screen.tap("2", "d", "enter", "5", "enter")
        assert "✓ Right." in screen.text


async def test_n_over_an_open_choice_asks_once(tmp_path: Path) -> None:
    found, page = first_of_way("05", "arrange")
    async with tutor(tmp_path, WIDE, found, (found,)) as screen:
        await to_page(screen, page)
        before = place(screen)
        await screen.tap(*"none")
        assert place(screen) == before
        await screen.tap("down", "n", "n")
        assert screen.lesson.session.state.page == page + 1


async def test_a_message_goes_with_the_next_key(tmp_path: Path) -> None:
    found, page = first_of_way("05", "label")
    async with tutor(tmp_path, WIDE, found, (found,)) as screen:
        await to_page(screen, page)
        await screen.press("enter")
        assert "4 are still without a label" in screen.prose
        await screen.press("1")
        assert "without a label" not in screen.prose


async def test_of_several_blanks_the_one_that_is_asked_for_again_has_the_cursor(
    tmp_path: Path,
) -> None:
    """It stayed in the last one, and the next number overwrote an answer that was right."""
    found = lesson("01")
    async with tutor(tmp_path, NARROW, found, (found,)) as screen:
        await screen.press("m", "end", "enter")
        await screen.tap(*"y", "enter", *"0.5", "enter")
        assert "∂C/∂w: ‘y’ is a name" in screen.prose
        await screen.tap(*"84")
        assert typed(screen) == ["84", "0.5"]


async def test_what_was_typed_belongs_to_the_values_and_the_form_it_was_typed_for(
    tmp_path: Path,
) -> None:
    async with tutor(tmp_path) as screen:
        await screen.press(*FORWARD)
        await screen.tap(*"12")
        await screen.press("enter")
        assert typed(screen) == ["12"]
        for key in "tttttvvt":
            await screen.command(key)
            await screen.settle()
            view = screen.lesson.session.view
            if view.question is None and view.form != "watch":
                await screen.press("right")
            if screen.lesson.session.view.question is not None:
                assert not any(typed(screen)), (key, view.form)
                await screen.tap(*"12tt")
                assert any(typed(screen))
