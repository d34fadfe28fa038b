"""Lark's side of reading: builds the tree from the grammar's rules, and words its complaints."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import cast

from lark import Lark, Token, Transformer, UnexpectedInput, UnexpectedToken
from lark.visitors import v_args

from tutor.core.errors import ExpressionError
from tutor.core.expression.tree import (
    Binary,
    BinaryOperator,
    Call,
    Compare,
    Comparison,
    Expression,
    ListLiteral,
    Logic,
    Name,
    Number,
    Unary,
)

_BINARY: dict[str, BinaryOperator] = {
    "+": "add",
    "-": "sub",
    "−": "sub",
    "*": "mul",
    "·": "mul",
    "×": "mul",
    "/": "div",
    "^": "pow",
    "**": "pow",
}
_COMPARE: dict[str, Comparison] = {
    "<": "<",
    "<=": "<=",
    "≤": "<=",
    ">": ">",
    ">=": ">=",
    "≥": ">=",
    "==": "==",
    "!=": "!=",
    "≠": "!=",
}


def read(text: str) -> Expression:
    """The tree of ``text``; raises ExpressionError where the grammar has no rule for it."""
    try:
        return cast(Expression, _lark().parse(text))
    except UnexpectedInput as error:
        raise _complaint(error, text) from None


@lru_cache(maxsize=1)
def _lark() -> Lark:
    """The parser, made from the grammar file that is installed beside this one."""
    return Lark.open_from_package(
        __package__,
        "expression.lark",
        parser="lalr",
        lexer="contextual",
        maybe_placeholders=False,
        transformer=_Builder(),
    )


def _column(token: Token) -> int:
    return (token.column or 1) - 1


@v_args(inline=True)
class _Builder(Transformer[Token, Expression]):
    """One method a rule of the grammar; the parser calls it when the rule's parts are there."""

    def number(self, token: Token) -> Expression:
        return Number(float(token.replace("−", "-")), _column(token))

    def name(self, token: Token) -> Expression:
        return Name(str(token), _column(token))

    def unary(self, sign: Token, operand: Expression) -> Expression:
        return Unary("pos" if sign == "+" else "neg", operand, _column(sign))

    def binary(self, left: Expression, sign: Token, right: Expression) -> Expression:
        return Binary(_BINARY[sign], left, right, _column(sign))

    def either(self, left: Expression, sign: Token, right: Expression) -> Expression:
        return Logic("or", left, right, _column(sign))

    def both(self, left: Expression, sign: Token, right: Expression) -> Expression:
        return Logic("and", left, right, _column(sign))

    def inverted(self, sign: Token, operand: Expression) -> Expression:
        return Unary("not", operand, _column(sign))

    def comparison(self, first: Expression, *rest: Token | Expression) -> Expression:
        signs, parts = cast("tuple[Token, ...]", rest[::2]), rest[1::2]
        pairs = tuple(
            (_COMPARE[sign], cast(Expression, part))
            for sign, part in zip(signs, parts, strict=True)
        )
        return Compare(first, pairs, _column(signs[0]))

    def call(self, function: Token, *arguments: Expression) -> Expression:
        return Call(str(function), arguments, _column(function))

    def vector(self, bracket: Token, *items: Expression) -> Expression:
        return ListLiteral(items, _column(bracket))


def _complaint(error: UnexpectedInput, text: str) -> ExpressionError:
    """Lark's complaint, in words for someone who wrote an expression."""
    if not isinstance(error, UnexpectedToken):
        return _about_character(text, error.pos_in_stream or 0)
    token = cast(Token, error.token)
    wanted = set(error.accepts or error.expected)
    if token.type == "$END":
        if not text.strip():
            return ExpressionError("the expression is empty", 0)
        if wanted & {"NUMBER", "NAME"}:
            return ExpressionError(
                "the expression ends too early", len(text.rstrip()), "a number or a name is missing"
            )
        return ExpressionError("a bracket is not closed", len(text.rstrip()), "add )")
    column = _column(token)
    if token.type in {"NUMBER", "NAME", "LPAR"} and not wanted & {"NUMBER", "NAME"}:
        return ExpressionError(
            f"an operator is missing before {str(token)!r}",
            column,
            "a product is written with *, as in 2*x",
        )
    if token.type == "RPAR" and not wanted & {"NUMBER", "NAME"}:
        return ExpressionError("this bracket closes nothing", column, "remove it, or add (")
    if token.type == "OPEN_LIST":
        return ExpressionError("a list belongs in dot([…], […]) only", column)
    return ExpressionError(f"{str(token)!r} does not belong here", column, _instead(wanted))


def _instead(wanted: set[str]) -> str:
    return "a number or a name is missing before it" if wanted & {"NUMBER", "NAME"} else ""


def _about_character(text: str, position: int) -> ExpressionError:
    char = text[position]
    if char == "=":
        return ExpressionError("'=' does not belong in an expression", position, "equal is ==")
    if char == "!":
        return ExpressionError("'!' does not belong in an expression", position, "write not, or !=")
    if char == ".":
        call = re.match(r"\.([A-Za-z]\w*)\(", text[position:])
        help_ = f"write {call[1]}(…)" if call and position else "as in 0.5"
        return ExpressionError("a dot belongs in a number only", position, help_)
    return ExpressionError(f"{char!r} does not belong here", position)
