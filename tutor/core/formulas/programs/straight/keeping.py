"""Names of a program: what each stands for, and a name for each value that it has had."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Mapping, Sequence

from tutor.core.formulas.lexer import GRADIENT, name_of_version
from tutor.core.formulas.programs.straight.made import (
    Bound,
    Instance,
    Line,
    Names,
    NotStraightError,
)
from tutor.core.formulas.programs.straight.sizes import shape_written, whole_number
from tutor.core.formulas.programs.straight.tree import (
    asks_gradient,
    body_of,
    constant,
    is_condition,
    is_filled,
    is_number_made,
    lists_added_to,
    names_in,
    parameters_of,
    targets_of,
    without_zero,
)
from tutor.core.formulas.programs.straight.values import Values


class Keeping(Values):
    """What is known at the place that the program has come to."""

    def __init__(
        self,
        tree: ast.Module,
        lists: Mapping[str, str],
        values: Mapping[str, float | None],
        first: int = 0,
    ) -> None:
        self.functions = {}
        self.classes = {}
        self.outside = {}
        self.called, self.kept = set(), set()
        self.lines: list[Line] = []
        self.of_objects: list[Line] = []
        self.left: list[ast.stmt] = []
        self.leaves: dict[str, None] = {}
        self.own: set[str] = set()
        self.unpacked: dict[str, list[str]] = {}
        self.versions: dict[str, list[str]] = {}
        self._lists = lists
        self._values = values
        self.first = first
        self._words = {one.id for one in ast.walk(tree) if isinstance(one, ast.Name)}
        self._set = set(targets_of(tree.body))
        self._silent = self._loops = self._steps = 0
        self.enters = self.trained = False
        self.shown: tuple[ast.Expr, ast.Call] | None = None
        self._source: ast.stmt = tree.body[0] if tree.body else ast.Pass()
        self._builds = [
            one.func.id for one in ast.walk(tree)
            if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)
        ]  # fmt: skip
        self._added = lists_added_to(tree)
        self._often = {name for name, n in Counter(targets_of(tree.body)).items() if n > 1}

    def called_inside(self) -> set[str]:
        """The functions that the text or another function calls."""
        found = set(self.called)
        for function in self.functions.values():
            found |= {name for name in names_in(function) if name != function.name}
        return found

    def parameters(self, function: ast.FunctionDef) -> Names:
        """What the parameters of a function are that nothing calls: leaves, or settings."""
        out: Names = {}
        for name, usual in parameters_of(function):
            is_setting = isinstance(usual, ast.Constant) and (
                usual.value is None or isinstance(usual.value, (bool, str))
            )
            given = self.is_given(name)
            out[name] = usual if is_setting and not given else ast.Name(name, ast.Load())
            self.versions.setdefault(name, []).append("")
        return out

    def is_given(self, name: str) -> bool:
        """Whether a name has a value beside the text."""
        return name in self._lists or name in self._values

    def leaf(self, name: str) -> ast.expr:
        """A name that nothing in the text has set.  Raises NotStraightError for another."""
        if name in self.versions and self.versions[name][0]:
            raise NotStraightError  # another function has set it
        self.leaves[name] = None
        return ast.Name(name, ast.Load())

    def new(self, name: str) -> str:
        """The name of the next value of ``name``."""
        found = self.versions.setdefault(name, [""] if name in self.leaves else [])
        new = name
        if found:
            number = len(found)
            is_list = name in self._lists and not found[0]  # x_1 would be its first entry
            while (new := name_of_version(name, number, of_list=is_list)) in self._words:
                number += 1
            self._words.add(new)
        found.append(new)
        return new

    def named(self, name: str, value: ast.expr) -> ast.expr:
        """A name for a formula that stands in several places."""
        if self._silent:
            return value
        new = self.new(name)
        self.lines.append(Line(self._source, new, value))
        return ast.Name(new, ast.Load())

    def _assigned(self, one: ast.Assign | ast.AnnAssign | ast.AugAssign, names: Names) -> None:
        targets = one.targets if isinstance(one, ast.Assign) else [one.target]
        value = one.value
        if value is None:
            return
        self.shown = self.shown if self.depth else None
        if isinstance(one, ast.AugAssign):
            read = ast.parse(ast.unparse(one.target), mode="eval").body
            value = ast.BinOp(read, one.op, value)
        for target in targets:
            inside = self.depth, self._silent, self._loops
            try:
                self._set_to(target, value, one, names)
            except NotStraightError:
                self.depth, self._silent, self._loops = inside  # the call came to no end
                found = list(targets_of([ast.Assign([target], value)]))
                beside = bool(found) and all(map(GRADIENT.match, found))
                if not (self.depth or self.enters or self._silent or beside):
                    raise
                for name in found:
                    names[name] = None
                self._forget(target, names)
                self.left.append(one)

    @staticmethod
    def _forget(target: ast.expr, names: Names) -> None:
        """What is said of a part of something is not said of the whole."""
        while isinstance(target, (ast.Subscript, ast.Attribute)):
            target = target.value
        if isinstance(target, ast.Name) and target.id != "self":
            names[target.id] = None

    def _set_to(self, target: ast.expr, value: ast.expr, one: ast.stmt, names: Names) -> None:
        if isinstance(target, (ast.Tuple, ast.List)):
            self._parts(target.elts, value, one, names)
        elif isinstance(target, ast.Subscript):
            self._entry(target, value, names)
        elif isinstance(target, ast.Attribute):
            owner = self.owner(target, names) or (
                names.get(target.value.id) if isinstance(target.value, ast.Name) else None
            )
            if isinstance(owner, Instance):
                self._attribute(owner, target.attr, value, one, names)
            elif not self.depth:
                self.lines.append(Line(one))
        elif isinstance(target, ast.Name):
            self._name(target.id, value, one, names)
        else:
            raise NotStraightError

    def _name(self, name: str, value: ast.expr, one: ast.stmt, names: Names) -> None:
        if asks_gradient(value):
            self.left.append(one)
            names[name] = None
            return
        if isinstance(value, ast.Attribute) and value.attr in {"device", "dtype"}:
            names[name] = constant(None, value)
            return
        if isinstance(value, ast.List) and self._is_added(name, value, names):
            held = names.get(name)
            before = held.elts if isinstance(held, ast.List) else []
            added = [self.value(entry, names) for entry in value.elts[1:]]
            names[name] = ast.List([*before, *added], ast.Load())
            return
        self._hold(name, self.bound(value, names), value, one, names)

    def _is_added(self, name: str, value: ast.List, names: Names) -> bool:
        """``out <- c(out, x)``: x behind the entries of out, which begins without one."""
        first = value.elts[0] if len(value.elts) > 1 else None
        if not isinstance(first, ast.Name) or first.id != name:
            return False
        begun = names[name] if name in names else ast.List([], ast.Load())
        return isinstance(begun, ast.List) and not self.is_given(name)

    def _hold(self, name: str, held: Bound, value: ast.expr, one: ast.stmt, names: Names) -> None:
        """From here on ``name`` is ``held``, which was typed as ``value``."""
        if not isinstance(held, ast.expr):
            names[name] = held
            return
        if (
            isinstance(held, ast.List)
            and held.elts
            and not self._silent
            and any(
                isinstance(entry, (ast.Call, ast.Attribute)) and not is_number_made(entry)
                for entry in held.elts
            )
        ):  # a list of matrices
            names[name] = ast.List(
                [self.named(f"{name}_{i}", entry) for i, entry in enumerate(held.elts)], ast.Load()
            )
            return
        size = whole_number(held, self._size)
        if size is not None and not isinstance(held, (ast.Constant, ast.UnaryOp)):
            names[name] = constant(size, value)  # n = len(x)
            return
        held = without_zero(held)
        if is_condition(held):  # is_small = abs(e) <= d
            names[name] = held
            return
        is_empty = isinstance(held, ast.List) and not held.elts
        if (
            (isinstance(held, ast.Constant) and name in self._often)
            or is_empty
            or self._silent
            or (isinstance(held, ast.List) and name in self._added)
            or (isinstance(held, ast.Name) and self.depth)
        ):
            names[name] = held
        else:
            new = self.new(name)
            is_typed = new == name and ast.dump(held) == ast.dump(value) and not self.depth
            as_typed = (
                is_typed
                and isinstance(one, ast.Assign)
                and (len(one.targets) == 1 and isinstance(one.targets[0], ast.Name))
            )
            if as_typed and not self.enters and not any(True for _ in names_in(held)):
                self.lines.append(Line(one, name))  # x = torch.tensor(2.0), a leaf
            else:
                self.lines.append(Line(self._source, new, held))
            names[name] = ast.Name(new, ast.Load())

    def _attribute(
        self, owner: Instance, name: str, value: ast.expr, one: ast.stmt, names: Names
    ) -> None:
        """``self.w = …``, a leaf where its numbers are drawn or given, or are sizes."""
        several = self._builds.count(owner.kind.name) > 1
        kin = [one for one in self.made if one.kind is owner.kind]
        whole = f"{name}{1 + kin.index(owner)}" if several else name
        given = self.is_given(name)
        if is_filled(value) and given:
            owner.attributes[name] = self.leaf(whole)
            self.own.add(whole)
            self.left.append(one)
            return
        if isinstance(value, ast.Constant) and value.value is None:
            return  # set by what trains; a leaf where it is used
        held = self.bound(value, names)
        if isinstance(held, ast.expr) and not isinstance(held, (ast.Name, ast.Constant)):
            held = self.named(whole, held)
        is_number = isinstance(held, ast.Constant) and isinstance(held.value, float)
        is_new = whole not in self.versions and whole not in self.leaves
        if isinstance(held, ast.expr) and is_number and is_new and not self._silent:
            self.lines.append(Line(self._source, self.new(whole), held))
            held = ast.Name(whole, ast.Load())
        owner.attributes[name] = held

    made: Sequence[Instance] = ()

    def build(self, kind: ast.ClassDef, call: ast.Call, names: Names) -> Instance:
        """An object of a class of the text, with what its first method sets."""
        made = Instance(kind)
        self.made = [*self.made, made]
        start = made.method("__init__")
        if start is not None:
            inner: Names = {"self": made, **self.arguments(start, call, names)}
            self.depth += 1
            self.run(body_of(start), inner)
            self.depth -= 1
        return made

    def unbuilt(self, kind: ast.ClassDef) -> Instance:
        """An object of a class that the text never makes: its settings are the usual ones."""
        made = Instance(kind)
        start = made.method("__init__")
        if start is not None:
            inner: Names = {"self": made}
            for name, usual in parameters_of(start):
                given = self.is_given(name)
                inner[name] = ast.Name(name, ast.Load()) if usual is None or given else usual
            self.depth += 1
            within = self.depth, self._silent, self._loops
            for one in body_of(start):
                try:
                    self.run([one], inner)
                except NotStraightError:
                    self.depth, self._silent, self._loops = within
                    self.left.append(one)
            self.depth -= 1
        self.own |= self.leaves.keys()
        return made

    def _parts(
        self, targets: Sequence[ast.expr], value: ast.expr, one: ast.stmt, names: Names
    ) -> None:
        """``a, b = …``: of two formulas, of the sizes of an array, or of what is given."""
        if any(isinstance(target, ast.Starred) for target in targets):
            raise NotStraightError
        if isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(targets):
            held = [self.bound(part, names) for part in value.elts]
            for target, typed, part in zip(targets, value.elts, held, strict=True):
                if isinstance(target, ast.Name):
                    self._hold(target.id, part, typed, one, names)
                elif isinstance(target, ast.Subscript) and isinstance(part, ast.expr):
                    self._entry(target, part, names, is_ready=True)
                else:
                    self._set_to(target, typed, one, names)
            return
        if isinstance(value, ast.Attribute) and value.attr == "shape":
            self._parts_of(self.value(value, names), targets, one, names)
            return
        found = self.bound(value, names)
        if isinstance(found, (ast.Tuple, ast.List)) and len(found.elts) == len(targets):
            self._parts(targets, found, one, names)
        elif isinstance(found, ast.Name) and found.id in self._lists:
            self._parts_of(found, targets, one, names)
        elif isinstance(found, ast.Name) and self._is_free(found.id):
            self._unpack(found.id, targets, names)
        else:
            raise NotStraightError

    def _is_free(self, name: str) -> bool:
        """Whether nothing says what ``name`` is: a parameter, or a leaf without a value."""
        known = name in self._values
        return not known and (name in self.leaves or self.versions.get(name, ["x"])[0] == "")

    def _parts_of(
        self, whole: ast.expr, targets: Sequence[ast.expr], one: ast.stmt, names: Names
    ) -> None:
        """Each target is an entry of ``whole``."""
        for i, target in enumerate(targets, self.first):
            self._set_to(target, ast.Subscript(whole, ast.Constant(i), ast.Load()), one, names)

    def _unpack(self, name: str, targets: Sequence[ast.expr], names: Names) -> None:
        """``w, b = params``: what is given are w and b."""
        for target in targets:
            if not isinstance(target, ast.Name):
                raise NotStraightError
            names[target.id] = self.leaf(target.id)
            self.unpacked.setdefault(name, []).append(target.id)

    def _entry(
        self, target: ast.Subscript, value: ast.expr, names: Names, *, is_ready: bool = False
    ) -> None:
        """``m[y] = 0``: a list with another entry there; of several at once the value is ready."""
        if not isinstance(target.value, ast.Name):
            raise NotStraightError
        if isinstance(target.slice, ast.Constant) and isinstance(target.slice.value, str):
            raise NotStraightError
        if any(isinstance(one, ast.Slice) for one in ast.walk(target.slice)):
            raise NotStraightError
        name = target.value.id
        if name not in names and name not in self.outside and name not in self._lists:
            raise NotStraightError  # c[t] = … of paper
        held = self.looked_up(name, names)
        if not isinstance(held, ast.expr):
            raise NotStraightError
        index = self.value(target.slice, names)
        value = value if is_ready else self.value(value, names)
        places = index.elts if isinstance(index, ast.Tuple) else [index]
        made = ast.Call(ast.Name("with_entry", ast.Load()), [held, value, *places], [])
        if self._silent:
            names[name] = made
            return
        new = self.new(name)
        self.lines.append(Line(self._source, new, made))
        names[name] = ast.Name(new, ast.Load())

    def _numbers(self) -> dict[str, int]:
        """Whole numbers that names stand for, given beside the text or set in it."""
        found = {name: int(x) for name, x in self._values.items() if x is not None and x % 1 == 0}
        for line in self.lines:
            value = line.value or getattr(line.source, "value", None)
            number = whole_number(value) if line.name and value else None
            found |= {line.name: number} if number is not None else {}
        return found

    def _size(self, node: ast.expr) -> tuple[int, ...]:
        """The shape of a list that is given or written out; () where nothing says it."""
        name = node.id if isinstance(node, ast.Name) else ""
        text = self._lists.get(name, "")
        set_ = [one.value or one.source for one in self.lines if name and one.name == name]
        found = set_[0] if set_ else None
        value = found.value if isinstance(found, ast.Assign) else found
        if text:
            try:
                value = ast.parse(text.strip(), mode="eval").body
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                return ()
        return shape_written(value if isinstance(value, ast.expr) else None)
