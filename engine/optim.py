"""How a network is trained: steps against the gradient, and the mini-batches to take them on.

Gradient descent (section 2.4 of the lecture note) moves every parameter by −η · ∂C/∂p.  An
optimiser reads the ``grad`` of its parameters and writes their ``data``:

    for batch in mini_batches(examples, 20, seed=1):
        cost = mean(squared_error(model(x), y) for x, y in batch)
        optimiser.zero_grad(); cost.backward(); optimiser.step()
"""

from __future__ import annotations

from math import inf, isfinite, sqrt

from engine.errors import DomainError, ShapeError
from engine.seeds import source

TYPE_CHECKING = False  # true for a type checker; importing typing would cost more than the engine
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from random import Random
    from typing import TypeVar

    from engine.value import Value

    Example = TypeVar("Example")


class _Optimiser:
    parameters: list[Value]

    def zero_grad(self) -> None:
        """Set the gradient of every parameter to 0."""
        for parameter in self.parameters:
            parameter.grad = 0.0


class SGD(_Optimiser):
    """p ← p − η·v with v ← momentum·v + ∂C/∂p; without momentum that is gradient descent.

    ``learning_rate`` is η and may be assigned between steps.  Raises DomainError unless η > 0 and
    0 ≤ momentum < 1.
    """

    def __init__(
        self, parameters: Iterable[Value], learning_rate: float, momentum: float = 0.0
    ) -> None:
        self.parameters = [*parameters]
        self.learning_rate = _positive("the learning rate", learning_rate)
        self.momentum = _fraction("momentum", momentum)
        self._velocities = [0.0] * len(self.parameters)

    def step(self) -> None:
        """Move every parameter once.

        Raises DomainError if one would become ∞ or no number; none is moved then.
        """
        rate, velocities = -self.learning_rate, [p.grad for p in self.parameters]
        if momentum := self.momentum:
            pairs = zip(self._velocities, velocities, strict=True)
            velocities = [momentum * v + gradient for v, gradient in pairs]
        _move(self.parameters, velocities, rate)
        self._velocities = velocities


class Adam(_Optimiser):
    """Adam (Kingma and Ba 2015, algorithm 1): steps scaled by running means of g and g².

    ``betas`` are the decay rates of the two means.  Raises DomainError for rates outside their
    range.
    """

    def __init__(
        self,
        parameters: Iterable[Value],
        learning_rate: float = 0.001,
        betas: tuple[float, float] = (0.9, 0.999),
        epsilon: float = 1e-8,
    ) -> None:
        self.parameters = [*parameters]
        self.learning_rate = _positive("the learning rate", learning_rate)
        self.betas = (_fraction("beta 1", betas[0]), _fraction("beta 2", betas[1]))
        self.epsilon = _positive("epsilon", epsilon)
        self.steps = 0
        self._means = [0.0] * len(self.parameters)
        self._squares = [0.0] * len(self.parameters)

    def step(self) -> None:
        """Move every parameter once; raises as that of ``SGD`` does."""
        first, second = self.betas
        gradients = [parameter.grad for parameter in self.parameters]
        means = [first * m + (1 - first) * g for m, g in zip(self._means, gradients, strict=True)]
        squares = [
            second * s + (1 - second) * g * g for s, g in zip(self._squares, gradients, strict=True)
        ]
        # The means start at 0; dividing by 1 − βᵗ takes that bias out.
        unbiased = 1 - first ** (self.steps + 1), 1 - second ** (self.steps + 1)
        _move(
            self.parameters,
            [
                -self.learning_rate * (m / unbiased[0]) / (sqrt(s / unbiased[1]) + self.epsilon)
                for m, s in zip(means, squares, strict=True)
            ],
        )
        self._means, self._squares, self.steps = means, squares, self.steps + 1


def mini_batches(
    examples: Sequence[Example], size: int, *, seed: int | Random | None = None
) -> Iterator[list[Example]]:
    """Every example once, in random order, ``size`` at a time (Remark 6 of the lecture note).

    The last batch may be smaller.  Size 1 is stochastic gradient descent; a common choice is 20 to
    100.  Raises ShapeError for a size below 1.
    """
    if size < 1:
        raise ShapeError(f"a mini-batch of {size!r} examples; its size is at least 1")
    return _batches(source(seed).sample(range(len(examples)), len(examples)), examples, size)


def _batches(order: list[int], examples: Sequence[Example], size: int) -> Iterator[list[Example]]:
    for start in range(0, len(order), size):
        yield [examples[k] for k in order[start : start + size]]


def _move(parameters: list[Value], changes: list[float], scale: float = 1.0) -> None:
    moved = [p.data + scale * change for p, change in zip(parameters, changes, strict=True)]
    if not isfinite(sum(moved)) and not all(map(isfinite, moved)):  # a large sum proves nothing
        number = [isfinite(new) for new in moved].index(False)
        parameter, new = parameters[number], moved[number]
        name = repr(parameter.label) if parameter.label else f"number {number}"
        raise DomainError(
            f"the step would take parameter {name} from {parameter.data!r} to {new!r} "
            f"(its gradient is {parameter.grad!r}); a smaller learning rate may help"
        )
    for parameter, new in zip(parameters, moved, strict=True):
        parameter.data = new


def _positive(name: str, number: float) -> float:
    if not 0.0 < number < inf:
        raise DomainError(f"{name} must be a positive number, not {number!r}")
    return number


def _fraction(name: str, number: float) -> float:
    if not 0.0 <= number < 1.0:
        raise DomainError(f"{name} must be at least 0 and below 1, not {number!r}")
    return number
