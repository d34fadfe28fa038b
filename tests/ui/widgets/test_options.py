"""The keys below a question in which each item gets a label."""

from __future__ import annotations

from textual.content import Content

from tests.core.lessons import lesson
from tutor.core import questions as quizzes
from tutor.core.lesson import Quiz, Span
from tutor.core.questions.kinds import match
from tutor.core.questions.model import Question
from tutor.core.text.terminal import width
from tutor.core.text.wrap import wrap_text
from tutor.ui.widgets.option_lines import OptionLines, key_legend
from tutor.ui.widgets.text_block import TextBlock


def labelled(*options: str) -> Question:
    pairs = tuple((f"item {i}", (Span(option),)) for i, option in enumerate(options))
    return quizzes.make(Quiz("match", "m", (Span("?"),), match.MatchBody(pairs)), None, 1)


def test_no_option_is_broken_at_the_edge_of_the_panel() -> None:
    """The 4 of "4 neither" stood at the end of a line, its word in the next."""
    question = labelled("local", "backpropagated", "wanted", "neither")
    lines = wrap_text(key_legend(question.options), 42, "  ")
    assert len(lines) == 2
    assert all(width(line) <= 42 for line in lines)
    assert all(any(f"{i} {option}" in line for line in lines)
               for i, option in enumerate(question.options, 1))  # fmt: skip


def test_an_option_that_is_a_number_is_told_from_its_key() -> None:
    """1 3 × 4   2 2 × 1"""
    first, second = labelled("3 × 4", "2 × 1").options
    assert wrap_text(key_legend((first, second)), 40) == [f"1: {first}   2: {second}"]


def bold(shown: TextBlock) -> list[str]:
    """What is bold in rows of options."""
    content = shown.wrap(60)
    assert isinstance(content, Content)
    return [content.plain[s.start : s.end] for s in content.spans if "bold" in str(s.style)]


def test_options_have_the_bold_letters_of_their_formulas() -> None:
    """W alone is another thing than **W** in a lesson on vectors."""
    quizzes_here = [quiz for page in lesson("12").pages for quiz in page.activities]
    choices = [
        quizzes.make(one, None, 0)
        for one in quizzes_here
        if isinstance(one, Quiz) and one.kind == "tiles"
    ]
    asked = next(one for one in choices if any("(a²)" in option for option in one.options))
    assert "a" in bold(TextBlock(OptionLines(asked, ()).lines()))
