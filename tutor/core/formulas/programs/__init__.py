"""Programs in several languages, rewritten line by line; never run."""

from tutor.core.formulas.programs.changed import refuse_changed_names
from tutor.core.formulas.programs.code import Code, from_code
from tutor.core.formulas.programs.declared import declared
from tutor.core.formulas.programs.idle import without_comments
from tutor.core.formulas.programs.of_haskell import is_haskell
from tutor.core.formulas.programs.of_ml import is_ml
from tutor.core.formulas.programs.prefix import is_prefix
from tutor.core.formulas.programs.sheets import is_sheet
from tutor.core.formulas.programs.spelling import in_usual_signs

__all__ = [
    "Code", "declared", "from_code", "in_usual_signs", "is_haskell", "is_ml", "is_prefix",
    "is_sheet", "refuse_changed_names",
    "without_comments",
]  # fmt: skip
