"""Where random numbers come from: a seed, a source, or ``random``, which ``random.seed`` sets."""

from __future__ import annotations

TYPE_CHECKING = False  # true for a type checker; importing typing would cost more than the engine
if TYPE_CHECKING:
    from random import Random


def source(seed: int | Random | None) -> Random:
    """A source of random numbers: ``seed`` itself if it is one, else one that starts from it.

    Without a seed it starts from the numbers of the module ``random``.
    """
    from random import Random, getrandbits

    if isinstance(seed, Random):
        return seed
    return Random(getrandbits(64) if seed is None else seed)  # noqa: S311  weights, no secrets
