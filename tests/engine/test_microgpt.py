"""A transformer of single numbers gives the same losses with our Value as with its own."""

from __future__ import annotations

import sys

import pytest

from engine import Value
from tests.benchmarks.microgpt import NAMES, Transformer, training
from tests.benchmarks.microgpt_replay import Replayed, dots
from tests.benchmarks.microgpt_value import Value as Own

STEPS = 2 * len(NAMES)


@pytest.fixture
def _deep():
    """Its own Value finds the order by a function that calls itself, as deep as the graph."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(50_000)
    yield
    sys.setrecursionlimit(before)


@pytest.mark.slow
@pytest.mark.usefixtures("_deep")
def test_the_losses_of_a_small_transformer_are_the_same_to_the_last_bit() -> None:
    right = [*training(Transformer(Own), STEPS)]
    assert right[-1] < 0.9 * right[0]
    assert [*training(Transformer(Value), STEPS)] == right
    assert [*training(Transformer(Value, dots), STEPS)] == right
    assert [*training(Replayed(), STEPS)] == pytest.approx(right, rel=1e-12)
