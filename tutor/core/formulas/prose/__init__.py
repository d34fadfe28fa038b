"""Sentences around formulas: what is a formula in them, and what is left out."""

from tutor.core.formulas.prose.agreement import Claim, disagreements, unequal
from tutor.core.formulas.prose.commas import are_names, by_commas, decimals, named_together, outside
from tutor.core.formulas.prose.foreign import is_foreign
from tutor.core.formulas.prose.prose import without_prose
from tutor.core.formulas.prose.said_cases import with_cases
from tutor.core.formulas.prose.spoken import remarks, spoken_head, tells
from tutor.core.formulas.prose.stretches import (
    at_point,
    is_domain,
    is_function_head,
    parted,
    says_nothing,
    unwrapped,
)

__all__ = [
    "Claim",
    "are_names",
    "at_point",
    "by_commas",
    "decimals",
    "disagreements",
    "is_domain",
    "is_foreign",
    "is_function_head",
    "named_together",
    "outside",
    "parted",
    "remarks",
    "says_nothing",
    "spoken_head",
    "tells",
    "unequal",
    "unwrapped",
    "with_cases",
    "without_prose",
]
