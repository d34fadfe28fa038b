"""Losses of libraries over entries or rows, with their settings; by default their mean is taken.

A setting that would change the number and is not known here is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import partial

from tutor.core.formulas.arrays.arguments import ArrayCall
from tutor.core.formulas.arrays.model import (
    Array,
    ArrayEntry,
    call_of,
    filled,
    map_entries,
    matrix_product,
    negative,
    number,
    pair_entries,
    plus,
    reduce_along,
    shape_words,
    stack,
    sum_of,
    times,
)
from tutor.core.formulas.arrays.reductions import divided, mean_of
from tutor.core.formulas.lexer import Token, refuse, words

_IDLE = words("reduction from_logits axis dim name inplace size_average reduce eps")

_NO = words("False false FALSE")


def _check(call: ArrayCall, known: Collection[str]) -> None:
    """Raises ExpressionError for a setting that changes the number and is not one of ``known``."""
    for name in call.options:
        if name not in known and name not in _IDLE and call.option(name) not in {"None", "False"}:
            help_ = "write the formula that is meant"
            raise refuse(f"{name!r} of {call.token.text} cannot be set here", call.token, help_)


def _setting(call: ArrayCall, name: str, place: int, usual: float) -> ArrayEntry:
    """What is set by name or at a place; a number where nothing is."""
    if name in call.options:
        return call.options[name].cells[0]
    if len(call.arguments) > place:
        return call.arguments[place].cells[0]
    return call.numeral(usual)


def _whole(call: ArrayCall, found: Array) -> Array:
    """The mean, the sum, or every entry, as the reduction says."""
    how = _reduction(call)
    if how == "none":
        return found
    if how == "sum":
        return number(sum_of(found.cells, call.token))
    return number(mean_of(found, call.token))


def _reduction(call: ArrayCall) -> str:
    """mean, sum or none, in the words of today or with size_average and reduce."""
    how = call.option("reduction").lower()
    if "none" in how or call.option("reduce") in _NO:
        return "none"
    is_sum = "sum" in how and "over" not in how
    return "sum" if is_sum or call.option("size_average") in _NO else "mean"


def _over_entries(word: str, count: int = 2, **settings: float) -> Callable[[ArrayCall], Array]:
    """A loss of ``count`` arrays, entry by entry: a row of lexer/calls.py, with its settings."""

    def whole(call: ArrayCall) -> Array:
        call.needs(count)
        _check(call, settings)
        if len(call.arguments) > count + len(settings):
            what = f"{call.token.text} takes {count} arguments here, not {len(call.arguments)}"
            raise refuse(what, call.token, "write the formula that is meant")
        first, *others = call.arguments[:count]
        names = enumerate(settings.items(), start=count)
        set_ = [_setting(call, name, place, usual) for place, (name, usual) in names]
        arrays = [map_entries(first, call.scope.let), *others, *map(number, set_)]
        join = partial(_called, word, call.token)
        return _whole(call, pair_entries(arrays, join, call.token))

    return whole


def _called(word: str, token: Token, *cells: ArrayEntry) -> ArrayEntry:
    return call_of(word, cells, token)


def _by_class(call: ArrayCall, found: Array, place: int, margin: float, *formulas: str) -> Array:
    """One formula for the class 1, another for the rest; the class is the argument at ``place``."""
    _check(call, ["margin"])
    least = _setting(call, "margin", place + 1, margin)

    def one(cell: ArrayEntry, y: ArrayEntry) -> ArrayEntry:
        return filled(formulas[call.number_of(y) != 1], call.token, cell, least)

    return _whole(call, pair_entries([found, call.arguments[place]], one, call.token))


def _hinge_embedding(call: ArrayCall) -> Array:
    call.needs(2)
    return _by_class(call, call.arguments[0], 1, 1, "{0}", "relu({1}-{0})")


# Losses of rows -----------------------------------------------------------------------------------


def _triplet(call: ArrayCall) -> Array:
    """``triplet_margin_loss(a, p, n)``: how much nearer p is than n, up to a margin."""
    call.needs(3)
    _check(call, ["margin", "p"])
    margin = number(_setting(call, "margin", 3, 1))
    near, far = (_apart(call, call.arguments[0], one) for one in call.arguments[1:3])
    join = partial(filled, "relu({0}-{1}+{2})", call.token)
    return _whole(call, pair_entries([near, far, margin], join, call.token))


def _apart(call: ArrayCall, one: Array, other: Array) -> Array:
    """‖a − b + ε‖ of every row, with the ε = 1e-6 of PyTorch."""
    if call.option("p") not in {"", "2", "2.0"}:
        raise refuse("this norm is not here", call.token, "write the formula that is meant")
    moved = pair_entries([one, other], partial(filled, "{0}-{1}+1e-6", call.token), call.token)
    return reduce_along(
        moved, -1, lambda row: number(call_of("norm", row.cells, call.token)), call.token
    )


def _distance(call: ArrayCall) -> Array:
    call.needs(2)
    return _apart(call, *call.arguments[:2])


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
        sizes = (call_of("norm", row.cells, call.token) for row in (a, b))
        alike = matrix_product(a, b, call.token).cells[0]
        cells.append(filled("{0}/({1}*{2})", call.token, alike, *sizes))
    return Array((len(cells),), tuple(cells)) if len(cells) > 1 else number(cells[0])


def _cosine_embedding(call: ArrayCall) -> Array:
    """1 − cos of a pair that belongs together, max(0, cos − margin) of one that does not."""
    call.needs(3)
    alike = _cosine(replace(call, arguments=call.arguments[:2]))
    return _by_class(call, alike, 2, 0, "1-{0}", "relu({0}-{1})")


# Losses of classes --------------------------------------------------------------------------------


def log_shares(row: Array, call: ArrayCall) -> Array:
    """zⱼ − logsumexp(z), in which no large number overflows."""
    named = map_entries(row, call.scope.let)
    whole = call.scope.let(call_of("logsumexp", named.cells, call.token))
    return map_entries(named, lambda cell: plus(call.sign("-"), cell, whole))


def _cross_entropy(call: ArrayCall) -> Array:
    """``cross_entropy(z, y)`` of logits z, for a class or for the shares y of every class."""
    call.needs(2)
    _check(call, ["label_smoothing"])
    rows = call.arguments[0]
    logs = reduce_along(rows, -1, lambda row: log_shares(row, call), call.token)
    smooth = call.number_of(_setting(call, "label_smoothing", len(call.arguments), 0))
    return _smoothed(call, logs, smooth) if smooth else _likelihood(call, logs, call.arguments[1])


def _smoothed(call: ArrayCall, logs: Array, share: float) -> Array:
    """With shares for the classes: 1 − s for the right one, and s spread over all of them."""
    rows = logs.rows() if len(logs.shape) > 1 else [logs]
    target = call.arguments[1]
    count = len(rows[0].cells)
    if len(target.cells) != len(rows):
        raise refuse("label_smoothing needs the number of a class here", call.token)
    classes = [call.class_of(cell) for cell in target.cells]
    shares = [
        Array((count,), tuple(
            call.numeral((1 - share) * (i == k) + share / count) for i in range(count)
        ))
        for k in classes
    ]  # fmt: skip
    return _likelihood(call, logs, stack(shares, call.token) if len(rows) > 1 else shares[0])


def _negative_log_likelihood(call: ArrayCall) -> Array:
    call.needs(2)
    _check(call, [])
    return _likelihood(call, call.arguments[0], call.arguments[1])


def _likelihood(call: ArrayCall, logs: Array, target: Array) -> Array:
    token = call.token
    rows = logs.rows() if len(logs.shape) > 1 else [logs]
    if logs.shape == target.shape and len(logs.cells) > 1:
        shares = target.rows() if len(logs.shape) > 1 else [target]
        found = [
            sum_of(pair_entries([share, row], partial(times, call.sign("*")), token).cells, token)
            for share, row in zip(shares, rows, strict=True)
        ]
    else:
        classes = [call.class_of(cell) for cell in target.cells]
        if len(classes) != len(rows) or max(classes) >= len(rows[0].cells):
            what = f"this target does not fit: {shape_words(target)} for {shape_words(logs)}"
            raise refuse(what, token, "give the number of the class, from 0, or a 0 or 1 for each")
        found = [row.cells[k] for row, k in zip(rows, classes, strict=True)]
    minus = call.sign("-")
    how = _reduction(call)
    if how == "none":
        return Array((len(found),), tuple(negative(minus, one) for one in found))
    total = negative(minus, sum_of(found, token))
    count = 1 if how == "sum" else len(found)
    return number(divided(total, count, token))


def _kl_div(call: ArrayCall) -> Array:
    """``kl_div(log_q, p)``: p·(log p − log q), its mean unless the reduction says otherwise."""
    call.needs(2)
    _check(call, ["log_target"])
    of_logs = call.option("log_target") in {"True", "true"}
    template = "exp({1})*({1}-{0})" if of_logs else "{1}*(log({1})-{0})"
    a, p = call.arguments[0], map_entries(call.arguments[1], call.scope.let)
    found = pair_entries([a, p], partial(filled, template, call.token), call.token)
    if "batchmean" not in call.option("reduction"):
        return _whole(call, found)
    whole = sum_of(found.cells, call.token)
    count = found.shape[0] if found.shape else 1
    return number(divided(whole, count, call.token))


_FUNCTIONS: dict[str, Callable[[ArrayCall], Array]] = {
    **{word: _over_entries(word) for word in words(
        "mse l1_loss binary_cross_entropy binary_cross_entropy_with_logits soft_margin_loss "
        "poisson_nll_loss"
    )},
    "smooth_l1": _over_entries("smooth_l1", beta=1),
    "huber_loss": _over_entries("huber_loss", delta=1),
    "margin_ranking_loss": _over_entries("margin_ranking_loss", 3, margin=0),
    "gaussian_nll_loss": _over_entries("gaussian_nll_loss", 3),
    "hinge_embedding_loss": _hinge_embedding,
    "triplet_margin_loss": _triplet, "cosine_embedding_loss": _cosine_embedding,
    "pairwise_distance": _distance, "cosine_similarity": _cosine,
    "cross_entropy": _cross_entropy, "softmax_cross_entropy_with_logits": _cross_entropy,
    "nll_loss": _negative_log_likelihood, "kl_div": _kl_div,
    "cross_entropy_loss": _cross_entropy,
}  # fmt: skip
LOSSES: Mapping[str, Callable[[ArrayCall], Array]] = _FUNCTIONS | {
    name.replace("_", ""): one for name, one in _FUNCTIONS.items()
}
"""Functions of this kind, by the names of functions and, in small letters, of classes."""
