"""Single slips on single edges of published graphs: from one number, and after one more."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from tests.benchmarks.diagnosis.evidence import one_more
from tests.benchmarks.diagnosis.labels import remedies_of
from tests.benchmarks.diagnosis.questions import Asked, questions, typed, varied
from tests.benchmarks.diagnosis.scoring import Verdict, percent, shares, verdict_on
from tests.benchmarks.diagnosis.slips import Slip
from tests.benchmarks.diagnosis.table import Row
from tutor.core.answers import is_close

EACH = 30
"""Slips that are drawn a graph."""
AIMS = {
    "claimed first, by remedy": "75 %",
    "listed first, by remedy": "75 %",
    "listed in the top three, by remedy": "93 %",
    "something else claimed, by remedy": "6 %",
}


@dataclass(frozen=True, slots=True)
class Single:
    """One slip, what was said of its number, and what of it and one more."""

    asked: Asked
    slip: Slip
    answer: float
    one: Verdict
    two: Verdict


def measured(each: int = EACH) -> list[Single]:
    """Draw slips as often as people make them, and have them marked."""
    groups: dict[int, list[Asked]] = defaultdict(list)
    for asked in questions():
        if asked.slips:
            groups[id(asked.numbers)].append(asked)
    return [one for n, group in enumerate(groups.values()) for one in _drawn(group, each, n)]


def on_drawn_values(count: int = 600) -> list[Single]:
    """The same where the program draws the values: one slip a question."""
    chance = random.Random("varied")
    able = [asked for asked in chance.sample(varied(), count) if asked.slips]
    return [one for n, asked in enumerate(able) for one in _drawn([asked], 1, n)]


def _drawn(group: list[Asked], each: int, number: int) -> Iterator[Single]:
    chance = random.Random(f"single {number}")
    for _ in range(each):
        asked = chance.choice(group)
        slip = chance.choices(asked.slips, [s.weight for s in asked.slips])[0]
        yield _marked(asked, slip, group, chance)


def _marked(asked: Asked, slip: Slip, group: list[Asked], chance: random.Random) -> Single:
    answer = typed(slip.number, chance)
    found = asked.diagnosed(answer)
    one = verdict_on(found, slip.ids)
    second = one_more(found, asked, group)
    if second is None or found.correct:
        return Single(asked, slip, answer, one, one)
    same = next((s for s in second.all_slips if s.key == slip.key), None)
    number = typed(second.right if same is None else same.number, random.Random(answer))
    again = asked.diagnosed(answer, known={second.name: number})
    return Single(asked, slip, answer, one, verdict_on(again, slip.ids))


def best_guess(asked: Asked, answer: float, by_remedy: bool) -> float | None:
    """How likely the likeliest cause is for who knows all slips and their weights."""
    weights: dict[object, float] = defaultdict(float)
    total = 0.0
    for slip in asked.slips:
        if is_close(answer, slip.number):
            total += slip.weight
            for name in (remedies_of(slip.ids) if by_remedy else None) or [slip.ids]:
                weights[name] += slip.weight
    return max(weights.values()) / total if total else None


def ceiling(found: list[Single], by_remedy: bool) -> str:
    """The mean of the best guesses, each of one cause.

    The figures above it give credit for all mistakes that no values can part, and so may be higher.
    """
    best = [best_guess(one.asked, one.answer, by_remedy) for one in found]
    known = [one for one in best if one is not None]
    return f"{100 * sum(known) / len(known):.1f} %"


def rows(found: list[Single]) -> Iterator[Row]:
    """The lines of the table."""
    one, two = [s.one for s in found], [s.two for s in found]
    count = len(found)
    yield from shares(one, "single slips", AIMS)
    listed = percent(v.listed.first_by_remedy for v in two)
    yield Row("after one more number: listed first, by remedy", count, listed, "90 %")
    for by_remedy, name in ((False, "id"), (True, "remedy")):
        measure = f"the best guess of one cause, all slips and weights known, by {name}"
        yield Row(measure, count, ceiling(found, by_remedy))
    hidden = sum(s.weight for a in questions() for s in a.all_slips if is_close(s.number, a.right))
    total = sum(s.weight for a in questions() for s in a.all_slips)
    yield Row(
        "slips that give the right number, by weight",
        len(questions()),
        f"{100 * hidden / total:.1f} %",
    )


def drawn_rows(found: list[Single]) -> Iterator[Row]:
    """The lines about values that the program draws."""
    said, count = [one.one for one in found], len(found)
    first = percent(v.first_by_remedy for v in said)
    yield Row("drawn values: first, by id", count, percent(v.first for v in said))
    yield Row("drawn values: first, by remedy", count, first, "88 %")
    other = percent(v.claims_else_by_remedy for v in said)
    yield Row("drawn values: something else claimed, by remedy", count, other, "3 %")
    yield Row(
        "drawn values: the best guess of one cause, by remedy", count, ceiling(found, True), "92 %"
    )


def details(found: list[Single]) -> Iterator[str]:
    """One line a kind of slip: how often it is drawn, named first, and what is named instead."""
    kinds: dict[str, list[Single]] = defaultdict(list)
    for one in found:
        kinds[str(one.slip.key[1] if one.slip.key[0] == "edge" else one.slip.key[0])].append(one)
    for kind, some in sorted(kinds.items(), key=lambda item: -len(item[1])):
        instead = Counter(one.one.id or "nothing" for one in some if not one.one.first)
        said = ", ".join(f"{id_} {times}" for id_, times in instead.most_common(4))
        yield f"{kind:28s} {sum(one.one.first for one in some):4d} of {len(some):4d}  {said}"
