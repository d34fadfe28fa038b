"""What a skill still needs to count as known, in words."""

from __future__ import annotations

from tutor.core.misconceptions import name_of
from tutor.core.progress import OTHER_MISTAKES, Standing
from tutor.core.text import plural


def needs(one: Standing) -> str:
    """``right first tries where common mistakes would show: z in place of a``."""
    if one.lacks != OTHER_MISTAKES:
        return one.lacks
    first, *others = one.open_mistakes
    more = f", and {plural(len(others), 'other')}" if others else ""
    return f"{one.lacks}: {name_of(first)}{more}"
