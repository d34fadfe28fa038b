"""What an author says to a wrong formula: to every way of writing it, and to no other formula."""

from __future__ import annotations

import pytest

from tests.core.asking import questions_of
from tests.core.lessons import LESSONS, lesson
from tests.test_activity_everywhere import lesson_of, text_with
from tutor.core import questions as quizzes
from tutor.core.checking.lesson_file import check
from tutor.core.questions.fill import plain

BLOCK = """\
```graph inner
input x = 2
u = 3 * x
output f = u^2
```

```quiz formula whole
graph: inner
picture: none
alone: yes
ask: Type the derivative of (3x)² with respect to x.
answer: 2 * u * 3
hint: Outer first.
wrong 2 * u: The inner derivative is missing.
wrong 2 * x * 3: Taken at x.
```
"""


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2*3*x", "The inner derivative is missing."),
        ("u + u", "The inner derivative is missing."),
        ("6x", "The inner derivative is missing."),
        ("x", "That formula gives other numbers: with x = 2, u = 6 it gives 2."),
    ],
)
def test_a_wrong_formula_gets_the_words_of_its_author(typed: str, said: str) -> None:
    """2u and 2x·3 are the same here: the first that fits is said.  What is right is not told."""
    lesson = lesson_of(text_with(BLOCK))
    (quiz,) = questions_of(lesson)
    question = quizzes.make(quiz, lesson.graphs["inner"], 0)
    found = quizzes.mark(question, (typed,))
    assert not found.correct
    assert found.feedback[0] == said
    assert "36" not in " ".join(found.feedback)
    assert quizzes.mark(question, ("18*x",)).correct


@pytest.mark.parametrize(
    ("typed", "again"), [("da*a*(1-a)*x2", True), ("dz * x2", False), ("x2 dz + 0 x1", False)]
)
def test_a_right_formula_that_works_a_stored_result_out_again_is_told_so(
    typed: str, again: bool
) -> None:
    """“dz is stored now; use it” took da·a·(1 − a)·x2 without a word."""
    quiz = next(one for one in questions_of(LESSONS[1]) if one.id == "line-dw2")
    found = quizzes.mark(quizzes.make(quiz, LESSONS[1].graphs["back"], 0), (typed,))
    assert found.correct
    assert found.feedback[0].startswith("Yours works dz out a second time. ") is again


def test_a_wrong_formula_needs_words() -> None:
    text = text_with(BLOCK.replace("wrong 2 * u: The inner derivative is missing.", "wrong 2 * u:"))
    problems = [problem.message for problem in check(text.encode(), "90-area.md")]
    assert any("'wrong' says nothing" in one for one in problems)


@pytest.mark.parametrize("typed", ["σ′(wx + b)", "sigmoid'(z)"])
def test_what_a_slope_is_made_of_is_not_the_slope_again(typed: str) -> None:
    """Lesson 1 asks what σ′(wx + b) is in terms of a: its own words were right."""
    asked = {quiz.id: quiz for quiz in questions_of(lesson("01"))}
    graph = lesson("01").graphs["neuron"]
    question = quizzes.make(asked["w-line-2"], graph, 0)
    assert "type what it is made of" in quizzes.mark(question, (typed,)).unreadable
    assert quizzes.mark(question, ("σ(z)(1 - a)",)).correct
    whole = quizzes.make(asked["by-b"], graph, 0)
    assert quizzes.mark(whole, (f"(a - y){typed}",)).correct


@pytest.mark.parametrize("before", ["dz = ", "∂C/∂z=", "g(x) = "])
def test_what_a_formula_is_may_stand_before_it(before: str) -> None:
    """Lesson 2 asks ‘dz = …’, and dz = … was told to leave dz out."""
    found = lesson("02")
    quiz = next(one for one in questions_of(found) if "dz = …" in plain(one.ask))
    question = quizzes.make(quiz, found.graphs[quiz.graph], 0)
    assert quizzes.mark(question, (f"{before}da*a*(1-a)",)).correct
    assert quizzes.mark(question, (f"{before}da = a",)).unreadable
    assert not quizzes.mark(question, (f"{before}da*a",)).correct
