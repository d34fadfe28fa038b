"""No technical term is used before a card of that lesson, or of an earlier one, explains it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from tests.core.asking import drawn, questions_of
from tests.samples import sampled
from tutor.core import questions as quizzes
from tutor.core.lesson import Card, Lesson, Prose, Quiz, Spans, Steps
from tutor.core.misconceptions import wrong_numbers
from tutor.core.questions.kinds.choice import ChoiceBody
from tutor.core.questions.kinds.classify import ClassifyBody
from tutor.core.questions.kinds.match import MatchBody
from tutor.core.questions.kinds.parsons import ParsonsBody
from tutor.core.reader import read
from tutor.core.text.terminal import safe
from tutor.library import built_in

TERMS = """
acyclic, activation, activation function, Algorithm 1, backpropagated gradient, backpropagation,
backward pass, batch size, bias, chain rule, computation graph, cost, derivative, edge, fan-out,
forward pass, full batch, gradient, gradient descent, Hadamard product, hidden layer,
layer, learning rate, local gradient, loss, matrix, matrix product, message, mini-batch,
multilayer perceptron, neuron, node, outer product, output layer, parameter, prediction,
recursion, regression, residual, route, sigmoid, stochastic gradient, successor, target,
topological order, training example, transpose, unit, update, vector, weight, weighted input,
width, δ, ⊙, ∇, η, ω, σ
"""
"""The field's words and symbols that a reader of the first page need not know."""

NAMES = ("linear regression", "Linear regression")
"""Names of examples, which need no card for their parts."""

PLURALS = {"bias": "biases", "matrix": "matrices", "mini-batch": "mini-batches"}

LESSONS = sorted(built_in(), key=lambda file: file.name)


def terms() -> list[str]:
    return [" ".join(term.split()) for term in TERMS.split(",")]


def pattern(term: str) -> re.Pattern[str]:
    """The term as a word of its own, singular or plural; a symbol wherever it stands."""
    if len(term) == 1:
        return re.compile(term)
    plural = PLURALS.get(term, f"{term}s")
    return re.compile(rf"(?<![\w-])(?:{term}|{plural})(?![\w-])", re.IGNORECASE)


@cache
def lesson_of(name: str) -> Lesson:
    file = next(file for file in LESSONS if file.name == name)
    lesson, problems = read(file.data, file.name)
    assert lesson, problems
    return lesson


def text_of(spans: Spans) -> str:
    return "".join(span.text for span in spans)


def visible(lesson: Lesson) -> Iterator[str]:
    """All that a learner reads: pages and questions, without the cards and the notes."""
    for page in lesson.pages:
        yield page.title
        for block in page.blocks:
            if isinstance(block, Prose):
                yield "\n".join(span.text for span in block.spans)
            elif isinstance(block, Steps):
                yield text_of(block.ask)
            elif isinstance(block, Quiz):
                yield from question(block)


def question(quiz: Quiz) -> Iterator[str]:
    yield from map(text_of, (quiz.ask, quiz.solution, *quiz.hints))
    yield from (text_of(wrong.feedback) for wrong in quiz.wrongs)
    match quiz.body:
        case ChoiceBody(options):
            yield from (text_of(one.text) + " " + text_of(one.feedback) for one in options)
        case ClassifyBody(items):
            yield from (text_of(item.why) for item in items)
        case MatchBody(pairs):
            yield from (f"{left} {text_of(right)}" for left, right in pairs)
        case ParsonsBody(lines=lines):
            yield from map(text_of, lines)
        case _:
            pass


def explained(cards: tuple[Card, ...]) -> str:
    """The terms of ``cards``, and what their text sets apart in italics or bold."""
    found = [safe(card.term) for card in cards]
    for card in cards:
        for prose in card.prose:
            found += [s.text for s in prose.spans if s.style in ("strong", "emphasis")]
    return "\n".join(found)


FILES = [file.name for file in LESSONS]


@pytest.mark.parametrize("name", sampled(FILES, FILES[2::4]))
def test_every_term_of_a_lesson_has_been_explained(name: str) -> None:
    known = ""
    for file in LESSONS:
        known += "\n" + explained(lesson_of(file.name).cards)
        if file.name == name:
            break
    said = "\n".join(visible(lesson_of(name)))
    assert missing(said, known) == []


@pytest.mark.parametrize("name", sampled(FILES, FILES[:1]))
def test_what_is_said_of_a_wrong_number_needs_no_later_term(name: str) -> None:
    """The first lesson was answered with names that the fourth one explains."""
    known = "\n".join(explained(lesson_of(one).cards) for one in FILES[: FILES.index(name) + 1])
    lesson = lesson_of(name)
    for quiz in questions_of(lesson):
        asked, _ = next(drawn(lesson, quiz, range(1, 2)))
        if asked is None or asked.numbers is None or asked.derivative is None:
            continue
        if len(asked.slots) > 1:
            continue
        of, wrt = asked.derivative
        for id_, numbers in wrong_numbers(asked.numbers, wrt, of).items():
            for number in sorted(numbers)[:2]:
                said = " ".join(quizzes.mark(asked, (repr(number),)).feedback)
                assert missing(said, known) == [], (quiz.id, id_, said)


@pytest.mark.parametrize("name", FILES[:1])
def test_no_number_brings_a_later_term_into_the_first_lesson(name: str) -> None:
    """Any number in a grid was two mistakes at once, by names of lesson 4."""
    known, lesson = explained(lesson_of(name).cards), lesson_of(name)
    for quiz in questions_of(lesson):
        asked, _ = next(drawn(lesson, quiz, range(1, 2)))
        if asked is None or asked.way not in ("blanks", "grid"):
            continue
        for number in ("-12", "-3", "-1", "0", "0.25", "1", "5", "12"):
            said = " ".join(quizzes.mark(asked, (number,) * len(asked.slots)).feedback)
            assert missing(said, known) == [], (quiz.id, number, said)


def missing(said: str, known: str) -> list[str]:
    """Terms of ``said`` that ``known`` does not have; one within a longer one is not counted."""
    for name in NAMES:
        said = said.replace(name, " ")
    found = []
    for term in sorted(terms(), key=len, reverse=True):
        matches = pattern(term)
        if matches.search(said) and not matches.search(known):
            found.append(term)
        if len(term) > 1:
            said = matches.sub(" ", said)
    return found


def test_a_term_without_a_card_is_noticed() -> None:
    assert missing("The Hadamard product and δ of two layers.", "layer") == [
        "Hadamard product",
        "δ",
    ]
    assert missing("A gradient descent step, and its biases.", "gradient descent\nbias b") == []
    assert missing("The gradient.", "gradient descent") == []


def test_every_term_is_used_in_some_lesson() -> None:
    said = "\n".join(text for file in LESSONS for text in visible(lesson_of(file.name)))
    assert [term for term in terms() if not pattern(term).search(said)] == []


def test_a_term_that_changes_its_meaning_says_so() -> None:
    """z, y and n mean different things in different sections of the note (its errata, 16)."""
    text = {
        card.term: "\n".join(text_of(prose.spans) for prose in card.prose)
        for file in LESSONS
        for card in lesson_of(file.name).cards
    }
    for term in ("weighted input z", "target y", "number of examples n"):
        assert "section 1.3" in text[term], term
