"""Which part of a program is the graph: its own lines, or the one function or class that it has."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

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
    names_in,
    parameters_of,
)

_MAIN = ("loss", "forward", "__call__", "call", "apply", "compute", "calculate", "predict")
_BESIDE = re.compile(
    r"__(?!call__)\w+__$|backward|update|step|fit|train|zero_grad|parameters|reset|get_\w+|set_\w+|"
    r"(?:test|eval|plot|save|load|summary|extra_repr|from_config)\w*"
)
"""Methods that compute nothing of the graph."""
_Entry = tuple[ast.FunctionDef, ast.ClassDef | None]


def written(program: Running, tree: ast.Module) -> tuple[list[Line], str, str]:
    """The lines, the head of the function whose they are, and its name.

    Both are "" for lines of the text itself.  Raises NotStraightError.
    """
    given_back = program.run(tree.body, program.outside)
    if given_back is not None:  # the end of a function whose head was not pasted
        program.lines.append(Line(tree.body[-1], "", given_back))
    free = [one for one in program.functions.values() if one.name not in program.called_inside()]
    computed = [
        line for line in program.lines
        if line.value is not None and list(names_in(line.value)) and not _is_number(line.value)
    ]  # fmt: skip
    is_shown = all(line in program.of_objects for line in computed) and not program.trained
    if program.shown is not None and is_shown:
        return _shown(program, *program.shown), "", ""
    if computed:
        made = {line.name for line in computed}
        if any(made & set(names_in(one)) or one.name in names_in(one) for one in free):
            raise NotStraightError  # what the text computes is on the way to this function
        program.left += free
        names_of_versions(program.lines, program.versions)
        return [*_called_as_typed(program, None), *program.lines], "", ""
    entry, kind = _entry(program, free)
    program.left += [one for one in free if one is not entry]
    program.left += [one for one in program.classes.values() if kind is None]
    return _of_function(program, entry, kind)


def _shown(program: Running, source: ast.Expr, call: ast.Call) -> list[Line]:
    """The lines of a method that the text calls to show its result, at numbers that are leaves."""
    function = program.function_of(call, program.outside)
    takes = [name for name, _ in parameters_of(function)] if function else []
    for i, name in enumerate(takes[: len(call.args)]):
        if _is_number(call.args[i]) and name not in program.versions:
            call.args[i] = program.outside[name] = program.named(name, call.args[i])
    name = call.func.attr if isinstance(call.func, ast.Attribute) else "out"
    program.lines.append(Line(source, program.new(name), program.value(call, program.outside)))
    names_of_versions(program.lines, program.versions)
    return [*_called_as_typed(program, None), *program.lines]


def _is_number(node: ast.expr) -> bool:
    """Whether a number or a list of numbers is written out there."""
    while isinstance(node, ast.Call) and node.args:
        node = node.args[0]
    return isinstance(node, (ast.Constant, ast.UnaryOp, ast.List, ast.Tuple)) and not any(
        names_in(node)
    )


def _entry(program: Running, free: list[ast.FunctionDef]) -> _Entry:
    """The one function or method that is meant.  Raises NotStraightError for several."""
    wanted = [one for one in free if not DERIVATIVE.match(one.name)]
    if not (wanted or program.classes) and {"d", "diff"}.isdisjoint(one.name for one in free):
        inside = {name for one in free for name in names_in(one)}  # (f(x + h) - f(x)) / h
        wanted = [one for name, one in program.functions.items() if name in inside]
    wanted = wanted or free
    found: list[_Entry] = [(one, None) for one in wanted]
    found += [(one, kind) for kind in _outer(program.classes) for one in _methods(kind)]
    if len(found) > 1:
        found = [one for one in found if _is_given(one[0], program)]
    if len(found) != 1:
        raise NotStraightError
    return found[0]


def _is_given(function: ast.FunctionDef, program: Running) -> bool:
    """Whether all that a function takes has a value beside the text."""
    return bool(parameters_of(function)) and all(
        value is not None or program.is_given(name) for name, value in parameters_of(function)
    )


def _outer(classes: Mapping[str, ast.ClassDef]) -> Iterator[ast.ClassDef]:
    """The classes that no other one makes."""
    bases = {one.id for kind in classes.values() for one in kind.bases if isinstance(one, ast.Name)}
    used = {
        name for own, kind in classes.items() for name in names_in(kind) if name != own
    } - bases  # super(Net, self) is of the class itself
    return (kind for name, kind in classes.items() if name not in used)


def _methods(kind: ast.ClassDef) -> list[ast.FunctionDef]:
    """What a class computes: its one such method, or the one with a usual name."""
    all_ = [one for one in methods_of(kind) if not DERIVATIVE.match(one.name)]
    methods = [one for one in all_ if not _BESIDE.match(one.name)]
    methods = methods or [one for one in all_ if not one.name.startswith("__")]
    inside = {
        one.func.attr for method in methods for one in ast.walk(method)
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute)
        and isinstance(one.func.value, ast.Name) and one.func.value.id == "self"
    }  # fmt: skip
    free = [one for one in methods if one.name not in inside]
    main = [one for word in _MAIN for one in free if one.name == word]
    return main[:1] or (free if len(free) == 1 else [])


def _of_function(
    program: Running, entry: ast.FunctionDef, kind: ast.ClassDef | None
) -> tuple[list[Line], str, str]:
    """The lines of one function, for any arguments."""
    own: Names = {}
    if kind is not None:
        made = [one for one in program.made if one.kind is kind]
        own["self"] = made[0] if made else program.unbuilt(kind)
    before = len(program.lines)
    names: Names = {**own, **program.parameters(entry)}
    program.enters = True
    program.versions.setdefault(entry.name, []).append("")  # a result with this name is another
    result = program.run(body_of(entry), names)
    if result is None:
        raise NotStraightError
    inner = needed(program.lines[before:], result)
    name = entry.name if not entry.name.startswith("__") else kind.name if kind else "f"
    program.left += [one.source for one in program.lines[before:] if one not in inner]
    again = [one for one in program.versions[entry.name] if one]
    if inner and isinstance(result, ast.Name) and inner[-1].name == result.id in again:
        result = inner.pop().value or result  # a result with the name of its function
    last = Line(body_of(entry)[-1], "", result)
    names_of_versions([*inner, last], program.versions)
    takes = _taken(program, entry, names)
    short = _called_as_typed(program, entry)
    if not short and not before:
        heads = [f"{one}={ast.unparse(value)}" if value else one for one, value in takes.items()]
        return [*inner, last], f"def {name}({', '.join(heads)}):\n", name
    last.name = name
    usual = [Line(last.source, one, value) for one, value in takes.items() if value]
    return [*short, *program.lines[:before], *usual, *inner, last], "", name


def _taken(program: Running, entry: ast.FunctionDef, names: Names) -> dict[str, ast.expr | None]:
    """What the function takes, with the number that stands in for it; and weights of its class."""
    takes: dict[str, ast.expr | None] = {}
    for name, usual in parameters_of(entry):
        is_number = isinstance(usual, ast.Constant) and isinstance(usual.value, (int, float))
        is_leaf = isinstance(names[name], ast.Name) or name in program.unpacked
        for one in program.unpacked.get(name, [name]) if is_leaf else ():
            takes[one] = usual if is_number else None
    return takes | {one: None for one in program.leaves if one in program.own and one not in takes}


def _called_as_typed(program: Running, entry: ast.FunctionDef | None) -> list[Line]:
    """The functions of one formula that are called, as they stand."""
    return [
        Line(one) for one in program.functions.values()
        if one is not entry and one.name in program.kept
    ]  # fmt: skip
