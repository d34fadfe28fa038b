"""Cases that are tried at once, and cases that only the long run tries: ``pytest -m slow``."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pytest
from hypothesis import settings


def slow(*arguments: object) -> object:
    """A case for ``parametrize`` that only the long run tries."""
    return pytest.param(*arguments, marks=pytest.mark.slow)


def sampled(cases: Iterable[object], at_once: Collection[object]) -> list[object]:
    """The values of one argument; those that are not ``at_once`` are left to the long run."""
    cases = tuple(cases)
    assert any(case in at_once for case in cases), "a test without a case that is tried at once"
    return [case if case in at_once else slow(case) for case in cases]


def examples(most: int) -> int:
    """How many examples a law is tried on where the long run tries ``most``."""
    return most * settings.default.max_examples // 100
