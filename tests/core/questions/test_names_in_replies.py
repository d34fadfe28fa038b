"""Without a picture a reply has the names that the question gave, or says what a node computes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.core.asking import drawn, questions_of
from tests.core.lessons import LESSONS, lesson
from tests.learners.mistakes import mistakes
from tests.samples import sampled
from tutor.core import questions as quizzes
from tutor.core.lesson import Lesson
from tutor.core.questions.explain_asked import nameless
from tutor.core.questions.fill import plain
from tutor.core.questions.kinds.grid import GridKey
from tutor.core.questions.kinds.numeric import Asked
from tutor.core.questions.model import Question
from tutor.core.reader import read

MESSAGES = """---
format: bptutor-lesson 1
id: three
title: Three
---

# Three

```quiz numeric three
skill: sum-routes
alone: yes
ask: A node has three successors. They send it 6, −4 and 9. What is its gradient?
answer: 6 - 4 + 9
tolerance: 0%
wrong 11 / 3: That is their mean. All three changes happen together, so they add up.
hint: What does a node do with its messages?
hint: It adds them, with their signs.
hint: 6 + (−4) + 9 = ?
```
"""


def asked(name: str, quiz: str, seed: int = 1) -> Question:
    return first(lesson(name), quiz, seed)


def first(found: Lesson, quiz: str, seed: int) -> Question:
    (question, _), *_ = drawn(
        found, next(one for one in questions_of(found) if one.id == quiz), range(seed, seed + 1)
    )
    assert question is not None
    return question


def replies(question: Question, *response: str) -> str:
    return " ".join(quizzes.mark(question, response).feedback)


def values_without_picture(found: Lesson) -> Iterator[Question]:
    """Questions that ask for values of nodes and draw none."""
    for quiz in questions_of(found):
        if not quiz.pictured and quiz.kind in ("numeric", "grid"):
            for question, problem in drawn(found, quiz, range(1, 3)):
                assert question, problem
                key = question.key
                assert isinstance(key, Asked | GridKey)
                whats = {key.what} if isinstance(key, Asked) else {what for what, _, _ in key.asked}
                if question.numbers is not None and whats == {"value"}:
                    yield question


@pytest.mark.parametrize(
    "name", sampled([one.id[:40] for one in LESSONS], ["note-2.4-watch-it-learn"])
)
def test_no_name_is_used_that_the_question_has_not_given(name: str) -> None:
    found = next(one for one in LESSONS if one.id.startswith(name))
    for question in values_without_picture(found):
        assert question.numbers is not None
        graph, words = question.numbers.graph, plain(question.prompt)
        labels = [graph.label(one) for one in nameless(question, question.numbers)]
        unknown = [one for one in labels if one not in words]
        for mistake in mistakes(question):
            said = replies(question, *mistake.response)
            own = [plain(wrong.feedback) for wrong in question.quiz.wrongs]
            if said not in own:
                for label in unknown:
                    pattern = rf"(?<![\w(]){re.escape(label)}(?![\w)])"
                    assert not re.search(pattern, said), (question.quiz.id, label, said)


def test_what_a_value_is_made_of_is_written_out() -> None:
    question = asked("19", "flat")
    assert "slope = a · (1 − a): which numbers go in?" in replies(question, "7.5")


def test_of_a_node_made_of_numbers_that_nobody_saw_nothing_is_said() -> None:
    """C(w + h) is printed, the x inside it is not."""
    question = asked("21", "one-sided")
    assert question.numbers is not None
    x, inside = question.numbers.values["x"], question.numbers.values["u_h"]
    for number in (x, inside):
        assert "is the value of" not in replies(question, repr(number))
    assert "is the value of h, not of slope" in replies(question, "0.1")


def test_the_seed_of_the_backward_pass_is_no_gradient_that_was_taken_for_a_value() -> None:
    assert "is a gradient" not in replies(asked("21", "one-sided"), "1")


def test_a_cell_is_called_as_on_the_screen() -> None:
    question = asked("22", "deltas")
    right = quizzes.solution(question)
    assert "1.9 is not δ₁." in replies(question, "1.9", *right[1:])


def test_a_foreseen_number_is_recognised_by_its_figures_where_only_exact_ones_are_right() -> None:
    found, problems = read(MESSAGES.encode(), "three.md")
    assert found, problems
    question = first(found, "three", 1)
    assert question.quiz.tolerance == 0
    (mean,) = [m.response for m in mistakes(question) if "That is their mean." in "".join(m.says)]
    assert "That is their mean." in replies(question, f"{float(mean[0]):.4g}")


def test_a_number_that_nothing_explains_is_not_followed_by_a_node_without_a_name() -> None:
    """Found in lesson 1: the reply asked for ∂f/∂(3 · x), of which the question says nothing."""
    said = replies(asked("01", "chain-rule"), "5")
    assert "What is ∂g/∂x, and what is ∂f/∂g?" in said
    assert "What is ∂z/∂w, and what is ∂C/∂z?" in replies(asked("01", "both-by-hand"), "1", "0.25")
    said = replies(asked("02", "all-four"), "1", "1", "1", "1")  # all cells together
    assert "∂(a − y)/∂a" in said
    assert "∂e" not in said


@pytest.mark.parametrize(
    ("name", "quiz", "typed", "said"),
    [
        ("02", "line-dz", "dz", "dz is what is asked for: type what it is made of."),
        ("01", "w-line-1", "e", "e is what is asked for: type what it is made of."),
        ("01", "w-line-2", "σ(1-σ)", "‘σ’ is a function"),
        ("01", "w-line-2", "a^2", "with a = 0.7311 it gives 0.5344."),
        ("06", "local-of-square", "d^2", "That is f itself."),
        ("06", "local-of-square", "4", "That is its value for these numbers."),
        ("02", "line-dw2", "dw", "the names are da, a, dz, x₁, x₂, w₁, w₂, all."),
    ],
)
def test_a_formula_that_is_none_is_told_what_it_is(
    name: str, quiz: str, typed: str, said: str
) -> None:
    """The name of the answer was taken for the answer; a formula had no number to check it by."""
    verdict = quizzes.mark(asked(name, quiz), (typed,))
    assert not verdict.correct
    assert said in " ".join((verdict.unreadable, *verdict.feedback))
