"""Graphs that people type: any notation in, a graph or problems at the places of the text out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from tutor.core.errors import ExpressionError
from tutor.core.expression import mentions, parse, show
from tutor.core.formulas import Given, StrictText, declared, read, readable_name, replaced_line
from tutor.core.formulas.formula import LeafValue, node_meant, value_as_set
from tutor.core.formulas.lexer import SIGNS
from tutor.core.lesson import LessonGraph, Problem
from tutor.core.outputs import bodies, chosen_output, ends_in, with_conditions_of
from tutor.core.syntax import Define, Leaf, ProblemReport, parse_graph, statements
from tutor.core.text import clip, label, safe, width

TURNED = re.compile(r"\^[ ]?\{?[ ]?(?:T|\\top|\\intercal|⊤)|[ᵀ⊤]")
LONGEST = 24_000
"""Characters of a text that is read: what is longer is not a formula, and takes its time."""

_WORD = re.compile(r"[A-Za-z_]\w*")
SHOWN = 400
"""Characters of what was read that are shown back."""

LEFT_OUT = 600
"""Characters of what was left out that are shown; what is longer ends with …."""


@dataclass(frozen=True)
class Typed:
    """What a text was read as.

    ``graph`` is None when one of the ``problems`` is an error; ``plain`` is the text in the strict
    syntax; ``read_as`` shows it, "" where it is what was typed; ``hints`` say of a name what it may
    have been meant for, ``left_out`` are lines that are no formula, ``notes`` which case is drawn
    of a choice, with its condition ``case``; ``idle`` names stand in no case that is drawn, and
    ``undecided`` says that a case needs a value; ``spent`` which numbers are a class or an index.
    """

    graph: LessonGraph | None
    problems: tuple[Problem, ...]
    plain: str = ""
    read_as: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    case: str = ""
    idle: frozenset[str] = frozenset()
    undecided: bool = False
    spent: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What is said of the case that is drawn, and of numbers that are not leaves."""
        case = self.case and show(parse(self.case), label)
        drawn = (f"for these values {case}: this case is drawn",) if case else ()
        return (*drawn, *self.spent)

    @property
    def said(self) -> tuple[str, ...]:
        """What a person should know of the reading: how it was read, and what was left out."""
        lines = [f"read as: {self.read_as}"] if self.read_as else []
        if self.left_out:
            lines.append(f"left out: {clip(safe('; '.join(self.left_out)), LEFT_OUT)}")
        return (*lines, *(f"note: {note}" for note in self.notes))

    def is_idle(self, asked: str) -> bool:
        """Whether this name stands only in cases that are not drawn, so that nothing moves it."""
        return bool(node_meant(readable_name(asked), {name: name for name in self.idle}))

    def number_set(self, asked: str) -> float | None:
        """The number that the text sets a name to which is no node, as a loop uses it up."""
        set_ = {name: body for name, body in bodies(self.plain).items() if name}
        body = set_.get(node_meant(readable_name(asked), {name: name for name in set_}), "")
        return float(body) if re.fullmatch(r"-?[0-9.]+", body) else None

    def node(self, asked: str) -> str:
        """The node that ``asked`` means: a name, a label (ŷ) or another spelling; "" if none."""
        if self.graph is None:
            return ""
        graph = self.graph.graph
        if graph.has(asked):
            return asked
        labelled = [node.name for node in graph.nodes if node.label == asked]
        if len(labelled) == 1:
            return labelled[0]
        known = {name: name for name in graph.by_name} | {
            other: node for other, node in self.names.items() if graph.has(node)
        }
        if asked in known:
            return known[asked]
        base, opened, index = asked.partition("[")
        if opened:  # ŷ[0]
            lists = {other.partition("[")[0] for other in known if "[" in other}
            plain = readable_name(base)
            for one in (plain, re.sub(r"_[ijkmn]$", "", plain)):  # x_i=[1, 2] is the list x
                named = node_meant(one, {name: name for name in lists})
                if f"{named}[{index}" in known:
                    return known[f"{named}[{index}"]
            if index in {"0]", "0][0]"} and base not in lists:  # a list of one is one number
                return self.node(base)
        found = node_meant(readable_name(asked), {name: name for name in known})
        return known.get(found) or known.get(asked.replace(".", "_"), "")  # self.w


def read_typed(
    text: str,
    *,
    given: Given | None = None,
    lists: Mapping[str, str] | None = None,
    of: str = "",
    name: str = "graph",
    leaf: LeafValue = value_as_set,
) -> Typed:
    """The graph that ``text`` describes, with the node ``of`` as its output if one is named.

    ``given`` names decide what a run of letters means, their values which case of a choice is
    drawn; ``lists`` are vectors and matrices as text; ``leaf`` has the values of other leaves.
    """
    if len(text) > LONGEST:
        what = f"this text has {len(text)} characters, {LONGEST} are read"
        return Typed(None, (Problem(1, 1, what, "give a part of it"),))
    first = _read_typed(text, text, given, lists, of, name, leaf)
    if first.graph is None and lists and TURNED.search(text):
        second = _read_typed(text, text, given, lists, of, name, leaf, rows=True)
        if second.graph is not None:
            said = "a list is a row here, so that x yᵀ is a number"
            return replace(second, spent=(*second.spent, said))
    program = declared(text) if first.graph is None else None
    second = _read_typed(program.text, text, given, lists, of, name, leaf) if program else first
    if program is None or second.graph is None:
        return first
    return replace(second, left_out=tuple(dict.fromkeys((*second.left_out, *program.left_out))))


def _read_typed(
    text: str, typed_text: str, given: Given | None, lists: Mapping[str, str] | None,
    of: str, name: str, leaf: LeafValue, *, rows: bool = False,
) -> Typed:  # fmt: skip
    """The graph of ``text``, which stands for what was typed; its lists may be ``rows``."""
    plain = read(text, given, lists, leaf=leaf, rows=rows)
    if plain.problems:
        found = tuple(_at_place(text, error) for error in plain.problems)
        return Typed(None, found, hints=plain.hints, undecided=plain.undecided)
    output = _output(plain, of)
    graph, problems = parse_graph(
        plain.text, name=name, expand=True, implicit_leaves=True, of=output
    )
    if plain.asked and not of:  # y.backward(), and what a function returns
        end = _output(plain, plain.asked)
        asked = parse_graph(
            with_conditions_of(plain.text, end, LONGEST),
            name=name, expand=True, implicit_leaves=True, of=end,
        )  # fmt: skip
        graph, problems = asked if asked[0] else (graph, problems)
    beside: tuple[str, ...] = ()
    if graph is None and not of:
        chosen, beside = chosen_output(plain, problems, given or {}, lists or {})
        if chosen:
            graph, problems = parse_graph(
                with_conditions_of(plain.text, chosen, LONGEST),
                name=name, expand=True, implicit_leaves=True, of=chosen,
            )  # fmt: skip
    placed = tuple(_placed(text, plain, _hinted(plain, problem)) for problem in problems)
    names = {**{v: v for v in plain.spelled.values()}, **plain.alias}
    typed = Typed(
        graph, placed, plain.text, _read_as(typed_text, plain, given or ()), names, plain.hints,
        (*plain.left_out, *beside), plain.case, plain.idle, spent=plain.notes,
    )  # fmt: skip
    return replace(typed, left_out=(*typed.left_out, *_replaced(typed, given or {})))


def _replaced(typed: Typed, given: Given) -> Iterable[str]:
    """What is said of leaves that the text sets to other numbers than those that are given."""
    leaves = typed.graph.graph.leaves if typed.graph else ()
    set_ = {leaf.name: leaf.default for leaf in leaves if leaf.default is not None}
    for name, value in given.items():
        node = typed.node(name)
        if value is not None and set_.get(node, value) != value:
            yield replaced_line(f"{label(node)} = {set_[node]:g}")


def _output(plain: StrictText, of: str) -> str:
    if not of:
        return ""
    names = {**{v: v for v in plain.spelled.values()}, **plain.alias}
    node = node_meant(readable_name(of), {name: name for name in names})
    return names.get(node, of)


def _at_place(text: str, error: ExpressionError) -> Problem:
    line, column = _line_and_column(text, error.column)
    return Problem(line, column, clip(safe(str(error)), 300), clip(safe(error.help), 300))


def _line_and_column(text: str, at: int) -> tuple[int, int]:
    before = text[: max(0, min(at, len(text)))]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def _hinted(plain: StrictText, problem: Problem) -> Problem:
    """With what a name may have been meant for, where that is the trouble."""
    if "only another name" in problem.message:
        hints = [hint for name, hint in plain.hints.items() if f"for {name!r}" in problem.message]
        return replace(problem, help="; ".join([*hints, problem.help]))
    if problem.message.startswith("nothing uses"):
        of = {node: name.partition("[")[0] for name, node in plain.alias.items() if "[" in name}
        ends = ends_in(problem)
        lists = {of.get(name, "") for name in ends}
        if len(lists) == 1 and "" not in lists:
            name = lists.pop()
            help_ = f"{name} is a list: add it up, as in sum({name}), or choose --of {ends[-1]}"
            return replace(problem, help=help_)
    if not problem.message.startswith(("nothing uses", "no node called", "the output does not")):
        return problem
    written = _as_written(problem.message)
    return replace(problem, message=written, help=_as_written(problem.help))


def _as_written(text: str) -> str:
    """With names as people write them (ŷ, δ, a₁), which every command reads, too."""
    return _WORD.sub(lambda found: label(found[0]), text)


def _placed(text: str, plain: StrictText, problem: Problem) -> Problem:
    """The problem where it was typed: the reader of strict lines has seen other columns."""
    if not 1 <= problem.line <= len(plain.places):
        return problem
    places = plain.places[problem.line - 1]
    column = problem.column - 1
    at = places[column] if column < len(places) else places[-1] + 1 if places else 0
    line, column = _line_and_column(text, at)
    return replace(problem, line=line, column=column)


def _read_as(text: str, plain: StrictText, given: Iterable[str]) -> str:
    """The statements as one would write them, unless they are what was typed.

    Numbers of a list are left out, which the picture has, and those that others are given for.
    """
    if _squeezed(text) == _squeezed(plain.text):
        return ""
    parts = []
    known = {node for name, node in plain.alias.items() if "[" in name} | set(given)
    for statement in statements(plain.text, 1, ProblemReport(), loose=True):
        if isinstance(statement, Define) and (
            statement.name not in known or mentions(statement.expr)
        ):
            left = f"{statement.label or label(statement.name)} = " if statement.name else ""
            parts.append(left + show(statement.expr, label, exact=True))
        elif isinstance(statement, Leaf):
            parts.append(f"{label(statement.name)} = {statement.default}")
    return clip("; ".join(parts).replace("sigmoid(", "σ("), SHOWN)


def _squeezed(text: str) -> str:
    """What matters of a text: no blanks, and one sign where there are several for one thing."""
    text = re.sub(r"#[^\n]*", "", text).replace("**", "^")
    text = text.translate({ord(typed): strict for typed, strict in SIGNS.items()}).replace(
        "\n", ";"
    )
    return re.sub(r";+", ";", re.sub(r"[ \t\r]+", "", text)).strip(";")


def point_at_place(text: str, problem: Problem, most: int = 76) -> tuple[str, ...]:
    """The line of the text with a caret under the place, cut to ``most`` cells around it."""
    lines = text.split("\n")
    if not 1 <= problem.line <= len(lines):
        return ()
    line, column = lines[problem.line - 1].rstrip("\r"), problem.column - 1
    if not line.strip():
        return ()
    start = max(0, min(column - most // 2, len(line) - most))
    shown = safe(line[start : start + most].replace("\t", " "))
    before = safe(line[start:column].replace("\t", " ")) + " " * max(0, column - len(line))
    return shown, " " * width(before) + "^"
