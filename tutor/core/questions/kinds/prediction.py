"""One or more numbers that an activity asks for before it shows them.

The activity knows what is right and which wrong rules give which other numbers; marking them is the
same for all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tutor.core.answers import is_close, is_right
from tutor.core.graph import Edge, Pass
from tutor.core.lesson import Quiz, Span
from tutor.core.questions.common import praise, read_blanks, right, with_exactness, wrong
from tutor.core.questions.explain import Explained
from tutor.core.questions.kind import Kind
from tutor.core.questions.model import Key, Question, Response, Slot, Verdict
from tutor.core.text import format_number

NAME = "prediction"


@dataclass(frozen=True, slots=True)
class Slip:
    """A wrong rule: its id, the numbers it gives, what they are, and one question back."""

    id: str
    numbers: tuple[float, ...]
    says: str
    asks: str


Explain = Callable[[Sequence[float], Sequence[bool]], Explained]
"""What is wrong with the numbers typed, of which the second argument says which are right."""


def _unknown(_typed: Sequence[float], _slots: Sequence[bool]) -> Explained:
    return Explained((), ())


@dataclass(frozen=True, slots=True)
class Prediction(Key):
    """What is right (``also``: what is taken for right too), why, and what often goes wrong.

    ``rungs`` are three hints: point, principle, numbers.  ``explain`` is asked where none of
    ``slips`` fits; where it has nothing to say either, ``asks`` is the question back, another one
    than the first hint.
    """

    expected: tuple[float, ...]
    reason: str
    rungs: tuple[str, str, str]
    asks: str
    slips: tuple[Slip, ...] = ()
    also: tuple[tuple[float, ...], ...] = ()
    explain: Explain = field(default=_unknown, compare=False)


def ask(
    prediction: Prediction,
    *,
    where: str,
    prompt: str,
    labels: Sequence[str],
    role: str,
    skill: str,
    numbers: Pass,
    focus: tuple[str | Edge, ...] = (),
    columns: int = 1,
) -> Question:
    """The question with one slot a label; ``columns`` above 1 make it a grid."""
    spans = with_exactness((Span(prompt),), prediction.expected)
    return Question(
        quiz=Quiz(NAME, where, spans, None, skills=(skill,)),
        seed=0,
        way="grid" if columns > 1 else "blanks",
        prompt=spans,
        slots=tuple(Slot(label, role) for label in labels),
        columns=columns,
        numbers=numbers,
        focus=focus,
        key=prediction,
    )


def _mark(question: Question, key: Prediction, response: Response) -> Verdict:
    typed = read_blanks(question, response, key.expected)
    if isinstance(typed, Verdict):
        return typed
    if any(all(map(is_right, typed, numbers)) for numbers in (key.expected, *key.also)):
        return right(question, key.reason)
    slots = tuple(map(is_right, typed, key.expected))
    found = _explained(key, typed, slots)
    if not found.mistakes:
        found = _exchanged(question, key, typed, slots) or found
    shown = ", ".join(format_number(x) for x, fine in zip(typed, slots, strict=True) if not fine)
    are = "are" if slots.count(False) > 1 else "is"
    feedback = found.feedback or (f"{shown} {are} not right.", key.asks)
    return wrong(*praise(slots), *feedback, mistakes=found.mistakes, slots=slots)


def _exchanged(
    question: Question, key: Prediction, typed: Sequence[float], slots: Sequence[bool]
) -> Explained | None:
    """Right numbers in each other's blanks; None where they are not."""
    wrong = [i for i, fine in enumerate(slots) if not fine]
    owners = [[j for j in wrong if is_right(typed[i], key.expected[j])] for i in wrong]
    if not all(owners) or len({one for found in owners for one in found}) < len(wrong):
        return None
    here, owner = question.slots[wrong[0]].label, question.slots[owners[0][0]].label
    said = f"{format_number(typed[wrong[0]])} is right for {owner}, not for {here}."
    return Explained((), (said, "Which number belongs to which?"))


def _explained(key: Prediction, typed: Sequence[float], slots: Sequence[bool]) -> Explained:
    found = [slip for slip in key.slips if _fits(slip, typed, slots)]
    if not found:
        return key.explain(typed, slots)
    ids = tuple(dict.fromkeys(slip.id for slip in found))
    return Explained(ids, (found[0].says, found[0].asks))


def _fits(slip: Slip, typed: Sequence[float], slots: Sequence[bool]) -> bool:
    """Whether every wrong number is the one that this rule gives in its place."""
    if len(slip.numbers) != len(typed):
        return False
    rows = zip(typed, slip.numbers, slots, strict=True)
    return all(is_close(x, wrong) for x, wrong, fine in rows if not fine)


KIND = Kind(
    name=NAME,
    key=Prediction,
    mark=_mark,
    hints=lambda _question, key: key.rungs,
    worked=lambda _question, key: key.reason,
    solution=lambda key: tuple(map(repr, key.expected)),
)
