"""Graph statements to a graph: the ``graph`` blocks of lessons and the SOURCE of the command line.

One statement a line (or between semicolons), ``#`` starts a comment; lessons say ``input``,
``param`` and ``loss``, the command line may leave these words out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from tutor.core.errors import ExpressionError
from tutor.core.expression import LeafScope, evaluate, mentions
from tutor.core.graph import Graph, Group, Node, Role
from tutor.core.lesson import LessonGraph, Place, Problem, Require, Vary
from tutor.core.syntax.assemble import Draft, Flattener, order
from tutor.core.syntax.problems import ProblemReport, did_you_mean
from tutor.core.syntax.ranges import choices
from tutor.core.syntax.shorthand import Grouping
from tutor.core.syntax.statements import (
    Condition,
    Define,
    Leaf,
    Range,
    Spoilt,
    Statement,
    statements,
)
from tutor.core.syntax.values import check_values
from tutor.core.text import labels

NODES = 2000
"""Nodes that one graph may have."""


def parse_graph(
    source: str,
    *,
    name: str = "graph",
    expand: bool = False,
    implicit_leaves: bool = False,
    of: str = "",
    first_line: int = 1,
) -> tuple[LessonGraph | None, list[Problem]]:
    """The graph that ``source`` describes, and what is wrong or odd about it.

    ``expand`` splits nested expressions into nodes t1, t2, …; ``implicit_leaves`` is for the
    command line: a name without a statement is an input without a value, and the output is the node
    ``of``, the one that a statement calls so, or the one that no other node uses.  Nodes are in
    depth-first order from the output; what the output does not need is left out with a warning.
    The graph is None when any problem is an error.
    """
    report = ProblemReport()
    reader = _Reader(report, expand=expand, loose=implicit_leaves, of=of)
    graph = reader.read(statements(source, first_line, report, loose=implicit_leaves), name,
                        Place(max(1, first_line - 1)))  # fmt: skip
    return (None if report.failed else graph), list(report.problems)


def parse_graphs(
    source: str, *, name: str, expand: bool, first_line: int, others: Mapping[str, LessonGraph]
) -> tuple[dict[str, LessonGraph], list[Problem]]:
    """The graphs of one block of a lesson: that of its loss (or else its first output), called
    ``name``, and one for each further ``output``, called ``name.output``.

    A line ``use w from linreg`` takes a leaf of one of the ``others``.  Empty when any problem is
    an error.
    """
    report = ProblemReport()
    found = statements(source, first_line, report, loose=False, others=others)
    said = _ends(one for one in found if isinstance(one, Define))
    ends = [one.name for one in said]
    graphs: dict[str, LessonGraph] = {}
    for of in ("", *(one.name for one in said[1:] if one.word == "output")):
        reader = _Reader(report, expand=expand, loose=False, of=of, ends=ends)
        called = f"{name}.{of}" if of else name
        graph = reader.read(found, called, Place(max(1, first_line - 1)))
        if graph is None or report.failed:
            return {}, list(report.problems)
        graphs[called] = graph
    return graphs, list(report.problems)


def _ends(defines: Iterable[Define]) -> list[Define]:
    """The loss, or else the first output, then all others that are said to be one."""
    return sorted((one for one in defines if one.word), key=lambda one: one.word != "loss")


class _Reader:
    """Reads one graph; ``ends`` are other outputs, for which a node may be there."""

    def __init__(
        self,
        report: ProblemReport,
        *,
        expand: bool,
        loose: bool,
        of: str,
        ends: Sequence[str] = (),
    ) -> None:
        self._ends = ends
        self._report = report
        self._of = of
        self._expand = expand
        self._loose = loose
        self._spoilt: set[str] = set()

    def read(self, found: Sequence[Statement], name: str, at: Place) -> LessonGraph | None:
        leaves, defines = self._named(found)
        self._spoilt = {one.name for one in found if isinstance(one, Spoilt)}
        output = self._output(defines, at)
        self._add_unknown(leaves, defines)
        flattener = Flattener([*leaves, *defines], self._report, expand=self._expand)
        for statement in defines.values():
            flattener.define(statement)
        drafts = {leaf.name: Draft(leaf.name, "", (), leaf.at) for leaf in leaves.values()}
        drafts |= {draft.name: draft for draft in flattener.drafts}
        vary = self._vary(found, leaves, defines)
        require = self._require(found, leaves, defines)
        if self._report.failed or output is None:
            return None
        if len(drafts) > NODES:
            self._report.add(at, f"this graph has {len(drafts)} nodes; {NODES} are allowed")
            return None
        names = order(output.name, drafts, self._report)
        if names is None:
            return None
        ends = (order(end, drafts, self._report) for end in self._ends if end in drafts)
        elsewhere = {name for needed in ends for name in needed or ()}
        groupings = [one for one in found if isinstance(one, Grouping)]
        grouped = {name for one in groupings if one.given for name in one.members}
        self._warn_unused({*names, *grouped, *elsewhere}, leaves, defines)
        require = tuple(
            one
            for one in require
            if not any(m.name in elsewhere.difference(names) for m in mentions(one.condition))
        )
        shown = labels(names, _given_labels(leaves, defines))
        self._refuse_twins(names, shown, drafts)
        nodes = tuple(_node(drafts[n], shown[n], output.name, leaves.get(n)) for n in names)
        used = tuple(one for one in vary if one.name in names)
        groups = tuple(one for one in (_group(g, shown) for g in groupings) if one.members[1:])
        graph = LessonGraph(Graph(name, nodes, output.name, groups), used, require, at)
        if not self._report.failed:
            check_values(graph, {n: drafts[n].at for n in names}, self._report)
        return graph

    def _named(self, found: Sequence[Statement]) -> tuple[dict[str, Leaf], dict[str, Define]]:
        leaves: dict[str, Leaf] = {}
        defines: dict[str, Define] = {}
        for one in found:
            if not isinstance(one, (Leaf, Define)):
                continue
            statement = one if isinstance(one, Leaf) or one.name else _with_a_name(one, found)
            earlier = leaves.get(statement.name) or defines.get(statement.name)
            if earlier:
                self._report.add(
                    statement.at,
                    f"there are two nodes called {statement.name!r}",
                    f"the other one is in line {earlier.at.line}",
                )
            elif isinstance(statement, Leaf):
                self._refuse_missing_value(statement)
                leaves[statement.name] = statement
            elif self._loose and not statement.word and not mentions(statement.expr):
                leaves |= self._constant(statement)
            else:
                defines[statement.name] = statement
        return leaves, defines

    def _refuse_missing_value(self, leaf: Leaf) -> None:
        if leaf.default is None and not self._loose and not self._report.failed:
            help_ = f"write '{leaf.role} {leaf.name} = 1' with a value that shows the idea"
            self._report.add(leaf.at, f"{leaf.name!r} has no value", help_)

    def _constant(self, statement: Define) -> dict[str, Leaf]:
        """``w = 5`` on the command line is a leaf with that value."""
        try:
            value = evaluate(statement.expr, LeafScope({}))
        except ExpressionError as error:
            self._report.expression(error, statement.expr_at)
            value = 0.0
        leaf = Leaf(statement.name, "input", value, statement.label, statement.at)
        return {leaf.name: leaf}

    def _output(self, defines: Mapping[str, Define], at: Place) -> Define | None:
        said = _ends(defines.values())
        for extra in said[1:]:
            if extra.word == "output" and self._ends:
                continue
            self._report.add(
                extra.at,
                "a graph has one loss, and this is a second one",
                f"the first is {said[0].name!r} in line {said[0].at.line}",
            )
        if self._of:
            return self._asked(defines, at)
        if said:
            return said[0]
        if self._loose and defines:
            return self._last_of_all(defines)
        if not self._report.failed:
            help_ = "as in 'loss J = e^2'" if not self._loose else "as in 'u = w * x'"
            what = (
                "nothing is computed here"
                if self._loose
                else "this graph has no 'loss' or 'output'"
            )
            self._report.add(at, what, help_)
        return None

    def _asked(self, defines: Mapping[str, Define], at: Place) -> Define | None:
        if self._of in defines:
            return defines[self._of]
        if not self._report.failed:
            help_ = f"it computes {', '.join(defines)}" if defines else "nothing is computed here"
            self._report.add(at, f"no node called {self._of!r} is computed in this graph", help_)
        return None

    def _last_of_all(self, defines: Mapping[str, Define]) -> Define | None:
        """The node that no other one uses, wherever it stands."""
        used = {m.name for one in defines.values() for m in mentions(one.expr)}
        ends = [one for one in defines.values() if one.name not in used]
        if len(ends) > 1 and not self._spoilt:
            names = [one.name for one in ends]
            shown = f"{', '.join(names[:-1])} and {names[-1]}"
            help_ = f"choose one: --of {names[-1]}, or write 'output' before its line"
            self._report.add(ends[1].at, f"nothing uses {shown}: which is the output?", help_)
        return ends[-1] if ends else list(defines.values())[-1]

    def _add_unknown(self, leaves: dict[str, Leaf], defines: Mapping[str, Define]) -> None:
        """Names that no statement defines: leaves on the command line, problems in a lesson."""
        for statement in defines.values():
            for mention in mentions(statement.expr):
                if mention.name in leaves or mention.name in defines:
                    continue
                if mention.name in self._spoilt or "" in self._spoilt:
                    continue
                at = Place(statement.expr_at.line, statement.expr_at.column + mention.column)
                if self._loose:
                    leaves[mention.name] = Leaf(mention.name, "input", None, "", at)
                else:
                    help_ = self._closest(mention.name, leaves, defines)
                    self._report.add(at, f"no node called {mention.name!r} in this graph", help_)

    def _closest(self, name: str, leaves: Mapping[str, Leaf], defines: Mapping[str, Define]) -> str:
        """The help for a name that no statement defines."""
        return "" if self._report.full else did_you_mean(name, [*leaves, *defines])

    def _vary(
        self,
        found: Sequence[Statement],
        leaves: Mapping[str, Leaf],
        defines: Mapping[str, Define],
    ) -> tuple[Vary, ...]:
        vary: dict[str, Vary] = {}
        for one in found:
            if not isinstance(one, Range):
                continue
            values = one.choices or choices(one.text, one.text_at, self._report)
            for name, at in one.names:
                if name in defines:
                    help_ = f"its leaves are {', '.join(leaves)}"
                    self._report.add(at, f"{name!r} is computed, so it cannot vary", help_)
                elif name not in leaves and name not in self._spoilt:
                    help_ = did_you_mean(name, leaves)
                    self._report.add(at, f"no leaf called {name!r} in this graph", help_)
                elif name in vary:
                    help_ = f"the other is in line {vary[name].at.line}"
                    self._report.add(at, f"there are two ranges for {name!r}", help_)
                elif values:
                    vary[name] = Vary(name, values, at)
        return tuple(vary.values())

    def _require(
        self,
        found: Sequence[Statement],
        leaves: Mapping[str, Leaf],
        defines: Mapping[str, Define],
    ) -> tuple[Require, ...]:
        require = []
        for one in found:
            if not isinstance(one, Condition):
                continue
            for mention in mentions(one.expr):
                if not any(mention.name in one for one in (leaves, defines, self._spoilt)):
                    self._report.add(
                        Place(one.at.line, one.at.column + mention.column),
                        f"no node called {mention.name!r} in this graph",
                        self._closest(mention.name, leaves, defines),
                    )
            require.append(Require(one.expr, one.at))
        return tuple(require)

    def _warn_unused(
        self, names: Collection[str], leaves: Mapping[str, Leaf], defines: Mapping[str, Define]
    ) -> None:
        for statement in _both(leaves, defines):
            if statement.name not in names:
                self._report.add(
                    statement.at,
                    f"the output does not need {statement.name!r}, so it is left out",
                    "use it, or remove the line",
                    "warning",
                )

    def _refuse_twins(
        self, names: Sequence[str], shown: Mapping[str, str], drafts: Mapping[str, Draft]
    ) -> None:
        seen: dict[str, str] = {}
        for name in names:
            if shown[name] in seen:
                what = f"{name!r} and {seen[shown[name]]!r} have the same label {shown[name]!r}"
                self._report.add(drafts[name].at, what, "give one of them another, with 'as'")
            seen[shown[name]] = name


def _given_labels(leaves: Mapping[str, Leaf], defines: Mapping[str, Define]) -> dict[str, str]:
    return {one.name: one.label for one in _both(leaves, defines) if one.label}


def _node(draft: Draft, label: str, output: str, leaf: Leaf | None) -> Node:
    role: Role = leaf.role if leaf else "output" if draft.name == output else "computed"
    default = leaf.default if leaf else None
    return Node(draft.name, label, role, draft.op, draft.operands, default, draft.made)


def _group(one: Grouping, shown: Mapping[str, str]) -> Group:
    """The nodes of a group that the output needs."""
    members, results = (
        tuple(name for name in names if name in shown) for names in (one.members, one.results)
    )
    given = ", ".join(shown.get(name, name) for name in one.given)
    return Group(one.name, f"softmax({given})" if given else "", members, results)


def _both(leaves: Mapping[str, Leaf], defines: Mapping[str, Define]) -> list[Leaf | Define]:
    return [*leaves.values(), *defines.values()]


def _with_a_name(lone: Define, found: Sequence[Statement]) -> Define:
    """A lone expression on the command line is called f."""
    taken = {one.name for one in found if isinstance(one, (Leaf, Define))}
    taken |= {mention.name for mention in mentions(lone.expr)}
    name = "f"
    while name in taken:
        name += "f"
    return replace(lone, name=name, word="" if mentions(lone.expr) else "output")
