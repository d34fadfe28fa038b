"""Small programs that send gradients, read and run by us, never by Python.

    f.grad = 1
    x.grad += f.grad * y      a message is added to what is there
    b.grad = x.grad * a       a message is written over it
    zero_grad()               nothing is there any more
    a.grad = b.grad = 0       two in one line, as with a semicolon between them

Right sides are the strict expressions of lessons, in values and in the gradients stored so far.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tutor.core.answers import AnswerError, is_close, read_formula
from tutor.core.budget import spend
from tutor.core.errors import ExpressionError, GraphError
from tutor.core.expression import Binary, Expression, LeafScope, Name, Number, evaluate, names
from tutor.core.graph import Graph, Pass
from tutor.core.text import clip, format_number, replace_labels, safe

ZERO = "zero_grad()"
MOST_CALLS = 63
"""Lines of a recursion: so many calls has one over five doublings."""
_GRADIENT = re.compile(r"([A-Za-z_]\w*)\s*\.\s*grad\b")
_LINE = re.compile(r"([A-Za-z_]\w*)\s*\.\s*grad\s*(\+?=)(?!=)\s*(.*)")
_MORE = re.compile(r"([A-Za-z_]\w*)\s*\.\s*grad\s*=(?!=)\s*(?=\w+\s*\.\s*grad\s*=(?!=))")
_STORED = "__grad"

Stored = Mapping[str, float]
"""What has been stored as the gradient of each node; a node that is not there has 0."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line.  ``target`` is the node whose gradient it changes, "" where it sets all to 0;
    ``depth`` is how many calls deep it stands, ``then`` what the same line does after that.
    """

    text: str
    target: str = ""
    adds: bool = False
    expr: Expression | None = None
    depth: int = 0
    then: Line | None = None


def read_line(text: str, graph: Graph) -> Line:
    """The line that ``text`` writes.  Raises AnswerError, which says what to do."""
    written = replace_labels(text, {node.name: node.label for node in graph.nodes}).strip()
    if not written:
        raise AnswerError("Type the line first.")
    first, semicolon, rest = written.partition(";")
    chain = _MORE.match(written)
    if semicolon and rest.strip():
        one, then = read_line(first, graph), read_line(rest, graph)
        return replace(one, text=f"{one.text}; {then.text}", then=then)
    if chain:  # b.grad = … first, then a.grad = b.grad
        one = read_line(written[chain.end() :], graph)
        then = read_line(f"{chain[1]}.grad = {one.target}.grad", graph)
        return replace(one, text=f"{chain[1]}.grad = {one.text}", then=_behind(one.then, then))
    if re.fullmatch(r"zero_grad\s*(\(\s*\))?", written):
        return Line(ZERO)
    found = _LINE.fullmatch(written)
    if not found:
        shown = clip(safe(text.strip()), 40)
        raise AnswerError(
            f"‘{shown}’ is not a line of this program: write u.grad = … or u.grad += …"
        )
    target, sign, formula = found.groups()
    known = {*graph.by_name, *(name + _STORED for name in graph.by_name)}
    expr = read_formula(_GRADIENT.sub(rf"\1{_STORED}", formula), known)
    for stray in sorted({target, *names(expr)} - known):
        shown = safe(stray.replace(_STORED, ".grad"))
        raise AnswerError(f"There is no ‘{shown}’ here; the nodes are {', '.join(graph.by_name)}.")
    return Line(f"{target}.grad {sign} {formula.strip()}", target, sign == "+=", expr)


def _behind(before: Line | None, last: Line) -> Line:
    """``last`` once all of ``before`` is done."""
    return last if before is None else replace(before, then=_behind(before.then, last))


def run_lines(lines: Sequence[Line], numbers: Pass) -> tuple[Stored, ...]:
    """What is stored after each line.  Raises GraphError where a line has no value."""
    spend(10 * len(lines))
    stored: Stored = {}
    found = []
    for line in lines:
        stored = _stored_after(line, stored, numbers)
        found.append(stored)
    return tuple(found)


def _stored_after(line: Line, stored: Stored, numbers: Pass) -> Stored:
    if line.expr is None:
        stored = {}
    else:
        new = value_of(line, stored, numbers)
        stored = {**stored, line.target: new + (stored.get(line.target, 0.0) * line.adds)}
    return stored if line.then is None else _stored_after(line.then, stored, numbers)


def value_of(line: Line, stored: Stored, numbers: Pass) -> float:
    """What the right side of a line is worth.  Raises GraphError where it has no value."""
    if line.expr is None:
        return 0.0
    gradients = {name + _STORED: stored.get(name, 0.0) for name in numbers.graph.by_name}
    try:
        return float(evaluate(line.expr, LeafScope({**numbers.values, **gradients})))
    except ExpressionError as error:
        raise GraphError(f"‘{line.text}’ has no value here: {error}") from error


def wrong_nodes(stored: Stored, numbers: Pass) -> tuple[str, ...]:
    """The nodes whose stored gradient is not the right one, from the output on."""
    return tuple(
        name
        for name in numbers.graph.backward_order
        if not is_close(stored.get(name, 0.0), numbers.gradients[name], 1e-9)
    )


def naive_recursion(numbers: Pass) -> tuple[Line, ...]:
    """What a function runs that sends to each input, and at once calls itself there.

    One line a call.  Raises GraphError where there are more than ``MOST_CALLS``.
    """
    graph = numbers.graph
    one = Line(f"{graph.output}.grad = 1; backward({graph.output})", graph.output, expr=Number(1.0))
    lines = [one]

    def call(name: str, depth: int) -> None:
        for edge in graph.incoming(name):
            if len(lines) >= MOST_CALLS:
                raise GraphError(f"the recursion takes more than {MOST_CALLS} calls")
            local = numbers.locals[edge]
            expr = Binary("mul", Name(name + _STORED), Number(local))
            message = f"{edge.source}.grad += {name}.grad * {format_number(local)}"
            text = f"{message}; backward({edge.source})"
            lines.append(Line(text, edge.source, True, expr, depth))
            call(edge.source, depth + 1)

    call(graph.output, 1)
    return tuple(lines)


def numbered(lines: Sequence[Line]) -> Iterator[str]:
    """The lines as a listing."""
    for i, line in enumerate(lines, start=1):
        yield f"{i:>2}  {'  ' * line.depth}{line.text}"
