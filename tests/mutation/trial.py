"""Tests that are collected once and then run in forks, each with one change in the program.

A change is put into the functions that are there already, so a trial takes as long as its tests
and no longer.  What a table, a constant or another process has of a function stays as it was.
"""

from __future__ import annotations

import ast
import gc
import os
import pickle
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any, NamedTuple

import pytest

from tests.mutation.changes import Change, changed, pairs

SLOWER = 5.0
"""Times as long as ever, and ten seconds, until a test is taken to hang."""
CACHE = type(cache(len))
"""Its name is private."""
Outcome = str
"""``killed``, ``survived``, ``hangs``, or ``none`` where no function could be changed."""


class Ran(NamedTuple):
    """What one test took, and which lines of the program it ran."""

    seconds: float
    lines: frozenset[tuple[str, int]]


class Trials:
    """A plugin: once the tests are collected, ``work`` is called instead of running them."""

    def __init__(self, work: Callable[[Trials], None]) -> None:
        self._work = work
        self._items: Sequence[pytest.Item] = ()
        self._caches: Sequence[Any] = ()
        self._failed = False

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self) -> None:
        """Laws draw the same examples each time, and nobody needs a small one."""
        from hypothesis import Phase, settings  # pytest wants to load it itself

        settings.register_profile(
            "one change", settings.default, phases=(Phase.explicit, Phase.generate), database=None,
            derandomize=True,
        )  # fmt: skip
        settings.load_profile("one change")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run no test but those that are asked for."""
        session.config.pluginmanager.unregister(name="terminalreporter")
        self._items, self._caches = session.items, _caches_of("tutor.")
        self._work(self)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Whether anything failed, also in what prepares a test."""
        self._failed = self._failed or report.failed

    def _run(self, at: int) -> bool:
        """Run a test, with nothing left over in caches from before; whether it passed."""
        self._failed = False
        for one in self._caches:
            one.cache_clear()
        item, following = self._items[at], (*self._items[at + 1 : at + 2], None)[0]
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        return not self._failed

    def measure(self, files: frozenset[str]) -> dict[int, Ran]:
        """Which lines of these files each test runs; tests that fail are left out."""

        def all_tests() -> dict[int, Ran]:
            found = {}
            for at in range(len(self._items)):
                lines: set[tuple[str, int]] = set()
                began = time.perf_counter()
                sys.settrace(_tracer(files, lines))
                try:
                    passed = self._run(at)
                finally:
                    sys.settrace(None)
                if passed:
                    found[at] = Ran(time.perf_counter() - began, frozenset(lines))
            return found

        return _forked(all_tests, seconds=3600) or {}

    def attempt(self, path: Path, change: Change, ran: Mapping[int, Ran]) -> Outcome:
        """What the tests that run the changed line say of the change, the quickest first."""
        asked = [at for at, one in ran.items() if (str(path), change.line) in one.lines]
        asked.sort(key=lambda at: ran[at].seconds)

        def with_the_change() -> Outcome:
            if not put_in(path, change):
                return "none"
            return "survived" if all(map(self._run, asked)) else "killed"

        longest = 10 + SLOWER * sum(ran[at].seconds for at in asked)
        return _forked(with_the_change, seconds=longest) or "hangs"


def _caches_of(package: str) -> list[Any]:
    """What ``functools.cache`` made in a package."""
    gc.unfreeze()  # else what was collected is not listed
    made = [one for one in gc.get_objects() if type(one) is CACHE]
    gc.freeze()
    return [one for one in made if one.__module__.startswith(package)]


def put_in(path: Path, change: Change) -> bool:
    """Change the functions that this file made; whether there were any."""
    source = path.read_text("utf-8")
    new = compile(changed(source, change), str(path), "exec", dont_inherit=True)
    old = compile(ast.parse(source), str(path), "exec", dont_inherit=True)
    other = {_key(one): two for one, two in pairs(old, new) if one != two}
    count = 0
    gc.unfreeze()  # else what was collected is not listed
    for function in gc.get_objects():
        if isinstance(function, FunctionType) and function.__code__.co_filename == str(path):
            code = other.get(_key(function.__code__))
            if code is not None and code.co_freevars == function.__code__.co_freevars:
                function.__code__ = code
                count += 1
    return count > 0


def _key(code: CodeType) -> tuple[str, int, bytes]:
    return code.co_qualname, code.co_firstlineno, code.co_linetable


def _tracer(files: frozenset[str], lines: set[tuple[str, int]]) -> Callable[..., Any]:
    def every_line(frame: FrameType, event: str, _argument: object) -> Callable[..., Any]:
        if event == "line":
            lines.add((frame.f_code.co_filename, frame.f_lineno))
        return every_line

    def calls(frame: FrameType, _event: str, _argument: object) -> Callable[..., Any] | None:
        return every_line if frame.f_code.co_filename in files else None

    return calls


def _forked(work: Callable[[], Any], seconds: float) -> Any:
    """What ``work`` gives in a process of its own; None where it ends otherwise or too late."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        code = 1
        with suppress(BaseException), os.fdopen(writer, "wb") as out:
            os.setpgid(0, 0)
            _silent()
            out.write(pickle.dumps(work()))
            code = 0
        os._exit(code)
    os.close(writer)
    with suppress(OSError):
        os.setpgid(child, child)
    with os.fdopen(reader, "rb") as found, _at_most(seconds, child):
        data = found.read()
    os.waitpid(child, 0)
    with suppress(OSError):
        os.killpg(child, signal.SIGKILL)  # what it started
    return pickle.loads(data) if data else None  # noqa: S301 - our own


class _at_most:  # noqa: N801 - used as a statement
    """Kill a process and all that it started, when it takes longer."""

    def __init__(self, seconds: float, child: int) -> None:
        self._seconds, self._child = seconds, child

    def __enter__(self) -> None:
        signal.signal(signal.SIGALRM, self._kill)
        signal.setitimer(signal.ITIMER_REAL, self._seconds)

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _kill(self, *_: object) -> None:
        with suppress(OSError):
            os.killpg(self._child, signal.SIGKILL)


def _silent() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


def lines_of(ran: Mapping[int, Ran]) -> Iterator[tuple[str, int]]:
    """All lines that some test runs."""
    seen: set[tuple[str, int]] = set()
    for one in ran.values():
        seen |= one.lines
    yield from seen
