"""What was called saved is there after a power cut, whatever had not reached the disk by then."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from tests.samples import sampled
from tests.store.power_sessions import STARTS, cut_power, names_lost


def can_trace() -> bool:
    """Whether this system has strace and allows it."""
    strace = shutil.which("strace")
    if sys.platform != "linux" or strace is None:
        return False
    words = [strace, "-o", "/dev/null", sys.executable, "-c", ""]
    return subprocess.run(words, capture_output=True).returncode == 0


pytestmark = [pytest.mark.slow, pytest.mark.skipif(not can_trace(), reason="needs strace")]

EVERY = 23
"""The suite cuts the power at every twenty-third call; ``python -m tests.soak.power`` at each."""


@pytest.mark.parametrize("start", sampled(STARTS, STARTS[:2]))
def test_a_power_cut_loses_nothing_that_was_called_saved(tmp_path, start):
    found = cut_power(tmp_path / "home", start, every=EVERY)
    assert (found.lost, found.broken) == (0, [])
    assert found.cuts > 15
    assert found.acknowledged > found.cuts


FAULTS = (
    "tutor.store.connection.SETTINGS = ('PRAGMA synchronous = FULL',)",
    "tutor.store.connection.SETTINGS = ('PRAGMA synchronous = OFF',)",
    "tutor.files.os.fsync = lambda _: None",
    "tutor.files.sync_folder = lambda _: None",
)


@pytest.mark.parametrize("fault", sampled(FAULTS, FAULTS[2:3]))
def test_a_store_that_does_not_sync_is_found_out(tmp_path, fault):
    """The simulator finds faults, or its silence would say nothing."""
    found = cut_power(tmp_path / "home", "no file", every=1, tries=0, fault=fault)
    assert found.lost or found.broken


def test_a_name_that_was_given_lasts(tmp_path):
    """A new file, a backup and a file set aside keep their names when the power goes."""
    assert names_lost(tmp_path / "home") == set()
    lost = names_lost(tmp_path / "other", "files.sync_folder = lambda _: None")
    assert "progress.db" in lost
    assert len(lost) == 3
