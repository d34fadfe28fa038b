"""A program of Python, statement by statement, as lines that each set one name to one formula."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tutor.core.formulas.lexer import text_of
from tutor.core.formulas.programs.rewriting import Text, pieces_at
from tutor.core.formulas.programs.straight.made import (
    Line,
    Names,
    NotStraightError,
    methods_of,
    names_of_versions,
    needed,
)
from tutor.core.formulas.programs.straight.running import Running
from tutor.core.formulas.programs.straight.tree import (
    DERIVATIVE,
    body_of,
    condition_of,
    is_condition,
    is_layer,
    is_said,
    is_short,
    names_in,
    parameters_of,
    parsed,
    places_of_lines,
)

_WORTH = re.compile(
    r"^[ \t]*(?:class|def|for)\b|^[ \t]*[\[(]?\w+[ \t]*,[ \t]*\w+|\][ \t]*[-+*/]?=(?!=)|"
    r"=[ \t]*(?:\w+\.)*[A-Z]\w+\(|\.grad\b",
    re.MULTILINE,
)
_MAIN = ("forward", "__call__", "call", "apply", "loss", "compute", "calculate", "predict")
_BESIDE = re.compile(
    r"__(?!call__)\w+__$|backward|update|step|fit|train|zero_grad|parameters|reset|get_\w+|set_\w+|"
    r"(?:test|eval|plot|save|load|summary|extra_repr|from_config)\w*"
)


@dataclass
class Straight:
    """The program, what of it was left out, and the function whose result it is; "" for none."""

    pieces: Text
    left: list[tuple[str, int]] = field(default_factory=list)
    returned: str = ""


def in_straight_lines(
    pieces: Text, lists: Mapping[str, str], values: Mapping[str, float | None]
) -> Straight:
    """The program in straight lines.

    ``lists`` and ``values`` are given elsewhere.  What is no program of Python, or needs no change,
    comes back as it is.
    """
    text = text_of(pieces)
    if not _WORTH.search(text):
        return Straight(pieces)
    tree, lifted = parsed(text), 0
    if tree is None and re.match(r"\s*\n?[ \t]+\S", text):  # a method without its class
        tree, lifted = parsed("if 1:\n" + text), 1
        tree = (
            ast.Module(tree.body[0].body, []) if tree and isinstance(tree.body[0], ast.If) else None
        )
    if tree is None or not _needs(tree):
        return Straight(pieces)
    program = Running(tree, lists, values)
    try:
        lines, head, returned = _written(program, tree)
    except (NotStraightError, RecursionError):
        return Straight(pieces)
    if not program.is_changed:
        return Straight(pieces)
    starts = places_of_lines(text)

    def place(node: ast.stmt, *, end: bool = False) -> int:
        line = (node.end_lineno or node.lineno) if end else node.lineno
        column = (node.end_col_offset or 0) if end else node.col_offset
        start = starts[min(line - 1 - lifted, len(starts) - 1)]
        stop = starts[line - lifted] if line - lifted < len(starts) else len(text)
        return start + len(text[start:stop].encode()[:column].decode(errors="ignore"))

    out: Text = []
    indent = "    " if head else ""
    for line in lines:
        at = pieces[min(place(line.source), len(pieces) - 1)].at
        if line.value is None:
            raw = pieces[place(line.source) : place(line.source, end=True)]
            out += [*pieces_at(indent, at), *raw, *pieces_at("\n", at)]
        else:
            begin = f"{line.name} = " if line.name else "return "
            out += pieces_at(f"{indent}{begin}{ast.unparse(line.value)}\n", at)
    if head:
        at = out[0].at if out else 0
        out = [*pieces_at(head, at), *out]
    left = [
        (" ".join(text[place(one) : place(one, end=True)].split())[:200], pieces[place(one)].at)
        for one in program.left
    ]
    return Straight(out, left, returned)


def _needs(tree: ast.Module) -> bool:
    """Whether something stands in the program that is read only in straight lines."""
    functions = {one.name: one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}
    for one in ast.walk(tree):
        if isinstance(one, (ast.ClassDef, ast.Continue)):
            return True
        if isinstance(one, ast.Assign):
            target = one.targets[0]
            if isinstance(target, ast.Subscript) and not isinstance(target.slice, ast.Constant):
                return True
            if isinstance(target, (ast.Tuple, ast.List)) and isinstance(
                one.value, (ast.Name, ast.Call)
            ):
                return True
            if is_layer(one.value) or is_condition(one.value):
                return True
        if isinstance(one, ast.Return) and isinstance(one.value, ast.Tuple):
            return True
        if isinstance(one, ast.Call) and condition_of(one) is not None:
            return True
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Name):
            function = functions.get(one.func.id)
            if function is not None and not is_short(function):
                return True
        if isinstance(one, ast.Expr) and isinstance(one.value, ast.Tuple):
            return True
    return False


def _written(program: Running, tree: ast.Module) -> tuple[list[Line], str, str]:
    """The lines, the head of the function whose they are, and its name.

    Both are "" for lines of the text itself.
    """
    program.run(tree.body, program.outside)
    lines = program.lines
    computes = any(
        line.value is not None and any(True for _ in names_in(line.value)) for line in lines
    )
    free = [one for name, one in program.functions.items() if name not in program.called_inside()]
    wanted = [one for one in free if not DERIVATIVE.match(one.name)] or free
    if computes:
        for one in free:
            program.is_changed = True
            program.left.append(one)
        short = [one for one in program.functions.values() if one.name in program.called]
        names_of_versions(lines, program.versions)
        heads = [Line(one) for one in short if is_short(one) and not program.calls_more(one)]
        return [*heads, *lines], "", ""
    own: Names = {}
    if not wanted and program.classes:
        wanted, own = _of_class(program)
    if len(wanted) != 1:
        raise NotStraightError
    entry = wanted[0]
    before = len(lines)
    program.left += [one for one in free if one is not entry]
    usual = dict(parameters_of(entry))
    names = {**own, **program.parameters(entry)}
    result = program.run(body_of(entry), names)
    if result is None:
        raise NotStraightError
    inner = needed(lines[before:], result)
    program.left += [one.source for one in lines[before:] if one not in inner]
    last = Line(body_of(entry)[-1], "", result)
    names_of_versions([*inner, last], program.versions)
    used = program.unpacked
    takes = []
    for name, value in usual.items():
        for one in used.get(name, [name]):
            if name not in names or not isinstance(names[name], ast.Name):
                continue
            number = isinstance(value, ast.Constant) and isinstance(value.value, (int, float))
            takes.append(f"{one}={ast.unparse(value)}" if number and value is not None else one)
    for one in program.leaves:  # self.w, and the names of the text
        if one not in {t.partition("=")[0] for t in takes} and one in program.own:
            takes.append(one)
    short = [
        Line(one) for one in program.functions.values()
        if one is not entry and one.name in program.called and is_short(one)
        and not program.calls_more(one)
    ]  # fmt: skip
    name = entry_name(entry, program)
    if short or before:
        last.name = name
        usual_ = [
            Line(last.source, one.partition("=")[0], ast.parse(one.partition("=")[2], mode="eval").body)
            for one in takes if "=" in one
        ]  # fmt: skip
        return [*short, *lines[:before], *usual_, *inner, last], "", name
    return [*inner, last], f"def {name}({', '.join(takes)}):\n", name


def entry_name(entry: ast.FunctionDef, program: Running) -> str:
    """The name of the output: that of the function, or of its class."""
    return entry.name if not entry.name.startswith("__") else next(iter(program.classes), "f")


def _of_class(program: Running) -> tuple[list[ast.FunctionDef], Names]:
    """The method that computes, of the class that no other uses."""
    used = {name for kind in program.classes.values() for name in names_in(kind)} - {
        base.id
        for kind in program.classes.values()
        for base in kind.bases
        if isinstance(base, ast.Name)
    }
    for name, kind in program.classes.items():
        if name in used:
            continue
        methods = [
            one for one in methods_of(kind)
            if not _BESIDE.match(one.name) and not DERIVATIVE.match(one.name)
        ]  # fmt: skip
        inside = {
            one.func.attr for m in methods for one in ast.walk(m)
            if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute)
            and isinstance(one.func.value, ast.Name) and one.func.value.id == "self"
        }  # fmt: skip
        free = [one for one in methods if one.name not in inside]
        main = [one for word in _MAIN for one in free if one.name == word]
        chosen = main[:1] or free
        if len(chosen) == 1:
            program.is_changed = True
            return chosen, {"self": program.unbuilt(kind)}
    return [], {}


__all__ = ["in_straight_lines", "is_said"]
