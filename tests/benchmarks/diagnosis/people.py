"""The score on wrong numbers of real people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tests.benchmarks.diagnosis.labels import ids_of
from tests.benchmarks.diagnosis.reading import pass_of
from tests.benchmarks.diagnosis.scoring import FOUND, NOTHING, Verdict, percent, shares, verdict_on
from tests.benchmarks.diagnosis.table import Row
from tests.core.misconceptions.fifth_set import FIFTH_SET
from tests.core.misconceptions.fourth_set import FOURTH_SET
from tests.core.misconceptions.more_people import MORE_PEOPLE
from tests.core.misconceptions.people import PEOPLE, Wrong
from tests.core.misconceptions.sixth_set import SIXTH_SET
from tests.core.misconceptions.third_set import THIRD_SET
from tutor.core.misconceptions import NO_TRAINING, RULES, TrainingContext, diagnose, diagnose_update

AIMS = {
    "claimed first, by remedy": "75 %",
    "listed first, by remedy": "75 %",
    "listed in the top three, by remedy": "85 %",
    "something else claimed, by remedy": "9 %",
}


@dataclass(frozen=True, slots=True)
class Marked:
    """One item and what the program made of it; ``read`` is False where it could not read it."""

    item: Wrong
    verdict: Verdict
    read: bool = True
    nearly: bool = False


def marked(item: Wrong) -> Marked:
    """Mark one wrong number as ``mark`` would."""
    numbers = pass_of(item.graph, item.values, item.of)
    if numbers is None or item.wrt not in numbers.graph.by_name:
        return Marked(item, NOTHING, read=False)
    if item.update:
        assert item.eta is not None
        found = diagnose_update(numbers, item.wrt, item.wrong, item.eta)
    else:
        background = NO_TRAINING if item.eta is None else TrainingContext(rate=item.eta)
        found = diagnose(numbers, item.wrt, item.wrong, background=background)
    verdict = verdict_on(found, ids_of((item.label, *item.also)))
    if item.label == "ROUNDED" and found.nearly:
        # There is no cause to be named: to say that it is nearly right is the right answer.
        verdict = replace(verdict, listed=FOUND, claimed=True)
    return Marked(item, verdict, nearly=found.nearly)


def rows(everyone: list[Marked]) -> Iterator[Row]:
    """The lines of the table."""
    first = [one for one in everyone if one.item in PEOPLE]
    yield from _scores("people", first)
    yield from _scores("second set", [one for one in everyone if one.item in MORE_PEOPLE])
    yield from _scores("third set", [one for one in everyone if one.item in THIRD_SET])
    yield from _scores("fourth set", [one for one in everyone if one.item in FOURTH_SET])
    yield from _scores("fifth set", [one for one in everyone if one.item in FIFTH_SET])
    yield from _scores("sixth set", [one for one in everyone if one.item in SIXTH_SET])
    yield from _beside(first)


def _scores(who: str, everyone: list[Marked]) -> Iterator[Row]:
    yield from shares([one.verdict for one in everyone], who, AIMS)


def _beside(everyone: list[Marked]) -> Iterator[Row]:
    count = len(everyone)
    rounded = [one for one in everyone if one.item.label == "ROUNDED"]
    yield Row("people: ROUNDED answered nearly", len(rounded), percent(o.nearly for o in rounded))
    yield Row("people: marked right", count, percent(o.verdict.right_number for o in everyone))
    unread = [one for one in everyone if not one.read]
    yield Row("people: cannot be read, counted as nothing", count, str(len(unread)))
    for one in unread:
        yield Row(f"  {one.item.graph}", 1, one.item.label)
    strange = [p for p in PEOPLE if not ids_of((p.label, *p.also)) & RULES.keys()]
    yield Row("people: the program has no id for what was done", count, str(len(strange)))


def measured() -> list[Marked]:
    """Everybody, marked."""
    sets = PEOPLE, MORE_PEOPLE, THIRD_SET, FOURTH_SET, FIFTH_SET, SIXTH_SET
    return [marked(item) for some in sets for item in some]


def details(everyone: list[Marked]) -> Iterator[str]:
    """One line an item: what was done, and what was said."""
    for one in everyone:
        v = one.verdict
        what = "FIRST" if v.first else "ELSE" if v.claims_else else "-"
        what = "list" if what == "-" and v.listed.top_by_remedy else what
        said = v.id or ("right" if v.right_number else "unread" if not one.read else "nothing")
        yield (
            f"{what:5s} {one.item.label:27s} {said:27s} {v.share:4.2f}  "
            f"{one.item.graph}  wrt {one.item.wrt}: {one.item.wrong:g} for {one.item.right:g}"
        )
