"""Functions and what they are applied to: calls, arguments without brackets, methods."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tutor.core.expression import QUESTIONS, functions
from tutor.core.formulas.formula.choices import Case
from tutor.core.formulas.formula.factors import Factor, product_text
from tutor.core.formulas.formula.names import KnownNames
from tutor.core.formulas.formula.stream import Stream
from tutor.core.formulas.lexer import (
    IDLE_METHODS,
    IDLE_SETTINGS,
    NOT_HERE,
    OPEN,
    STOPPING,
    VECTORS,
    Piece,
    Token,
    Written,
    argument_counts,
    canonical_name,
    closing_place,
    is_function,
    keyword_place,
    refuse,
    sign,
    split_at,
    text_of,
    why_not,
    within,
    written_out,
)

_NESTED = frozenset(["max", "min", "maximum", "minimum"])


class Applied(Stream):
    """Reads what stands behind the name of a function."""

    def _argument_follows(self) -> bool:
        token = self._token
        if token is None:
            return False
        return token.is_("^", "|", *OPEN) or token.kind in {"name", "number"}

    def _function(self, token: Token) -> Written:
        """A function and its argument, which may stand without brackets: log x, sin²x."""
        word = "sigmoid" if token.text == "sigma" else token.text
        power = self._power_of_function(token) if self._is("^") else []
        if text_of(power).replace(" ", "") == "^(-1)":
            word, power = f"arc{word}", []
        if self._opens():
            inside = self._bracketed()
            if word == "where" and len(split_at(inside, ",")) == 3:
                condition, yes, no = split_at(inside, ",")
                chosen = self._choice([Case(yes, condition), Case(no, None)])
                return [Piece("(", token.at), *chosen, Piece(")", token.at)]
            settings = inside if self._is_layer(token, inside) else []
            if settings or (not inside and self._is("(")):  # nn.Sigmoid()(x)
                comma = [sign(",", token.at) for _ in settings[:1]]
                inside = [*self._bracketed(), *comma, *settings]
            written = self._call(word, self._arguments(inside, word), token)
        else:
            written = self._call(word, [self._bare_argument(token)], token)
        if power:
            return [Piece("(", token.at), *written, Piece(")", token.at), *power]
        return written

    def _is_layer(self, token: Token, inside: list[Token]) -> bool:
        """``nn.LeakyReLU(0.2)(x)``: a layer with its settings, then what it is applied to."""
        if not (self._is("(") and inside and token.text[0].isupper()):
            return False
        if written_out(canonical_name(token.text), 2) and not self._last().gap:
            return True
        return any(t.is_("=") for t in inside)

    def _power_of_function(self, token: Token) -> Written:
        self._take()
        if self._is("("):
            exponent = self._inner(self._bracketed())
        elif self._is("-") or (self._token is not None and self._token.kind == "number"):
            signs = [self._take()] if self._is("-") else []
            number = [self._take()] if self._token and self._token.kind == "number" else []
            exponent = [Piece(one.text, one.at) for one in (*signs, *number)]
        else:
            raise refuse(f"{token.text!r} is a function", token, f"write {token.text}(x)^n")
        inverse = text_of(exponent).replace(" ", "") == "-1" and canonical_name(f"arc{token.text}")
        if text_of(exponent).startswith("-") and not inverse:
            help_ = f"write 1/{token.text}(x); the inverse function is not here"
            raise refuse("this can be read in two ways", token, help_)
        return [Piece("^(", token.at), *exponent, Piece(")", token.at)]

    def _bare_argument(self, token: Token) -> Written:
        """What belongs to a function without brackets: the names and numbers behind it."""
        name, factors = token.text, list[Factor]()
        while self._begins_factor() and not self._opens():
            one = self._last()
            is_root = one.word("sqrt", "cbrt") and (not one.gap or canonical_name(name) == "log")
            if factors and one.kind == "name" and is_function(one.text) and not is_root:
                break
            is_multiple = all(f.kind == "number" for f in factors)  # sin 2 θ
            if factors and one.gap and not (is_root or is_multiple):
                self._refuse_unclear_end(token, factors, "*", one.text)
            factors.append(self._factor(""))
            if name in {"sqrt", "cbrt"} and token.end - token.at == 1:
                break  # √ holds for one factor
        if not factors:
            raise refuse(f"{name!r} is a function", token, f"write {name}(x)")
        if token.end - token.at > 1:
            self._refuse_more(token, factors)
        out: Written = []
        for i, factor in enumerate(factors):
            out += [*([Piece("*", factor.token.at)] if i else []), *factor.written]
        return out

    def _refuse_more(self, token: Token, factors: Sequence[Factor]) -> None:
        """``log x(1−x)`` and ``log p/q``: what stands behind may belong to the argument."""
        if self._is("("):
            close = closing_place(self._tokens, self._next)
            rest = text_of(self._inner(self._tokens[self._next + 1 : close]))
            self._refuse_unclear_end(token, factors, "*", "(" + re.sub(r"\s+", "", rest) + ")")
        after = self._tokens[self._next + 1 : self._next + 2]
        glued = self._is("*", "/") and not self._last().gap and after and not after[0].gap
        if glued and after[0].kind in {"name", "number"} and not is_function(after[0].text):
            self._refuse_unclear_end(token, factors, self._last().text, after[0].text)

    @staticmethod
    def _refuse_unclear_end(token: Token, factors: Sequence[Factor], sign: str, rest: str) -> None:
        inner, name = product_text(factors), token.text
        help_ = f"write {name}({inner}){sign}{rest} or {name}({inner}{sign}{rest})"
        raise refuse("this can be read in two ways", token, help_)

    # Calls ----------------------------------------------------------------------------------------

    def _arguments(self, inside: list[Token], word: str) -> list[Written]:
        found: list[Written] = []
        for part in split_at(inside, ",") if inside else []:
            if not part:
                raise refuse("a number or a name is missing", inside[-1])
            if len(part) > 2 and part[0].kind == "name" and part[1].is_("="):
                self._set(part, word, found)
                continue
            if within(part, "[") and canonical_name(word) == "dot":
                found.append(self._listed(part))
            else:
                found.append(self._inner(part))
        return found

    def _set(self, part: list[Token], word: str, found: list[Written]) -> None:
        """``negative_slope=0.2``, ``min=0``: an argument under its name."""
        asked = part[0]
        how = keyword_place(canonical_name(word), asked.text)
        if asked.text in IDLE_SETTINGS:
            return
        if not how or not found:
            raise refuse(
                f"{asked.text!r} cannot be set here", asked, "write the formula that is meant"
            )
        value = self._inner(part[2:])
        if how == "last":
            found.append(value)
        else:
            found[0] = call_text(how, [found[0], value], asked.at)

    def _listed(self, part: list[Token]) -> Written:
        """One of the lists of dot."""
        entries, at = [self._inner(one) for one in split_at(part[1:-1], ",")], part[0].at
        return [Piece("[", at), *_with_commas(entries, at), Piece("]", part[-1].at)]

    def _call(self, word: str, arguments: list[Written], token: Token) -> Written:
        name, count, at = canonical_name(word), len(arguments), token.at
        if word == "int" and count == 1:
            return self._whole(arguments[0], token)
        if word.lower() in VECTORS or not (name or written_out(word, count)):
            raise refuse(why_not(word)[0], token, why_not(word)[1])
        if word in NOT_HERE and not written_out(name, count):
            raise refuse(NOT_HERE[word][0], token, NOT_HERE[word][1])
        if name in _NESTED and count > 2:
            out = arguments[0]
            for argument in arguments[1:]:
                out = call_text(name, [out, argument], at)
            return out
        if name == "dot" and not any(text_of(one).startswith("[") for one in arguments):
            name = "multiply"  # of two numbers
        template = written_out(name, count)
        if template:
            return self._from_template(template, arguments, at)
        if name not in functions() and name not in QUESTIONS:
            wanted = argument_counts(name)
            said = "one argument" if wanted == 1 else f"{wanted} arguments"
            raise refuse(f"{word} takes {said}, not {count}", token)
        return call_text(name, arguments, at)

    def _whole(self, argument: Written, token: Token) -> Written:
        """``int(done)`` of a leaf that is a whole number; anything else is refused."""
        name, known = text_of(argument).strip("()"), self._names.decisions
        number = known.given.get(name) if known and name not in known.defined else None
        if number is None or number != int(number):
            help_ = f"give {name} as a whole number, or leave int out"
            raise refuse("'int' lets no gradient through", token, help_)
        return argument

    def _from_template(self, template: str, arguments: list[Written], at: int) -> Written:
        """The row of the table with its arguments; one that stands twice gets a name."""
        for i, argument in enumerate(arguments):
            simple = re.fullmatch(r"\w+|[\d.]+", text_of(argument))
            if template.count(f"{{{i}}}") > 1 and not simple:
                arguments[i] = [Piece(self._let(argument), at)]
        out: Written = [Piece("(", at)]
        for part in re.split(r"(\{\w+\})", template):
            if part == "{all}":
                out += _with_commas(arguments, at)
            elif part.startswith("{"):
                out += arguments[int(part[1:-1])]
            else:
                out.append(Piece(part, at))
        return [*out, Piece(")", at)]

    def _wrapped(self) -> Written:
        """``Value(2.0, label='x')`` is 2.0."""
        opening = self._last()
        first = split_at(self._bracketed(), ",")[0]
        while within(first, "["):
            first = within(first, "[")
        if not first or len(split_at(first, ",")) > 1:
            help_ = "give each entry a name"
            raise refuse("a list of numbers cannot be read here", opening, help_)
        return [Piece("(", opening.at), *self._inner(first), Piece(")", opening.at)]

    def _method(self, written: Written) -> Written:
        """``x.tanh()``, ``x.pow(2)``, ``x.item()``."""
        dot, method = self._take(), self._take()
        word, is_called = method.text, self._is("(")
        inside = self._bracketed() if is_called else []
        if word in IDLE_METHODS | {"T", "t"} and not inside:
            return written
        if word in STOPPING:
            help_ = "leave it out, or give the value that is held a name of its own"
            raise refuse(f"'.{word}' lets no gradient through", dot, help_)
        if not is_called or not canonical_name(word):
            help_ = "write the formula that it computes" if is_called else (
                "write its value, or a name without a dot"
            )  # fmt: skip
            raise refuse(f"'.{word}' cannot be read here", dot, help_)
        return self._call(word, [written, *self._arguments(inside, word)], method)

    # Functions of the text ------------------------------------------------------------------------

    def _expanded(self, token: Token) -> tuple[str, Written]:
        """A function of the text: its node, or its formula with other arguments."""
        names, word = self._names, token.text
        parameters, body = names.functions[word]
        parts = split_at(self._bracketed(), ",")
        given = [p[0].text if len(p) == 1 and p[0].kind == "name" else "" for p in parts]
        if list(parameters) == given or (parts == [[]] and not parameters):
            names.used.add(names.node(word))
            return "name", [Piece(names.node(word), token.at)]
        names.apply(token, len(parts))
        values = dict(zip(parameters, parts, strict=True))
        made = [Token("sign", "(", token.at, token.end)]
        for one in _split_body(body, names, parameters):
            if one.kind == "name" and one.text in values:
                brackets = [Token("sign", s, one.at, one.end) for s in "()"]
                made += [brackets[0], *values[one.text], brackets[1]]
            else:
                made.append(one)
        self._put([*made, Token("sign", ")", token.at, token.end)], self._next, self._next)
        return self._atom()


def call_text(name: str, arguments: Sequence[Written], at: int) -> Written:
    """A call in the strict syntax."""
    return [Piece(f"{name}(", at), *_with_commas(arguments, at), Piece(")", at)]


def _with_commas(arguments: Sequence[Written], at: int) -> Written:
    out: Written = []
    for i, argument in enumerate(arguments):
        out += [*([Piece(", ", at)] if i else []), *argument]
    return out


def _split_body(body: Sequence[Token], names: KnownNames, parameters: Sequence[str]) -> list[Token]:
    """Runs of letters in a function's formula that have a parameter in them, taken apart."""
    out: list[Token] = []
    for token in body:
        is_run = token.kind == "name" and not names.known(token.text)
        ways = names.parts(token.text) if is_run else []
        if len(ways) == 1 and set(ways[0]) & set(parameters):
            out += [Token("name", part, token.at, token.end, token.gap) for part in ways[0]]
        else:
            out.append(token)
    return out
