"""What stands behind a name in a formula of vectors: its entries, a call, a method."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence

from tutor.core.formulas.arrays.arguments import ArrayCall
from tutor.core.formulas.arrays.loops import is_loop
from tutor.core.formulas.arrays.made import JOINING
from tutor.core.formulas.arrays.model import (
    ATOM,
    PRODUCT,
    Array,
    ArrayEntry,
    bracketed,
    call_of,
    map_entries,
    matrix_product,
    number,
    pair_entries,
    transpose,
)
from tutor.core.formulas.arrays.numbered import are_places, counts_from_one
from tutor.core.formulas.arrays.reductions import REDUCTIONS
from tutor.core.formulas.arrays.summing import Sums
from tutor.core.formulas.arrays.vectors import ALWAYS, FUNCTIONS
from tutor.core.formulas.formula import COMPARE
from tutor.core.formulas.lexer import (
    CLOSE,
    IDLE_METHODS,
    MODULES,
    OPEN,
    STOPPING,
    WRAPPERS,
    Token,
    canonical_name,
    closing_place,
    is_function,
    refuse,
    sign,
    split_at,
    within,
    words,
)

IDLE = words(
    "values keepdim keepdims requires_grad dtype reduction axis dim contiguous cuda to astype"
)
"""Options and methods that leave the numbers as they are."""
_TURNING = words("T mT H")
_SETTINGS = words(
    "axis axes dim dims keepdim keepdims keep_dims reduction_indices dtype name ord p ddof "
    "unbiased correction all out device"
)
"""Options of sums and means that are known, or leave the number as it is."""
_SHAPING = words("unsqueeze view reshape flatten long expand_dims")


class ArrayCalls(Sums):
    """Reads names."""

    @abstractmethod
    def _factor(self) -> Array:
        """A factor and what stands behind it."""

    @abstractmethod
    def _opens_product(self) -> bool:
        """Whether the bracket here holds a formula of vectors, and no place of an entry."""

    @abstractmethod
    def _listed(self, inside: Sequence[Token], token: Token) -> Array:
        """A list in square brackets."""

    def _named(self, token: Token) -> Array:
        of_library = False
        while token.text in MODULES and self._is(".") and not self._scope.is_known(token.text):
            self._take()
            token, of_library = self._take(), True
        if of_library and self._is("("):  # np.exp, whatever exp is here
            return self._called(token, of_library=True)
        parts = self._scope.parts(token)
        if len(parts) > 1:
            self._tokens[self._next - 1 : self._next] = parts
            token = parts[0]
        word, scope = token.text, self._scope
        if self._is("(") and not (word in self._env or scope.array(word)):
            return self._called(token)
        held = self._held(token) or scope.array(word) or scope.entry(word)
        if held is not None:
            entry = self._entry_called(token, held) if held.shape and self._is("(") else None
            if entry is not None:
                return entry
            if held.shape and self._is("(") and self._opens_product():  # H(I − UᵀU)
                return held
            if len(held.cells) > 1 and self._is("(") and not self._tokens[self._next].gap:
                help_ = f"an entry is {word}[0]; a product is written with *"
                raise refuse(f"{word!r} is a list, and no function", token, help_)
            return held
        if is_function(word) and not scope.is_known(word) and self._next < len(self._tokens):
            return self._bare(token)
        return number(ArrayEntry((token,)))

    def _entry_called(self, token: Token, held: Array) -> Array | None:
        """``x(1)`` of Octave; None, at its place, for what is none."""
        start = self._next
        inside = split_at(self._bracketed(), ",")
        scope = self._scope

        def is_place(name: str) -> bool:
            return scope.beside.is_matlab and bool(scope.numeral(name) or scope.array(name))

        if are_places(inside, held, is_place) and counts_from_one(token, held, scope.beside):
            found = self._entries_at(held, inside, 1, token)
            is_row = len(inside) == 2 and len(held.shape) == 2 and len(found.shape) == 1
            is_row = is_row and any(t.is_(":") for t in inside[1])
            return Array((1, len(found.cells)), found.cells) if is_row else found
        self._next = start
        return None

    def _called(self, token: Token, *, of_library: bool = False) -> Array:
        word = token.text
        if self._scope.function(word) and not of_library:
            return self._of_text(token)
        if self._scope.is_known(word) and not of_library:
            return number(ArrayEntry((token,)))
        if word in WRAPPERS:
            return self._wrapped()
        inside, env = self._bracketed(), self._env
        self._env = self.summed(token) if word in {"sum", "mean"} and not of_library else env
        inside = _without_mask(inside) if word in {"with_entry", "set_numbered"} else inside
        arguments, options = self._arguments(
            _flat_sum(_without_list(inside) if word in JOINING else inside, word)
        )
        self._env = env
        if word == "sum" and _flat_sum(inside, word) is not inside:
            options["all"] = arguments[0]
        if not arguments and self._is("("):  # nn.CrossEntropyLoss()(z, y)
            arguments, more = self._arguments(self._bracketed())
            options |= more
        return self._applied(token, arguments, options)

    def _wrapped(self) -> Array:
        """``np.array([…])`` is its list."""
        inside = split_at(self._bracketed(), ",")[0]
        listed = within(inside, "[")
        return self._listed(listed, inside[0]) if listed else self._inner(inside)

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
        env = self._env
        self._env = self.summed(token) if token.word("sum", "mean") else env
        argument = self._factor()
        self._env = env
        if not argument.shape:
            return number(
                ArrayEntry((token, *power, *bracketed(argument.cells[0], ATOM + 1)), PRODUCT)
            )
        made = self._applied(token, [argument], {})
        return (
            map_entries(made, lambda c: ArrayEntry((*bracketed(c, ATOM), *power)))
            if power
            else made
        )

    # Calls ----------------------------------------------------------------------------------------

    def _arguments(self, inside: list[Token]) -> tuple[list[Array], dict[str, Array]]:
        if is_loop(inside):
            return [self._comprehended(inside)], {}
        arguments: list[Array] = []
        options: dict[str, Array] = {}
        for part in split_at(inside, ",") if inside else []:
            if len(part) > 2 and part[0].word("index") and part[1].is_("="):  # of gather
                arguments.append(self._inner(part[2:]))
            elif len(part) > 2 and part[0].kind == "name" and part[1].is_("="):
                options[part[0].text] = number(ArrayEntry(tuple(part[2:])))
            elif part:
                arguments.append(self._inner(part))
        return arguments, options

    def _applied(
        self, token: Token, arguments: Sequence[Array], options: Mapping[str, Array]
    ) -> Array:
        """A function of the whole arrays, or of each entry."""
        name = canonical_name(token.text) or token.text.lower()
        several = any(one.shape for one in arguments)
        if name in {"maximum", "minimum"} and len(arguments) == 1 and several:  # of Julia
            name = name[:3]
        if name == "cos" and len(arguments) == 2:  # of two vectors
            name = "cosine_similarity"
        entrywise = len(arguments) > 1 and (
            name in {"max", "min"} or token.text.lower() == "logaddexp"
        )
        if entrywise and several and self._scope.beside.is_r and token.word("max", "min"):
            help_ = f"write p{token.text}(…) for that of every entry"
            raise refuse(f"{token.text} of R is that of all numbers together", token, help_)
        if name in REDUCTIONS and several:
            _refuse_settings(token, arguments, options)
        if name in FUNCTIONS and (several or name in ALWAYS) and not entrywise:
            return FUNCTIONS[name](ArrayCall(token, arguments, options, self._scope))
        if not arguments:
            raise refuse(f"{token.text!r} is a function", token, f"write {token.text}(x)")
        return pair_entries(arguments, lambda *cells: _of_function(token, cells, options), token)

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
        inside = self._tokens[start : self._next]
        if not any(one.shape for one in arguments) and not self._has_arrays(inside):
            return number(ArrayEntry((token, *self._raw(inside).tokens)))
        self._scope.apply(token, len(arguments))
        held = [map_entries(one, self._scope.let) for one in arguments]
        made = self._inner(body, dict(zip(parameters, held, strict=True)))
        return map_entries(made, self._scope.let) if self._scope.is_repeated(word) else made

    # Behind a factor ------------------------------------------------------------------------------

    def _after_dot(self, out: Array) -> Array:
        """``x.T``, ``x.sum()``, ``W.dot(x)``, and a·b written as a.b."""
        dot, method = self._take(), self._take()
        word = method.text
        if word in _TURNING and not self._is("("):
            in_program = self._scope.beside.libraries and len(out.shape) == 1
            return out if in_program else transpose(out)
        other = self._scope.array(word) or self._scope.entry(word)  # of a row, w . x_i
        if other is not None and out.shape and not self._is("("):
            return matrix_product(out, other, dot)
        start = self._next
        inside = self._bracketed() if self._is("(") else []
        if word == "item" and out.is_number and self._scope.beside.libraries == {"numpy"}:
            return number(out.cells[0])
        if word in STOPPING:
            help_ = "leave it out, or give the value that is held a name of its own"
            raise refuse(f"'.{word}' lets no gradient through", dot, help_)
        if not out.shape and word in _SHAPING:  # of a number that is a list of one
            return out
        if not out.shape:
            rest = self._tokens[start : self._next]
            return number(ArrayEntry((*bracketed(out.cells[0], ATOM), dot, method, *rest)))
        arguments, options = self._arguments(inside)
        if (canonical_name(word) or word.lower()) in FUNCTIONS or canonical_name(word):
            return self._applied(method, [out, *arguments], options)
        if word in IDLE_METHODS or word in IDLE:
            return out
        raise refuse(f"'.{word}' cannot be read here", dot, "write it as a function")


def _refuse_settings(
    token: Token, arguments: Sequence[Array], options: Mapping[str, Array]
) -> None:
    """``np.mean(x, where=…)``, ``max(x, key=abs)``: a setting that would change the number."""
    odd = next((name for name in options if name not in _SETTINGS), "")
    if odd:
        what = f"{odd!r} of {token.text} cannot be set here"
        raise refuse(what, token, "write the formula that is meant")
    if len(arguments) == 2 and len(arguments[1].cells) > 1 and token.word("mean", "average"):
        what = f"a second list in {token.text} has no one meaning"
        raise refuse(what, token, "write the weights as factors: sum(w*x)/sum(w)")


def _of_function(
    token: Token, cells: Sequence[ArrayEntry], options: Mapping[str, Array]
) -> ArrayEntry:
    made = call_of(token.text, cells, token)
    rest: list[Token] = []
    for name, one in options.items():
        if name not in IDLE:
            word = Token("name", name, token.at, token.end)
            rest += [sign(",", token.at), word, sign("=", token.at), *one.cells[0].tokens]
    return ArrayEntry((*made.tokens[:-1], *rest, made.tokens[-1])) if rest else made


def _without_mask(inside: list[Token]) -> list[Token]:
    """``m[m < 0] = m[m < 0] * 0.1``: where the mask of what is set, m * 0.1 is meant."""
    mask = split_at(inside, ",")[-1]
    if not any(t.is_(*COMPARE) for t in mask):
        return inside
    said, out = [t.text for t in mask], list[Token]()
    for token in inside:
        out.append(token)
        start = len(out) - len(said) - 2
        if start > 0 and token.is_(*CLOSE) and [t.text for t in out[start + 1 : -1]] == said:
            array = out[start - 1]
            if out[start].is_(*OPEN) and array.kind == "name" and not is_function(array.text):
                del out[start:]
    return out


def _without_list(inside: list[Token]) -> list[Token]:
    """``[a, b], axis=0`` as a, b, axis=0: several arrays are one argument."""
    close = closing_place(inside, 0) if inside and inside[0].is_("[", "(") else 0
    if not close or (close + 1 < len(inside) and not inside[close + 1].is_(",")):
        return inside
    within = inside[1:close]
    return [*(within[:-1] if within[-1:] and within[-1].is_(",") else within), *inside[close + 1 :]]


def _flat_sum(inside: list[Token], word: str) -> list[Token]:
    """``sum(sum(X))`` adds up everything."""
    is_sum = word == "sum" and inside[:1] and inside[0].word("sum")
    return (within(inside[1:], "(") if is_sum else []) or inside
