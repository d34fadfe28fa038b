"""Every built-in lesson: no problem, and every question can be asked and answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

import pytest

from tests.core.asking import drawn, faults, questions_of
from tests.learners.mistakes import mistakes
from tests.samples import sampled
from tutor.core import questions as quizzes
from tutor.core.activities import ACTIVITIES
from tutor.core.checking.lesson_file import check
from tutor.core.expression.functions import functions
from tutor.core.lesson import Figure, Lesson, Page, Prose, Quiz, Steps
from tutor.core.questions.fill import plain
from tutor.core.reader import read
from tutor.core.text.terminal import width
from tutor.core.typesetting import broken_display
from tutor.library import LessonFile, built_in

LESSONS = built_in()


def read_lesson(file: LessonFile) -> Lesson:
    lesson, problems = read(file.data, file.name)
    assert lesson, problems
    return lesson


@pytest.mark.parametrize("file", sampled(LESSONS, LESSONS[::3]), ids=lambda file: file.name)
def test_a_lesson_has_no_problem_and_no_warning(file: LessonFile) -> None:
    assert check(file.data, file.name) == ()


@pytest.mark.parametrize("file", LESSONS, ids=lambda file: file.name)
def test_a_lesson_says_what_it_covers_and_may_be_shared(file: LessonFile) -> None:
    lesson = read_lesson(file)
    assert lesson.covers
    assert lesson.minutes
    assert lesson.licence == "CC-BY-4.0"
    assert all(set(quiz.skills) <= set(lesson.skills) for quiz in questions_of(lesson))


@pytest.mark.parametrize("file", sampled(LESSONS, LESSONS[:-1:3]), ids=lambda file: file.name)
def test_every_question_holds_over_its_variants(file: LessonFile) -> None:
    """Twenty seeds here; ``python -m tests.benchmarks.lesson_questions`` asks a thousand."""
    lesson = read_lesson(file)
    for quiz in questions_of(lesson):
        for question, problem in drawn(lesson, quiz, range(21)):
            assert question is not None, (quiz.id, problem)
            assert list(faults(quiz, question)) == [], (quiz.id, question.seed)


@pytest.mark.parametrize("file", LESSONS, ids=lambda file: file.name)
def test_every_question_has_three_hints_of_its_author(file: LessonFile) -> None:
    for quiz in questions_of(read_lesson(file)):
        assert len(quiz.hints) == 3, quiz.id


@pytest.mark.parametrize("file", sampled(LESSONS, LESSONS[::3]), ids=lambda file: file.name)
def test_the_first_hint_is_not_what_a_wrong_answer_was_asked_back(file: LessonFile) -> None:
    """Whoever asks for a hint after a mistake wants to hear something else."""
    lesson = read_lesson(file)
    for quiz in questions_of(lesson):
        question = quizzes.make(quiz, lesson.graphs.get(quiz.graph), 0)
        first = plain(quizzes.hints(question)[0])
        for mistake in mistakes(question):
            feedback = quizzes.mark(question, mistake.response).feedback
            assert first not in feedback, quiz.id
            assert not any("{" in line for line in feedback), (quiz.id, feedback)


BESIDE_A_GRAPH = 41
"""Columns that a formula has at 120x36 where the page shows a graph."""


@pytest.mark.parametrize("file", LESSONS, ids=lambda file: file.name)
def test_a_formula_beside_a_graph_breaks_where_it_can_be_read(file: LessonFile) -> None:
    """Its last columns stood at the beginning of the next line."""
    for page in read_lesson(file).pages:
        beside = any(
            isinstance(block, Figure) or getattr(block, "graph", "") for block in page.blocks
        )
        for block in page.blocks:
            if beside and isinstance(block, Prose) and block.kind == "formula":
                rows = broken_display(block.latex, BESIDE_A_GRAPH)
                assert max(width(row.text) for row in rows) <= BESIDE_A_GRAPH, page.title


@pytest.mark.parametrize("file", LESSONS, ids=lambda file: file.name)
def test_no_page_is_a_wall_of_text(file: LessonFile) -> None:
    """What a learner reads before there is something to do fits the screen with it."""
    for page in read_lesson(file).pages:
        for lines in read_at_once(page):
            assert lines <= MOST_LINES, (page.title, lines)


@pytest.mark.parametrize("file", LESSONS, ids=lambda file: file.name)
def test_a_lesson_says_what_one_can_do_at_its_end_and_what_was_learnt(file: LessonFile) -> None:
    """The first page says what the lesson is for; the last one sums up and asks for all of it."""
    lesson = read_lesson(file)
    first, last = lesson.pages[0], lesson.pages[-1]
    assert "By the end" in "".join(words(block) for block in first.blocks)
    assert any(block.kind == "bullet" for block in last.blocks if isinstance(block, Prose))
    assert any(isinstance(one, Quiz) for one in last.activities)


@pytest.mark.parametrize("file", LESSONS, ids=lambda file: file.name)
def test_the_time_that_a_lesson_says_it_takes_is_near_the_estimate(file: LessonFile) -> None:
    lesson = read_lesson(file)
    assert 0.9 <= lesson.minutes / estimate(lesson) <= 1.1, estimate(lesson)


MOST_LINES = 16
"""Lines of text at 80 columns that may come between two things to do."""

USUAL = 60
SECONDS = {"choice": 30, "select": 30, "sign": 30, "order": 40, "classify": 50, "match": 50,
           "formula": 40, "numeric": 70, "message": 80, "spot": 100, "grid": 120,
           "forward": 40, "backward": 100, "build": 120, "nudge": 80, "algorithm": 240,
           "train": 240, "program": 180, "experiment": 180}  # fmt: skip
"""What an activity takes a learner who meets it for the first time, where it is not ``USUAL``."""
AFTERWARDS = 25
"""For the reason after a right answer, or for a hint and a second try."""
WORDS_A_MINUTE = 80
"""A third of the speed of a novel: every second line has a formula."""


def estimate(lesson: Lesson) -> float:
    """Minutes for reading the pages and doing what there is to do."""
    read_words = sum(len(words(b).split()) for page in lesson.pages for b in page.blocks)
    things = [one for page in lesson.pages for one in page.activities]
    seconds = sum(SECONDS.get(one.kind, USUAL) + AFTERWARDS for one in things)
    return read_words / WORDS_A_MINUTE + seconds / 60


def words(block: object) -> str:
    """The text of a block of prose; nothing for anything else."""
    if not isinstance(block, Prose):
        return ""
    return "\n".join(span.text for span in block.spans) + " "


def read_at_once(page: Page) -> Iterator[int]:
    """The lines of text before each activity of a page, and after the last."""
    lines = 0
    for block in page.blocks:
        if isinstance(block, Prose):
            lines += height(block)
        elif isinstance(block, (Steps, Quiz)):
            yield lines
            lines = 0
    yield lines


def height(prose: Prose) -> int:
    """The lines of one block in 76 columns."""
    if prose.kind in ("formula", "code"):
        return len(prose.spans)
    return len(wrap("".join(span.text for span in prose.spans), 76))


def test_ids_and_numbers_are_each_given_once() -> None:
    lessons = [read_lesson(file) for file in LESSONS]
    assert len({lesson.id for lesson in lessons}) == len(lessons)
    assert len({file.number for file in LESSONS}) == len(lessons)


GUIDE = (Path(__file__).parent.parent / "lessons" / "README.md").read_text("utf-8")


def test_the_lesson_in_the_guide_has_no_problem() -> None:
    example = re.search(r"^~~~~markdown\n(.*?)^~~~~$", GUIDE, re.MULTILINE | re.DOTALL)
    assert example
    assert check(example[1].encode(), "90-area.md") == ()


def test_the_blocks_in_the_guide_have_no_problem() -> None:
    rest = GUIDE[GUIDE.rindex("~~~~") :]
    fences = re.findall(r"^```(?:graph|network|steps) .*?^```$", rest, re.MULTILINE | re.DOTALL)
    assert len(fences) == 10
    head = "---\nformat: bptutor-lesson 1\nid: guide\ntitle: T\n---\n\n## P\n\n"
    assert check((head + "\n\n".join(fences) + "\n").encode(), "x.md") == ()


def unlisted(guide: str) -> list[str]:
    """The lines about kinds of activities that the guide does not have."""
    lines = [f"| `{row.name}` | {row.does} | {row.lines} |" for row in ACTIVITIES.values()]
    return [line for line in lines if line not in guide.splitlines()]


def test_the_guide_lists_every_activity() -> None:
    assert not unlisted(GUIDE), "lessons/README.md, 'Steps through a graph', wants these lines"


def test_the_guide_names_every_function() -> None:
    for word in functions():
        listed = re.search(rf"\b{word}\b", GUIDE)
        assert listed, f"put {word} into the list of functions in lessons/README.md"


def missing_from_the_guide() -> list[str]:
    """The rows of the table of kinds that the guide does not have."""
    rows = [f"| `{kind.name}` | {kind.lines} |" for kind in quizzes.KINDS.values()]
    return [row for row in rows if row not in GUIDE]


def test_the_guide_lists_every_kind_of_question() -> None:
    missing = "\n".join(missing_from_the_guide())
    assert not missing, f"put into the table of kinds in lessons/README.md:\n{missing}"
    table = re.findall(r"^\| `(\w+)` \| ", GUIDE[GUIDE.index("| kind | its own") :], re.MULTILINE)
    gone = set(table) - set(quizzes.KINDS)
    assert not gone, f"remove from the table of kinds in lessons/README.md: {gone}"


def test_the_guide_says_which_kinds_may_stand_in_gradient_descent() -> None:
    said = " or ".join(f"`{kind.name}`" for kind in quizzes.KINDS.values() if kind.in_descent)
    assert f"A {said} question about a gradient may stand" in GUIDE, said
