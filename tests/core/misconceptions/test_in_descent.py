"""A gradient that is asked for in the middle of gradient descent: the step, n, and old values."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.lessons import lesson
from tutor.core import questions as quizzes
from tutor.core.checking.lesson_file import check
from tutor.core.graph import run
from tutor.core.lesson import Lesson, Quiz
from tutor.core.questions.model import Question
from tutor.core.reader import read
from tutor.core.session.actions import Answer, NewVariant, Visit
from tutor.core.session.reducer import act, resume, start
from tutor.core.session.state import state_from_data, state_to_data

TEXT = """\
---
format: bptutor-lesson 1
id: descent
title: Descent
---

# Descent

## Here

```graph linreg
input x = 3
input y = 7
param w = 5
param b = -4
u = w * x
yhat = u + b
e = yhat - y
loss J = e^2

vary x in 2..9
vary w in -9..9 except -1 0 1
```

```quiz numeric now
graph: linreg varied
ask: With w = {= w }, what is ∂J/∂w?
answer: grad(J, w)
rate: 0.1
before w: w + 1
hint: Which w?
```
"""


def opened(text: str = TEXT) -> Lesson:
    found, problems = read(text.encode(), "01-a.md")
    assert found, problems
    return found


def quiz_of(found: Lesson) -> Quiz:
    quiz = found.pages[-1].activities[-1]
    assert isinstance(quiz, Quiz)
    return quiz


def made(text: str = TEXT, seed: int = 0) -> Question:
    found = opened(text)
    return quizzes.make(quiz_of(found), found.graphs["linreg"], seed)


@pytest.mark.parametrize("seed", range(6))
def test_a_gradient_at_the_values_before_the_update_is_recognised(seed: int) -> None:
    question = made(seed=seed)
    assert question.numbers
    now = {leaf.name: question.numbers.values[leaf.name] for leaf in question.numbers.graph.leaves}
    old = run(question.numbers.graph, {**now, "w": now["w"] + 1}).gradients["w"]
    verdict = quizzes.mark(question, (repr(old),))
    assert "STALE_FORWARD" in verdict.mistakes
    assert quizzes.mark(question, quizzes.solution(question)).correct


def test_the_updated_parameter_and_the_step_are_recognised() -> None:
    question = made()
    for answer in (5 - 0.1 * 24, -0.1 * 24, 5 + 0.1 * 24):
        assert "UPDATED_VALUE" in quizzes.mark(question, (repr(answer),)).mistakes
    bare = made(TEXT.replace("rate: 0.1\n", ""))
    assert "UPDATED_VALUE" not in quizzes.mark(bare, (repr(5 - 0.1 * 24),)).mistakes


def test_probes_about_the_training_are_visible_to_check() -> None:
    probed = TEXT.replace("rate: 0.1\n", "rate: 0.1\nprobe: UPDATED_VALUE, STALE_FORWARD\n")
    assert check(probed.encode(), "01-a.md") == ()
    without = TEXT.replace("rate: 0.1\n", "probe: UPDATED_VALUE\n")
    assert "UPDATED_VALUE cannot occur here" in check(without.encode(), "01-a.md")[0].message


@pytest.mark.parametrize(
    ("line", "wrong", "said"),
    [
        ("rate: 0.1", "rate: q", "no node called 'q'"),
        ("rate: 0.1", "rates: 0.1", "no field called 'rates'"),
        ("rate: 0.1", "examples: 1", "not a whole number from 2"),
        ("before w: w + 1", "before: 3", "says nothing before the colon"),
        ("before w: w + 1", "before v: 3", "no node called 'v'"),
        ("before w: w + 1", "before u: 3", "'u' is computed"),
        ("before w: w + 1", "before w:", "'before w' has no value"),
        ("before w: w + 1", "before w: log(-1)", "log"),
        ("quiz numeric now", "quiz sign now", "no field called 'answer'"),
    ],
)
def test_what_is_wrong_in_such_a_block_is_said(line: str, wrong: str, said: str) -> None:
    _, problems = read(TEXT.replace(line, wrong).encode(), "01-a.md")
    messages = [problem.message for problem in problems]
    assert any(said in message for message in messages), messages


def test_the_mini_batch_of_the_lesson_tells_n_from_s() -> None:
    found = lesson("17")
    quiz = next(
        one
        for page in found.pages
        for one in page.activities
        if isinstance(one, Quiz) and one.id == "batch-and-update"
    )
    question = quizzes.make(quiz, found.graphs["two"], 4)
    right = [float(text) for text in quizzes.solution(question)]
    for factor, rule in ((2 / 10, "DIVIDED_BY_N_NOT_S"), (2, "SUM_NOT_MEAN")):
        typed = (repr(right[0] * factor), repr(right[1] * factor), *map(repr, right[2:]))
        assert quizzes.mark(question, typed).mistakes[0] == rule
    updated = tuple(map(repr, (*right[2:], *right[2:])))
    assert quizzes.mark(question, updated).mistakes == ("UPDATED_VALUE",)


def test_fresh_values_are_answered_from_memory_and_it_is_noticed() -> None:
    """The values of the variant before count as old ones, also after a restart."""
    found = opened(TEXT.replace("before w: w + 1\n", "").replace("rate: 0.1\n", ""))
    state, _ = act(found, start(found, 1), Visit(0))
    first = state.question
    assert first
    assert first.numbers
    seen = first.numbers.gradients["w"]
    state, _ = act(found, state, NewVariant())
    stored = state_from_data(state_to_data(state))
    for place in (state, resume(found, stored)):
        assert place.question
        after, _ = act(found, place, Answer((repr(seen),)))
        verdict = after.work("now").verdict
        assert verdict
        assert "STALE_FORWARD" in verdict.mistakes


def test_a_question_asked_again_remembers_the_values_before() -> None:
    first, second = made(seed=1), made(seed=2)
    plain = replace(second, background=replace(second.background, before=None))
    remembered = quizzes.remembering(plain, first)
    assert first.numbers
    assert remembered.background.before
    assert remembered.background.before["w"] == first.numbers.values["w"]
    assert quizzes.remembering(first, first).background == first.background
