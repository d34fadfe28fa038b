"""The tutor through a pipe: lines in, lines out, nothing lost."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.core.lessons import LESSONS
from tests.samples import sampled, slow
from tutor.cli import main
from tutor.core.catalogue import Catalogue
from tutor.plain import HomeConversation
from tutor.plain.conversation import Console
from tutor.records import Recorder
from tutor.store import open_store

ROOT = Path(__file__).parent.parent.parent
PAGES = len(LESSONS[4].pages)
"""Of lesson 5."""


def talk(home: Path, *words: str, lines: bytes) -> str:
    """What is said to these lines."""
    runner = CliRunner(env={"BPTUTOR_HOME": str(home), "TERM": "dumb"})
    done = runner.invoke(main, words, input=lines, catch_exceptions=False)
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout


def through_a_pipe(home: Path, *words: str, lines: bytes) -> str:
    """The same of a program of its own."""
    environment = {
        **os.environ, "BPTUTOR_HOME": str(home), "PYTHONPATH": str(ROOT), "TERM": "dumb",
        "PYTHONIOENCODING": "utf-8:strict",  # as in most locales
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "tutor", *words],
        input=lines, capture_output=True, env=environment, timeout=60, check=True,
    )  # fmt: skip
    assert done.stderr == b""
    return done.stdout.decode()


def test_the_lessons_are_listed_and_a_number_opens_one(tmp_path: Path) -> None:
    said = through_a_pipe(tmp_path, "--plain", lines=b"5\nq\nq\n")
    assert "  5  Linear regression, forwards and backwards" in said
    assert f"Page 1 of {PAGES}" in said


def test_enter_goes_on_where_the_last_conversation_stopped(tmp_path: Path) -> None:
    talk(tmp_path, "open", "5", "--plain", lines=b"\n5\nq\nq\n")
    said = talk(tmp_path, "--plain", lines=b"\n")
    assert f"Page 2 of {PAGES}" in said
    assert "What is yhat?" in said


def test_a_lesson_that_does_not_exist_is_said_and_asked_again(tmp_path: Path) -> None:
    assert "There is no lesson '99'." in talk(tmp_path, "--plain", lines=b"99\nq\n")


def test_garbage_on_standard_input_never_ends_in_an_error(tmp_path: Path) -> None:
    garbage = bytes(range(256)) * 40
    said = through_a_pipe(tmp_path, "--plain", "open", "5", lines=garbage)
    assert f"Page 1 of {PAGES}" in said
    assert "\x1b" not in said
    assert "\x07" not in said


@pytest.mark.parametrize("words", [("--plain",), ("quiz", "5"), ("quiz", "5", "--prove")])
@pytest.mark.slow
def test_bytes_that_are_no_text_are_answered_like_any_mistake(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    through_a_pipe(tmp_path, *words, lines=b"\xff\xfe\n\xc3\n")


def test_a_pipe_is_asked_on_lines_of_their_own(tmp_path: Path) -> None:
    said = talk(
        tmp_path, "quiz", "3", "--kind", "order", "--seed", "3", lines=b"5 4 3 2 1\n"
    ).splitlines()
    at = next(number for number, line in enumerate(said) if line.startswith("[the option numbers"))
    assert said[at].endswith("hint or help] ")
    assert said[at + 1] in ("Right.", "Not yet.")


def test_what_is_due_is_asked_from_the_list(tmp_path: Path) -> None:
    assert "Nothing is due for review." in talk(tmp_path, "--plain", lines=b"v\nq\n")


def test_skills_are_told_in_sentences_and_more_of_one(tmp_path: Path) -> None:
    said = " ".join(
        talk(tmp_path, "--plain", lines=b"skills\nskills routes\nk nosuch\nq\n").split()
    )
    assert "add the messages of all routes: not asked yet. Builds on a message is" in said
    assert "Next: split a formula into single operations. Taught in" in said
    assert "Builds on a message is backpropagated times local (not asked yet); " in said
    assert "There is no skill with 'nosuch' in its name" in said


def test_graphs_are_told_in_words_and_that_is_remembered(tmp_path: Path) -> None:
    """A picture of boxes is noise to somebody who hears it: it comes only when it is asked for."""
    said = talk(tmp_path, "open", "5", "--plain", lines=b"\ng\nq\nq\n")
    assert "u = w times x is not known yet" in said
    assert "w is 5; goes to u." in said
    assert "╭" not in said
    drawn = talk(tmp_path, "open", "5", "--plain", lines=b"draw\nwords\nq\nq\n")
    assert "╭" in drawn.partition("Graphs are drawn.")[0]
    again = talk(tmp_path, "open", "5", "--plain", lines=b"g\nw\nq\nq\n")
    assert "u=w·x" in again.replace(" ", "")
    assert again.index("╭") < again.index("Graphs are told in words.")
    assert "╭" not in talk(tmp_path, "open", "5", "--plain", lines=b"g\nq\nq\n")


def test_what_is_asked_is_not_told_in_words(tmp_path: Path) -> None:
    said = talk(tmp_path, "open", "5", "--plain", lines=b"\nq\nq\n")
    assert "What is u?" in said
    assert "u = w times x is not known yet" in said


@pytest.mark.parametrize("word", sampled(("q", "quit", "exit", ":q"), ("quit",)))
def test_every_usual_word_quits(tmp_path: Path, word: str) -> None:
    lines = f"5\n{word}\n{word}\n".encode()
    assert f"Page 1 of {PAGES}" in talk(tmp_path, "--plain", lines=lines)


def test_the_list_has_help_and_knows_words_of_titles(tmp_path: Path) -> None:
    said = talk(tmp_path, "--plain", lines=b"h\nfan-out\nq\nq\n")
    assert re.search(r"Besides: bptutor .*\breview\b", said)
    assert "\n\nA node with several successors\n" in said


@pytest.mark.parametrize(("lesson", "page"), [slow("13", "2"), ("14", "4"), slow("10", "6")])
def test_no_picture_is_wider_than_the_lines(tmp_path: Path, lesson: str, page: str) -> None:
    """A terminal folded it anew, and rows of boxes lay across each other."""
    said = talk(tmp_path, "open", lesson, "--plain", lines=f"p {page}\nq\nq\n".encode())
    assert f"Page {page} of" in said
    assert max(map(len, said.splitlines())) <= 80


def first_minute(home: Path, *lines: str) -> tuple[list[str], str]:
    """The prompts and what is said to somebody new at a terminal who types these lines."""
    typed, prompts, said = iter(lines), [], []

    def ask(prompt: str) -> str:
        prompts.append(prompt)
        return next(typed)

    with open_store(home / "progress.db") as store:
        record = Recorder(store, lambda: datetime(2026, 3, 2, tzinfo=UTC))
        console = Console(ask, said.append, is_terminal=True)
        HomeConversation(Catalogue.of([("5", LESSONS[4])]), console, record, lambda: 7).talk()
    return prompts, " ".join(said)


def test_somebody_new_at_a_terminal_predicts_a_number_first(tmp_path: Path) -> None:
    prompts, said = first_minute(tmp_path, "12", "24", "first", "q", "q")
    assert prompts[:3] == ["[∂J/∂w] ", "[∂J/∂w] ", "[number, Enter, help or quit] "]
    assert prompts[3] == "[∂J/∂w] ", "it comes back"
    assert "12 is ∂J/∂u" in said
    assert "bptutor quiz 5 --prove" in said
    prompts, _ = first_minute(tmp_path, "q")
    assert prompts == ["[number, Enter, help or quit] "], "it is shown once"


def test_the_first_minute_is_skipped_by_an_empty_line(tmp_path: Path) -> None:
    prompts, _ = first_minute(tmp_path, "", "q")
    assert prompts == ["[∂J/∂w] ", "[number, Enter, help or quit] "]
