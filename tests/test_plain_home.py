"""The tutor through a pipe: lines in, lines out, nothing lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def talk(home: Path, *words: str, lines: bytes) -> str:
    environment = {**os.environ, "BPTUTOR_HOME": str(home), "PYTHONPATH": str(ROOT), "TERM": "dumb"}
    done = subprocess.run(
        [sys.executable, "-m", "tutor", *words],
        input=lines, capture_output=True, env=environment, timeout=60, check=True,
    )  # fmt: skip
    assert done.stderr == b""
    return done.stdout.decode()


def test_the_lessons_are_listed_and_a_number_opens_one(tmp_path: Path) -> None:
    said = talk(tmp_path, "--plain", lines=b"5\nq\nq\n")
    assert "  5  Linear regression, forwards and backwards" in said
    assert "Page 1 of 8" in said


def test_enter_goes_on_where_the_last_conversation_stopped(tmp_path: Path) -> None:
    talk(tmp_path, "open", "5", "--plain", lines=b"\n\n5\nq\nq\n")
    said = talk(tmp_path, "--plain", lines=b"\n")
    assert "Page 3 of 8" in said
    assert "What is ŷ?" in said


def test_a_lesson_that_does_not_exist_is_said_and_asked_again(tmp_path: Path) -> None:
    assert "There is no lesson '99'." in talk(tmp_path, "--plain", lines=b"99\nq\n")


def test_garbage_on_standard_input_never_ends_in_an_error(tmp_path: Path) -> None:
    garbage = bytes(range(256)) * 40
    said = talk(tmp_path, "--plain", "open", "5", lines=garbage)
    assert "Page 1 of 8" in said
    assert "\x1b" not in said
    assert "\x07" not in said
