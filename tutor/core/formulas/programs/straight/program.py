"""A program of Python, statement by statement, as lines that each set one name to one formula."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tutor.core.errors import ExpressionError
from tutor.core.formulas.lexer import text_of
from tutor.core.formulas.programs.rewriting import Text, pieces_at, rewrite_matches
from tutor.core.formulas.programs.straight.entries import written
from tutor.core.formulas.programs.straight.made import (
    NotStraightError,
)
from tutor.core.formulas.programs.straight.masks import has_mask
from tutor.core.formulas.programs.straight.running import Running
from tutor.core.formulas.programs.straight.tree import (
    DERIVATIVE,
    condition_of,
    is_condition,
    is_layer,
    is_short,
    is_whole,
    parsed,
    places_of_lines,
    targets_of,
)
from tutor.core.formulas.programs.straight.worded import WHOLE, in_words_of_python

_RAISED = re.compile(r"\^")
_LOOP = re.compile(r"^[ \t]*(for|while)\b", re.MULTILINE)
_WORTH = re.compile(
    r"^[ \t]*(?:class|def|for|while|if)\b|^[ \t]*[\[(]?\w+[ \t]*,[ \t]*\w+|\][ \t]*[-+*/]?=(?!=)|"
    r"=[ \t]*(?:\w+\.)*[A-Z]\w+\(|\.grad\b|\w\[[^\]\n]{0,80}[<>]|\w\[[^\]\n]{0,80}[=!]=|"
    r"^[ \t]*\w+[ \t]*=(?!=)[^=\n]{1,80}(?:[<>]|[=!]=)",
    re.MULTILINE,
)


@dataclass
class Straight:
    """The program, what of it was left out, and the function whose result it is; "" for none."""

    pieces: Text
    left: list[tuple[str, int]] = field(default_factory=list)
    returned: str = ""


def in_straight_lines(
    pieces: Text, lists: Mapping[str, str], values: Mapping[str, float | None], first: int = 0
) -> Straight:
    """The program in straight lines.

    ``lists`` and ``values`` are given elsewhere, ``first`` is the number of a list's first entry.
    What is no program of Python, or needs no change,
    comes back as it is.
    """
    typed = pieces
    pieces = rewrite_matches(pieces, _RAISED, "**")  # not the ^ of Python
    if not _WORTH.search(text_of(pieces)):
        return Straight(typed)
    pieces, tree, lifted = _tree_of(pieces)
    if tree is None or not _needs(tree):
        return Straight(typed)
    program = Running(tree, lists, values, first)
    text = text_of(pieces)
    starts = places_of_lines(text)

    def place(node: ast.stmt | ast.keyword, *, end: bool = False) -> int:
        line = (node.end_lineno or node.lineno) if end else node.lineno
        column = (node.end_col_offset or 0) if end else node.col_offset
        start = starts[min(line - 1 - lifted, len(starts) - 1)]
        stop = starts[line - lifted] if line - lifted < len(starts) else len(text)
        return start + len(text[start:stop].encode()[:column].decode(errors="ignore"))

    try:
        lines, head, returned = written(program, tree)
    except NotStraightError as error:
        loop = _LOOP.search(text)
        if error.what and (error.node or loop):
            at = place(error.node) if error.node else loop.start(1) if loop else 0
            raise ExpressionError(error.what, pieces[at].at, error.help_) from error
        return Straight(typed)
    except RecursionError:
        return Straight(typed)
    out: Text = []
    indent = "    " if head else ""
    for line in lines:
        at = pieces[min(place(line.source), len(pieces) - 1)].at
        if line.value is None:
            raw = pieces[place(line.source) : place(line.source, end=True)]
            out += [*pieces_at(indent, at), *raw, *pieces_at("\n", at)]
        else:
            begin = f"{line.name} = " if line.name else "return "
            formula = ast.unparse(line.value).replace(WHOLE, ":")
            out += _pieces(f"{indent}{begin}{formula}\n", at)
    if head:
        at = out[0].at if out else 0
        out = [*pieces_at(head, at), *out]
    left = [
        (" ".join(text[place(one) : place(one, end=True)].split())[:200], pieces[place(one)].at)
        for one in program.left
    ]
    return Straight(out, left, returned)


def _tree_of(pieces: Text) -> tuple[Text, ast.Module | None, int]:
    """The text as it has a tree, which is None for no program; and the lines put before it."""
    text = text_of(pieces)
    tree = parsed(text)
    if tree is None and (worded := in_words_of_python(pieces)) is not None:
        pieces, text = worded, text_of(worded)
        tree = parsed(text)
    if tree is None and re.match(r"\s*\n?[ \t]+\S", text):  # a method without its class
        inner = parsed("if 1:\n" + text)
        whole = inner.body[0] if inner else None
        return (
            (pieces, ast.Module(whole.body, []), 1)
            if isinstance(whole, ast.If)
            else (pieces, None, 0)
        )
    return pieces, tree, 0


def _pieces(text: str, at: int) -> Text:
    """A line that stands for what is at this place, in which ``**`` is as wide as it is typed."""
    out = pieces_at(text, at)
    for found in re.finditer(r"\*\*", text):
        out[found.end() - 1] = out[found.end() - 1]._replace(at=at + 1)
    return out


def _needs(tree: ast.Module) -> bool:
    """Whether something stands in the program that is read only in straight lines."""
    functions = {one.name: one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}
    outside = set(targets_of([one for one in tree.body if not isinstance(one, ast.FunctionDef)]))
    derivatives = [name for name in functions if DERIVATIVE.match(name)]
    return 0 < len(derivatives) < len(functions) or any(
        _is_work(one, functions)
        or (isinstance(one, ast.FunctionDef) and not outside.isdisjoint(targets_of(one.body)))
        for one in ast.walk(tree)
    )


def _is_work(one: ast.AST, functions: Mapping[str, ast.FunctionDef]) -> bool:
    if isinstance(one, ast.Assign):
        target = one.targets[0]
        is_entry = isinstance(target, ast.Subscript) and not isinstance(target.slice, ast.Constant)
        several = isinstance(target, (ast.Tuple, ast.List))
        return is_entry or several or is_layer(one.value) or is_condition(one.value)
    if isinstance(one, (ast.Return, ast.Expr)):
        return isinstance(one.value, ast.Tuple)
    if isinstance(one, ast.FunctionDef):
        switches = any(
            isinstance(value, ast.Constant) and isinstance(value.value, bool)
            for value in one.args.defaults
        )
        return switches or one.name in set(targets_of(one.body))
    if isinstance(one, ast.Call):
        called = functions.get(one.func.id) if isinstance(one.func, ast.Name) else None
        if isinstance(one.func, ast.Attribute) and one.func.attr == "append":
            return True
        if called is not None and not (is_short(called) and is_whole(one, called)):
            return True
        return condition_of(one) is not None
    if isinstance(one, ast.Compare):  # of a setting: reduction == 'mean', y is None
        last = one.comparators[-1]
        return isinstance(last, ast.Constant) and isinstance(last.value, (str, type(None)))
    if has_mask(one):
        return True
    if isinstance(one, (ast.For, ast.While, ast.If)):
        return not any(isinstance(inner, ast.Break) for inner in ast.walk(one))
    return isinstance(one, (ast.ClassDef, ast.Continue))
