"""A person's own function is run with Values and drawn."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tutor.cli import main

LOSS = """
from engine import Value
from helper import squared

def forward(w, x, b=1):
    return (w * x + b).tanh()

def loss(w, x, y):
    e = forward(w, x) - y
    e.label = "e"
    return squared(e)

def broken(w):
    return w / 0

def plain(w):
    return 3.0

def outside(w):
    import math
    return math.exp(w)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "helper.py").write_text("def squared(e):\n    return e ** 2\n", "utf-8")
    path = tmp_path / "mine.py"
    path.write_text(LOSS, "utf-8")
    return path


def graph(*words: str) -> Result:
    result = CliRunner().invoke(main, ["graph", *words], catch_exceptions=False)
    assert "Traceback" not in result.output
    return result


def test_a_function_is_drawn_with_its_parameters_as_leaves(file: Path) -> None:
    done = graph("--python", f"{file}:loss", "w=0.5", "x=2", "y=1", "--format", "json")
    assert done.exit_code == 0, done.output
    nodes = {node["label"]: node for node in json.loads(done.stdout)["nodes"]}
    z = 0.5 * 2 + 1
    tanh = 0.9640275800758169
    assert nodes["e"]["value"] == pytest.approx(tanh - 1)
    assert nodes["w"]["gradient"] == pytest.approx(2 * (tanh - 1) * (1 - tanh**2) * 2)
    assert z == 2


def test_the_picture_is_that_of_any_graph(file: Path) -> None:
    done = graph("--python", f"{file}:forward", "w=0.5", "x=2", "b=0")
    assert "tanh" in done.stdout
    assert "∇" in done.stdout


@pytest.mark.parametrize(
    ("named", "words", "said"),
    [
        ("{file}", (), "FILE:FUNCTION"),
        ("{file}:nosuch", (), "it has forward, loss, broken, plain, outside"),
        ("no-such.py:loss", (), "no-such.py"),
        ("{file}:loss", ("w=1",), "no value for x, y: add x=… y=…"),
        ("{file}:loss", ("w=1", "q=2"), "no parameter 'q'; it has w, x, y"),
        ("{file}:broken", ("w=1",), "line 14: "),
        ("{file}:plain", ("w=1",), "returns float, not a Value"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_one_line(
    file: Path, named: str, words: tuple[str, ...], said: str
) -> None:
    done = graph("--python", named.format(file=file), *words)
    assert done.exit_code == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_file_with_a_mistake_is_said_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "wrong.py"
    path.write_text("x = 1\ndef loss(w:\n    return w\n", "utf-8")
    assert "line 2: SyntaxError" in graph("--python", f"{path}:loss", "w=1").stderr


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("def f(w):\n    w * 2", "f returns nothing: end it with return"),
        ("def f(w):\n    return [w, w * 2]", "a graph has one output: return one of them"),
        ("class f:\n    def __init__(self, w):\n        pass", "f is a class: write a function"),
        ("def f(w):\n    raise SystemExit(3)", "f could not be run, line 2: SystemExit: 3"),
        ("import no_such_one\ndef f(w):\n    return w", "'no_such_one': install it"),
        ("async def f(w):\n    return w", "f returns coroutine, not a Value"),
    ],
)
def test_what_a_function_does_instead_is_said_with_what_to_do(
    tmp_path: Path, program: str, said: str
) -> None:
    (tmp_path / "own.py").write_text(program, "utf-8")
    done = graph("--python", f"{tmp_path / 'own.py'}:f", "w=1")
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
