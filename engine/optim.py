"""How a network is trained: steps against the gradient, and the mini-batches to take them on.

Gradient descent (section 2.4 of the lecture note) moves every parameter by −η · ∂C/∂p.  An
optimiser reads the ``grad`` of its parameters and writes their ``data``:

    for batch in mini_batches(examples, 20, seed=1):
        cost = mean(squared_error(model(x), y) for x, y in batch)
        optimiser.zero_grad(); cost.backward(); optimiser.step()
"""

from __future__ import annotations

from collections.abc import Iterable
from math import hypot, inf, isfinite, sqrt

from engine.errors import DomainError, GraphError, ShapeError
from engine.seeds import source
from engine.value import Value, as_float, settle

TYPE_CHECKING = False  # true for a type checker; importing typing would cost more than the engine
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random
    from typing import TypeVar

    from engine.nn import Module

    Example = TypeVar("Example")


class _Rate:
    """An attribute that is a number between two bounds, whenever it is assigned.

    The lower bound belongs to the range if ``least`` says so.
    """

    def __init__(self, name: str, above: float, below: float, *, least: bool) -> None:
        self.name, self.above, self.below, self.least = name, above, below, least

    def __set_name__(self, _owner: type, attribute: str) -> None:
        self.attribute = attribute

    def __get__(self, owner: object, _kind: type) -> float:
        return owner.__dict__[self.attribute]  # type: ignore[no-any-return]

    def __set__(self, owner: object, number: float) -> None:
        owner.__dict__[self.attribute] = self.checked(as_float(number, self.name))

    def checked(self, number: float) -> float:
        """The number; DomainError if it is out of range."""
        if self.above < number < self.below or (self.least and number == self.above):
            return number
        if self.below < inf:
            raise DomainError(f"{self.name} must be at least 0 and below 1, not {number!r}")
        kind = "a number of at least 0" if self.least else "a positive number"
        raise DomainError(f"{self.name} must be {kind}, not {number!r}")


class _Stale(float):
    """A gradient that contains one with which a step was taken."""

    __slots__ = ()

    def __add__(self, more: float) -> _Stale:
        return _Stale(float(self) + more)


class _Used(_Stale):
    """A gradient with which a step was taken: a number like any other until one adds to it."""

    __slots__ = ()


class _Optimiser:
    """What all optimisers share: their parameters, learning rate and weight decay."""

    learning_rate = _Rate("the learning rate", 0.0, inf, least=False)
    weight_decay = _Rate("the weight decay", 0.0, inf, least=True)

    def __init__(
        self, parameters: Iterable[Value] | Module, learning_rate: float, weight_decay: float
    ) -> None:
        self.parameters = _listed(parameters)
        self.learning_rate = learning_rate
        self.weight_decay = weight_decay
        if not self.parameters:
            raise ShapeError(
                "there is no parameter to train; does parameters() of the model return all of them?"
            )
        for parameter in self.parameters:
            if not isinstance(parameter, Value) or parameter.op:
                raise TypeError(f"a parameter is a Value and a leaf, and {parameter!r} is not")
        self._moved: Value | None = None

    @property
    def lr(self) -> float:
        """The learning rate by its short name."""
        return self.learning_rate

    @lr.setter
    def lr(self, rate: float) -> None:
        self.learning_rate = rate

    def zero_grad(self) -> None:
        """Set the gradient of every parameter to 0."""
        for parameter in self.parameters:
            parameter.grad = 0.0

    def state(self) -> list[float]:
        """What it remembers from step to step, as plain numbers: with the parameters, all of it."""
        return [float(number) for kept in self._kept() for number in kept]

    def load_state(self, numbers: Sequence[float]) -> None:
        """Go on from ``state()``.  Raises ShapeError for the wrong count; nothing is changed then.

        TypeError or DomainError for what is not a number.
        """
        wanted = sum(map(len, self._kept()))
        if len(numbers) != wanted:
            raise ShapeError(
                f"{len(numbers)} numbers for {wanted} of this optimiser; "
                "they must come from one of its kind with as many parameters"
            )
        left = iter([as_float(number) for number in numbers])
        for kept in self._kept():
            kept[:] = [next(left) for _ in kept]
        self._moved = None

    def _kept(self) -> tuple[list[float], ...]:
        """The lists of numbers that it remembers."""
        return ()

    def _gradients(self) -> list[float]:
        """The gradients to step with, weight decay not included.

        Raises GraphError where the last step's gradients were never set to 0.
        """
        if self._moved is not None and type(self._moved.grad) is _Stale:
            raise GraphError(
                "the gradients of the last step are still in the sum: call zero_grad() before "
                "backward(), for leaves add up over several calls"
            )
        gradients = [parameter.grad for parameter in self.parameters]
        try:
            kind: type = type(sum(gradients))
        except TypeError:
            kind = object
        if kind is not float:
            for parameter in self.parameters:
                settle(parameter)  # says what is no number
            gradients = [parameter.grad for parameter in self.parameters]
        return gradients

    def step(self) -> None:
        """Move every parameter once, by the gradients that they have.

        Raises DomainError if one would become ∞ or no number (none is moved then), and GraphError
        where the gradients of the last step were not set to 0.
        """
        self.step_with(self._gradients())
        self._mark_used()

    def step_with(self, gradients: list[float]) -> None:
        """Move every parameter once by these gradients, one a parameter; ``grad`` is not read.

        Raises DomainError as ``step`` does.
        """
        raise NotImplementedError

    def _mark_used(self) -> None:
        """Remember by one gradient that a step was taken with it."""
        for parameter in self.parameters:
            if gradient := parameter.grad:  # the first one that counts will tell
                parameter.grad = _Used(gradient)
                self._moved = parameter
                return
        if self._moved is None:
            from warnings import warn

            warn(
                "no parameter has a gradient, so nothing moves: was backward() called, and is the "
                "loss computed from these parameters?",
                stacklevel=3,
            )


class SGD(_Optimiser):
    """p ← p − η·v with v ← momentum·v + ∂C/∂p; without momentum that is gradient descent.

    ``parameters`` are Values, or a model that has them.  ``learning_rate`` (or ``lr``) is η and may
    be assigned between steps.  ``weight_decay`` λ adds λ·p to every gradient.  Raises DomainError
    unless η > 0, 0 ≤ momentum < 1 and λ ≥ 0, and ShapeError for no parameter.
    """

    momentum = _Rate("momentum", 0.0, 1.0, least=True)

    def __init__(
        self,
        parameters: Iterable[Value] | Module,
        learning_rate: float | None = None,
        momentum: float = 0.0,
        weight_decay: float = 0.0,
        *,
        lr: float | None = None,
    ) -> None:
        super().__init__(parameters, _one_of(learning_rate, lr), weight_decay)
        self.momentum = momentum
        self._velocities = [0.0] * len(self.parameters)

    def step_with(self, gradients: list[float]) -> None:
        """p ← p − η·v."""
        velocities = _decayed(self.parameters, gradients, self.weight_decay)
        if momentum := self.momentum:
            pairs = zip(self._velocities, velocities, strict=True)
            velocities = [momentum * v + gradient for v, gradient in pairs]
        _move(self.parameters, velocities, -self.learning_rate)
        self._velocities = velocities

    def _kept(self) -> tuple[list[float], ...]:
        return (self._velocities,) if self.momentum else ()


class Adam(_Optimiser):
    """Adam (Kingma and Ba 2015, algorithm 1): steps scaled by running means of g and g².

    ``betas`` are the decay rates of the two means; the rest is as for ``SGD``.  Raises DomainError
    for rates outside their range.
    """

    _usual_decay = 0.0
    epsilon = _Rate("epsilon", 0.0, inf, least=False)
    beta_1 = _Rate("beta 1", 0.0, 1.0, least=True)
    beta_2 = _Rate("beta 2", 0.0, 1.0, least=True)

    def __init__(
        self,
        parameters: Iterable[Value] | Module,
        learning_rate: float | None = None,
        betas: tuple[float, float] = (0.9, 0.999),
        epsilon: float = 1e-8,
        weight_decay: float | None = None,
        *,
        lr: float | None = None,
    ) -> None:
        decay = self._usual_decay if weight_decay is None else weight_decay
        super().__init__(parameters, _one_of(learning_rate, lr, 0.001), decay)
        self.betas = betas
        self.epsilon = epsilon
        self._count = [0.0]  # a list like the others, so that it can be given back
        self._means = [0.0] * len(self.parameters)
        self._squares = [0.0] * len(self.parameters)

    @property
    def steps(self) -> int:
        """How many steps were made."""
        return int(self._count[0])

    @property
    def betas(self) -> tuple[float, float]:
        """The decay rates of the running means of g and of g²."""
        return self.beta_1, self.beta_2

    @betas.setter
    def betas(self, rates: tuple[float, float]) -> None:
        self.beta_1, self.beta_2 = rates

    def step_with(self, gradients: list[float]) -> None:
        """p ← p − η · m / (√s + ε), with the running means m of g and s of g²."""
        first, second = self.betas
        gradients = self._with_decay(gradients)
        means = [first * m + (1 - first) * g for m, g in zip(self._means, gradients, strict=True)]
        squares = [
            second * s + (1 - second) * g * g for s, g in zip(self._squares, gradients, strict=True)
        ]
        # The means start at 0; dividing by 1 − βᵗ takes that bias out.
        unbiased = 1 - first ** (self.steps + 1), 1 - second ** (self.steps + 1)
        changes = [
            -self.learning_rate * (m / unbiased[0]) / (sqrt(s / unbiased[1]) + self.epsilon)
            for m, s in zip(means, squares, strict=True)
        ]
        _move(self.parameters, changes, 1.0, self._fading())
        self._means, self._squares, self._count = means, squares, [self.steps + 1.0]

    def _kept(self) -> tuple[list[float], ...]:
        return self._means, self._squares, self._count

    def _with_decay(self, gradients: list[float]) -> list[float]:
        return _decayed(self.parameters, gradients, self.weight_decay)

    def _fading(self) -> float:
        return 1.0


class AdamW(Adam):
    """Adam with weight decay apart from the gradient (Loshchilov and Hutter 2019): p ← p − η·λ·p.

    Arguments as for ``Adam``; λ is 0.01 unless given.
    """

    _usual_decay = 0.01

    def _with_decay(self, gradients: list[float]) -> list[float]:
        return gradients

    def _fading(self) -> float:
        return 1.0 - self.learning_rate * self.weight_decay


def clip_gradients(parameters: Iterable[Value] | Module, longest: float) -> float:
    """Shorten the gradient, as one vector, to the length ``longest`` if it is longer.

    Returns the length that it had.  Raises DomainError for a gradient that is not finite.
    """
    given = _listed(parameters)
    length = hypot(*(parameter.grad for parameter in given))
    if not isfinite(length):
        raise DomainError(f"the gradient has the length {length!r} and cannot be shortened")
    if length > _Rate("the longest gradient", 0.0, inf, least=False).checked(longest):
        for parameter in given:
            parameter.grad *= longest / length
    return length


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


def _listed(parameters: Iterable[Value] | Module) -> list[Value]:
    """The parameters, or those of a model."""
    if isinstance(parameters, Iterable):
        return [*parameters]
    return parameters.parameters()


def _decayed(parameters: list[Value], gradients: list[float], decay: float) -> list[float]:
    """∂C/∂p + λ·p."""
    if not decay:
        return gradients
    return [g + decay * p.data for g, p in zip(gradients, parameters, strict=True)]


def _move(parameters: list[Value], changes: list[float], scale: float, fading: float = 1.0) -> None:
    try:
        pairs = zip(parameters, changes, strict=True)
        if fading == 1.0:
            moved = [p.data + scale * change for p, change in pairs]
        else:
            moved = [fading * p.data + scale * change for p, change in pairs]
        whole = sum(moved)
        finite = isfinite(whole) or all(map(isfinite, moved))  # a large sum proves nothing
    except TypeError:
        for parameter in parameters:
            settle(parameter)
        raise
    if not finite:
        number = [isfinite(new) for new in moved].index(False)
        parameter, new = parameters[number], moved[number]
        name = repr(parameter.label) if parameter.label else f"number {number}"
        raise DomainError(
            f"the step would take parameter {name} from {parameter.data!r} to {new!r} "
            f"(its gradient is {parameter.grad!r}); a smaller learning rate may help"
        )
    if type(whole) is not float:  # there are numbers of NumPy's among them
        moved = [*map(float, moved)]
    for parameter, new in zip(parameters, moved, strict=True):
        parameter.data = new


def _one_of(long: float | None, short: float | None, usual: float | None = None) -> float:
    """The learning rate under either name."""
    given = [rate for rate in (long, short) if rate is not None]
    if len(given) == 2 or not (given or usual):
        raise TypeError("give the learning rate once, as learning_rate or as lr")
    return given[0] if given else usual  # type: ignore[return-value]
