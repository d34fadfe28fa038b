"""Functions that make one number of many, of all entries or along an axis."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from functools import reduce as fold

from tutor.core.formulas.arrays.arguments import ArrayCall
from tutor.core.formulas.arrays.model import (
    ATOM,
    CONDITION,
    Array,
    ArrayEntry,
    bracketed,
    call_of,
    filled,
    map_entries,
    number,
    plus,
    reduce_along,
    shape_words,
    sum_of,
    times,
)
from tutor.core.formulas.formula import COMPARE
from tutor.core.formulas.lexer import Token, refuse, sign, words


def _reduced(take: Callable[[Array, Token], ArrayEntry]) -> Callable[[ArrayCall], Array]:
    """Of all entries, or along an axis: one array, or several numbers."""

    def reduce(call: ArrayCall) -> Array:
        call.needs(1)
        first = call.arguments[0]
        if len(call.arguments) > 1 and all(one.is_number for one in call.arguments):
            cells = [one.cells[0] for one in call.arguments]
            return number(take(Array((len(cells),), tuple(cells)), call.token))
        axis = call.axis(2)
        is_grid = len(first.shape) > 1 and min(first.shape) > 1
        is_said = len(call.arguments) == 2 and axis in (1, 2)
        beside, is_whole = call.scope.beside, "all" in call.options
        if beside.is_matlab and not is_whole and (is_said or (is_grid and beside.is_octave)):
            if len(first.shape) < 2:
                first = Array((len(first.cells), 1), first.cells)
            along = axis - 1 if is_said else 0
            return reduce_along(
                first, along, lambda row: number(take(row, call.token)), call.token, keeps=True
            )
        if beside.is_matlab and is_whole:
            return number(take(first, call.token))
        if beside.is_matlab and is_grid:
            help_ = "one language takes columns, another all entries: write sum(sum(…)) for all"
            raise refuse(
                f"{call.token.text} of {shape_words(first)} has two readings", call.token, help_
            )
        if axis == 2:
            return number(take(first, call.token))
        keeps = any(call.option(name) in {"True", "true"} for name in ("keepdims", "keepdim"))
        return reduce_along(
            first, axis, lambda row: number(take(row, call.token)), call.token, keeps=keeps
        )

    return reduce


def _sum(call: ArrayCall) -> Array:
    """Of all entries or along an axis; ``sum(terms, b)`` of a program begins with b."""
    start = call.arguments[1].cells[0] if len(call.arguments) == 2 else None
    if call.axis(2) == 2 and len(call.arguments) == 1:
        call.scope.note_terms(len(call.arguments[0].cells))
    shape, last = call.arguments[0].shape, start.tokens[-1].text if start else ""
    beside = call.scope.beside
    of_octave = beside.is_matlab or any(sign_ in beside.text for sign_ in (".*", "./", ".^"))
    is_axis = last.isdigit() and (of_octave or int(last) < len(shape))  # sum(x, 1) of Python
    if start is None or not shape or is_axis:
        return _reduced(lambda array, token: sum_of(array.cells, token))(call)
    whole = sum_of(call.arguments[0].cells, call.token)
    return number(plus(call.sign("+"), whole, start))


def _norm(call: ArrayCall) -> Array:
    """Of all entries, or along an axis: the 2-norm, or that of the order 1 or ∞."""
    call.needs(1)
    token, array = call.token, call.arguments[0]
    if call.scope.beside.is_matlab and len(array.shape) > 1 and min(array.shape) > 1:
        help_ = "write sqrt(sum(sum(W.^2))) for the length of all its entries"
        raise refuse(f"norm of {shape_words(array)} has two readings", token, help_)
    order = "".join(one.cells[0].text for one in call.arguments[1:2])
    order = (order or call.option("ord") or call.option("p")).strip("'\"").removesuffix(".0")
    order = order.rpartition(".")[2]  # np.inf
    along = any(name in call.options for name in ("axis", "dim")) or len(call.arguments) > 2
    if (
        len(array.shape) == 2
        and order in {"1", "2", "inf", "Inf"}
        and not along
        and min(array.shape) > 1
        and "numpy" in call.scope.beside.libraries
    ):  # of a matrix as an operator
        raise refuse(
            "this norm of a matrix cannot be written out", token, "'fro' is of its entries"
        )

    return _reduced(partial(norm_of, order))(replace(call, arguments=[array, *call.arguments[2:3]]))


def norm_of(order: str, array: Array, token: Token) -> ArrayEntry:
    """The length of all entries, or their norm of the order 1 or ∞."""
    if order in {"", "2", "F", "fro", "None"}:
        return call_of("norm", array.cells, token)
    absolute = [call_of("abs", [cell], token) for cell in array.cells]
    if order == "1":
        return sum_of(absolute, token)
    if order in {"inf", "Inf", "infty", "max"}:
        return call_of("max", absolute, token) if len(absolute) > 1 else absolute[0]
    raise refuse(f"there is no norm {order!r} here", token, "there are 1, 2, 'fro' and inf")


def mean_of(array: Array, token: Token) -> ArrayEntry:
    """The mean of all entries."""
    return divided(sum_of(array.cells, token), len(array.cells), token)


def divided(whole: ArrayEntry, count: int, token: Token) -> ArrayEntry:
    """A sum as a mean."""
    return filled(f"{{0}}/{count}", token, whole) if count > 1 else whole


def _spread(*, root: bool) -> Callable[[ArrayCall], Array]:
    """Variance or deviation: NumPy and TensorFlow divide by n, torch by n − 1, others are asked."""

    def take(call: ArrayCall) -> Array:
        call.needs(1)
        less = _less(call)

        def of(array: Array, token: Token) -> ArrayEntry:
            middle = call.scope.let(mean_of(array, token))
            squares = [
                filled("({0}-{1})^2", token, cell, middle)
                for cell in map_entries(array, call.scope.let).cells
            ]
            whole, count = sum_of(squares, token), len(squares) - less
            if count < 1:
                raise refuse(f"{token.text} of one number divides by 0", token)
            return filled(f"sqrt({{0}}/{count})" if root else f"{{0}}/{count}", token, whole)

        return _reduced(of)(replace(call, arguments=call.arguments[:1]))

    return take


def _less(call: ArrayCall) -> int:
    """What is taken from n.  Raises ExpressionError where nothing says it."""
    said_ = {name: call.option(name) for name in ("ddof", "correction", "unbiased")}
    number_ = said_["ddof"] or said_["correction"]
    if number_.isdigit() or said_["unbiased"]:
        return int(number_) if number_.isdigit() else int(said_["unbiased"] in {"True", "true"})
    libraries = call.scope.beside.libraries
    if libraries and libraries <= words("numpy tf tensorflow keras jax jnp"):
        return 0
    if libraries == {"torch"} or call.scope.beside.is_matlab:
        return 1
    help_ = "write sum((x - mean(x))**2)/n with the n that is meant"
    raise refuse(f"{call.token.text} can be read in two ways", call.token, help_)


def _largest(word: str) -> Callable[[Array, Token], ArrayEntry]:
    return lambda array, token: call_of(word, array.cells, token)


def _multiplied_up(array: Array, token: Token) -> ArrayEntry:
    return fold(partial(times, sign("*", token.at)), array.cells)


def _joined_by(word: str) -> Callable[[ArrayCall], Array]:
    """``any(z <= 0)``: one condition of those of all entries."""

    def join(call: ArrayCall) -> Array:
        call.needs(1)
        cells, at = call.arguments[0].cells, call.token
        if not all(any(t.is_(*COMPARE) for t in cell.tokens) for cell in cells):
            help_ = f"compare its entries, as in {at.text}(x > 0)"
            raise refuse(f"{at.text} is of conditions", at, help_)
        tokens: list[Token] = []
        for i, cell in enumerate(cells):
            tokens += [Token("name", word, at.at, at.end)] * bool(i) + [*bracketed(cell, ATOM)]
        return number(ArrayEntry(tuple(tokens), CONDITION))

    return join


REDUCTIONS: Mapping[str, Callable[[ArrayCall], Array]] = {
    "sum": _sum, "mean": _reduced(mean_of), "max": _reduced(_largest("max")),
    "min": _reduced(_largest("min")), "logsumexp": _reduced(_largest("logsumexp")),
    "norm": _norm, "var": _spread(root=False), "std": _spread(root=True),
    "prod": _reduced(_multiplied_up), "any": _joined_by("or"), "all": _joined_by("and"),
}  # fmt: skip
"""Functions of this kind, by the names that ``canonical`` gives them, or in small letters."""
