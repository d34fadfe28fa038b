"""Questions in GIFT, the text format for quizzes that Moodle and other systems import.

Its rules, as Moodle's importer has them: a question is ``::title::text{answers}``, an empty line
parts two, ``~ = # { } :`` and the backslash stand behind a backslash.  ``{#`` begins numbers,
``=%weight%number:tolerance#feedback`` each; ``=`` and ``~`` begin a right and a wrong option,
``= item -> partner`` a pair, and ``####`` what everybody is told at the end.  Numbers are without
an exponent, which some importers do not read.

The wrong answers with their feedback are what this program says to the numbers of wrong rules.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from tutor.core import questions as quizzes
from tutor.core.answers import are_apart, is_right, tolerance_words
from tutor.core.lesson import Spans
from tutor.core.misconceptions import prior, wrong_numbers
from tutor.core.practice import PracticeItem
from tutor.core.practice.sheets.variants import Sheet
from tutor.core.questions import Question
from tutor.core.session import question_scene, scene_words
from tutor.core.text import safe

WRONG = 8
"""Wrong answers of a question that have feedback, the commonest mistakes first."""
LOOKED_AT = 40
"""Numbers of which they are chosen."""
SHARES = 10
"""Right ticks of a question: Moodle knows the weights 100, 50, 33.33333, …, 10 per cent."""
_PLAIN = str.maketrans({sign: f"&#{ord(sign)};" for sign in "&<>"})
"""What stands in partners, which are no HTML: entities by number are understood there, too."""
_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "\\~=#{}:"})


class GiftQuiz(NamedTuple):
    """The quiz as text, how many questions it has, and the kinds that GIFT cannot mark."""

    text: str
    questions: int
    left_out: tuple[str, ...]


def gift_quiz(sheets: Sequence[Sheet]) -> GiftQuiz:
    """The questions of these sheets; of several, all variants of a question in one category."""
    several = len(sheets) > 1
    parts: list[str] = []
    left_out: dict[str, None] = {}
    count = 0
    for number, variants in enumerate(zip(*(sheet.items for sheet in sheets), strict=True), 1):
        made = [
            text
            for turn, item in enumerate(variants, 1)
            for text in _questions(item, f"Q{number}.{turn}" if several else f"Q{number}")
        ]
        if not made:
            left_out[variants[0].question.quiz.kind] = None
        elif several:
            parts.append(f"$CATEGORY: bptutor/Q{number}")
        parts += made
        count += len(made)
    return GiftQuiz("\n\n".join(parts) + "\n", count, tuple(left_out))


def _questions(item: PracticeItem, title: str) -> Iterator[str]:
    """The question; of one with several blanks a question for each; none if GIFT cannot mark it."""
    question = item.question
    title = f"{title} {question.quiz.kind}"
    match question.way:
        case "blanks" | "grid" if not question.letters and question.quiz.kind != "formula":
            for at, slot in enumerate(question.slots):
                several = len(question.slots) > 1
                role = f"the {slot.role} " if question.way == "blanks" and slot.role else ""
                asked = f"Give {role}{slot.label}." if several else ""
                name = f"{title} {at + 1}" if several else title
                yield _whole(name, question, asked, "#", _numbers(question, at))
        case "pick" | "label" if len(question.slots) == 1:
            yield _whole(title, question, "", "", _options(question))
        case "label":
            yield _whole(title, question, "", "", _pairs(question))
        case "tick":
            right = quizzes.solution(question).count("1")
            if 0 < right <= SHARES:
                yield _whole(title, question, "", "", _ticks(question, right))


def _whole(title: str, question: Question, asked: str, begins: str, answers: Iterable[str]) -> str:
    numbers = question.numbers
    told: Iterable[str] = ()
    if numbers is not None and question.quiz.pictured:
        told = scene_words(question_scene(numbers.graph.name, question, numbers))
    board = "<br>".join(map(_html, told))
    words = " ".join(filter(None, (_shown(question.prompt), asked)))
    text = "".join(f"<p>{part}</p>" for part in (board, _html(words)) if part)
    lines = (
        f"::{_escaped(safe(title))}::[html]{_escaped(text)}{{{begins}",
        *answers,
        f"####{_text(_shown(quizzes.worked(question)))}",
        "}",
    )
    return "\n".join(lines)


def _numbers(question: Question, at: int) -> Iterator[str]:
    """The right number of a blank, then the numbers of mistakes with what is said to each."""
    right = quizzes.solution(question)
    expected = float(right[at])
    yield f"=%100%{_number(expected)}:{_number(_margin(expected, question.quiz.tolerance))}"
    taken = [expected]
    for number in _candidates(question, expected):
        if len(taken) > WRONG:
            return
        if not all(are_apart(number, one) for one in taken):
            continue
        verdict = quizzes.mark(question, (*right[:at], repr(number), *right[at + 1 :]))
        if verdict.correct or not verdict.mistakes or _is_far(verdict.mistakes[0], question):
            continue
        taken.append(number)
        margin = _number(_margin(number, question.quiz.tolerance))
        # Of several blanks the first words say which are right; here there is only this one.
        said = verdict.feedback[len(right) > 1 and len(verdict.feedback) > 1 :]
        yield f"=%0%{_number(number)}:{margin}#{_text(' '.join(said))}"


PEN = frozenset({"ARITHMETIC_SLIP", "DECIMAL_SLIP"})


def _is_far(mistake: str, question: Question) -> bool:
    """Whether a number of the board fits this only by chance: a slip of the pen, or a step of
    training where the question has none."""
    untrained = question.background.rate is None
    return mistake in PEN or (mistake == "UPDATED_VALUE" and untrained)


def _candidates(question: Question, expected: float) -> list[float]:
    """Numbers that people give: those of wrong rules, commonest first, then those on the board."""
    pass_ = question.numbers
    if pass_ is None:
        return []
    found: list[tuple[float, float]] = []
    if question.derivative:
        of, wrt = question.derivative
        for id_, given in wrong_numbers(pass_, wrt, of).items():
            found += ((-prior(id_), number) for number in sorted(given))
    near = [*pass_.gradients.values(), *pass_.locals.values(), *pass_.values.values()]
    numbers = dict.fromkeys((*(number for _, number in sorted(found)), *near, *(-x for x in near)))
    return [x for x in numbers if abs(x) < 1e12 and not is_right(x, expected)]


def _options(question: Question) -> Iterator[str]:
    right = quizzes.solution(question)[0]
    for place, option in enumerate(question.options):
        said = "" if str(place) == right else _said(question, (str(place),))
        yield f"{'=' if str(place) == right else '~'}{_text(option)}{said}"


def _ticks(question: Question, right: int) -> Iterator[str]:
    """Each line with its part of the marks; a wrong tick takes all of them away."""
    solution = quizzes.solution(question)
    share = f"{100 / right:.5f}".rstrip("0").rstrip(".")
    for place, (slot, ticked) in enumerate(zip(question.slots, solution, strict=True)):
        if ticked == "1":
            yield f"~%{share}%{_text(slot.label)}"
        else:
            response = (*solution[:place], "1", *solution[place + 1 :])
            yield f"~%-100%{_text(slot.label)}{_said(question, response)}"


def _pairs(question: Question) -> Iterator[str]:
    words = quizzes.response_words(question, quizzes.solution(question))
    for slot, partner in zip(question.slots, words, strict=True):
        yield f"={_text(slot.label)} -> {_escaped(safe(partner).translate(_PLAIN))}"


def _said(question: Question, response: tuple[str, ...]) -> str:
    said = " ".join(quizzes.mark(question, response).feedback)
    return f"#{_text(said)}" if said else ""


def _margin(number: float, tolerance: float) -> float:
    """How far an answer may be off, so that it counts as marking counts it."""
    shown = float(f"{number:.10g}")
    return tolerance * abs(shown) if tolerance_words(shown, tolerance) else 0.0


def _number(number: float) -> str:
    """A number in decimals, with all the figures that matter."""
    return format(Decimal(f"{number:.10g}") + 0, "f")


def _shown(spans: Spans) -> str:
    return "".join(span.shown for span in spans)


def _html(text: str) -> str:
    return html.escape(safe(text), quote=False)


def _text(text: str) -> str:
    return _escaped(_html(text))


def _escaped(text: str) -> str:
    return " ".join(text.split()).translate(_SPECIAL)
