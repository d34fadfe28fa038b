"""Quizzes in GIFT, read back by a reader that is not ours: ``ua_exam``, which makes exams of it."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from ua_exam.gift_parser import parse_gift_content, tokenize

from tests.core.graphs import FAN_OUT, LINREG, SIGMOID
from tests.samples import sampled
from tutor.commands.common import all_lessons, lesson_called
from tutor.core import questions as quizzes
from tutor.core.answers import are_apart, is_right
from tutor.core.graph import Graph
from tutor.core.lesson import LessonGraph
from tutor.core.practice import PracticeItem, graph_items, lesson_items
from tutor.core.practice.sheets import Sheet, gift_quiz, sheet_for
from tutor.core.questions import marked_kinds, plain
from tutor.core.text import safe

HOSTILE = r"a~=#{}::\= -> %100% <b>&#35;"
UNMARKED = ("arrange", "assemble")
"""Ways with more than one right order, which GIFT cannot mark; no more can it formulas."""


@dataclass
class Option:
    """An option of a question as the reader's own lexer parts it."""

    text: str = ""
    feedback: str = ""


@dataclass
class Block:
    """The answers of one question, and what is said at the end."""

    options: list[Option] = field(default_factory=list)
    general: str = ""


def blocks_of(text: str) -> list[Block]:
    """Options with their feedback, which the reader parts from them and then drops."""
    found: list[Block] = []
    inside = False
    hashes = 0
    for kind, value, _, _ in tokenize(text):
        if kind == "{":
            found.append(Block())
            inside, hashes = True, 0
        elif kind == "}":
            inside = False
        elif inside and kind in "=~":
            found[-1].options.append(Option())
            hashes = 0
        elif inside and kind == "#":
            hashes += 1
        elif inside and kind != "NEWLINE":
            if hashes > 3 or not found[-1].options:
                found[-1].general += value
            elif hashes:
                found[-1].options[-1].feedback += value
            else:
                found[-1].options[-1].text += value
    return found


def shown(text: str) -> str:
    """A text as an importer shows it, whose entities the reader has undone."""
    return " ".join(safe(text).split())


def graph_called(graph: Graph, label: str) -> Graph:
    """The graph with a first leaf that is called this."""
    first, *rest = graph.nodes
    return replace(graph, nodes=(replace(first, label=label), *rest))


def items_on(graph: Graph, kind: str, count: int = 2) -> tuple[PracticeItem, ...]:
    return graph_items(LessonGraph(graph), count, 7, (kind,))


@pytest.mark.parametrize("label", sampled(["w", HOSTILE], [HOSTILE]))
@pytest.mark.parametrize("kind", marked_kinds())
def test_another_reader_finds_the_questions_their_answers_and_what_is_said(
    kind: str, label: str
) -> None:
    items = items_on(graph_called(LINREG, label), kind)
    quiz = gift_quiz([Sheet("", items)])
    if kind == "formula" or items[0].question.way in UNMARKED:
        assert (quiz.questions, quiz.left_out) == (0, (kind,)), "what is left out is told"
        return
    read = parse_gift_content(quiz.text)
    assert (len(read), quiz.left_out) == (quiz.questions, ())
    assert len(read) >= len(items) > 0
    assert "<b>" not in quiz.text
    for one in read:
        item = items[int(one["title"].split()[0][1:]) - 1]
        assert shown(plain(item.question.asks)) in " ".join(one["text"].split())
    for item in items:
        own = [
            (one, block)
            for one, block in zip(read, blocks_of(quiz.text), strict=True)
            if items[int(one["title"].split()[0][1:]) - 1] is item
        ]
        checked(item, [one for one, _ in own], [block for _, block in own])


def checked(item: PracticeItem, read: Sequence[dict[str, object]], found: Sequence[Block]) -> None:
    """The right answers are right, and each wrong one says what the tutor says to it."""
    question = item.question
    right = quizzes.solution(question)
    for at, (one, block) in enumerate(zip(read, found, strict=True)):
        options = one["options"]
        assert isinstance(options, list)
        texts = [option["text"] for option in options]
        correct = [option["is_correct"] for option in options]
        assert block.general.strip() == shown(plain(quizzes.worked(question)))
        match question.way:
            case "pick":
                assert [correct.index(True)] == [int(right[0])]
                assert correct.count(True) == 1
                assert texts == [shown(option) for option in question.options]
            case "tick":
                assert correct == [ticked == "1" for ticked in right]
            case "label":
                words = quizzes.solution_words(question)
                pairs = [text.rsplit(" -> ", 1) for text in texts]
                assert [html.unescape(b) for _, b in pairs] == list(map(shown, words))
                assert [a for a, _ in pairs] == [shown(slot.label) for slot in question.slots]
            case _:
                assert correct == [True, *[False] * (len(correct) - 1)]
                numbers = [tuple(map(float, text.split(":"))) for text in texts]
                expected = float(right[at])
                assert is_right(numbers[0][0], expected)
                assert is_right(expected + 0.99 * numbers[0][1], expected, question.quiz.tolerance)
                for (number, _), option in zip(numbers[1:], block.options[1:], strict=True):
                    assert are_apart(number, expected)
                    response = (*right[:at], repr(number), *right[at + 1 :])
                    verdict = quizzes.mark(question, response)
                    assert verdict.mistakes
                    assert option.feedback.strip()
                    assert shown(" ".join(verdict.feedback)).endswith(option.feedback.strip())


def test_the_likeliest_mistakes_of_a_gradient_are_answers_without_marks() -> None:
    text = gift_quiz([Sheet("", items_on(LINREG, "numeric", 6))]).text
    for block in blocks_of(text):
        said = " ".join(option.feedback for option in block.options)
        assert len(block.options) >= 5
        assert re.search(r"loses its factor 2|local gradient|backpropagated gradient", said)
    assert len(re.findall(r"^=%100%-?[0-9.]+:[0-9.]+$", text, re.MULTILINE)) == 6
    assert not re.search(r"%[-0-9.]+[eE]", text), "some importers read no exponents"


@pytest.mark.parametrize("graph", sampled([SIGMOID, FAN_OUT], [SIGMOID]), ids=lambda one: one.name)
def test_decimals_have_the_tolerance_of_the_tutor(graph: Graph) -> None:
    items = items_on(graph, "numeric", 4)
    for item, block in zip(items, blocks_of(gift_quiz([Sheet("", items)]).text), strict=True):
        number, margin = map(float, block.options[0].text.split("%")[-1].split(":"))
        expected = float(quizzes.solution(item.question)[0])
        for off in (0.99, -0.99):
            assert is_right(number + off * margin, expected)
        if margin:
            assert not is_right(number + 1.02 * margin, expected)


def test_the_variants_of_a_question_stand_in_a_category_of_their_own() -> None:
    items = items_on(LINREG, "numeric", 2)
    sheets = [sheet_for(items, str(number), 1) for number in range(1, 4)]
    read = parse_gift_content(gift_quiz(sheets).text)
    assert [one["category"] for one in read] == ["bptutor/Q1"] * 3 + ["bptutor/Q2"] * 3
    assert len({one["text"] for one in read}) == 6
    assert [one["title"] for one in read][:3] == ["Q1.1 numeric", "Q1.2 numeric", "Q1.3 numeric"]


@pytest.mark.parametrize("lesson", sampled(range(18), [4]))
def test_the_questions_of_every_lesson_are_read_back(lesson: int) -> None:
    items = lesson_items(all_lessons()[lesson], 12, 3)
    quiz = gift_quiz([Sheet("", items)])
    assert len(parse_gift_content(quiz.text)) == quiz.questions > 0
    ways = {item.question.quiz.kind: item.question.way for item in items}
    assert all(kind == "formula" or ways[kind] in UNMARKED for kind in quiz.left_out)


@pytest.mark.slow
def test_feedback_speaks_of_no_step_and_no_slip_of_the_pen_where_the_question_has_none() -> None:
    """Numbers of the board that fit these by chance are left out."""
    for seed in range(1, 7):
        items = lesson_items(lesson_called("5"), 6, seed, ("message", "grid", "numeric"))
        text = gift_quiz([Sheet("", items)]).text
        assert "does not have the size" not in text
        assert "step of gradient descent" not in text
