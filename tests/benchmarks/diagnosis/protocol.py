"""The field's own protocol: every rule, and learners who hold one of them for ever.

As in Malrule-Diagnose and MalruleLib (arXiv 2601.03217): one to four answers on different graphs, a
share of which is replaced by noise; the rule in the first place (top-1), in the first group and in
the top three; and whether what is known then predicts the learner's next wrong number on another
graph.  Questions are those that the program generates.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from tests.benchmarks.diagnosis.evidence import together
from tests.benchmarks.diagnosis.inseparable import POINTS, inseparable
from tests.benchmarks.diagnosis.labels import remedies_of
from tests.benchmarks.diagnosis.scoring import percent
from tests.benchmarks.diagnosis.strangers import of_the_right_size
from tests.benchmarks.diagnosis.table import Row
from tests.core.judged import JUDGING
from tests.core.judged import named as named_without_numbers
from tests.core.simulated import (
    NEEDS_HISTORY,
    Place,
    asked_about,
    by_rule,
    graphs,
    places,
    wrong_by,
)
from tutor.core.answers import is_close
from tutor.core.errors import GraphError
from tutor.core.lesson import LessonGraph
from tutor.core.misconceptions import RULES, Asked, Diagnosis, derivatives, diagnose_asked
from tutor.core.questions.model import Question

ANSWERS = 4
LEARNERS = 6
"""Learners a rule."""


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody who holds one rule.

    ``asked`` are the questions, ``found`` is what was said of each answer, ``noise`` what would be
    said if it were replaced;
    ``next`` is a further question with the number that the rule gives there.
    """

    rule: str
    asked: tuple[Question, ...]
    found: tuple[Diagnosis, ...]
    noise: tuple[Diagnosis, ...]
    next: tuple[Question, float] | None


@dataclass(frozen=True, slots=True)
class Named:
    """Whether the rule was named first, in the first group, among the first three; and what was.

    ``one`` is also true where no values part what was named from the rule.
    """

    top: bool
    one: bool
    group: bool
    three: bool
    id: str


class Everywhere:
    """The questions that all learners share: what a rule gives there, and what slips there are."""

    def __init__(self, everywhere: Sequence[Place]) -> None:
        self.places = everywhere
        self._held = {id(question) for _, _, question in everywhere}
        self._asked: dict[int, Asked] = {}
        self._in_descent: dict[tuple[int, str], Question | None] = {}
        self._numbers: dict[tuple[str, int], tuple[float, str] | None] = {}

    def in_descent(self, lesson_graph: LessonGraph, node: str) -> Question | None:
        """The question about a node in the middle of gradient descent; None where it has none."""
        key = id(lesson_graph), node
        if key not in self._in_descent:
            self._in_descent[key] = None
            with suppress(GraphError):
                self._in_descent[key] = asked_about(lesson_graph, node, 1, min(NEEDS_HISTORY))
        return self._in_descent[key]

    def asked(self, question: Question) -> Asked:
        """The question as the program marks many answers to it; one that is drawn is not kept."""
        kept = self._asked.get(id(question))
        if kept is None:
            assert question.numbers is not None
            assert question.derivative is not None
            of, wrt = question.derivative
            kept = Asked.of_pass(question.numbers, wrt, of, question.background)
            if id(question) in self._held:
                self._asked[id(question)] = kept
        return kept

    def by_rule(self, question: Question, rule: str) -> tuple[float, str] | None:
        """The answer of somebody who holds the rule; None where it is right."""
        if id(question) not in self._held:
            return by_rule(question, rule, None)
        if (rule, id(question)) not in self._numbers:
            self._numbers[rule, id(question)] = by_rule(question, rule, None)
        return self._numbers[rule, id(question)]


def class_of(learners: int = LEARNERS) -> list[Learner]:
    """Learners of every rule that gives numbers for derivatives."""
    everywhere = Everywhere(places(graphs()))
    made = []
    for rule in derivatives():
        for number in range(learners):
            learner = _learner(rule.id, everywhere, random.Random(f"{rule.id} {number}"))
            if learner is not None:
                made.append(learner)
    return made


def _learner(rule: str, everywhere: Everywhere, chance: random.Random) -> Learner | None:
    answers = list(_answers(rule, everywhere, chance))
    if len(answers) < 2:
        return None
    *given, last = answers if len(answers) > ANSWERS else [*answers, None]
    found, noise = [], []
    for one in given:
        if one is not None:
            question, number = one
            asked = everywhere.asked(question)
            found.append(diagnose_asked(asked, number))
            noise.append(diagnose_asked(asked, _noise(question, chance)))
    questions = tuple(one[0] for one in given if one is not None)
    return Learner(rule, questions, tuple(found), tuple(noise), last)


def _answers(
    rule: str, everywhere: Everywhere, chance: random.Random
) -> Iterator[tuple[Question, float]]:
    """Wrong answers by the rule, on as many different graphs as there are with it."""
    order = chance.sample(everywhere.places, len(everywhere.places))
    seen: set[str] = set()
    again: list[Place] = []
    made = 0
    for lesson_graph, node, held in order:
        name = lesson_graph.graph.name + (
            "" if lesson_graph.graph.name != "test" else str(id(lesson_graph))
        )
        if made > ANSWERS:
            return
        question = held
        if rule in NEEDS_HISTORY and name not in seen:
            question = everywhere.in_descent(lesson_graph, node) or held
        if (answer := everywhere.by_rule(question, rule)) is None:
            continue
        if name in seen:
            again.append((lesson_graph, node, held))
            continue
        seen.add(name)
        made += 1
        yield question, answer[0]
    for lesson_graph, node, _ in again[: ANSWERS + 1 - made]:
        with suppress(GraphError):
            question = asked_about(lesson_graph, node, chance.randrange(2, 2**31), rule)
            if (answer := by_rule(question, rule, None)) is not None:
                yield question, answer[0]


def _noise(question: Question, chance: random.Random) -> float:
    assert question.numbers is not None
    assert question.derivative is not None
    right = question.numbers.derivative(*question.derivative)
    number = of_the_right_size(right or 1.0, chance)
    return float(round(number)) if right == round(right) else float(f"{number:.3g}")


def named(learner: Learner, answers: int, slips: float, chance: random.Random) -> Named:
    """What all answers together say, when each is replaced by noise so often."""
    found = [
        noisy if chance.random() < slips else true
        for true, noisy in zip(learner.found[:answers], learner.noise, strict=False)
    ]
    ids = [cause.id for cause in together([one.causes for one in found])]
    if not ids:
        return Named(False, False, False, False, "")
    joined = any({ids[0], learner.rule} <= set(group) for one in found for group in one.groups)
    alike = bool(remedies_of([ids[0]]) & remedies_of([learner.rule]))
    top = ids[0] == learner.rule
    same = top or all(inseparable(q, learner.rule, ids[0]) for q in learner.asked[:answers])
    return Named(top, same, joined or alike or top,
                 learner.rule in ids[:3], ids[0])  # fmt: skip


def predicts(learner: Learner, answers: int) -> bool:
    """Whether what may be behind the answers gives the learner's next wrong number.

    Each mistake says what comes next; those that say the same count together.
    """
    if learner.next is None:
        return False
    question, number = learner.next
    shares: dict[float, float] = defaultdict(float)
    for cause in together([one.causes for one in learner.found[:answers]]):
        given = wrong_by(question, cause.id) if cause.id in RULES else []
        if given:  # of several numbers the first is meant, as often as it is given
            often = given[0].weight / sum(slip.weight for slip in given)
            shares[float(f"{given[0].guess.number:.6g}")] += cause.share * often
    return bool(shares) and is_close(number, max(shares, key=shares.__getitem__))


def unparted(everyone: Sequence[Learner], found: Sequence[Named]) -> Iterator[Row]:
    """The pairs of which one was held and the other named, and no values part them: the proof.

    In each of the questions both have one number at values drawn at random (inseparable.py).
    """
    pairs: Counter[tuple[str, str]] = Counter()
    for learner, one in zip(everyone, found, strict=True):
        if one.one and not one.top:
            pairs[learner.rule, one.id] += len(learner.asked)
    for (held, other), asked in sorted(pairs.items()):
        yield Row(f"  one number at {POINTS} random values: {held} = {other}", asked, "all")


def rows(everyone: Sequence[Learner]) -> Iterator[Row]:
    """The lines of the table; each figure is top-1, first group, top three."""
    count = len(everyone)
    yield from judging()
    for answers, slips, aim in (
        (1, 0.0, ""), (2, 0.0, ""), (3, 0.0, "97 %"), (4, 0.0, "97 %"),
        (4, 0.1, ""), (4, 0.2, "90 %"),
    ):  # fmt: skip
        chance = random.Random(f"{answers} {slips}")
        found = [named(one, answers, slips, chance) for one in everyone]
        text = f"one rule for ever: {answers} answers, {100 * slips:.0f} % noise"
        yield Row(f"{text}: top-1", count, percent(one.top for one in found), aim)
        yield Row(
            f"{text}: top-1 of what values can part", count, percent(o.one for o in found), aim
        )
        yield Row(f"{text}: first group", count, percent(one.group for one in found))
        yield Row(f"{text}: top three", count, percent(one.three for one in found))
        if slips == 0.0 and answers in (1, 4):
            able = [one for one in everyone if one.next is not None]
            hits = percent(predicts(one, answers) for one in able)
            yield Row(f"{text}: predicts the next number", len(able), hits, "98 %")
        if slips == 0.0 and answers == ANSWERS:
            yield Row("pairs that no values part, in how many questions", count, "")
            yield from unparted(everyone, found)


def judging() -> Iterator[Row]:
    """Questions without numbers: labels, orders, selections."""
    for rule in JUDGING:
        found = list(named_without_numbers(rule, 10))
        if found:
            yield Row(f"without numbers: {rule.id}", len(found), percent(found))


def details(everyone: Sequence[Learner]) -> Iterator[str]:
    """One line a rule: how often it is named after four answers, and what is named instead."""
    chance = random.Random(0)
    for rule in dict.fromkeys(one.rule for one in everyone):
        mine = [named(one, ANSWERS, 0.0, chance) for one in everyone if one.rule == rule]
        instead = sorted({one.id or "nothing" for one in mine if not one.top})
        hits, same = sum(one.top for one in mine), sum(one.one for one in mine)
        yield f"{rule:34s} {hits}, {same} of {len(mine)}  {' '.join(instead)}".rstrip()
