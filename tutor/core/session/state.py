"""Where a learner is in a lesson: frozen data that can be stored as JSON and read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from tutor.core.activities import FORMS, Work
from tutor.core.graph import Edge, Pass
from tutor.core.progress import Standing
from tutor.core.questions import Question, Response, Verdict
from tutor.core.working import NO_LINES, Working

MOST_TURNS = 10_000
"""Turns of a leaf that are read back."""
LONGEST = 20_000
"""Characters of a working that are read back."""

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]


@dataclass(frozen=True, slots=True)
class Reply:
    """A prediction that is done, with what was said to it; ``worked``: its answer was shown."""

    question: Question
    response: Response = ()
    verdict: Verdict | None = None
    worked: bool = False


Moved = Literal["step", "page", "values"]


@dataclass(frozen=True, slots=True)
class UndoPoint:
    """A place to which Undo returns: what was done there, and the work as it was before that."""

    moved: Moved
    page: int
    item: int
    activity: str = ""
    work: Work | None = None


@dataclass(frozen=True, slots=True)
class State:
    """Where the learner is.  ``page`` equal to the number of pages is the end of the lesson.

    ``seed`` is where this learner's variants start.  ``numbers`` is the pass over the graph on
    display and ``question`` the open question; both follow from the rest.  ``settled`` is the
    reply to a prediction that was just answered or shown, on display until the learner goes on.
    ``trail`` are the moments that can be undone, the last one last; an answer ends it.
    ``notice`` is one line about the last action; ``leaving`` is set when the learner has been asked
    once whether an unanswered question may be left.  ``skills`` is where the learner stands with
    what was ever asked, for the forms of walks; whoever knows it puts it there, it is not stored.
    """

    seed: int = 0
    page: int = 0
    item: int = 0
    works: Mapping[str, Work] = field(default_factory=lambda: MappingProxyType({}))
    numbers: Pass | None = None
    question: Question | None = None
    settled: Reply | None = None
    selected: str | Edge | None = None
    trail: tuple[UndoPoint, ...] = ()
    notice: str = ""
    leaving: bool = False
    finished: bool = False
    skills: Mapping[str, Standing] = field(default_factory=lambda: MappingProxyType({}))

    def work(self, item: str) -> Work:
        """The work on one activity; untouched work before it was first opened."""
        return self.works.get(item, Work())

    def with_work(self, item: str, work: Work) -> State:
        """The same place with this work on ``item``."""
        return replace(self, works=MappingProxyType({**self.works, item: work}))


def state_to_data(state: State) -> dict[str, Json]:
    """What has to be stored to resume: page, activity, and per activity its step and values."""
    works: dict[str, Json] = {
        item: {
            "seed": work.seed,
            "step": work.step,
            "solved": sorted(work.solved),
            **({"skipped": sorted(work.skipped)} if work.skipped else {}),
            "tries": work.tries_before,
            "rungs": work.hints_used,
            **({"response": list(work.response)} if work.response else {}),
            "best": work.best,
            "suspects": list(work.suspects),
            **({} if work.earlier is None else {"earlier": work.earlier}),
            **({"working": work.working.text} if work.working.text else {}),
            **({"form": work.form} if work.form else {}),
            **({"picked": True} if work.picked else {}),
            **({"turns": work.turns} if work.turns else {}),
        }
        for item, work in state.works.items()
    }
    return {
        "seed": state.seed,
        "page": state.page,
        "item": state.item,
        "works": works,
        "finished": state.finished,
    }


def state_from_data(data: object) -> State:
    """Read ``state_to_data`` back; anything that does not fit is left at its start.

    A stored place may be damaged or come from another version, so nothing is taken on trust.
    """
    if not isinstance(data, dict):
        return State()
    stored = data.get("works")
    works = stored if isinstance(stored, dict) else {}
    return State(
        seed=_count(data.get("seed")),
        page=_count(data.get("page")),
        item=_count(data.get("item")),
        works=MappingProxyType(
            {
                item: _work(work)
                for item, work in works.items()
                if isinstance(item, str) and isinstance(work, dict)
            }
        ),
        finished=data.get("finished") is True,
    )


def _work(data: dict[str, object]) -> Work:
    best = data.get("best")
    response = data.get("response")
    suspects, working = data.get("suspects"), data.get("working")
    turns = data.get("turns")
    return Work(
        seed=_count(data.get("seed")),
        step=_count(data.get("step")),
        solved=_steps(data.get("solved")),
        skipped=_steps(data.get("skipped")),
        tries_before=_count(data.get("tries")),
        hints_used=min(_count(data.get("rungs")), 3),
        response=_words(response) if isinstance(response, list) else (),
        best=float(best) if isinstance(best, (int, float)) and 0 <= best <= 1 else 0.0,
        suspects=_words(suspects) if isinstance(suspects, list) else (),
        earlier=_count(data["earlier"]) if "earlier" in data else None,
        working=Working(working[:LONGEST]) if isinstance(working, str) else NO_LINES,
        form=next((form for form in FORMS if form == data.get("form")), ""),
        picked=data.get("picked") is True,
        turns=turns if isinstance(turns, int) and abs(turns) < MOST_TURNS else 0,
    )


def _steps(values: object) -> frozenset[int]:
    return frozenset(map(_count, values)) if isinstance(values, list) else frozenset()


def _words(values: list[object]) -> tuple[str, ...]:
    return tuple(value for value in values if isinstance(value, str))


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        return 0
    return value if 0 <= value < 2**63 else 0
