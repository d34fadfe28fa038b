"""What a learner can do, and what has to be done for them outside the core."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tutor.core.graph import Edge
from tutor.core.progress import Evidence
from tutor.core.questions import Response
from tutor.core.session.state import State


@dataclass(frozen=True, slots=True)
class Next:
    """Do the next step of a walk, or go on to the next activity or page."""


@dataclass(frozen=True, slots=True)
class Back:
    """Take the last step back, or return to the activity or page before."""


@dataclass(frozen=True, slots=True)
class Leave:
    """Go on to the next page, whatever is still open on this one."""


@dataclass(frozen=True, slots=True)
class First:
    """Return to the first step of the walk."""


@dataclass(frozen=True, slots=True)
class Last:
    """Go forward to the first step that still asks for an answer, or to the end of the walk."""


@dataclass(frozen=True, slots=True)
class Undo:
    """Take the last move back: a step, a change of page, other values.  Answers stay."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer the open question: one string a slot."""

    response: Response


@dataclass(frozen=True, slots=True)
class AnswerFollowUp:
    """Give the number on the way that is asked for besides; it counts as no try."""

    response: Response


@dataclass(frozen=True, slots=True)
class WriteWorking:
    """Write down the working of the open question, and have its lines marked."""

    text: str


@dataclass(frozen=True, slots=True)
class AskHint:
    """Show the next hint; after the third, the worked answer."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Turn the leaf that this activity lets one turn: up by so many turns, or down."""

    by: int


@dataclass(frozen=True, slots=True)
class TryNudge:
    """Raise what was asked about by ``size`` and see; 0: the next size, "": all that is asked.

    ``response`` is what is tried; the last answer where nothing is given.
    """

    size: float = 0.0
    node: str = ""
    response: Response = ()


@dataclass(frozen=True, slots=True)
class NewVariant:
    """Start the activity again with other values."""


@dataclass(frozen=True, slots=True)
class ChangeForm:
    """Take the walk in another form, from its start."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Go to a page, counted from 0."""

    page: int


@dataclass(frozen=True, slots=True)
class Select:
    """Select a node or an edge of the picture for the inspector; None selects nothing."""

    target: str | Edge | None


Action = (
    Next | Back | Leave | First | Last | Undo | Answer | AnswerFollowUp | WriteWorking | AskHint
    | Turn | TryNudge | NewVariant | ChangeForm | Visit | Select
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SaveAnswer:
    """Store this answer before the screen shows that it was marked: see ``Answered``."""

    item: str
    quiz_kind: str
    seed: int
    response: Response
    correct: bool
    score: float
    mistakes: tuple[str, ...]
    skills: tuple[str, ...]
    tries_before: int
    hints_used: int
    evidence: tuple[Evidence, ...] = ()
    shape: str = ""
    scene: str = ""
    content: str = ""
    against: tuple[str, ...] = ()
    test: bool = False


@dataclass(frozen=True, slots=True)
class SaveHint:
    """Store that a hint was asked for; ``rung`` 4 is the worked answer."""

    item: str
    seed: int
    rung: int


@dataclass(frozen=True, slots=True)
class SavePlace:
    """Store where the learner is."""

    state: State


@dataclass(frozen=True, slots=True)
class SaveFinished:
    """Store that the learner has reached the end of the lesson."""


Effect = SaveAnswer | SaveHint | SavePlace | SaveFinished
Result = tuple[State, tuple[Effect, ...]]
"""What an action leads to."""


def refused(state: State, why: str) -> Result:
    """The same state, with a notice that says why nothing was done."""
    return replace(state, notice=why), ()


def placed(state: State, *effects: Effect) -> Result:
    """This state, with these effects, and stored as the place where the learner is."""
    return state, (*effects, SavePlace(state))
