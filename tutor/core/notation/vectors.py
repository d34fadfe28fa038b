"""What functions do to vectors and matrices: sums, products, softmax and the losses.

A row of ``FUNCTIONS`` takes the call and gives its entries; every function that has no row works on
each entry.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from tutor.core.notation.arrays import (
    Array,
    Cell,
    along,
    called,
    each,
    multiplied,
    negative,
    number,
    plus,
    said,
    sized,
    summed,
    times,
    together,
    transposed,
)
from tutor.core.notation.calls import why_not
from tutor.core.notation.loops import Scope
from tutor.core.notation.tokens import Token, refuse, sign, words


@dataclass(frozen=True)
class Call:
    """One call: its arguments, its options (``axis=0``), and what is known around it."""

    token: Token
    arguments: Sequence[Array]
    options: Mapping[str, Array]
    scope: Scope

    def axis(self, usual: int) -> int:
        """The axis that is asked for."""
        given = [self.options[name] for name in ("axis", "dim") if name in self.options]
        if not given and len(self.arguments) > 1 and self.arguments[1].is_number:
            given = [self.arguments[1]]
        text = "".join(t.text for t in given[0].cells[0].tokens) if given else ""
        return int(text) if text.lstrip("-").isdigit() else usual

    def needs(self, count: int) -> None:
        """Raises ExpressionError for another number of arguments."""
        if len(self.arguments) < count:
            said_ = "one argument" if count == 1 else f"{count} arguments"
            what = f"{self.token.text} takes {said_}, not {len(self.arguments)}"
            raise refuse(what, self.token)

    def sign(self, text: str) -> Token:
        """A sign at the place of the call."""
        return sign(text, self.token.at)


def _reduced(take: Callable[[Array, Token], Cell]) -> Callable[[Call], Array]:
    """Of all entries, or along an axis: one array, or several numbers."""

    def reduce(call: Call) -> Array:
        call.needs(1)
        first = call.arguments[0]
        if len(call.arguments) > 1 and all(one.is_number for one in call.arguments):
            cells = [one.cells[0] for one in call.arguments]
            return number(take(Array((len(cells),), tuple(cells)), call.token))
        axis = call.axis(2)
        if axis == 2:
            return number(take(first, call.token))
        keeps = any(_option(call, name) in {"True", "true"} for name in ("keepdims", "keepdim"))
        return along(
            first, axis, lambda row: number(take(row, call.token)), call.token, keeps=keeps
        )

    return reduce


def _sum(call: Call) -> Array:
    """Of all entries or along an axis; ``sum(terms, b)`` of a program begins with b."""
    start = call.arguments[1].cells[0] if len(call.arguments) == 2 else None
    if start is None or not call.arguments[0].shape or start.tokens[-1].text.isdigit():
        return _reduced(_summed)(call)
    whole = summed(call.arguments[0].cells, call.token)
    return number(plus(call.sign("+"), whole, start))


def _mean(array: Array, token: Token) -> Cell:
    count = len(array.cells)
    whole = summed(array.cells, token)
    size = Cell((Token("number", str(count), token.at, token.end),))
    return times(sign("/", token.at), whole, size) if count > 1 else whole


def _power(cell: Cell, exponent: str, token: Token) -> Cell:
    two = Token("number", exponent, token.at, token.end)
    return Cell((sign("(", token.at), *cell.tokens, sign(")", token.at), sign("^", token.at), two))


def _norm(call: Call) -> Array:
    call.needs(1)
    cells, token = call.arguments[0].cells, call.token
    order = "".join(t.text for one in call.arguments[1:2] for t in one.cells[0].tokens)
    if order == "1":
        return number(summed([called("abs", [cell], token) for cell in cells], token))
    return number(called("norm", cells, token))


def _product(call: Call) -> Array:
    call.needs(2)
    return multiplied(call.arguments[0], call.arguments[1], call.token)


def _dot(call: Call) -> Array:
    """``dot(a, b)``; the third argument of the strict syntax is a bias."""
    call.needs(2)
    found = _product(call)
    if len(call.arguments) == 3 and found.is_number:
        return number(plus(call.sign("+"), found.cells[0], call.arguments[2].cells[0]))
    return found


def _outer(call: Call) -> Array:
    call.needs(2)
    one, other = (Array((len(a.cells),), a.cells) for a in call.arguments[:2])
    return multiplied(Array((len(one.cells), 1), one.cells), transposed(other), call.token)


def _log_softmax(call: Call) -> Array:
    call.needs(1)
    if not call.arguments[0].shape:
        word = call.token.text
        what, help_ = why_not(word)
        raise refuse(what, call.token, help_)
    return along(call.arguments[0], call.axis(-1), lambda row: _log_shares(row, call), call.token)


def _log_shares(row: Array, call: Call) -> Array:
    """zⱼ − logsumexp(z), in which no large number overflows."""
    named = each(row, call.scope.let)
    whole = call.scope.let(called("logsumexp", named.cells, call.token))
    return each(named, lambda cell: plus(call.sign("-"), cell, whole))


def _softmax(call: Call) -> Array:
    return each(_log_softmax(call), lambda cell: called("exp", [cell], call.token))


def _linear(call: Call) -> Array:
    """``F.linear(x, W, b)`` is x·Wᵀ + b."""
    call.needs(2)
    x, weights = call.arguments[:2]
    out = multiplied(x, transposed(weights), call.token)
    if len(call.arguments) < 3:
        return out
    return together([out, call.arguments[2]], partial(plus, call.sign("+")), call.token)


# Losses -------------------------------------------------------------------------------------------


def _mean_of(loss: Callable[[Cell, Cell, Call], Cell]) -> Callable[[Call], Array]:
    """The mean of a loss over the entries of prediction and target."""

    def whole(call: Call) -> Array:
        call.needs(2)
        a, y = call.arguments[:2]
        found = together([each(a, call.scope.let), y], lambda p, q: loss(p, q, call), call.token)
        is_sum = "sum" in _option(call, "reduction")
        return number(summed(found.cells, call.token) if is_sum else _mean(found, call.token))

    return whole


def _option(call: Call, name: str) -> str:
    given = call.options.get(name)
    return "".join(t.text for t in given.cells[0].tokens) if given else ""


def _squared(a: Cell, y: Cell, call: Call) -> Cell:
    return _power(plus(call.sign("-"), a, y), "2", call.token)


def _absolute(a: Cell, y: Cell, call: Call) -> Cell:
    return called("abs", [plus(call.sign("-"), a, y)], call.token)


def _binary(a: Cell, y: Cell, call: Call) -> Cell:
    return called("binary_cross_entropy", [a, y], call.token)


def _binary_of_logits(z: Cell, y: Cell, call: Call) -> Cell:
    return called("binary_cross_entropy_with_logits", [z, y], call.token)


def _cross_entropy(call: Call) -> Array:
    """``cross_entropy(z, y)`` of logits z, for a class or for the shares y of every class."""
    call.needs(2)
    return _likelihood(call, _log_softmax(Call(call.token, call.arguments[:1], {}, call.scope)))


def _negative_log_likelihood(call: Call) -> Array:
    call.needs(2)
    return _likelihood(call, call.arguments[0])


def _likelihood(call: Call, logs: Array) -> Array:
    target, token = call.arguments[1], call.token
    if logs.shape == target.shape and len(logs.cells) > 1:
        count = logs.shape[0] if len(logs.shape) > 1 else 1
        whole = together([target, logs], partial(times, call.sign("*")), token)
        total = negative(call.sign("-"), summed(whole.cells, token))
    else:
        rows = logs.rows() if len(logs.shape) > 1 else [logs]
        classes = [_class_of(cell, call) for cell in target.cells]
        if len(classes) != len(rows) or max(classes) >= len(rows[0].cells):
            what = f"this target does not fit: {said(target)} for {said(logs)}"
            raise refuse(what, token, "give the number of the class, from 0, or a 0 or 1 for each")
        count = len(rows)
        chosen = [row.cells[k] for row, k in zip(rows, classes, strict=True)]
        total = negative(call.sign("-"), summed(chosen, token))
    size = Cell((Token("number", str(count), token.at, token.end),))
    return number(times(call.sign("/"), total, size) if count > 1 else total)


def _class_of(cell: Cell, call: Call) -> int:
    text = "".join(call.scope.numeral(t.text) or t.text for t in cell.tokens)
    if not text.isdigit():
        help_ = "give its number, from 0, or a list with a 0 or 1 for each class"
        raise refuse("the class of this target is not known", call.token, help_)
    return int(text)


# Shapes -------------------------------------------------------------------------------------------


def _reshaped(call: Call) -> Array:
    call.needs(2)
    array, sizes = call.arguments[0], [
        int("".join(t.text for t in cell.tokens))
        for one in call.arguments[1:]
        for cell in one.cells
        if "".join(t.text for t in cell.tokens).lstrip("-").isdigit()
    ]  # fmt: skip
    count, known = len(array.cells), 1
    for size in sizes:
        known *= size if size > 0 else 1
    sizes = [size if size > 0 else count // max(known, 1) for size in sizes] or [count]
    whole = 1
    for size in sizes:
        whole *= size
    if whole != count:
        shape = "×".join(map(str, sizes))
        raise refuse(f"{said(array)} cannot become {shape}", call.token)
    return Array(tuple(sizes), array.cells)


def _filled(value: str) -> Callable[[Call], Array]:
    def fill(call: Call) -> Array:
        cells = [Cell((Token("number", value, call.token.at, call.token.end),))]
        sizes = [_class_of(cell, call) for one in call.arguments for cell in one.cells]
        count = 1
        for size in sizes:
            count *= size
        return sized(tuple(sizes), cells * min(count, 10_000), call.token)

    return fill


def _flat(call: Call) -> Array:
    call.needs(1)
    return Array((len(call.arguments[0].cells),), call.arguments[0].cells)


def _same(call: Call) -> Array:
    call.needs(1)
    return call.arguments[0]


def _of_two_kinds(call: Call) -> Array:
    """Some divide the variance by n, others by n − 1."""
    help_ = "write sum((x - mean(x))**2)/n with the n that is meant"
    raise refuse(f"{call.token.text} can be read in two ways", call.token, help_)


def _no_gradient(call: Call) -> Array:
    raise refuse(f"{call.token.text} has no gradient", call.token, "use the numbers themselves")


def _summed(array: Array, token: Token) -> Cell:
    return summed(array.cells, token)


def _largest(word: str) -> Callable[[Array, Token], Cell]:
    return lambda array, token: called(word, array.cells, token)


FUNCTIONS: Mapping[str, Callable[[Call], Array]] = {
    "sum": _sum, "mean": _reduced(_mean), "max": _reduced(_largest("max")),
    "min": _reduced(_largest("min")), "logsumexp": _reduced(_largest("logsumexp")),
    "norm": _norm, "dot": _dot, "matmul": _product, "mm": _product, "mv": _product,
    "outer": _outer, "ger": _outer, "linear": _linear, "softmax": _softmax,
    "log_softmax": _log_softmax, "logsoftmax": _log_softmax, "mse": _mean_of(_squared),
    "l1_loss": _mean_of(_absolute), "binary_cross_entropy": _mean_of(_binary),
    "binary_cross_entropy_with_logits": _mean_of(_binary_of_logits),
    "cross_entropy": _cross_entropy, "crossentropyloss": _cross_entropy,
    "nll_loss": _negative_log_likelihood, "nllloss": _negative_log_likelihood,
    "softmax_cross_entropy_with_logits": _cross_entropy,
    "reshape": _reshaped, "view": _reshaped, "flatten": _flat, "ravel": _flat, "squeeze": _same,
    "zeros": _filled("0"), "ones": _filled("1"), "transpose": lambda c: transposed(_same(c)),
    "t": lambda c: transposed(_same(c)), "var": _of_two_kinds, "std": _of_two_kinds,
    "argmax": _no_gradient, "argmin": _no_gradient,
}  # fmt: skip
"""Functions of whole arrays, by the names that ``canonical`` gives them, or in small letters."""

ALWAYS = words(
    "dot matmul mm mv outer ger linear softmax log_softmax logsoftmax cross_entropy zeros ones "
    "crossentropyloss nll_loss nllloss argmax argmin softmax_cross_entropy_with_logits"
)
"""Those of them that have no meaning for a single number."""
