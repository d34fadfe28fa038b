"""One equation of a graph, typed: ``u = w*x``.

It is right when it is the node's own operation on its own operands, or gives the same numbers.
What is said to a wrong one is what is wrong with it: two operations at once, a cycle, a node that
is not there yet, or numbers that differ.
"""

from __future__ import annotations

from dataclasses import dataclass

from tutor.core.answers import AnswerError, is_close, read_formula
from tutor.core.budget import spend
from tutor.core.expression import Expression, names
from tutor.core.graph import Graph, Node, Pass, equation, operand_labels, right_side
from tutor.core.lesson import Place, Plan, Quiz, Span, Steps
from tutor.core.questions.common import right, unreadable, value_or_none, wrong
from tutor.core.questions.fill import fill
from tutor.core.questions.kind import Kind
from tutor.core.questions.model import Key, Question, Response, Slot, Verdict
from tutor.core.syntax import Define, Flattener, ProblemReport
from tutor.core.text import format_number, replace_labels, safe

NAME = "equation"
EITHER_WAY = frozenset({"add", "mul", "sum", "maximum", "minimum"})
"""Operations whose operands may stand in any order."""


@dataclass(frozen=True)
class Equation(Key):
    """What is built, and what is missing (in the forward order)."""

    numbers: Pass
    built: frozenset[str]
    missing: tuple[Node, ...]


def equation_question(
    steps: Steps[Plan], numbers: Pass, built: frozenset[str], missing: tuple[Node, ...]
) -> Question:
    """The question for one more equation."""
    spend(40 * len(numbers.graph.nodes))
    wanted = ", ".join(_named(node) for node in missing)
    spans = (*fill(steps.ask, numbers), Span(f" Still to define: {wanted}.", "emphasis"))
    hints = () if built else steps.hints[:2]
    id_ = f"{steps.id}:{len(built)}"
    return Question(
        quiz=Quiz(NAME, id_, spans, None, skills=("decompose",), hints=hints),
        seed=0,
        way="blanks",
        letters=True,
        prompt=spans,
        slots=(Slot("equation", "one operation"),),
        numbers=numbers,
        key=Equation(numbers, built, missing),
    )


def _named(node: Node) -> str:
    return node.label if node.label == node.name else f"{node.label} (type {node.name})"


def equation_target(text: str, graph: Graph) -> str:
    """The name on the left of a typed equation."""
    return replace_labels(text, _labels(graph)).partition("=")[0].strip()


def _labels(graph: Graph) -> dict[str, str]:
    return {node.name: node.label for node in graph.nodes}


# Marking ------------------------------------------------------------------------------------------


def _mark(question: Question, key: Equation, response: Response) -> Verdict:
    graph = key.numbers.graph
    text = replace_labels(response[0] if len(response) == 1 else "", _labels(graph))
    left, sign, formula = text.partition("=")
    name = left.strip()
    if not sign or not formula.strip():
        return unreadable(question, "Write it as an equation: a name, =, and one operation.")
    problem = _cannot_define(name, key)
    if problem:
        return unreadable(question, problem)
    try:
        expr = read_formula(formula, graph.by_name)
    except AnswerError as error:
        return unreadable(question, str(error))
    stray = sorted(used for used in names(expr) if used not in graph.by_name)
    if stray:
        known = ", ".join(node.name for node in graph.nodes[:20])
        said_ = f"There is no ‘{safe(stray[0])}’ in this graph; its names are {known}."
        return unreadable(question, said_)
    return _judged(question, key, graph.by_name[name], expr)


def _cannot_define(name: str, key: Equation) -> str:
    """Why ``name`` cannot be defined now; "" when it can."""
    graph = key.numbers.graph
    node = graph.by_name.get(name)
    wanted = ", ".join(one.name for one in key.missing)
    if node is None:
        return f"There is no ‘{safe(name)}’ to define here: {wanted}."
    if node.is_leaf:
        return f"{node.label} is given, not computed. Still to define: {wanted}."
    if name in key.built:
        return f"{node.label} is in the graph already. Still to define: {wanted}."
    return ""


def _judged(question: Question, key: Equation, node: Node, expr: Expression) -> Verdict:
    graph = key.numbers.graph
    missing = {one.name for one in key.missing}
    used = names(expr)
    behind = {node.name, *graph.after(node.name)} & used
    if behind:
        back = graph.label(sorted(behind)[0])
        what = f"{node.label} would be computed from {back}, and {back} from {node.label}."
        if behind == {node.name}:
            what = f"{node.label} would be computed from itself."
        return wrong(f"{what} A computation graph has no cycles.",
                     f"What does {node.label} need?")  # fmt: skip
    absent = sorted(used & missing)
    if absent:
        labels = ", ".join(map(graph.label, absent))
        said_ = f"{labels} is not in the graph yet: a node is computed from what is there."
        return unreadable(question, said_)
    found = _operation(node.name, expr, graph)
    if isinstance(found, str):
        return wrong(f"{found[:1].upper()}{found[1:]}.",
                     "Which part is computed first? Give it a line of its own.")  # fmt: skip
    if _same(found, node):
        return right(question, f"{equation(graph, node.name)}.")
    return _by_numbers(question, key.numbers, node, expr)


def _operation(name: str, expr: Expression, graph: Graph) -> tuple[str, tuple[object, ...]] | str:
    """Operation and operands of ``expr``, or what keeps it from being one node."""
    report = ProblemReport()
    flattener = Flattener(graph.by_name, report, expand=False)
    flattener.define(Define(name, expr, "", "", Place(1), Place(1)))
    if report.problems:
        return report.problems[0].message
    draft = flattener.drafts[-1]
    return draft.op, draft.operands


def _same(found: tuple[str, tuple[object, ...]], node: Node) -> bool:
    op, operands = found
    if op in EITHER_WAY and op == node.op:
        return sorted(map(repr, operands)) == sorted(map(repr, node.operands))
    return (op, operands) == (node.op, node.operands)


def _by_numbers(question: Question, numbers: Pass, node: Node, expr: Expression) -> Verdict:
    """Another operation: right when it gives the same numbers."""
    graph = numbers.graph
    typed, expected = value_or_none(expr, numbers), numbers.values[node.name]
    if typed is None:
        return unreadable(question, "That has no value for the numbers in the picture.")
    if is_close(typed, expected, 1e-9) and names(expr) == set(node.inputs):
        note = f"It gives the same numbers; the picture writes {equation(graph, node.name)}."
        return right(question, note)
    left_out = [graph.label(name) for name in dict.fromkeys(node.inputs) if name not in names(expr)]
    if left_out:
        return wrong(f"{node.label} also needs {' and '.join(left_out)}.",
                     "Which operation joins them?")  # fmt: skip
    if is_close(typed, -expected, 1e-9):
        return wrong("All but the sign is right.", "Which one is subtracted from which?")
    said_ = f"With the numbers in the picture that gives {format_number(typed)}."
    return wrong(f"{said_} {node.label} is {format_number(expected)}.",
                  "Look at the formula again: which operation is it?")  # fmt: skip


# Helping ------------------------------------------------------------------------------------------


def _hints(_question: Question, key: Equation) -> tuple[str, ...]:
    graph = key.numbers.graph
    node = key.missing[0]
    operands = dict.fromkeys(graph.label(name) for name in node.inputs)
    return (
        "Which operation uses only what is in the picture already?",
        f"{node.label} can be computed now, from {' and '.join(operands)}.",
        f"{node.label} = {_veiled(graph, node)}",
    )


def _veiled(graph: Graph, node: Node) -> str:
    """The right side with its operands hidden: ``… · …``."""
    text = right_side(graph, node.name)
    for label in sorted(set(operand_labels(graph, node.name)), key=len, reverse=True):
        text = text.replace(label, "…")
    return text


def _solution(key: Equation) -> Response:
    node = key.missing[0]
    return (f"{node.name} = {typed(node)}",)


def typed(node: Node) -> str:
    """The right side of a node as one would type it."""
    parts = [o if isinstance(o, str) else _number(o) for o in node.operands]
    signs = {"add": "+", "sub": "-", "mul": "*", "div": "/", "pow": "^"}
    if node.op in signs:
        return f" {signs[node.op]} ".join(parts)
    if node.op == "neg":
        return f"-{parts[0]}"
    if node.op == "dot":
        half = len(parts) // 2
        groups = [parts[:half], parts[half : 2 * half]]
        inside = [f"[{', '.join(group)}]" for group in groups] + parts[2 * half :]
        return f"dot({', '.join(inside)})"
    return f"{node.op}({', '.join(parts)})"


def _number(x: float) -> str:
    return f"{x:.17g}" if x >= 0 else f"({x:.17g})"


KIND = Kind(
    name=NAME,
    key=Equation,
    mark=_mark,
    hints=_hints,
    worked=lambda _question, key: f"{equation(key.numbers.graph, key.missing[0].name)}.",
    solution=_solution,
)
