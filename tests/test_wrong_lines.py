"""An author's line about a wrong number stands in the place of what the rules would say of it.

The rules ask a question back, and weigh every other cause.  A line of a built-in lesson takes their
place only where it says more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tutor.core import questions as quizzes
from tutor.core.checking.questions import target
from tutor.core.expression import PassScope, evaluate, show
from tutor.core.lesson import LessonGraph, Quiz
from tutor.core.reader import read
from tutor.core.text import format_number
from tutor.library import built_in

SEEDS = 1, 2
SAYS_MORE = {
    ("sigma-prime", "0"): "why the curve is not flat here, where its value is near 1",
    (
        "chain-rule",
        "grad(f, g)",
    ): "the outer derivative, as the page says before messages are named",
    ("chain-rule", "grad(g, x)"): "the inner derivative, for the same reason",
    (
        "chain-rule",
        "grad(f, g) + grad(g, x)",
    ): "that the chain rule multiplies, which the page shows",
    ("same-as-z", "grad(C, z)"): "asks in the words of the page, before gradients have names",
    ("same-as-z", "local(u, w)"): "what it compares, in the words of the page",
    ("same-as-z", "grad(C, z) + local(u, w)"): "what multiplies, in the words of the page",
    ("same-as-z", "grad(C, z)/1.5"): "asks in the words of the page: further, or less far?",
    ("weight-gradient", "grad(C, w2_2_1)"): "which weight it is, and what its lower index says",
    ("collected", "delta2_1"): "its name, δ, and that it is one edge too far",
    ("stored-at-u", "grad(J, w)"): "product and factor, of which the page speaks",
    ("final-weight", "grad(C, w2_2_2)"): "which weight it is",
    ("other-class", "−grad(C, z2)"): "asks which way C goes, and takes it for no one cause",
}
"""Numbers that a rule names in every variant: the question, the number, what the line adds."""


def named(quiz: Quiz, graph: LessonGraph, at: int) -> bool:
    """Whether the rules alone name a mistake for this wrong number in every variant."""
    bare = replace(quiz, wrongs=())
    for seed in SEEDS if quiz.varied else (0,):
        question = quizzes.make(bare, graph, seed)
        if question.numbers is None:
            return False
        number = evaluate(quiz.wrongs[at].when, PassScope(question.numbers))
        if not quizzes.mark(question, (format_number(number),)).mistakes:
            return False
    return True


def named_lines() -> Iterator[tuple[str, str]]:
    for file in built_in():
        lesson, _ = read(file.data, file.name)
        assert lesson
        for page in lesson.pages:
            for quiz in page.activities:
                graph = isinstance(quiz, Quiz) and lesson.graphs.get(quiz.graph)
                if isinstance(quiz, Quiz) and graph and target(quiz, graph) is not None:
                    for at, wrong in enumerate(quiz.wrongs):
                        if named(quiz, graph, at):
                            yield quiz.id, show(wrong.when)


def test_no_line_of_an_author_hides_what_the_rules_would_say_unless_it_says_more() -> None:
    assert set(named_lines()) == set(SAYS_MORE)
