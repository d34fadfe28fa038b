"""Questions: their kinds, how their values are drawn, how an answer is marked and explained."""

from tutor.core.questions.explain import Explained, explain_values
from tutor.core.questions.fill import fill, plain
from tutor.core.questions.generate import held, varied
from tutor.core.questions.kinds import equation, next_node
from tutor.core.questions.kinds.choice import ChoiceBody, same
from tutor.core.questions.kinds.message import KIND, MessageBody
from tutor.core.questions.kinds.numeric import NumericBody, asked_by, in_terms_of
from tutor.core.questions.kinds.prediction import Prediction, Slip, ask
from tutor.core.questions.model import Question, Response, Verdict
from tutor.core.questions.registry import (
    KINDS,
    along,
    ask_again,
    generate,
    hints,
    make,
    mark,
    message_question,
    remembering,
    said_message,
    said_value,
    solution,
    value_question,
    worked,
)
from tutor.core.questions.wrong_step import explain_step

__all__ = [
    "KIND",
    "KINDS",
    "ChoiceBody",
    "Explained",
    "MessageBody",
    "NumericBody",
    "Prediction",
    "Question",
    "Response",
    "Slip",
    "Verdict",
    "along",
    "ask",
    "ask_again",
    "asked_by",
    "equation",
    "explain_step",
    "explain_values",
    "fill",
    "generate",
    "held",
    "hints",
    "in_terms_of",
    "make",
    "mark",
    "message_question",
    "next_node",
    "plain",
    "remembering",
    "said_message",
    "said_value",
    "same",
    "solution",
    "value_question",
    "varied",
    "worked",
]
