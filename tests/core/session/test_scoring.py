"""What an answer scores, in a lesson and outside it, and what is recorded of it."""

from __future__ import annotations

import pytest

from tutor.core.session.scoring import score


def test_scores_lose_a_tenth_a_wrong_try_and_two_tenths_a_hint() -> None:
    assert score(1.0, 0, 0) == 1.0
    assert score(1.0, 1, 2) == pytest.approx(0.5)
    assert score(2 / 3, 2, 0) == pytest.approx(2 / 3 - 0.2)
    assert score(1.0, 9, 3) == 0.0
