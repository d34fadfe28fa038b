"""What a network is trained on: how far its outputs are from the targets, as one Value.

Each loss is that of one example, Cᵢ; ``mean`` of several is the cost C = 1/n Σᵢ Cᵢ (section 2.4 of
the lecture note).  Outputs are a Value or a list of them, as a network returns; targets are numbers
of the same shape.  The two cross-entropies take *logits*, the outputs before any sigmoid or
softmax: only so are they exact where a probability rounds to 0 or 1.
"""

from __future__ import annotations

from math import isclose
from operator import index

from engine.errors import DomainError, ShapeError
from engine.ops import total_of_squares
from engine.value import Value, apply, made

TYPE_CHECKING = False  # true for a type checker; importing typing would cost more than the engine
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Number = Value | float
    Outputs = Number | Sequence[Number]


def mean(values: Iterable[Number]) -> Value:
    """1/n Σ of the values: the cost of n examples.  Raises ShapeError for none."""
    given = [*values]
    if not given:
        raise ShapeError("the mean of no values; give at least one")
    if len(given) == 1 and isinstance(given[0], Value):
        return given[0]
    return apply("div", apply("sum", *given), len(given))


def squared_error(outputs: Outputs, targets: Outputs) -> Value:
    """C = ½ Σₖ (aₖ − yₖ)², the note's cost (before equation 2.3); ∂C/∂aₖ = aₖ − yₖ."""
    return apply("mul", 0.5, _sum(_squares(outputs, targets)))


def mean_squared_error(outputs: Outputs, targets: Outputs) -> Value:
    """1/m Σₖ (aₖ − yₖ)² over the m outputs."""
    return mean(_squares(outputs, targets))


def hinge(scores: Outputs, targets: Outputs) -> Value:
    """The mean of max(0, 1 − y·s) over the scores; targets are +1 and −1 (Cortes, Vapnik 1995).

    Raises DomainError for another target.
    """
    pairs = _pairs(scores, targets)
    for _, y in pairs:
        if _number(y) not in (-1.0, 1.0):
            raise DomainError(
                f"a target of hinge is 1 or −1, and {_number(y)!r} is not; for the classes 0 and 1 "
                "write 2 * y - 1, or classes=(-1, 1) where the data are made"
            )
    return mean([apply("relu", 1.0 - y * s) for s, y in pairs])


def binary_cross_entropy(logits: Outputs, targets: Outputs) -> Value:
    """The mean of −y·log σ(z) − (1 − y)·log(1 − σ(z)) over the logits z; ∂/∂z = σ(z) − y.

    Targets lie between 0 and 1.  Since −log σ(z) is softplus(−z), nothing overflows or cancels.
    Raises DomainError for a target outside.
    """
    return mean([_binary_term(z, y) for z, y in _pairs(logits, targets)])


def softmax(logits: Sequence[Number]) -> list[Value]:
    """e^zₖ / Σ eᶻ, one probability a logit; the largest logit is taken out as a number first."""
    powers = [apply("exp", z) for z in _shifted(logits)]
    whole = _sum(powers)
    return [apply("div", power, whole) for power in powers]


def softmax_cross_entropy(logits: Sequence[Number], target: int | Sequence[Number]) -> Value:
    """−Σₖ yₖ·log pₖ with p = softmax(z); ∂/∂zₖ = pₖ − yₖ.

    ``target`` is the number of the right class t, counted from 0, or one probability a class, which
    sum to 1.  It is computed as log Σ e^(zₖ − z_t), or with the largest logit taken out of all: no
    logit is too large.  Raises ShapeError for a class that does not exist or the wrong number of
    classes, and DomainError for targets that are no probabilities.
    """
    try:
        right = index(target)  # type: ignore[arg-type]
    except TypeError:
        right = -1
    if right < 0 and hasattr(target, "__iter__"):
        weights = [y for _, y in _pairs(logits, target)]
        numbers = [*map(_number, weights)]
        if min(numbers) < 0.0 or not isclose(sum(numbers), 1.0, rel_tol=1e-6):
            raise DomainError(
                f"the targets {numbers!r} are no probabilities: each is at least 0, and they sum "
                "to 1; for a single right class give its number"
            )
        if 1.0 not in numbers or any(isinstance(y, Value) for y in weights):
            level = _shifted(logits)
            return apply("sub", apply("logsumexp", *level), apply("dot", *weights, *level))
        right = numbers.index(1.0)
    if isinstance(target, bool) or not 0 <= right < len(logits):
        raise ShapeError(f"there is no class {target!r} among {len(logits)}; they count from 0")
    ahead = [0.0 if k == right else apply("sub", z, logits[right]) for k, z in enumerate(logits)]
    return apply("logsumexp", *ahead)


def l2_penalty(parameters: Iterable[Value], strength: float) -> Value:
    """strength · Σ p² over the parameters, with the sum as one node."""
    given = (*parameters,)
    numbers = [p.data for p in given if isinstance(p, Value)]
    total = total_of_squares(*numbers)
    if not numbers or len(numbers) < len(given) or type(total) is not float:
        return apply("mul", strength, apply("sum_of_squares", *given))
    slopes = tuple([2.0 * p for p in numbers])  # the same without a check of every number
    squares = made("sum_of_squares", total, None, None, given, slopes)
    return apply("mul", strength, squares)


def _binary_term(z: Number, y: Number) -> Value:
    target = _number(y)
    if not 0.0 <= target <= 1.0:
        raise DomainError(
            f"a target of cross-entropy lies between 0 and 1, and {target!r} does not"
        )
    if not isinstance(y, Value) and y in (0.0, 1.0):
        return apply("softplus", z if y == 0.0 else apply("neg", z))
    wrong_if_true = apply("mul", y, apply("softplus", apply("neg", z)))
    wrong_if_false = apply("mul", apply("sub", 1.0, y), apply("softplus", z))
    return apply("add", wrong_if_true, wrong_if_false)


def _squares(outputs: Outputs, targets: Outputs) -> list[Value]:
    return [apply("pow", apply("sub", a, y), 2.0) for a, y in _pairs(outputs, targets)]


def _shifted(logits: Sequence[Number]) -> list[Value]:
    """The logits less the largest: a number, for what moves all logits moves no probability."""
    largest = max(map(_number, logits))
    return [apply("sub", z, largest) for z in logits]


def _number(given: Number) -> float:
    return given.data if isinstance(given, Value) else given


def _sum(values: list[Value]) -> Value:
    return values[0] if len(values) == 1 else apply("sum", *values)


def _pairs(outputs: Outputs, targets: Outputs) -> list[tuple[Number, Number]]:
    """Each output with its target; ShapeError unless there are as many, and at least one."""
    left, right = _listed(outputs), _listed(targets)
    if len(left) != len(right) or not left:
        raise ShapeError(f"{len(left)} outputs for {len(right)} targets; they must match")
    return list(zip(left, right, strict=True))


def _listed(given: Outputs) -> list[Number]:
    if isinstance(given, (Value, float, int)):
        return [given]
    try:
        return [*given]
    except TypeError:  # a number of another kind
        return [given]  # type: ignore[list-item]
