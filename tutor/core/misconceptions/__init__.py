"""Wrong rules as code, and what a wrong number says about the one that gave it.

A misconception is a rule that works out a wrong derivative on any graph.  So the diagnosis of an
answer, the wrong options of a choice and the planted errors of a puzzle come from one table.
Reading order: rule.py, context.py, combining.py, routes.py, operations.py, calculus.py,
local_slips.py, factors.py and where_taken.py (rules about gradients), values.py and training.py
(about values and updates), judging.py (about labels, orders, selections), table.py; slips.py and
pairs.py (every number that a slip gives), priors.py, likelihood.py, further.py and posterior.py
(how likely each is), messages.py, replies.py, diagnosis.py and several.py (what is said),
one_step.py (local gradients and values), updates.py (a step of gradient descent), separation.py
(what values keep apart), teaching.py (which lesson helps).
"""

from tutor.core.misconceptions import messages
from tutor.core.misconceptions.context import (
    NO_TRAINING,
    Descent,
    GradientContext,
    TrainingContext,
)
from tutor.core.misconceptions.diagnosis import (
    Asked,
    Cause,
    Diagnosis,
    Shown,
    diagnose,
    diagnose_asked,
    judged,
    wrong_numbers,
)
from tutor.core.misconceptions.judging import called, needed_by, ordered, selected
from tutor.core.misconceptions.lacking import lacking_skill
from tutor.core.misconceptions.one_step import (
    diagnose_local,
    diagnose_values,
    other_factor,
    wrong_locals,
)
from tutor.core.misconceptions.posterior import Setting
from tutor.core.misconceptions.priors import prior
from tutor.core.misconceptions.replies import several
from tutor.core.misconceptions.rule import Finding, Guess, Needs, Rule
from tutor.core.misconceptions.separation import Separation, separation
from tutor.core.misconceptions.several import diagnose_all
from tutor.core.misconceptions.showing import shown_in
from tutor.core.misconceptions.table import NETWORK_IDS, RULES, derivatives, guesses, name_of
from tutor.core.misconceptions.teaching import Teaching, teaching_of
from tutor.core.misconceptions.updates import after_step, diagnose_step, diagnose_update

__all__ = [
    "NETWORK_IDS", "NO_TRAINING", "RULES", "Asked", "Cause", "Descent", "Diagnosis", "Finding",
    "GradientContext", "Guess", "Needs", "Rule", "Separation", "Setting", "Shown", "Teaching",
    "TrainingContext", "after_step", "called", "derivatives", "diagnose", "diagnose_all",
    "diagnose_asked", "diagnose_local", "diagnose_step", "diagnose_update", "diagnose_values",
    "guesses", "judged", "lacking_skill", "messages", "name_of", "needed_by", "ordered",
    "other_factor", "prior", "selected", "separation", "several", "shown_in", "teaching_of",
    "wrong_locals", "wrong_numbers",
]  # fmt: skip
