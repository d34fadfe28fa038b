"""Losses of libraries over entries or rows, with their settings; by default their mean is taken.

A setting that would change the number and is not known here is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial

from tutor.core.formulas.arrays.arguments import ArrayCall
from tutor.core.formulas.arrays.model import (
    Array,
    ArrayEntry,
    call_of,
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
from tutor.core.formulas.arrays.reductions import mean_of, power_of
from tutor.core.formulas.lexer import Token, refuse, words

Loss = Callable[..., ArrayEntry]
_IDLE = words("reduction from_logits axis dim name inplace size_average reduce")


def _check(call: ArrayCall, known: Collection[str]) -> None:
    """Raises ExpressionError for a setting that changes the number and is not one of ``known``."""
    for name in call.options:
        if name not in known and name not in _IDLE and call.option(name) not in {"None", "False"}:
            help_ = "write the formula that is meant"
            raise refuse(f"{name!r} of {call.token.text} cannot be set here", call.token, help_)


def _setting(call: ArrayCall, name: str, place: int, usual: str) -> ArrayEntry:
    """What is set by name or at a place; a number where nothing is."""
    if name in call.options:
        return call.options[name].cells[0]
    if len(call.arguments) > place:
        return call.arguments[place].cells[0]
    return ArrayEntry((Token("number", usual, call.token.at, call.token.end),))


def _whole(call: ArrayCall, found: Array) -> Array:
    """The mean, the sum, or every entry, as the reduction says."""
    how = call.option("reduction")
    if "none" in how.lower():
        return found
    if "sum" in how.lower() and "over" not in how.lower():
        return number(sum_of(found.cells, call.token))
    return number(mean_of(found, call.token))


def _over_entries(loss: Loss, *settings: tuple[str, str]) -> Callable[[ArrayCall], Array]:
    """A loss of prediction and target, entry by entry."""

    def whole(call: ArrayCall) -> Array:
        call.needs(2)
        _check(call, [name for name, _ in settings])
        a, y = call.arguments[:2]
        set_ = [_setting(call, n, 2 + i, usual) for i, (n, usual) in enumerate(settings)]
        a = map_entries(a, call.scope.let)
        return _whole(call, pair_entries([a, y], lambda p, q: loss(call, p, q, *set_), call.token))

    return whole


def _squared(call: ArrayCall, a: ArrayEntry, y: ArrayEntry) -> ArrayEntry:
    return power_of(plus(call.sign("-"), a, y), "2", call.token)


def _absolute(call: ArrayCall, a: ArrayEntry, y: ArrayEntry) -> ArrayEntry:
    return call_of("abs", [plus(call.sign("-"), a, y)], call.token)


def _huber(call: ArrayCall, a: ArrayEntry, y: ArrayEntry, delta: ArrayEntry) -> ArrayEntry:
    return call_of("huber_loss", [a, y, delta], call.token)


def _smooth(call: ArrayCall, a: ArrayEntry, y: ArrayEntry, beta: ArrayEntry) -> ArrayEntry:
    whole = _huber(call, a, y, beta)
    is_one = [t.text for t in beta.tokens] in (["1"], ["1.0"])
    return whole if is_one else times(call.sign("/"), whole, beta)


def _named(word: str) -> Loss:
    """A loss that is a function of two numbers."""
    return lambda call, a, y: call_of(word, [a, y], call.token)


def _soft_margin(call: ArrayCall, a: ArrayEntry, y: ArrayEntry) -> ArrayEntry:
    return call_of("softplus", [negative(call.sign("-"), times(call.sign("*"), y, a))], call.token)


def _poisson(call: ArrayCall, a: ArrayEntry, y: ArrayEntry) -> ArrayEntry:
    return plus(call.sign("-"), call_of("exp", [a], call.token), times(call.sign("*"), y, a))


def _hinge_embedding(
    call: ArrayCall, a: ArrayEntry, y: ArrayEntry, margin: ArrayEntry
) -> ArrayEntry:
    return a if call.number_of(y) == 1 else _above_zero(call, plus(call.sign("-"), margin, a))


def _above_zero(call: ArrayCall, cell: ArrayEntry) -> ArrayEntry:
    return call_of("relu", [cell], call.token)


# Losses of rows -----------------------------------------------------------------------------------


def _triplet(call: ArrayCall) -> Array:
    """``triplet_margin_loss(a, p, n)``: how much nearer p is than n, up to a margin."""
    call.needs(3)
    _check(call, ["margin", "p", "eps"])
    margin = _setting(call, "margin", 3, "1")
    if call.option("p") not in {"", "2", "2.0"}:
        raise refuse("this norm is not here", call.token, "write the formula that is meant")
    near, far = (_apart(call, call.arguments[0], one) for one in call.arguments[1:3])

    def one(a: ArrayEntry, b: ArrayEntry) -> ArrayEntry:
        return _above_zero(call, plus(call.sign("+"), plus(call.sign("-"), a, b), margin))

    return _whole(call, pair_entries([near, far], one, call.token))


def _apart(call: ArrayCall, one: Array, other: Array) -> Array:
    """‖a − b + ε‖ of every row, with the ε = 1e-6 of PyTorch."""
    minus, small = call.sign("-"), call.numeral(1e-6)
    apart = pair_entries([one, other], partial(plus, minus), call.token)
    moved = map_entries(apart, lambda cell: plus(call.sign("+"), cell, small))
    return reduce_along(
        moved, -1, lambda row: number(call_of("norm", row.cells, call.token)), call.token
    )


def _distance(call: ArrayCall) -> Array:
    call.needs(2)
    return _apart(call, *call.arguments[:2])


def _ranking(call: ArrayCall) -> Array:
    """``margin_ranking_loss(x1, x2, y)``: max(0, −y(x1 − x2) + margin)."""
    call.needs(3)
    _check(call, ["margin"])
    margin = _setting(call, "margin", 3, "0")

    def one(a: ArrayEntry, b: ArrayEntry, y: ArrayEntry) -> ArrayEntry:
        apart = times(call.sign("*"), y, plus(call.sign("-"), a, b))
        return _above_zero(call, plus(call.sign("-"), margin, apart))

    return _whole(call, pair_entries(call.arguments[:3], one, call.token))


def _gaussian(call: ArrayCall) -> Array:
    """``gaussian_nll_loss(x, y, var)``: (log var + (x − y)²/var)/2."""
    call.needs(3)
    _check(call, ["eps"])

    def one(x: ArrayEntry, y: ArrayEntry, var: ArrayEntry) -> ArrayEntry:
        share = times(call.sign("/"), _squared(call, x, y), var)
        both = plus(call.sign("+"), call_of("log", [var], call.token), share)
        return times(call.sign("/"), both, call.numeral(2))

    return _whole(call, pair_entries(call.arguments[:3], one, call.token))


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


def _cosine_embedding(call: ArrayCall) -> Array:
    """1 − cos of a pair that belongs together, max(0, cos − margin) of one that does not."""
    call.needs(3)
    _check(call, ["margin"])
    margin = _setting(call, "margin", 3, "0")
    alike = _cosine(ArrayCall(call.token, call.arguments[:2], {}, call.scope))

    def one(cos: ArrayEntry, y: ArrayEntry) -> ArrayEntry:
        if call.number_of(y) == 1:
            return plus(call.sign("-"), call.numeral(1), cos)
        return _above_zero(call, plus(call.sign("-"), cos, margin))

    return _whole(call, pair_entries([alike, call.arguments[2]], one, call.token))


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
    smooth = call.option("label_smoothing")
    if smooth and call.number_of(call.options["label_smoothing"].cells[0]):
        return _smoothed(call, logs, call.number_of(call.options["label_smoothing"].cells[0]))
    return _likelihood(call, logs, call.arguments[1])


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
    if "none" in call.option("reduction"):
        return Array((len(found),), tuple(negative(minus, one) for one in found))
    total = negative(minus, sum_of(found, token))
    count = 1 if "sum" in call.option("reduction") else len(found)
    return number(times(call.sign("/"), total, call.numeral(count)) if count > 1 else total)


def _kl_div(call: ArrayCall) -> Array:
    """``kl_div(log_q, p)``: p·(log p − log q), its mean unless the reduction says otherwise."""
    call.needs(2)
    _check(call, ["log_target"])
    token, minus, star = call.token, call.sign("-"), call.sign("*")
    of_logs = call.option("log_target") in {"True", "true"}

    def one(log_q: ArrayEntry, p: ArrayEntry) -> ArrayEntry:
        if of_logs:
            return times(star, call_of("exp", [p], token), plus(minus, p, log_q))
        return times(star, p, plus(minus, call_of("log", [p], token), log_q))

    a, p = call.arguments[0], map_entries(call.arguments[1], call.scope.let)
    found = pair_entries([a, p], one, token)
    if "batchmean" not in call.option("reduction"):
        return _whole(call, found)
    whole = sum_of(found.cells, token)
    count = found.shape[0] if len(found.shape) > 1 else 1
    return number(times(call.sign("/"), whole, call.numeral(count)) if count > 1 else whole)


_FUNCTIONS: dict[str, Callable[[ArrayCall], Array]] = {
    "mse": _over_entries(_squared), "l1_loss": _over_entries(_absolute),
    "smooth_l1": _over_entries(_smooth, ("beta", "1")),
    "huber_loss": _over_entries(_huber, ("delta", "1")),
    "binary_cross_entropy": _over_entries(_named("binary_cross_entropy")),
    "binary_cross_entropy_with_logits": _over_entries(_named("binary_cross_entropy_with_logits")),
    "soft_margin_loss": _over_entries(_soft_margin), "poisson_nll_loss": _over_entries(_poisson),
    "hinge_embedding_loss": _over_entries(_hinge_embedding, ("margin", "1")),
    "triplet_margin_loss": _triplet, "margin_ranking_loss": _ranking,
    "gaussian_nll_loss": _gaussian, "cosine_embedding_loss": _cosine_embedding,
    "pairwise_distance": _distance, "cosine_similarity": _cosine,
    "cross_entropy": _cross_entropy, "softmax_cross_entropy_with_logits": _cross_entropy,
    "nll_loss": _negative_log_likelihood, "kl_div": _kl_div,
    "cross_entropy_loss": _cross_entropy,
}  # fmt: skip
LOSSES: Mapping[str, Callable[[ArrayCall], Array]] = _FUNCTIONS | {
    name.replace("_", ""): one for name, one in _FUNCTIONS.items()
}
"""Functions of this kind, by the names of functions and, in small letters, of classes."""

ALWAYS_LOSSES = LOSSES.keys() - words(
    "mse l1_loss smooth_l1 huber_loss binary_cross_entropy binary_cross_entropy_with_logits"
)
"""Those of them that have no meaning for a single number, or no other one."""
