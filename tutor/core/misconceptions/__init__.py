"""Wrong rules as code, and what a wrong number says about the one that gave it.

A misconception is a rule that works out a wrong derivative on any graph.  So the diagnosis of an
answer, the wrong options of a choice and the planted errors of a puzzle come from one table.

Reading order: rule.py and context.py (what a rule is, and the numbers that it works on); the rules
by topic, combining.py, routes.py, operations.py, calculus.py, local_slips.py, mixed_up.py,
factors.py, where_taken.py, network.py, averages.py, arithmetic.py (about gradients),
forward_values.py and reruns.py (the forward pass), descent.py (updates), concepts.py (labels,
orders, selections); table.py (all of them).  slips.py and slip_pairs.py (every number that they
give), priors.py, likelihood.py, other_answers.py and posterior.py (how likely each is behind a
number), wording.py and replies.py (what is said).  diagnosis.py (a gradient), one_operation.py (a
local gradient or a value), updates.py (a step of descent), joint_diagnosis.py (several numbers).
separation.py (what values keep apart), detectable.py (what would show), missing_skills.py and
teaching.py (which skill is lacking, which lesson helps).
"""

from tutor.core.misconceptions import wording
from tutor.core.misconceptions.concepts import called, needed_by, ordered, selected
from tutor.core.misconceptions.context import (
    NO_TRAINING,
    Descent,
    GradientContext,
    TrainingContext,
)
from tutor.core.misconceptions.detectable import detectable_in
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
from tutor.core.misconceptions.joint_diagnosis import diagnose_all
from tutor.core.misconceptions.missing_skills import lacking_skill
from tutor.core.misconceptions.one_operation import (
    diagnose_local,
    diagnose_values,
    other_factor,
    wrong_locals,
)
from tutor.core.misconceptions.posterior import Setting
from tutor.core.misconceptions.priors import prior
from tutor.core.misconceptions.replies import name_causes
from tutor.core.misconceptions.rule import Finding, Guess, Needs, Rule
from tutor.core.misconceptions.separation import Separation, separation
from tutor.core.misconceptions.table import NETWORK_IDS, RULES, derivatives, guesses, name_of
from tutor.core.misconceptions.teaching import Teaching, teaching_of
from tutor.core.misconceptions.updates import after_step, diagnose_step, diagnose_update

__all__ = [
    "NETWORK_IDS",
    "NO_TRAINING",
    "RULES",
    "Asked",
    "Cause",
    "Descent",
    "Diagnosis",
    "Finding",
    "GradientContext",
    "Guess",
    "Needs",
    "Rule",
    "Separation",
    "Setting",
    "Shown",
    "Teaching",
    "TrainingContext",
    "after_step",
    "called",
    "derivatives",
    "detectable_in",
    "diagnose",
    "diagnose_all",
    "diagnose_asked",
    "diagnose_local",
    "diagnose_step",
    "diagnose_update",
    "diagnose_values",
    "guesses",
    "judged",
    "lacking_skill",
    "name_causes",
    "name_of",
    "needed_by",
    "ordered",
    "other_factor",
    "prior",
    "selected",
    "separation",
    "teaching_of",
    "wording",
    "wrong_locals",
    "wrong_numbers",
]  # fmt: skip
