"""What names of a program stand for while it is written out, and the lines that come of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field


class NotStraightError(Exception):
    """This cannot be written in straight lines; ``what`` may say why, and ``help_`` what to do.

    ``node`` is where that is; without it, it is the first loop.
    """

    def __init__(self, what: str = "", help_: str = "", node: ast.keyword | None = None) -> None:
        super().__init__(what)
        self.what, self.help_, self.node = what, help_, node


@dataclass(eq=False)
class Instance:
    """An object of a class of the text, with what its attributes are."""

    kind: ast.ClassDef
    attributes: dict[str, Bound] = field(default_factory=dict)

    def method(self, name: str) -> ast.FunctionDef | None:
        """The method of this name."""
        return next((one for one in methods_of(self.kind) if one.name == name), None)


@dataclass(eq=False)
class Layer:
    """A function of a library with its settings: ``nn.MSELoss(reduction='sum')``."""

    made: ast.Call


Bound = ast.expr | Instance | Layer | None
"""What a name stands for: a formula or an object; None where that cannot be said."""
Names = dict[str, Bound]


@dataclass
class Line:
    """One line: ``name`` is ``value``; without a value the statement ``source`` stands as typed."""

    source: ast.stmt
    name: str = ""
    value: ast.expr | None = None


def methods_of(kind: ast.ClassDef) -> Iterator[ast.FunctionDef]:
    """The functions of a class."""
    return (one for one in kind.body if isinstance(one, ast.FunctionDef))


def without_vain(
    lines: Sequence[Line], versions: Mapping[str, Sequence[str]], names: Names
) -> tuple[list[Line], str]:
    """The lines of a loop without values that nothing uses, and a name that is set in vain or "".

    In vain is what every turn sets anew.  What rests on a step of the first turn (the state of a
    recurrent network) is not: its last value needs them all.
    """
    made = {line.name for line in lines}
    held = [one for one in names.values() if isinstance(one, ast.expr)]
    trees = [line.value for line in lines if line.value]
    trees += [one for one in held if not isinstance(one, ast.Name)]
    used = {one.id for tree in trees for one in ast.walk(tree) if isinstance(one, ast.Name)}
    left: set[str] = set()
    for name, found in versions.items():
        own = [one for one in found if one in made]
        if len(own) > 1 and not used.intersection(own):
            if not _needs(lines, own[0]) & _needs(lines, own[-1]):
                return list(lines), name
            left.update(own[:-1])
    return [line for line in lines if line.name not in left], ""


def _needs(lines: Sequence[Line], name: str) -> set[str]:
    """The names of ``lines`` that this one is computed from."""
    return {line.name for line in needed(lines, ast.Name(name))} - {name}


def names_of_versions(lines: Sequence[Line], versions: Mapping[str, Sequence[str]]) -> None:
    """Give the last of the values that one name has had this name, and numbers to those before."""
    other: dict[str, str] = {}
    for name, all_ in versions.items():
        found = [one for one in all_ if one]  # without parameters
        if len(found) > 1 and found[0] == name:
            other |= dict(zip(found, [*found[1:], name], strict=True))
    if not other:
        return
    for line in lines:
        if line.name in other and isinstance(line.source, (ast.Assign, ast.AnnAssign)):
            line.value = line.value or line.source.value  # as typed it has its old name
        line.name = other.get(line.name, line.name)
        if line.value is not None:
            line.value = _Renamed(other).visit(line.value)


class _Renamed(ast.NodeTransformer):
    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def visit_Name(self, node: ast.Name) -> ast.expr:  # the name is ast's
        return ast.copy_location(ast.Name(self._names.get(node.id, node.id), node.ctx), node)


def needed(lines: Sequence[Line], result: ast.expr) -> list[Line]:
    """The lines that the result needs."""
    wanted = {one.id for one in ast.walk(result) if isinstance(one, ast.Name)}
    kept: list[Line] = []
    for line in reversed(lines):
        if line.value is not None and line.name in wanted:
            wanted |= {one.id for one in ast.walk(line.value) if isinstance(one, ast.Name)}
            kept.append(line)
    return kept[::-1]
