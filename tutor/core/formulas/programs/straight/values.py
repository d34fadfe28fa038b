"""Formulas of a program with what its names stand for put in, and its own functions written out."""

from __future__ import annotations

import ast
import copy
from abc import abstractmethod
from collections.abc import Sequence

from tutor.core.formulas.programs.straight.conditions import holds
from tutor.core.formulas.programs.straight.made import (
    Bound,
    Instance,
    Layer,
    Names,
    NotStraightError,
)
from tutor.core.formulas.programs.straight.masks import masked_sum, opposite
from tutor.core.formulas.programs.straight.sizes import whole_number
from tutor.core.formulas.programs.straight.tree import (
    body_of,
    called_name,
    condition_of,
    is_layer,
    is_short,
    is_whole,
    names_in,
    parameters_of,
)

_PLACING = frozenset(["device", "dtype", "requires_grad", "name"])
"""Options of a call that say where its numbers are kept."""
MOST = 3_000
"""Parts that one formula may have; what doubles itself line by line is not written out."""
DEPTH = 12
"""Calls of the text's own functions inside each other."""


class Values:
    """Reads formulas; what a statement does is said by the class that runs them."""

    functions: dict[str, ast.FunctionDef]
    classes: dict[str, ast.ClassDef]
    outside: Names
    called: set[str]
    kept: set[str]
    depth = 0
    first = 0
    """The number of a list's first entry."""

    @abstractmethod
    def run(self, body: Sequence[ast.stmt], names: Names) -> ast.expr | None:
        """Go through the statements of a function; what it returns."""

    @abstractmethod
    def named(self, name: str, value: ast.expr) -> ast.expr:
        """A name for a formula that stands in several places."""

    @abstractmethod
    def leaf(self, name: str) -> ast.expr:
        """A name that nothing in the text has set."""

    @abstractmethod
    def build(self, kind: ast.ClassDef, call: ast.Call, names: Names) -> Instance:
        """An object of a class of the text."""

    def bound(self, node: ast.expr, names: Names) -> Bound:
        """What ``node`` is, an object or a formula.  Raises NotStraightError."""
        if isinstance(node, ast.Name):
            return self.looked_up(node.id, names)
        if isinstance(node, ast.Attribute):
            owner = self.owner(node, names)
            if owner is not None:
                return self.attribute(owner, node.attr)
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in self.classes:
                return self.build(self.classes[node.func.id], node, names)
            if is_layer(node):
                return Layer(node)
        return self.value(node, names)

    def owner(self, node: ast.Attribute, names: Names) -> Instance | None:
        """The object whose attribute is meant; None where it is no object of the text."""
        found: Bound = None
        if isinstance(node.value, ast.Name):
            found = names.get(node.value.id, self.outside.get(node.value.id))
        elif isinstance(node.value, ast.Attribute):
            owner = self.owner(node.value, names)
            found = self.attribute(owner, node.value.attr) if owner is not None else None
        return found if isinstance(found, Instance) else None

    def attribute(self, owner: Instance, name: str) -> Bound:
        """What ``self.w`` is; what nothing sets is a leaf."""
        if name not in owner.attributes:
            owner.attributes[name] = self.leaf(name)
        return owner.attributes[name]

    def looked_up(self, name: str, names: Names) -> Bound:
        """What a name is here.  Raises NotStraightError where that cannot be said."""
        for one in (names, self.outside):
            if name in one:
                if one[name] is None:
                    raise NotStraightError
                return one[name]
        return self.leaf(name)

    def value(self, node: ast.expr, names: Names) -> ast.expr:
        """A formula.  Raises NotStraightError where an object stands in it."""
        found = _expression(_Put(self, names).visit(copy.deepcopy(node)))
        if sum(1 for _ in ast.walk(found)) > MOST:
            raise NotStraightError
        return found

    def result(self, node: ast.Call, names: Names) -> ast.expr | None:
        """What a call gives; None where it stays as it is."""
        func = node.func
        if isinstance(func, ast.Call) and is_layer(func):
            return self.of_layer(Layer(func), node, names)
        if isinstance(func, ast.Name):
            held = names.get(func.id, self.outside.get(func.id))
            if isinstance(held, (Layer, Instance)):
                return self.of_held(held, node, names)
            function = self.functions.get(func.id)
            if function is None or held is not None:
                return None
            self.called.add(func.id)
            if is_short(function) and is_whole(node, function) and not self.calls_more(function):
                self._keep(function)
                return None
            return self.inlined(function, node, names, {})
        owner = self.owner(func, names) if isinstance(func, ast.Attribute) else None
        if owner is None or not isinstance(func, ast.Attribute):
            return None
        method = owner.method(func.attr)
        if method is not None:
            return self.inlined(method, node, names, {"self": owner})
        return self.of_held(self.attribute(owner, func.attr), node, names)

    def of_held(self, held: Bound, node: ast.Call, names: Names) -> ast.expr:
        """What an object gives that is called.  Raises NotStraightError for a formula."""
        if isinstance(held, Layer):
            return self.of_layer(held, node, names)
        if isinstance(held, Instance):
            return self.of_object(held, node, names)
        raise NotStraightError

    def function_of(self, node: ast.Call, names: Names) -> ast.FunctionDef | None:
        """The method of an object of the text that is called; None for other calls."""
        func, held = node.func, None
        if isinstance(func, ast.Name):
            held = names.get(func.id, self.outside.get(func.id))
        elif isinstance(func, ast.Attribute):
            owner = self.owner(func, names)
            if owner is not None and (method := owner.method(func.attr)) is not None:
                return method
            held = self.bound(func, names) if owner is not None else None
        return _called(held) if isinstance(held, Instance) else None

    def calls_more(self, function: ast.FunctionDef) -> bool:
        """Whether a short function calls one that is not short, or an object."""
        for one in ast.walk(function):
            if isinstance(one, ast.Call) and isinstance(one.func, ast.Name):
                other = self.functions.get(one.func.id)
                held = self.outside.get(one.func.id)
                if isinstance(held, (Layer, Instance)):
                    return True
                if other is not None and other is not function:
                    self.called.add(one.func.id)
                    if not is_short(other) or self.calls_more(other):
                        return True
        return any(
            isinstance(held, ast.expr)
            for name in names_in(function)
            if (held := self.outside.get(name)) is not None
            and not (isinstance(held, ast.Name) and held.id == name)
        )

    def _keep(self, function: ast.FunctionDef) -> None:
        """A short function, and those that it calls, stay as they stand."""
        self.kept.add(function.name)
        for name in names_in(function):
            if name in self.functions and name not in self.kept:
                self._keep(self.functions[name])

    def of_layer(self, layer: Layer, node: ast.Call, names: Names) -> ast.expr:
        """``nn.MSELoss(reduction='sum')`` of these arguments."""
        word = called_name(layer.made.func)
        arguments = [self.value(one, names) for one in node.args]
        if word in {"Identity", "Flatten"} and len(arguments) == 1:
            return arguments[0]
        settings = [*layer.made.keywords, *node.keywords]
        made = ast.Call(layer.made.func, [*arguments, *layer.made.args], settings)
        return ast.copy_location(made, node)

    def of_object(self, owner: Instance, node: ast.Call, names: Names) -> ast.expr:
        """An object that is called."""
        method = _called(owner)
        if method is None:
            raise NotStraightError
        return self.inlined(method, node, names, {"self": owner})

    def inlined(
        self, function: ast.FunctionDef, node: ast.Call, names: Names, own: Names
    ) -> ast.expr:
        """What a function of the text gives for these arguments; its lines come before."""
        if self.depth > DEPTH:
            raise NotStraightError
        inner = {**own, **self.arguments(function, node, names)}
        self.depth += 1
        found = self.run(body_of(function), inner)
        self.depth -= 1
        if found is None:
            raise NotStraightError
        return found

    def arguments(self, function: ast.FunctionDef, node: ast.Call, names: Names) -> Names:
        """What the parameters stand for.  Raises NotStraightError where they do not fit."""
        if function.args.vararg or function.args.kwarg:
            raise NotStraightError
        parameters = parameters_of(function)
        known = [name for name, _ in parameters]
        if len(node.args) > len(known) or any(isinstance(one, ast.Starred) for one in node.args):
            raise NotStraightError
        given = dict(zip(known, node.args, strict=False))
        for one in node.keywords:
            if one.arg not in known or one.arg in given:
                takes = f"it takes {', '.join(known)}"
                raise NotStraightError(f"{function.name} has no argument {one.arg!r}", takes, one)
            given[one.arg] = one.value
        out: Names = {}
        for name, usual in parameters:
            if name in given:
                held = self.bound(given[name], names)
                uses = list(names_in(function)).count(name)
                is_long = not isinstance(
                    held, (Instance, Layer, ast.Name, ast.Constant, ast.List, ast.Tuple)
                )
                if is_long and uses > 1 and isinstance(held, ast.expr):
                    held = self.named(name, held)
                out[name] = held
            elif usual is not None:
                out[name] = usual
            else:
                raise NotStraightError
        return out


class _Put(ast.NodeTransformer):
    """Puts in what names stand for."""

    def __init__(self, values: Values, names: Names) -> None:
        self._values = values
        self._names = names

    def visit_Name(self, node: ast.Name) -> ast.expr:  # the names are ast's
        found = self._values.looked_up(node.id, self._names)
        if not isinstance(found, ast.expr):
            raise NotStraightError
        return found

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        owner = self._values.owner(node, self._names)
        if owner is None:
            if isinstance(node.value, ast.Name) and node.value.id not in self._names:
                held = self._values.outside.get(node.value.id, node.value)
                if held is not node.value:
                    node.value = self.visit_Name(node.value)
                return node  # np.pi, x.T
            return self._visited(node)
        found = self._values.attribute(owner, node.attr)
        if not isinstance(found, ast.expr):
            raise NotStraightError
        return found

    def visit_Call(self, node: ast.Call) -> ast.expr:
        condition = condition_of(node)
        if condition is not None:
            return self._visited(condition)
        if isinstance(node.func, ast.Attribute) and node.func.attr in {"to", "cuda", "cpu"}:
            return self._argument(node.func.value)
        found = self._values.result(node, self._names)
        if found is not None:
            return found
        if isinstance(node.func, ast.Name):
            if self._values.functions.get(node.func.id) is None:
                held = self._names.get(node.func.id)
                node.func = held if isinstance(held, ast.expr) else node.func
            node.args = [self._argument(one) for one in node.args]
        else:
            node.func = self.visit(node.func)
            node.args = [self._argument(one) for one in node.args]
        node.keywords = [one for one in node.keywords if one.arg not in _PLACING]
        for one in node.keywords:
            one.value = self.visit(one.value)
        return masked_sum(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        found = self._visited(node)
        return opposite(found) if isinstance(found, ast.UnaryOp) else found

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        found = self._visited(node)
        settled = holds(found.test, {}, {}) if isinstance(found, ast.IfExp) else None
        if not isinstance(found, ast.IfExp) or settled is None:
            return found
        return found.body if settled else found.orelse

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        found = self._visited(node)
        if isinstance(found, ast.BinOp) and isinstance(found.op, ast.Add):
            one, other = found.left, found.right
            if isinstance(one, ast.List) and isinstance(other, ast.List):  # one behind the other
                return ast.List([*one.elts, *other.elts], ast.Load())
        return found

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        found = self._visited(node)
        if isinstance(found, ast.Subscript) and isinstance(found.value, ast.List):
            place, first = found.slice, self._values.first
            entries = found.value.elts
            index = whole_number(place)
            if index is not None and (first or -len(entries)) <= index < len(entries) + first:
                return entries[index - first]
        return found

    def _argument(self, node: ast.expr) -> ast.expr:
        return _expression(self.visit(node))

    def _visited(self, node: ast.expr) -> ast.expr:
        return _expression(self.generic_visit(node))

    def _of_turns(self, node: ast.ListComp | ast.GeneratorExp) -> ast.expr:
        """A loop in a formula: its own names are not those around it."""
        own = {n for one in node.generators for n in names_in(one.target)}
        before = self._names
        self._names = {**before, **{n: ast.Name(n, ast.Load()) for n in own}}
        found = self._visited(node)
        self._names = before
        return found

    def visit_ListComp(self, node: ast.ListComp) -> ast.expr:
        return self._of_turns(node)

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> ast.expr:
        return self._of_turns(node)

    def visit_Lambda(self, _: ast.Lambda) -> ast.expr:
        raise NotStraightError


def _expression(node: ast.AST) -> ast.expr:
    if not isinstance(node, ast.expr):
        raise NotStraightError
    return node


def _called(owner: Instance) -> ast.FunctionDef | None:
    """What an object does that is called."""
    return owner.method("__call__") or owner.method("forward") or owner.method("call")
