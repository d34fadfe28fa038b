"""What the store's tests share: a clock, another user, a file with a history."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.core.events import ONE_OF_EACH, START
from tutor.core.progress.events import Event
from tutor.store import Store, open_store

NOBODY = 65534


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        return self.time

    def pass_days(self, days: float) -> None:
        self.time += timedelta(days=days)


def saved(path: Path, events: tuple[Event, ...] = ONE_OF_EACH) -> Path:
    """A progress file with this history."""
    with open_store(path, now=Clock()) as store:
        assert store.notice == ""
        store.append(*events)
    return path


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def history(path: Path) -> tuple[Event, ...]:
    """What a fresh program finds in a sound file."""
    with open_store(path, now=Clock()) as store:
        assert store.notice == ""
        assert store.keeps
        return store.events()


@contextmanager
def as_nobody() -> Iterator[None]:
    """Files are refused to this process as to any learner, also when root runs the tests."""
    if sys.platform == "win32":
        pytest.skip("to whom a file is refused is another matter on Windows")
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def read_only(*paths: Path) -> Iterator[None]:
    """These files and folders belong to the learner and cannot be written."""
    before = [path.stat().st_mode for path in paths]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        with as_nobody():
            yield
    finally:
        for path, mode in zip(paths, before, strict=True):
            path.chmod(mode)


def connection_of(store: Store):
    """The store's own connection, to break it."""
    return store._connection
