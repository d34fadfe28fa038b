"""The keys below a question in which each item gets a label."""

from __future__ import annotations

from tutor.core.lesson import Quiz, Span
from tutor.core.question import Question
from tutor.core.quizzes import match
from tutor.core.text import width
from tutor.ui.widgets.options import key_lines


def labelled(*options: str) -> Question:
    pairs = tuple((f"item {i}", (Span(option),)) for i, option in enumerate(options))
    return match.KIND.make(Quiz("match", "m", (Span("?"),), match.MatchBody(pairs)), None, 1)


def test_keys_that_fit_stand_in_one_line() -> None:
    question = labelled("local", "wanted")
    assert key_lines(question, 40) == [f"  1 {question.options[0]}   2 {question.options[1]}"]


def test_no_option_is_broken_at_the_edge_of_the_panel() -> None:
    """The 4 of "4 neither" stood at the end of a line, its word in the next."""
    question = labelled("local", "backpropagated", "wanted", "neither")
    lines = key_lines(question, 42)
    assert len(lines) == 2
    assert all(width(line) <= 42 for line in lines)
    assert all(any(option in line for line in lines) for option in question.options)


def test_an_option_that_is_a_number_is_told_from_its_key() -> None:
    """1 3 × 4   2 2 × 1"""
    question = labelled("3 × 4", "2 × 1")
    assert key_lines(question, 40) == [f"  1: {question.options[0]}   2: {question.options[1]}"]
