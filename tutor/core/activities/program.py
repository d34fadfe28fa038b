"""``steps program``: the lines of a backward pass run one by one; a wrong one is found and mended.

The lines are data of a small interpreter of our own: they may write over a gradient where they
should add to it, send one that is not complete, or start again on what is still there.  What they
store stands beside the right gradients, and the mended program runs again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from tutor.core.activities.kind import ActivityKind, Known, Shown, Work
from tutor.core.answers import AnswerError
from tutor.core.errors import GraphError
from tutor.core.graph import Graph, Pass, run
from tutor.core.lesson import Plan, Steps
from tutor.core.questions import (
    Explained,
    Fault,
    Line,
    Prediction,
    Question,
    Stored,
    ask,
    find_question,
    mend_question,
    mended,
    naive_recursion,
    numbered,
    read_line,
    run_lines,
    value_of,
    wrong_nodes,
)
from tutor.core.syntax import Field, Fields
from tutor.core.text import format_number, table, width

MOST_LINES = 20
"""Lines of one program."""
ROOM, GAP = 75, 3
"""Cells of the widest table, and those between two columns: a longer one goes on below."""
_MOVE = re.compile(r"after (\d+)")
_PLACE = re.compile(r"(before )?(\d+)")


@dataclass(frozen=True, slots=True)
class Program(Plan):
    """The lines as they run, and what is wrong with them; ``recursive``: they follow from the
    graph, as a function that calls itself runs them.
    """

    lines: tuple[Line, ...]
    fault: Fault | None
    recursive: bool = False

    def at(self, numbers: Pass) -> tuple[Line, ...]:
        """The lines at these values."""
        return naive_recursion(numbers) if self.recursive else self.lines


# What the author writes ---------------------------------------------------------------------------


def read(fields: Fields) -> Program:
    """``line: u.grad += J.grad * 2`` lines and one ``mend 2: …``; or ``recursion: yes``."""
    recursive = fields.word("recursion", ("yes", "no"), default="no") == "yes"
    graph = fields.graph.graph if fields.graph else None
    given = fields.all("line")
    mends = fields.with_argument("mend")
    if graph is None:
        return Program((), None)
    if recursive:
        for extra in (*given, *mends):
            fields.report(extra.at, "a recursion makes its own lines", "leave this one out")
        return Program((), None, recursive=True)
    lines = tuple(line for one in given[:MOST_LINES] if (line := _line(one, graph, fields)))
    if len(given) > MOST_LINES:
        fields.report(given[MOST_LINES].at, f"a program has at most {MOST_LINES} lines")
    if not given:
        fields.report(
            fields.at, "this program has no lines", f"add 'line: {graph.output}.grad = 1'"
        )
    for extra in mends[1:]:
        fields.report(extra.at, "a program has one fault", "keep one 'mend'")
    whole = mends and len(lines) == len(given)
    return Program(lines, _fault(mends[0], lines, graph, fields) if whole else None)


def _line(one: Field, graph: Graph, fields: Fields) -> Line | None:
    try:
        return read_line(one.text, graph)
    except AnswerError as error:
        fields.report(one.place(), str(error))
        return None


def _fault(one: Field, lines: tuple[Line, ...], graph: Graph, fields: Fields) -> Fault | None:
    """What ``mend 6: LINE``, ``mend 3: after 5`` or ``mend before 4: LINE`` says."""
    place, move = _PLACE.fullmatch(one.argument), _MOVE.fullmatch(one.text)
    at = int(place[2]) - 1 if place else -1
    after = int(move[1]) - 1 if move else at
    if not (0 <= at < len(lines) and 0 <= after < len(lines)):
        help_ = f"the lines are 1 to {len(lines)}, as in 'mend 2: …' or 'mend 2: after 4'"
        fields.report(one.at, "this 'mend' names no line of the program", help_)
        return None
    if move:
        fault = Fault("move", at, lines[at], after)
    else:
        line = _line(one, graph, fields)
        if line is None:
            return None
        fault = Fault("insert" if place and place[1] else "replace", at, line)
    try:
        numbers = run(graph)
        first, last = (run_lines(x, numbers)[-1] for x in (lines, mended(lines, fault)))
    except GraphError as error:
        fields.report(one.place(), str(error))
        return None
    if not wrong_nodes(first, numbers):
        what = "this program gives the right gradients as it stands"
        fields.report(one.at, what, "write a wrong line, or leave 'mend' out")
    for name in wrong_nodes(last, numbers)[:1]:
        got, good = format_number(last.get(name, 0.0)), format_number(numbers.gradients[name])
        what = f"mended, the program still gives {name}.grad = {got}, not {good}"
        fields.report(one.place(), what, "mend the line so that all gradients are right")
    return fault


def why_not(plan: Program, _graph: Graph, name: str) -> tuple[str, str]:
    """Only what a line writes to can be predicted."""
    written = {line.target for line in plan.lines}
    if plan.recursive or name in written:
        return "", ""
    return f"no line writes to {name}.grad", f"ask at {', '.join(sorted(written - {''}))}"


# What is asked ------------------------------------------------------------------------------------


def length(steps: Steps[Program], graph: Graph) -> int:
    """One step a line; then the fault is found, and mended."""
    return len(steps.plan.at(run(graph))) + (2 if steps.plan.fault else 0)


def question(steps: Steps[Program], numbers: Pass, work: Work) -> Question | None:
    """What is stored after the next line; which line is wrong; how it must be."""
    plan, step = steps.plan, work.step
    if steps.mode == "watch" or work.is_answered(step):
        return None
    lines = plan.at(numbers)
    if step < len(lines):
        asked = "stored" in steps.asked.get(lines[step].target, ())
        return _stored_question(steps, numbers, lines, step) if asked else None
    if plan.fault is None or step > len(lines) + 1:
        return None
    made = find_question if step == len(lines) else mend_question
    return made(numbers, lines, plan.fault, steps.id)


def _stored_question(
    steps: Steps[Program], numbers: Pass, lines: Sequence[Line], step: int
) -> Question:
    line = lines[step]
    after = run_lines(lines[: step + 1], numbers)
    before: Stored = after[step - 1] if step else {}
    here, name = before.get(line.target, 0.0), f"{line.target}.grad"
    message, expected = value_of(line, before, numbers), after[step][line.target]
    there, sent = format_number(here), format_number(message)
    how = f"{there} + {sent} = {format_number(expected)}" if line.adds else sent

    def explain(typed: Sequence[float], _slots: Sequence[bool]) -> Explained:
        if line.adds and here and _near(typed[0], message):
            said = f"{sent} is the message alone; += adds it to the {there} that is there."
            return Explained(("ONE_ROUTE",), (said, "So what is stored?"))
        if not line.adds and here and _near(typed[0], here + message):
            said = f"You have added {sent} to {there}. But = overwrites what was there."
            return Explained((), (said, "What is left of it?"))
        if _near(typed[0], -expected):
            return Explained(
                ("SIGN_FLIPPED",), ("All but the sign is right.", "Where is a minus sign?")
            )
        return Explained((), ())

    prediction = Prediction(
        (expected,),
        f"After line {step + 1}, {name} = {how}.",
        (
            f"Before this line {name} is {there}.",
            "+= adds the right side to that." if line.adds else "= puts the right side there.",
            f"The right side is {sent}.",
        ),
        asks=f"{name} is {there} so far. What does the line make of that?",
        explain=explain,
    )
    return ask(
        prediction,
        where=f"{steps.id}:{step + 1}",
        prompt=f"Line {step + 1}: {line.text}. What is {name} afterwards?",
        labels=(name,),
        role="stored",
        skill="sum-routes",
        numbers=numbers,
        focus=(line.target,),
    )


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= 0.005 * abs(other)


# What is seen -------------------------------------------------------------------------------------


def show(steps: Steps[Program], numbers: Pass, work: Work, settled: bool) -> Shown:
    """The program with what its lines have stored, and at its end the right gradients beside it."""
    plan, step = steps.plan, work.step
    lines = plan.at(numbers)
    count = len(lines)
    if plan.fault and step == count + 2:
        lines = mended(lines, plan.fault)
    ran = step if step < count else len(lines)
    after = run_lines(lines, numbers)
    stored = after[ran - 1] if ran else {}
    current = ran - 1 if settled or ran == len(lines) else ran
    asks = plan.fault is not None and steps.mode != "watch"
    picking = asks and (
        step == count + settled
        or (plan.fault is not None and plan.fault.how == "move" and step == count + 1 + settled)
    )  # then the lines stand there as options
    seen = lines[: ran + 1] if plan.recursive else lines  # it is not known what will be called
    board = [] if picking else [*_listing(seen, after[:ran], current)]
    if ran == len(lines) and (picking or step != count + 1):
        board += [*([""] if board else []), *_compared(stored, numbers)]
    return Shown(
        said=(*_said(lines, after, ran, numbers), *_told(plan, step - count)),
        board=tuple(board),
        numbers=numbers,
        known=_known(numbers, stored),
        active=(lines[current].target,) if lines[current].target else (),
        stored=bool(wrong_nodes(after[-1], numbers)),
    )


def _listing(lines: Sequence[Line], after: Sequence[Stored], current: int) -> list[str]:
    """The lines, and behind those that have run what is stored now."""
    rows = []
    for i, text in enumerate(numbered(lines)):
        line = lines[i]
        there = i < len(after) and line.target
        now = f"{line.target}.grad = {format_number(after[i][line.target])}" if there else ""
        rows.append((f"{'▶' if i == current else ' '} {text}", now))
    wide = max(len(text) for text, _ in rows)
    return [f"{text:<{wide}}   {now}".rstrip() for text, now in rows]


def _compared(stored: Stored, numbers: Pass) -> list[str]:
    """What the program has stored beside what is right."""
    names = numbers.graph.backward_order
    label = numbers.graph.label
    columns = [
        (label(name), format_number(stored.get(name, 0.0)), format_number(numbers.gradients[name]))
        for name in names
    ]
    heads = "", "the program", "right"
    widest = max(width(cell) for column in columns for cell in column) + GAP
    most = max(1, (ROOM - max(map(width, heads))) // widest)
    each = ceil(len(columns) / ceil(len(columns) / most))  # of several tables all are about as wide
    parts = (columns[i : i + each] for i in range(0, len(columns), each))
    return [line for part in parts for line in table([*zip(heads, *part, strict=True)])]


def _said(
    lines: Sequence[Line], after: Sequence[Stored], ran: int, numbers: Pass
) -> tuple[str, ...]:
    said = []
    if ran:
        line, stored = lines[ran - 1], after[ran - 1]
        now = f"{line.target}.grad = {format_number(stored[line.target])}" if line.target else ""
        said.append(f"After line {ran}, {now or 'every gradient is 0'}.")
    if ran < len(lines):
        said.append(f"Next: line {ran + 1}.")
    else:
        wrong = ", ".join(map(numbers.graph.label, wrong_nodes(after[-1], numbers)))
        ends = f"wrong at {wrong}." if wrong else "every gradient is right."
        said.append(f"The program has run: {ends}")
    return tuple(said)


def _told(plan: Program, step: int) -> tuple[str, ...]:
    """What is said of the fault to who watches; ``step`` counts from the end of the first run."""
    if plan.fault is None or step < 1:
        return ()
    return (f"The fault is in line {plan.fault.at + 1}." if step == 1 else "So it is mended.",)


def _known(numbers: Pass, stored: Stored) -> Known:
    """All values, and the gradients as the program has them."""
    graph = numbers.graph
    arrived = {name: len(graph.outgoing(name)) for name in stored}
    return Known(numbers.values, stored, {}, arrived)


KIND = ActivityKind(
    name="program", title="Run the program",
    does="runs lines of a backward pass; a wrong one is found and mended",
    lines="`line: u.grad += J.grad * 2` for each line, `mend 2: LINE`, `mend 2: after 4` or "
    "`mend before 2: LINE`; or `recursion: yes`; `ask at u: stored`",
    template="""\
```steps program
graph: field
line: C.grad = 1
line: area.grad = C.grad
line: l.grad += area.grad * w
line: w.grad += area.grad * l
mend 2: area.grad += C.grad * 2
```
""",
    asks=("stored",), read=read, why_not=why_not,
    length=length, question=question, show=show,
)  # fmt: skip
