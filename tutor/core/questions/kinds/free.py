"""``quiz free``: a sentence or two in the learner's own words, kept and never marked.

To explain something to oneself helps to learn it (Chi et al., "Eliciting self-explanations improves
understanding", 1994).  The author's ``solution`` is shown beside it afterwards, for the learner to
compare; the notes show it again.
"""

from __future__ import annotations

from dataclasses import dataclass

from tutor.core.lesson import Body, LessonGraph, Quiz, Span
from tutor.core.progress import UNMARKED
from tutor.core.questions.common import numbers_for, unreadable, worked_text
from tutor.core.questions.fill import fill
from tutor.core.questions.kind import QuizKind
from tutor.core.questions.model import Key, Question, Response, Slot, Verdict
from tutor.core.syntax import Fields
from tutor.core.text import Draws

LONGEST = 1000
"""Characters that are kept of one answer."""
EXAMPLE = "I would say it like this."


class FreeBody(Body):
    """Nothing: the words of the question say it all."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Free(Key):
    """Nothing either: no answer is wrong."""


def parse(fields: Fields) -> FreeBody:
    """No line of its own; a skill cannot be counted by what is not marked."""
    for one in fields.items("skill"):
        fields.report(one.place(), "what is not marked counts for no skill", "remove 'skill'")
    return FreeBody()


def make(quiz: Quiz, _body: FreeBody, lesson_graph: LessonGraph | None, seed: int) -> Question:
    """One field for a sentence."""
    numbers = numbers_for(quiz, lesson_graph, seed)
    how = Span(" In your own words: they are kept in your notes and not marked.", "emphasis")
    return Question(
        quiz=quiz, seed=seed, way="blanks", prompt=(*fill(quiz.ask, numbers), how),
        slots=(Slot(""),), numbers=numbers, letters=True, sentences=True, key=Free(),
    )  # fmt: skip


def mark(question: Question, _key: Free, response: Response) -> Verdict:
    """Kept, with what the author would say; an empty field is asked for again."""
    said = " ".join(response).strip()
    if not said:
        return unreadable(question, "Write a sentence, or go on with the arrow key.")
    if len(said) > LONGEST:
        return unreadable(question, f"Say it in fewer words: {LONGEST} characters are kept.")
    compare = worked_text(question, "")
    feedback = (f"To compare: {compare}",) if compare else ()
    return Verdict(correct=True, score=1.0, slots=(True,), feedback=feedback, kept=True)


def hints(_question: Question, _key: Free) -> tuple[str, ...]:
    """Three ways to begin."""
    return (
        "Say what happens before you say why.",
        "Which quantities take part, and what does each do?",
        "Explain it to somebody who missed this page.",
    )


def worked(_question: Question, _key: Free) -> str:
    """There is no one answer."""
    return "There is no one right answer."


def generate(_lesson_graph: LessonGraph, _draws: Draws, _id: str, _seed: int) -> None:
    """Only an author knows what is worth explaining."""


TEMPLATE = """\
```quiz free why-twice
ask: The field gets one metre longer. Why does its cost grow by twice its width?
solution: The area grows by the width, and each square metre costs 2.
```
"""

KIND = QuizKind(
    name=UNMARKED,
    key=Free,
    mark=mark,
    hints=hints,
    worked=worked,
    solution=lambda _key: (EXAMPLE,),
    body=FreeBody,
    lines="none: a sentence is kept in the learner's notes, beside the `solution`, and not marked",
    template=TEMPLATE,
    parse=parse,
    make=make,
    generate=generate,
    marked=False,
)
