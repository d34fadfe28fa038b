"""The engine on one page gives the same numbers as the engine."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from engine import Value, tiny

UNARY = ("tanh", "relu", "exp", "log")


def graph(kind, random: Random):
    """A graph of either engine's Values: the same draws make the same graph."""
    leaves = [kind(random.uniform(0.5, 1.5)) for _ in range(4)]
    pool = [*leaves]
    for _ in range(20):
        a, b, draw = random.choice(pool), random.choice(pool), random.random()
        constant = random.uniform(0.5, 2.0)
        made = random.choice(
            [
                lambda a, b, c: a + b, lambda a, b, c: a * b, lambda a, b, c: a - b,
                lambda a, b, c: c * a + c, lambda a, b, c: c - a, lambda a, b, c: a**2.0,
                lambda a, b, c: a / (b**2.0 + 1.0), lambda a, b, c: c / (a * a + 1.0),
            ]
        )(a, b, constant)  # fmt: skip
        if draw < 0.3:
            name = UNARY[int(draw / 0.3 * len(UNARY))]
            made = getattr(made.tanh() + 1.5 if name == "log" else made.tanh(), name)()
        pool.append(made)
    return leaves, sum(node.tanh() for node in pool)


@pytest.mark.parametrize("seed", range(30))
def test_both_give_the_same_numbers(seed: int) -> None:
    (small, top), (large, root) = graph(tiny.Value, Random(seed)), graph(Value, Random(seed))
    top.backward()
    root.backward()
    assert top.data == pytest.approx(root.data, rel=1e-12)
    assert [v.grad for v in small] == pytest.approx([v.grad for v in large], rel=1e-9, abs=1e-12)
    assert any(v.grad for v in small)


@pytest.mark.parametrize("kind", [tiny.Value, Value])
def test_at_its_corner_relu_sends_nothing_back(kind: type) -> None:
    x = kind(0.0)
    x.relu().backward()
    assert x.grad == 0.0


def test_it_is_one_page() -> None:
    assert len(Path(tiny.__file__).read_text("utf-8").splitlines()) <= 60
