"""In plain text: the number on the way that tells most, and lines of a working that are kept."""

from __future__ import annotations

from tests.core.besides import FIRST, RIGHT, UNCLEAR, two_routes, with_quiz
from tests.null_record import NullRecord
from tutor.core.lesson import Quiz
from tutor.core.practice import PracticeItem
from tutor.core.questions import make
from tutor.core.session import start
from tutor.plain.conversation import Console
from tutor.plain.lesson import LessonConversation
from tutor.plain.quiz import QuizConversation

LESSON = two_routes()


class Talk:
    """Lines that are typed one after the other, with what was said and asked."""

    def __init__(self, *lines: str) -> None:
        self._lines = iter((*lines, "q", "q"))
        self.said: list[str] = []
        self.prompts: list[str] = []

    def console(self) -> Console:
        return Console(self._ask, self.said.append)

    def _ask(self, prompt: str) -> str:
        self.prompts.append(prompt)
        return next(self._lines)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.said).split())


def in_lesson(*lines: str) -> tuple[Talk, LessonConversation]:
    talk = Talk(*lines)
    plain = LessonConversation(LESSON, start(LESSON, 7), talk.console(), NullRecord())
    plain.talk()
    return talk, plain


def in_quiz(*lines: str, strict: bool = False) -> Talk:
    talk = Talk(*lines)
    quiz = LESSON.pages[0].activities[0]
    assert isinstance(quiz, Quiz)
    item = PracticeItem("t", "q", make(quiz, LESSON.graphs["g"], 0), LESSON.graphs["g"])
    QuizConversation([item], talk.console(), NullRecord(), strict=strict).talk()
    return talk


def test_the_number_is_asked_for_and_used() -> None:
    lesson, _ = in_lesson(UNCLEAR, FIRST, RIGHT)
    for talk in (lesson, in_quiz(UNCLEAR, FIRST, RIGHT)):
        assert talk.prompts[1] == "[first ∂f/∂x; Enter skips it] "
        assert "9 is right for ∂f/∂x; 42 is not ∂f/∂b." in talk.text
        assert "Right. ∂f/∂b" in talk.text


def test_cells_that_no_line_of_a_working_says_are_asked_for() -> None:
    made = with_quiz(
        "```quiz grid q",
        "graph: g",
        "ask: Fill in the gradients, and their sum.",
        "row: grad(f, a); grad(f, c); grad(f, a) + grad(f, c)",
        "names: ∂f/∂a; ∂f/∂c; sum",
    )
    talk = Talk("work", "df/da = 54", "y->c = 12", "", "66")
    LessonConversation(made, start(made, 7), talk.console(), NullRecord()).talk()
    assert "[sum] " in talk.prompts
    assert "Right." in talk.text


def test_enter_skips_it_once_and_for_all() -> None:
    talk, plain = in_lesson(UNCLEAR, "", RIGHT)
    assert talk.prompts[1].startswith("[first")
    assert not talk.prompts[2].startswith("[first")
    assert plain.session.state.work("q").tries_before == 1
    assert "Right." in talk.text


def test_a_command_there_is_a_command() -> None:
    talk = in_quiz(UNCLEAR, "?", RIGHT)
    assert "Hint:" in talk.text
    assert "Right." in talk.text


def test_in_a_test_nothing_is_asked_besides() -> None:
    talk = in_quiz(UNCLEAR, strict=True)
    assert not any(prompt.startswith("[first") for prompt in talk.prompts)


def test_a_wrong_number_is_asked_for_again() -> None:
    talk, _ = in_lesson(UNCLEAR, "7", FIRST, RIGHT)
    assert "7 is not ∂f/∂x yet, and ∂f/∂b is made from it." in talk.text
    assert talk.prompts[2].startswith("[first")
    assert "9 is right for ∂f/∂x" in talk.text


def test_the_lines_of_a_working_stay_with_the_lesson() -> None:
    _, plain = in_lesson("work", "df/dx = 9", "df/db = 29", "")
    assert plain.session.state.work("q").working.text == "df/dx = 9\ndf/db = 29"
    assert plain.session.state.work("q").tries_before == 1
