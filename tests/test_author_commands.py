"""``check``, ``new``, ``render`` and ``watch`` as they are typed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.terminal import Terminal
from tests.test_cli import run
from tutor import starters


def test_new_prints_a_lesson_that_check_and_render_accept(tmp_path: Path) -> None:
    file = tmp_path / "90-area.md"
    file.write_text(run("new", "lesson", "--title", "An area").output, "utf-8")
    assert run("check", str(file)).output == "1 lesson, 0 errors, 0 warnings\n"
    assert run("render", str(file)).output.startswith("# An area\n")


@pytest.mark.parametrize("what", ["network", "pack"])
def test_new_prints_other_templates(what: str) -> None:
    assert run("new", what).output in (starters.network(), starters.pack())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("lessen",), "did you mean 'lesson'?"),
        (("quiz",), "which kind of quiz?"),
        (("quiz", "numerik"), "did you mean 'numeric'?"),
        (("steps", "[/red]\x1b"), "no steps of kind '[/red]␛'"),
        (("lesson", "numeric"), "has no kinds"),
        (("quiz", "numeric", "--title", "x"), "--title is for a lesson"),
        (("lesson", "--title", "a\nb"), "--title is for a lesson"),
    ],
)
def test_new_refuses_what_it_does_not_have(words: tuple[str, ...], said: str) -> None:
    result = run("new", *words)
    assert result.exit_code == 2
    assert said in result.output


def test_render_of_a_lesson_with_problems_says_them(tmp_path: Path) -> None:
    file = tmp_path / "90-area.md"
    file.write_text(starters.lesson().replace("l * w", "l * v"), "utf-8")
    result = run("render", str(file))
    assert result.exit_code == 1
    assert "no node called 'v'" in result.output


def pack(folder: Path, listed: str) -> None:
    (folder / "01-area.md").write_text(starters.lesson(), "utf-8")
    (folder / "02-other.md").write_text(starters.lesson("Other"), "utf-8")
    head = starters.pack()[: starters.pack().index("1. ")]
    (folder / "pack.md").write_text(head + listed, "utf-8")


def test_check_reads_a_pack_with_all_its_problems(tmp_path: Path) -> None:
    pack(tmp_path, "1. [A](01-area.md)\n2. [B](02-othr.md)\n3. [C](../x.md)\n4. [A](01-area.md)\n")
    result = run("check", str(tmp_path), "--json")
    assert result.exit_code == 1
    found = [(one["line"], one["column"], one["message"]) for one in json.loads(result.output)]
    assert found == [
        (11, 8, "there is no file '02-othr.md' in this folder"),
        (12, 8, "'../x.md' is not a lesson in this folder"),
        (13, 8, "'01-area.md' is listed twice"),
    ]


def test_check_of_a_sound_pack_is_silent_but_for_what_it_leaves_out(tmp_path: Path) -> None:
    pack(tmp_path, "1. [A](01-area.md)\n")
    result = run("check", str(tmp_path))
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "02-other.md: not checked: the pack does not list it",
        "2 files, 0 errors, 0 warnings",
    ]


def test_a_hint_is_no_failure(tmp_path: Path) -> None:
    file = tmp_path / "90-area.md"
    one = "```graph one\ninput c = 1\nparam v = 5\np = v * c\nloss K = p^2\n```\n"
    asked = "```quiz numeric k\ngraph: one\nask: ∂K/∂v?\nanswer: grad(K, v)\nhint: Look.\n```\n"
    file.write_text(f"{starters.lesson()}\n{one}\n{asked}", "utf-8")
    result = run("check", str(file))
    assert result.exit_code == 0
    assert "hint: k: " in result.output
    assert result.output.splitlines()[-1] == "1 lesson, 0 errors, 0 warnings, 1 hint"


def test_check_of_a_folder_finds_two_lessons_with_one_id(tmp_path: Path) -> None:
    for name in ("01-a.md", "02-b.md"):
        (tmp_path / name).write_text(starters.lesson(), "utf-8")
    result = run("check", str(tmp_path))
    assert result.exit_code == 1
    assert (
        "02-b.md:3:5: error: another lesson has the id 'the-gradient-of-an-area'" in result.output
    )


def test_watch_needs_a_file_and_a_terminal(tmp_path: Path) -> None:
    assert run("watch", str(tmp_path / "no.md")).exit_code == 2
    file = tmp_path / "90-area.md"
    file.write_text(starters.lesson(), "utf-8")
    result = run("watch", str(file))
    assert result.exit_code == 2
    assert "bptutor watch --plain lists the problems" in result.output


HEEDING_CTRL_C = """
import signal, sys
from tutor.__main__ import main
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.argv[0] = "bptutor"
main()
"""
"""A shell's background jobs ignore Ctrl+C, and so does what they start."""


@pytest.mark.slow
def test_watch_lists_the_problems_each_time_the_file_is_saved(tmp_path: Path) -> None:
    file = tmp_path / "90-area.md"
    file.write_text(starters.lesson(), "utf-8")
    words = [sys.executable, "-u", "-c", HEEDING_CTRL_C, "watch", "--plain", str(file)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=os.environ) as watching:
        assert watching.stdout
        try:
            assert watching.stdout.readline() == "1 lesson, 0 errors, 0 warnings\n"
            file.write_text(starters.lesson().replace("l * w", "l * v"), "utf-8")
            assert "no node called 'v'" in watching.stdout.readline()
            time.sleep(0.1)
        finally:
            watching.send_signal(signal.SIGINT)
        watching.communicate(timeout=20)
        assert watching.returncode == 0


def test_a_lesson_of_a_folder_that_cannot_be_read_is_named_and_is_no_success(
    tmp_path: Path, nothing_waits: None
) -> None:
    os.mkfifo(tmp_path / "91-pipe.md")
    alone = run("check", str(tmp_path))
    assert alone.exit_code == 2
    assert "91-pipe.md: not checked: " in alone.output
    (tmp_path / "90-area.md").write_text(starters.lesson(), "utf-8")
    beside = run("check", str(tmp_path))
    assert beside.exit_code == 2
    assert "91-pipe.md: not checked: " in beside.output
    assert "1 lesson, 0 errors" in beside.output


def test_a_pack_can_be_named_by_its_list(tmp_path: Path) -> None:
    pack(tmp_path, "1. [Area](01-area.md)\n2. [Other](02-other.md)\n")
    named, folder = run("check", str(tmp_path / "pack.md")), run("check", str(tmp_path))
    assert named.output == folder.output
    assert named.exit_code == folder.exit_code == 0


def test_check_says_in_a_terminal_which_lesson_it_is_at(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    folder.mkdir()
    for number in range(1, 4):
        (folder / f"0{number}-l.md").write_text(starters.lesson().replace("id: ", f"id: a{number}"))
    with Terminal("check", str(folder), home=tmp_path) as terminal:
        shown = terminal.wait_for("3 lessons, 0 errors")
        assert "of 3" not in shown
        assert [terminal.raw.count(f"{at} of 3: ".encode()) for at in (1, 2, 3)] == [1, 1, 1]
    words = [sys.executable, "-m", "tutor", "check", str(folder)]
    piped = subprocess.run(words, capture_output=True, text=True)
    assert piped.stderr == ""
