"""A lesson as plain Markdown for staff: every page with its pictures, questions and answers.

Formulas are lines of text, graphs are drawn, and each question has its right answer, its hints and
what is said to wrong answers.  What a variant changes is shown for a few of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.core import questions as quizzes
from tutor.core.activities import Work, kind_of, questions_of
from tutor.core.drawing import export as exports
from tutor.core.errors import TutorError
from tutor.core.graph import Pass, run
from tutor.core.lesson import Card, Figure, Lesson, Page, Plan, Prose, Quiz, Span, Spans, Steps
from tutor.core.questions import Question, fill, fill_prose
from tutor.core.session import State, with_current_question
from tutor.core.text import format_number, plural, safe

VARIANTS = (1, 2, 3)
"""Variants of a varied question whose answers are shown."""

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")
_STYLES = {"strong": "**", "emphasis": "*"}


def render(lesson: Lesson) -> str:
    """The whole lesson as one Markdown text."""
    kept: list[str] = []
    for line in _lines(lesson):
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).rstrip() + "\n"


def _lines(lesson: Lesson) -> Iterator[str]:
    yield f"# {_escaped(lesson.title)}"
    yield ""
    yield from _about(lesson)
    for number, page in enumerate(lesson.pages):
        yield from ("", f"## {_escaped(page.title)}", "")
        yield from _page(lesson, number, page)
    if lesson.cards:
        yield from ("", "## Words", "")
        for card in lesson.cards:
            yield from _card(card)
    if lesson.notes:
        yield from ("", "## Notes for instructors", "")
        for note in lesson.notes:
            yield from ("```text", *map(safe, note.split("\n")), "```", "")


def _about(lesson: Lesson) -> Iterator[str]:
    facts = (
        ("id", lesson.id),
        ("covers", ", ".join(lesson.covers)),
        ("needs", ", ".join(lesson.needs)),
        ("skills", ", ".join(lesson.skills)),
        ("minutes", str(lesson.minutes or "")),
        ("licence", lesson.licence),
    )
    yield from (f"- {key}: {_escaped(said)}" for key, said in facts if said)


# Text ---------------------------------------------------------------------------------------------


def _page(lesson: Lesson, number: int, page: Page) -> Iterator[str]:
    numbers = _numbers_of(lesson, number)
    for block in page.blocks:
        match block:
            case Prose():
                yield from _prose(block, numbers)
            case Figure(name):
                yield from _picture(run(lesson.graphs[name].graph))
            case Steps():
                yield from _steps(lesson, block)
            case Quiz():
                yield from _quiz(lesson, block)
        yield ""


def _numbers_of(lesson: Lesson, number: int) -> Pass | None:
    """The pass whose numbers the page's text mentions."""
    try:
        return with_current_question(lesson, State(seed=1, page=number)).numbers
    except TutorError:
        return None


def _prose(block: Prose, numbers: Pass | None) -> Iterator[str]:
    if block.kind in ("formula", "code"):
        yield from ("```text", *(safe(span.text).rstrip() for span in block.spans), "```")
        return
    block = fill_prose(block, numbers)
    if block.kind == "table":
        head, *rows = (f"| {' | '.join(map(text, row))} |" for row in block.rows)
        yield from (head, f"| {' | '.join('--:' if r else '---' for r in block.right)} |", *rows)
        return
    indent = "  " * block.depth
    marks = {"bullet": "- ", "number": f"{block.marker} ", "quote": "> ", "heading": "### "}
    yield indent + marks.get(block.kind, "") + text(block.spans)


def text(spans: Spans) -> str:
    """Spans as Markdown; what an author typed as text stays text."""
    return "".join(map(_span, spans))


def _span(span: Span) -> str:
    if span.style == "code":
        longest = max((len(run_) for run_ in re.findall("`+", span.text)), default=0)
        fence = "`" * (longest + 1)
        gap = " " if longest else ""
        return f"{fence}{gap}{safe(span.text)}{gap}{fence}"
    said = _escaped(span.text)
    if span.style == "link":
        return f"[{said}](<{safe(span.href).replace('>', '%3E')}>)"
    mark = _STYLES.get(span.style, "")
    return f"{mark}{said}{mark}" if said.strip() == said else said


def _escaped(said: str) -> str:
    return _MARKUP.sub(r"\\\1", safe(said))


def _picture(numbers: Pass) -> Iterator[str]:
    yield from ("```text", *(line.rstrip() for line in exports.text(numbers).splitlines()), "```")


def _card(card: Card) -> Iterator[str]:
    yield f"**{_escaped(card.term)}**"
    yield ""
    for block in card.prose:
        yield from _prose(block, None)
        yield ""


# Activities ---------------------------------------------------------------------------------------


def _steps(lesson: Lesson, steps: Steps[Plan]) -> Iterator[str]:
    graph = lesson.graphs[steps.graph].graph
    count = kind_of(steps).length(steps, graph)
    yield f"**Steps: {steps.kind}** on the graph {_escaped(steps.graph)} ({plural(count, 'step')})"
    yield ""
    if steps.ask:
        yield from (text(steps.ask), "")
    try:
        numbers = run(graph)
        questions = list(questions_of(steps, numbers))
        end = kind_of(steps).show(steps, numbers, Work(step=count), True)
    except TutorError as error:
        yield f"This cannot be drawn: {_escaped(str(error))}"
        return
    asked = ("" if q.prompt == steps.ask else f"{text(q.prompt)} " for q in questions)
    yield from (f"- {said}→ {_answer(q)}" for said, q in zip(asked, questions, strict=True))
    if not kind_of(steps).pictured:
        yield from ("", "```text", *end.board, "```")


def _quiz(lesson: Lesson, quiz: Quiz) -> Iterator[str]:
    graph = lesson.graphs.get(quiz.graph)
    about = ", ".join((quiz.kind, *quiz.skills))
    yield f"**Question {_escaped(quiz.id)}** ({_escaped(about)})"
    yield ""
    try:
        question = quizzes.make(quiz, graph, 0)
        yield from _asked(question)
        if quiz.varied:
            yield from _variants(quiz, lesson)
    except TutorError as error:
        yield f"This cannot be drawn: {_escaped(str(error))}"


def _asked(question: Question) -> Iterator[str]:
    yield text(question.prompt)
    yield ""
    for block in question.figures:
        yield from (*_prose(block, None), "")
    yield from (f"{i}. {_escaped(option)}" for i, option in enumerate(question.options, 1))
    if question.options:
        yield ""
    yield f"Answer: {_answer(question)}"
    yield ""
    yield from (f"- Hint {i}: {text(one)}" for i, one in enumerate(quizzes.hints(question), 1))
    yield f"- Worked answer: {text(quizzes.worked(question))}"
    for wrong in question.quiz.wrongs:
        yield f"- To a wrong answer: {text(fill(wrong.feedback, question.numbers))}"
    if question.quiz.probes:
        yield f"- Mistakes that show: {_escaped(', '.join(question.quiz.probes))}"


def _variants(quiz: Quiz, lesson: Lesson) -> Iterator[str]:
    graph = lesson.graphs.get(quiz.graph)
    for seed in VARIANTS:
        question = quizzes.make(quiz, graph, seed)
        leaves = question.numbers.graph.leaves if question.numbers else ()
        values = question.numbers.values if question.numbers else {}
        given = ", ".join(f"{leaf.label} = {format_number(values[leaf.name])}" for leaf in leaves)
        yield f"- Variant {seed}: {_escaped(given)} → {_answer(question)}"


def _answer(question: Question) -> str:
    """A right answer, as a person would say it."""
    found = quizzes.solution(question)
    match question.way:
        case "pick" | "arrange":
            return _escaped(", ".join(question.options[int(one)] for one in found))
        case "assemble":
            return _escaped(" ".join(question.options[int(one)] for one in found[0].split()))
        case "tick":
            ticked = (
                slot.label for slot, one in zip(question.slots, found, strict=True) if one == "1"
            )
            return _escaped(", ".join(ticked))
        case "label":
            pairs = zip(question.slots, found, strict=True)
            said = (f"{slot.label}: {question.options[int(one)]}" for slot, one in pairs)
            return _escaped("; ".join(said))
        case "grid":
            shown = [_number(one) for one in found]
            rows = [shown[i : i + question.columns] for i in range(0, len(shown), question.columns)]
            return _escaped("; ".join(", ".join(row) for row in rows))
        case _:
            named = len(question.slots) > 1
            pairs = zip(question.slots, found, strict=True)
            said = (f"{s.label} = {_number(one)}" if named else _number(one) for s, one in pairs)
            return _escaped(", ".join(said))


def _number(typed: str) -> str:
    try:
        return format_number(float(typed))
    except ValueError:
        return typed
