"""Lessons as lines of text: what is said, and the commands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.core.lessons import LESSON_5, lesson
from tests.learners.mistakes import mistakes, solved
from tests.learners.plain import typed
from tests.null_record import NullRecord
from tutor.core.session.reducer import start
from tutor.core.session.view import view
from tutor.plain.conversation import HELP, Console
from tutor.plain.lesson import LessonConversation
from tutor.plain.text import WIDTH


def stumbling(plain: LessonConversation) -> Iterator[str]:
    """Types nonsense, then a wrong answer, then the right one."""
    while True:
        shown = view(plain.session.lesson, plain.session.state)
        if shown.question is None or shown.settled:
            yield ""
            continue
        yield "what?"
        yield typed(shown.question, next(mistakes(shown.question)).response)
        yield typed(shown.question, solved(shown.question))


def go_through(name: str, turns: int = 800) -> list[str]:
    """What is said to somebody who stumbles through a lesson."""
    found = LESSON_5 if name == "05" else lesson(name)
    lines: list[str] = []
    asked: list[str] = []

    def ask(prompt: str) -> str:
        asked.append(prompt)
        if len(asked) > turns or plain.session.state.finished:
            raise EOFError
        return next(answers)

    console = Console(ask, lines.append)
    plain = LessonConversation(found, start(found, 5), console, NullRecord())
    answers = stumbling(plain)
    plain.talk()
    return lines


def answer_to(*lines: str, name: str = "05", words: bool = False) -> list[str]:
    """What is said to somebody who types these lines and then quits; in ``words`` or drawn."""
    said: list[str] = []
    typed = iter((*lines, "q"))
    console = Console(lambda _: next(typed), said.append, words=words)
    found = LESSON_5 if name == "05" else lesson(name)
    LessonConversation(found, start(found, 5), console, NullRecord()).talk()
    return said


@pytest.mark.parametrize("left", [("s",), ("", "")])
def test_a_question_is_left_open_with_a_word_or_with_enter_twice(left: tuple[str, ...]) -> None:
    """A quiz was left with s and a lesson with Enter; each took the other's word for an answer."""
    assert "Page 6 of 8: Backward pass (Example 6)" in answer_to("p 5", *left)
    assert "Worked answer: u = w · x = 5 · 1 = 5." in answer_to("p 3", *left)
    assert "'s' is not a command here: h lists them, Enter goes on." in answer_to("s")


def test_how_to_answer_is_said_with_the_help() -> None:
    said = answer_to("p 5", "h")
    assert said[-1].startswith("Now: ")
    assert "twice" in "\n".join(said)
    shown = said[said.index(HELP)].splitlines()
    assert max(map(len, shown)) <= WIDTH
    assert len(shown) < 24


def test_a_prediction_in_a_walk_may_be_given_with_its_working() -> None:
    said = answer_to("p 3", "work", "w = 5, x = 1", "u = w*x = 5", "")
    assert "3  u = w*x = 5" not in said
    assert "2  u = w*x = 5  right" in said
    assert "Right." in said[said.index("2  u = w*x = 5  right") :]
    assert "takes a working" in " ".join(answer_to("work"))


def test_lines_fit_a_terminal_and_hold_no_control_character() -> None:
    for line in go_through("05"):
        assert "\x1b" not in line
        assert all(len(row) <= 90 for row in line.split("\n"))


def test_a_wrong_number_is_answered_with_its_mistake() -> None:
    said = answer_to("p 3", "17", "5")
    assert "Not yet." in said
    assert "Right." in said


def test_the_picture_and_the_help_can_be_asked_for() -> None:
    text = "\n".join(answer_to("page 2", "g", "h", "p 99", "nonsense"))
    assert "Page 2 of" in text
    assert "u=w·x" in text.replace(" ", "")
    assert "other values" in text
    assert "8 pages" in text
    assert "not a command" in text


def test_a_question_without_a_picture_is_not_introduced_by_the_lack_of_one() -> None:
    """“There is no graph on this page” stood between a right answer and the next question."""
    assert not any("There is no graph" in line for line in go_through("04"))


def test_a_right_answer_is_not_listed_part_by_part_and_a_wrong_one_is() -> None:
    lines = go_through("03")
    assert "Right." in lines
    assert not any("candidate" in line or "left x" in line for line in lines)
    wrong = [line for line in lines if "not right" in line]
    assert any("1. is J: not right; 2. is e: not right" in line for line in wrong)


def test_an_option_that_needs_two_lines_hangs() -> None:
    lines = go_through("11")
    at = next(i for i, line in enumerate(lines) if line.startswith("  2  the weight 3, because"))
    assert lines[at + 1] == "     the input"


def test_no_line_ends_in_blanks() -> None:
    assert [line for line in go_through("11") if line != line.rstrip()] == []


def test_in_words_a_row_of_a_table_is_read_once_and_not_before_each_reply() -> None:
    said = answer_to("page 4", "", "", "0.04", "7.03", "0.03", name="01", words=True)
    assert sum("u: before 6; after 6.03" in line for line in said) == 1


def test_in_lines_no_table_is_hidden_nor_written_twice() -> None:
    """What was written stays where it is: lesson 2 asks about the table of its nudge."""
    said = go_through("02")
    assert not any("hidden until" in line for line in said)
    assert sum("by 0.01: ΔC/Δb" in line for line in said) == 1
