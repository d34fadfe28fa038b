"""Value: one number of a computation graph, with its gradient and how it was computed.

A node of Definition 1 of the lecture note: an input, or a quantity computed directly from others.
When an operation makes a node y = f(u₁, …, uₙ), it stores the local gradients ∂y/∂uₖ at once, as
numbers; the backward pass (``backward.py``) only multiplies and adds them.  Nothing else is kept:
no functions, no reference cycles, so a graph is freed the moment nobody holds its root.

The five operators that a graph is mostly made of are written out here for speed; everything else
goes through ``apply`` and the table in ``ops.py``, and a test holds the two equal.
"""

from __future__ import annotations

from itertools import islice

from engine.errors import DomainError, GraphError, ShapeError
from engine.ops import OPERATIONS, TABLE, Operation

TYPE_CHECKING = False  # true for a type checker; importing typing would cost more than the engine
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import SupportsIndex

_new = object.__new__


class Value:
    """A number in a graph.

    ``data``             its value, a float
    ``grad``             ∂root/∂this after ``root.backward()``; leaves add up over several calls
    ``label``            the name it has in pictures, programs and messages ("" if none)
    ``op``               the name of the operation that made it; "" for a leaf
    ``inputs``           the Values it was computed from, in order, a repeated one repeated: a tuple
    ``local_gradients``  ∂this/∂input, one an input, fixed when the operation was done

    Raises TypeError for data that is no real number and DomainError for NaN.  ``data`` may be
    assigned later (that is how training works); gradients of a graph already made do not change.
    """

    __slots__ = (
        "_by_first", "_by_second", "_first", "_many", "_mark", "_operands", "_second",
        "data", "grad", "label", "op",
    )  # fmt: skip
    __array_ufunc__ = None  # a NumPy number on the left leaves the operation to us

    data: float
    grad: float
    label: str
    op: str
    # One or two inputs and their local gradients stand in slots of their own, more in two tuples:
    # two tuples a node would be two more objects for Python's cycle collector to visit, again and
    # again, which is most of the cost of a large graph.
    _first: Value | None
    _second: Value | None
    _by_first: float  # ∂this/∂first and ∂this/∂second: set only where there is one
    _by_second: float
    _many: tuple[tuple[Value, ...], tuple[float, ...]]  # set only where there is no first
    # Set only where numbers were folded in: the second of two operands, or all operands.
    _operands: tuple[Value | float, ...] | float
    _mark: object  # the search of the graph that met this node last

    def __init__(self, data: float, label: str = "") -> None:
        self.data = data if type(data) is float and data == data else _number(data, label)
        self.grad = 0.0
        self.label = label
        self._mark = None
        self.op = ""
        self._first = None
        self._second = None
        self._many = ((), ())

    @property
    def inputs(self) -> tuple[Value, ...]:
        """The Values it was computed from, in order, a repeated one repeated; none for a leaf."""
        if self._first is None:
            return self._many[0]
        return (self._first,) if self._second is None else (self._first, self._second)

    @property
    def local_gradients(self) -> tuple[float, ...]:
        """∂this/∂input, one an input."""
        if self._first is None:
            return self._many[1]
        return (self._by_first,) if self._second is None else (self._by_first, self._by_second)

    @local_gradients.setter
    def local_gradients(self, found: tuple[float, ...]) -> None:
        self._connect(self.inputs, found)

    def _connect(self, inputs: tuple[Value, ...], local_gradients: tuple[float, ...]) -> None:
        """Store the inputs and the local gradients, one an input."""
        self._first = self._second = None
        if len(inputs) == 2:
            self._first, self._second = inputs
            self._by_first, self._by_second = local_gradients
        elif len(inputs) == 1:
            (self._first,), (self._by_first,) = inputs, local_gradients
        else:
            self._many = inputs, local_gradients

    @property
    def operands(self) -> tuple[Value | float, ...]:
        """All operands in order: Values, and as plain numbers the constants folded in."""
        folded = getattr(self, "_operands", None)
        if folded is None:
            return self.inputs
        return folded if isinstance(folded, tuple) else (self.inputs[0], folded)

    # --- the operators that a graph is mostly made of ---

    def __add__(self, other: Value | float) -> Value:
        out: Value = _new(Value)
        if isinstance(other, Value):
            out.data = data = self.data + other.data
            out._second = other
            out._by_first = out._by_second = 1.0
        else:
            constant = other if type(other) is float else _constant(other)
            if constant is None:
                return NotImplemented
            out.data = data = self.data + constant
            out._second = None
            out._by_first = 1.0
            out._operands = constant
        if data != data:
            raise undefined("add", (self, other))
        out._first = self
        out._mark = None
        out.op = "add"
        out.grad = 0.0
        out.label = ""
        return out

    def __sub__(self, other: Value | float) -> Value:
        out: Value = _new(Value)
        if isinstance(other, Value):
            out.data = data = self.data - other.data
            out._second = other
            out._by_first = 1.0
            out._by_second = -1.0
        else:
            constant = other if type(other) is float else _constant(other)
            if constant is None:
                return NotImplemented
            out.data = data = self.data - constant
            out._second = None
            out._by_first = 1.0
            out._operands = constant
        if data != data:
            raise undefined("sub", (self, other))
        out._first = self
        out._mark = None
        out.op = "sub"
        out.grad = 0.0
        out.label = ""
        return out

    def __mul__(self, other: Value | float) -> Value:
        out: Value = _new(Value)
        if isinstance(other, Value):
            x = self.data
            y = other.data
            out.data = data = x * y
            out._second = other
            out._by_first = y
            out._by_second = x
        else:
            constant = other if type(other) is float else _constant(other)
            if constant is None:
                return NotImplemented
            out.data = data = self.data * constant
            out._second = None
            out._by_first = constant
            out._operands = constant
        if data != data:
            raise undefined("mul", (self, other))
        out._first = self
        out._mark = None
        out.op = "mul"
        out.grad = 0.0
        out.label = ""
        return out

    def relu(self) -> Value:
        """max(0, u); the local gradient at 0 is 0."""
        u = self.data
        if u != u:
            raise undefined("relu", (self,))
        out: Value = _new(Value)
        out.data, out._by_first = (u, 1.0) if u > 0.0 else (0.0, 0.0)
        out._second = None
        out._first = self
        out._mark = None
        out.op = "relu"
        out.grad = 0.0
        out.label = ""
        return out

    # --- everything else, from the table ---

    def __radd__(self, other: float) -> Value:
        return self._reflected("add", other)

    def __rsub__(self, other: float) -> Value:
        return self._reflected("sub", other)

    def __rmul__(self, other: float) -> Value:
        return self._reflected("mul", other)

    def __truediv__(self, other: Value | float) -> Value:
        return self._binary("div", other)

    def __rtruediv__(self, other: float) -> Value:
        return self._reflected("div", other)

    def __pow__(self, other: Value | float) -> Value:
        return self._binary("pow", other)

    def __rpow__(self, other: float) -> Value:
        return self._reflected("pow", other)

    def __neg__(self) -> Value:
        return apply("neg", self)

    def __abs__(self) -> Value:
        return apply("abs", self)

    def exp(self) -> Value:
        """eᵘ."""
        return apply("exp", self)

    def log(self) -> Value:
        """The natural logarithm; DomainError unless u > 0."""
        return apply("log", self)

    def sqrt(self) -> Value:
        """√u; DomainError where u < 0."""
        return apply("sqrt", self)

    def sin(self) -> Value:
        """The sine of u radians."""
        return apply("sin", self)

    def cos(self) -> Value:
        """The cosine of u radians."""
        return apply("cos", self)

    def tanh(self) -> Value:
        """The hyperbolic tangent, between −1 and 1."""
        return apply("tanh", self)

    def sigmoid(self) -> Value:
        """σ(u) = 1/(1 + e⁻ᵘ), between 0 and 1."""
        return apply("sigmoid", self)

    def leaky_relu(self) -> Value:
        """The larger of u and 0.01·u."""
        return apply("leaky_relu", self)

    def softplus(self) -> Value:
        """log(1 + eᵘ)."""
        return apply("softplus", self)

    def abs(self) -> Value:
        """|u|; the local gradient at 0 is 0."""
        return apply("abs", self)

    def maximum(self, other: Value | float) -> Value:
        """The larger of the two; ½ of the gradient to each at a tie."""
        return apply("maximum", self, other)

    def minimum(self, other: Value | float) -> Value:
        """The smaller of the two; ½ of the gradient to each at a tie."""
        return apply("minimum", self, other)

    # --- gradients ---

    def backward(self) -> None:
        """Compute the gradient of this value with respect to every value it depends on."""
        from engine.backward import backward

        backward(self)

    # --- Python's own questions ---

    def _binary(self, name: str, other: Value | float) -> Value:
        if not isinstance(other, Value) and _constant(other) is None:
            return NotImplemented  # type: ignore[no-any-return]  # Python asks the other one
        return apply(name, self, other)

    def _reflected(self, name: str, other: float) -> Value:
        if _constant(other) is None:
            return NotImplemented  # type: ignore[no-any-return]  # Python asks the other one
        return apply(name, other, self)

    def __float__(self) -> float:
        return self.data

    def __repr__(self) -> str:
        label = f", label={self.label!r}" if self.label else ""
        return f"Value(data={self.data!r}, grad={self.grad!r}{label})"

    def __deepcopy__(self, memo: dict[int, object]) -> Value:
        from engine.copying import deep_copy

        return deep_copy(self, memo)

    def __reduce_ex__(self, _protocol: SupportsIndex) -> tuple[object, ...]:
        from engine.copying import flatten

        return flatten(self)


def apply(name: str, *operands: Value | float) -> Value:
    """The operation called ``name`` on any mix of Values and numbers.

    Numbers are folded into the operation: they are operands, but no nodes.  With no Value among
    the operands the result is a leaf.  Raises GraphError for an unknown name, ShapeError for the
    wrong number of operands, DomainError where the operation is not defined.
    """
    operation = OPERATIONS.get(name)
    if operation is None:
        raise GraphError(f"there is no operation {name!r}; there are {', '.join(OPERATIONS)}")
    numbers: list[float] = []
    inputs: list[Value] = []
    given: list[Value | float] = []
    for operand in operands:
        if isinstance(operand, Value):
            inputs.append(operand)
            given.append(operand)
            numbers.append(operand.data)
        else:
            number = _number(operand)
            given.append(number)
            numbers.append(number)
    _check_shape(operation, numbers)
    result, locals_ = evaluate(operation, numbers, given)
    if len(inputs) == len(given):
        return node(name, result, tuple(inputs), locals_, None)
    kept = tuple(g for g, o in zip(locals_, given, strict=True) if isinstance(o, Value))
    return node(name, result, tuple(inputs), kept, tuple(given))


def node(
    name: str,
    data: float,
    inputs: tuple[Value, ...],
    local_gradients: tuple[float, ...],
    operands: tuple[Value | float, ...] | None,
) -> Value:
    """A computed node from its parts; a leaf if it has no inputs.  For the engine's own use."""
    out: Value = _new(Value)
    out.data = data
    out.grad = 0.0
    out.label = ""
    out._mark = None
    out.op = name if inputs else ""
    out._connect(inputs, local_gradients)
    if operands is not None and inputs:
        out._operands = operands
    return out


def evaluate(
    operation: Operation, numbers: Sequence[float], operands: Sequence[Value | float]
) -> tuple[float, tuple[float, ...]]:
    """The value of one row at ``numbers``, and its local gradients as floats.

    ``operands`` are the Values and numbers they came from: they name the culprit of a DomainError,
    which is raised for an undefined value and for a local gradient that a Value needs and has not.
    """
    for number in numbers:
        if number != number:
            raise undefined(operation.name, operands)
    try:
        result = float(operation.value(*numbers))
        found = operation.local_gradients(result, *numbers)
        locals_ = tuple(float(local) for local in found)
    except (ArithmeticError, ValueError) as error:
        raise undefined(operation.name, operands) from error
    if result != result:
        raise undefined(operation.name, operands)
    for local, operand in zip(locals_, operands, strict=True):
        if local != local and isinstance(operand, Value):
            raise undefined(operation.name, operands, f"the local gradient of {_name(operand)}")
    return result, locals_


def dot(
    weights: Iterable[Value | float],
    inputs: Iterable[Value | float],
    bias: Value | float | None = None,
) -> Value:
    """The weighted input z = Σₖ ωₖ·aₖ + b as one node (section 2 of the lecture note).

    Raises ShapeError unless there are as many weights as inputs.
    """
    flat = [*weights]
    half = len(flat)
    flat += inputs
    if len(flat) != 2 * half:
        raise ShapeError(f"dot got {half} weights for {len(flat) - half} inputs; they must match")
    if bias is not None:
        flat.append(bias)
    return apply("dot", *flat)


def undefined(name: str, operands: Iterable[Value | float], what: str = "") -> DomainError:
    """The error to raise when ``name`` is not defined at ``operands``."""
    shown = ", ".join(_name(operand) for operand in islice(operands, 6))
    domain = OPERATIONS[name].domain
    subject = f"{what} in {name}" if what else name
    return DomainError(f"{subject} is not defined at {shown}; its domain: {domain}")


def _name(operand: Value | float) -> str:
    """How an operand is named in a message: 'u' = 0.0."""
    if not isinstance(operand, Value):
        return repr(operand)
    return f"{operand.label!r} = {operand.data!r}" if operand.label else repr(operand.data)


def _check_shape(operation: Operation, numbers: Sequence[float]) -> None:
    wanted, got = operation.arity, len(numbers)
    if got == wanted or (wanted is None and got):
        return
    count = "at least 1" if wanted is None else str(wanted)
    raise ShapeError(f"{operation.name} takes {count} operand(s) and got {got}")


def _number(data: object, label: str = "") -> float:
    """``data`` as a float; TypeError for what is no real number, DomainError for NaN."""
    number = _constant(data)
    if number is None:
        raise TypeError(
            f"{label or 'a value'} must be a real number, not {type(data).__name__} {data!r}"
        )
    return number


def _constant(data: object) -> float | None:
    """``data`` as a float, or None if it is not a real number (a bool is not one here)."""
    if isinstance(data, float):
        number = float(data)
    elif isinstance(data, bool) or not _is_real(data):
        return None
    else:
        try:
            number = float(data)  # type: ignore[arg-type]
        except OverflowError:
            raise DomainError(
                "a number beyond 1.8e308 does not fit into a float; give a smaller one"
            ) from None
    if number != number:
        raise DomainError("nan is not a number to calculate with; leave the value out instead")
    return number


def _is_real(data: object) -> bool:
    """Whether ``data`` is a real number: a fraction or a NumPy number is one too."""
    if isinstance(data, int):
        return True
    from numbers import Real

    return isinstance(data, Real)


def add_operation(operation: Operation) -> None:
    """Put one more row into the table (or replace one); ``Value`` gets a method of that name."""
    TABLE[operation.name] = operation
    _add_method(operation.name)


def _add_method(name: str) -> None:
    def method(self: Value, *others: Value | float) -> Value:
        return apply(name, self, *others)

    if not hasattr(Value, name):
        method.__doc__ = OPERATIONS[name].rule
        setattr(Value, name, method)


for _row in OPERATIONS:
    _add_method(_row)
