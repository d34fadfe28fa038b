"""A program of a graph as C: the same lines, the same sums in the same order, the same bits.

``program_in_c`` reads the Python that ``source.py`` wrote, so that the mathematics stands in one
place; here it gets C's clothes.  Names are those of the Python program with a ``v_`` before them,
letters, digits and "_" only: no label gets into C as it was typed.
"""

from __future__ import annotations

import ast
import re

from engine.errors import GraphError
from engine.extras.c_functions import C_FUNCTIONS, OF_ALL, USES

TYPE_CHECKING = False  # true for a type checker
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HEAD = "#include <math.h>\n"
_SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_COMPARED = {ast.Gt: ">", ast.GtE: ">=", ast.Lt: "<", ast.LtE: "<=", ast.Eq: "==", ast.NotEq: "!="}
_CONSTANTS = {"inf": "INFINITY", "nan": "NAN"}


def program_in_c(source: str) -> str:
    """The function ``program`` of a straight-line program or of a replay, with all that it needs.

    Raises GraphError where the program calls something that has no C here: an operation that was
    added, or a number that is no float.
    """
    (function,) = ast.parse(source).body
    if not isinstance(function, ast.FunctionDef):
        raise GraphError("this is not the source of a program")
    writer = _Writer([argument.arg for argument in function.args.args])
    lines = list(writer.block(function.body, 1))
    text = [HEAD, *(C_FUNCTIONS[name] for name in _needed(writer.called)), writer.head(), "{"]
    return "\n".join([*text, *writer.unpacked(), *lines, "}"]) + "\n"


def _needed(called: set[str]) -> list[str]:
    """The functions that are called, directly or by another, in the order of their table."""
    waiting, found = [*called], set[str]()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += USES.get(name, ())
    return [name for name in C_FUNCTIONS if name in found]


class _Writer:
    """Statements and expressions as C; what was declared, and what is called."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self.rows = arguments == ["parameters", "rows"]
        self.arguments = [] if self.rows else list(arguments)
        self.called: set[str] = set()
        self._names: dict[str, str] = {}
        self._declared: set[str] = set()

    def head(self) -> str:
        """The first line of the function."""
        if self.rows:
            return (
                "double program(const double *parameters, const double *rows, long count, "
                "double *gradients)"
            )
        return "double program(const double *leaves, double *gradients)"

    def unpacked(self) -> Iterator[str]:
        """The leaves by their names, where they are the arguments."""
        for i, name in enumerate(self.arguments):
            yield f"    double {self._name(name)} = leaves[{i}];"

    def block(self, statements: Sequence[ast.stmt], depth: int) -> Iterator[str]:
        """The lines of some statements."""
        space = "    " * depth
        for statement in statements:
            match statement:
                case ast.Assign(
                    targets=[ast.Name(id=name)],
                    value=ast.Call(func=ast.Name(id="log_sum_exp_locals"), args=[_, *args]),
                ):
                    self.called.add("log_sum_exp_locals")
                    given = ", ".join(map(self._text, args))
                    yield f"{space}double {self._name(name)}[{len(args)}];"
                    yield (
                        f"{space}log_sum_exp_locals({len(args)}, (double[]){{{given}}}, "
                        f"{self._name(name)});"
                    )
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    yield f"{space}{self._assigned(name)} = {self._text(value)};"
                case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Name(id="parameters")):
                    yield from self._unpack(names, "parameters", space)
                case ast.For(target=ast.Tuple(elts=names), body=body):
                    yield f"{space}for (long i = 0; i < count; i++, rows += {len(names)}) {{"
                    yield from self._unpack(names, "rows", space + "    ")
                    yield from self.block(body, depth + 1)
                    yield f"{space}}}"
                case ast.Return(value=ast.Tuple(elts=[value, ast.List(elts=found)])):
                    yield from self._returned(value, found, space)
                case ast.Return(value=ast.Tuple(elts=[value, ast.Dict(values=found)])):
                    yield from self._returned(value, found, space)
                case _:
                    raise GraphError(f"a line has no C here: {ast.unparse(statement)[:80]}")

    def _unpack(self, names: Sequence[ast.expr], where: str, space: str) -> Iterator[str]:
        for i, name in enumerate(names):
            if isinstance(name, ast.Name):
                yield f"{space}{self._assigned(name.id)} = {where}[{i}];"

    def _returned(self, value: ast.expr, found: Sequence[ast.expr], space: str) -> Iterator[str]:
        for i, gradient in enumerate(found):
            yield f"{space}gradients[{i}] = {self._text(gradient)};"
        yield f"{space}return {self._text(value)};"

    def _assigned(self, name: str) -> str:
        """The name, with its type where it stands for the first time."""
        first = name not in self._declared
        self._declared.add(name)
        return f"double {self._name(name)}" if first else self._name(name)

    def _name(self, name: str) -> str:
        if name not in self._names:
            plain = "v_" + re.sub(r"[^A-Za-z0-9_]", "", name)[:40]
            taken = set(self._names.values())
            number, free = 1, plain
            while free in taken:
                number += 1
                free = f"{plain}_{number}"
            self._names[name] = free
        return self._names[name]

    def _text(self, node: ast.expr) -> str:
        """An expression; what has operators inside an operator gets brackets, as in Python."""
        match node:
            case ast.Constant(value=int() | float() as value):
                return repr(float(value))
            case ast.Name(id=name):
                return _CONSTANTS.get(name) or self._name(name)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return f"-{self._inner(operand)}"
            case ast.BinOp(op=ast.Pow(), left=left, right=right):
                return f"pow({self._text(left)}, {self._text(right)})"
            case ast.BinOp(op=op, left=left, right=right) if type(op) in _SIGNS:
                chain = isinstance(left, ast.BinOp) and isinstance(op, ast.Add | ast.Sub)
                first = self._text(left) if chain else self._inner(left)
                return f"{first} {_SIGNS[type(op)]} {self._inner(right)}"
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return f"{self._inner(left)} {_COMPARED[type(op)]} {self._inner(right)}"
            case ast.IfExp(test=test, body=body, orelse=other):
                asked = self._text(test)
                if not isinstance(test, ast.Compare):
                    asked += " != 0.0"
                return f"{asked} ? {self._inner(body)} : {self._inner(other)}"
            case _:
                return self._called(node)

    def _inner(self, node: ast.expr) -> str:
        text = self._text(node)
        plain = isinstance(node, ast.Name | ast.Call | ast.Subscript | ast.Constant)
        return text if plain and not text.startswith("-") else f"({text})"

    def _called(self, node: ast.expr) -> str:
        """A call, or one of the numbers that a call returns."""
        match node:
            case ast.Call(func=ast.Name(id=name), args=args):
                return self._call(name, args)
            case ast.Subscript(
                value=ast.Call(func=ast.Name(id=name), args=args),
                slice=ast.Constant(value=int() as slot),
            ):
                return self._call(f"{name}_{slot}", args)
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=int() as slot)):
                return f"{self._name(name)}[{slot}]"
            case _:
                raise GraphError(f"an expression has no C here: {ast.unparse(node)[:80]}")

    def _call(self, name: str, args: Sequence[ast.expr]) -> str:
        if name not in C_FUNCTIONS:
            raise GraphError(f"there is no C for the operation {name!r}; the Python program has it")
        self.called.add(name)
        given = ", ".join(map(self._text, args))
        return (
            f"{name}({len(args)}, (double[]){{{given}}})" if name in OF_ALL else f"{name}({given})"
        )
