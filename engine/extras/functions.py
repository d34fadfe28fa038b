"""Operations as functions beside the methods: ``exp(x)`` is ``x.exp()``, and takes numbers, too.

``abs``, ``pow`` and ``sum`` are Python's own, which do the same on Values.
"""

from __future__ import annotations

from engine.errors import ShapeError
from engine.ops import OPERATIONS
from engine.value import Value, apply

TYPE_CHECKING = False  # true for a type checker; importing typing would cost more than the engine
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from engine.value import Operand


def _function(name: str) -> Callable[..., Value]:
    """A row of the table as a function."""

    def function(*operands: Operand) -> Value:
        return apply(name, *operands)

    function.__name__, function.__doc__ = name, OPERATIONS[name].rule
    return function


def _unary(name: str) -> Callable[[Operand], Value]:
    return _function(name)


def _binary(name: str) -> Callable[[Operand, Operand], Value]:
    return _function(name)


exp, log, sqrt = _unary("exp"), _unary("log"), _unary("sqrt")
sin, cos, tan, arctan = _unary("sin"), _unary("cos"), _unary("tan"), _unary("arctan")
sinh, cosh, tanh = _unary("sinh"), _unary("cosh"), _unary("tanh")
sigmoid, softplus, erf = _unary("sigmoid"), _unary("softplus"), _unary("erf")
lgamma = _unary("lgamma")
relu, leaky_relu, gelu, sign = _unary("relu"), _unary("leaky_relu"), _unary("gelu"), _unary("sign")
maximum, minimum = _binary("maximum"), _binary("minimum")
logsumexp, sum_of_squares = _function("logsumexp"), _function("sum_of_squares")


def dot(
    weights: Iterable[Operand], inputs: Iterable[Operand], bias: Operand | None = None
) -> Value:
    """The weighted input z = Σₖ ωₖ·aₖ + b as one node (section 2 of the lecture note).

    Raises ShapeError unless there are as many weights as inputs.
    """
    first, second = [*weights], [*inputs]
    if len(first) != len(second):
        raise ShapeError(f"dot got {len(first)} weights for {len(second)} inputs; they must match")
    return apply("dot", *first, *second, *(() if bias is None else (bias,)))
