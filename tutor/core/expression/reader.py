"""Text to expression, through the grammar in expression.lark.

Lark's parser keeps its own stack, so no nesting in the text becomes recursion in Python; length,
parts and depth of what it may read are capped.  The grammar is package data, read once, when the
first expression is.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import NoReturn

from tutor.core.budget import spend
from tutor.core.errors import ExpressionError
from tutor.core.expression.functions import KEYWORDS, QUESTIONS, functions, suggestion_for
from tutor.core.expression.tree import Call, Expression, ListLiteral, Name, Number, parts
from tutor.core.text import safe

LENGTH = 400
"""Characters that an expression may have."""
PARTS = 200
"""Numbers, names and operations that it may have."""
DEPTH = 60
"""Levels to which these may be nested."""

_STRANGE = re.compile(r"[^A-Za-z0-9_+\-*/^()\[\]<>=!., \t.≤≥≠−·×]")
_CALL = re.compile(r"(?<![A-Za-z0-9_.])([A-Za-z_][A-Za-z0-9_]*)[ \t]*\(")


def parse(text: str) -> Expression:
    """The expression that ``text`` writes.

    Raises ExpressionError, with the column of the first thing that is wrong and what to do.
    """
    if len(text) > LENGTH:
        raise ExpressionError(
            f"this expression has {len(text)} characters; {LENGTH} are allowed",
            LENGTH,
            "split it: give the parts names of their own",
        )
    spend(100 + 5 * len(text))
    return _parse(text)


@lru_cache(maxsize=1024)
def _parse(text: str) -> Expression:
    _refuse_unknown_functions(text)
    _refuse_strange_characters(text)
    expr = _tree(text)
    _check(expr)
    return expr


def _refuse_unknown_functions(text: str) -> None:
    for call in _CALL.finditer(text):
        name = call[1]
        if name not in functions() and name not in KEYWORDS:
            raise ExpressionError(
                f"no function called {safe(name)!r}", call.start(), _function_help(name)
            )


def _function_help(name: str) -> str:
    if name == "ln":
        return "the natural logarithm is log(…)"
    if len(name) <= 2:
        return f"to multiply, write {safe(name)}*(…)"
    return suggestion_for(name)


def _refuse_strange_characters(text: str) -> None:
    strange = _STRANGE.search(text)
    if strange is None:
        return
    char = strange[0]
    shown = f"'{safe(char)}'" if char.isascii() else f"'{safe(char)}' (U+{ord(char):04X})"
    help_ = ""
    if char.isdecimal():
        help_ = "write numbers with the digits 0 to 9"
    elif char.isalpha():
        help_ = "names have the letters a to z, A to Z, digits and _"
    elif char == ":":
        help_ = "write {= x, 2 decimals } or {= x, 3 figures } to say how a number is shown"
    elif char in "{}":
        help_ = "use round brackets"
    elif char in "²³⁰¹⁴⁵⁶⁷⁸⁹⁻":
        help_ = "write ^ for a power, as in e^2"
    elif char == "'":
        help_ = "for a derivative write local(y, x) or grad(z, x)"
    raise ExpressionError(f"{shown} does not belong in an expression", strange.start(), help_)


def _tree(text: str) -> Expression:
    from tutor.core.expression.grammar import read  # lark is imported with the first expression

    return read(text)


def _check(expr: Expression) -> None:
    """Refuse what the grammar lets through but no evaluation should meet."""
    lists_of_dot: set[int] = set()
    for count, (part, depth) in enumerate(parts(expr), 1):
        if count > PARTS or depth > DEPTH:
            _fail("this expression is too long or too deeply nested", part, "split it up")
        match part:
            case Number(value) if math.isinf(value):
                _fail("this number is too large", part)
            case Call():
                _check_call(part)
                if part.function == "dot":
                    lists_of_dot.update(id(argument) for argument in part.arguments[:2])
            case ListLiteral() if id(part) not in lists_of_dot:
                _fail("a list belongs in dot([…], […]) only", part)
            case _:
                pass


def _check_call(call: Call) -> None:
    function, given = functions()[call.function], len(call.arguments)
    if not function.least <= given <= function.most:
        _fail(f"{call.function} takes {_how_many(call.function)}, not {given}", call)
    if call.function in QUESTIONS:
        for argument in call.arguments:
            if not isinstance(argument, Name):
                wanted = ", ".join(QUESTIONS[call.function])
                _fail(f"{call.function}({wanted}) takes names of nodes, nothing else", argument)
    elif call.function == "dot":
        weights, inputs = call.arguments[:2]
        if not (isinstance(weights, ListLiteral) and isinstance(inputs, ListLiteral)):
            _fail("dot takes two lists", call, "as in dot([w1, w2], [x1, x2], b)")
        elif len(weights.items) != len(inputs.items):
            lengths = f"{len(weights.items)} and {len(inputs.items)}"
            _fail(f"the lists of dot have {lengths} entries", call, "they must be equally long")


def _how_many(name: str) -> str:
    function = functions()[name]
    if name == "dot":
        return "two lists, and a bias if there is one"
    if function.least < function.most:
        return "one argument or more"
    return "one argument" if function.most == 1 else f"{function.most} arguments"


def _fail(message: str, part: Expression, help_: str = "") -> NoReturn:
    raise ExpressionError(message, part.column, help_)
