"""How the parameters were chosen: ``python -m tests.benchmarks.mastery --fit``.

Mastery: simulated first tries at typed questions of other graphs, two days, with a guess of 0.1 and
a slip of 0.06.  The loss is by how much, in points, the aims are missed: 95 % of those who know are
masters after six questions, at most 3 % of those who guess (0.3) or toss a coin after twenty.

Forecast: learners who forget by three models that are not those of the benchmark, with other seeds.
The loss is the mean over the models of the root mean square over 20 bins.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

from tests.benchmarks.diagnosis.table import Row
from tests.benchmarks.mastery.memory import FURTHER, histories, rmse
from tutor.core.progress import Evidence, Mastery, forecast, mastery, totals
from tutor.core.progress.forecast import SLOPE, SPREAD, Correction
from tutor.core.progress.mastery import Chances, tried, weighed
from tutor.core.progress.tries import Try

BEGIN = datetime(2026, 3, 2, 18, tzinfo=UTC)
RUNS, LEARNERS = 400, 24


def fitted_mastery() -> Iterator[Row]:
    """The loss with each parameter moved, the others as they are."""
    yield Row("as it is", RUNS, _missed(), "0")
    for name, values in {
        "UNSURE": (0.3, 0.5), "SLIP": (0.03, 0.1), "STILL": (0.7, 0.9), "LEARNT": (0.0, 0.1),
        "SURE": (0.0, 0.2), "ENOUGH": (0.0, 0.5, 1.0), "BROKEN": (8, 40), "FORGIVEN": (5, 20),
    }.items():  # fmt: skip
        for value in values:
            with patch.object(mastery, name, value):
                yield Row(f"{name} = {value}", RUNS, _missed(), "")
    for known in (0.1, 0.3, 0.4):
        start = Chances(0.94 - known, 0.06, known)
        yield Row(f"START: known = {known}", RUNS, _missed(start), "")


def _missed(start: Chances = mastery.START) -> str:
    """The shares of masters of the three kinds, and the loss."""
    shares = [
        _masters(start, right, count, first) / RUNS
        for right, count, first in ((0.94, 6, 3), (0.3, 20, 10), (0.5, 20, 10))
    ]
    loss = max(0.0, 0.95 - shares[0]) + sum(max(0.0, share - 0.03) for share in shares[1:])
    shown = " ".join(f"{100 * share:.1f}" for share in shares)
    return f"{shown} {100 * loss:.1f}"


def _masters(start: Chances, right: float, count: int, first: int) -> int:
    """How many of the runs ever come to a master."""
    chance, found = random.Random(f"{right} {count}"), 0
    for _ in range(RUNS):
        known = Mastery("skill", start)
        for number in range(count):
            at = BEGIN + timedelta(days=2 * (number >= first), minutes=number)
            fine = chance.random() < right
            known = weighed(known, Evidence("skill", fine), number)
            one = Try(fine, at, at.date(), "numeric", str(number), number, share=float(fine))
            known = tried(known, one)
            if known.mastered:
                found += 1
                break
    return found


def fitted_forecast() -> Iterator[Row]:
    """The loss with each parameter moved, the others as they are."""
    yield Row("as it is", len(FURTHER), _off(), "")
    for name, values in {
        "FROM_OTHERS": (0.5, 1.0), "KEPT": (0.95, 1.0), "LOST": (0.02, 0.1), "UNTAUGHT": (0.1, 0.5),
    }.items():  # fmt: skip
        for value in values:
            with patch.object(forecast, name, value):
                yield Row(f"{name} = {value}", len(FURTHER), _off(), "")
    for shares in ((0.1, 0.1, 0.05), (0.0001, 0.0001, 0.0001)):
        with patch.object(forecast, "PRIOR", forecast.prior(shares)):
            yield Row(f"FIXED = {shares}", len(FURTHER), _off(), "")
    few, many = (0.0001, 0.0001), (0.1, 0.1)
    for slope, spread in ((SLOPE, few), (SLOPE, many), (1.0, SPREAD), (1.3, SPREAD)):
        start = Correction(0.0, slope, *spread)
        with patch.object(totals.Progress.__new__, "__defaults__", _with(start)):
            yield Row(f"SLOPE = {slope}, SPREAD = {spread}", len(FURTHER), _off(), "")


def _with(start: Correction) -> tuple[object, ...]:
    """What a progress begins with, with another correction."""
    *rest, _ = totals.Progress.__new__.__defaults__ or ()
    return (*rest, start)


def _off() -> str:
    found = [
        rmse([one for history in histories(model, LEARNERS, seed=2) for one in history])
        for model in FURTHER.values()
    ]
    return f"{sum(found) / len(found):.3f}"
