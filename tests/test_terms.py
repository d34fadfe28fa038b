"""No technical term is used before its page, or an earlier one, explains it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import pytest

from tests.samples import sampled
from tutor.core import questions as quizzes
from tutor.core.lesson import Card, Lesson, Page, Prose, Quiz, Spans, Steps
from tutor.core.misconceptions import wrong_numbers
from tutor.core.questions.fill import plain
from tutor.core.questions.kinds.choice import ChoiceBody
from tutor.core.questions.kinds.classify import ClassifyBody
from tutor.core.questions.kinds.match import MatchBody
from tutor.core.questions.kinds.parsons import ParsonsBody
from tutor.core.questions.model import Question
from tutor.core.reader import read
from tutor.core.session import view
from tutor.core.session.actions import Answer, Next
from tutor.core.session.reducer import act, start
from tutor.core.text.terminal import safe
from tutor.library import built_in

TERMS = """
activation, activation function, acyclic, Algorithm 1, backpropagated gradient, backpropagation,
backward pass, batch size, bias, central difference, chain rule, computation graph, cost,
cross-entropy, derivative, edge, fan-out, forward pass, full batch, gradient, gradient
descent, Hadamard product, hidden layer, intermediate variable, layer, learning rate, local
gradient, logit, loss, matrix, matrix product, message, mini-batch, multilayer perceptron, neuron,
node, outer product, output layer, parameter, plateau, prediction, recursion, regression, residual,
route, sigmoid, slope, softmax, stochastic gradient, successor, target, topological order, training
example, transpose, unit, update, vector, weight, weighted input, width, δ, ⊙, ∇, η, ω, σ
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


def visible(page: Page) -> Iterator[str]:
    """All that a learner reads on a page: text and questions, without the cards and the notes."""
    yield page.title
    for block in page.blocks:
        if isinstance(block, Prose):
            yield "\n".join(span.text for span in block.spans)
        elif isinstance(block, Steps):
            yield from map(text_of, (block.ask, *block.hints))
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


def known_by_page(name: str) -> list[str]:
    """For each page of a lesson what has been explained: by cards, or set apart in the text."""
    known = "\n".join(explained(lesson_of(one).cards) for one in FILES[: FILES.index(name)])
    lesson = lesson_of(name)
    source = next(file.data for file in LESSONS if file.name == name).decode().splitlines()
    lines = [n for n, line in enumerate(source, 1) if line.startswith("```card ")]
    found = []
    for page, until in pairwise((*lesson.pages, None)):
        assert page is not None
        cards = zip(lesson.cards, lines, strict=True)
        here = tuple(card for card, line in cards if until is None or line < until.at.line)
        prose = tuple(block for block in page.blocks if isinstance(block, Prose))
        known += "\n" + explained(here) + "\n" + explained((Card("", prose),))
        found.append(known)
    return found


@pytest.mark.parametrize("name", sampled(FILES, FILES[2::4]))
def test_every_term_of_a_page_has_been_explained(name: str) -> None:
    """On this page at the latest.  The first page of a lesson may name what will be learnt."""
    pages = list(zip(lesson_of(name).pages, known_by_page(name), strict=True))
    found = {
        (page.title, term)
        for page, known in pages[1:]
        for text in visible(page)
        for term in missing(text, known)
    }
    assert not found


FIRST = FILES[:5]
NUMBERS = ("77", "-12", "-3", "-1", "0", "0.25", "1", "5", "12")


@pytest.mark.parametrize("name", sampled(FIRST, FIRST[:1]))
def test_no_reply_uses_a_term_before_the_page_that_explains_it(name: str) -> None:
    """In questions and in passes.  The first lesson was answered with names of the fourth one."""
    lesson, known = lesson_of(name), known_by_page(name)
    state, found = start(lesson, 1), set()
    while state.page < len(lesson.pages):
        question, settled = state.question, view(lesson, state).settled
        if question is None or settled:
            state, _ = act(lesson, state, Next())
            continue
        told = [plain(one) for one in (question.prompt, *quizzes.hints(question))]
        for answer in wrong_answers(question):
            told += quizzes.mark(question, answer).feedback
        found |= {
            (question.quiz.id, said, term)
            for said in told
            for term in missing(said, known[state.page])
        }
        state, _ = act(lesson, state, Answer(quizzes.solution(question)))
    assert not found


def wrong_answers(question: Question) -> Iterator[tuple[str, ...]]:
    """One slot wrong at a time, by a known mistake, a number of the graph, or for no reason; and
    all of them."""
    if question.way not in ("blanks", "grid"):
        return
    right, wrong = quizzes.solution(question), set(NUMBERS)
    if question.numbers is not None:
        wrong |= {repr(number) for number in question.numbers.values.values()}
        wrong |= {repr(number) for number in question.numbers.gradients.values()}
        if question.derivative is not None:
            of, wrt = question.derivative
            for numbers in wrong_numbers(question.numbers, wrt, of).values():
                wrong |= set(map(repr, sorted(numbers)[:2]))
    for one in sorted(wrong):
        yield (one,) * len(right)
        for place in range(len(right)):
            yield (*right[:place], one, *right[place + 1 :])


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
    pages = [page for name in FILES for page in lesson_of(name).pages]
    said = "\n".join(text for page in pages for text in visible(page))
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
