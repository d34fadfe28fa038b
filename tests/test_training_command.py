"""``bptutor train``: what it takes, what it refuses, and the run in lines of text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from tutor.cli import main
from tutor.plain.spoken import speak

BAD = {
    "empty.csv": ("", "empty.csv is empty"),
    "one.csv": ("1,2,0\n3,4,0\n", "one class only"),
    "text.csv": ("It was the best of times.\nIt was the worst of times.\n", "1 example"),
    "nan.csv": ("1,2,0\n3,nan,1\n", "row 2, column 2: “nan” is not a number"),
    "wide.csv": ("1,2,3,4,0\n1,2,3,4,1\n", "keep two or three"),
    "long.csv": ("0.25,0.5,1\n" * 1_000_000, "more than 2000 rows"),
}


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BPTUTOR_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def talk(*words: str, lines: str = "") -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["train", *words, "--plain"], input=lines)
    return result.exit_code, result.stdout, result.stderr


def test_a_run_is_told_in_a_table_and_sentences() -> None:
    status, said, _ = talk("xor", lines="400\n100\nm\nw\nr 1,0\n\nc\nh\nq\n")
    assert status == 0
    for part in (
        "Training on xor: 2-3-1, sigmoid, eta 3, s = all, start 1.",
        "C = 0.1242, 3 of 4 right",  # back at 100
        "mean: sum / 4",
        "layer 2, unit 3: weights",
        "eta = 1",
        "run a; 2-3-1, sigmoid, eta 3, s = all, start 1: updates 400; C 0.02152; right 100",
        "go to update 200, forwards or back",
    ):
        assert part in " ".join(said.split()), (part, said)
    assert "\nupdate 400: C 0.02152; right 100 %\n" in said


def test_an_example_is_gone_through_in_words() -> None:
    status, said, _ = talk("xor", lines="20\ne 2\n\n\n\nq\nq\n")
    assert status == 0
    assert "Example 2 of xor, after 20 updates" in said
    assert speak("z₁² = ω₁₁²·x₁ + ω₁₂²·x₂ + b₁²", layers=True) in " ".join(said.split())


def test_a_large_network_is_told_once_and_its_steps_by_their_lines() -> None:
    _, said, _ = talk("moons", lines=f"20\ne 1\n{chr(10) * 12}g\nq\nq\n")
    told = said.split("\nExample 1 of")[1].rsplit("[Enter: next step]", 1)[0]
    again = speak("z₁²=Σω·x", layers=True)
    assert told.count(again) == 2, "at the start, and for g"
    assert speak("a₃² = tanh(z₃²) = tanh(", layers=True) in told
    assert "q leads back to the run" in said
    assert "Esc" not in said


def test_options_make_the_setup() -> None:
    words = ["moons", "--layers", "2-4-1", "--rate", "0.5", "--batch", "20", "--sigma", "relu"]
    _, said, _ = talk(*words, "--optimiser", "adam", "--seed", "3", lines="q\n")
    assert speak("2-4-1, relu, adam, η 0.5, s = 20, start 3") in said


def test_two_classes_are_learnt_by_cross_entropy_and_three_by_its_softmax() -> None:
    words = ["xor", "--layers", "2-2-1", "--loss", "cross-entropy"]
    _, said, _ = talk(*words, lines="e 2\nq\nq\n")
    assert "2-2-1, sigmoid, cross-entropy" in said
    assert speak("softplus(s) is −log of the probability") in " ".join(said.split())
    _, said, _ = talk("blobs", lines="300\nw\ne 1\nq\nq\n")
    assert "99 of 99 right" in said
    said = " ".join(said.split())
    assert re.search(
        r"example 1 of 99: .*, y = 0; p 0\.9\d+, \S+ times 10 to the power minus 6, 0\.0\d+", said
    )
    assert "that the softmax gives to the right class" in said


def test_a_file_of_ones_own_is_learnt() -> None:
    rows = "".join(f"{x},{y},{'in' if x * x + y * y < 5 else 'out'}\n"
                   for x in range(-3, 4) for y in range(-3, 4))  # fmt: skip
    Path("ring.csv").write_text(f"across,up,where\n{rows}", "utf-8")
    status, said, _ = talk("ring.csv", lines="1000\nw\nq\n")
    assert status == 0
    assert "Every example is on the right side." in said
    assert speak("across = −3") in said
    assert "(out)" in said


def test_how_a_file_is_read_is_said_and_its_rows_keep_their_numbers() -> None:
    Path("three.csv").write_text("a,b,k\n1,2,0\n5,2,1\n9,3,2\n12,1,10\n", "utf-8")
    _, said, _ = talk("three.csv", lines="w\nq\n")
    said = " ".join(said.split())
    assert "k has 4 values, so it is learnt as a number, not as a class: classes are two" in said
    assert "example 1 of 4: a = 1, b = 2, k = 0; output" in said
    assert "(inputs are scaled)" in said
    Path("two.csv").write_text("a,b,k\n1,2,spam\n5,2,ham\n9,3,ham\n", "utf-8")
    _, said, _ = talk("two.csv", lines="e 1\nq\nq\n")
    assert "The data: k is 0 for ham and 1 for spam; scaled, a is (a minus 5) / 3.266." in said
    assert said.count("scaled, a is") == 2  # and where a walk shows what was made of the row


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_in_one_line_and_quickly(name: str) -> None:
    text, why = BAD[name]
    Path(name).write_text(text, "utf-8")
    status, said, error = talk(name)
    assert (status, said) == (1, "")
    assert why in error
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["xr"], "there are no data 'xr'; did you mean 'xor'?"),
        (["nowhere.csv"], "cannot be read"),
        (["xor", "--layers", "3-1"], "these data have 2 inputs and 1 output, not 3-1"),
        (["xor", "--rate", "0"], "not a learning rate"),
        (["xor", "--rate", "nan"], "not a learning rate"),
        (["xor", "--sigma", "sigmoit"], "did you mean 'sigmoid'?"),
        (["blobs", "--layers", "2-4-1"], "these data have 2 inputs and 3 outputs, not 2-4-1"),
        (["xor", "--loss", "crossentropy"], "did you mean 'cross-entropy'?"),
        (["line", "--loss", "cross-entropy"], "the target is a number"),
        (["blobs", "--loss", "half-square"], "three classes are learnt by cross-entropy"),
        (["xor", "--optimiser", "sgd"], "there is no optimiser 'sgd'"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(words: list[str], why: str) -> None:
    status, _, error = talk(*words)
    assert status in (1, 2)
    assert why in error


def test_bytes_that_are_no_text_are_refused() -> None:
    Path("x.csv").write_bytes(b"\xff\xfe1,2")
    status, _, error = talk("x.csv")
    assert status == 2
    assert "is not UTF-8 text" in error


def test_without_a_terminal_plain_is_offered() -> None:
    result = CliRunner().invoke(main, ["train", "xor"])
    assert result.exit_code == 2
    assert "bptutor train --plain" in result.stderr


def test_a_number_that_is_learnt_has_no_column_of_right_ones() -> None:
    for plain in (talk("line", lines="20\nq\n"), talk("xor", lines="20\nq\n")):
        assert plain[0] == 0
    assert "right" not in talk("line", lines="20\nq\n")[1]
    assert "right" in talk("xor", lines="20\nq\n")[1]


@pytest.mark.parametrize("seed", ["-1", "0", str(2**40)])
def test_a_start_out_of_range_is_refused_with_the_range(seed: str) -> None:
    status, _, said = talk("xor", "--seed", seed)
    assert status == 2
    assert f"{seed} is not a whole number from 1 to {2**31}" in " ".join(said.split())


def test_an_example_of_a_run_that_ran_away_is_refused_in_the_runs_own_words() -> None:
    """What came before was “'q_1' is too large”, a name from inside."""
    _, said, _ = talk("line", "--rate", "5", lines="10000\ne 1\nq\n")
    said = " ".join(said.split())
    assert "its numbers have grown beyond all bounds: go back to an earlier update" in said
    assert "q_1" not in said
