"""A lesson under way: a state, the actions on it, and what is to be seen."""

from tutor.core.activities import ProgramLine
from tutor.core.session.actions import (
    Action,
    Answer,
    AnswerFollowUp,
    AskHint,
    Back,
    ChangeForm,
    Effect,
    First,
    Last,
    Leave,
    NewVariant,
    Next,
    SaveAnswer,
    SaveFinished,
    SaveHint,
    SavePlace,
    Select,
    TryNudge,
    Turn,
    Undo,
    Visit,
    WriteWorking,
)
from tutor.core.session.current import activity_of, is_done, page_of, with_current_question
from tutor.core.session.events import event_of
from tutor.core.session.forms import lesson_as_taken
from tutor.core.session.inspector import explain
from tutor.core.session.keys import OUT_OF_FIELD
from tutor.core.session.pictured import question_scene
from tutor.core.session.program import HIDDEN, program_lines
from tutor.core.session.reducer import act, resume, start
from tutor.core.session.scene import Scene, focus, scene_text, scene_words
from tutor.core.session.scoring import WORKED, mark_item
from tutor.core.session.state import State, state_from_data
from tutor.core.session.view import TABLE_HIDDEN, PageStatus, View, view

__all__ = [
    "HIDDEN",
    "OUT_OF_FIELD",
    "TABLE_HIDDEN",
    "WORKED",
    "Action",
    "Answer",
    "AnswerFollowUp",
    "AskHint",
    "Back",
    "ChangeForm",
    "Effect",
    "First",
    "Last",
    "Leave",
    "NewVariant",
    "Next",
    "PageStatus",
    "ProgramLine",
    "SaveAnswer",
    "SaveFinished",
    "SaveHint",
    "SavePlace",
    "Scene",
    "Select",
    "State",
    "TryNudge",
    "Turn",
    "Undo",
    "View",
    "Visit",
    "WriteWorking",
    "act",
    "activity_of",
    "event_of",
    "explain",
    "focus",
    "is_done",
    "lesson_as_taken",
    "mark_item",
    "page_of",
    "program_lines",
    "question_scene",
    "resume",
    "scene_text",
    "scene_words",
    "start",
    "state_from_data",
    "view",
    "with_current_question",
]  # fmt: skip
