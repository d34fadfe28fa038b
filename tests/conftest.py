"""What a whole run of the tests has in common."""

from __future__ import annotations

import gc
import signal
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import HealthCheck, is_hypothesis_test, settings

import tutor.core.reader
from tutor.core.lesson import Lesson, Problem
from tutor.library import built_in

AT_ONCE, THOROUGH = 25, 100
"""Examples that are drawn for a law at once, and in the long run."""
SMOKE = (
    "tests/core/checking/test_authoring.py",  # the lessons are read: markdown-it-py, lark
    "tests/core/progress/test_mastery.py",  # reviews: fsrs
    "tests/core/typesetting/test_typesetting.py",  # formulas: pylatexenc
    "tests/store/test_store.py",
    "tests/test_cli.py",  # the command line: click
    "tests/test_locations.py",  # platformdirs
    "tests/test_terminal.py::test_a_signal_ends",  # the real program: textual, rich
    "tests/ui/screens/test_home.py::test_continue",
)
"""The tests that say in half a minute whether the tutor works at all."""
BUILT_IN = frozenset(file.data for file in built_in())

read = tutor.core.reader.read
read_once = cache(read)


def read_built_in_once(data: bytes, name: str) -> tuple[Lesson | None, tuple[Problem, ...]]:
    """Reading as ever; but a built-in lesson, which a hundred tests ask for, is read once."""
    return (read_once if data in BUILT_IN else read)(data, name)


tutor.core.reader.read = read_built_in_once  # before a module of the tests takes it from there


@pytest.fixture
def nothing_waits() -> Iterator[None]:
    """A test that would wait for ever, for a pipe that nobody writes to, fails."""

    def late(*_: object) -> None:
        raise AssertionError("this waits for ever")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(20)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def pytest_configure(config: pytest.Config) -> None:
    """No law depends on the speed of the machine."""
    few = config.option.markexpr in ("not slow", "smoke")
    settings.register_profile(
        "any machine",
        max_examples=AT_ONCE if few else THOROUGH,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.load_profile("any machine")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A law is tried at once and again, on more examples, in the long run; a few are the smoke."""
    for item in items:
        if settings.default.max_examples == THOROUGH and is_hypothesis_test(item.obj):  # type: ignore[attr-defined, union-attr]
            item.add_marker("slow")
        if item.nodeid.startswith(SMOKE) and not item.get_closest_marker("slow"):
            item.add_marker("smoke")


def pytest_collection_finish() -> None:
    """Thousands of tests and all that they import stay: garbage is looked for among the rest."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
