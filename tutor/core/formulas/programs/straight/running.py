"""The statements of a program, gone through with formulas for numbers: nothing is computed."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from tutor.core.formulas.lexer import GRADIENT
from tutor.core.formulas.programs.ranges import TURNS
from tutor.core.formulas.programs.straight.conditions import holds
from tutor.core.formulas.programs.straight.keeping import Keeping
from tutor.core.formulas.programs.straight.made import (
    Line,
    Names,
    NotStraightError,
    methods_of,
    without_vain,
)
from tutor.core.formulas.programs.straight.masks import otherwise
from tutor.core.formulas.programs.straight.sizes import entries_of, whole_number, whole_numbers
from tutor.core.formulas.programs.straight.tree import (
    body_of,
    called_name,
    constant,
    is_said,
    is_whole,
)

LINES = 400
"""Lines that a program may come to, and the statements that are gone through for them."""

TRAINS = re.compile(
    r"\.backward\(|\.grad\b|\.step\(|zero_grad|\bgrads?\b|gradient|\blr\b|learning_rate|\bepochs?\b"
)
_TRAINED = re.compile(r"\.(?:train|fit|update|step|backward|backprop\w*|optimi[sz]e)\(")
"""Calls behind which an object has other weights."""
_NEXT, _LAST = ast.Name("continue", ast.Load()), ast.Name("break", ast.Load())


class Running(Keeping):
    """Goes through the statements, one after another."""

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
        if isinstance(one, (ast.For, ast.While)):
            return self._loop(one, names)
        if isinstance(one, ast.With):
            return self._within(one, names)
        if isinstance(one, ast.Return):
            return self._returned(one, names)
        if isinstance(one, (ast.Continue, ast.Break)):
            return _NEXT if isinstance(one, ast.Continue) else _LAST
        if isinstance(one, (ast.FunctionDef, ast.ClassDef)):
            self._definition(one)
        elif isinstance(one, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
            self._assigned(one, names)
        elif isinstance(one, ast.Expr):
            self._alone(one, names)
        elif not isinstance(one, (ast.Import, ast.ImportFrom, ast.Assert, ast.Global, ast.Pass)):
            raise NotStraightError
        elif not is_said(one) and not self.depth:
            self.lines.append(Line(one))
        return None

    def _within(self, one: ast.With, names: Names) -> ast.expr | None:
        """What stands under ``with``; without gradients it is no part of a graph."""
        said = ast.unparse(one.items[0])
        if "no_grad" in said or "inference_mode" in said:
            self.left.append(one)
            return None
        return self.run(one.body, names)

    def _definition(self, one: ast.FunctionDef | ast.ClassDef) -> None:
        if isinstance(one, ast.FunctionDef):
            self.functions[one.name] = one
        else:
            self._class(one)

    def _class(self, one: ast.ClassDef) -> None:
        is_number = any(method.name in {"__add__", "__mul__"} for method in methods_of(one))
        if is_number:  # Value itself
            self.left.append(one)
        else:
            self.classes[one.name] = one

    def _alone(self, one: ast.Expr, names: Names) -> None:
        """A formula that is set to nothing: shown, asked for a gradient, or added to a list."""
        node = one.value
        if isinstance(node, ast.Constant):
            return
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            func = node.func
            if func.attr == "append" and len(node.args) == 1 and (
                self._added_to(func.value, node.args[0], names)
            ):  # fmt: skip
                return
            if isinstance(func.value, ast.Call) and ast.unparse(func.value.func) == "super":
                return
        if not (self.depth or self._silent or self._loops) and self._show(one, names):
            return
        function = (
            self.functions.get(called_name(node.func)) if isinstance(node, ast.Call) else None
        )
        if function and isinstance(node, ast.Call) and not is_whole(node, function):
            self.lines.append(Line(one, "", self.value(node, names)))
        elif isinstance(node, ast.Tuple):
            self.left.append(one)
        elif not self.depth and not self._silent:
            self.lines.append(Line(one))

    def _added_to(self, list_: ast.expr, entry: ast.expr, names: Names) -> bool:
        """Add an entry to a list; one that nothing sets was begun in lines that were not pasted."""
        if not isinstance(list_, ast.Name):
            return False
        name = list_.id
        held = names.get(name, self.outside.get(name))
        if held is None and not (self.depth or self.is_given(name) or name in self._set):
            held = ast.List([], ast.Load())
        if isinstance(held, ast.List):
            names[name] = ast.List([*held.elts, self.value(entry, names)], ast.Load())
        return isinstance(held, ast.List)

    def _show(self, one: ast.Expr, names: Names) -> bool:
        """Keep the last call of an object that the text shows: ``print(net.forward(x))``.

        Whether it was a call alone, which has set parts of its object.
        """
        for call in ast.walk(one):
            if isinstance(call, ast.Call) and (function := self.function_of(call, names)):
                self.trained = self.trained or bool(_TRAINED.search(ast.unparse(one)))
                self.shown = None if self.trained else (one, call)
                owner = (
                    self.owner(call.func, names) if isinstance(call.func, ast.Attribute) else None
                )
                if call is one.value and owner and _sets(function) and not self.trained:
                    before = len(self.lines)
                    inner: Names = {"self": owner, **self.arguments(function, call, names)}
                    self.depth += 1
                    self.run(body_of(function), inner)
                    self.depth -= 1
                    self.of_objects += self.lines[before:]
                    self.shown = None
                    return True
                break
        return False

    def _returned(self, one: ast.Return, names: Names) -> ast.expr:
        if one.value is None:
            raise NotStraightError
        value = one.value
        if isinstance(value, ast.Tuple):  # loss, dW
            kept = [e for e in value.elts if not self._is_beside(e)]
            if len(kept) != 1 and not self.depth:
                raise NotStraightError
            if len(kept) != 1 or len(kept) == len(value.elts):
                return self.value(value, names)
            self.left.append(one)
            value = kept[0]
        return self.value(value, names)

    @staticmethod
    def _is_beside(node: ast.expr) -> bool:
        """Whether a function gives this beside its result: a gradient, or what is kept for one."""
        return isinstance(node, ast.Name) and (
            GRADIENT.match(node.id) is not None or node.id in {"cache", "grads", "caches", "memory"}
        )

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
        condition, orelse = self.value(one.test, names), otherwise(one)
        values = self._values if self._loops else {}
        decided = holds(condition, values, self._lists)
        if decided is not None:
            if not self._loops:
                self.left += orelse if decided else one.body
            found = self.run(one.body if decided else orelse, names)
            return (found,) if found is not None else None
        yes, no = dict(names), dict(names)
        self._silent += 1
        first, second = self.run(one.body, yes), self.run(orelse, no)
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
            if isinstance(one, ast.List) and isinstance(other, ast.List):
                names[name] = _chosen_entries(condition, one, other)
                continue
            made = ast.copy_location(ast.IfExp(condition, one, other), condition)
            names[name] = made if self._silent else self.named(name, made)

    def _loop(self, one: ast.For | ast.While, names: Names) -> ast.expr | None:
        """The turns of a loop.  Raises NotStraightError for a loop of unknown size."""
        if isinstance(one, ast.While):
            return self._counting_loop(one, names)
        if TRAINS.search(ast.unparse(one)):
            what = "this loop trains: each of its turns is a graph of its own"
            raise NotStraightError(what, "paste the formulas of one turn, without the updates")
        turns = self._turns(one.iter, names)
        if not turns:
            raise NotStraightError("this loop has no turns", "remove it")
        if len(turns) > TURNS:
            raise NotStraightError
        before = len(self.lines)
        self._loops += 1
        for turn in turns:
            self._bind(one.target, turn, names)
            found = self.run(one.body, names)
            if found is _LAST:
                break
            if found is not None and found is not _NEXT:
                self._loops -= 1
                return found
        self._loops -= 1
        self.lines[before:], name = without_vain(self.lines[before:], self.versions, names)
        if name:
            what = f"every turn of this loop sets {name!r} anew, so only the last one counts"
            raise NotStraightError(what, "write the turn that is meant")
        return None

    def _counting_loop(self, one: ast.While, names: Names) -> ast.expr | None:
        """``while i < 3:`` with an i that the text counts.  Raises NotStraightError for another."""
        self._loops += 1
        for _ in range(TURNS + 1):
            holds_ = holds(self._reckoned(self.value(one.test, names)), {}, {})
            if holds_ is None or one.orelse:
                raise NotStraightError
            if not holds_:
                self._loops -= 1
                return None
            found = self.run(one.body, names)
            if found is not None and found is not _NEXT:
                self._loops -= 1
                return None if found is _LAST else found
        raise NotStraightError

    def _reckoned(self, condition: ast.expr) -> ast.expr:
        """A comparison of whole numbers with their values: ``i < len(x)`` as i < 3."""
        if not isinstance(condition, ast.Compare):
            return condition
        sides = [condition.left, *condition.comparators]
        found = [whole_number(side, self._size, self._numbers()) for side in sides]
        left, *others = [
            side if n is None else constant(n, side) for side, n in zip(sides, found, strict=True)
        ]
        return ast.Compare(left, condition.ops, others)

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
            if word in {"seq_along", "eachindex"} and len(given) == 1:
                count = len(self._turns(given[0], names))
                return [constant(i, over) for i in range(self.first, count + self.first)]
            if word in {"range", "xrange", "seq_len"}:
                given = [constant(0, over), *given] if word == "seq_len" else given
                ends = [self.value(one, names) for one in given]
                found = whole_numbers(ends, self._size, self._numbers())
                return [constant(number + (word == "seq_len"), over) for number in found]
            if word == "zip":
                columns = [self._turns(one, names) for one in given]
                if len({len(column) for column in columns}) != 1:
                    raise NotStraightError
                return [ast.Tuple(list(row), ast.Load()) for row in zip(*columns, strict=True)]
            if word == "enumerate" and len(given) == 1:
                return [
                    ast.Tuple([constant(i, over), row], ast.Load())
                    for i, row in enumerate(self._turns(given[0], names), self.first)
                ]
        found_ = self.value(over, names)
        if isinstance(found_, (ast.List, ast.Tuple)):
            return list(found_.elts)
        return entries_of(found_, self._size, self.first)


def _chosen_entries(condition: ast.expr, yes: ast.List, no: ast.List) -> ast.List | None:
    """The list whose entries are chosen between two lists; None where they differ in length."""
    if len(yes.elts) != len(no.elts):
        return None
    pairs = zip(yes.elts, no.elts, strict=True)
    return ast.List(
        [one if one is other else ast.IfExp(condition, one, other) for one, other in pairs],
        ast.Load(),
    )


def _sets(function: ast.FunctionDef) -> bool:
    """Whether a method sets parts of its object."""
    return any(
        isinstance(one, (ast.Attribute, ast.Subscript)) and isinstance(one.ctx, ast.Store)
        for one in ast.walk(function)
    )
