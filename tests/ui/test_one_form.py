"""A page keeps one form of picture, whatever is said on it: a sample of what ``forms`` tries."""

from __future__ import annotations

import pytest

from tests.ui.forms import changes
from tests.ui.harness import NARROW, WIDE

SAMPLE = [
    ("02", NARROW, (4,)),
    ("05", NARROW, (5, 6)),
    ("05", WIDE, (5,)),
    ("10", NARROW, (4, 5)),
    ("14", NARROW, (1, 3)),
    ("14", WIDE, (1, 2)),
]


@pytest.mark.parametrize(("number", "size", "pages"), SAMPLE)
async def test_a_reply_or_a_hint_never_changes_the_form_of_the_picture(
    number: str, size: tuple[int, int], pages: tuple[int, ...]
) -> None:
    """Big boxes became rows, and rows boxes, whenever more or less was said above the picture."""
    assert not await changes(number, size, pages)
