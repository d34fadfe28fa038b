"""What is asked of a lesson that a learner went through, the same for lines and for keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.core.events import START, added_up
from tests.learners.mistakes import Mistake
from tests.learners.policy import Learner
from tutor.core.lesson import Lesson
from tutor.core.practice.account import account_of
from tutor.core.progress.events import Answered, Event
from tutor.core.questions.model import Response

END = "You have reached the end of"
DONE = "Every activity is done."


@dataclass
class Played:
    """How a learner fared: keys or lines, pages in the order they were seen, and every fault.

    ``unnamed`` are wrong answers that were not put down to the mistake that they come from.
    """

    lesson: Lesson
    learner: Learner
    steps: int = 0
    mistakes: int = 0
    pages: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unnamed: list[str] = field(default_factory=list)

    def stumble(self, where: str, mistake: Mistake, events: tuple[Event, ...], shown: str) -> None:
        """A wrong answer was given: note what is missing in the reaction."""
        self.mistakes += 1
        for what in told(mistake, events, shown):
            self.fault(where, what)
        answers = [event for event in events if isinstance(event, Answered)]
        if mistake.id and answers and not _is_named(mistake, answers):
            stored = answers[-1].mistakes
            self.unnamed.append(
                f"{where}: {mistake.response} comes from {mistake.id}, not {stored}"
            )

    def arrive(self, page: int) -> None:
        """This page is on display."""
        if not self.pages or self.pages[-1] != page:
            self.pages.append(page)

    def fault(self, where: str, what: str) -> None:
        """Something that a learner would complain about."""
        self.faults.append(f"page {self.pages[-1] + 1 if self.pages else 0}, {where}: {what}")


def bare(text: str) -> str:
    """``text`` without its spaces: lines are broken in one place or another."""
    return "".join(text.split())


def holds(shown: str, wanted: str) -> bool:
    """Whether ``wanted`` can be read in ``shown``, where its last sentence may go on."""
    return bare(wanted).removesuffix(".") in bare(shown)


def told(mistake: Mistake, events: tuple[Event, ...], shown: str) -> Iterator[str]:
    """What is missing in the reaction to a wrong answer: stored as one, and told what is known.

    One number does not always tell its mistake.  Where the mistake is stored, what is said fits it.
    """
    answers = [event for event in events if isinstance(event, Answered)]
    if not answers or answers[-1].correct or not _same(answers[-1].response, mistake.response):
        last = answers[-1] if answers else None
        yield f"{mistake.id} {mistake.response} was not stored as a wrong answer, but {last}"
        return
    if "Not yet." not in shown:
        yield f"{mistake.response} ({mistake.id}) is not called wrong: {shown[-300:]!r}"
    named = not mistake.id or _is_named(mistake, answers)
    said = not (named and mistake.says) or any(holds(shown, says) for says in mistake.says)
    if not said and not _followed_up(answers):
        yield f"{mistake.response} ({mistake.id}): none of {mistake.says} in {shown[-400:]!r}"


def _is_named(mistake: Mistake, answers: list[Answered]) -> bool:
    named = {mistake.id, *mistake.same}.intersection(answers[-1].mistakes)
    return bool(named) or _followed_up(answers)


def _same(one: Response, other: Response) -> bool:
    return tuple(map(bare, one)) == tuple(map(bare, other))


def _followed_up(answers: list[Answered]) -> bool:
    """Whether the mistakes are among those of the answer before.

    A learner is taken to go on following the same rule, as long as a suspect of the last answer
    fits again: that is what asking again is for.
    """
    if len(answers) < 2 or answers[-2].item != answers[-1].item or not answers[-1].mistakes:
        return False
    return set(answers[-1].mistakes) <= set(answers[-2].mistakes)


def ended(played: Played, events: tuple[Event, ...], shown: str) -> None:
    """The lesson is over: is it finished, with the right account, and was all of it seen?"""
    lesson, name = played.lesson, played.learner.name
    row = account_of(added_up(events), (lesson,), START).lessons[0]
    if row.finished is None:
        played.fault("end", "the lesson is not stored as finished")
    if played.pages != list(range(len(lesson.pages) + 1)):
        played.fault("end", f"the pages were seen in the order {played.pages}")
    for wanted in (END, DONE):
        if not holds(shown, wanted):
            played.fault("end", f"“{wanted}” is not said: {shown[-300:]!r}")
    answers = [event for event in events if isinstance(event, Answered)]
    if name == "perfect":
        full = row.score == 1.0 and row.solved == row.questions
        if not full or any(one.mistakes or one.score != 1.0 for one in answers):
            played.fault("end", f"not full marks: {row}")
    elif name == "stumbling" and not (row.score < 1.0 and row.solved == row.questions):
        played.fault("end", f"the account of one who stumbled: {row}")
    elif name == "asking" and (row.score != 0.0 or answers):
        played.fault("end", f"an answer that was shown has earned marks: {row}")
