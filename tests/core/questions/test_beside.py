"""A question may show a second graph to compare, whose shared leaves have the values drawn."""

from __future__ import annotations

from pathlib import Path

from tutor import starters
from tutor.core import questions as quizzes
from tutor.core.checking import check
from tutor.core.lesson import Quiz
from tutor.core.questions import ChoiceBody
from tutor.core.questions.figures import BESIDE
from tutor.core.reader import read
from tutor.core.text import format_number, width
from tutor.plain.text import figure_lines

OTHER = (
    "## Another\n\nTwice the rim.\n\n"
    "```graph other\nuse l, w from field\nrim = l + w\nloss C = 4 * rim\n```\n\n"
)
TEXT = starters.lesson().replace("## Forwards", OTHER + "## Forwards", 1)
TEXT = TEXT.replace("graph: field varied", "graph: field varied\nbeside: other", 1)


def asked(seed: int) -> quizzes.Question:
    lesson, problems = read(TEXT.encode(), "90-area.md")
    assert lesson is not None, problems
    quiz = next(
        one
        for page in lesson.pages
        for one in page.activities
        if isinstance(one, Quiz) and one.beside
    )
    return quizzes.make(quiz, lesson.graphs["field"], seed)


def test_the_second_graph_is_drawn_with_the_values_of_the_first() -> None:
    assert not [one for one in check(TEXT.encode(), "90-area.md") if one.severity == "error"]
    for seed in range(6):
        question = asked(seed)
        assert question.numbers is not None
        text = "\n".join(figure_lines(question))
        assert "other:" in text
        rim = question.numbers.values["l"] + question.numbers.values["w"]
        assert format_number(4 * rim) in text
        assert max(width(span.text) for one in question.figures for span in one.spans) <= BESIDE


def test_a_second_graph_leaves_room_for_options_and_a_reply_on_a_small_screen() -> None:
    """Its picture took nine rows of the twelve that a screen of 24 has beside another picture."""
    pack = Path(starters.__file__).parents[1] / "lessons" / "examples" / "three-graphs"
    lesson, _ = read((pack / "02-vanishing.md").read_bytes(), "02-vanishing.md")
    assert lesson is not None
    quizzes_ = (one for page in lesson.pages for one in page.activities if isinstance(one, Quiz))
    quiz = next(one for one in quizzes_ if one.beside)
    lines = [*figure_lines(quizzes.make(quiz, lesson.graphs["layer"], 0))]
    assert isinstance(quiz.body, ChoiceBody)
    assert len(lines) + 1 + len(quiz.body.options) + 2 <= 12
    assert "a₂ = σ(z₂) = 0.675" in "\n".join(lines)


def test_a_graph_that_is_not_there_is_told_at_its_line() -> None:
    text = TEXT.replace("beside: other", "beside: othr")
    (problem,) = check(text.encode(), "90-area.md")
    assert "no graph called 'othr' in this lesson" in problem.message
    assert "'other'" in problem.help
    assert text.splitlines()[problem.line - 1] == "beside: othr"
