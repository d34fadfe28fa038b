"""Vectors and matrices that are typed: read as they are meant, or asked again with the reason."""

from __future__ import annotations

import pytest

from tutor.core.answers import AnswerError, is_list, read_list


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("[1, 2]", "[1,2]"),
        (" (½, 1/4) ", "[0.5,0.25]"),
        ("[[1, 2], (3, -4.5)]", "[[1,2],[3,-4.5]]"),
        ("[[[1], [2]], [[3], [4]]]", "[[[1],[2]],[[3],[4]]]"),
    ],
)
def test_a_list_is_read_however_it_is_written(text: str, read: str) -> None:
    assert is_list(text)
    assert read_list(text) == read


@pytest.mark.parametrize("text", ["(1 + 2)", "(1, 2) * (3, 4)", "3", ""])
def test_a_number_in_brackets_is_no_list(text: str) -> None:
    assert not is_list(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[1, 2", "brackets do not close"),
        ("[1, 2)", "brackets do not close"),
        ("[1] + [2]", "brackets do not close"),
        ("[[[[1]]]]", "nested too deeply"),
        ("[1,, 2]", "a number is missing"),
        ("[[1, 2], [3]]", "rows do not have the same length"),
        ("[1, [2]]", "rows do not have the same length"),
    ],
)
def test_what_is_no_list_is_asked_again_with_the_reason(text: str, said: str) -> None:
    with pytest.raises(AnswerError, match=said):
        read_list(text)
