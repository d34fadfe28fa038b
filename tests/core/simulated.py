"""Learners who follow exactly one wrong rule, and what the tutor finds out about them.

A learner is asked about a derivative, answers by the rule, and is asked again where more than one
cause fits.  The question, the second question and the diagnosis are those that a real learner gets.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from tests.core.graphs import FAN_OUT, LINREG, SIGMOID, graph
from tests.core.networks import REFERENCE
from tests.core.random_graphs import random_graph
from tutor.core import questions as quizzes
from tutor.core.answers import are_apart, is_close
from tutor.core.errors import GraphError
from tutor.core.expression import Call, Name, Number
from tutor.core.lesson import InDescent, LessonGraph, Quiz, Span
from tutor.core.misconceptions import RULES, Diagnosis, GradientContext, diagnose
from tutor.core.misconceptions.slips import Slip, slips_of
from tutor.core.questions.generate import with_ranges
from tutor.core.questions.kinds.numeric import NumericBody
from tutor.core.questions.model import Question

NEEDS_HISTORY = frozenset({"UPDATED_VALUE", "STALE_FORWARD", "DIVIDED_BY_N_NOT_S"})
"""Rules about a step size, a step before or a data set: their learners are in the middle of
gradient descent, as the question says."""
IN_DESCENT = InDescent(rate=Number(0.1), examples=10)

MESSAGE_PASSING = graph(
    "C", h=2.0, w=3.0, b=1.5, u=("mul", "w", "h"), z=("add", "u", "b"), t1=("pow", "z", 2.0),
    t2=("mul", "z", "h"), t3=("mul", 0.5, "z"), s=("add", "t1", "t2"), C=("add", "s", "t3"),
)  # fmt: skip
MINI_BATCH = graph(
    "C", w=3.0, x1=2.0, x2=5.0, y1=4.0, y2=1.0, p=("mul", "w", "x1"), q=("mul", "w", "x2"),
    d=("sub", "p", "y1"), e=("sub", "q", "y2"), c1=("pow", "d", 2.0), c2=("pow", "e", 2.0),
    s=("add", "c1", "c2"), C=("div", "s", 2.0),
)  # fmt: skip
SOFTMAX = graph(
    "C", w=0.75, x=2.0, z1=("mul", "w", "x"), z2=-0.5, u=("exp", "z1"), v=("exp", "z2"),
    s=("add", "u", "v"), p1=("div", "u", "s"), p2=("div", "v", "s"), h1=("pow", "p1", 2.0),
    h2=("mul", "p2", "x"), C=("add", "h1", "h2"),
)  # fmt: skip
FUNCTIONS = graph(
    "C", x=1.5, y=2.5, p=("mul", "x", "x"), r=("sqrt", "p"), l=("log", "y"),
    m=("maximum", "r", "l"), t=("sin", "m"), a=("sigmoid", "t"), k=("log", "a"),
    C=("mul", "k", "y"),
)  # fmt: skip
CROSS_ENTROPY = graph(
    "L", z1=1.5, z2=-0.5, t1=0.8, t2=0.2, u=("exp", "z1"), v=("exp", "z2"), s=("add", "u", "v"),
    p1=("div", "u", "s"), p2=("div", "v", "s"), l1=("log", "p1"), l2=("log", "p2"),
    m1=("mul", "t1", "l1"), m2=("mul", "t2", "l2"), n=("add", "m1", "m2"), L=("neg", "n"),
)  # fmt: skip

CURRICULUM = (SIGMOID, LINREG, FAN_OUT, MESSAGE_PASSING, REFERENCE, MINI_BATCH)
"""Lessons 2, 5, 7, 8, 10 to 16, and 17."""


def graphs(random_ones: int = 50) -> list[LessonGraph]:
    """The graphs that learners are asked about, with ranges for their values."""
    made = [
        *CURRICULUM,
        SOFTMAX,
        CROSS_ENTROPY,
        FUNCTIONS,
        *(random_graph(seed) for seed in range(1, random_ones + 1)),
    ]
    return [with_ranges(LessonGraph(one)) for one in made]


def asked_about(lesson_graph: LessonGraph, node: str, seed: int, rule: str = "") -> Question:
    """The question “what is ∂output/∂node?” with values drawn for it.

    A learner whose ``rule`` needs a history has seen the values of the seed after that before.
    """
    output = lesson_graph.graph.output
    body = NumericBody(Call("grad", (Name(output), Name(node))))
    quiz = Quiz("numeric", "q", (Span("?"),), body, graph=lesson_graph.graph.name, varied=True)
    if rule not in NEEDS_HISTORY:
        return quizzes.make(quiz, lesson_graph, seed)
    quiz = replace(quiz, descent=IN_DESCENT)
    before = quizzes.make(quiz, lesson_graph, seed + 1)
    return quizzes.remembering(quizzes.make(quiz, lesson_graph, seed), before)


def by_rule(question: Question, rule: str, at: str | None) -> tuple[float, str] | None:
    """The learner's wrong answer, and the node that the rule is about; None where it is right.

    A rule with several numbers is followed in the same way as before where that is possible.
    """
    found = [(slip.guess.number, _node_of(question, slip)) for slip in wrong_by(question, rule)]
    same = [one for one in found if one[1] == at]
    return next(iter(same or found), None)


def wrong_by(question: Question, rule: str) -> list[Slip]:
    """All wrong answers by the rule, with how often each is given."""
    assert question.numbers is not None
    assert question.derivative is not None
    of, wrt = question.derivative
    board = GradientContext.of_pass(question.numbers, of, question.background)
    node = board.tape.index[wrt]
    expected = board.gradients[node]
    found = slips_of(board, node, [RULES[rule]])
    return [slip for slip in found if are_apart(slip.guess.number, expected)]


def _node_of(question: Question, slip: Slip) -> str:
    assert question.numbers is not None
    names = [node.name for node in question.numbers.graph.nodes]
    return names[slip.guess.at] if slip.guess.at >= 0 else ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the tutor said of one learner after one or two answers."""

    rule: str
    graph: str
    answers: int
    named: str
    group: tuple[str, ...]

    @property
    def hit(self) -> bool:
        """Whether the rule was named first or within a merged group."""
        return self.rule in self.group


def outcome(lesson_graph: LessonGraph, question: Question, rule: str, answer: float, at: str
            ) -> Outcome:  # fmt: skip
    """Diagnose one learner: one answer, and a second one where several causes fit."""
    first = _diagnosed(question, answer)
    name = lesson_graph.graph.name
    if first.ambiguous:
        other = quizzes.ask_again(question, lesson_graph, first.mistakes)
        second = by_rule(other, rule, at) if other else None
        if other and second:
            return _outcome(rule, name, 2, _diagnosed(other, second[0]))
    return _outcome(rule, name, 1, first)


def _diagnosed(question: Question, answer: float) -> Diagnosis:
    assert question.numbers is not None
    assert question.derivative is not None
    of, wrt = question.derivative
    return diagnose(
        question.numbers, wrt, answer, of=of,
        suspects=question.suspects, background=question.background,
    )  # fmt: skip


def _outcome(rule: str, graph_name: str, answers: int, found: Diagnosis) -> Outcome:
    group = found.groups[0] if found.groups else ()
    return Outcome(rule, graph_name, answers, found.mistakes[0] if found.mistakes else "", group)


Place = tuple[LessonGraph, str, Question]


def places(pool: Iterable[LessonGraph]) -> list[Place]:
    """Every derivative that can be asked for, with one question about it."""
    found = []
    for lesson_graph in pool:
        for node in lesson_graph.graph.nodes:
            if node.name != lesson_graph.graph.output:
                with suppress(GraphError):
                    question = asked_about(lesson_graph, node.name, 1)
                    found.append((lesson_graph, node.name, question))
    return found


def learners(rule: str, count: int, everywhere: Sequence[Place]) -> Iterator[Outcome]:
    """``count`` learners with this rule, each at a question in which the rule shows."""
    chance = random.Random(rule)
    if rule in NEEDS_HISTORY:
        everywhere = [
            (graph, node, asked_about(graph, node, 1, rule)) for graph, node, _ in everywhere
        ]
    fitting = [place for place in everywhere if by_rule(place[2], rule, None)]
    chance.shuffle(fitting)
    made = turn = 0
    while made < count and fitting and turn < 20 * count:
        lesson_graph, node, _ = fitting[turn % len(fitting)]
        turn += 1
        with suppress(GraphError):
            question = asked_about(lesson_graph, node, chance.randrange(1, 2**31), rule)
            answer = by_rule(question, rule, None)
            if answer is not None:
                made += 1
                yield outcome(lesson_graph, question, rule, *answer)


def accusations(pool: Iterable[LessonGraph], seeds: int) -> tuple[int, int]:
    """How often a right learner is accused, and in how many answers."""
    accused = count = 0
    for lesson_graph in pool:
        for node in lesson_graph.graph.nodes:
            if node.name == lesson_graph.graph.output:
                continue
            for seed in range(1, seeds + 1):
                try:
                    question = asked_about(lesson_graph, node.name, seed)
                except GraphError:
                    continue
                for response in _written(question):
                    count += 1
                    verdict = quizzes.mark(question, (response,))
                    accused += not verdict.correct or bool(verdict.mistakes)
    return accused, count


def _written(question: Question) -> Iterator[str]:
    """The right answer in full, and to three significant figures."""
    assert question.numbers is not None
    assert question.derivative is not None
    right = question.numbers.derivative(*question.derivative)
    yield repr(right)
    short = f"{right:.3g}"
    if is_close(float(short), right):
        yield short
