"""Lines of a graph to statements: which kind each is, and where its parts stand.

input x = 1           Leaf        u = w * x  as û       Define
param w = 5           Leaf        loss J = e^2          Define
vary x in 2..6        Range       require x != 1        Condition
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from tutor.core.errors import ExpressionError
from tutor.core.expression import KEYWORDS, Expression, LeafScope, evaluate, functions, names, parse
from tutor.core.lesson import LessonGraph, Place
from tutor.core.syntax.problems import ProblemReport, did_you_mean
from tutor.core.syntax.shorthand import Grouping, Piece, Shorthand
from tutor.core.text import safe, width

WORDS = ("input", "param", "loss", "output", "vary", "require", "use")
LABEL_CELLS = 12

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_WORD = re.compile(r"([A-Za-z]+)(?=[ \t]|$)(?![ \t]*=)[ \t]*")
_TWO_WORDS = re.compile(r"([A-Za-z]+)[ \t]+[A-Za-z_][A-Za-z0-9_]*[ \t]*=(?!=)")
_COLON = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)[ \t]*:")
_TARGET = re.compile(r"([^=<>!\s]+)[ \t]*=(?!=)[ \t]*")
_USE = re.compile(r"use[ \t]+(\S.*?)[ \t]+from[ \t]+(\S+)$")
_AS = re.compile(r"[ \t]+as(?:[ \t]+(.*))?$")


@dataclass(frozen=True, slots=True)
class Leaf:
    """``input`` or ``param``: a leaf and its default value."""

    name: str
    role: Literal["input", "param"]
    default: float | None
    label: str
    at: Place


@dataclass(frozen=True, slots=True)
class Define:
    """``name = expression``; ``word`` is ``loss`` or ``output`` for the graph's output."""

    name: str
    expr: Expression
    word: str
    label: str
    at: Place
    expr_at: Place


@dataclass(frozen=True, slots=True)
class Range:
    """``vary NAMES in text``: each name with its place; the text is read when leaves are known.

    ``choices`` are the values, where they are known from another graph.
    """

    names: tuple[tuple[str, Place], ...]
    text: str
    text_at: Place
    choices: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """``require expression``."""

    expr: Expression
    at: Place


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A node whose statement has a problem: others may mention it without one of their own.

    Without a name it may be any: a loop stands for lines that nobody knows.
    """

    name: str
    at: Place


Statement = Leaf | Define | Range | Condition | Spoilt | Grouping


def statements(
    source: str,
    first_line: int,
    report: ProblemReport,
    *,
    loose: bool,
    others: Mapping[str, LessonGraph] = MappingProxyType({}),
) -> list[Statement]:
    """All statements of ``source``; ``loose`` allows what only the command line does, and has
    formulas of its own for lines that stand for several.  ``others`` are graphs whose leaves may be
    used.
    """
    found: list[Statement] = []
    pieces = _pieces(source, first_line)
    for piece in pieces if loose else Shorthand(report).written_out(pieces):
        if isinstance(piece, Grouping):
            found.append(piece)
        elif not loose and (used := _USE.match(piece.text)):
            found += _used(used[1].split(","), used[2], piece.at, others, report)
        elif (one := _statement(piece, report, loose=loose)) is not None:
            found.append(one)
    return found


def _used(
    names: Iterable[str], graph: str, at: Place, others: Mapping[str, LessonGraph],
    report: ProblemReport,
) -> Iterator[Statement]:  # fmt: skip
    """Leaves of another graph, with their values, labels and ranges."""
    if graph not in others:
        help_ = did_you_mean(graph, others) or "it stands before this one"
        report.add(at, f"no graph called {graph!r} before this one", help_)
    other = others.get(graph)
    for name in map(str.strip, names):
        node = other.graph.by_name.get(name) if other else None
        if other is None or node is None or not node.is_leaf:
            if other is not None:
                help_ = did_you_mean(name, [leaf.name for leaf in other.graph.leaves])
                report.add(at, f"no leaf called {name!r} in the graph {graph!r}", help_)
            yield Spoilt(name, at)
            continue
        role: Literal["input", "param"] = "param" if node.role == "param" else "input"
        yield Leaf(name, role, node.default, node.label, at)
        for one in other.vary:
            if one.name == name:
                yield Range(((name, at),), "", at, one.choices)


def _pieces(source: str, first_line: int) -> Iterator[Piece]:
    for number, line in enumerate(re.split(r"\r\n|\r|\n", source), first_line):
        column = 1
        for part in line.partition("#")[0].split(";"):
            piece = Piece(part, Place(number, column)).after(0)
            if piece.text:
                yield piece
            column += len(part) + 1


def _statement(piece: Piece, report: ProblemReport, *, loose: bool) -> Statement | None:
    word = _WORD.match(piece.text)
    if word and word[1] in WORDS:
        rest = piece.after(word.end())
        if not rest.text:
            report.add(piece.at, f"there is nothing after {word[1]!r}", _example(word[1]))
            return None
        match word[1]:
            case "vary":
                return _range(rest, report)
            case "use":
                report.add(piece.at, "this 'use' does not say from which graph", _example("use"))
                return None
            case "require":
                expr = _expression(rest, report)
                return None if expr is None else Condition(expr, rest.at)
            case "input" | "param" as role:
                return _leaf(rest, role, report)
            case other:
                return _define(rest, other, report, loose=loose)
    return _define(piece, "", report, loose=loose)


def _example(word: str) -> str:
    examples = {
        "vary": "as in 'vary x in 2..6'",
        "require": "as in 'require abs(e) >= 3'",
        "loss": "as in 'loss J = e^2'",
        "output": "as in 'output f = x * y'",
        "use": "as in 'use w, b from linreg'",
    }
    return examples.get(word, f"as in '{word} x = 1'")


def _leaf(piece: Piece, role: Literal["input", "param"], report: ProblemReport) -> Leaf | None:
    piece, label = _label(piece, report)
    name, _, value = piece.text.partition("=")
    name = name.rstrip(" \t")
    if not _good_name(name, piece.at, report):
        return None
    if "=" not in piece.text:
        return Leaf(name, role, None, label, piece.at)
    at = piece.after(piece.text.index("=") + 1)
    return Leaf(name, role, constant(value.strip(" \t"), at.at, report), label, piece.at)


_COMMA = re.compile(r"[-+−]?[0-9]+,[0-9]+")
_RANDOM = re.compile(r"(?:\w+\.)*(?:rand\w*|uniform|normal|gauss)\(")
_LOOP = re.compile(r"(?:for|while|if|elif|else|def)\b.*:$")


def constant(text: str, at: Place, report: ProblemReport) -> float | None:
    """The number that ``text`` writes, ``1/3`` included; None, and a problem, when it is none."""
    try:
        expr = parse(text)
        if not names(expr):
            return evaluate(expr, LeafScope({}))
        help_ = "a leaf's value is a number, as in 2, -0.5 or 1/3"
    except ExpressionError as error:
        help_ = f"{error} at character {error.column + 1}"
    if _COMMA.fullmatch(text):
        help_ = f"decimals follow a point: {text.replace(',', '.')}"
    elif _RANDOM.match(text):
        help_ = "write a number here, and a line as in 'vary x in 0..1 step 0.1' for the others"
    elif text.startswith("["):
        help_ = "write numbers between commas, as in [1, 2, 0.5]"
    shown = repr(text) if text else "nothing"
    report.add(at, f"{shown} is not a number", help_)
    return None


def _define(piece: Piece, word: str, report: ProblemReport, *, loose: bool) -> Statement | None:
    target = _TARGET.match(piece.text)
    if target is None:
        stranger = None if word else _TWO_WORDS.match(piece.text)
        if stranger:
            help_ = did_you_mean(stranger[1], WORDS)
            report.add(piece.at, f"no statement called {stranger[1]!r}", help_)
            meant = _TARGET.match(piece.after(stranger.end(1)).text)
            return Spoilt(meant[1], piece.at) if meant else None
        if loose:
            expr = _expression(piece, report)
            return None if expr is None else Define("", expr, word, "", piece.at, piece.at)
        meant = _COLON.match(piece.text)
        help_ = "write = for :" if meant else "as in 'u = w * x'"
        if _LOOP.match(piece.text):
            help_ = "there are no loops and no cases; 'repeat i in 1..3: z{i} = …' repeats a line"
            report.add(piece.at, "this line is not a statement", help_)
            return Spoilt("", piece.at)
        report.add(piece.at, "this line is not a statement", help_)
        return Spoilt(meant[1], piece.at) if meant else None
        return None
    good = _good_name(target[1], piece.at, report)
    right, label = _label(piece.after(target.end()), report)
    if not right.text:
        report.add(right.at, f"there is nothing to the right of '{safe(target[1])} ='")
        return Spoilt(target[1], piece.at)
    expr = _expression(right, report)
    if expr is None or not good:
        return Spoilt(target[1], piece.at)
    return Define(target[1], expr, word, label, piece.at, right.at)


def _range(piece: Piece, report: ProblemReport) -> Range | None:
    match = re.match(r"(\S.*?)[ \t]+in(?=[ \t]|$)[ \t]*", piece.text)
    if match is None:
        report.add(piece.at, "this 'vary' does not say what to draw from", _example("vary"))
        return None
    names = tuple(
        (found[0].strip(), Place(piece.at.line, piece.at.column + found.start()))
        for found in re.finditer(r"[^\s,][^,]*", match[1])
    )
    rest = piece.after(match.end())
    return Range(names, rest.text, rest.at)


def _expression(piece: Piece, report: ProblemReport) -> Expression | None:
    try:
        return parse(piece.text)
    except ExpressionError as error:
        report.expression(error, piece.at)
        return None


def _label(piece: Piece, report: ProblemReport) -> tuple[Piece, str]:
    """Split off ``as LABEL`` at the end."""
    match = _AS.search(piece.text)
    if match is None:
        return piece, ""
    rest = Piece(piece.text[: match.start()].rstrip(" \t"), piece.at)
    text = safe((match[1] or "").strip())
    if not text:
        report.add(piece.after(match.start()).at, "there is no label after 'as'", "as in 'as ŷ'")
    elif width(text) > LABEL_CELLS:
        at = piece.after(match.start(1)).at
        report.add(at, f"this label is wider than {LABEL_CELLS} cells", "a letter or two read best")
        return rest, ""
    return rest, text


def _good_name(name: str, at: Place, report: ProblemReport) -> bool:
    if name in functions() or name in KEYWORDS:
        report.add(at, f"{name!r} is a word of the language", "give the node another name")
        return False
    if not _NAME.fullmatch(name) or len(name) > 32:
        help_ = "letters a to z, digits and _, 32 at most; 'as ŷ' gives the label on the board"
        report.add(at, f"{safe(name)!r} cannot be the name of a node", help_)
        return False
    return True
