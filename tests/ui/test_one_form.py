"""A page shows what it is about, whatever is said on it: a sample of what ``forms`` tries."""

from __future__ import annotations

import pytest

from tests.samples import slow
from tests.ui.forms import faults
from tests.ui.harness import NARROW, WIDE

SAMPLE = [
    slow("02", NARROW, (4,)),
    slow("02", WIDE, (4,)),
    slow("05", NARROW, (5, 6)),
    slow("05", WIDE, (5,)),
    slow("10", NARROW, (4, 5)),
    slow("11", NARROW, (1, 2)),
    ("14", NARROW, (1, 4)),
    slow("14", WIDE, (1, 2, 4, 6)),
    slow("16", NARROW, (4, 9)),
    slow("18", NARROW, (3, 5)),
]


@pytest.mark.parametrize(("number", "size", "pages"), SAMPLE)
async def test_a_page_keeps_its_picture_and_shows_the_question_and_the_reply(
    number: str, size: tuple[int, int], pages: tuple[int, ...]
) -> None:
    """Boxes became rows when more was said, and a long reply scrolled its question away."""
    assert not await faults(number, size, pages)
