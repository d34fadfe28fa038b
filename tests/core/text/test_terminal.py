from __future__ import annotations

import math
import sys
import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.samples import sampled
from tutor.core.text.terminal import MARKS, clip, number, pad, safe, width

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("\x1b[2J", "␛[2J"),
        ("\x9b31m", "⟨009B⟩31m"),
        ("a\u202eb", "a⟨202E⟩b"),
        ("a\u200bb", "a⟨200B⟩b"),
        ("\ufeffa", "⟨FEFF⟩a"),
        ("\x00\x7f", "␀␡"),
        ("a\nb\tc\rd", "a␊b␉c␍d"),
        ("\ud800", "⟨D800⟩"),
        ("\u2028", "⟨2028⟩"),
        ("\ue000", "⟨E000⟩"),
        ("\u3164", "⟨3164⟩"),
        ("⚠\ufe0f", "⚠"),
        ("z" + "\u0335" * 500, "z" + "\u0335" * MARKS),
        ("\u0301x", "◌\u0301x"),
        ("y\u0302", "ŷ"),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
        ("∂J/∂ŷ = −8 · ω₁₃²", "∂J/∂ŷ = −8 · ω₁₃²"),
    ],
)
def test_what_could_move_or_hide_is_made_visible(hostile: str, shown: str) -> None:
    assert safe(hostile) == shown


# The planes that have characters, and samples of those that are empty or private.
CODES = (*range(0x32000), *range(0x32000, sys.maxunicode, 251), *range(0xE0000, 0xE0200), 0x10FFFF)
FEW = (*range(0x3000), *CODES[0x3000::31])
some = pytest.mark.parametrize("codes", sampled((FEW, CODES), (FEW,)), ids=len)


@some
def test_no_code_point_of_unicode_passes_that_has_no_shape(codes: Sequence[int]) -> None:
    hidden = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    for code in codes:
        shown = safe(chr(code))
        assert not any(unicodedata.category(char) in hidden for char in shown), hex(code)


@some
def test_a_cell_is_counted_as_the_screen_counts_it(codes: Sequence[int]) -> None:
    for code in codes:
        shown = safe(chr(code))
        assert width(shown) == cell_len(shown), hex(code)


@given(ANY_TEXT)
def test_making_text_safe_twice_is_making_it_safe_once(text: str) -> None:
    assert safe(safe(text)) == safe(text)


@given(ANY_TEXT, st.integers(0, 20))
def test_clipped_text_fits_and_padded_text_fits_exactly(text: str, cells: int) -> None:
    shown = safe(text)
    assert width(clip(shown, cells)) <= cells
    assert width(pad(shown, cells)) == cells
    if width(shown) <= cells:
        assert clip(shown, cells) == shown


def test_padding_goes_where_it_is_wanted() -> None:
    assert pad("ab", 5) == "ab   "
    assert pad("ab", 5, "right") == "   ab"
    assert pad("ab", 5, "centre") == " ab  "
    assert pad("abcdef", 4) == "abc…"
    assert pad("日本語", 4) == "日… "


@pytest.mark.parametrize(
    ("x", "shown"),
    [
        (8.0, "8"),
        (-0.0, "0"),
        (-8.0, "−8"),
        (0.1 + 0.2, "0.3"),
        (1 / 3, "0.3333"),
        (-1 / 3, "−0.3333"),
        (0.7310585786300049, "0.7311"),
        (12.3456, "12.35"),
        (1234.5678, "1235"),
        (123456.78, "123457"),
        (1234567.0, "1234567"),
        (-1234567.0, "−1.23e6"),
        (12345678.0, "1.235e7"),
        (0.00123456, "0.00123"),
        (-0.00123456, "−0.0012"),
        (1.5e-300, "2e−300"),
        (99999.99, "100000"),
        (9.99999, "10"),
        (1e22, "1e22"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (math.nan, "NaN"),
        (5e-324, "5e−324"),
    ],
)
def test_numbers_are_short_and_rounded_as_stated(x: float, shown: str) -> None:
    assert number(x) == shown


@given(st.floats(allow_nan=False))
def test_every_number_fits_into_seven_cells_and_reads_back_nearly(x: float) -> None:
    shown = number(x)
    assert width(shown) <= 7
    assert "#" not in shown
    if math.isfinite(x):
        read = float(shown.replace("−", "-").replace("∞", "inf"))
        # One digit is the worst case: half a unit of it.  1.8e308 rounds to 2e308, which is inf.
        assert math.isinf(read) or abs(read - x) <= 0.5 * abs(x) + 5e-324


@given(st.integers(-999999, 9999999))
def test_whole_numbers_that_fit_stay_whole(n: int) -> None:
    assert number(float(n)).replace("−", "-") == str(n)


@given(st.floats(), st.integers(0, 12))
def test_a_number_never_needs_more_cells_than_it_was_given(x: float, cells: int) -> None:
    assert width(number(x, cells)) <= cells
