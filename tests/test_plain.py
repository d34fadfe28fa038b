"""Every lesson can be finished as lines of text, by learners of every kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.core.lessons import FOLDER, lesson
from tutor.core import quiz as quizzes
from tutor.core.actions import Effect, SaveAnswer, SaveFinished
from tutor.core.lesson import Lesson
from tutor.core.question import Question, Response
from tutor.core.session import start
from tutor.core.state import State
from tutor.core.view import view
from tutor.plain import Plain

NAMES = sorted(path.name[:2] for path in FOLDER.glob("[0-9]*.md"))
Learner = Callable[[Plain], Iterator[str]]


def typed(question: Question, response: Response) -> str:
    """How a learner writes this response on one line."""
    if question.way in ("blanks", "grid"):
        return " ".join(part.replace(" ", "") for part in response)
    return " ".join(str(int(part) + 1) for part in response)


def right(plain: Plain) -> str:
    question = plain.state.question
    assert question is not None
    return typed(question, quizzes.solution(question))


def is_open(plain: Plain) -> bool:
    shown = view(plain._lesson, plain.state)
    return shown.question is not None and not shown.settled


def perfect(plain: Plain) -> Iterator[str]:
    while True:
        yield right(plain) if is_open(plain) else ""


def stumbling(plain: Plain) -> Iterator[str]:
    """Types nonsense, then a wrong answer, then the right one."""
    while True:
        question = plain.state.question
        if question is not None and is_open(plain):
            yield "what?"
            yield typed(question, tuple("0" for _ in quizzes.solution(question)))
        yield right(plain) if is_open(plain) else ""


def asks_for_every_hint(plain: Plain) -> Iterator[str]:
    while True:
        yield "?" if is_open(plain) else ""


def go_through(name: str, learner: Learner, turns: int = 800) -> tuple[list[str], list[Effect]]:
    found: Lesson = lesson(name)
    lines: list[str] = []
    effects: list[Effect] = []

    def save(new: tuple[Effect, ...], state: State) -> str:
        effects.extend(new)
        return ""

    def ask(prompt: str) -> str:
        if len(asked) > turns or any(isinstance(e, SaveFinished) for e in effects):
            raise EOFError
        asked.append(prompt)
        return next(answers)

    asked: list[str] = []
    plain = Plain(found, start(found, 5), ask=ask, say=lines.append, save=save)
    answers = learner(plain)
    plain.talk()
    return lines, effects


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("learner", [perfect, stumbling, asks_for_every_hint])
def test_every_learner_can_finish_every_lesson(name: str, learner: Learner) -> None:
    lines, effects = go_through(name, learner)
    assert any(isinstance(effect, SaveFinished) for effect in effects)
    assert any("Every activity is done." in line for line in lines)


@pytest.mark.parametrize("name", NAMES)
def test_a_perfect_learner_is_never_told_of_a_mistake(name: str) -> None:
    _, effects = go_through(name, perfect)
    answers = [effect for effect in effects if isinstance(effect, SaveAnswer)]
    assert answers
    assert all(answer.score == 1.0 and not answer.verdict.mistakes for answer in answers)


def test_lines_fit_a_terminal_and_hold_no_control_character() -> None:
    lines, _ = go_through("05", stumbling)
    for line in lines:
        assert "\x1b" not in line
        assert all(len(row) <= 90 for row in line.split("\n"))


def test_a_wrong_number_is_answered_with_its_mistake() -> None:
    found = lesson("05")
    said: list[str] = []
    lines = iter(["p 3", "17", "5", "q"])
    Plain(
        found, start(found, 5), ask=lambda _: next(lines), say=said.append, save=lambda *_: ""
    ).talk()
    assert "Not yet." in said
    assert "Right." in said


def test_the_picture_and_the_help_can_be_asked_for() -> None:
    found = lesson("05")
    said: list[str] = []
    lines = iter(["p 2", "g", "h", "p 99", "nonsense", "q"])
    Plain(
        found, start(found, 5), ask=lambda _: next(lines), say=said.append, save=lambda *_: ""
    ).talk()
    text = "\n".join(said)
    assert "u=w·x" in text.replace(" ", "")
    assert "other values" in text
    assert "8 pages" in text
    assert "no command" in text
