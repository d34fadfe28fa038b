"""What is said when the tutor cannot be opened: one line and a status, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import tutor.launch
from tests.terminal import ROOT
from tutor import COMPLETING
from tutor.__main__ import INTERRUPTED, main
from tutor.core.answers import AnswerError
from tutor.core.errors import TutorError
from tutor.error_messages import explanation
from tutor.graph_arguments import SourceError, SourceProblemsError, read_given
from tutor.launch import TerminalError
from tutor.library import LibraryError


@pytest.mark.parametrize(
    ("error", "status"),
    [(LibraryError, 2), (SourceError, 2), (AnswerError, 2), (TerminalError, 2), (TutorError, 1)],
)
def test_an_error_that_was_meant_is_one_line(error: type[Exception], status: int) -> None:
    assert explanation(error("it is away")) == (("bptutor: it is away",), status)


def test_a_long_message_is_broken_at_blanks_and_its_caret_stays_under_the_place() -> None:
    text = "the loss of all the weights that I have = (w*x - y)^2 + foo bar and more than that"
    with pytest.raises(SourceProblemsError) as refused:
        read_given(text, ())
    found = explanation(refused.value, 40)
    assert found is not None
    at = next(i for i, line in enumerate(found.lines) if line.strip() == "^")
    assert found.lines[at - 1][found.lines[at].index("^") :].startswith("bar")
    assert max(map(len, found.lines)) <= 40
    whole = explanation(refused.value)
    assert whole is not None
    said = " ".join(" ".join(line.split()) for line in found.lines[: at - 1])
    assert said == whole.lines[0]
    assert " ".join(" ".join(found.lines[at + 1 :]).split()) == whole.lines[-1].strip()


def test_a_fault_of_our_own_is_not_explained() -> None:
    assert explanation(ZeroDivisionError("x")) is None


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (TerminalError("no terminal"), 2, "bptutor: no terminal\n"),
        (KeyboardInterrupt(), INTERRUPTED, ""),
    ],
)
def test_bptutor_alone_ends_in_order(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    status: int,
    said: str,
) -> None:
    def broken() -> int:
        raise error

    monkeypatch.setattr("sys.argv", ["bptutor"])
    monkeypatch.setattr(tutor.launch, "open_tutor", broken)
    with pytest.raises(SystemExit) as ended:
        main()
    assert (ended.value.code, capsys.readouterr().err) == (status, said)


def test_a_shell_that_completes_a_word_is_answered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It sets variables and types no word, as somebody does who only wants the tutor."""
    monkeypatch.setattr("sys.argv", ["bptutor"])
    monkeypatch.setattr(sys.modules["__main__"], "__package__", None)  # click asks who was started
    for name, value in (("", "bash_complete"), ("WORDS", "bptutor gra"), ("CWORD", "1")):
        monkeypatch.setenv(f"COMP_{name}" if name else COMPLETING, value)
    with pytest.raises(SystemExit):
        main()
    assert capsys.readouterr().out == "plain,graph\n"


INTERRUPTED_IN_MADE_CODE = """
import sys
import tutor.__main__ as program
program._open = lambda: exec("raise KeyboardInterrupt")
sys.argv = ["bptutor"]
program.main()
"""


def test_ctrl_c_while_a_module_makes_its_code_ends_with_the_status_of_ctrl_c(
    tmp_path: Path,
) -> None:
    """Python ended itself by the signal instead, now and then."""
    (tmp_path / "interrupted.py").write_text(INTERRUPTED_IN_MADE_CODE)
    words = [sys.executable, "-m", "interrupted"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (INTERRUPTED, "")
