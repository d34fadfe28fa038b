"""Fresh values for a question, such that the mistakes it probes show."""

from tutor.core.variants.draw import CORE, draw, holds_at_defaults, meets_conditions, visibility
from tutor.core.variants.training_context import background

__all__ = ["CORE", "background", "draw", "holds_at_defaults", "meets_conditions", "visibility"]
