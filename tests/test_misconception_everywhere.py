"""A misconception is one row: here one more is added, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.core.events import START, added_up, answered
from tests.core.graphs import LINREG
from tests.test_cli import run
from tutor import starters
from tutor.core.checking.lesson_file import check
from tutor.core.graph import run as passed
from tutor.core.misconceptions import Rule, diagnose, table
from tutor.core.misconceptions.rule import Guess
from tutor.core.practice import account_of, notes, status_lines
from tutor.core.questions import KINDS
from tutor.core.reader import read

SOURCE = "u = w*x; yhat = u+b; e = yhat-y; J = e^2"
NOTE = {"w": 5.0, "x": 3.0, "b": -4.0, "y": 7.0}
ROW = Rule(
    "SEVENFOLD",
    "the gradient seven times",
    "{n} is seven times {dv}.",
    "How often does {v} go in?",
    lambda board, node: iter([Guess(7 * board.gradients[node])]),
    remedy="count once",
)


@pytest.fixture(autouse=True)
def _one_row_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As it would stand in a file of its topic; the order of likelihood is not told."""
    monkeypatch.setenv("BPTUTOR_HOME", str(tmp_path / "home"))
    monkeypatch.setitem(table._TABLE, ROW.id, ROW)
    _forget()
    yield
    _forget()


def _forget() -> None:
    """What was gathered from the table before a row was added, or with it, is gathered anew."""
    table.explaining.cache_clear()
    table.derivatives.cache_clear()


def test_it_is_what_a_wrong_number_is_put_down_to() -> None:
    found = diagnose(passed(LINREG, NOTE), "w", 168.0)
    assert found.mistakes == ("SEVENFOLD",)
    values = [f"{name}={x:g}" for name, x in NOTE.items()]
    said = run("mark", SOURCE, *values, "--wrt", "w", "--answer", "168").output
    assert "168 is seven times ∂J/∂w. How often does w go in?" in " ".join(said.split())


def test_it_is_counted_in_a_class(tmp_path: Path) -> None:
    file = tmp_path / "class.csv"
    row = f"ann,{SOURCE},w=5 x=3 b=-4 y=7,w,168\n"
    file.write_text(f"student,source,values,wrt,answer\n{row}", "utf-8")
    result = run("mark", str(file))
    assert "SEVENFOLD" in result.stdout
    assert "SEVENFOLD (the gradient seven times)" in result.output


def test_an_author_can_probe_it_and_plant_it() -> None:
    lesson = starters.lesson().replace("probe: ", "probe: SEVENFOLD, ")
    planted = KINDS["spot"].template.replace("MUL_OWN_VALUE", "SEVENFOLD")
    assert check(f"{lesson}\n## Another\n\n{planted}".encode(), "90-area.md") == ()
    misspelt = check(lesson.replace("SEVENFOLD", "SEVENFLOD").encode(), "90-area.md")
    assert [one.help for one in misspelt] == ["did you mean 'SEVENFOLD'?"]


def test_it_is_named_in_status_and_notes() -> None:
    lesson, _ = read(starters.lesson().encode(), "90-area.md")
    assert lesson
    missed = replace(answered(1, lesson.id, correct=False), mistakes=("SEVENFOLD",))
    account = account_of(added_up([missed]), (lesson,), START)
    assert "the gradient seven times" in "\n".join(status_lines(account, START))
    assert "the gradient seven times" in notes(account, (lesson,), [missed])
