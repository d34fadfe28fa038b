"""What on the screen gives away the answer to the open question: prose, board, picture, inspector.

A number is given away where a text says what it is of and how large it is: ``∂J/∂w = … = 24``.  An
option is given away where the page has its words and those of no other option; an order, where the
page has the lines one after the other.  The same function serves authors (``check``) and the test
over the built-in lessons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tutor.core import questions as quizzes
from tutor.core.answers import is_close
from tutor.core.budget import spend
from tutor.core.graph import Edge
from tutor.core.lesson import Prose
from tutor.core.questions import Question, plain
from tutor.core.session import Scene, View, explain, program_lines

ROOM = 200
"""Cells for the lines of the inspector: none of them is broken."""
STORED = "backpropagated"
"""The role of a number that is to be read from the picture: which of those there is the one."""
SHORT = 3
"""Characters that an option must have to be looked for in the text."""
_NUMBER = re.compile(r"\(?[−-]?\d+(?:[.,]\d+)?\)?[.,]?")
_ENDS = re.compile(r"\n|; |\. |, |: ")


class Giveaway(NamedTuple):
    """Where an answer is told (``text``, ``board``, ``inspector``, ``program``), and by what."""

    where: str
    said: str


def giveaways(shown: View) -> Iterator[Giveaway]:
    """What tells the answer to the open question of a view; nothing where none is open."""
    question = shown.question
    if question is None or shown.settled:
        return
    for where, text in _texts(shown):
        for told in _told(question, text, stored=where == "text"):
            yield Giveaway(where, told)
    if question.way == "arrange" and shown.prose:
        yield from _in_order(question, shown.prose)
    if question.way == "pick":
        yield from _option(question, shown.prose)


def _texts(shown: View) -> Iterator[tuple[str, str]]:
    for block in shown.prose:
        yield "text", _written(block)
    for line in shown.board:
        yield "board", line
    if shown.scene is not None:
        for text in _explained(shown.scene):
            yield "inspector", text
        yield from (("program", line.text) for line in program_lines(shown.scene))


def _written(block: Prose) -> str:
    if block.kind == "table":
        return "\n".join(" ".join(map(plain, row)) for row in block.rows)
    joined = "\n" if block.kind in ("formula", "code") else ""
    return joined.join(span.shown for span in block.spans)


def _explained(scene: Scene) -> Iterator[str]:
    """What the inspector would say to each part of the picture."""
    graph, known = scene.numbers.graph, scene.marks
    targets: list[str | Edge] = [*(node.name for node in graph.nodes), *graph.edges]
    spend(30 * len(targets))
    yield from ("\n".join(explain(scene.numbers, known, one, ROOM)) for one in targets)


def _told(question: Question, text: str, *, stored: bool) -> Iterator[str]:
    """Where ``text`` says how large one of the asked numbers is.

    What is ``stored`` at a node stands there to be found, but not in a sentence above the question.
    """
    if question.way not in ("blanks", "grid") or question.letters:
        return
    for slot, number in zip(question.slots, map(_number, quizzes.solution(question)), strict=True):
        if not slot.label or number is None or (slot.role == STORED and not stored):
            continue
        for start in re.finditer(rf"(?<!\w){re.escape(slot.label)}\s*=", text):
            equation = _ENDS.split(text[start.start() :])[0]
            if any(_is(part, number) for part in equation.split("=")[1:]):
                yield equation.strip()


def _is(part: str, number: float) -> bool:
    found = part.strip()
    value = _number(found) if _NUMBER.fullmatch(found) else None
    return value is not None and is_close(value, number)


def _number(text: str) -> float | None:
    try:
        return float(text.strip("().,").replace("−", "-").replace(",", ""))
    except ValueError:
        return None


def _in_order(question: Question, prose: tuple[Prose, ...]) -> Iterator[Giveaway]:
    """The lines that are to be put in order, in the text one behind the other."""
    text = "\n".join(map(_written, prose))
    lines = [question.options[int(at)] for at in quizzes.solution(question)]
    names = [rf"(?:∂\w+/∂)?{re.escape(line)}(?=\s*=)|{re.escape(line)}\n" for line in lines]
    for first in (0, 1):  # the first of them may be told
        at = 0
        for name in names[first:]:
            found = re.compile(name).search(text, at)
            if found is None:
                break
            at = found.end()
        else:
            yield Giveaway("text", " … ".join((lines[first], lines[-1])))
            return


def _option(question: Question, prose: tuple[Prose, ...]) -> Iterator[Giveaway]:
    """The right option in the text, and none of the others."""
    text = " ".join(map(_written, prose))
    (at,) = quizzes.solution(question)
    right = question.options[int(at)]
    others = (option for option in question.options if option != right)
    looked_for = len(right) > SHORT and any(char.isdigit() for char in right)
    if looked_for and right in text and not any(other in text for other in others):
        yield Giveaway("text", right)
