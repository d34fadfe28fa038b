"""Choices in a formula: a function where it is one, else the case that holds for the values.

A condition in brackets is 1 where it holds and 0 elsewhere, so that ``(x > 0)*x`` is a choice too.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from tutor.core.errors import ExpressionError
from tutor.core.formulas.formula.choices import Case, as_function
from tutor.core.formulas.formula.decisions import COMPARE, UndecidedError, names_in
from tutor.core.formulas.formula.factors import Factor
from tutor.core.formulas.formula.named import Named
from tutor.core.formulas.lexer import (
    CLOSE,
    OPEN,
    Piece,
    Token,
    Written,
    refuse,
    split_at,
    text_of,
    within,
    words,
)

INDICATOR = "indicator"
"""The kind of a factor that is a condition."""

_CASTS = words("float double int long astype type type_as to half cast")
"""Methods that make numbers of what holds and what does not."""
_STEPS = words("heaviside step unit_step")
_MADE = words("float int double cast float32 float64 I indicator ind one")
"""What makes a number of a condition."""
_AND = {"&&": "and", "&": "and", "||": "or", chr(0x2227): "and", chr(0x2228): "or"}


class Picking(Named):
    """Reads what is chosen by a condition."""

    def _choice(self, cases: Sequence[Case]) -> Written:
        first = self._tokens[0]
        if not all(case.branch and (case.condition is None or case.condition) for case in cases):
            raise refuse("a case or its condition is missing", first, "as in x if x > 0 else 0")
        used = {token.text for branch, _ in cases for token in branch}
        conditions = [self._condition(one, used) if one else None for _, one in cases]
        branches: list[Written | ExpressionError] = []
        for branch, _ in cases:
            try:
                branches.append(self._inner(branch))
            except ExpressionError as error:  # it counts where its case holds
                branches.append(error)
        return self._chosen(branches, conditions, first)

    def _condition(self, tokens: list[Token], used: Set[str]) -> Written:
        """The condition in the strict syntax; = and ≤ are read as what they ask.

        ``used`` are the words of the cases, in which a label does not stand.
        """
        meant = [
            Token("sign", "==", t.at, t.end) if t.is_("=")
            else Token("name", _AND[t.text], t.at, t.end) if t.text in _AND else t
            for t in tokens
        ]  # fmt: skip
        while within(meant, "("):
            meant = within(meant, "(")
        if meant[0].text not in used and self._is_label(meant):
            meant += [Token("sign", "!=", meant[-1].at, meant[-1].end),
                      Token("number", "0", meant[-1].at, meant[-1].end)]  # fmt: skip
        if not is_condition(meant):
            help_ = "compare two numbers, as in x > 0"
            raise refuse("this is not a condition", tokens[0], help_)
        return self._inner(meant)

    def _is_label(self, tokens: list[Token]) -> bool:
        """Whether this is one number that is 0 or 1 here: ``log(p) if y else log(1 - p)``."""
        bare = tokens[0].kind in {"name", "number"} and all(
            one.kind in {"name", "number"} or one.is_("[", "]") for one in tokens
        )
        decisions = self._names.decisions
        if not bare or decisions is None:
            return False
        return decisions.value_of(text_of(self._inner(tokens))) in {0, 1}

    def _chosen(
        self,
        branches: Sequence[Written | ExpressionError],
        conditions: Sequence[Written | None],
        first: Token,
    ) -> Written:
        """What is drawn of a choice.  Raises ExpressionError when nothing can be."""
        function = _function_of(branches, conditions)
        if function:
            return [Piece(function, first.at)]
        known = [
            frozenset[str]() if isinstance(b, ExpressionError) else names_in(b) for b in branches
        ]
        decisions = self._names.decisions
        if decisions is None or not any(known):
            unread = next((b for b in branches if isinstance(b, ExpressionError)), None)
            if unread and not isinstance(unread, UndecidedError):
                raise unread
            help_ = "write max(a, b), relu(x) or abs(x) where it is one of these"
            what = "a choice like this has no gradient of its own"
            if decisions is not None and unread is None:
                what = "a choice of numbers is a step, which has no gradient of its own"
            raise refuse(what, first, help_)
        place = decisions.pick(conditions, first.at)
        branch = branches[place]
        if isinstance(branch, ExpressionError):
            raise branch
        decisions.asked |= frozenset[str]().union(*known, *(names_in(c) for c in conditions if c))
        return branch

    def _with_indicators(self, factors: Sequence[Factor]) -> Written:
        """``x*(x > 0)``: the other factors where the condition holds, else 0."""
        conditions = [one for one in factors if one.kind == INDICATOR]
        first = conditions[0]
        if any(one.sign == "/" for one in conditions) or factors[0].sign == "/":
            raise refuse("nothing is divided by a condition", first.token, "it is 0 or 1")
        rest = [one for one in factors if one.kind != INDICATOR]
        at = first.token.at
        while (
            rest
            and text_of(rest[0].written) in {"1", "1.0"}
            and not (rest[1:] and rest[1].sign == "/")
        ):
            rest = rest[1:]
        if self._names.decisions is None and not any(names_in(one.written) for one in conditions):
            # a condition, which is not an answer: who reads one says so
            return [Piece("(", at), *first.written, Piece(")", at)]
        product = product_of(rest)
        if not rest or rest[0].sign == "/":
            product = [Piece("1/" if rest else "1", at), *product]
        condition: Written = []
        for one in conditions:
            both = [Piece(" and ", at)] if condition else []
            inner = [Piece("(", at), *one.written, Piece(")", at)]
            condition += [*both, *(inner if len(conditions) > 1 else one.written)]
        no = [Piece("0", at)]
        chosen = self._chosen([product, no], [condition, None], first.token)
        kept = [Piece("0*", at), *product] if chosen is no else chosen
        return [Piece("(", at), *kept, Piece(")", at)]

    def _step(self, word: str, inside: list[Token]) -> Written | None:
        """The condition that a function of it is: ``I(x > 0)``, ``heaviside(x, 0)``."""
        parts = split_at(inside, ",")
        if word in _STEPS and len(parts) == 2 and text_of_tokens(parts[1]) in {"0", "1"}:
            at = inside[0].at
            sign = " > " if parts[1][0].text == "0" else " >= "
            return [*self._inner(parts[0]), Piece(sign, at), Piece("0", at)]
        is_cast = word in _MADE and (len(parts) == 1 or word in _CASTS)
        return self._inner(parts[0]) if is_cast and is_condition(parts[0]) else None

    def _is_cast(self) -> bool:
        """Go behind ``.float()`` or ``.astype(int)`` of a condition, which is a number here."""
        method = self._tokens[self._next + 1]
        if method.text not in _CASTS:
            return False
        self._next += 2
        if self._is("("):
            self._bracketed()
        return True


def text_of_tokens(tokens: Sequence[Token]) -> str:
    """What was typed, without blanks."""
    return "".join(token.text for token in tokens).removesuffix(".0")


def product_of(factors: Sequence[Factor]) -> Written:
    """The factors with their signs."""
    out: Written = []
    for i, factor in enumerate(factors):
        if i:
            out.append(Piece(factor.sign or "*", factor.token.at))
        out += factor.written
    return out


def is_condition(tokens: Sequence[Token]) -> bool:
    """Whether something is compared here, outside all inner brackets."""
    depth = 0
    for token in tokens:
        depth += token.is_(*OPEN) - token.is_(*CLOSE)
        if depth == 0 and (token.is_(*COMPARE) or token.word("and", "or", "not")):
            return True
    return False


def _function_of(
    branches: Sequence[Written | ExpressionError], conditions: Sequence[Written | None]
) -> str:
    """The function that the cases are together, from the last two on; "" when there is none."""
    made = branches[-1]
    if isinstance(made, ExpressionError) or len(branches) < 2:
        return ""
    last = conditions[-1]
    if last is not None and not (
        conditions[-2] and _sides(last) and _sides(last) == _sides(conditions[-2])[::-1]
    ):
        return ""
    text = text_of(made)
    for branch, condition in zip(reversed(branches[:-1]), reversed(conditions[:-1]), strict=True):
        if isinstance(branch, ExpressionError) or condition is None or not _sides(condition):
            return ""
        text = as_function(text_of(branch), text, *_sides(condition))
        if not text:
            return ""
    return text


def _sides(condition: Written) -> tuple[str, ...]:
    """The larger and the smaller side of one comparison; none when it is another condition."""
    signs = [i for i, p in enumerate(condition) if p.text.strip() in {*COMPARE, "and", "or", "not"}]
    if len(signs) != 1 or condition[signs[0]].text.strip() not in {"<", ">", "<=", ">="}:
        return ()
    sides = text_of(condition[: signs[0]]), text_of(condition[signs[0] + 1 :])
    both = tuple("".join(side.split()) for side in sides)
    return both if ">" in condition[signs[0]].text else both[::-1]
