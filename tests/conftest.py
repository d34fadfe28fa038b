"""What a whole run of the tests has in common."""

from __future__ import annotations

import gc

from hypothesis import HealthCheck, settings

settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")


def pytest_collection_finish() -> None:
    """Thousands of tests and all that they import stay: garbage is looked for among the rest."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
