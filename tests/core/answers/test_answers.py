"""Answers as people write them: right, or asked again, and never wrong for their form."""

from __future__ import annotations

import contextlib
import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.answers import (
    AnswerError,
    are_apart,
    is_close,
    read_number,
    tolerance_words,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("24", 24),
        (" .5 ", 0.5),
        ("5.", 5),
        ("0,5", 0.5),
        (",5", 0.5),
        ("0,125", 0.125),
        ("-0", 0),
        ("−8", -8),
        ("–8", -8),
        ("+8", 8),
        ("5e-1", 0.5),
        ("5E-1", 0.5),
        ("1/3", 1 / 3),
        ("½", 0.5),
        ("3*½", 1.5),
        ("2*4", 8),
        ("2·4", 8),
        ("2×4", 8),
        ("2^3", 8),
        ("= 8", 8),
        ("0.1+0.2", 0.1 + 0.2),
        ("0.5*(1-0.5)", 0.25),
        ("0,5*0,5", 0.25),
        ("sigmoid(0)", 0.5),
        ("-(2*4)", -8),
        ("1 234,5*0+2".replace(" ", ""), 2),
        ("24.000000000000000000000001", 24),
        ("33%", 0.33),
        ("33 %", 0.33),
        ("12,5 %", 0.125),
        ("50 percent", 0.5),
        ("1 234,5", 1234.5),
        ("12 345 678", 12345678),
        ("1'234.5", 1234.5),
        ("0.1666…", 0.16666666666666666),
        ("0.333...", 1 / 3),
        ("-0,33…", -1 / 3),
        ("0.1428…", 0.1428),
        ("about 5", 5),
        ("~5", 5),
        ("≈ 5", 5),
        ("approx. -5", -5),
        ("5;", 5),
        ("5,", 5),
        ("1½", 1.5),
        ("-1½", -1.5),
        ("1 1/2", 1.5),
        ("10^-3", 0.001),
        ("1e-3", 0.001),
        ("1x10^-3", 0.001),
        ("2 x 10⁻³", 0.002),
        ("x = 5", 5),
        ("∂L/∂w = -0.5", -0.5),
        ("dL/dw=5", 5),
        ("'5'", 5),
        ("`5`", 5),
        ("**5**", 5),
        ("answer: 5", 5),
        ("\\frac{1}{2}", 0.5),
        ("2/3", 2 / 3),
    ],
)
def test_a_number_is_read_however_it_is_written(text: str, number: float) -> None:
    assert read_number(text) == pytest.approx(number, abs=0)


@pytest.mark.parametrize(
    "text",
    ["", "  ", "w", "nan", "inf", "1e999", "1_0", "１２", "٣", "1,250", "1.000,5", "1/0", "2 4",
     "(2", "a" * 500, "2**9**9", "\ud800", "8\x00", "log(0)", "eight", "__import__('os')", "1,2,3",
     "0.(3)", "0.333 (1/3)", "0.3...", "5 (rounded)", "5 or 6", "1/3=0.333", "x = y", "3 > 2"],
)  # fmt: skip
def test_what_is_no_single_number_is_asked_again(text: str) -> None:
    with pytest.raises(AnswerError) as error:
        read_number(text)
    assert len(str(error.value)) > 10


def test_a_comma_that_may_part_thousands_is_asked_about() -> None:
    with pytest.raises(AnswerError, match=r"write 1\.250 or 1250"):
        read_number("1,250")


def test_negative_zero_is_zero() -> None:
    assert math.copysign(1.0, read_number("-0")) == 1.0


@given(st.text(max_size=60))
def test_any_text_is_read_or_asked_again(text: str) -> None:
    with contextlib.suppress(AnswerError):
        assert math.isfinite(read_number(text))


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_what_python_prints_is_read_back(x: float) -> None:
    assert read_number(repr(x)) == x
    with_comma = repr(x).replace(".", ",", 1)
    try:
        assert read_number(with_comma) == x
    except AnswerError:  # 1,125 may be a thousand and more: it is asked back, never guessed
        assert re.fullmatch(r"-?\d+,\d{3}", with_comma)


@given(st.floats(1e-6, 1e6))
def test_three_significant_figures_are_always_enough(x: float) -> None:
    assert is_close(float(f"{x:.3g}"), x)
    assert is_close(-float(f"{x:.3g}"), -x)


def test_the_tolerance_is_half_a_percent_and_zero_must_be_zero() -> None:
    assert is_close(24.12, 24)
    assert is_close(23.88, 24)
    assert not is_close(24.13, 24)
    assert not is_close(-24, 24)
    assert is_close(0.0, 0.0)
    assert not is_close(0.001, 0.0)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_no_answer_is_close_to_two_numbers_that_are_apart(a: float, b: float, c: float) -> None:
    if are_apart(a, b):
        assert not (is_close(c, a) and is_close(c, b))


def test_the_tolerance_is_said_only_where_it_matters() -> None:
    assert tolerance_words(24.0) == ""
    assert tolerance_words(2002.0, 0) == ""
    assert "three significant figures" in tolerance_words(0.2350).lower()
    assert "0.1 %" in tolerance_words(0.2350, 0.001)
