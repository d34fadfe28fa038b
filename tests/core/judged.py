"""Learners with one wrong rule in questions that ask for no number: labels, orders, selections."""

from __future__ import annotations

from collections.abc import Iterator

from tests.core.simulated import graphs
from tutor.core import questions as quizzes
from tutor.core.lesson import LessonGraph
from tutor.core.misconceptions import RULES, Rule
from tutor.core.misconceptions.rule import no_picks
from tutor.core.questions.kinds.classify import LABELS, ClassifyBody
from tutor.core.questions.kinds.order import Sorting
from tutor.core.questions.kinds.parsons import Shuffled
from tutor.core.questions.kinds.select import SelectBody
from tutor.core.questions.model import Question, Response

KINDS = ("classify", "order", "parsons", "select")
JUDGING = tuple(
    rule for rule in RULES.values() if rule.calls or rule.next or rule.picks is not no_picks
)


def response(rule: Rule, question: Question) -> Response | None:
    """What somebody who follows the rule answers; None where it does not show."""
    key = question.key
    match key:
        case ClassifyBody():
            called = dict(rule.calls)
            labels = [LABELS[item.label] for item in key.items]
            given = tuple(str(LABELS.index(called.get(label, label))) for label in labels)
        case Sorting():
            given = _ordered(rule, {n: tuple(b) for n, b in key.needs.items()}, key.items)
        case Shuffled() if question.numbers is None and rule.id == "ORDER_BY_DRAWING":
            return None  # there is no picture to go by
        case Shuffled():
            needs = {str(line): tuple(map(str, before)) for line, before in enumerate(key.needs)}
            given = _ordered(rule, needs, tuple(map(str, key.order)))
        case SelectBody():
            assert question.numbers
            offered = frozenset(key.candidates)
            wrong = [one & offered for one in rule.picks(question.numbers.graph, key.answer)]
            chosen = next((one for one in wrong if one), None)
            if chosen is None:
                return None
            given = tuple(str(int(one in chosen)) for one in key.candidates)
        case _:
            return None
    return None if not given or quizzes.mark(question, given).correct else given


def _ordered(rule: Rule, needs: dict[str, tuple[str, ...]], items: tuple[str, ...]) -> Response:
    if rule.next is None:
        return ()
    left = dict.fromkeys(items)
    order = []
    while left:
        item = next(iter(rule.next(needs, left)))
        order.append(item)
        del left[item]
    return tuple(str(items.index(item)) for item in order)


def named(rule: Rule, count: int, pool: list[LessonGraph] | None = None) -> Iterator[bool]:
    """For ``count`` learners with the rule whether it was named first."""
    everywhere = pool or graphs(20)
    made = seed = 0
    while made < count and seed < 60 * count:
        lesson_graph = everywhere[seed % len(everywhere)]
        seed += 1
        for kind in KINDS:
            for question in quizzes.generate(lesson_graph, 1, seed, (kind,)):
                given = response(rule, question)
                if given is not None and made < count:
                    made += 1
                    yield quizzes.mark(question, given).mistakes[:1] == (rule.id,)
