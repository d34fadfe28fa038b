"""What a written form is, and the functions that expected values are made of."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, log
from typing import NamedTuple

Right = Callable[..., float]


class Form(NamedTuple):
    """``text`` as typed with the values ``given``; ``of`` is the output that was asked for."""

    text: str
    given: str
    right: Right
    of: str = ""


class Refusal(NamedTuple):
    """``text`` that must be refused or asked back; all of ``said`` stands in the message."""

    text: str
    given: str
    said: tuple[str, ...]


def s(z: float) -> float:
    return 1 / (1 + exp(-z))


def relu(z: float) -> float:
    return max(z, 0.0)


def lse(*z: float) -> float:
    return log(sum(map(exp, z)))
