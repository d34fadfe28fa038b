"""What a run of letters is: a function, a number, a name, or a product of names."""

from __future__ import annotations

import re

from tutor.core.formulas.formula.applied import Applied
from tutor.core.formulas.formula.names import letters_of, product_hint
from tutor.core.formulas.lexer import (
    EXPECTATION,
    IDLE_METHODS,
    MODULES,
    OPEN,
    VECTORS,
    WRAPPERS,
    Piece,
    Token,
    TokenKind,
    Written,
    canonical_name,
    closing_place,
    is_function,
    refuse,
    why_not,
    words,
)

PI = "3.141592653589793"
_KEYWORDS = ("and", "or", "not", "if", "else")
_FUNCTION_LETTERS = frozenset("fghFGHLJCEd")
"""Letters that stand for a function before a bracket as often as for a factor."""


_GLUED = re.compile(r"(sinh?|cosh?|tanh?|ln|log|exp|sqrt)([0-9]*)([A-Za-z](?:_?[0-9]+|_hat|hat)?)")
_VERBS = words("is be are of the was to has equals twice half with for")
"""Words that nobody calls a number."""


class Named(Applied):
    """Reads names."""

    def _name(self, token: Token) -> tuple[str, Written]:
        if token.word(*_KEYWORDS) or (token.text == "lambda" and self._is(":")):
            help_ = "a number or a name is missing before it"
            raise refuse(f"{token.text!r} does not belong here", token, help_)
        typed, token = token, self._without_module(token)
        word, names = token.text, self._names
        self._refuse_what_is_no_name(token)
        opened = self._is("(")
        if word in names.functions and opened and token is typed:  # np.tanh is no tanh of the text
            return self._expanded(token)
        if word in names.functions and self._is("^") and self._tokens[-1].is_(")"):
            help_ = f"write ({word}(x))^2 for a power; give the inverse function as a formula"
            raise refuse(f"a power of the function {word!r}", token, help_)
        step = self._condition_called(word) if opened and not names.known(word) else None
        if step is not None:
            return "indicator", step
        if word in WRAPPERS and opened and not names.known(word):
            return "group", self._wrapped()
        if self._is_called(token):
            return "call", self._function(token)
        return self._variable(token, opened=opened)

    def _condition_called(self, word: str) -> Written | None:
        """``I(x > 0)``: the condition, behind its bracket; None, at its place, for all else."""
        start = self._next
        found = self._step(word, self._bracketed())
        if found is None:
            self._next = start
        return found

    def _variable(self, token: Token, *, opened: bool) -> tuple[str, Written]:
        """What is not a function: a name, a constant, or several of them."""
        word = token.text
        if self._is("[") and not self._last().gap and self._indexed(token):
            return self._atom()
        if word == "E" and self._is("[") and not self._names.known(word):
            raise refuse(EXPECTATION[0], token, EXPECTATION[1])
        if self._names.known(word):
            return self._leaf(token)
        if word == "pi":
            return "number", [Piece(PI, token.at)]
        if word == "e":
            return self._euler(token)
        if self._split(token):
            return self._atom()
        if opened and not self._last().gap:
            self._refuse_unknown_call(token)
        return self._leaf(token)

    def _leaf(self, token: Token) -> tuple[str, Written]:
        word, names = token.text, self._names
        if word in _VERBS and not names.known(word):
            help_ = "write = for a definition, and signs for what is calculated"
            raise refuse(f"{word!r} is a word here, and no name", token, help_)
        hint = "" if names.known(word) or token.wild else product_hint(word)
        node = names.node(word)
        if hint:
            names.hints[node] = hint
        names.used.add(node)
        return "name", [Piece(node, token.at)]

    def _without_module(self, token: Token) -> Token:
        while self._is(".") and self._following("name") and not self._names.known(token.text):
            if token.text not in MODULES and not self._makes_a_number():
                break
            self._take()
            inner = self._take()
            text = {"PI": "pi", "E": "e"}.get(inner.text, inner.text)
            token = Token("name", text, token.at, inner.end, token.gap)
        return token

    def _makes_a_number(self) -> bool:
        """``t.tensor(2.0)``: what stands before the dot can only be a module."""
        after = self._tokens[self._next + 1 : self._next + 3]
        return len(after) == 2 and after[0].word(*WRAPPERS - IDLE_METHODS) and after[1].is_("(")

    def _is_called(self, token: Token) -> bool:
        word, known = token.text, self._names.known(token.text)
        if word == "sigma":
            return not known and self._argument_follows() and not self._is_squared_alone()
        if not is_function(word) and word.lower() not in VECTORS:
            return False
        return self._is("(") or not known

    def _is_squared_alone(self) -> bool:
        """``2σ²`` has a number σ; σ²(z) is a function."""
        if not self._is("^"):
            return False
        end = self._next + 1
        while end < len(self._tokens) and self._tokens[end].is_("+", "-"):
            end += 1
        if end < len(self._tokens) and self._tokens[end].is_(*OPEN):
            end = closing_place(self._tokens, end)
        return not (end + 1 < len(self._tokens) and self._tokens[end + 1].is_(*OPEN))

    def _euler(self, token: Token) -> tuple[str, Written]:
        """e before a power is Euler's number; anything else is asked back."""
        both = "for Euler's number write exp(1); otherwise give e a value: e=…"
        if not self._is("^"):
            if token.end - token.at > 1:  # Math.E
                return "call", [Piece("exp(1)", token.at)]
            raise refuse("'e' is Euler's number or a name of yours here", token, both)
        self._take()
        exponent = self._exponent(token, euler=True)
        text = "".join(piece.text for piece in exponent)
        if not re.search(r"[A-Za-z_]", re.sub(r"[0-9.]+[eE][+-]?[0-9]+", "", text)):
            help_ = both.replace("exp(1)", f"exp({text.strip('()')})")
            raise refuse("'e' is Euler's number or a name of yours here", token, help_)
        return "call", [Piece("exp(", token.at), *exponent, Piece(")", token.at)]

    # Taking apart ---------------------------------------------------------------------------------

    def _indexed(self, token: Token) -> bool:
        """``x[0]`` is the name x0; ``c[a − b]`` is a product."""
        end, index = self._next, ""
        while end < len(self._tokens) and self._tokens[end].is_("["):
            close = closing_place(self._tokens, end)
            inside = [t for t in self._tokens[end + 1 : close] if not t.is_(",")]
            if close == len(self._tokens) or not _are_indices(inside):
                break
            for one in inside:
                index += one.text if one.text.isdigit() and not index else f"_{one.text}"
            end = close + 1
        if not index:
            return False
        last = self._tokens[end - 1].end
        made = Token("name", token.text + index, token.at, last, token.gap, wild=True)
        self._put([made], self._next - 1, end)
        self._next -= 1
        return True

    def _split(self, token: Token) -> bool:
        """Put the factors of a run of letters in its place."""
        word = token.text
        ways = [] if token.wild and "_" not in word else self._names.parts(word)
        if len(ways) > 1:
            both = " or ".join("*".join(way) for way in ways)
            raise refuse(f"{word!r} can be read in two ways", token, f"write {both}")
        parts = ways[0] if ways else self._letters(token) or self._with_ending(word)
        parts = parts or self._with_beginning(word)
        if not parts:
            return False
        at, made = token.at, []
        for i, part in enumerate(parts):
            gap, wild = token.gap and i == 0, len(part) > 1
            kind: TokenKind = "number" if part.isdigit() else "name"
            made.append(Token(kind, part, at, at + len(part), gap, wild=wild))
            at += len(part)
        self._put(made, self._next - 1, self._next)
        self._next -= 1
        return True

    def _letters(self, token: Token) -> list[str]:
        """In LaTeX every letter is a name of its own, but for a word before a bracket."""
        if self._is("(") and len(token.text) > 3:
            return []
        letters = letters_of(token.text) if token.split and token.text.isalpha() else []
        if letters and len(letters[-1]) > 1:  # ylog \\hat{y}
            return letters
        found = re.fullmatch(r"([A-Za-z]+?)([A-Za-z](?:_\w+|[0-9]+))?", token.text)
        if token.split and found and (len(found[1]) > 1 or found[2]):
            return [*found[1], *([found[2]] if found[2] else [])]
        return []

    def _with_ending(self, word: str) -> list[str]:
        """``xe^x`` and ``ylog(a)``: known names, then e or a function."""
        for cut in range(1, min(len(word), 24)):
            name, rest = word[:cut], word[cut:]
            is_end = (rest == "e" and self._is("^") and not self._names.known("e")) or (
                self._is("(") and len(rest) > 1 and canonical_name(rest)
            )
            if not is_end:
                continue
            if self._names.known(name) or (len(name) == 1 and name in self._names.alone):
                return [name, rest]
            ways = self._names.parts(name)
            if len(ways) == 1:
                return [*ways[0], rest]
        return []

    def _with_beginning(self, word: str) -> list[str]:
        """``sinx`` and ``ln2x``: a function, and what it is taken of, a name of the text."""
        found = _GLUED.fullmatch(word)
        if not found or self._is("(") or word == "cost":
            return []
        known = self._names.known(found[3]) or found[3] in self._names.alone
        return [part for part in found.groups() if part] if known else []

    # Refusing -------------------------------------------------------------------------------------

    def _refuse_what_is_no_name(self, token: Token) -> None:
        """A command of LaTeX, and ``x^2_1``: x₁ squared, or x with two indices."""
        if token.text.startswith("\\"):
            help_ = "write it with letters and signs"
            raise refuse(f"there is no command {token.text} here", token, help_)
        before = self._tokens[max(self._next - 4, 0) : self._next - 1]
        if token.text.startswith("_") and len(before) == 3 and before[1].is_("^"):
            base, power, index = before[0].text, before[2].text, token.text.strip("_")
            help_ = f"write {base}_{index}^{power} for a power, {base}_{power}_{index} for an index"
            raise refuse("this can be read in two ways", before[0], help_)

    def _refuse_unknown_call(self, token: Token) -> None:
        """A name before a bracket that is neither a function nor known: a product, or not."""
        word = token.text
        if len(word.rstrip("0123456789_")) > 1 and not token.wild:
            raise refuse(why_not(word)[0], token, why_not(word)[1])
        if word in self._names.alone:
            return
        inside = self._tokens[self._next + 1 : closing_place(self._tokens, self._next)]
        if word in {"phi", "psi"}:
            help_ = f"define it beside: {word}(z) = tanh(z), sigmoid(z) or relu(z)"
            raise refuse(f"which function is {word!r}?", token, help_)
        is_plain = len([t for t in inside if t.kind != "sign"]) <= 1
        if word in _FUNCTION_LETTERS or is_plain or any(t.is_(",") for t in inside):
            shown = "".join(t.text for t in inside)[:40]
            help_ = f"write {word}*({shown}), or define {word}(z) = tanh(z), sigmoid(z) or relu(z)"
            raise refuse(f"{word!r} is a product or a function here", token, help_)


def _are_indices(inside: list[Token]) -> bool:
    """Whether these tokens are numbers and letters, as an index has them."""
    plain = all((t.kind == "number" and t.text.isdigit()) or t.kind == "name" for t in inside)
    return bool(inside) and plain and all(len(t.text) <= 2 for t in inside)
