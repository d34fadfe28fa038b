"""A grid whose cells are expressions: what is said of a wrong one, without giving it away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.lessons import lesson
from tutor.core import questions as quizzes
from tutor.core.lesson import Quiz
from tutor.core.questions.model import Verdict
from tutor.core.reader import read

LESSON = lesson("17")
FOUR = next(
    one
    for page in LESSON.pages
    for one in page.activities
    if isinstance(one, Quiz) and one.id == "four-gradients"
)


UNNAMED = replace(FOUR, body=replace(FOUR.body, names=()))  # type: ignore[type-var]


def answered(*cells: str, quiz: Quiz = FOUR) -> Verdict:
    return quizzes.mark(quizzes.make(quiz, LESSON.graphs[quiz.graph], 0), cells)


def test_the_gradients_of_the_four_examples() -> None:
    assert answered("-2", "-6", "1", "-9").correct


def test_a_wrong_sign_is_told_as_such() -> None:
    verdict = answered("-2", "-6", "1", "9")
    assert verdict.slots == (True, True, True, False)
    assert "A sign was lost or gained on the way to ∂C₄/∂w." in verdict.feedback


def test_a_wrong_cell_has_the_name_that_its_author_gave_it() -> None:
    assert "−3 is not ∂C₄/∂w." in answered("-2", "-6", "1", "-3").feedback


def test_a_cell_without_a_name_is_called_by_its_place() -> None:
    verdict = answered("-2", "-6", "1", "-3", quiz=UNNAMED)
    assert "−3 is not right in row 1, column 4." in verdict.feedback
    assert not any("−9" in line for line in verdict.feedback)


GRID = """---
format: bptutor-lesson 1
id: a
title: A
---

# A

```graph g
input x = 2
output z = 3 * x
```

```quiz grid q
graph: g
ask: ?
row: x; z
NAMES
hint: One.
hint: Two.
hint: Three.
```
"""


@pytest.mark.parametrize(
    "names", ["names: a", "names: a; b; c", "names: a;", "names: a; b\nnames: c; d"]
)
def test_names_that_do_not_fit_the_cells_are_told(names: str) -> None:
    _, problems = read(GRID.replace("NAMES", names).encode(), "01-a.md")
    assert [p.message for p in problems] == ["the names do not fit the cells of this grid"]


@pytest.mark.parametrize("answer", ["3", "-2", "6", "0.5"])
@pytest.mark.parametrize("kind", ["grid", "numeric"])
def test_a_wrong_value_of_a_leaf_is_wrong_and_nothing_more(kind: str, answer: str) -> None:
    """It comes from no formula: to explain it by one ended the program."""
    text = GRID.replace("NAMES\n", "")
    if kind == "numeric":
        text = text.replace("quiz grid q", "quiz numeric q").replace("row: x; z", "answer: x")
    found, problems = read(text.encode(), "01-a.md")
    assert found is not None, problems
    (quiz,) = (a for p in found.pages for a in p.activities)
    assert isinstance(quiz, Quiz)
    question = quizzes.make(quiz, found.graphs["g"], 0)
    told = quizzes.mark(question, (answer, *quizzes.solution(question)[1:]))
    assert not told.correct, told
    assert told.slots[0] is False


def test_a_question_about_delta_has_blanks_called_delta() -> None:
    """They were called ∂C/∂z, which is the same number under another name."""
    read_ = lesson("14")
    quiz = next(a for p in read_.pages for a in p.activities if a.id == "from-output-to-hidden")
    assert isinstance(quiz, Quiz)
    question = quizzes.make(quiz, read_.graphs[quiz.graph], 7)
    assert [slot.label for slot in question.slots] == ["δ₁³", "δ₂³", "δ₁²", "δ₂²"]
    wrong = quizzes.mark(question, tuple(str(-float(x)) for x in quizzes.solution(question)))
    assert wrong.mistakes, "the wrong rules still know what is asked for"


def test_a_lost_sign_may_be_that_of_a_negative_factor() -> None:
    """With w < 0 it was asked whether e is ŷ − y, although ∂J/∂y beside it had the right sign."""
    read_ = lesson("05")
    quiz = next(a for p in read_.pages for a in p.activities if a.id == "x-and-y")
    assert isinstance(quiz, Quiz)
    made = (quizzes.make(quiz, read_.graphs[quiz.graph], seed) for seed in range(1, 99))
    question = next(q for q in made if q.numbers and q.numbers.values["w"] < 0)
    x, y = map(float, quizzes.solution(question))
    beside_a_right_cell = quizzes.mark(question, tuple(map(repr, (-x, y))))
    assert beside_a_right_cell.mistakes[0] == "SIGN_OF_FACTOR"
    assert beside_a_right_cell.feedback[-1] == "Raise x a little: which way does u go?"
    both = quizzes.mark(question, tuple(map(repr, (-x, -y))))
    assert both.mistakes[0] == "SIGN_FLIPPED"
    assert both.feedback[-1] == "Is any factor on the way negative, and how many are?"


def test_a_value_in_a_cell_is_told_what_it_would_be_told_in_a_blank_of_its_own() -> None:
    read_ = lesson("05")
    quiz = next(a for p in read_.pages for a in p.activities if a.id == "both-passes")
    assert isinstance(quiz, Quiz)
    question = quizzes.make(quiz, read_.graphs[quiz.graph], 4)
    assert question.numbers
    e, *others = quizzes.solution(question)
    told = quizzes.mark(question, (repr(-float(e)), *others))
    assert told.mistakes[:1] == ("VALUE_SIGN_FLIPPED",)


def test_a_number_in_another_cell_than_its_own_is_told_so() -> None:
    assert "−9 is right for ∂C₄/∂w, not for ∂C₁/∂w." in answered("-9", "-6", "1", "-2").feedback


def test_a_number_of_a_cell_that_is_not_found_yet_does_not_name_that_cell() -> None:
    """It would be told its answer; the cell of a number that has been found is named."""
    said = " ".join(answered("-9", "-6", "1", "5").feedback)
    assert "−9 is right for another cell, not for ∂C₁/∂w." in said
    assert "∂C₄" not in said
    said = " ".join(answered("-9", "-6", "1", "-9").feedback)
    assert "−9 is right for ∂C₄/∂w, not for ∂C₁/∂w." in said


def test_a_lost_sign_beside_a_left_out_slope_is_named_where_the_next_deltas_are_given() -> None:
    read_ = lesson("14")
    quiz = next(a for p in read_.pages for a in p.activities if a.id == "hidden-delta")
    assert isinstance(quiz, Quiz)
    question = quizzes.make(quiz, read_.graphs[quiz.graph], 1)
    assert question.numbers
    both = quizzes.mark(question, (f"{-question.numbers.gradients['a2_2']:.4g}",))
    assert both.mistakes == ("ACTIVATION_SKIPPED", "SIGN_FLIPPED")
    sign = quizzes.mark(question, (f"{-question.numbers.gradients['z2_2']:.4g}",))
    assert sign.mistakes[0] == "SIGN_FLIPPED"
    assert "y₁" not in " ".join(sign.feedback)  # what is given went in with its sign


def test_a_question_for_delta_without_a_picture_is_answered_in_its_own_names() -> None:
    """z and the cost were written out, for no word of the question names them."""
    read_ = lesson("13")
    quiz = next(a for p in read_.pages for a in p.activities if a.id == "saturated")
    assert isinstance(quiz, Quiz)
    question = quizzes.make(quiz, read_.graphs[quiz.graph], 1)
    first, _ = quizzes.solution(question)
    said = " ".join(quizzes.mark(question, (first, "37.3")).feedback)
    assert said.endswith("What is ∂a₂²/∂z₂², and what is ∂C/∂a₂²?")


def test_two_gradients_in_each_other_s_cells_are_told_so_before_anything_is_guessed() -> None:
    read_ = lesson("01")
    quiz = next(a for p in read_.pages for a in p.activities if a.id == "both-by-hand")
    assert isinstance(quiz, Quiz)
    question = quizzes.make(quiz, read_.graphs[quiz.graph], 1)
    by_w, by_b = quizzes.solution(question)
    said = quizzes.mark(question, (by_b, by_w)).feedback
    assert said[-2].endswith("is right for ∂C/∂b, not for ∂C/∂w.")
    assert said[-1] == "Are the two exchanged?"
