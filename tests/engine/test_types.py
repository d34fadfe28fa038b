"""A type checker in strict mode has nothing to say about an ordinary training loop."""

from __future__ import annotations

from inspect import signature
from pathlib import Path

import pytest

from engine import OPERATIONS, Value

LOOP = """
from engine import MLP, SGD, AdamW, Value, exp, maximum, mean, softmax_cross_entropy, two_moons
from engine.losses import binary_cross_entropy

model = MLP(2, [8, 1], activation="tanh", seed=1)
optimiser = SGD(model, lr=0.1)
xs, ys = [[2.0, 3.0], [3.0, -1.0]], [1.0, -1.0]
for _ in range(10):
    outputs = [model(x) for x in xs]
    loss: Value = sum(((out - y) ** 2 for out, y in zip(outputs, ys)), Value(0.0))
    for p in model.parameters():
        p.grad = 0.0
    loss.backward()
    for p in model.parameters():
        p.data -= 0.1 * p.grad
    print(f"{loss.data:.3f}", f"{loss:.3f}", model(xs[0]).data > 0, loss < 1)

cost = mean(binary_cross_entropy(model(x), y) for x, y in two_moons(20, seed=1))
optimiser.zero_grad()
cost.backward()
optimiser.step()
several = MLP(2, [3])
AdamW(several.parameters(), lr=0.1, weight_decay=0.1)
scores = several([1.0, 2.0])
best: Value = scores[0] + max(scores)
softmax_cross_entropy(scores, 1).backward()
z = maximum(exp(scores[1]), 2.0).detach()
"""

WRONG = """
import math
from engine import Value
x = Value(1.0)
math.exp(x)
Value("1")
Value(1.0, (x,))
"""


@pytest.mark.slow
def test_an_ordinary_training_loop_is_clean_and_its_slips_are_not(tmp_path: Path) -> None:
    api = pytest.importorskip("mypy.api")
    for text, lines in ((LOOP, set()), (WRONG, {5, 6, 7})):
        (tmp_path / "loop.py").write_text(text, "utf-8")
        said, _, _ = api.run(
            ["--strict", "--config-file=", "--cache-dir", str(tmp_path / "cache"),
             "--hide-error-context", str(tmp_path / "loop.py")]
        )  # fmt: skip
        found = {int(line.split(":")[1]) for line in said.splitlines() if "loop.py:" in line}
        assert found == lines, said


def test_an_ordinary_training_loop_runs(capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(LOOP, "loop.py", "exec"), {})  # noqa: S102  our own lines
    assert len(capsys.readouterr().out.splitlines()) == 10


@pytest.mark.parametrize("name", OPERATIONS)
def test_help_shows_what_a_method_takes_and_its_rule(name: str) -> None:
    method = getattr(Value, name)
    assert method.__name__ == name
    assert method.__doc__
    assert list(signature(method).parameters)[1:] == (
        [] if OPERATIONS[name].arity == 1 else ["others"]
    )
