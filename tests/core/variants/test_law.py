"""No question of a lesson takes one mistake for another, and none is asked twice."""

from __future__ import annotations

import pytest

from tests.core.law import confused, confusions, repeated
from tests.core.lessons import LESSONS
from tests.samples import sampled
from tutor.core import questions as quizzes
from tutor.core.lesson import Lesson, Quiz
from tutor.core.reader import read

HEAD = """---
format: bptutor-lesson 1
id: drawn
title: Drawn
---

# Drawn

## One
"""
GRAPH = """
```graph g
param w = 3
input eta = 0.5
input g = -3
step = eta * g
output new = w - step

vary w in -4..4 except 0
vary g in -4..4 except 0
```
"""
QUIZ = """
```quiz numeric {name}
graph: g varied
ask: η = 0.5 and ∂J/∂w = {{= g }}. What is the new w?
answer: value(new)
wrong w + eta * g: Downhill is against the gradient.
wrong -eta * g: That is by how much w changes.
hint: Which way is downhill?
```
"""


def lesson_of(*blocks: str) -> Lesson:
    lesson, problems = read((HEAD + "".join(blocks)).encode(), "90-drawn.md")
    assert lesson, problems
    return lesson


@pytest.mark.parametrize("seeds", sampled((range(1, 3), range(3, 60)), [range(1, 3)]), ids=str)
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda one: one.id)
def test_the_mistakes_that_a_question_probes_have_different_numbers(
    lesson: Lesson, seeds: range
) -> None:
    assert list(confused(lesson, seeds)) == []


@pytest.mark.parametrize("seed", sampled((1, 2, 3), [1]))
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda one: one.id)
def test_no_number_is_asked_for_twice_in_a_lesson(lesson: Lesson, seed: int) -> None:
    assert list(repeated(lesson, seed)) == []


# The law itself -----------------------------------------------------------------------------------


def test_a_square_of_a_multiple_hides_which_factor_was_forgotten() -> None:
    """With g = 3x and f = g² the forgotten 3 and f′ taken at x are one number at every x."""
    block = """
```graph g expand
input x = 8
g = 3 * x
output f = g^2
```

```quiz numeric which
graph: g
ask: What is ∂f/∂x?
answer: grad(f, x)
wrong 2 * x * 3: You took f′ at x.
wrong 2 * g: That is f′(g): the factor g′(x) is missing.
hint: Two factors.
```
"""
    found = [what for _, _, what in confused(lesson_of(block), range(1))]
    assert "the wrong 2·x·3 is 2·g" in found
    apart = lesson_of(block.replace("g = 3 * x", "g = 3 * x + 1"))
    assert "the wrong 2·x·3 is 2·g" not in [what for _, _, what in confused(apart, range(1))]


def test_no_draw_makes_two_wrong_numbers_of_an_author_one() -> None:
    """With w = −2ηg it would be said of one mistake what was written for the other."""
    lesson = lesson_of(GRAPH, QUIZ.format(name="new-value"))
    quiz = lesson.pages[0].activities[0]
    assert isinstance(quiz, Quiz)
    values = []
    for seed in range(1, 40):
        question = quizzes.make(quiz, lesson.graphs["g"], seed)
        assert question.numbers is not None
        assert not list(confusions(question))
        values.append(question.numbers.values)
    assert len({(one["w"], one["g"]) for one in values}) > 10
    assert all(one["new"] != one["g"] for one in values)  # it would be right to copy it


def test_a_question_that_is_asked_again_with_its_numbers_is_found() -> None:
    fixed = QUIZ.replace(" varied", "")
    lesson = lesson_of(GRAPH, fixed.format(name="first"), fixed.format(name="second"))
    assert [(first, second) for first, second, _ in repeated(lesson, 1)] == [("first", "second")]
    fresh = lesson_of(GRAPH, QUIZ.format(name="first"), QUIZ.format(name="second"))
    assert not list(repeated(fresh, 1))
