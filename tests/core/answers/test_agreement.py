"""One statement of the tolerance: what is right, what is nearly right, and what is neither."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.answers import (
    TOLERANCE_RULE,
    TypedNumber,
    is_nearly,
    is_right,
    said_of_nearly,
    tolerance_words,
)
from tutor.ui.screens.lesson.screen import LessonScreen


@pytest.mark.parametrize(
    ("answer", "expected", "right"),
    [
        (200, 200.0, True),
        (201, 200.0, False),
        (199, 200.0, False),
        (200.5, 200.0, False),
        (199, 199.9999994, False),  # whole to six figures
        (199.5, 199.996, True),  # to five alone
        (-30.0001, -30.0, True),  # it is shown as -30, and nobody is told that -30 is not -30
        (24.05, 24.0, False),
        (3, 3.0000000000000004, True),
        (1230, 1234.0, True),  # three figures of a large number
        (1200, 1234.0, False),
        (12300, 12345.0, True),
        (0.333, 1 / 3, True),
        (0.33, 1 / 3, False),
        (0, 0.0, True),
        (1e-9, 0.0, False),
    ],
)
def test_what_is_right(answer: float, expected: float, right: bool) -> None:
    assert is_right(answer, expected) is right


def test_an_author_who_sets_a_tolerance_is_believed() -> None:
    assert is_right(201.0, 200.0, 0.05)
    assert not is_right(200.9, 200.0, 0.0)


@pytest.mark.parametrize(
    ("text", "expected", "nearly"),
    [
        ("0.33", 1 / 3, True),
        ("0.3", 1 / 3, False),
        ("-0.10", -0.0995, True),  # the 0 was typed: two figures
        ("-0.1", -0.0995, False),
        ("-0.20", -0.1966119, True),
        ("0.34", 1 / 3, False),
        ("0.32", 1 / 3, False),
        ("12", 12.34, True),
        ("20", 21.4, False),
        ("4.2e2", 416, True),  # rounded, and written so
        ("420", 416, False),
        ("-1.3e3", -1313, True),
        ("4e2", 416, False),
        ("4.3e2", 416, False),
        ("3.3e-4", 1 / 3000, True),
    ],
)
def test_the_right_number_to_two_figures_is_nearly_right(
    text: str, expected: float, nearly: bool
) -> None:
    assert not is_right(float(text), expected)
    assert is_nearly(float(text), expected, text) is nearly


@pytest.mark.parametrize("expected", [199.9999994, 200.00000001, 200.0])
def test_what_is_whole_but_for_a_rest_of_rounding_has_to_be_exact(expected: float) -> None:
    """The screen shows 200, and 199 was called right."""
    assert not is_right(199, expected)
    assert is_right(200, expected)
    assert tolerance_words(expected) == ""
    assert tolerance_words(199.99) != ""


def test_what_is_said_of_it_names_the_figures_and_not_the_answer() -> None:
    assert said_of_nearly(0.33) == "Nearly: that is right to two figures. Give three."


@given(st.floats(1e-6, 1e6), st.sampled_from([-1.0, 1.0]), st.integers(3, 8))
def test_three_figures_of_a_decimal_are_always_right(
    size: float, sign: float, figures: int
) -> None:
    expected = sign * size + 1e-7  # not a whole number
    text = f"{expected:.{figures}g}"
    assert is_right(float(text), expected)


@given(st.floats(1e-9, 1e9))
def test_two_figures_written_as_such_are_right_or_nearly_so(expected: float) -> None:
    text = f"{expected:.1e}"
    assert is_right(float(text), expected) or is_nearly(float(text), expected, text)


@given(st.floats(-1e6, 1e6, allow_subnormal=False))
def test_a_number_rounds_to_itself(number: float) -> None:
    assert TypedNumber.of(number).rounds(number)


def test_the_rule_is_stated_in_the_same_words_everywhere() -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
    assert TOLERANCE_RULE in " ".join(readme.split())
    assert TOLERANCE_RULE in LessonScreen.ABOUT
