"""Fresh values for a question, such that the mistakes it probes show."""

from tutor.core.variants.draw import CORE, draw, holds_at_defaults, meets_conditions, visibility
from tutor.core.variants.foreseen import Foreseen
from tutor.core.variants.training_context import training_context

__all__ = [
    "CORE", "Foreseen", "draw", "holds_at_defaults", "meets_conditions", "training_context",
    "visibility",
]  # fmt: skip
