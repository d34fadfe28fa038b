"""When a diagnosis is right: first, in the top three, something else claimed, nothing named."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from tests.benchmarks.diagnosis.labels import remedies_of
from tutor.core.misconceptions import Cause, Diagnosis

CLAIMED = 0.6
"""From this share on the first cause is a claim; below, several are offered."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one diagnosis compares with what was done.

    ``share`` is that of the first cause; ``right_number`` says that the answer was taken for right.
    """

    first: bool
    first_by_remedy: bool
    top: bool
    top_by_remedy: bool
    named: bool
    share: float
    id: str = ""
    right_number: bool = False

    @property
    def claims_else(self) -> bool:
        """Whether another id is claimed."""
        return not self.first and self.share >= CLAIMED

    @property
    def claims_else_by_remedy(self) -> bool:
        """Whether a cause with another remedy is claimed."""
        return not self.first_by_remedy and self.share >= CLAIMED


NOTHING = Verdict(False, False, False, False, False, 0.0)


def judged(causes: Sequence[Cause], done: Collection[str]) -> Verdict:
    """Compare causes, likeliest first, with the ids that stand for what was done."""
    if not causes:
        return NOTHING
    ids = [cause.id for cause in causes]
    wanted = remedies_of(done)
    fits = [bool(remedies_of([id_]) & wanted) or id_ in done for id_ in ids]
    return Verdict(
        first=ids[0] in done,
        first_by_remedy=fits[0],
        top=any(id_ in done for id_ in ids[:3]),
        top_by_remedy=any(fits[:3]),
        named=True,
        share=causes[0].share,
        id=ids[0],
    )


def verdict_on(diagnosis: Diagnosis, done: Collection[str]) -> Verdict:
    """The same for a diagnosis; an answer that was taken for right names nothing."""
    if diagnosis.correct:
        return Verdict(False, False, False, False, False, 0.0, right_number=True)
    return judged(diagnosis.causes, done)


def percent(hits: Iterable[bool]) -> str:
    """The share of hits as a figure of the table."""
    all_ = list(hits)
    return f"{100 * sum(all_) / len(all_):.1f} %" if all_ else "none tried"
