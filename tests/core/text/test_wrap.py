"""Where lines are broken: words, short formulas, list items, displayed formulas."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tutor.core.text.terminal import width
from tutor.core.text.wrap import NO_BREAK, line_breaks, wrap_text
from tutor.core.typesetting import display

TEXTS = st.text(alphabet="ab w=+−()5, ∂字́", max_size=120)


@given(TEXTS, st.integers(2, 60), st.integers(0, 8))
def test_no_line_is_too_wide_and_no_word_is_lost(text: str, cells: int, hang: int) -> None:
    lines = wrap_text(text, cells, "• " if cells > 20 else "")
    assert all(width(line) <= cells for line in lines)
    shown = "".join(text[start:end] for start, end in line_breaks(text, cells, hang))
    assert shown.replace(" ", "") == text.replace(" ", "")


def test_other_lines_of_a_list_item_stand_below_its_text() -> None:
    assert wrap_text("one two three four", 11, "• ") == ["• one two", "  three", "  four"]


def test_every_line_of_a_quote_has_its_bar() -> None:
    assert wrap_text("one two three", 10, "▎ ", "▎ ") == ["▎ one two", "▎ three"]


def test_a_short_formula_is_not_broken_at_its_equals_sign() -> None:
    assert wrap_text("the residual e = ŷ − y says how far", 18) == [
        "the residual",
        "e = ŷ − y says how",
        "far",
    ]


def test_a_pair_in_brackets_is_not_broken_at_its_comma() -> None:
    assert wrap_text("two inputs (x, y)", 14) == ["two inputs", "(x, y)"]


def test_a_long_formula_is_broken_before_a_relation_first() -> None:
    text = "∂f/∂b = ∂f/∂x · ∂x/∂b + ∂f/∂y · ∂y/∂b"
    assert wrap_text(text, 30) == ["∂f/∂b = ∂f/∂x · ∂x/∂b", "+ ∂f/∂y · ∂y/∂b"]


def test_brackets_around_many_words_are_broken_between_words() -> None:
    assert wrap_text("(see there, in lesson 14 of all)", 12) == [
        "(see there,",
        "in lesson 14",
        "of all)",
    ]


def test_a_label_stays_beside_its_number() -> None:
    assert wrap_text(f"3{NO_BREAK}wanted   4{NO_BREAK}neither", 14) == ["3 wanted", "4 neither"]


def test_a_word_wider_than_the_line_is_cut() -> None:
    assert wrap_text("abcdefghij k", 4) == ["abcd", "efgh", "ij k"]


TWO = display(
    r"\frac{\partial C}{\partial w} = \delta \cdot a, \quad \frac{\partial C}{\partial b} = \delta"
)
