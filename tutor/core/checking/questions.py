"""What only shows when a lesson is used: can its questions be drawn, are its mistakes visible?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import partial

from tutor.core import questions as quizzes
from tutor.core.answers import are_apart
from tutor.core.budget import CHECKING, WorkError, budget
from tutor.core.checking.confusion import Asked, confused
from tutor.core.checking.simulate import rehearse
from tutor.core.checking.wording import asked_otherwise, rounded_away, vanishing
from tutor.core.errors import TutorError
from tutor.core.expression import Number, PassScope, evaluate, parts, show
from tutor.core.lesson import Activity, Lesson, LessonGraph, Problem, Quiz, Wrong
from tutor.core.misconceptions import name_of, wrong_numbers
from tutor.core.questions import (
    ChoiceBody,
    MessageBody,
    NumericBody,
    Question,
    asked_by,
    fill,
    in_terms_of,
    plain,
    same,
)
from tutor.core.variants import CORE, visibility

SEEDS = 8
"""Variants of each question that are tried."""


ELSEWHERE = re.compile(
    r"\b(?:above|below|this (?:formula|table|page|list)|that formula|again)\b"
    r"|\b[Tt]he same\b|\bline \d|^(?:And|Now|Next|Your|On the (?:left|right))\b|\([12]\)"
)
"""Words that point at something outside the question."""


def check_lesson(lesson: Lesson) -> tuple[Problem, ...]:
    """Problems of a lesson that has been read without errors, in the order of the file."""
    found: list[Problem] = []
    with budget(CHECKING) as work:
        for page, item, activity in _in_order(lesson):
            with suppress(WorkError):  # told below, as where it was taken for something else
                found.extend(_activity(lesson, page, item, activity))
            if work.spent:
                known = [one for one in found if one.line < activity.at.line]
                return (*known, _too_much(activity))
    return tuple(found)


def _in_order(lesson: Lesson) -> Iterator[tuple[int, int, Activity]]:
    for page, one in enumerate(lesson.pages):
        for item, activity in enumerate(one.activities):
            yield page, item, activity


def _activity(lesson: Lesson, page: int, item: int, activity: Activity) -> Iterator[Problem]:
    if isinstance(activity, Quiz):
        yield from _quiz(activity, lesson.graphs.get(activity.graph))
        yield from _leaning(activity)
    yield from rehearse(lesson, page, item, activity)


def _too_much(activity: Activity) -> Problem:
    what = f"{activity.id}: to check this lesson up to here takes more work than it may ask for"
    help_ = "split it in two, make the graph smaller, or widen a 'require'"
    return Problem(activity.at.line, activity.at.column, what, help_)


def _quiz(quiz: Quiz, graph: LessonGraph | None) -> Iterator[Problem]:
    place = quiz.at.line, quiz.at.column
    questions: list[Question] = []
    try:
        for seed in range(SEEDS if quiz.varied else 1):
            questions.append(quizzes.make(quiz, graph, seed))
            solution = quizzes.solution(questions[-1])
            if not quizzes.mark(questions[-1], solution).correct:
                what = f"{quiz.id}: the right answer {', '.join(solution)} is marked wrong"
                yield Problem(*place, what, "write the answer in another way")
                return
    except TutorError as error:
        what = f"{quiz.id}: this question cannot be asked: {error}"
        yield Problem(*place, what, "choose other values, or ask for less")
        return
    yield from vanishing(quiz, questions)
    yield from rounded_away(quiz, questions)
    yield from _clashes(quiz, questions)
    yield from _shared(quiz, graph, questions)
    yield from _twins(quiz, questions)
    if graph is not None:
        found = _nothing_to_find(quiz, graph) or [*_hidden(quiz, graph)]
        asked = target(quiz, graph)
        yield from found
        if not found and asked is not None:
            yield from asked_otherwise(quiz, graph.graph, asked[0] or graph.graph.output, asked[1])
            yield from confused(quiz, graph, asked, questions[1:] or questions)


def page_references(quiz: Quiz) -> str:
    """The words by which a question that has no picture speaks of what is on its page."""
    if quiz.graph and quiz.pictured:
        return ""
    pointing = ELSEWHERE.search("".join(span.shown for span in quiz.ask))
    return pointing[0] if pointing else ""


def _leaning(quiz: Quiz) -> Iterator[Problem]:
    """A question that is to stand alone, but does not."""
    words = page_references(quiz) if quiz.alone else ""
    if words:
        what = f"{quiz.id}: {words!r} speaks of something that is not there in a review"
        help_ = "say it in the question, or write 'alone: no'"
        yield Problem(quiz.at.line, quiz.at.column, what, help_, "warning")


def _clashes(quiz: Quiz, questions: list[Question]) -> Iterator[Problem]:
    """A ``wrong EXPR`` that is the right answer wherever one looks."""
    if not isinstance(quiz.body, NumericBody):
        return
    for wrong in quiz.wrongs:
        differ = False
        for question in questions:
            if question.numbers is None:
                return
            scope = PassScope(question.numbers)
            try:
                differ = differ or are_apart(
                    evaluate(wrong.when, scope), evaluate(quiz.body.answer, scope)
                )
            except TutorError:
                continue
        if not differ:
            what = f"{quiz.id}: {show(wrong.when)} is the right answer"
            help_ = "write the number that the mistake gives"
            if len(questions) > 1:
                what += " in all variants that were tried"
            elif wrong.when != quiz.body.answer:
                help_ += ", or add 'varied' to the graph"
            yield Problem(wrong.at.line, wrong.at.column, what, help_, "warning")


def _shared(quiz: Quiz, graph: LessonGraph | None, questions: list[Question]) -> Iterator[Problem]:
    """A ``wrong EXPR`` with numbers of its own that is another mistake's number wherever one looks.

    Whoever made that mistake would be told of this one.  What is written in quantities of the graph
    alone (``grad(J, x)``) is taken to mean the mistake that gives it.
    """
    asked = target(quiz, graph)
    if asked is None:
        return
    for wrong in quiz.wrongs:
        numbers = (part.value for part, _ in parts(wrong.when) if isinstance(part, Number))
        own = any(abs(x) != 1 for x in numbers)
        found = [_giving(quiz, asked, wrong, question) for question in questions] if own else []
        ids = [id_ for id_ in found[0] if all(id_ in one for one in found)] if found else []
        if ids:
            other = f"“{name_of(ids[0])}” ({ids[0]})"
            what = f"{quiz.id}: {show(wrong.when)} is the number of {other}, too, everywhere"
            help_ = (
                "change the graph so that they differ, or speak of that mistake and write its "
                "number in quantities of the graph, as grad(J, u)"
            )
            yield Problem(quiz.at.line, quiz.at.column, what, help_, "warning")


def _giving(quiz: Quiz, asked: Asked, wrong: Wrong, question: Question) -> list[str]:
    """The probed and the common mistakes that give this wrong number."""
    if question.numbers is None:
        return []
    try:
        number = evaluate(wrong.when, PassScope(question.numbers))
    except TutorError:
        return []
    of, wrt = asked
    given = wrong_numbers(question.numbers, wrt, of, dict.fromkeys((*quiz.probes, *CORE)))
    return [id_ for id_, xs in given.items() if any(not are_apart(x, number) for x in xs)]


def _twins(quiz: Quiz, questions: list[Question]) -> Iterator[Problem]:
    """Options that are left out because they say the same as another one, wherever one looks."""
    if not isinstance(quiz.body, ChoiceBody):
        return
    options = quiz.body.options
    texts = [
        [plain(fill(option.text, question.numbers)) for question in questions] for option in options
    ]
    for at, option in enumerate(options):
        for other in range(at):
            if not all(map(same, texts[other], texts[at])):
                continue
            right = option.right or options[other].right
            what = f"{quiz.id}: options {other + 1} and {at + 1} say the same: {texts[at][0]!r}"
            help_ = "one of them is the right answer" if right else "leave one of them out"
            yield Problem(
                quiz.at.line, quiz.at.column, what, help_, "error" if right else "warning"
            )


def _nothing_to_find(quiz: Quiz, graph: LessonGraph) -> list[Problem]:
    """A gradient that is 0 because no route leads from the one node to the other."""
    of, wrt = target(quiz, graph) or (None, "")
    if of is None or of == wrt or of in graph.graph.after(wrt):
        return []
    what = f"{quiz.id}: {of!r} does not depend on {wrt!r}, so this gradient is always 0"
    turned = of in graph.graph.by_name and wrt in graph.graph.after(of)
    help_ = f"did you mean grad({wrt}, {of})?" if turned else "ask for another gradient"
    return [Problem(quiz.at.line, quiz.at.column, what, help_, "warning")]


def _hidden(quiz: Quiz, graph: LessonGraph) -> Iterator[Problem]:
    """Probed mistakes that give the right number in every variant, or no number at all."""
    asked = target(quiz, graph)
    if asked is None or not quiz.probes:
        return
    of, wrt = asked
    look = partial(visibility, graph, wrt=wrt, of=of, varied=quiz.varied, descent=quiz.descent)
    doubtful = [
        one.rule
        for one in look(quiz.probes, most=4)
        if not one.occurs or one.hidden == one.variants
    ]
    for seen in look(doubtful, most=60) if doubtful else ():
        if seen.occurs and seen.hidden < seen.variants:
            continue
        number = f"gives the right number in {seen.hidden} of {seen.variants} variants"
        what = f"{quiz.id}: {seen.rule} {number if seen.occurs else 'cannot occur here'}"
        varied = "add 'varied' to the question, or " if seen.occurs and not quiz.varied else ""
        help_ = f"{varied}probe another mistake"
        yield Problem(quiz.at.line, quiz.at.column, what, help_, "warning")


def target(quiz: Quiz, graph: LessonGraph | None) -> tuple[str | None, str] | None:
    """Output (None for the graph's own) and node of the gradient that is asked for."""
    match quiz.body:
        case NumericBody(answer):
            what, of, wrt = in_terms_of(graph, *asked_by(answer))
            return (of, wrt) if what == "gradient" else None
        case MessageBody():
            return None, quiz.body.to
        case _:
            return None
