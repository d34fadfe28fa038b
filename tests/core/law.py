"""What no question may do: take two mistakes for one, hide one, or ask what was asked already.

A number tells what went wrong only where no two of the mistakes that a question probes give it, and
none of them gives the right one.  The mistakes and their numbers are those of the diagnosis.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations

from tests.core.asking import questions_of
from tutor.core import questions as quizzes
from tutor.core.answers import is_close
from tutor.core.expression import LeafScope, PassScope, evaluate, show
from tutor.core.graph import Graph, equation
from tutor.core.lesson import Lesson
from tutor.core.misconceptions import GradientContext, separation, wrong_locals
from tutor.core.misconceptions.posterior import by_remedy
from tutor.core.questions.fill import plain
from tutor.core.questions.kinds.formula import Points
from tutor.core.questions.kinds.grid import GridKey
from tutor.core.questions.kinds.message import MessageKey
from tutor.core.questions.kinds.numeric import Asked, NumericBody
from tutor.core.questions.model import Key, Question
from tutor.core.session.actions import Answer, Next
from tutor.core.session.current import activity_of
from tutor.core.session.reducer import act, start
from tutor.core.session.view import view
from tutor.core.variants import CORE

MOST = 3_000
"""Steps that nobody needs for a lesson."""

# Confused -----------------------------------------------------------------------------------------


def confused(lesson: Lesson, seeds: range) -> Iterator[tuple[str, int, str]]:
    """What is wrong with the questions of a lesson at these seeds: (question, seed, what)."""
    for quiz in questions_of(lesson):
        for seed in seeds if quiz.varied else (0,):
            question = quizzes.make(quiz, lesson.graphs.get(quiz.graph), seed)
            yield from ((quiz.id, seed, what) for what in confusions(question))


def confusions(question: Question) -> Iterator[str]:
    """Where a number does not tell which of the mistakes that are probed was made.

    Drawn values are to show the usual ones where the author names none; an author's own are not.
    """
    quiz = question.quiz
    ids = frozenset(quiz.probes or (CORE if quiz.varied else ()))
    yield from _by_probes(question, ids)
    yield from _by_author(question)
    if isinstance(question.key, MessageKey):
        yield from _in_message(question, question.key, ids)


def _derivatives(question: Question) -> Iterator[tuple[str, str]]:
    """The derivatives through all routes that it asks for, as (of, wrt)."""
    numbers, key = question.numbers, question.key
    if numbers is None:
        return
    if question.derivative:
        yield question.derivative
    elif isinstance(key, MessageKey):
        if len(numbers.graph.outgoing(key.edge.source)) == 1 and "product" in key.blanks:
            yield numbers.graph.output, key.edge.source
    elif isinstance(key, GridKey):
        for what, of, wrt in key.asked:
            if what == "gradient" and wrt in numbers.graph.by_name and wrt != of:
                yield of, wrt


def _by_probes(question: Question, ids: Collection[str]) -> Iterator[str]:
    """Probed mistakes with one number, or with the right one.

    What one remedy helps with is one mistake; what is right at any values is none.
    """
    for of, wrt in _derivatives(question):
        assert question.numbers is not None
        context = GradientContext.of_pass(question.numbers, of, question.background)
        parts = separation(context, context.tape.index[wrt])
        asked = f"∂{of}/∂{wrt}"
        for id_ in sorted({one.slip.rule.id for one in parts.unseen} & set(ids)):
            yield f"{asked}: {id_} gives the right number"
        for shared in parts.numbers:
            probed = [w for cause in shared.causes for w in cause if w.slip.rule.id in ids]
            names = sorted(group[0].slip.rule.id for group in by_remedy(probed))
            if len(names) > 1:
                yield f"{asked}: {' and '.join(names)} give one number"


def _by_author(question: Question) -> Iterator[str]:
    """A wrong number with a reply of its own that is another one, or the right one."""
    quiz = question.quiz
    if question.letters:
        return  # a formula is another one even where they have one value
    scope = PassScope(question.numbers) if question.numbers else LeafScope({})
    numbers = [(show(one.when), evaluate(one.when, scope)) for one in quiz.wrongs]
    if isinstance(quiz.body, NumericBody):
        numbers.append(("the answer", evaluate(quiz.body.answer, scope)))
    for (one, x), (other, y) in combinations(numbers, 2):
        if _same(x, y, quiz.tolerance):
            yield f"the wrong {one} is {other}"


def _in_message(question: Question, key: MessageKey, ids: Collection[str]) -> Iterator[str]:
    """Two factors that can change places, a wrong local gradient that is right or another's."""
    numbers, tolerance = question.numbers, question.quiz.tolerance
    assert numbers is not None
    if {"backprop", "local"} <= set(key.blanks) and _same(key.backprop, key.local, tolerance):
        yield "the two factors are one number"
    if "product" in key.blanks and _same(key.backprop + key.local, key.product, tolerance):
        yield "the sum of the factors is their product"
    if "local" in key.blanks:
        given = {id_: x for id_, _, x in wrong_locals(numbers, key.edge) if id_ in ids}
        for (one, x), (other, y) in combinations([*given.items(), ("right", key.local)], 2):
            if _same(x, y, tolerance):
                yield f"the local gradient of {one} is that of {other}"


def _same(one: float, other: float, tolerance: float) -> bool:
    return is_close(one, other, tolerance) or is_close(other, one, tolerance)


# Asked twice --------------------------------------------------------------------------------------


def repeated(lesson: Lesson, seed: int) -> Iterator[tuple[str, str, str]]:
    """What two activities of a lesson ask with the same numbers: (first, second, what)."""
    seen: dict[object, str] = {}
    for activity, question in walked(lesson, seed):
        for fact in asked(question):
            first = seen.setdefault(fact, activity)
            if first != activity:
                yield first, activity, str(fact[:3])


def walked(lesson: Lesson, seed: int) -> Iterator[tuple[str, Question]]:
    """Every question that a learner meets who answers all rightly, with its activity."""
    state = start(lesson, seed)
    for _ in range(MOST):
        if state.page >= len(lesson.pages):
            return
        activity = activity_of(lesson, state)
        if state.question is None or activity is None or view(lesson, state).settled:
            state, _ = act(lesson, state, Next())
            continue
        yield activity.id, state.question
        state, _ = act(lesson, state, Answer(quizzes.solution(state.question)))
    raise AssertionError("no end in sight")


def asked(question: Question) -> Iterator[tuple[object, ...]]:
    """What it asks for, with the numbers of its graph: values, gradients, or its words."""
    numbers, key = question.numbers, question.key
    slots, options = (slot.label for slot in question.slots), sorted(question.options)
    words = plain(question.prompt), tuple(slots), tuple(options)
    if numbers is None:
        yield words
        return
    graph = numbers.graph
    values = frozenset((node.label, round(numbers.values[node.name], 9)) for node in graph.nodes)
    at = frozenset(equation(graph, node.name) for node in graph.computed), values
    facts = [*_facts(key, graph)]
    for fact in facts:
        yield *fact, at
    if isinstance(key, Points):
        yield *words, at[0]
    elif not facts:
        yield *words, getattr(key, "expected", ()), at


def _facts(key: Key | None, graph: Graph) -> Iterator[tuple[str, ...]]:
    """The numbers asked for: of what, with respect to what."""
    match key:
        case Asked(what, _, of, wrt) if what != "other":
            yield what, _label(graph, of), _label(graph, wrt)
        case GridKey() if all(what != "other" for what, _, _ in key.asked):
            for what, of, wrt in key.asked:
                yield what, _label(graph, of), _label(graph, wrt)
        case MessageKey(edge, blanks):
            to, sender, z = (graph.label(x) for x in (edge.source, edge.target, graph.output))
            if "product" in blanks and len(graph.outgoing(edge.source)) == 1:
                yield "gradient", z, to
            elif "product" in blanks:
                yield "message", sender, to, str(edge.slot)
            if "local" in blanks:
                yield "local", sender, to
            if "backprop" in blanks:
                yield "gradient", z, sender


def _label(graph: Graph, name: str) -> str:
    return graph.label(name) if name in graph.by_name else name
