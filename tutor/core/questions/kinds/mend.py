"""The fault in a program of a backward pass: which line it is, and the line as it should be.

A mended program is right when all gradients are right once it has run, however its line is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tutor.core.answers import AnswerError
from tutor.core.errors import GraphError, TutorError
from tutor.core.graph import Pass, derivative, run
from tutor.core.lesson import Quiz
from tutor.core.questions.common import plain_span, read_picks, right, unreadable, wrong
from tutor.core.questions.kind import Kind
from tutor.core.questions.model import Key, Question, Response, Slot, Verdict
from tutor.core.questions.program import (
    Line,
    Stored,
    read_line,
    run_lines,
    wrong_nodes,
)
from tutor.core.text import format_number

NAME = "mend"
STRETCH = 1.1732
"""By what the values are multiplied at which a typed line is tried once more."""
How = Literal["replace", "insert", "move"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at line ``at`` (from 0), and one way to mend it.

    ``replace`` it by ``line``, ``insert`` ``line`` before it, or ``move`` it behind line ``after``.
    """

    how: How
    at: int
    line: Line
    after: int = 0


def mended(lines: Sequence[Line], fault: Fault) -> tuple[Line, ...]:
    """The program with the fault mended."""
    before, rest = tuple(lines[: fault.at]), tuple(lines[fault.at + 1 :])
    match fault.how:
        case "replace":
            return (*before, fault.line, *rest)
        case "insert":
            return (*before, fault.line, lines[fault.at], *rest)
        case _:
            others = (*before, *rest)
            place = fault.after + (fault.after < fault.at)
            return (*others[:place], lines[fault.at], *others[place:])


@dataclass(frozen=True)
class Mend(Key):
    """The program, its fault, and whether the line is to be found or to be mended."""

    numbers: Pass
    lines: tuple[Line, ...]
    fault: Fault
    find: bool


SKILL = {"replace": "sum-routes", "insert": "sum-routes", "move": "backward-order"}


def find_question(numbers: Pass, lines: tuple[Line, ...], fault: Fault, where: str) -> Question:
    """Which line is it?"""
    asks = {
        "replace": "Which line is wrong?",
        "insert": "Something is missing. Before which line?",
        "move": "Which line comes too early?",
    }[fault.how]
    prompt = f"{_outcome(run_lines(lines, numbers)[-1], numbers)} {asks}"
    key = Mend(numbers, lines, fault, find=True)
    return _question(
        key, f"{where}:find", prompt, Slot("line", "line"), [line.text for line in lines]
    )


def mend_question(numbers: Pass, lines: tuple[Line, ...], fault: Fault, where: str) -> Question:
    """The line as it must be, typed; or where it belongs."""
    key = Mend(numbers, lines, fault, find=False)
    number = fault.at + 1
    if fault.how == "move":
        said = f"After which line does line {number} belong?"
        options = [line.text for line in lines]
        return _question(key, f"{where}:mend", said, Slot("line", "line"), options)
    what = f"Type line {number} as it should be."
    if fault.how == "insert":
        what = f"Type the line that must stand before line {number}."
    return _question(key, f"{where}:mend", what, Slot(f"line {number}", "line of the program"), [])


def _question(key: Mend, where: str, prompt: str, slot: Slot, options: Sequence[str]) -> Question:
    spans = plain_span(prompt)
    return Question(
        quiz=Quiz(NAME, where, spans, None, skills=(SKILL[key.fault.how],)),
        seed=0,
        way="pick" if options else "blanks",
        letters=not options,
        prompt=spans,
        slots=(slot,),
        options=tuple(options),
        numbers=key.numbers,
        key=key,
    )


def _outcome(stored: Stored, numbers: Pass) -> str:
    """The first gradients that are wrong, beside the right ones."""
    graph = numbers.graph
    said = [
        f"{name}.grad = {format_number(stored.get(name, 0.0))}, but "
        f"{derivative(graph.label(graph.output), graph.label(name))} is "
        f"{format_number(numbers.gradients[name])}"
        for name in wrong_nodes(stored, numbers)[:2]
    ]
    return "At the end " + "; ".join(said) + "."


# Marking ------------------------------------------------------------------------------------------


def _mark(question: Question, key: Mend, response: Response) -> Verdict:
    if question.way == "pick":
        picked = read_picks(question, response)
        if isinstance(picked, Verdict):
            return picked
        return _found(question, key, picked[0]) if key.find else _moved(question, key, picked[0])
    return _typed(question, key, response)


def _found(question: Question, key: Mend, picked: int) -> Verdict:
    at = key.fault.at
    if picked == at:
        return right(question, _reason(key))
    stored = run_lines(key.lines, key.numbers)[picked]
    target = key.lines[picked].target
    now = format_number(stored.get(target, 0.0))
    if picked < at:
        said = f"After line {picked + 1}, {target}.grad = {now}: so far nothing is lost."
    else:
        said = f"Line {picked + 1} is right in itself, with what an earlier line has left it."
    return wrong(said, _asks(key))


def _asks(key: Mend) -> str:
    return {
        "replace": "After which line is something gone that had arrived?",
        "insert": "Which line starts a second time, and what still stands there then?",
        "move": "Which line sends a gradient to which a message is still to come?",
    }[key.fault.how]


def _reason(key: Mend) -> str:
    number, line = key.fault.at + 1, key.lines[key.fault.at]
    after = run_lines(key.lines, key.numbers)[: key.fault.at + 1]
    if key.fault.how == "insert":
        return f"Line {number} begins again while the earlier gradients are still there."
    if key.fault.how == "move":
        return f"Line {number} sends before all messages have come."
    there, now = (format_number(one.get(line.target, 0.0)) for one in ({}, *after)[-2:])
    return f"Before line {number}, {line.target}.grad was {there}; after it, it is {now}."


def _moved(question: Question, key: Mend, picked: int) -> Verdict:
    if picked == key.fault.at:
        return wrong("That is the line itself.", "Which lines must have run before it?")
    fault = Fault("move", key.fault.at, key.fault.line, picked)
    stored = run_lines(mended(key.lines, fault), key.numbers)[-1]
    if not wrong_nodes(stored, key.numbers):
        return right(question, "Now it sends when all that it sends has arrived.")
    return wrong(f"There it would still be wrong. {_outcome(stored, key.numbers)}",
                 "Which lines must have run before it?")  # fmt: skip


def _typed(question: Question, key: Mend, response: Response) -> Verdict:
    text = response[0] if len(response) == 1 else ""
    try:
        line = read_line(text, key.numbers.graph)
        fault = Fault(key.fault.how, key.fault.at, line)
        stored = run_lines(mended(key.lines, fault), key.numbers)[-1]
    except (AnswerError, GraphError) as error:
        return unreadable(question, str(error))
    if not wrong_nodes(stored, key.numbers):
        if _holds_elsewhere(key, fault):
            return right(question, f"{line.text}: all gradients are right.")
        return wrong("That is right only with these numbers.", "Which names stand for them?")
    old = key.lines[key.fault.at]
    if (line.target, line.adds, line.text) == (old.target, old.adds, old.text):
        return wrong("That is the line as it stands.", _question_back(key))
    return wrong(f"With that line: {_outcome(stored, key.numbers)}", _question_back(key))


def _holds_elsewhere(key: Mend, fault: Fault) -> bool:
    """Whether the mended program is right at other values, too: a number is no line of it."""
    graph = key.numbers.graph
    leaves = {leaf.name: key.numbers.values[leaf.name] * STRETCH for leaf in graph.leaves}
    try:
        numbers = run(graph, leaves)
        return not wrong_nodes(run_lines(mended(key.lines, fault), numbers)[-1], numbers)
    except TutorError:
        return True  # there are no such values to try it at


def _question_back(key: Mend) -> str:
    if key.fault.how == "insert":
        return "What must every gradient be before a pass starts?"
    return f"What should {key.fault.line.target}.grad be once this line has run?"


# Helping ------------------------------------------------------------------------------------------


def _hints(_question: Question, key: Mend) -> tuple[str, ...]:
    return _hints_to_find(key) if key.find else _hints_to_mend(key)


def _hints_to_find(key: Mend) -> tuple[str, ...]:
    after = run_lines(key.lines, key.numbers)
    wrong = wrong_nodes(after[-1], key.numbers)[0]
    writing = [i for i, line in enumerate(key.lines) if line.target == wrong]
    listed = " and ".join(str(i + 1) for i in writing)
    history = ", ".join(
        f"after line {i + 1}: {format_number(after[i].get(wrong, 0.0))}" for i in writing
    )
    rule = {
        "replace": f"Lines that write to {wrong}.grad: {listed}. Every message has to stay in it.",
        "insert": "+= adds to what is there. What is there when the second pass begins?",
        "move": "A line may send x.grad once every line that writes to x.grad has run.",
    }[key.fault.how]
    return (
        f"Counting from the output, the first gradient that comes out wrong is {wrong}.grad.",
        rule,
        f"{wrong}.grad {history}.",
    )


def _hints_to_mend(key: Mend) -> tuple[str, ...]:
    fault, old = key.fault, key.lines[key.fault.at]
    if fault.how == "insert":
        return (
            "Before the first pass every gradient was 0.",
            "So it must be before the second, too.",
            "One call sets all gradients to zero: its name is zero_… and ends with ().",
        )
    if fault.how == "move":
        names = {f"{name}.grad" for name in key.numbers.graph.by_name if f"{name}.grad" in old.text}
        sent = " and ".join(sorted(names - {f"{old.target}.grad"}))
        writing = [
            str(i + 1)
            for i, line in enumerate(key.lines)
            if f"{line.target}.grad" in names and line.target != old.target
        ]
        return (
            f"Line {fault.at + 1} sends {sent}. Which lines write to it?",
            "All of them must have run.",
            f"Lines that write to {sent}: {', '.join(writing)}.",
        )
    before = run_lines(key.lines, key.numbers)[fault.at - 1] if fault.at else {}
    there = format_number(before.get(old.target, 0.0))
    if fault.line.adds and not old.adds:
        second = f"= overwrites the {there}; the message has to be added to it."
        third = "The right side stays. The sign before it must be another one than =."
    else:
        second = "A message is the successor's gradient times one local gradient."
        third = f"The line begins with {fault.line.target}.grad {'+=' if fault.line.adds else '='}"
    return (
        f"Before line {fault.at + 1}, {old.target}.grad = {there}. What should it be afterwards?",
        second,
        third,
    )


def _worked(_question: Question, key: Mend) -> str:
    fault, number = key.fault, key.fault.at + 1
    if key.find:
        return f"Line {number}. {_reason(key)}"
    if fault.how == "move":
        return f"After line {fault.after + 1}: then all that it sends has come."
    where = f"before line {number}" if fault.how == "insert" else f"line {number}"
    return f"{fault.line.text} ({where})."


def _solution(key: Mend) -> Response:
    if key.find:
        return (str(key.fault.at),)
    if key.fault.how == "move":
        return (str(key.fault.after),)
    return (key.fault.line.text,)


KIND = Kind(
    name=NAME,
    key=Mend,
    mark=_mark,
    hints=_hints,
    worked=_worked,
    solution=_solution,
)
