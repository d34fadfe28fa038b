"""What is installed elsewhere is whole: engine, tutor, lessons, and nothing of the tests."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = "u = w*x; yhat = u+b; e = yhat-y; J = e^2"


def run(*words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    done = subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, cwd=cwd, env=environment
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, ROOT, cwd=folder)
    return next(folder.glob("bptutor-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("elsewhere")
    run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    bin_ = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    run(bin_ / "pip", "install", "-q", wheel, cwd=folder)
    return bin_


@pytest.mark.slow
def test_the_wheel_holds_the_three_packages_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info" not in name}
    assert tops == {"engine", "tutor", "lessons"}
    wanted = ("05-linear-regression.md", "examples/three-graphs/pack.md")
    assert {"tutor/templates/lesson.md", *(f"lessons/{name}" for name in wanted)} <= set(names)
    for ending in (".tcss", ".lark", "py.typed"):
        assert any(name.endswith(ending) for name in names), ending


@pytest.mark.slow
def test_an_index_is_given_a_description_that_it_can_show(wheel: Path) -> None:
    """No picture and no link that leads nowhere there, but the name of each file."""
    with zipfile.ZipFile(wheel) as files:
        (name,) = (name for name in files.namelist() if name.endswith("/METADATA"))
        about = files.read(name).decode()
    head, _, shown = about.partition("\n\n")
    assert "Description-Content-Type: text/markdown" in head
    assert shown.startswith("# bptutor\n\nLearn backpropagation")
    assert "For students (`docs/student.md`)" in shown
    assert not re.findall(r"\]\((?!https?:)", shown)


@pytest.mark.slow
def test_it_runs_where_nothing_of_the_tests_is_installed(installed: Path, tmp_path: Path) -> None:
    assert run(installed / "bptutor", "--version", cwd=tmp_path).stdout.startswith("bptutor ")
    run(installed / "bptutor", "check", cwd=tmp_path)
    for words in (["lesson"], ["pack"], ["steps", "train"], ["quiz", "match"]):
        assert run(installed / "bptutor", "new", *words, cwd=tmp_path).stdout
    graph = run(
        installed / "bptutor", "graph", SOURCE, "w=5", "x=1", "b=1", "y=2", "--format", "json",
        cwd=tmp_path,
    )  # fmt: skip
    assert json.loads(graph.stdout)["nodes"][0]["gradient"] == 8.0
    listed = run(installed / "pip", "list", "--format", "freeze", cwd=tmp_path).stdout
    assert "pytest" not in listed
    assert "hypothesis" not in listed


@pytest.mark.slow
def test_the_engine_of_the_wheel_needs_nothing(installed: Path, tmp_path: Path) -> None:
    code = (
        "from engine import Value; w = Value(5.0); "
        "J = (w * 1 + 1 - 2) ** 2; J.backward(); print(w.grad)"
    )
    assert run(installed / "python", "-c", code, cwd=tmp_path).stdout == "8.0\n"
