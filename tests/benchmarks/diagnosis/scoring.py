"""When a diagnosis is right, in what it claims and in what it lists.

The learner is told at most two causes, and only where it is clear: that is *claimed*.  The best
three causes with their shares are *listed* for whoever looks at many answers.  An answer that is
not clear may still get a hint that claims nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tests.benchmarks.diagnosis.labels import remedies_of
from tests.benchmarks.diagnosis.table import Row
from tutor.core.misconceptions import Cause, Diagnosis

CLAIMED = 0.6
"""From this share on the first cause is a claim; below, several are offered."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Where what was done stands among causes, by its id and by what its remedy helps with."""

    first: bool = False
    first_by_remedy: bool = False
    top: bool = False
    top_by_remedy: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one diagnosis compares with what was done.

    ``listed`` is the ranking of the best three causes, which a lecturer sees with their shares;
    ``claimed`` says that the learner was told the first of them, so that the ranking was said.
    ``share`` is that of the first cause; ``right_number`` says that the answer was taken for right.
    """

    listed: Ranked = Ranked()
    claimed: bool = False
    share: float = 0.0
    id: str = ""
    right_number: bool = False
    hinted: bool = False

    @property
    def first(self) -> bool:
        """Whether what was done was claimed, by id."""
        return self.claimed and self.listed.first

    @property
    def first_by_remedy(self) -> bool:
        """Whether what was done was claimed, by remedy."""
        return self.claimed and self.listed.first_by_remedy

    @property
    def claims_else(self) -> bool:
        """Whether another id is claimed."""
        return self.claimed and not self.first and self.share >= CLAIMED

    @property
    def claims_else_by_remedy(self) -> bool:
        """Whether a cause with another remedy is claimed."""
        return self.claimed and not self.first_by_remedy and self.share >= CLAIMED


FOUND = Ranked(True, True, True, True)
NOTHING = Verdict()


def ranked(causes: Sequence[Cause], done: Collection[str]) -> Ranked:
    """Compare causes, likeliest first, with the ids that stand for what was done."""
    wanted = remedies_of(done)
    ids = [cause.id in done for cause in causes[:3]]
    fits = [
        bool(remedies_of([one.id]) & wanted) or not {one.id, *one.also}.isdisjoint(done)
        for one in causes[:3]
    ]
    return Ranked(any(ids[:1]), any(fits[:1]), any(ids), any(fits))


def verdict_on(diagnosis: Diagnosis, done: Collection[str]) -> Verdict:
    """The same for a diagnosis; an answer that was taken for right names nothing."""
    causes = diagnosis.causes
    if diagnosis.correct or not causes:
        return replace(NOTHING, right_number=diagnosis.correct)
    return Verdict(
        ranked(causes, done), bool(diagnosis.mistakes), causes[0].share, causes[0].id,
        hinted=diagnosis.hints,
    )  # fmt: skip


def shares(of: Sequence[Verdict], name: str, aims: Mapping[str, str]) -> Iterator[Row]:
    """What is claimed and what is listed, as lines of the table."""
    measures: tuple[tuple[str, Callable[[Verdict], bool]], ...] = (
        ("claimed first, by id", lambda v: v.first),
        ("claimed first, by remedy", lambda v: v.first_by_remedy),
        ("listed first, by id", lambda v: v.listed.first),
        ("listed first, by remedy", lambda v: v.listed.first_by_remedy),
        ("listed in the top three, by id", lambda v: v.listed.top),
        ("listed in the top three, by remedy", lambda v: v.listed.top_by_remedy),
        ("something else claimed, by id", lambda v: v.claims_else),
        ("something else claimed, by remedy", lambda v: v.claims_else_by_remedy),
        ("nothing claimed", lambda v: not v.claimed),
        ("of that, hinted at", lambda v: v.hinted),
    )
    for measure, holds in measures:
        yield Row(f"{name}: {measure}", len(of), percent(map(holds, of)), aims.get(measure, ""))


def percent(hits: Iterable[bool]) -> str:
    """The share of hits as a figure of the table."""
    all_ = list(hits)
    return f"{100 * sum(all_) / len(all_):.1f} %" if all_ else "none tried"
