"""What people type on the command line: a SOURCE of graph statements, and NAME=VALUE pairs."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from tutor.core.answers import AnswerError, is_list, read_list, read_number
from tutor.core.catalogue import SIZE
from tutor.core.graph import Graph
from tutor.core.text import safe
from tutor.core.typed import Typed, read_typed
from tutor.library import LibraryError, SourceProblemsError, read_bytes


class SourceError(Exception):
    """Something typed on the command line that cannot be used; the message says what to do."""


def read_source(source: str) -> tuple[str, str]:
    """The name and the text of SOURCE: statements, a formula, a file, or ``-`` for standard input.

    Raises SourceError when a file cannot be read.
    """
    if not source.strip():
        raise SourceError("SOURCE is empty: type a formula, as in 'J = (w*x - y)^2'")
    if source == "-":
        return "standard input", read_text(source)
    if "=" in source or "\n" in source:
        return "SOURCE", source
    named = _FILE.fullmatch(source) or _SLUG.fullmatch(source) or _exists(source)
    if _FORMULA.search(source) and not named:
        return "SOURCE", source
    return source, read_text(source)


def read_text(name: str) -> str:
    """The text of a file, or of standard input for ``-``.  Raises SourceError."""
    if name != "-":
        return _text_of(Path(name))
    text = sys.stdin.read(SIZE + 1)
    if len(text) > SIZE:
        raise SourceError(f"standard input is too long: at most {SIZE} characters are read")
    return text


_FORMULA = re.compile(r"[-+*/^()\\|\[{ %'<>!]|[^\x00-\x7f]")
"""What a formula has and the name of a lesson or a file seldom."""
_FILE = re.compile(r"[^()*^|\\{}]*(?:\.(?:md|txt|csv|graph|py|tex|dat)|[\\/])", re.IGNORECASE)

_SLUG = re.compile(r"(?=.*[A-Za-z]{3})[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)+")


def _exists(source: str) -> bool:
    try:
        return Path(source).exists()
    except (OSError, ValueError):
        return False


def _text_of(path: Path) -> str:
    try:
        return read_bytes(path).decode("utf-8")
    except LibraryError as error:
        name = path.name == str(path) and path.stem.isidentifier() and not path.suffix
        hint = f"; as a formula it is one name: write what is computed, as in 'y = w*{path}'"
        raise SourceError(f"{error}{hint if name else ''}") from error
    except UnicodeDecodeError as error:
        raise SourceError(f"{safe(str(path))} is not UTF-8 text") from error


def load_graph(
    source: str, pairs: tuple[str, ...] = (), *, of: str = "", all_needed: bool = True
) -> tuple[Typed, dict[str, float]]:
    """What SOURCE was read as, and the values of its leaves.

    Raises SourceError or SourceProblemsError.
    """
    name, text = read_source(source)
    return read_given(text, pairs, of=of, name=name, all_needed=all_needed)


def read_given(
    text: str,
    pairs: tuple[str, ...],
    *,
    of: str = "",
    name: str = "SOURCE",
    all_needed: bool = True,
) -> tuple[Typed, dict[str, float]]:
    """The graph of a text in any notation, with ``("w=5", "x=[1, 2]")`` as values of its leaves.

    Raises SourceError or SourceProblemsError.
    """
    lists = lists_of(pairs)
    pairs = tuple(pair for pair in pairs if not is_list(pair.partition("=")[2]))
    typed = read_typed(text, given=given_of(pairs), lists=lists, of=of)
    errors = tuple(problem for problem in typed.problems if problem.severity == "error")
    if typed.graph is None or errors:
        raise SourceProblemsError(name, errors, text)
    return typed, read_pairs(pairs, typed, all_needed=all_needed)


def reading_notes(typed: Typed, text_name: str = "SOURCE") -> tuple[str, ...]:
    """What a person should know of the reading: how it was read, and what was left out."""
    lines = [*typed.said, *(f"note: {hint}" for hint in typed.hints.values())]
    warnings = (problem for problem in typed.problems if problem.severity == "warning")
    return (*lines, *(f"{text_name}:{w.line}:{w.column}: warning: {w.message}" for w in warnings))


def is_source(text: str) -> bool:
    """Whether this is a graph (statements, a formula, a file, ``-``), not the name of a lesson."""
    if text == "-" or "=" in text or "\n" in text:
        return True
    if text.endswith(".md"):
        return False
    return _exists(text) or bool(re.search(r"[+*^()√|²³·\\]", text))


def read_pairs(
    pairs: tuple[str, ...], typed: Typed, *, all_needed: bool = True
) -> dict[str, float]:
    """``("w=5", "ŷ=1")`` as numbers, for leaves of the graph only.

    Raises SourceError, also for a leaf without a value when ``all_needed``.
    """
    if typed.graph is None:
        raise TypeError("what has problems takes no values")
    graph = typed.graph.graph
    leaves = {node.name for node in graph.leaves}
    values: dict[str, float] = {}
    for asked, number in pairs_of(pairs).items():
        name = typed.node(asked)
        set_ = None if name else typed.number_set(asked)
        if not name and (typed.is_idle(asked) or set_ == number):
            continue
        if set_ is not None:
            said = f"{safe(asked)!r} is {set_:g} in this text, and no leaf"
            raise SourceError(f"{said}: change it there, or leave {safe(asked)}=… out")
        if name not in leaves:
            known = ", ".join(sorted(leaves))
            if name:
                raise SourceError(
                    f"{safe(asked)!r} is computed in this graph; its leaves are {known}"
                )
            raise SourceError(f"there is no leaf {safe(asked)!r} in this graph; it has {known}")
        if name in values:
            raise SourceError(f"{safe(asked)!r} is given twice")
        values[name] = number
    missing = missing_values(graph, values)
    if missing and all_needed:
        wanted = " ".join(f"{name}=…" for name in missing)
        hints = "; ".join(typed.hints[name] for name in missing if name in typed.hints)
        more = f" ({hints})" if hints else ""
        more += f"; read as: {typed.read_as}" if typed.read_as else ""
        raise SourceError(f"no value for {', '.join(missing)}: add {wanted}{more}")
    return values


def lists_of(pairs: Iterable[str]) -> dict[str, str]:
    """``("W=[[1, 2], [3, 4]]", "w=5")``: the vectors and matrices.  Raises SourceError."""
    lists: dict[str, str] = {}
    named: set[str] = set()
    for pair in pairs:
        name, _, text = (part.strip() for part in pair.partition("="))
        if is_list(text):
            try:
                lists[name] = read_list(text)
            except AnswerError as error:
                shown = safe(text if len(text) < 60 else text[:57] + "…")
                raise SourceError(f"{safe(name)}={shown}: {str(error).rstrip('.')}") from error
        if name in named and (is_list(text) or name in lists):
            raise SourceError(f"{safe(name)!r} is given twice")
        named.add(name)
    return lists


def given_of(pairs: Iterable[str]) -> dict[str, float | None]:
    """The names of ``("w=5", "x=?")``, with the number of each that has one."""
    numbers: dict[str, float | None] = {}
    for pair in pairs:
        name, _, text = pair.partition("=")
        try:
            numbers[name.strip()] = read_number(text)
        except AnswerError:
            numbers[name.strip()] = None
    return numbers


def pairs_of(pairs: Iterable[str]) -> dict[str, float]:
    """``("w=5", "x=1")`` as numbers.  Raises SourceError."""
    values: dict[str, float] = {}
    for pair in pairs:
        name, sign, text = (part.strip() for part in pair.partition("="))
        if not sign:
            name = pair.partition(":")[0].strip()
            raise SourceError(f"{safe(pair)!r} is not NAME=VALUE: write {safe(name)}=2, say")
        if name in values:
            raise SourceError(f"{safe(name)!r} is given twice")
        values[name] = _number(name, text)
    return values


def missing_values(graph: Graph, given: Mapping[str, float]) -> list[str]:
    """The leaves that have no value, neither given nor written in the graph."""
    return [n.name for n in graph.leaves if n.default is None and n.name not in given]


def _number(name: str, text: str) -> float:
    try:
        return read_number(text)
    except AnswerError as error:
        raise SourceError(f"{safe(name)}={safe(text)}: {error}") from error
