"""The statements of a program, gone through with formulas for numbers: nothing is computed."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from tutor.core.formulas.programs.ranges import TURNS
from tutor.core.formulas.programs.straight.conditions import holds
from tutor.core.formulas.programs.straight.made import (
    Bound,
    Instance,
    Layer,
    Line,
    Names,
    NotStraightError,
    methods_of,
)
from tutor.core.formulas.programs.straight.sizes import entries_of, whole_numbers
from tutor.core.formulas.programs.straight.tree import (
    GRADIENT,
    asks_gradient,
    body_of,
    constant,
    is_compiled,
    is_condition,
    is_drawn,
    is_filled,
    is_said,
    names_in,
    parameters_of,
    targets_of,
)
from tutor.core.formulas.programs.straight.values import Values

LINES = 400
"""Lines that a program may come to, and the statements that are gone through for them."""

_NEXT, _LAST = ast.Name("continue", ast.Load()), ast.Name("break", ast.Load())


class Running(Values):
    """What is known at the place that the program has come to."""

    def __init__(
        self, tree: ast.Module, lists: Mapping[str, str], values: Mapping[str, float | None]
    ) -> None:
        self.functions = {}
        self.classes = {}
        self.outside = {}
        self.called = set()
        self.lines: list[Line] = []
        self.left: list[ast.stmt] = []
        self.leaves: dict[str, None] = {}
        self.own: set[str] = set()
        self.unpacked: dict[str, list[str]] = {}
        self.versions: dict[str, list[str]] = {}
        self._lists = lists
        self._values = values
        self._words = {one.id for one in ast.walk(tree) if isinstance(one, ast.Name)}
        self._set = set(targets_of(tree.body))
        self._silent = self._loops = self._steps = 0
        self._source: ast.stmt = tree.body[0] if tree.body else ast.Pass()
        self._builds = [
            one.func.id for one in ast.walk(tree)
            if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)
        ]  # fmt: skip
        self._added = {
            one.func.value.id for one in ast.walk(tree)
            if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute)
            and one.func.attr == "append" and isinstance(one.func.value, ast.Name)
        }  # fmt: skip
        self._grown = self._added | {
            one.target.id for one in ast.walk(tree)
            if isinstance(one, ast.AugAssign) and isinstance(one.target, ast.Name)
        }  # fmt: skip

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
            given = name in self._lists or name in self._values
            out[name] = usual if is_setting and not given else ast.Name(name, ast.Load())
            self.versions.setdefault(name, []).append("")
        return out

    # Statements -----------------------------------------------------------------------------------

    def run(self, body: Sequence[ast.stmt], names: Names) -> ast.expr | None:
        """Go through statements; what they return, or that a loop goes on or ends."""
        for place, one in enumerate(body):
            self._steps += 1
            if self._steps > LINES * 5 or len(self.lines) > LINES:
                raise NotStraightError
            if not self._silent and not self.depth:
                self._source = one
            if isinstance(one, ast.If):
                found = self._choice(one, body[place + 1 :], names)
                if found is not None:
                    return found[0]
                continue
            result = self._statement(one, names)
            if result is not None:
                return result
        return None

    def _statement(self, one: ast.stmt, names: Names) -> ast.expr | None:
        if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef)):
            self.functions[one.name] = one  # type: ignore[assignment]  # they have the same fields
        elif isinstance(one, ast.ClassDef):
            self._class(one)
        elif isinstance(one, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
            self._assigned(one, names)
        elif isinstance(one, ast.For):
            return self._loop(one, names)
        elif isinstance(one, ast.With):
            said = ast.unparse(one.items[0])
            if "no_grad" in said or "inference_mode" in said:
                self.left.append(one)
            else:
                return self.run(one.body, names)
        elif isinstance(one, ast.Return):
            return self._returned(one, names)
        elif isinstance(one, ast.Continue):
            return _NEXT
        elif isinstance(one, ast.Break):
            return _LAST
        elif isinstance(one, ast.Expr):
            self._alone(one, names)
        elif isinstance(one, (ast.While, ast.Try)):
            raise NotStraightError
        elif not is_said(one) and not self.depth:
            self.lines.append(Line(one))
        return None

    def _class(self, one: ast.ClassDef) -> None:
        is_number = any(method.name in {"__add__", "__mul__"} for method in methods_of(one))
        if is_number:  # Value itself
            self.left.append(one)
            self.is_changed = True
        else:
            self.classes[one.name] = one

    def _alone(self, one: ast.Expr, names: Names) -> None:
        """A formula that is set to nothing: shown, asked for a gradient, or added to a list."""
        node = one.value
        if isinstance(node, ast.Constant):
            return
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            func = node.func
            if func.attr == "append" and isinstance(func.value, ast.Name) and len(node.args) == 1:
                held = names.get(func.value.id, self.outside.get(func.value.id))
                if isinstance(held, ast.List):
                    made = ast.List([*held.elts, self.value(node.args[0], names)], ast.Load())
                    names[func.value.id] = made
                    self.is_changed = True
                    return
            if isinstance(func.value, ast.Call) and ast.unparse(func.value.func) == "super":
                return
        if isinstance(node, ast.Tuple):
            self.left.append(one)
            self.is_changed = True
        elif not self.depth and not self._silent:
            self.lines.append(Line(one))

    def _returned(self, one: ast.Return, names: Names) -> ast.expr:
        if one.value is None:
            raise NotStraightError
        value = one.value
        if isinstance(value, ast.Tuple):  # loss, dW
            kept = [e for e in value.elts if not self._is_beside(e)]
            if len(kept) != 1 or len(kept) == len(value.elts):
                return self.value(value, names)
            self.is_changed = True
            self.left.append(one)
            value = kept[0]
        return self.value(value, names)

    @staticmethod
    def _is_beside(node: ast.expr) -> bool:
        """Whether a function gives this beside its result: a gradient, or what is kept for one."""
        return isinstance(node, ast.Name) and (
            GRADIENT.match(node.id) is not None or node.id in {"cache", "grads", "caches", "memory"}
        )

    # Names ----------------------------------------------------------------------------------------

    def leaf(self, name: str) -> ast.expr:
        if name in self.versions and self.versions[name][0]:
            raise NotStraightError  # another function has set it
        self.leaves[name] = None
        return ast.Name(name, ast.Load())

    def _new(self, name: str) -> str:
        """The name of the next value of ``name``."""
        found = self.versions.setdefault(name, [""] if name in self.leaves else [])
        new = name
        if found:
            number = len(found)
            while f"{name}_{number}" in self._words:
                number += 1
            new = f"{name}_{number}"
            self._words.add(new)
        found.append(new)
        return new

    def named(self, name: str, value: ast.expr) -> ast.expr:
        if self._silent:
            return value
        new = self._new(name)
        self.lines.append(Line(self._source, new, value))
        return ast.Name(new, ast.Load())

    def _assigned(self, one: ast.Assign | ast.AnnAssign | ast.AugAssign, names: Names) -> None:
        targets = one.targets if isinstance(one, ast.Assign) else [one.target]
        value = one.value
        if value is None:
            return
        if isinstance(one, ast.AugAssign):
            read = ast.parse(ast.unparse(one.target), mode="eval").body
            value = ast.BinOp(read, one.op, value)
        for target in targets:
            try:
                self._set_to(target, value, one, names)
            except NotStraightError:
                for name in targets_of([ast.Assign([target], value)]):
                    names[name] = None
                self._forget(target, names)
                self.left.append(one)
                self.is_changed = True

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
                self._attribute(owner, target.attr, value, names)
            elif not self.depth:
                self.lines.append(Line(one))
        elif isinstance(target, ast.Name):
            self._name(target.id, value, one, names)
        else:
            raise NotStraightError

    def _name(self, name: str, value: ast.expr, one: ast.stmt, names: Names) -> None:
        if is_drawn(value):
            self._begins(name, one, names)
            return
        if asks_gradient(value):
            self.left.append(one)
            names[name] = None
            return
        if is_compiled(value, self.functions):
            self.left.append(one)
            return
        held = self.bound(value, names)
        if not isinstance(held, ast.expr):
            names[name] = held
            self.is_changed = True
            return
        held = _folded(held)
        if is_condition(held):  # is_small = abs(e) <= d
            names[name] = held
            self.is_changed = True
            return
        is_empty = isinstance(held, ast.List) and not held.elts
        if (
            ((isinstance(held, ast.Constant) or is_empty) and name in self._grown)
            or self._silent
            or (isinstance(held, ast.List) and name in self._added)
            or (isinstance(held, ast.Name) and self.depth)
        ):
            names[name] = held
        else:
            new = self._new(name)
            is_typed = new == name and ast.dump(held) == ast.dump(value) and not self.depth
            as_typed = is_typed and isinstance(one, ast.Assign) and len(one.targets) == 1
            if as_typed and not any(True for _ in names_in(held)):
                self.lines.append(Line(one))  # x = torch.tensor(2.0), a leaf
            else:
                self.lines.append(Line(self._source, new, held))
            names[name] = ast.Name(new, ast.Load())

    def _begins(self, name: str, one: ast.stmt, names: Names) -> None:
        """A weight that is drawn: its value is for a person to give."""
        self.left.append(one)
        self.is_changed = True
        names[name] = self.leaf(name)
        self.own.add(name)

    def _attribute(self, owner: Instance, name: str, value: ast.expr, names: Names) -> None:
        """``self.w = …``, a leaf where its numbers are drawn or given, or are sizes."""
        self.is_changed = True
        several = self._builds.count(owner.kind.name) > 1
        whole = f"{owner.kind.name}{id(owner) % 97}_{name}" if several else name
        if several:
            whole = f"{name}{1 + list(self._kinds(owner)).index(owner)}"
        given = name in self._lists or name in self._values
        if is_drawn(value) or (is_filled(value) and given):
            owner.attributes[name] = self.leaf(whole)
            self.own.add(whole)
            return
        held = self.bound(value, names)
        if isinstance(held, ast.expr) and not isinstance(held, (ast.Name, ast.Constant)):
            held = self.named(whole, held)
        if isinstance(held, ast.Constant) and isinstance(held.value, float) and not self._silent:
            if whole not in self.versions and whole not in self.leaves:
                self.lines.append(Line(self._source, self._new(whole), held))
                held = ast.Name(whole, ast.Load())
        owner.attributes[name] = held

    def _kinds(self, owner: Instance) -> Iterator[Instance]:
        return (one for one in self._made if one.kind is owner.kind)

    _made: Sequence[Instance] = ()

    def build(self, kind: ast.ClassDef, call: ast.Call, names: Names) -> Instance:
        made = Instance(kind)
        self._made = [*self._made, made]
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
                given = name in self._values or name in self._lists
                inner[name] = ast.Name(name, ast.Load()) if usual is None or given else usual
            self.depth += 1
            for one in body_of(start):
                try:
                    self.run([one], inner)
                except NotStraightError:
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
            for target, part in zip(targets, held, strict=True):
                if isinstance(target, ast.Name) and not isinstance(part, ast.expr):
                    names[target.id] = part
                elif isinstance(part, ast.expr):
                    self._set_to(target, part, one, names)
            return
        if isinstance(value, ast.Attribute) and value.attr == "shape":
            whole = self.value(value, names)
            for i, target in enumerate(targets):
                self._set_to(target, ast.Subscript(whole, ast.Constant(i), ast.Load()), one, names)
            return
        found = self.bound(value, names)
        if isinstance(found, (ast.Tuple, ast.List)) and len(found.elts) == len(targets):
            self._parts(targets, found, one, names)
            return
        is_leaf = isinstance(found, ast.Name) and (
            found.id in self.leaves or self.versions.get(found.id, ["x"])[0] == ""
        )
        if isinstance(found, ast.Name) and found.id in self._values:
            raise NotStraightError
        if not is_leaf or not isinstance(found, ast.Name) or found.id in self._lists:
            if isinstance(found, ast.Name) and found.id in self._lists:
                for i, target in enumerate(targets):
                    entry = ast.Subscript(found, ast.Constant(i), ast.Load())
                    self._set_to(target, entry, one, names)
                return
            raise NotStraightError
        self.is_changed = True
        parts = []
        for target in targets:
            if not isinstance(target, ast.Name):
                raise NotStraightError
            names[target.id] = self.leaf(target.id)
            parts.append(target.id)
        self.unpacked[found.id] = parts

    def _entry(self, target: ast.Subscript, value: ast.expr, names: Names) -> None:
        """``m[y] = 0``: a list with another entry there."""
        if not isinstance(target.value, ast.Name):
            raise NotStraightError
        if isinstance(target.slice, ast.Constant) and isinstance(target.slice.value, str):
            raise NotStraightError
        if any(isinstance(one, ast.Slice) for one in ast.walk(target.slice)):
            raise NotStraightError
        name = target.value.id
        held = self.looked_up(name, names)
        if not isinstance(held, ast.expr):
            raise NotStraightError
        self.is_changed = True
        index = self.value(target.slice, names)
        places = index.elts if isinstance(index, ast.Tuple) else [index]
        made = ast.Call(
            ast.Name("with_entry", ast.Load()), [held, self.value(value, names), *places], []
        )
        if self._silent:
            names[name] = made
            return
        new = self._new(name)
        self.lines.append(Line(self._source, new, made))
        names[name] = ast.Name(new, ast.Load())

    # Choices and loops ----------------------------------------------------------------------------

    def _choice(
        self, one: ast.If, rest: Sequence[ast.stmt], names: Names
    ) -> tuple[ast.expr | None] | None:
        """One branch, or both with a choice between what they set; None where the text goes on."""
        said = ast.unparse(one.test)
        if "__name__" in said:
            found = self.run(one.body, names)
            return (found,) if found is not None else None
        if self._only_checks(one):
            self.left.append(one)
            return None
        condition = self.value(one.test, names)
        values = self._values if self._loops else {}
        decided = holds(condition, values, self._lists)
        if decided is not None:
            self.is_changed = True
            found = self.run(one.body if decided else one.orelse, names)
            return (found,) if found is not None else None
        yes, no = dict(names), dict(names)
        self._silent += 1
        first, second = self.run(one.body, yes), self.run(one.orelse, no)
        if first is None and second is None:
            self._silent -= 1
            self._merged(condition, yes, no, names)
            return None
        if first is None or second is None:  # the other goes on with what follows
            other = yes if first is None else no
            result = self.run(rest, other)
            first, second = (result, second) if first is None else (first, result)
        self._silent -= 1
        if (first in (_NEXT, None)) and (second in (_NEXT, None)):
            self._merged(condition, yes, no, names)
            return (_NEXT if self._loops else None,)
        if first is None or second is None or {_NEXT, _LAST} & {first, second}:
            raise NotStraightError
        return (ast.copy_location(ast.IfExp(condition, first, second), condition),)

    @staticmethod
    def _only_checks(one: ast.If) -> bool:
        """Whether nothing comes of a choice but an error or a text that is shown."""
        return not one.orelse and all(
            isinstance(inner, (ast.Raise, ast.Assert, ast.Pass))
            or (isinstance(inner, ast.Expr) and ast.unparse(inner).startswith(("print", "log")))
            for inner in one.body
        )

    def _merged(self, condition: ast.expr, yes: Names, no: Names, names: Names) -> None:
        for name in dict.fromkeys([*yes, *no]):
            one, other = yes.get(name), no.get(name)
            if one is other:
                continue
            if not isinstance(one, ast.expr) or not isinstance(other, ast.expr):
                names[name] = None
                continue
            made = ast.copy_location(ast.IfExp(condition, one, other), condition)
            names[name] = made if self._silent else self.named(name, made)

    def _loop(self, one: ast.For, names: Names) -> ast.expr | None:
        """The turns of a loop one after another.  Raises NotStraightError for a loop of unknown size."""
        turns = self._turns(one.iter, names)
        if len(turns) > TURNS:
            raise NotStraightError
        self._loops += 1
        self.is_changed = True
        for turn in turns:
            self._bind(one.target, turn, names)
            found = self.run(one.body, names)
            if found is _LAST:
                break
            if found is not None and found is not _NEXT:
                self._loops -= 1
                return found
        self._loops -= 1
        return None

    def _bind(self, target: ast.expr, value: ast.expr, names: Names) -> None:
        if isinstance(target, ast.Name):
            names[target.id] = value
        elif isinstance(target, (ast.Tuple, ast.List)) and isinstance(value, ast.Tuple):
            if len(target.elts) != len(value.elts):
                raise NotStraightError
            for one, part in zip(target.elts, value.elts, strict=True):
                self._bind(one, part, names)
        else:
            raise NotStraightError

    def _turns(self, over: ast.expr, names: Names) -> list[ast.expr]:
        if isinstance(over, ast.Call) and isinstance(over.func, ast.Name):
            word, given = over.func.id, over.args
            if word in {"range", "xrange"}:
                found = whole_numbers([self.value(one, names) for one in given], self._size)
                return [constant(number, over) for number in found]
            if word == "zip":
                columns = [self._turns(one, names) for one in given]
                if len({len(column) for column in columns}) != 1:
                    raise NotStraightError
                return [ast.Tuple(list(row), ast.Load()) for row in zip(*columns, strict=True)]
            if word == "enumerate" and len(given) == 1:
                return [
                    ast.Tuple([constant(i, over), row], ast.Load())
                    for i, row in enumerate(self._turns(given[0], names))
                ]
        found_ = self.value(over, names)
        if isinstance(found_, (ast.List, ast.Tuple)):
            return list(found_.elts)
        return entries_of(found_, self._size)

    def _size(self, node: ast.expr) -> tuple[int, ...]:
        """The shape of a list that is given, or that the text writes out; () where nothing says it."""
        name = node.id if isinstance(node, ast.Name) else ""
        text = self._lists.get(name, "")
        value = next((one.value for one in self.lines if one.name == name and one.value), None)
        if text:
            try:
                value = ast.parse(text.strip(), mode="eval").body
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                return ()
        while isinstance(value, ast.Call) and value.args:
            value = value.args[0]
        shape: list[int] = []
        while isinstance(value, (ast.List, ast.Tuple)) and value.elts:
            shape.append(len(value.elts))
            value = value.elts[0]
        return tuple(shape)


def _folded(node: ast.expr) -> ast.expr:
    """``0 + x`` as x."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        for one, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(one, ast.Constant) and one.value == 0:
                return other
    return node


__all__ = ["Bound", "Layer", "Running"]
