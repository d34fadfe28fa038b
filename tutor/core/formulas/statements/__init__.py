"""Several formulas: where each begins, names that are set again, what stands beside."""

from tutor.core.formulas.statements.asides import (
    replaced_line,
    statement_text,
    without_identities,
    without_inner_outputs,
    without_remarks,
    without_strict_lines,
)
from tutor.core.formulas.statements.called import repeated_calls, without_arguments
from tutor.core.formulas.statements.gradients import without_gradients
from tutor.core.formulas.statements.phrases import Phrase, is_number, names_of_list, phrases, sides
from tutor.core.formulas.statements.repeats import merge_repeats
from tutor.core.formulas.statements.short_names import with_short_names
from tutor.core.formulas.statements.versions import name_each_version

__all__ = [
    "Phrase",
    "is_number",
    "merge_repeats",
    "name_each_version",
    "names_of_list",
    "phrases",
    "repeated_calls",
    "replaced_line",
    "sides",
    "statement_text",
    "with_short_names",
    "without_arguments",
    "without_gradients",
    "without_identities",
    "without_inner_outputs",
    "without_remarks",
    "without_strict_lines",
]  # fmt: skip
