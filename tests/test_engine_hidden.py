"""A person's own ``engine.py`` in the working folder hides the engine: one line says so."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal import ROOT


@pytest.mark.parametrize("words", [["graph", "u = w*x", "w=1", "x=2"], [], ["5"]])
@pytest.mark.parametrize("name", ["engine.py", "engine/__init__.py"])
def test_an_engine_of_ones_own_gets_a_clear_message(tmp_path: Path, words, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("print('it was run')\nclass Value: ...\n", "utf-8")
    environment = {**os.environ, "BPTUTOR_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "tutor", *words],
        capture_output=True, text=True, cwd=tmp_path, env=environment,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert f"{name} hides the engine of this program" in done.stderr.replace(os.sep, "/")


def test_elsewhere_nothing_is_said(tmp_path: Path) -> None:
    environment = {**os.environ, "BPTUTOR_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "tutor", "graph", "u = w*x", "w=1", "x=2"],
        capture_output=True, text=True, cwd=tmp_path, env=environment,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
