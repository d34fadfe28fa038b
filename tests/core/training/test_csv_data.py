"""Files of one's own: read as data, or refused with what is wrong, where, and what to do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.core.training import (
    Run,
    SetupError,
    Trials,
    accuracy,
    decision_map,
    line_picture,
    loss_curve,
    read_csv,
    units_at,
    usual,
)


def test_a_file_with_names_and_words_is_two_classes() -> None:
    data = read_csv("height;weight;kind\n1.5;2;cat\n1;0.5;dog\n2;2;cat\n", "pets.csv")
    assert data.inputs == ("height", "weight")
    assert (data.target, data.classes) == ("kind", ("cat", "dog"))
    assert data.rows == ((1.5, 2.0, 0.0), (1.0, 0.5, 1.0), (2.0, 2.0, 0.0))
    assert Run(usual(data)).advance(20).update == 20


def test_one_number_in_two_spellings_is_one_class() -> None:
    data = read_csv("1,1,5\n2,3,5.0\n3,1,7\n", "five.csv")
    assert data.classes == ("5", "7")
    assert [row[-1] for row in data.rows] == [0, 0, 1]


def test_a_file_with_three_words_is_three_classes() -> None:
    data = read_csv("a,b,kind\n0,0,red\n1,0,blue\n0,1,green\n0,2,green\n", "three.csv")
    assert data.classes == ("blue", "green", "red")
    assert [row[-1] for row in data.rows] == [2, 0, 1, 1]
    assert data.said == "kind is 0 for blue, 1 for green and 2 for red"
    setup = usual(data)
    assert (setup.shape.sizes, setup.shape.output) == ((2, 8, 3), "softmax")
    run = Run(setup)
    run.advance(500)
    assert accuracy(run) == 1.0


def test_a_file_of_numbers_alone_is_a_curve() -> None:
    data = read_csv("0,1\n0.5,1.5\n1,2.5\n", "curve.csv")
    assert (data.inputs, data.classes) == (("x",), ())
    assert usual(data).shape.output == "linear"


@pytest.mark.parametrize("mark", [";", "\t"])
def test_decimal_commas_are_read_where_other_marks_part_the_columns(mark: str) -> None:
    rows = (("a", "b", "k"), ("1,5", "2,25", "0"), ("-0,5", "2", "1"), ("0.5", "1", "1,0"))
    data = read_csv("\n".join(map(mark.join, rows)), "excel.csv")
    assert data.rows[:2] == ((1.5, 2.25, 0.0), (-0.5, 2.0, 1.0))
    assert read_csv("1,5;3\n2,5;4\n", "two.csv").inputs == ("x",)


def test_large_numbers_are_brought_near_0_and_that_is_said() -> None:
    data = read_csv("150,50,0\n170,70,1\n190,90,1\n", "large.csv")
    assert sum(row[0] for row in data.rows) == pytest.approx(0)
    assert max(abs(x) for row in data.rows for x in row) < 2
    assert "x₁ is (x₁ − 170) / 16.33" in data.said


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is empty"),
        ("\n\n", "is empty"),
        ("a,b\n", "0 examples"),
        ("1,2,0\n", "1 example"),
        ("1,2,0\n3,4,0\n", "one class only, '0'"),
        ("1,2,0\n3,nan,1\n", "row 2, column 2: “nan” is not a number"),
        ("x,y,k\n1,2,0\n3,inf,1\n", "row 3, column 2: “inf” is not a number"),
        ("1,2,0\n3,-1e300,1\n", "row 2, column 2: “-1e300” is too large"),
        ("1,2,0\n3,1e999,1\n", "row 2, column 2: “1e999” is too large"),
        ("1,2,0\n3,cat,1\n", "row 2, column 2: “cat” is not a number"),
        ("1,2,0\n3,,1\n", "row 2, column 2: there is nothing"),
        ("1,2,nan\n3,4,1\n", "row 1, column 3: “nan” is not a number"),
        ("1,2,0\n3,4\n", "row 2 has 2 columns and row 1 has 3"),
        ("1,2,3,4,0\n1,2,3,4,1\n", "has 5 columns: keep two or three"),
        ("1\n2\n", "has 1 column: keep two or three"),
        ("It was the best of times.\nIt was the worst.\n", "1 example"),
        ("1,2,a\n3,4,b\n5,6,c\n7,8,d\n", "has 4 classes"),
        ("1,2,a\n3,4,\n5,6,c\n", "row 2, column 3: there is nothing"),
        ("9,1,0\n9,2,1\n", "the same in every row"),
        ("1,2,0\n" * 3000, "more than 2000 rows"),
        ("1,2,0\n" * 1_000_000, "more than 2000 rows"),
        ("\x00,1\n2,3\n", "“␀” is not a number|not a table"),
        ("1,2,\x1b[31m\n1,3,\x1b[31m\n", "␛"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_with_what_to_do(text: str, why: str) -> None:
    with pytest.raises(SetupError, match=why) as caught:
        read_csv(text, "data.csv")
    assert str(caught.value).startswith("data.csv")
    assert str(caught.value).isprintable()


CELLS = st.one_of(
    st.floats().map(str), st.integers(-3, 3).map(str), st.text(max_size=4),
    st.sampled_from(["", "cat", "1e308", "-1e308", "1e-320", "nan", "0", '"', "'", "\x00", "½"]),
)  # fmt: skip
NUMBERS = st.one_of(st.floats(-1e101, 1e101).map(str), st.integers(-3, 3).map(str))
TABLES = st.integers(2, 3).flatmap(
    lambda wide: st.lists(
        st.lists(NUMBERS, min_size=wide, max_size=wide).map(",".join), min_size=2, max_size=9
    )
)
LINES = st.lists(st.lists(CELLS, min_size=1, max_size=4).map(",".join), max_size=6)


@settings(max_examples=100, deadline=None)
@given(LINES.map("\n".join) | TABLES.map("\n".join) | st.text(max_size=60))
def test_any_text_is_learnt_from_or_refused_in_one_line(text: str) -> None:
    refused = ""
    try:
        data = read_csv(text, "any.csv")
    except SetupError as error:
        refused = str(error)
    if refused:
        assert refused.isprintable()
        assert refused.startswith("any.csv")
        return
    run = Run(usual(data))
    run.advance(3)
    trials = Trials(run.setup)
    trials.run.advance(3)
    loss_curve(trials, 30, 8)
    units_at(run, 0)
    if len(data.inputs) == 2:
        decision_map(run, 10, 5, 0, 2)
    else:
        line_picture(run, 30, 8, 0)
