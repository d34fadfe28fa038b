"""Questions in the order in which right answers to them rule out the most mistakes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import islice
from typing import TypeVar

Asked = TypeVar("Asked")


def telling_first(
    pool: Iterator[Asked],
    open_: Collection[str],
    shows: Callable[[Asked], Collection[str]],
    further: Callable[[str], Iterator[Asked]],
    ahead: int,
) -> Iterator[Asked]:
    """``pool`` with those first in which the ``open_`` mistakes would show, each in one at least.

    Of ``ahead`` questions, fewer where these show all, the one is taken that shows most, then the
    one that shows most of the rest.  ``further`` gives questions for a mistake that none shows.
    """
    found: list[tuple[Asked, frozenset[str]]] = []
    missing = set(open_)

    for question in islice(pool, ahead):
        found.append((question, frozenset(shows(question)).intersection(open_)))
        missing -= found[-1][1]
        if not missing:
            break
    for mistake in tuple(open_):
        if mistake in missing:
            shown = ((one, frozenset(shows(one)).intersection(open_)) for one in further(mistake))
            found += islice((one for one in shown if mistake in one[1]), 1)
            missing -= found[-1][1] if found else set()
    left = set(open_) - missing
    while left:
        best = max(found, key=lambda one: len(one[1] & left))
        yield best[0]
        found.remove(best)
        left -= best[1]
    yield from (question for question, _ in found)
    yield from pool
