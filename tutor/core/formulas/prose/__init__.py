"""Sentences around formulas: what is a formula in them, and what is left out."""

from tutor.core.formulas.prose.agreement import Claim, describe_unequal, disagreements
from tutor.core.formulas.prose.commas import (
    are_names,
    decimals,
    join_names,
    outside_brackets,
    split_at_commas,
)
from tutor.core.formulas.prose.composed import whole_of, written_twice
from tutor.core.formulas.prose.foreign import is_foreign
from tutor.core.formulas.prose.prose import FormulaText, without_prose
from tutor.core.formulas.prose.said_cases import with_cases
from tutor.core.formulas.prose.spoken import spoken_head
from tutor.core.formulas.prose.stretches import (
    at_point,
    is_domain,
    is_function_head,
    is_mention,
    says_nothing,
    split_statements,
    strip_brackets,
)

__all__ = [
    "Claim", "FormulaText", "are_names", "at_point", "decimals", "describe_unequal",
    "disagreements", "is_domain", "is_foreign", "is_function_head", "is_mention", "join_names",
    "outside_brackets", "says_nothing", "split_at_commas", "split_statements",
    "spoken_head", "strip_brackets", "whole_of", "with_cases", "without_prose",
    "written_twice",
]  # fmt: skip
