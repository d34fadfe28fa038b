"""What functions do to vectors and matrices: sums, products, softmax and the losses.

A row of ``FUNCTIONS`` takes the call and gives its entries; every function that has no row works on
each entry.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from tutor.core.formulas.arrays.arguments import ArrayCall
from tutor.core.formulas.arrays.made import MADE
from tutor.core.formulas.arrays.model import (
    Array,
    ArrayEntry,
    call_of,
    determinant,
    map_entries,
    matrix_product,
    negative,
    number,
    pair_entries,
    plus,
    reduce_along,
    shape_words,
    sum_of,
    times,
    transpose,
)
from tutor.core.formulas.arrays.reductions import REDUCTIONS, mean_of, power_of
from tutor.core.formulas.lexer import Token, refuse, why_not, words

LARGEST = 4
"""Rows that a determinant may have when it is written out."""


def _product(call: ArrayCall) -> Array:
    call.needs(2)
    return matrix_product(call.arguments[0], call.arguments[1], call.token)


def _dot(call: ArrayCall) -> Array:
    """``dot(a, b)``; the third argument of the strict syntax is a bias."""
    call.needs(2)
    found = _product(call)
    if len(call.arguments) == 3 and found.is_number:
        return number(plus(call.sign("+"), found.cells[0], call.arguments[2].cells[0]))
    return found


def _outer(call: ArrayCall) -> Array:
    call.needs(2)
    one, other = (Array((len(a.cells),), a.cells) for a in call.arguments[:2])
    return matrix_product(Array((len(one.cells), 1), one.cells), transpose(other), call.token)


def _log_softmax(call: ArrayCall) -> Array:
    call.needs(1)
    if not call.arguments[0].shape:
        word = call.token.text
        what, help_ = why_not(word)
        raise refuse(what, call.token, help_)
    return reduce_along(
        call.arguments[0], call.axis(-1), lambda row: _log_shares(row, call), call.token
    )


def _log_shares(row: Array, call: ArrayCall) -> Array:
    """zⱼ − logsumexp(z), in which no large number overflows."""
    named = map_entries(row, call.scope.let)
    whole = call.scope.let(call_of("logsumexp", named.cells, call.token))
    return map_entries(named, lambda cell: plus(call.sign("-"), cell, whole))


def _softmax(call: ArrayCall) -> Array:
    return map_entries(_log_softmax(call), lambda cell: call_of("exp", [cell], call.token))


def _linear(call: ArrayCall) -> Array:
    """``F.linear(x, W, b)`` is x·Wᵀ + b."""
    call.needs(2)
    x, weights = call.arguments[:2]
    out = matrix_product(x, transpose(weights), call.token)
    if len(call.arguments) < 3:
        return out
    return pair_entries([out, call.arguments[2]], partial(plus, call.sign("+")), call.token)


def _distance(call: ArrayCall) -> Array:
    """``F.pairwise_distance(a, b)``: ‖a − b + ε‖ of every row, with the ε = 1e-6 of PyTorch."""
    call.needs(2)
    minus, small = call.sign("-"), call.numeral(1e-6)
    apart = pair_entries(call.arguments[:2], lambda a, b: plus(minus, a, b), call.token)
    moved = map_entries(apart, lambda cell: plus(call.sign("+"), cell, small))
    return reduce_along(
        moved, -1, lambda row: number(call_of("norm", row.cells, call.token)), call.token
    )


def _cosine(call: ArrayCall) -> Array:
    """``F.cosine_similarity(a, b)`` of two vectors, or of every pair of rows."""
    call.needs(2)
    one, other = (a.rows() if len(a.shape) > 1 else [a] for a in call.arguments[:2])
    if len(one) != len(other):
        both = " and ".join(shape_words(a) for a in call.arguments[:2])
        raise refuse(f"these do not have the same number of rows: {both}", call.token)
    cells = []
    for pair in zip(one, other, strict=True):
        a, b = (map_entries(row, call.scope.let) for row in pair)
        sizes = [ArrayEntry(call_of("norm", row.cells, call.token).tokens) for row in (a, b)]
        below = times(call.sign("*"), *sizes)
        cells.append(times(call.sign("/"), matrix_product(a, b, call.token).cells[0], below))
    return Array((len(cells),), tuple(cells)) if len(cells) > 1 else number(cells[0])


def _square(call: ArrayCall) -> list[list[ArrayEntry]]:
    """The rows of the square matrix that a call is of.  Raises ExpressionError."""
    call.needs(1)
    array = call.arguments[0]
    if len(array.shape) != 2 or array.shape[0] != array.shape[1]:
        raise refuse(
            f"{call.token.text} needs a square matrix, not {shape_words(array)}", call.token
        )
    return [list(row.cells) for row in array.rows()]


def _trace(call: ArrayCall) -> Array:
    return number(sum_of([row[i] for i, row in enumerate(_square(call))], call.token))


def _determinant(call: ArrayCall) -> Array:
    """Written out along the first row."""
    rows = [[call.scope.let(cell) for cell in row] for row in _square(call)]
    if len(rows) > LARGEST:
        help_ = f"there are those of up to {LARGEST} rows"
        raise refuse("this determinant is too long to write out", call.token, help_)
    return number(determinant(rows, call.token))


def _kl_div(call: ArrayCall) -> Array:
    """``kl_div(log_q, p)``: p·(log p − log q), its mean unless the reduction says otherwise."""
    call.needs(2)
    token, minus, star = call.token, call.sign("-"), call.sign("*")

    def one(log_q: ArrayEntry, p: ArrayEntry) -> ArrayEntry:
        return times(star, p, plus(minus, call_of("log", [p], token), log_q))

    a, p = call.arguments[0], map_entries(call.arguments[1], call.scope.let)
    found = pair_entries([a, p], one, token)
    how = call.option("reduction")
    if "none" in how:
        return found
    whole = sum_of(found.cells, token)
    rows = found.shape[0] if len(found.shape) > 1 else 1
    count = 1 if "sum" in how else rows if "batchmean" in how else len(found.cells)
    size = ArrayEntry((Token("number", str(count), token.at, token.end),))
    return number(times(call.sign("/"), whole, size) if count > 1 else whole)


# Losses -------------------------------------------------------------------------------------------


def _mean_of(
    loss: Callable[[ArrayEntry, ArrayEntry, ArrayCall], ArrayEntry],
) -> Callable[[ArrayCall], Array]:
    """The mean of a loss over the entries of prediction and target."""

    def whole(call: ArrayCall) -> Array:
        call.needs(2)
        a, y = call.arguments[:2]
        found = pair_entries(
            [map_entries(a, call.scope.let), y], lambda p, q: loss(p, q, call), call.token
        )
        is_sum = "sum" in call.option("reduction")
        if "none" in call.option("reduction"):
            return found
        return number(sum_of(found.cells, call.token) if is_sum else mean_of(found, call.token))

    return whole


def _squared(a: ArrayEntry, y: ArrayEntry, call: ArrayCall) -> ArrayEntry:
    return power_of(plus(call.sign("-"), a, y), "2", call.token)


def _absolute(a: ArrayEntry, y: ArrayEntry, call: ArrayCall) -> ArrayEntry:
    return call_of("abs", [plus(call.sign("-"), a, y)], call.token)


def _binary(a: ArrayEntry, y: ArrayEntry, call: ArrayCall) -> ArrayEntry:
    return call_of("binary_cross_entropy", [a, y], call.token)


def _binary_of_logits(z: ArrayEntry, y: ArrayEntry, call: ArrayCall) -> ArrayEntry:
    return call_of("binary_cross_entropy_with_logits", [z, y], call.token)


def _cross_entropy(call: ArrayCall) -> Array:
    """``cross_entropy(z, y)`` of logits z, for a class or for the shares y of every class."""
    call.needs(2)
    return _likelihood(
        call, _log_softmax(ArrayCall(call.token, call.arguments[:1], {}, call.scope))
    )


def _negative_log_likelihood(call: ArrayCall) -> Array:
    call.needs(2)
    return _likelihood(call, call.arguments[0])


def _likelihood(call: ArrayCall, logs: Array) -> Array:
    target, token = call.arguments[1], call.token
    if logs.shape == target.shape and len(logs.cells) > 1:
        count = logs.shape[0] if len(logs.shape) > 1 else 1
        whole = pair_entries([target, logs], partial(times, call.sign("*")), token)
        total = negative(call.sign("-"), sum_of(whole.cells, token))
    else:
        rows = logs.rows() if len(logs.shape) > 1 else [logs]
        classes = [call.class_of(cell) for cell in target.cells]
        if len(classes) != len(rows) or max(classes) >= len(rows[0].cells):
            what = f"this target does not fit: {shape_words(target)} for {shape_words(logs)}"
            raise refuse(what, token, "give the number of the class, from 0, or a 0 or 1 for each")
        count = len(rows)
        chosen = [row.cells[k] for row, k in zip(rows, classes, strict=True)]
        total = negative(call.sign("-"), sum_of(chosen, token))
    size = ArrayEntry((Token("number", str(count), token.at, token.end),))
    return number(times(call.sign("/"), total, size) if count > 1 else total)


def _no_gradient(call: ArrayCall) -> Array:
    raise refuse(f"{call.token.text} has no gradient", call.token, "use the numbers themselves")


FUNCTIONS: Mapping[str, Callable[[ArrayCall], Array]] = {
    **REDUCTIONS, **MADE, "dot": _dot, "matmul": _product, "mm": _product, "mv": _product,
    "outer": _outer, "ger": _outer, "linear": _linear, "softmax": _softmax,
    "log_softmax": _log_softmax, "logsoftmax": _log_softmax, "mse": _mean_of(_squared),
    "l1_loss": _mean_of(_absolute), "binary_cross_entropy": _mean_of(_binary),
    "binary_cross_entropy_with_logits": _mean_of(_binary_of_logits),
    "cross_entropy": _cross_entropy, "crossentropyloss": _cross_entropy,
    "nll_loss": _negative_log_likelihood, "nllloss": _negative_log_likelihood,
    "softmax_cross_entropy_with_logits": _cross_entropy,
    "trace": _trace, "det": _determinant, "kl_div": _kl_div,
    "pairwise_distance": _distance, "cosine_similarity": _cosine,
    "argmax": _no_gradient, "argmin": _no_gradient,
}  # fmt: skip
"""Functions of whole arrays, by the names that ``canonical`` gives them, or in small letters."""

ALWAYS = words(
    "dot matmul mm mv outer ger linear softmax log_softmax logsoftmax cross_entropy zeros ones "
    "set_entry set_numbered "
    "pairwise_distance cosine_similarity crossentropyloss nll_loss nllloss argmax argmin prod "
    "softmax_cross_entropy_with_logits trace det kl_div "
    "arange linspace eye one_hot full concatenate cat concat hstack append stack vstack "
    "row_stack column_stack einsum bmm tensordot squeeze reshape"
)
"""Those of them that have no meaning for a single number."""
