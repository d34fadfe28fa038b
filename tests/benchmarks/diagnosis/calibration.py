"""Whether the share of the first cause is how often it is right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tests.benchmarks.diagnosis.scoring import Verdict, percent
from tests.benchmarks.diagnosis.table import Row

BINS = 10

Said = Sequence[tuple[float, bool]]
"""The share of a first cause, and whether it was right."""


def bins(said: Said) -> Iterator[tuple[float, list[float], list[bool]]]:
    """The bins that are not empty: lower end, shares, and which were right."""
    for number in range(BINS):
        mine = [(s, hit) for s, hit in said if min(int(s * BINS), BINS - 1) == number]
        if mine:
            yield number / BINS, [s for s, _ in mine], [hit for _, hit in mine]


def expected_error(said: Said) -> float:
    """The mean gap between the share and how often it was right, weighted by bins."""
    gaps = [abs(sum(shares) - sum(hits)) for _, shares, hits in bins(said)]
    return sum(gaps) / len(said) if said else 0.0


def rows(verdicts: Iterable[Verdict]) -> Iterator[Row]:
    """The lines of the table."""
    named = [one for one in verdicts if one.claimed]
    by_id = [(one.share, one.first) for one in named]
    by_remedy = [(one.share, one.first_by_remedy) for one in named]
    yield Row("calibration error, by id", len(named), f"{expected_error(by_id):.3f}", "0.05")
    yield Row(
        "calibration error, by remedy", len(named), f"{expected_error(by_remedy):.3f}", "0.05"
    )
    for low, shares, hits in bins(by_id):
        mean = 100 * sum(shares) / len(shares)
        yield Row(
            f"  share {low:.1f} to {low + 1 / BINS:.1f}: right",
            len(hits),
            percent(hits),
            f"{mean:.1f} %",
        )
