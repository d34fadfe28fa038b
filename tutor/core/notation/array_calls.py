"""What stands behind a name in a formula of vectors: its entries, a call, a method."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence

from tutor.core.notation.arrays import (
    ATOM,
    PRODUCT,
    Array,
    Cell,
    bound,
    called,
    each,
    multiplied,
    number,
    together,
    transposed,
)
from tutor.core.notation.calls import (
    IDLE_METHODS,
    MODULES,
    STOPPING,
    WRAPPERS,
    canonical,
    is_function,
)
from tutor.core.notation.loops import Loops, is_loop, numeral
from tutor.core.notation.tokens import OPEN, Token, matching, refuse, sign, split_at, words
from tutor.core.notation.vectors import ALWAYS, FUNCTIONS, Call

IDLE = words("keepdim keepdims requires_grad dtype reduction axis dim contiguous cuda to astype")
"""Options and methods that leave the numbers as they are."""
_TURNING = words("T mT H")


class ArrayCalls(Loops):
    """Reads names."""

    @abstractmethod
    def _factor(self) -> Array:
        """A factor and what stands behind it."""

    @abstractmethod
    def _listed(self, inside: Sequence[Token], token: Token) -> Array:
        """A list in square brackets."""

    def _named(self, token: Token) -> Array:
        while token.text in MODULES and self._is(".") and not self._scope.is_known(token.text):
            self._take()
            token = self._take()
        parts = self._scope.parts(token)
        if len(parts) > 1:
            self._tokens[self._next - 1 : self._next] = parts
            token = parts[0]
        word, scope = token.text, self._scope
        if self._is("(") and not (word in self._env or scope.array(word)):
            return self._called(token)
        held = self._env.get(word) or scope.array(word) or scope.entry(word)
        if held is not None:
            if len(held.cells) > 1 and self._is("(") and not self._tokens[self._next].gap:
                help_ = f"an entry is {word}[0]; a product is written with *"
                raise refuse(f"{word!r} is a list, and no function", token, help_)
            return held
        if word == "sum" and self._text() == "_":
            return self._sum(token)
        if is_function(word) and not scope.is_known(word) and self._next < len(self._tokens):
            return self._bare(token)
        return number(Cell((token,)))

    def _called(self, token: Token) -> Array:
        word = token.text
        if word == "len":
            found = self._inner(self._bracketed())
            return numeral(found.shape[0], token) if found.shape else found
        if self._scope.function(word):
            return self._of_text(token)
        if self._scope.is_known(word):
            return number(Cell((token,)))
        if word in WRAPPERS:
            return self._wrapped()
        arguments, options = self._arguments(self._bracketed())
        if not arguments and self._is("("):  # nn.CrossEntropyLoss()(z, y)
            arguments, more = self._arguments(self._bracketed())
            options |= more
        return self._applied(token, arguments, options)

    def _wrapped(self) -> Array:
        """``np.array([…])`` is its list."""
        inside = split_at(self._bracketed(), ",")[0]
        if inside and inside[0].is_("[") and matching(inside, 0) == len(inside) - 1:
            return self._listed(inside[1:-1], inside[0])
        return self._inner(inside)

    def _bare(self, token: Token) -> Array:
        """``tanh z``: of every entry of the factor behind it."""
        power: tuple[Token, ...] = ()
        if self._is("^"):
            start = self._next
            self._take()
            if self._is(*OPEN):
                self._bracketed()
            else:
                self._take()
            power = tuple(self._tokens[start : self._next])
        argument = self._factor()
        if not argument.shape:
            return number(Cell((token, *power, *bound(argument.cells[0], ATOM + 1)), PRODUCT))
        made = self._applied(token, [argument], {})
        return each(made, lambda c: Cell((*bound(c, ATOM), *power))) if power else made

    # Calls ----------------------------------------------------------------------------------------

    def _arguments(self, inside: list[Token]) -> tuple[list[Array], dict[str, Array]]:
        if is_loop(inside):
            return [self._comprehended(inside)], {}
        arguments: list[Array] = []
        options: dict[str, Array] = {}
        for part in split_at(inside, ",") if inside else []:
            if len(part) > 2 and part[0].kind == "name" and part[1].is_("="):
                options[part[0].text] = number(Cell(tuple(part[2:])))
            elif part:
                arguments.append(self._inner(part))
        return arguments, options

    def _applied(
        self, token: Token, arguments: Sequence[Array], options: Mapping[str, Array]
    ) -> Array:
        """A function of the whole arrays, or of each entry."""
        name = canonical(token.text) or token.text.lower()
        several = any(one.shape for one in arguments)
        entrywise = name in {"max", "min"} and len(arguments) > 1
        if name in FUNCTIONS and (several or name in ALWAYS) and not entrywise:
            return FUNCTIONS[name](Call(token, arguments, options, self._scope))
        if not arguments:
            raise refuse(f"{token.text!r} is a function", token, f"write {token.text}(x)")
        return together(arguments, lambda *cells: _of_function(token, cells, options), token)

    def _of_text(self, token: Token) -> Array:
        """A function of the text: its formula with these arguments."""
        word = token.text
        parameters, body = self._scope.function(word) or ((), ())
        start = self._next
        parts = split_at(self._bracketed(), ",")
        own = [p[0].text if len(p) == 1 else "" for p in parts] == list(parameters)
        result = self._scope.result(word) if own else None
        if result is not None:
            return result
        arguments = [self._inner(part) for part in parts if part]
        if not any(one.shape for one in arguments):
            return number(Cell((token, *self._raw(self._tokens[start : self._next]).tokens)))
        self._scope.apply(token, len(arguments))
        held = [each(one, self._scope.let) for one in arguments]
        return self._inner(body, dict(zip(parameters, held, strict=True)))

    # Behind a factor ------------------------------------------------------------------------------

    def _after_dot(self, out: Array) -> Array:
        """``x.T``, ``x.sum()``, ``W.dot(x)``, and a·b written as a.b."""
        dot, method = self._take(), self._take()
        word = method.text
        if word in _TURNING and not self._is("("):
            return transposed(out)
        if word in {"size", "shape"} and out.shape:
            return self._size(out, method)
        other = self._scope.array(word)
        if other is not None and out.shape and not self._is("("):
            return multiplied(out, other, dot)
        start = self._next
        inside = self._bracketed() if self._is("(") else []
        if word in STOPPING:
            help_ = "leave it out, or give the value that is held a name of its own"
            raise refuse(f"'.{word}' lets no gradient through", dot, help_)
        if not out.shape:
            rest = self._tokens[start : self._next]
            return number(Cell((*bound(out.cells[0], ATOM), dot, method, *rest)))
        arguments, options = self._arguments(inside)
        if (canonical(word) or word.lower()) in FUNCTIONS or canonical(word):
            return self._applied(method, [out, *arguments], options)
        if word in IDLE_METHODS or word in IDLE:
            return out
        raise refuse(f"'.{word}' cannot be read here", dot, "write it as a function")

    def _size(self, out: Array, token: Token) -> Array:
        """``x.size``, ``W.shape[0]``, ``W.size(0)``."""
        if self._is("(") or self._is("["):
            axis = self._integer(self._bracketed(), token)
            if -len(out.shape) <= axis < len(out.shape):
                return numeral(out.shape[axis], token)
        return numeral(len(out.cells), token)


def _of_function(token: Token, cells: Sequence[Cell], options: Mapping[str, Array]) -> Cell:
    made = called(token.text, cells, token)
    rest: list[Token] = []
    for name, one in options.items():
        if name not in IDLE:
            word = Token("name", name, token.at, token.end)
            rest += [sign(",", token.at), word, sign("=", token.at), *one.cells[0].tokens]
    return Cell((*made.tokens[:-1], *rest, made.tokens[-1])) if rest else made
