"""The command line: what it prints, what it refuses, and with which exit status."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click import Group
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result

from tests.samples import sampled
from tests.terminal import Terminal
from tutor import COMPLETING
from tutor.cli import main
from tutor.core.drawing.export.formats import FORMATS, Format
from tutor.error_messages import INTERRUPTED

ROOT = Path(__file__).parent.parent
SOURCE = "u = w*x; yhat = u+b; e = yhat-y; J = e^2"
NOTE = ("w=5", "x=1", "b=1", "y=2")
VARIED = ("w=5", "x=3", "b=-4", "y=7")


def run(*words: str, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(main, list(words), input=stdin, catch_exceptions=False)
    assert "Traceback" not in result.output
    return result


def test_graph_gives_the_notes_numbers_as_json() -> None:
    data = json.loads(run("graph", SOURCE, *NOTE, "--format", "json").stdout)
    assert data["output"] == "J"
    assert data["order"] == ["w", "x", "u", "b", "yhat", "y", "e", "J"]
    nodes = {node["name"]: node for node in data["nodes"]}
    assert nodes["J"]["value"] == 16.0
    assert {name: node["gradient"] for name, node in nodes.items()} == {
        "J": 1.0, "e": 8.0, "yhat": 8.0, "u": 8.0, "w": 8.0, "b": 8.0, "x": 40.0, "y": -8.0,
    }  # fmt: skip
    assert nodes["u"] == {
        "name": "u", "label": "u", "op": "mul", "value": 5.0, "gradient": 8.0,
        "inputs": ["w", "x"],
    }  # fmt: skip
    assert {"from": "w", "to": "u", "local": 1.0, "backpropagated": 8.0, "message": 8.0} in data[
        "edges"
    ]


def test_graph_draws_the_picture_by_default() -> None:
    drawn = run("graph", SOURCE, *NOTE).stdout
    for text in ("∇ 40", "−8", "16", "▶", "╭"):
        assert text in drawn


def test_graph_reads_a_file_and_standard_input(tmp_path: Path) -> None:
    file = tmp_path / "linreg.txt"
    file.write_text(SOURCE.replace("; ", "\n"), "utf-8")
    expected = run("graph", SOURCE, *NOTE, "--format", "json").stdout
    assert run("graph", str(file), *NOTE, "--format", "json").stdout == expected
    assert run("graph", "-", *NOTE, "--format", "json", stdin=SOURCE).stdout == expected


def test_without_values_the_graph_is_drawn_and_what_is_missing_is_said() -> None:
    result = run("graph", "C = 0.5*(sigmoid(w*x+b)-y)^2", "w=1", "x=2", "b=3")
    assert result.exit_code == 0
    assert "σ(t₂)" in result.stdout
    assert "0.9933" in result.stdout, "what the given leaves suffice for is computed"
    assert "∇ ?" in result.stdout
    assert "∇ 1" not in result.stdout
    assert result.stderr == "no value for y: add y=…, or --draw\n"
    assert run("graph", "C = w*x", "--format", "json").exit_code == 2, "numbers are what it is for"


@pytest.mark.parametrize(
    "source", ["L = -(y*log(p)+(1-y)*log(1-p))", "y = log(x-1)", "y = 1/(x-1)", "J = (w*x-y)^2"]
)
def test_values_are_drawn_within_the_domain(source: str) -> None:
    drawn = run("graph", source, "--draw", "--seed", "3")
    assert drawn.exit_code == 0
    assert "?" not in drawn.stdout
    assert drawn.stderr.startswith("drawn: ")
    assert drawn.stdout == run("graph", source, "--draw", "--seed", "3").stdout
    given = drawn.stderr.removeprefix("drawn: ").split()
    assert drawn.stdout == run("graph", source, *given).stdout


NETWORK = "; ".join(
    [f"h{i} = tanh(w{i}1*x1 + w{i}2*x2 + b{i})" for i in range(1, 5)]
    + ["z = v1*h1 + v2*h2 + v3*h3 + v4*h4 + c", "L = (sigmoid(z) - y)^2"]
)


@pytest.mark.parametrize("columns", sampled((40, 60, 80, 120), (60,)))
@pytest.mark.parametrize(
    "source", sampled(("L = -(y*log(p)+(1-y)*log(1-p))", "J = w*x", NETWORK), (NETWORK,))
)
def test_a_picture_is_never_wider_than_the_terminal(
    source: str, columns: int, tmp_path: Path
) -> None:
    """A line that is too long wraps, and the picture is not a picture any more."""
    with Terminal("graph", source, "--draw", home=tmp_path, columns=columns, rows=200) as terminal:
        terminal.wait_for("drawn: ")
        lines = [line for line in terminal.raw.decode().split("\r\n") if "drawn: " not in line]
        shown = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines]
    assert all(len(line) <= columns for line in shown), shown
    assert "∇" in "".join(shown)


@pytest.mark.slow
def test_colour_is_for_terminals_that_want_it(tmp_path: Path) -> None:
    words = ("graph", "J = w*x", "w=2", "x=3")
    with Terminal(*words, home=tmp_path) as terminal:
        terminal.wait_for("J=w·x", "╰")
        assert b"\x1b[32m" in terminal.raw
    with Terminal(*words, home=tmp_path, environment={"NO_COLOR": "1"}) as terminal:
        terminal.wait_for("J=w·x", "╰")
        assert b"\x1b[3" not in terminal.raw
    assert "\x1b" not in run(*words).stdout


@pytest.mark.parametrize(
    ("answer", "correct", "named"),
    [
        ("8", False, "BACKPROP_ONLY"),
        ("3", False, "LOCAL_ONLY"),
        ("12", False, "SQ_FORGOT_2"),
        ("-24", False, "SIGN_FLIPPED"),
        ("40", False, "MUL_OWN_VALUE"),
        ("24", True, None),
        ("24.0", True, None),
        ("17.3", False, None),
    ],
)
def test_mark_names_the_mistake(answer: str, correct: bool, named: str | None) -> None:
    result = run("mark", SOURCE, *VARIED, "--wrt", "w", "--answer", answer, "--json")
    data = json.loads(result.stdout)
    assert (data["correct"], data["expected"]) == (correct, 24.0)
    assert data["mistakes"] == [] if named is None else named in data["mistakes"]
    assert data["feedback"]


def test_mark_speaks_to_people_without_json() -> None:
    said = run("mark", SOURCE, *VARIED, "--wrt", "w", "--answer", "8").stdout
    assert "backpropagated gradient" in said


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("open", "nosuchlesson"), 2, "nosuchlesson"),
        (("open", "no/such/file.md"), 2, "no/such/file.md"),
        (("graph", "u = w*x", "w=abc", "x=1"), 2, "w=abc"),
        (("graph", "u = w*x", "w=5", "x=1", "q=2"), 2, "'q'"),
        (("graph", "u = w*x", "w=5", "w=6", "x=1"), 2, "twice"),
        (("graph", "u = w*x", "5"), 2, "NAME=VALUE"),
        (("graph", "y = log(x)", "x=0"), 1, "log"),
        (("graph", "y = 1/x", "x=0"), 1, "0"),
        (("graph", "y = nosuch(x)", "x=0"), 1, "nosuch"),
        (("graph", "y = x +", "x=0"), 1, "1:"),
        (("graph", "no-such-file", "x=0"), 2, "no-such-file"),
        (("graph", SOURCE, *NOTE, "--format", "pdf"), 2, "pdf"),
        (("mark", SOURCE, *NOTE, "--wrt", "q", "--answer", "8"), 1, "q"),
        (("mark", SOURCE, *NOTE, "--wrt", "w", "--answer", "eight"), 2, "eight"),
        (("mark", SOURCE, *NOTE, "--wrt", "w"), 2, "--answer"),
        (("check", "no-such-folder"), 2, "no-such-folder"),
        (("nosuchcommand",), 2, "nosuchcommand"),
    ],
)
def test_bad_input_gets_one_clear_message(words: tuple[str, ...], status: int, said: str) -> None:
    result = run(*words)
    assert result.exit_code == status, result.output
    assert said in result.stderr
    assert not result.stdout


def test_a_file_that_is_no_lesson_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "picture.md"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff\xfe")
    assert run("check", str(file)).exit_code == 1
    opened = run("open", str(file))
    assert opened.exit_code in (1, 2)
    assert "picture.md" in opened.stderr


def test_check_says_nothing_is_wrong_with_a_sound_lesson() -> None:
    """All built-in lessons are checked in test_lessons, by the command itself in test_wheel."""
    lesson = str(ROOT / "lessons" / "05-linear-regression.md")
    result = run("check", lesson)
    assert result.exit_code == 0, result.output
    assert json.loads(run("check", "--json", lesson).stdout) == []


def test_check_reports_every_problem_with_its_place(tmp_path: Path) -> None:
    lesson = (ROOT / "lessons" / "05-linear-regression.md").read_text("utf-8")
    broken = tmp_path / "05-broken.md"
    broken.write_text(lesson.replace("u    = w * x", "u    = ww * x"), "utf-8")
    result = run("check", str(broken))
    assert result.exit_code == 1
    line = next(
        n for n, text in enumerate(broken.read_text("utf-8").splitlines(), 1) if "ww" in text
    )
    assert f"{broken}:{line}:" in result.stdout
    assert "did you mean 'w'?" in result.stdout
    data = json.loads(run("check", str(broken), "--json").stdout)
    assert any(row["line"] == line and row["severity"] == "error" for row in data)


@pytest.mark.parametrize("words", [("--help",), ("graph", "--help"), ("--version",)])
def test_help_needs_neither_a_terminal_nor_textual(words: tuple[str, ...]) -> None:
    code = (
        "import sys; from tutor.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "finally:\n"
        "    heavy = {'textual', 'rich', 'lark', 'sqlite3'}\n"
        "    print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, cwd=ROOT, timeout=30
    )
    assert done.returncode == 0
    assert done.stderr.splitlines()[-1] == "[]"


@pytest.mark.parametrize("words", [(), ("open", "5")])
@pytest.mark.parametrize("term", sampled(("xterm", "dumb", ""), ("dumb",)))
def test_without_a_terminal_the_tutor_says_so_and_ends(
    words: tuple[str, ...], term: str, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tutor", *words],
        capture_output=True, text=True, cwd=ROOT, timeout=20, stdin=subprocess.DEVNULL,
        env={**os.environ, "TERM": term, "BPTUTOR_HOME": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 2
    assert not done.stdout
    assert len(done.stderr.splitlines()) == 1
    assert "terminal" in done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_completes_commands_and_lessons(shell: str) -> None:
    assert "_BPTUTOR_COMPLETE" in run("completion", shell).stdout
    words = {"COMP_WORDS": "bptutor open ", "COMP_CWORD": "" if shell == "fish" else "2"}
    done = CliRunner(env={**words, "_BPTUTOR_COMPLETE": f"{shell}_complete"}).invoke(
        main, [], prog_name="bptutor"
    )
    assert "5" in done.stdout


def completed(*words: str) -> list[str]:
    """What the shell offers for the last word."""
    *before, begun = words
    offered = ShellComplete(main, {}, "bptutor", COMPLETING).get_completions(before, begun)
    return [item.value for item in offered]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("open", "note-1.1"), "note-1.1-chain-rule"),
        (("quiz", "1"), "17"),
        (("open", "fan"), "fan-out"),
        (("new", "qu"), "quiz"),
        (("new", "quiz", "num"), "numeric"),
        (("new", "steps", "f"), "forward"),
        (("reset", "5"), "5"),
        (("graph", "--format", "m"), "mermaid"),
        (("quiz", "5", "--kind", "num"), "numeric"),
        (("quiz", "5", "--format", "g"), "gift"),
        (("export", "--format", "c"), "csv"),
        (("export", "--table", "mis"), "mistakes"),
    ],
)
def test_the_shell_completes_what_options_and_arguments_take(
    words: tuple[str, ...], offered: str
) -> None:
    assert offered in completed(*words)
    assert completed(*words[:-1], "xyz") == []


def test_an_export_format_added_as_one_row_is_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    tikz = Format(lambda numbers, marks: f"\\graph {{ {numbers.graph.output} }};")
    monkeypatch.setitem(FORMATS, "tikz", tikz)  # type: ignore[arg-type]  # a mapping to all others
    assert run("graph", SOURCE, *NOTE, "--format", "tikz").stdout == "\\graph { J };\n"
    assert completed("graph", "--format", "ti") == ["tikz"]
    assert f"{list(FORMATS)[-2]} or tikz" in " ".join(run("graph", "--help").stdout.split())
    assert "tikz" in run("graph", SOURCE, "--format", "pdf").stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("5", "--plain"), "\nLinear regression, forwards and backwards\n\nPage 1"),
        (("--plain", "5"), "\nLinear regression, forwards and backwards\n\nPage 1"),
        (("fan-out", "--plain"), "\nA node with several successors\n\nPage 1"),
        (("open", "linear", "--plain"), "\nLinear regression, forwards and backwards\n\nPage 1"),
        (("chain-rule", "--plain"), "\nThe chain rule by hand\n\nPage 1"),
        (("J = w*x", "w=2", "x=3"), "J=w·x"),
        (("help",), "Usage: "),
        (("help", "graph"), "SOURCE is a formula"),
    ],
)
def test_what_is_meant_is_done(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    result = CliRunner(env={"BPTUTOR_HOME": str(tmp_path)}).invoke(main, list(words), input="")
    assert result.exit_code == 0, result.output
    assert said in result.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("open", "chain"), "several lessons: 1 The chain rule by hand; 4 "),
        (("chain",), "several lessons: 1 The chain rule by hand; 4 "),
        (("statsu",), "did you mean status?"),
    ],
)
def test_what_may_mean_several_things_is_asked_back(words: tuple[str, ...], said: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert said in result.stderr


def in_shell(line: str, home: Path) -> subprocess.CompletedProcess[str]:
    """``line`` in a shell, where "$0" is the program."""
    return subprocess.run(
        ["/bin/sh", "-c", line.replace("bptutor", f"{sys.executable} -m tutor")],
        capture_output=True, text=True, cwd=ROOT, timeout=60,
        env={**os.environ, "BPTUTOR_HOME": str(home)},
    )  # fmt: skip


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize(
    "words",
    sampled(("export", "status", "graph 'J = w*x' w=1 x=2", "5 --plain", "-h"), ("export", "-h")),
)
def test_a_full_disk_is_said_in_one_line_and_is_no_fault(words: str, tmp_path: Path) -> None:
    done = in_shell(f"bptutor {words} > /dev/full", tmp_path)
    assert done.returncode == 1
    assert done.stderr == "bptutor: not all could be printed: No space left on device\n"
    assert not list(tmp_path.glob("fault-*"))


def test_a_file_that_may_not_grow_is_said_even_if_output_is_not_buffered(tmp_path: Path) -> None:
    """With PYTHONUNBUFFERED, as in containers, what was cut was lost and the status was 0."""
    line = "export PYTHONUNBUFFERED=1; ulimit -f 1; bptutor render 5"
    done = in_shell(f"{line} > {tmp_path}/r.md", tmp_path)
    assert done.returncode == 1
    assert "not all could be printed" in done.stderr


@pytest.mark.parametrize(
    "words",
    sampled(("5 --plain", "quiz 5", "graph -", "review", "reset 5"), ("5 --plain", "graph -")),
)
def test_a_closed_standard_input_is_one_without_an_answer(words: str, tmp_path: Path) -> None:
    done = in_shell(f"bptutor {words} <&-", tmp_path)
    assert done.returncode in (0, 1, 2)
    assert "fault of its own" not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_pipe_that_nobody_reads_ends_the_program_quietly(tmp_path: Path) -> None:
    done = in_shell("bptutor render 5 | head -n 1", tmp_path)
    assert done.stderr == ""
    assert done.stdout.startswith("# ")


def test_an_endless_standard_input_is_refused(tmp_path: Path) -> None:
    done = in_shell("yes | bptutor graph -", tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("bptutor: standard input is too long")


@pytest.mark.slow
@pytest.mark.parametrize("line", ["quiz 5", "--plain", "--plain 5", "review"])
def test_a_line_that_comes_without_end_is_not_answered_with_for_ever(
    line: str, tmp_path: Path
) -> None:
    """``yes | bptutor quiz 5`` went on until it was stopped, and kept thousands of answers."""
    done = in_shell(f"yes | bptutor {line} > /dev/null", tmp_path)
    assert done.returncode == (0 if line == "review" else 2), "nothing is due"
    said = "" if line == "review" else "standard input has the line ‘y’ without end"
    assert said in done.stderr
    assert len(done.stderr.splitlines()) <= 1


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("graph", "x%2"), 1, "a remainder has no useful gradient"),
        (("graph", "f = xy(a+b)"), 1, "for a product write x*y*(…)"),
        (("graph", "w'"), 1, "a derivative cannot stand in a formula"),
        (("graph", "/dev/null"), 2, "is not a file that can be read"),
        (("open", "nosuch"), 2, "bptutor status lists them"),
        (("open", "chian-rule"), 2, "did you mean 01-chain-rule?"),
        (("import", "nosuch.json"), 2, "nosuch.json cannot be read: no such file"),
        (("export", "--table", "skills"), 2, "add --format csv"),
        (("graph", "ŷ = σ(z); max = ŷ²", "--of", "K"), 1, "it computes ŷ, max"),
        (("graph", "ŷ = σ(z); q_1 = z²"), 1, "nothing uses ŷ and q₁"),
    ],
)
def test_what_cannot_be_done_is_said_in_the_words_that_were_used(
    words: tuple[str, ...], status: int, said: str, tmp_path: Path
) -> None:
    result = CliRunner(env={"BPTUTOR_HOME": str(tmp_path)}).invoke(main, list(words))
    assert result.exit_code == status
    assert said in result.stderr


@pytest.mark.parametrize("seed", range(1, 5))
def test_values_that_are_drawn_can_be_told_apart(seed: int) -> None:
    """With x = y = -5 a factor that is taken for the other one gives the right gradient."""
    said = run("graph", "x*y + z", "--draw", "--seed", str(seed)).stderr
    x, y, _ = (float(pair.partition("=")[2]) for pair in said.split()[1:])
    assert abs(x) != abs(y)


def test_a_loss_that_is_written_first_is_the_output() -> None:
    result = run("mark", "L = e^2; e = a-1", "a=3", "--wrt", "a", "--answer", "4")
    assert "Right" in result.stdout


def test_labels_that_are_printed_can_be_asked_about_and_given() -> None:
    words = ("ŷ = σ(z); L = (ŷ-y)²", "z=0", "y=1", "--wrt", "ŷ", "--answer", "-1")
    assert "Right" in run("mark", *words).stdout
    assert run("graph", "z = w₁x₁", "w₁=2", "x₁=3").exit_code == 0


def test_which_output_is_meant_can_be_said() -> None:
    words = ("f = x*y; g = x+y", "x=1", "y=2")
    refused = run("graph", *words)
    assert refused.exit_code == 1
    assert "f and g" in refused.stderr
    assert "             ^" in refused.stderr
    assert "f=x·y" in run("graph", *words, "--of", "f").stdout


def test_what_was_read_goes_to_the_error_stream() -> None:
    result = run("graph", "½(wx−y)²", "w=1", "x=2", "y=0", "--format", "json")
    assert result.stderr == "read as: ½·(w·x − y)²\n"
    assert result.stdout.startswith("{")


@pytest.mark.parametrize(
    ("source", "gradient"),
    [("-(y*log(p)+(1-y)*log(1-p))", -2.0), ("-log(p)", -2.0), ("-p^2", -1.0), ("-y*p", -1.0)],
)
def test_a_formula_may_begin_with_a_minus_sign(source: str, gradient: float) -> None:
    """It was taken for an option: "No such option '-('"."""
    values = [f"{name}={value}" for name, value in {"p": 0.5, "y": 1}.items() if name in source]
    done = run("graph", source, *values, "--format", "json")
    assert done.exit_code == 0, done.output
    nodes = {node["name"]: node for node in json.loads(done.stdout)["nodes"]}
    assert nodes["p"]["gradient"] == pytest.approx(gradient)
    assert run("mark", source, *values, "--wrt", "p", "--answer", f"{gradient}").exit_code == 0


def test_an_option_that_there_is_not_is_still_one() -> None:
    assert "--formt" in run("graph", "J = w*x", "--formt", "json").stderr


@pytest.mark.parametrize("step", ["parse_args", "invoke"])
def test_ctrl_c_ends_a_command_as_it_ends_other_programs(
    step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Group, step, interrupted)
    result = run("graph", "y = w*x")
    assert (result.exit_code, result.output) == (INTERRUPTED, "")
