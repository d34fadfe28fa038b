"""The skills of a class: which mistakes show a lack of one, and who has it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tutor.core.misconceptions import lacking_skill
from tutor.core.practice.class_report.answers import UNKNOWN, Read
from tutor.core.practice.class_report.model import SkillReport
from tutor.core.progress import Answered

MOST = 300
"""Skills that are counted: a stranger's export may name a million."""
ENOUGH = 3
"""First tries from which something is said of a student's skill."""


def skills_of(read: Sequence[Read], held: Mapping[str, tuple[str, ...]]) -> tuple[SkillReport, ...]:
    """The skills that answers used or lacked, the most lacking first.

    ``held`` says who has which mistake as a habit.
    """
    wrong: defaultdict[str, float] = defaultdict(float)
    for one in read:
        for id_, share in one.shares.items():
            if id_ != UNKNOWN and (skill := lacking_skill(id_)):
                wrong[skill] += share
    tries, right = _first_tries(read)
    lacking: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for id_, students in held.items():
        if skill := lacking_skill(id_):
            lacking[skill].update(dict.fromkeys(students))
    for (skill, student), count in tries.items():
        if student and count >= ENOUGH and 2 * right[skill, student] < count:
            lacking[skill][student] = None
    asked, known = _by_skill(tries), _by_skill(right)
    found = (
        SkillReport(skill, wrong[skill], asked[skill], known[skill], tuple(lacking[skill]))
        for skill in dict.fromkeys((*wrong, *asked))
    )
    return tuple(sorted(found, key=lambda one: (-one.wrong, -len(one.students), -one.tries)))


def _first_tries(read: Iterable[Read]) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """By skill and student the tries in exports, and those of them that were right."""
    tries: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    met: set[str] = set()
    for one in read:
        for skill, is_right in _used(one.answer.event):
            if skill in met or len(met) < MOST:
                met.add(skill)
                tries[skill, one.answer.student] += 1
                right[skill, one.answer.student] += is_right
    return tries, right


def _used(event: Answered | None) -> Iterator[tuple[str, bool]]:
    """The skills of an answer, and whether it spoke for each; a class file has none.

    A mistake that is recognised speaks against the skill that it lacks, and of no other.
    """
    if event is None:
        return
    found = [(one.skill, one.right) for one in event.evidence]
    found = found or [(skill, event.correct) for skill in event.skills]
    lack = "" if event.correct or not event.mistakes else lacking_skill(event.mistakes[0])
    yield from ((skill, right) for skill, right in found if right or not lack)
    if lack:
        yield lack, False


def _by_skill(counts: Counter[tuple[str, str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for (skill, _), count in counts.items():
        total[skill] += count
    return total
