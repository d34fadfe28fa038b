"""One formula in the strict syntax: products that are implied, functions under other names, powers.

A small descent over the tokens that writes the text which the grammar of expressions reads; every
character of it knows the place of what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tutor.core.errors import ExpressionError
from tutor.core.formulas.formula.choices import cases_of
from tutor.core.formulas.formula.decisions import COMPARE
from tutor.core.formulas.formula.factors import (
    Factor,
    refuse_derivative,
    refuse_side_by_side,
    refuse_two_readings,
)
from tutor.core.formulas.formula.names import KnownNames
from tutor.core.formulas.formula.picking import INDICATOR, Picking, is_condition, product_of
from tutor.core.formulas.formula.stream import DEPTH, Let
from tutor.core.formulas.lexer import (
    CLOSE,
    OPEN,
    REFUSED,
    Piece,
    Token,
    Written,
    closing_place,
    refuse,
    split_at,
    text_of,
    too_early,
)
from tutor.core.text import safe

LONGEST = 1000
"""Tokens that one formula may have: more than can be written in the characters that are allowed."""

_INDICES = frozenset("ijklLt")


def strict_formula(tokens: Sequence[Token], names: KnownNames, let: Let) -> Written:
    """The strict text of ``tokens``.

    ``let`` gives a part of it a name of its own.  Raises ExpressionError at the place of what
    cannot be read, or can be read in two ways.
    """
    if len(tokens) > LONGEST:
        help_ = "split it: give the parts names of their own"
        raise refuse("this formula is too long", tokens[LONGEST], help_)
    depth = 0
    for token in tokens:
        depth += token.is_(*OPEN) - token.is_(*CLOSE)
        if depth > DEPTH:
            raise refuse("this formula is too deeply nested", token, "split it up")
    return _Shaper(tokens, names, let).whole()


class _Shaper(Picking):
    _bars = 0  # absolute values that are open

    def whole(self) -> Written:
        """All tokens: a formula, or a choice that is one of the functions."""
        if not self._tokens:
            raise ExpressionError("the expression is empty", 0)
        cases = cases_of(self._tokens)
        if cases:
            return self._choice(cases)
        out = self._logic()
        if self._token is not None:
            raise describe_misplaced(self._token)
        return out

    def _inner(self, tokens: Sequence[Token]) -> Written:
        level = self._level + 1
        inner = _Shaper(tokens, self._names, self._let, level=level, budget=self._budget)
        return inner.whole()

    # Sums and comparisons -------------------------------------------------------------------------

    def _logic(self) -> Written:
        out: Written = []
        while True:
            token = self._token
            if token is not None and token.word("not"):
                out.append(Piece("not ", self._take().at))
                continue
            out += self._sum()
            token = self._token
            if token is None or not (token.is_(*COMPARE) or token.word("and", "or")):
                return out
            self._take()
            out.append(Piece(f" {token.text} ", token.at))

    def _sum(self) -> Written:
        out = [*self._signs(), *self._term()]
        while self._is("+", "-"):
            token = self._take()
            after = self._token
            if token.is_("-") and after is not None and after.is_("-") and after.at == token.end:
                help_ = "write - (-x) for a difference, otherwise remove what is behind them"
                raise refuse("two minus signs begin a remark, or change a sign twice", token, help_)
            out += [Piece(f" {token.text} ", token.at), *self._signs(), *self._term()]
        return out

    def _signs(self) -> Written:
        out: Written = []
        while self._is("+", "-"):
            token = self._take()
            out.append(Piece(token.text, token.at))
        return out

    # Products -------------------------------------------------------------------------------------

    def _term(self) -> Written:
        start = self._next
        factors = [self._factor("")]
        while True:
            if self._is("*", "/") or self._is_dot_between():
                token = self._take()
                token = replace(token, text="*") if token.is_(".") else token
                signs = self._signs()
                one = self._factor(token.text)
                factors.append(Factor(token.text, [*signs, *one.written], one.kind, one.token))
            elif self._begins_factor():
                factors.append(self._factor(""))
                refuse_side_by_side(factors[-2], factors[-1], self._names)
            else:
                break
        last = factors[-1]
        if (
            len(factors) > 1 and not last.sign and last.token.is_("[", "(") and last.token.gap
            and text_of(last.written).strip("()").isdigit() and factors[-2].kind != "number"
        ):  # fmt: skip
            help_ = "write * before it for a product, otherwise remove it"
            raise refuse("a number in brackets is a factor, or a reference", last.token, help_)
        refuse_derivative(factors, self._names)
        refuse_two_readings(factors)
        if len(factors) == 1 and factors[0].kind == INDICATOR and self._joins(start):
            at = factors[0].token.at
            return [Piece("(", at), *factors[0].written, Piece(")", at)]
        for one in factors[1:]:
            if one.kind == INDICATOR and not one.sign and one.token.gap:
                raise refuse(
                    "a condition in brackets is a factor, 1 or 0, or a remark", one.token,
                    "write * before it for a factor, if for a case, otherwise remove it",
                )  # fmt: skip
        if any(one.kind == INDICATOR for one in factors):
            return self._with_indicators(factors)
        return product_of(factors)

    def _is_dot_between(self) -> bool:
        """``W . x``: a dot between blanks is a product."""
        token, after = self._token, self._tokens[self._next + 1 : self._next + 2]
        return token is not None and token.is_(".") and token.gap and bool(after) and after[0].gap

    def _joins(self, start: int) -> bool:
        """Whether ``and``, ``or`` or ``not`` stands beside the term that begins at ``start``."""
        around = [*self._tokens[max(start - 1, 0) : start], *self._tokens[self._next :][:1]]
        return any(token.word("and", "or", "not") for token in around)

    def _begins_factor(self) -> bool:
        token = self._token
        if token is None:
            return False
        if token.kind == "name":
            return not token.word("and", "or", "not", "if", "else")
        if token.kind == "number":
            return token.gap or not token.text.startswith(".")
        if token.kind == "strange":
            return token.text == NORM
        return token.is_(*OPEN) or (token.is_("|") and self._bars == 0)

    def _factor(self, typed: str) -> Factor:
        if self._token is None:
            raise too_early(self._tokens[-1].end)
        start = self._next
        kind, written = self._atom()
        token = self._tokens[start]
        while True:
            if self._is(".") and self._following("name") and not self._is_dot_between():
                if kind == INDICATOR and self._is_cast():
                    continue
                kind, written = "call", self._method(written)
            elif self._token is not None and self._token.text == TRANSPOSE:
                self._take()  # a single number is its own transpose
            elif self._is("^"):
                written = self._power(written, kind)
                kind = "power" if kind == "number" else kind
            else:
                return Factor(typed, written, kind, token)

    def _atom(self) -> tuple[str, Written]:
        if self._level > DEPTH:
            raise refuse("this formula is too deeply nested", self._last(), "split it up")
        self._level += 1
        found = self._one_atom()
        self._level -= 1
        return found

    def _one_atom(self) -> tuple[str, Written]:
        token = self._take()
        if token.kind == "number":
            return "number", [Piece(token.text, token.at)]
        if token.kind == "name":
            return self._name(token)
        if token.is_(*OPEN):
            self._next -= 1
            return self._group(token)
        if token.is_("|"):
            return "group", self._absolute(token)
        if token.kind == "strange" and token.text == NORM:
            return "group", self._norm(token)
        if token.is_(*CLOSE) and self._next > 1 and self._tokens[self._next - 2].is_(*OPEN):
            raise refuse("a number or a name is missing", token)
        error = describe_misplaced(token)
        if not error.help and token.kind == "sign":
            error.help = "a number or a name is missing before it"
        raise error

    def _group(self, opening: Token) -> tuple[str, Written]:
        inside = self._bracketed()
        if not inside:
            raise refuse("there is nothing in these brackets", opening, "remove them")
        if len(split_at(inside, ",")) > 1:
            comma = next(t for t in inside if t.is_(","))
            help_ = "a point is used in numbers: 0.5; a list belongs in dot([…], […]) only"
            raise refuse("a comma does not belong in these brackets", comma, help_)
        if is_condition(inside) and not cases_of(inside):
            return INDICATOR, self._inner(inside)
        closing = self._tokens[self._next - 1]
        return "group", [Piece("(", opening.at), *self._inner(inside), Piece(")", closing.at)]

    def _absolute(self, opening: Token) -> Written:
        """``|x|``; twice the bars are the norm of a number, which is the same."""
        doubled = self._is("|") and not self._last().gap
        if doubled:
            self._take()
        self._bars += 1
        inside = self._sum()
        self._bars -= 1
        for _ in range(2 if doubled else 1):
            if not self._is("|"):
                raise refuse("this bar is not closed", opening, "add |, or write abs(…)")
            closing = self._take()
        self._without_kind_of_norm()
        return [Piece("abs(", opening.at), *inside, Piece(")", closing.at)]

    def _norm(self, opening: Token) -> Written:
        """The norm of a single number is its absolute value."""
        end = next((i for i in range(self._next, len(self._tokens))
                    if self._tokens[i].text == NORM), 0)  # fmt: skip
        if end <= self._next:
            raise refuse("this bar is not closed", opening, "add it, or write abs(…)")
        inside = self._inner(self._tokens[self._next : end])
        self._next = end + 1
        self._without_kind_of_norm()
        return [Piece("abs(", opening.at), *inside, Piece(")", self._tokens[end].at)]

    def _without_kind_of_norm(self) -> None:
        """``‖w‖₁`` and ``‖w‖₂`` are the same for a single number."""
        if self._token is not None and self._token.text in {"_1", "_2"} and not self._token.gap:
            self._take()

    # Powers ---------------------------------------------------------------------------------------

    def _power(self, base: Written, kind: str) -> Written:
        caret = self._take()
        index = self._as_index(text_of(base), kind)
        if index is not None:
            return index
        if self._transposed():
            return base
        exponent = self._exponent(caret)
        self._hint_index(text_of(base), text_of(exponent))
        after = self._tokens[self._next + 1 : self._next + 2]
        one = text_of(exponent).strip("()")
        if one in {"1", "-1"} and self._is("/") and after and after[0].kind == "number":
            x, n = text_of(base), after[0].text
            quotient = f"{x}/{n}" if one == "1" else f"1/({n}*{x})"
            help_ = f"write {x}^({one}/{n}) for a root, {quotient} for a quotient"
            raise refuse("this can be read in two ways", caret, help_)
        decisions = self._names.decisions
        whole = decisions.whole_power(text_of(base), one) if decisions else ""
        return [*base, Piece("^", caret.at), *([Piece(whole, caret.at)] if whole else exponent)]

    def _hint_index(self, base: str, exponent: str) -> None:
        """``y^i`` may be meant as an index, where no values say that it is a power."""
        exponent = exponent.strip("()")
        if exponent in _INDICES and base.isidentifier() and not self._names.known(exponent):
            hint = f"{base}^{exponent} is a power; the name with an index is {base}_{exponent}"
            self._names.hints[exponent] = hint

    def _transposed(self) -> bool:
        """``w^T x``: a single number is its own transpose."""
        token, known = self._token, self._names.known
        if token is None or known("T"):
            return False
        if token.text == TRANSPOSE:
            self._take()
            return True
        if token.is_("(") and [t.text for t in self._tokens[self._next + 1 : self._next + 3]] in (
            ["T", ")"], [TRANSPOSE, ")"],
        ):  # fmt: skip
            self._next += 3
            return True
        if token.kind != "name" or token.text[0] != "T" or (known(token.text)):
            return False
        rest = token.text[1:]
        made = [Token("name", rest, token.at + 1, token.end)] if rest else []
        self._put(made, self._next, self._next + 1)
        return True

    def _as_index(self, name: str, kind: str) -> Written | None:
        """``a^L`` and ``w^(2)`` are names where values are given under them."""
        if kind != "name" or self._names.known(name):
            return None
        start, end = self._next, self._next + 1
        if self._opens():
            start, end = start + 1, closing_place(self._tokens, self._next)
        inside = self._tokens[start:end]
        if len(inside) != 1 or inside[0].kind not in {"name", "number"}:
            return None
        after = inside[0].text
        layered = re.fullmatch(r"[LlNn]_\w+", after) is not None
        for made in (name + after, f"{name}_{after}"):
            if self._names.known(made) or (layered and made != name + after):
                self._next = end if start == self._next else end + 1
                return [Piece(self._names.node(made), inside[0].at)]
        return None

    def _exponent(self, caret: Token, *, euler: bool = False) -> Written:
        signs = self._signs()
        token = self._token
        if token is None:
            raise too_early(caret.end)
        start = self._next
        kind, written = self._atom()
        while self._is("^") or (self._is(".") and self._following("name")):
            written = self._power(written, kind) if self._is("^") else self._method(written)
        after = self._token
        glued = after is not None and not after.gap and self._begins_factor()
        was_split = token.kind == "name" and self._tokens[start].text != token.text
        if after is not None and glued and kind in {"number", "name"} and (
            was_split or (euler and not after.is_("("))
        ):  # fmt: skip
            base, power = "e" if euler else "…", text_of(written)
            help_ = f"write {base}^({power}*{after.text}) or {base}^{power} * {after.text}"
            raise refuse("this can be read in two ways", token, help_)
        if signs and not euler:
            return [Piece("(", token.at), *signs, *written, Piece(")", token.at)]
        return [*signs, *written]


NORM, TRANSPOSE = "‖", "ᵀ"
_INSTEAD = {
    ",": "write a semicolon between definitions",
    ":": "leave out what stands before it, or write = for a definition",
    "?": "a choice is written x if x > 0 else 0",
    "->": "a function is written f(x) = …",
    "//": "it cuts a quotient off: write / for the quotient itself",
}


def describe_misplaced(token: Token) -> ExpressionError:
    """What to say of a token where none of its kind can stand."""
    if token.kind == "strange":
        return describe_strange(token)
    if token.kind == "text":
        return refuse("a text in quotes does not belong in a formula", token, "remove it")
    if token.is_(*CLOSE):
        return refuse("this bracket closes nothing", token, "remove it, or add (")
    if token.is_("|"):
        return refuse("this bar closes nothing", token, "write abs(x) for a value without sign")
    help_ = _INSTEAD.get(token.text, "leave it out, or write it with + - * / ^ and names")
    return refuse(f"{token.text!r} does not belong here", token, help_)


def describe_strange(token: Token) -> ExpressionError:
    """What to say of a sign that no formula has."""
    char = token.text
    if char in REFUSED:
        message, help_ = REFUSED[char]
        return refuse(message, token, help_)
    shown = f"'{safe(char)}'" if char.isascii() else f"'{safe(char)}' (U+{ord(char[0]):04X})"
    help_ = "names have Latin or Greek letters, digits and _" if char.isalpha() else ""
    return refuse(f"{shown} does not belong in a formula", token, help_)
