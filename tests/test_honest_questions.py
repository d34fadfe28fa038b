"""Nothing gives away an open question: all lessons are walked, and each screen is read."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.core.lessons import LESSONS
from tests.samples import sampled
from tutor.core import questions as quizzes
from tutor.core.answers.numbers import AS_FORMULAS, AS_IN, AS_NUMBERS
from tutor.core.checking.giveaway import giveaways
from tutor.core.checking.lesson_file import check
from tutor.core.checking.questions import page_references
from tutor.core.expression import PassScope, evaluate
from tutor.core.graph.model import Edge
from tutor.core.lesson import Lesson, Problem
from tutor.core.practice.items import lesson_items, quizzes_of, review_items
from tutor.core.questions.fill import fill, plain
from tutor.core.questions.kinds.grid import GridKey
from tutor.core.questions.kinds.message import MessageKey
from tutor.core.questions.kinds.numeric import Asked
from tutor.core.questions.model import Question, Verdict
from tutor.core.session import Scene, View, question_scene, view
from tutor.core.session.actions import Answer, AskHint, Next
from tutor.core.session.reducer import act, start
from tutor.core.text import width
from tutor.plain import WIDTH, question_sheet_lines
from tutor.plain.text import question_lines

MOST = 3_000
"""Steps that nobody needs for a lesson."""
SEEDS = sampled((1, 5), (1,))
FEW = LESSONS[2::9]
"""Lessons that are tried at once where all take long."""

Fact = tuple[str, str, str]
"""value, gradient or local; of which node; for a local gradient its successor."""


def walked(lesson: Lesson, seed: int, *, hints: int = 0) -> Iterator[View]:
    """Every screen of a learner who answers everything rightly, after so many hints."""
    state = start(lesson, seed)
    for _ in range(MOST):
        shown = view(lesson, state)
        yield shown
        if state.page >= len(lesson.pages):
            return
        if state.question is None or shown.settled:
            state, _ = act(lesson, state, Next())
            continue
        for _ in range(hints):
            state, _ = act(lesson, state, AskHint())
            yield view(lesson, state)
        state, _ = act(lesson, state, Answer(quizzes.solution(state.question)))
    raise AssertionError("no end in sight")


@pytest.mark.parametrize("lesson", sampled(LESSONS, LESSONS[::3]), ids=lambda one: one.id)
@pytest.mark.parametrize("seed", SEEDS)
def test_no_screen_tells_the_answer_to_its_open_question(lesson: Lesson, seed: int) -> None:
    found = {
        (shown.heading, shown.question.quiz.id, told)
        for shown in walked(lesson, seed)
        if shown.question
        for told in giveaways(shown)
    }
    assert not found


@pytest.mark.parametrize("lesson", sampled(LESSONS, LESSONS[::3]), ids=lambda one: one.id)
@pytest.mark.parametrize("seed", SEEDS)
def test_no_picture_of_an_earlier_question_has_shown_what_is_asked(
    lesson: Lesson, seed: int
) -> None:
    """A question that was done showed all numbers, and the next one asked for one of them."""
    seen: dict[object, set[Fact]] = {}
    found = []
    for shown in walked(lesson, seed):
        question = shown.question
        if question is not None and not shown.settled and question.numbers is not None:
            met = seen.get(numbers_of(shown.scene) if shown.scene else values_of(question), set())
            found += [(question.quiz.id, fact) for fact in asked(question) if fact in met]
        if shown.scene is not None:
            seen.setdefault(numbers_of(shown.scene), set()).update(facts(shown.scene))
    assert not found


@pytest.mark.parametrize("lesson", sampled(LESSONS, LESSONS[4:5]), ids=lambda one: one.id)
def test_what_is_said_to_an_empty_answer_is_no_answer(lesson: Lesson) -> None:
    """Its examples were 8 and 2*4, and 8 = 2 · 4 is the first number that lesson 5 asks back."""
    examples = re.split(", | and | or ", ", ".join((AS_NUMBERS, AS_IN, AS_FORMULAS)))
    found = [
        (question.quiz.id, example)
        for shown in walked(lesson, 1)
        if (question := shown.question) and not shown.settled and question.way == "blanks"
        for example in examples
        if any(right_slots(quizzes.mark(question, (example,) * len(question.slots))))
    ]
    assert not found


def right_slots(verdict: Verdict) -> tuple[bool, ...]:
    return () if verdict.unreadable else verdict.slots


def values_of(question: Question) -> object:
    numbers = question.numbers
    assert numbers is not None
    leaves = tuple((leaf.name, numbers.values[leaf.name]) for leaf in numbers.graph.leaves)
    return numbers.graph.name, leaves


def numbers_of(scene: Scene) -> object:
    graph, values = scene.numbers.graph, scene.numbers.values
    return graph.name, tuple((leaf.name, values[leaf.name]) for leaf in graph.leaves)


def facts(scene: Scene) -> Iterator[Fact]:
    """What the picture shows: values, whole gradients, local gradients."""
    graph, known = scene.numbers.graph, scene.marks
    yield from (("value", name, "") for name in known.values if not graph.by_name[name].is_leaf)
    for name in known.gradients:
        if name not in known.partial:
            yield "gradient", name, ""
    yield from (("local", edge.source, edge.target) for edge in known.locals)


def asked(question: Question) -> Iterator[Fact]:
    """What a question asks for, as far as a picture could show it; what is stored may be shown."""
    numbers, key = question.numbers, question.key
    assert numbers is not None
    match key:
        case Asked("gradient", _, of, wrt) if of == numbers.graph.output:
            yield "gradient", wrt, ""
        case Asked("value", _, of):
            yield "value", of, ""
        case Asked("local", _, of, wrt):
            yield "local", wrt, of
        case MessageKey(Edge(source, target, _), blanks):
            if "local" in blanks:
                yield "local", source, target
            if "product" in blanks and len(numbers.graph.outgoing(source)) == 1:
                yield "gradient", source, ""
        case GridKey():
            yield from cells(key, numbers.graph.output)


def cells(key: GridKey, output: str) -> Iterator[Fact]:
    for what, of, wrt in key.asked:
        if what == "gradient" and of in (None, output):
            yield "gradient", wrt, ""
        elif what == "value":
            yield "value", of or "", ""


HEAD = """---
format: bptutor-lesson 1
id: told
title: Told
---

# Told

## One page
"""


def checked(text: str) -> tuple[Problem, ...]:
    """The problems of a page."""
    return check((HEAD + text).encode(), "90-told.md")


def test_an_author_is_warned_of_an_answer_in_the_text() -> None:
    text = """
Here ∂C/∂w = 6, as you will see.

```graph g
param w = 3
input x = 2
u = w * x
output C = u^2
```

```quiz numeric told
graph: g
ask: What is ∂u/∂w?
answer: local(u, w)
hint: Look at u.
```
"""
    assert not [one for one in checked(text) if "tells the answer" in one.message]
    told = text.replace("∂C/∂w = 6", "∂u/∂w = x = 2")
    (problem,) = [one for one in checked(told) if "tells the answer" in one.message]
    assert problem.severity == "warning"
    assert "∂u/∂w = x = 2" in problem.message


def test_the_program_shows_of_a_backward_pass_what_was_worked_out() -> None:
    """With s the order that was asked for stood beside the question."""
    nine = next(lesson for lesson in LESSONS if "checkpoint" in lesson.id)
    orders = [
        shown
        for shown in walked(nine, 1)
        if shown.question and shown.question.quiz.kind == "order" and not shown.settled
    ]
    assert orders
    assert all(shown.scene is None or not shown.scene.ahead for shown in orders)


# Away from its page -------------------------------------------------------------------------------


@pytest.mark.parametrize("lesson", sampled(LESSONS, FEW), ids=lambda one: one.id)
def test_what_is_asked_away_from_its_page_shows_its_graph_or_needs_none(lesson: Lesson) -> None:
    """“What works last in C?” was asked in a review that had no C."""
    for item in lesson_items(lesson, 60, 3):
        quiz, question = item.question.quiz, item.question
        lines = "\n".join(question_lines(question))
        if quiz.graph and quiz.pictured:
            assert question.numbers is not None
            for leaf in question.numbers.graph.leaves:
                assert leaf.label in lines, (quiz.id, lines)
        else:
            assert quiz.alone
            assert not page_references(quiz), quiz.id


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda one: one.id)
@pytest.mark.slow
def test_reviews_ask_only_what_stands_alone(lesson: Lesson) -> None:
    kept = {quiz.id for quiz in quizzes_of(lesson) if not quiz.alone}
    asked_ = review_items([lesson], lesson.skills, 20, 4)
    assert asked_
    assert not kept & {item.name for item in asked_}


def test_a_sheet_shows_the_graph_of_a_question_without_its_answer() -> None:
    for item in lesson_items(LESSONS[4], 30, 3, ("numeric", "message")):
        question = item.question
        assert question.numbers is not None
        scene = question_scene("g", question, question.numbers)
        met = set(facts(scene))
        assert not [fact for fact in asked(question) if fact in met]


@pytest.mark.parametrize("lesson", sampled(LESSONS, LESSONS[19:20]), ids=lambda one: one.id)
def test_a_sheet_is_no_wider_than_the_paper(lesson: Lesson) -> None:
    """The networks of lessons 10 to 22 were drawn up to 315 columns wide."""
    lines = tuple(question_sheet_lines(lesson_items(lesson, 12, 1)))
    assert max(map(width, lines)) <= WIDTH
    assert all(isinstance(line, str) for line in lines)


def test_an_author_is_warned_of_a_question_that_leans_on_its_page() -> None:
    text = """
```quiz choice leaning
alone: yes
ask: What does the n in the table above count?
- [x] examples
- [ ] units
hint: Look.
```
"""
    (problem,) = checked(text)
    assert "'above'" in problem.message
    assert not checked(text.replace("alone: yes", "alone: no"))
    assert not checked(text.replace("alone: yes\n", ""))


@pytest.mark.parametrize("lesson", sampled(LESSONS, FEW), ids=lambda one: one.id)
def test_two_numbers_of_a_prompt_that_differ_are_not_printed_alike(lesson: Lesson) -> None:
    """“The scores are 1000 and 1000”: their gap of a half decides, and four figures hide it."""
    for quiz in quizzes_of(lesson):
        for seed in range(1, 11):
            numbers = quizzes.make(quiz, lesson.graphs.get(quiz.graph), seed).numbers
            if numbers is None:
                continue
            shown: dict[str, float] = {}
            for span in quiz.ask:
                if span.value is not None:
                    value = evaluate(span.value, PassScope(numbers))
                    said = plain(fill((span,), numbers))
                    assert shown.setdefault(said, value) == pytest.approx(value, rel=1e-6), quiz.id
