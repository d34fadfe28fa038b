"""``bptutor mark --working``: a hand calculation, as a learner or a reader of books uses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.core.working.workings import MAZUR
from tutor.cli import main

GIVEN = ("u = w*x; yhat = u+b; e = yhat-y; J = e^2", "w=5", "x=3", "b=-4", "y=7")
RIGHT = "u = 15\nŷ = 11; e = 4\ndJ/de = 8\nw.grad = 24\n"
WRONG = "e = 4\ndu/dw = 5\ndJ/dw = 40\n"


def run(*words: str, stdin: str = "") -> Result:
    result = CliRunner().invoke(main, list(words), input=stdin, catch_exceptions=False)
    assert "Traceback" not in result.output
    return result


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "working.txt"


def test_a_right_working_has_the_status_0(file: Path) -> None:
    file.write_text(RIGHT, "utf-8")
    result = run("mark", *GIVEN, "--wrt", "w", "--working", str(file))
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "All steps are right."


def test_each_line_has_its_mark_and_the_first_wrong_one_a_sentence() -> None:
    result = run("mark", *GIVEN, "--wrt", "w", "--working", "-", stdin=WRONG)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "1  e = 4       right",
        "2  du/dw = 5   ✗",
        "3  dJ/dw = 40  follows from line 2",
        "Line 2, ∂u/∂w: 5 is w itself. In a product the local gradient is the other factor. "
        "u is a product: what is its other factor?",
        "2 of 3 steps right, or right given the lines before.",
    ]


def test_lines_may_be_typed_in_the_command() -> None:
    result = run("mark", *GIVEN, "--working", "e = 4; de/dy = 1; J = 16")
    assert result.exit_code == 1
    assert "2  de/dy = 1  ✗" in result.stdout


def test_a_line_that_cannot_be_read_is_said_and_is_not_all_right() -> None:
    result = run("mark", *GIVEN, "--working", "e = 4; q = 3")
    assert result.exit_code == 1
    assert "2  q = 3  not read: ‘q’ is not a node of this graph" in result.stdout
    assert "✗" not in result.stdout
    assert result.stdout.endswith("The step is right. 1 step was not read.\n")


def test_the_marks_are_written_as_data() -> None:
    result = run("mark", *GIVEN, "--wrt", "ŷ", "--working", WRONG, "--json")
    data = json.loads(result.stdout)
    assert [line["mark"] for line in data["lines"]] == ["right", "wrong", "follows"]
    assert [line["line"] for line in data["lines"]] == [1, 2, 3]
    assert data["lines"][2]["follows_from"] == [2]
    assert data["lines"][1]["expected"] == 3
    assert data["first_wrong"] == 2
    assert data["mistakes"][0] == "MUL_OWN_VALUE"
    assert data["answer"] is None


def test_an_answer_beside_the_working_is_marked_too() -> None:
    words = ("mark", *GIVEN, "--wrt", "w", "--working", "e = 4; dJ/de = 8", "--answer")
    assert run(*words, "24").exit_code == 0
    assert run(*words, "24").stdout.endswith("Answer: Right: ∂J/∂w = 24.\n")
    assert run(*words, "8").exit_code == 1
    assert json.loads(run(*words, "8", "--json").stdout)["marked_answer"]["correct"] is False


def test_what_was_asked_is_to_be_in_the_lines() -> None:
    result = run("mark", *GIVEN, "--wrt", "w", "--working", "e = 4")
    assert result.exit_code == 1
    assert "No line says what ∂J/∂w is." in result.stdout


def test_a_printed_example_goes_in_and_its_first_wrong_line_comes_out(file: Path) -> None:
    """A digit is exchanged in the book: 0.0554 became 0.0545, and the book goes on with it."""
    lines = MAZUR.lines.replace("0.055399425", "0.054399425").replace("0.036350306", "0.035350306")
    file.write_text(lines.replace("0.000438568", "0.000426503"), "utf-8")
    source = file.with_suffix(".graph")
    source.write_text(MAZUR.source, "utf-8")
    given = [f"{name}={value}" for name, value in MAZUR.leaves.items()]
    result = run("mark", str(source), *given, "--wrt", "w1", "--working", str(file))
    assert result.exit_code == 1
    assert result.stdout.count("✗") == 1
    assert result.stdout.count("follows from line 16") == 2
    assert "Line 16, ∂E_o1/∂out_h1" in result.stdout


@pytest.mark.parametrize(
    ("words", "stdin", "status", "said"),
    [
        (("--working", "no-such-file.txt"), "", 2, "no-such-file.txt"),
        (("--working", "-"), "", 2, "no line with a number"),
        (("--working", "-"), "x = 1\n" * 10_000, 2, "at most 400 are read"),
        (("--working", "-"), "x = 1\n" * 100_000, 2, "standard input is too long"),
        (("--working", "q = 3"), "", 2, "no line of this working can be read; line 1: ‘q’"),
        (("--working", "u = 15", "--answer", "3"), "", 2, "add --wrt NAME"),
        (("--working", "u = 15", "--wrt", "q"), "", 1, "'q' is not a node"),
        (("--working", "u = 15; e = 1e999"), "", 1, "too large"),
        (("--working", "u = 15; \x1b[31m = 3"), "", 1, "␛[31m"),
        (("--wrt", "w"), "", 2, "--working"),
    ],
)
def test_what_cannot_be_used_is_one_clear_line(
    words: tuple[str, ...], stdin: str, status: int, said: str
) -> None:
    result = run("mark", *GIVEN, *words, stdin=stdin)
    assert result.exit_code == status
    assert said in result.output
    assert "\x1b" not in result.output


def test_source_and_working_are_not_both_standard_input() -> None:
    result = run("mark", "-", "--working", "-", stdin="J = w*x")
    assert result.exit_code == 2
    assert "cannot both" in result.output
