"""What functions do to vectors and matrices: sums, products, softmax and the losses.

A row of ``FUNCTIONS`` takes the call and gives its entries; every function that has no row works on
each entry.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from tutor.core.formulas.arrays.arguments import ArrayCall
from tutor.core.formulas.arrays.bound import BOUND
from tutor.core.formulas.arrays.index_sums import index_sum
from tutor.core.formulas.arrays.losses import LOSSES, log_shares
from tutor.core.formulas.arrays.made import MADE
from tutor.core.formulas.arrays.model import (
    Array,
    ArrayEntry,
    call_of,
    determinant,
    filled,
    map_entries,
    matrix_product,
    number,
    pair_entries,
    plus,
    reduce_along,
    shape_words,
    sum_of,
    transpose,
)
from tutor.core.formulas.arrays.reductions import REDUCTIONS
from tutor.core.formulas.lexer import refuse, why_not, words

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
        call.arguments[0], call.axis(-1), lambda row: log_shares(row, call), call.token
    )


def _softmax(call: ArrayCall) -> Array:
    return map_entries(_log_softmax(call), lambda cell: call_of("exp", [cell], call.token))


def _normalized(call: ArrayCall) -> Array:
    """``F.normalize(x)``: every row divided by its length."""
    call.needs(1)
    if call.option("p") not in {"", "2", "2.0"}:
        raise refuse("this norm is not here", call.token, "write the formula that is meant")
    rows = map_entries(call.arguments[0], call.scope.let)

    def one(row: Array) -> Array:
        size = call.scope.let(call_of("norm", row.cells, call.token))
        return map_entries(row, lambda cell: filled("{0}/{1}", call.token, cell, size))

    return reduce_along(rows, call.axis(-1 if len(rows.shape) < 2 else 1), one, call.token)


def _linear(call: ArrayCall) -> Array:
    """``F.linear(x, W, b)`` is x·Wᵀ + b."""
    call.needs(2)
    x, weights = call.arguments[:2]
    out = matrix_product(x, transpose(weights), call.token)
    if len(call.arguments) < 3:
        return out
    return pair_entries([out, call.arguments[2]], partial(plus, call.sign("+")), call.token)


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


def _no_gradient(call: ArrayCall) -> Array:
    raise refuse(f"{call.token.text} has no gradient", call.token, "use the numbers themselves")


FUNCTIONS: Mapping[str, Callable[[ArrayCall], Array]] = {
    **REDUCTIONS, **MADE, **BOUND, **LOSSES, "dot": _dot, "matmul": _product, "mm": _product,
    "mv": _product, "outer": _outer, "ger": _outer, "linear": _linear, "softmax": _softmax,
    "log_softmax": _log_softmax, "logsoftmax": _log_softmax, "trace": _trace,
    "det": _determinant, "normalize": _normalized, "l2_normalize": _normalized,
    "argmax": _no_gradient, "argmin": _no_gradient, "einsum": index_sum,
}  # fmt: skip
"""Functions of whole arrays, by the names that ``canonical`` gives them, or in small letters."""

ALWAYS = FUNCTIONS.keys() - words(
    "sum mean max min logsumexp norm var std view flatten ravel transpose t zeros_like ones_like "
    "unsqueeze expand_dims len length shape size numel mse l1_loss smooth_l1 huber_loss "
    "binary_cross_entropy binary_cross_entropy_with_logits"
)
"""Those of them that have no meaning for a single number, or no other one."""
