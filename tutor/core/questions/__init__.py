"""Questions: their kinds, how their values are drawn, how an answer is marked and explained."""

from tutor.core.questions.asked import Sought, asked_by, in_terms_of
from tutor.core.questions.evidence import content_of, guess_of_number, scene_of
from tutor.core.questions.explain import Explained, explain_local, explain_values
from tutor.core.questions.figures import matrices, read_beside, read_curve, read_given
from tutor.core.questions.fill import fill, fill_prose, plain
from tutor.core.questions.follow_up import (
    FollowUp,
    answer_follow_up,
    answered_anew,
    follow_up_of,
)
from tutor.core.questions.generate import generate, with_fixed_leaves, with_ranges
from tutor.core.questions.kinds.choice import ChoiceBody, Option, choice_question
from tutor.core.questions.kinds.equation import equation_question, equation_target
from tutor.core.questions.kinds.line import AskedLine, Judged, ask_line
from tutor.core.questions.kinds.mend import Fault, find_question, mend_question, mended
from tutor.core.questions.kinds.message import MessageBody, message_question
from tutor.core.questions.kinds.next_node import next_node_question
from tutor.core.questions.kinds.numeric import Asked, NumericBody, pass_question, value_question
from tutor.core.questions.kinds.prediction import Prediction, Slip, ask
from tutor.core.questions.model import Question, Response, Verdict
from tutor.core.questions.options import same
from tutor.core.questions.program import (
    Line,
    Stored,
    naive_recursion,
    numbered,
    read_line,
    run_lines,
    value_of,
    wrong_nodes,
)
from tutor.core.questions.registry import (
    KINDS,
    evidence_for,
    evidence_if_right,
    hints,
    make,
    mark,
    marked_kinds,
    ruled_out_by,
    skills_of,
    solution,
    sought_by,
    tries_of,
    worked,
)
from tutor.core.questions.response_words import response_words, solution_words
from tutor.core.questions.retry import ask_again, remembering
from tutor.core.questions.steps import Step, gradient_step, local_step
from tutor.core.questions.trial import next_size, node_called, trial_lines, why_not_tried
from tutor.core.questions.wrong_step import explain_step

__all__ = [
    "KINDS",
    "Asked",
    "AskedLine",
    "ChoiceBody",
    "Explained",
    "Fault",
    "FollowUp",
    "Judged",
    "Line",
    "MessageBody",
    "NumericBody",
    "Option",
    "Prediction",
    "Question",
    "Response",
    "Slip",
    "Sought",
    "Step",
    "Stored",
    "Verdict",
    "answer_follow_up",
    "answered_anew",
    "ask",
    "ask_again",
    "ask_line",
    "asked_by",
    "choice_question",
    "content_of",
    "equation_question",
    "equation_target",
    "evidence_for",
    "evidence_if_right",
    "explain_local",
    "explain_step",
    "explain_values",
    "fill",
    "fill_prose",
    "find_question",
    "follow_up_of",
    "generate",
    "gradient_step",
    "guess_of_number",
    "hints",
    "in_terms_of",
    "local_step",
    "make",
    "mark",
    "marked_kinds",
    "matrices",
    "mend_question",
    "mended",
    "message_question",
    "naive_recursion",
    "next_node_question",
    "next_size",
    "node_called",
    "numbered",
    "pass_question",
    "plain",
    "read_beside",
    "read_curve",
    "read_given",
    "read_line",
    "remembering",
    "response_words",
    "ruled_out_by",
    "run_lines",
    "same",
    "scene_of",
    "skills_of",
    "solution",
    "solution_words",
    "sought_by",
    "trial_lines",
    "tries_of",
    "value_of",
    "value_question",
    "why_not_tried",
    "with_fixed_leaves",
    "with_ranges",
    "worked",
    "wrong_nodes",
]  # fmt: skip
