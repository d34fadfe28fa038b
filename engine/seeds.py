"""Where random numbers come from: the engine draws none of its own, a caller passes them in."""

from __future__ import annotations

TYPE_CHECKING = False  # true for a type checker; importing typing would cost more than the engine
if TYPE_CHECKING:
    from random import Random


def source(seed: int | Random | None) -> Random:
    """A source of random numbers: ``seed`` itself if it is one, else one that starts from it."""
    from random import Random

    return seed if isinstance(seed, Random) else Random(seed)  # noqa: S311  weights, no secrets
