"""What people type on the command line: a SOURCE of graph statements, and NAME=VALUE pairs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from tutor.core.answers import AnswerError, read_number
from tutor.core.graph import Graph
from tutor.core.lesson import LessonGraph, Problem
from tutor.core.limits import SIZE
from tutor.core.statements import parse_graph
from tutor.core.text import safe
from tutor.library import LibraryError, read_bytes


class SourceError(Exception):
    """Something typed on the command line that cannot be used; the message says what to do."""


class SourceProblemsError(Exception):
    """Graph statements with problems, each with its line and column."""

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.problems = problems


def read_source(source: str) -> tuple[str, str]:
    """The name and the text of SOURCE: statements, a file, or ``-`` for standard input.

    Raises SourceError when a file cannot be read.
    """
    if source == "-":
        text = sys.stdin.read(SIZE + 1)
        if len(text) > SIZE:
            raise SourceError(f"standard input is too long: at most {SIZE} characters are read")
        return "standard input", text
    if "=" not in source and "\n" not in source:
        return source, _text_of(Path(source))
    return "SOURCE", source


def _text_of(path: Path) -> str:
    try:
        return read_bytes(path).decode("utf-8")
    except LibraryError as error:
        raise SourceError(str(error)) from error
    except UnicodeDecodeError as error:
        raise SourceError(f"{safe(str(path))} is not UTF-8 text") from error


def load_graph(source: str) -> LessonGraph:
    """The graph that SOURCE describes; nested expressions expanded, unknown names as leaves.

    Raises SourceError or SourceProblemsError.
    """
    name, text = read_source(source)
    return graph_of(text, name)


def graph_of(text: str, name: str) -> LessonGraph:
    """The graph that these statements describe.  Raises SourceProblemsError."""
    graph, problems = parse_graph(text, expand=True, implicit_leaves=True)
    errors = tuple(problem for problem in problems if problem.severity == "error")
    if graph is None or errors:
        raise SourceProblemsError(name, errors)
    return graph


def is_source(text: str) -> bool:
    """Whether this is a graph (statements, a file of them, ``-``), not the name of a lesson."""
    if text == "-" or "=" in text or "\n" in text:
        return True
    return not text.endswith(".md") and Path(text).is_file()


def read_pairs(
    pairs: tuple[str, ...], graph: Graph, *, all_needed: bool = True
) -> dict[str, float]:
    """``("w=5", "x=1")`` as numbers, for leaves of ``graph`` only.

    Raises SourceError, also for a leaf without a value when ``all_needed``.
    """
    leaves = {node.name for node in graph.leaves}
    found = pairs_of(pairs)
    for name in found:
        if name not in leaves:
            known = ", ".join(sorted(leaves))
            raise SourceError(f"there is no leaf {safe(name)!r} in this graph; it has {known}")
    missing = missing_values(graph, found)
    if missing and all_needed:
        wanted = " ".join(f"{name}=…" for name in missing)
        raise SourceError(f"no value for {', '.join(missing)}: add {wanted}")
    return found


def pairs_of(pairs: Iterable[str]) -> dict[str, float]:
    """``("w=5", "x=1")`` as numbers.  Raises SourceError."""
    found: dict[str, float] = {}
    for pair in pairs:
        name, sign, text = (part.strip() for part in pair.partition("="))
        if not sign:
            raise SourceError(f"{safe(pair)!r} is not NAME=VALUE: write {safe(pair)}=2, say")
        if name in found:
            raise SourceError(f"{safe(name)!r} is given twice")
        found[name] = _number(name, text)
    return found


def missing_values(graph: Graph, given: Mapping[str, float]) -> list[str]:
    """The leaves that have no value, neither given nor written in the graph."""
    return [n.name for n in graph.leaves if n.default is None and n.name not in given]


def _number(name: str, text: str) -> float:
    try:
        return read_number(text)
    except AnswerError as error:
        raise SourceError(f"{safe(name)}={safe(text)}: {error}") from error
