"""Questions: their kinds, how their values are drawn, how an answer is marked and explained."""

from tutor.core.questions.asked import asked_by, in_terms_of
from tutor.core.questions.evidence import content_of, guess_of_number, scene_of
from tutor.core.questions.explain import Explained, explain_local, explain_values
from tutor.core.questions.fill import fill, plain
from tutor.core.questions.follow_up import (
    FollowUp,
    answer_follow_up,
    answered_anew,
    follow_up_of,
)
from tutor.core.questions.generate import generate, with_fixed_leaves, with_ranges
from tutor.core.questions.kinds.choice import ChoiceBody
from tutor.core.questions.kinds.equation import equation_question, equation_target
from tutor.core.questions.kinds.message import MessageBody, message_question
from tutor.core.questions.kinds.next_node import next_node_question
from tutor.core.questions.kinds.numeric import Asked, NumericBody, pass_question, value_question
from tutor.core.questions.kinds.prediction import Prediction, Slip, ask
from tutor.core.questions.model import Question, Response, Verdict
from tutor.core.questions.options import same
from tutor.core.questions.registry import (
    KINDS,
    ask_again,
    evidence_for,
    evidence_if_right,
    hints,
    make,
    mark,
    ruled_out_by,
    skills_of,
    solution,
    worked,
)
from tutor.core.questions.retry import remembering
from tutor.core.questions.steps import Step, gradient_step, local_step
from tutor.core.questions.wrong_step import explain_step

__all__ = [
    "KINDS",
    "Asked",
    "ChoiceBody",
    "Explained",
    "FollowUp",
    "MessageBody",
    "NumericBody",
    "Prediction",
    "Question",
    "Response",
    "Slip",
    "Step",
    "Verdict",
    "answer_follow_up",
    "answered_anew",
    "ask",
    "ask_again",
    "asked_by",
    "content_of",
    "equation_question",
    "equation_target",
    "evidence_for",
    "evidence_if_right",
    "explain_local",
    "explain_step",
    "explain_values",
    "fill",
    "follow_up_of",
    "generate",
    "gradient_step",
    "guess_of_number",
    "hints",
    "in_terms_of",
    "local_step",
    "make",
    "mark",
    "message_question",
    "next_node_question",
    "pass_question",
    "plain",
    "remembering",
    "ruled_out_by",
    "same",
    "scene_of",
    "skills_of",
    "solution",
    "value_question",
    "with_fixed_leaves",
    "with_ranges",
    "worked",
]  # fmt: skip
