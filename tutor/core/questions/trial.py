"""A disputed gradient is tried: raise the input by h, and see by how much the rest changes.

It proves an answer without saying what is right: whoever answered first can see whether the number
was, for any quotient comes closer to the gradient the smaller h is.  So it is offered once an
answer was given, and counts as no hint: the first answer has counted, and the next is the
learner's own.  Only what is asked for is raised, so nothing is told of any other gradient.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from engine import EngineError, apply
from tutor.core.answers import AnswerError, read_number
from tutor.core.graph import Pass, nudged
from tutor.core.questions.asked import Sought
from tutor.core.questions.model import Question
from tutor.core.text import format_number

SIZES = (0.001, 0.0001)
"""By how much an input is raised, one after the other."""


def next_size(size: float) -> float:
    """The size after ``size``: smaller until there is none, then from the start."""
    at = SIZES.index(size) + 1 if size in SIZES else 0
    return SIZES[at % len(SIZES)]


def why_not_tried(
    question: Question, tries: Sequence[Sought | None], name: str, *, answered: bool
) -> str:
    """Why no answer can be tried by raising ``name`` ("": all that is asked); "" when one can."""
    label = question.numbers.graph.label if question.numbers else str
    nodes = dict.fromkeys(one.wrt for one in tries if one)
    if not nodes:
        return "A nudge can try a gradient; there is none to be tried here."
    if name and node_called(question, name) not in nodes:
        return f"Only what is asked about can be raised here: {', '.join(map(label, nodes))}."
    return "" if answered else "Give your answer first: then a nudge can try it."


def node_called(question: Question, name: str) -> str:
    """The node that a learner means: its name, or its label on the board."""
    nodes = question.numbers.graph.nodes if question.numbers else ()
    return next((node.name for node in nodes if node.label == name), name)


def trial_lines(
    question: Question,
    tries: Sequence[Sought | None],
    response: Sequence[str],
    size: float,
    only: str = "",
) -> Iterator[str]:
    """A line a derivative: before, after, the change divided by ``size``, and what was answered."""
    numbers = question.numbers
    if numbers is None:
        return
    for at, one in enumerate(tries):
        if one is not None and only in ("", one.wrt):
            said = _answered(response[at]) if at < len(response) else ""
            yield _line(numbers, one, size, said)


def _line(numbers: Pass, one: Sought, size: float, said: str) -> str:
    v, z = numbers.graph.label(one.wrt), numbers.graph.label(one.of)
    before, after = numbers.values[one.of], _raised(numbers, one, size)
    start = numbers.values[one.wrt]
    head = f"Raise {v} by {format_number(size)}, to {_exact(start + size)}: {z} "
    if not math.isfinite(after):
        return f"{head}has no value there."
    change = _exact((after - before) / size)
    moves = f"goes from {_exact(before)} to {_exact(after)}"
    return f"{head}{moves}. Change ÷ {format_number(size)} = {change}{said}."


def _answered(text: str) -> str:
    try:
        return f"; your answer says {format_number(read_number(text))}"
    except AnswerError:
        return ""


def _exact(x: float) -> str:
    """A number with as many figures as a small change needs to be seen."""
    return f"{x:.7g}".replace("-", "−")


def _raised(numbers: Pass, one: Sought, size: float) -> float:
    """``of`` when ``wrt`` is greater by ``size``; NaN where it has no value then."""
    if one.what != "local":
        return nudged(numbers, one.wrt, size)[one.of]
    node = numbers.graph.by_name[one.of]
    values = {**numbers.values, one.wrt: numbers.values[one.wrt] + size}
    try:
        return apply(node.op, *(values[o] if isinstance(o, str) else o for o in node.operands)).data
    except EngineError:
        return math.nan
