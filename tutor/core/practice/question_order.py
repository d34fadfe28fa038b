"""Questions in the order in which right answers to them tell the most of a learner."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import islice
from math import log
from typing import TypeVar

from tutor.core.progress import Evidence, chances_of_right

Asked = TypeVar("Asked")


def told_by(asked: Evidence) -> float:
    """How much an answer tells on average of one who has the skill, in nats.

    It is the divergence (Kullback and Leibler, "On information and sufficiency", Annals of
    Mathematical Statistics 22, 1951) of the answers of one who has it from those of one who has
    not, and from those of one who is unsure.  A number that is guessed as 1 or −1 tells little, and
    so does a line of seven steps: who knows slips in one of them.
    """
    without, unsure, known = chances_of_right(asked)
    return _divergence(known, without) + _divergence(known, unsure)


def _divergence(one: float, other: float) -> float:
    return one * log(one / other) + (1 - one) * log((1 - one) / (1 - other))


def telling_first(
    pool: Iterator[Asked],
    open_: Collection[str],
    shows: Callable[[Asked], Collection[str]],
    further: Callable[[str], Iterator[Asked]],
    ahead: int,
    worth: Callable[[Asked], tuple[float, ...]],
) -> Iterator[Asked]:
    """``pool`` with those first in which the ``open_`` mistakes would show, each in one at least.

    Of ``ahead`` questions the one is taken that shows most, then the one that shows most of the
    rest, and behind these the others by what they are ``worth``, which also decides between equals.
    ``further`` gives questions for a mistake that none shows.
    """
    found: list[tuple[Asked, frozenset[str]]] = []
    missing = set(open_)

    for question in islice(pool, ahead):
        found.append((question, frozenset(shows(question)).intersection(open_)))
        missing -= found[-1][1]
    for mistake in tuple(open_):
        if mistake in missing:
            shown = ((one, frozenset(shows(one)).intersection(open_)) for one in further(mistake))
            found += islice((one for one in shown if mistake in one[1]), 1)
            missing -= found[-1][1] if found else set()
    found.sort(key=lambda one: worth(one[0]), reverse=True)
    left = set(open_) - missing
    while left:
        best = max(found, key=lambda one: len(one[1] & left))
        yield best[0]
        found.remove(best)
        left -= best[1]
    yield from (question for question, _ in found)
    yield from pool
