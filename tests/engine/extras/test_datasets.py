"""Small examples to train on."""

from __future__ import annotations

import math
from random import Random

import pytest

from engine import (
    DomainError,
    ShapeError,
)
from engine.extras.datasets import circles, linear, spiral, two_moons, xor


@pytest.mark.parametrize("make", [two_moons, circles, linear, spiral, xor])
def test_a_data_set_has_both_classes_and_follows_the_seed(make) -> None:
    points = make(41, noise=0.1, seed=7)
    assert len(points) == 41
    assert {p.y for p in points} == {0.0, 1.0}
    assert points == make(41, noise=0.1, seed=Random(7))
    assert points != make(41, noise=0.1, seed=8)
    assert {p.y for p in make(8, classes=(-1, 1), seed=1)} == {-1, 1}
    for wrong in ({"n": 0}, {"noise": -1.0}, {"noise": math.nan}):
        with pytest.raises((ShapeError, DomainError)):
            make(**wrong)


def test_the_shapes_are_what_their_names_say() -> None:
    assert [(p.x, p.y) for p in xor()] == [((0, 0), 0), ((0, 1), 1), ((1, 0), 1), ((1, 1), 0)]
    for p in circles(20, noise=0.0, factor=0.3):
        assert math.hypot(*p.x) == pytest.approx(0.3 if p.y else 1.0)
    for p in two_moons(21, noise=0.0):
        centre = (1.0, 0.5) if p.y else (0.0, 0.0)
        assert math.dist(p.x, centre) == pytest.approx(1.0)
    assert all((p.x[0] + p.x[1] > 0) == p.y for p in linear(50, seed=1))
    for k, p in enumerate(spiral(40, noise=0.0, turns=0.5)):
        way = (k // 2) / 19
        turn = math.atan2(p.x[1], p.x[0]) - math.pi * (way + p.y)
        assert math.cos(turn) == pytest.approx(1.0)
        assert math.hypot(*p.x) == pytest.approx(0.1 + 0.9 * way)
