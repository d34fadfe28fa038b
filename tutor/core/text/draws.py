"""Draws that are the same on every Python and every machine: splitmix64.

A seed names one variant of one question for ever, so it cannot come from a generator that may
change between versions.  splitmix64 is a counter that is scrambled (Steele, Lea and Flood, "Fast
splittable pseudorandom number generators", OOPSLA 2014): one addition and two multiplications.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

_MASK = 2**64 - 1
_GOLDEN = 0x9E3779B97F4A7C15


def scramble(x: int) -> int:
    """The 64-bit number that splitmix64 makes of the counter ``x``."""
    x &= _MASK
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & _MASK
    return x ^ (x >> 31)


def hash_text(text: str) -> int:
    """A 64-bit number for ``text`` (FNV-1a over UTF-8), the same in every process."""
    found = 0xCBF29CE484222325
    for byte in text.encode("utf-8", "surrogatepass"):
        found = ((found ^ byte) * 0x100000001B3) & _MASK
    return found


class Draws:
    """A stream of draws; ``names`` (a question's id, say) give streams of their own to one seed."""

    __slots__ = ("_state",)

    def __init__(self, seed: int, *names: str) -> None:
        state = scramble(seed + _GOLDEN)
        for name in names:
            state = scramble(state ^ hash_text(name))
        self._state = state

    def bits(self) -> int:
        """64 random bits."""
        self._state = (self._state + _GOLDEN) & _MASK
        return scramble(self._state)

    def below(self, n: int) -> int:
        """A whole number from 0 to n − 1, each equally likely to within n / 2⁶⁴."""
        if n < 1:
            raise ValueError(f"cannot draw below {n}")
        return self.bits() * n >> 64

    def unit(self) -> float:
        """A float from 0 up to, not including, 1."""
        return (self.bits() >> 11) / 2**53

    def choice(self, items: Sequence[T]) -> T:
        """One of ``items``."""
        return items[self.below(len(items))]

    def weighted(self, items: Sequence[T], weights: Sequence[float]) -> T:
        """One of ``items``, each as often as its weight says next to the others."""
        left = self.unit() * sum(weights)
        for item, weight in zip(items, weights, strict=True):
            left -= weight
            if left < 0.0:
                return item
        return items[-1]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """``items`` in a random order, each order equally likely (Fisher–Yates)."""
        mixed = list(items)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.below(last + 1)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed
