"""Value: one number of a computation graph, with its gradient and how it was computed.

When an operation makes a node y = f(u₁, …, uₙ), it stores the local gradients ∂y/∂uₖ at once, as
numbers: ``ops.py`` says what they are.  ``backward`` only multiplies and adds, by the chain rule as
the lecture note has it (section 1.3): for a node x with successors y₁, …, yₙ

    ∂z/∂x = Σⱼ ∂z/∂yⱼ · ∂yⱼ/∂x        backpropagated gradient × local gradient, summed over routes

Nothing else is kept, no function and no reference cycle, so a graph is freed the moment nobody
holds its root.  Nothing recurs either: a chain of a million nodes is as good as one of ten.
"""

from __future__ import annotations

from _thread import allocate_lock
from itertools import islice
from math import inf
from operator import ge, gt, le, lt

from engine.errors import DomainError, GraphError, ShapeError
from engine.ops import OPERATIONS, Operation

TYPE_CHECKING = False  # true for a type checker; importing typing would cost more than the engine
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any, TypeAlias

    Operand: TypeAlias = "Value | float"
    Operands: TypeAlias = tuple[Operand, ...]
    Values: TypeAlias = tuple["Value", ...]
    Floats: TypeAlias = tuple[float, ...]


def _method(name: str) -> Callable[..., Value]:
    """A row of the table as a method."""
    if OPERATIONS[name].arity == 1:
        method = lambda self: apply(name, self)  # noqa: E731
    else:
        method = lambda self, *others: apply(name, self, *others)  # noqa: E731
    return _named(method, name)


def _unary(name: str) -> Callable[[Value], Value]:
    return _method(name)


def _binary(name: str) -> Callable[[Value, Operand], Value]:
    return _method(name)


def _operator(name: str, reflected: bool = False) -> Callable[[Value, Operand], Value]:
    """A row as an operator; what is not a number makes Python ask the other operand."""

    def operator(self: Value, other: Value | float) -> Value:
        if not isinstance(other, Value) and _constant(other) is None:
            return NotImplemented  # type: ignore[no-any-return]
        return apply(name, other, self) if reflected else apply(name, self, other)

    return _named(operator, name)


def _comparison(compare: Callable[[float, float], bool]) -> Callable[[Value, Operand], bool]:
    def method(self: Value, other: Value | float) -> bool:
        """The numbers are compared; ``==`` asks whether both are the same node."""
        if isinstance(other, Value):
            return compare(self.data, other.data)
        return NotImplemented if _constant(other) is None else compare(self.data, other)

    method.__name__ = compare.__name__
    return method


def _named(method: Callable[..., Value], name: str) -> Callable[..., Value]:
    """The method as ``help`` and errors show it."""
    method.__name__, method.__qualname__ = name, f"Value.{name}"
    method.__doc__ = OPERATIONS[name].rule
    return method


class Value:
    """A number in a graph.

    ``data``             its value, a float
    ``grad``             ∂root/∂this after ``root.backward()``; leaves add up over several calls
    ``label``            the name it has in pictures, programs and messages ("" if none)
    ``op``               the name of the operation that made it; "" for a leaf
    ``inputs``           the Values it was computed from, in order, a repeated one repeated: a tuple
    ``local_gradients``  ∂this/∂input, one an input, fixed when the operation was done

    Raises TypeError for data that is not a real number, or a label that is no text, and DomainError
    for NaN.  ``data`` may be assigned later (that is how training works); gradients of a graph
    already made do not change.  What is assigned is seen to be a number when ``backward`` starts.
    """

    # One or two inputs and their local gradients stand in slots of their own.  Without a second,
    # ``_by_second`` is None and ``_second`` the constant that was folded in, or all operands if it
    # came first.  Without a first the second slots hold all in tuples, and ``_by_first`` may hold
    # all operands.  Two tuples a node would be two more objects for Python's cycle collector to
    # visit, again and again: most of the cost of a large graph.
    __slots__ = (
        "_by_first", "_by_second", "_first", "_mark", "_second",
        "data", "grad", "label", "op",
    )  # fmt: skip

    data: float
    grad: float
    label: str
    op: str
    _first: Value | None
    _by_first: Any
    _second: Any
    _by_second: Any
    _mark: object  # how far the last search of the graph has come with this node

    def __init__(self, data: float, label: str = "") -> None:
        if not isinstance(label, str):
            raise TypeError(f"a label is a text, not {label!r}; own_node(…) makes a computed node")
        self.data = data if type(data) is float and data == data else as_float(data, label)
        self.grad = 0.0
        self.label = label
        self.op = ""
        self._mark = self._first = self._by_first = None
        self._second = self._by_second = ()

    def backward(self) -> None:
        """Set ``grad`` to ∂this/∂node for every node that this one depends on.

        Computed nodes start from 0 at every call; leaves add to what they have, so that gradients
        of several losses sum (zero them first for a fresh start).  This one's own gradient is 1.
        In reverse topological order a node's sum is complete before it is passed on.  A gradient of
        0 sends 0 on every edge, even where the local gradient is ∞: nothing depends on it there.
        Raises DomainError if a gradient is no number, as ∞ − ∞ is none (all gradients are 0 then),
        and TypeError for a leaf whose ``data`` or ``grad`` was assigned no number.
        """
        order, leaves = started(self)
        try:
            for node in reversed(order):
                gradient = node.grad
                if gradient == 0.0:
                    continue
                first = node._first
                if first is not None:  # most nodes: written out, it takes half the time
                    first.grad += gradient * node._by_first
                    by_second = node._by_second
                    if by_second is not None:
                        node._second.grad += gradient * by_second
                else:
                    for value, local in zip(node._second, node._by_second, strict=True):
                        value.grad += gradient * local
            _see_numbers(order, leaves)
        except TypeError:
            for leaf in leaves:
                settle(leaf)  # says what was assigned that is no number
            raise

    @property
    def inputs(self) -> Values:
        """The Values it was computed from, in order, a repeated one repeated; none for a leaf."""
        if self._first is None:
            return self._second  # type: ignore[no-any-return]
        return (self._first,) if self._by_second is None else (self._first, self._second)

    @property
    def local_gradients(self) -> Floats:
        """∂this/∂input, one an input."""
        if self._first is None:
            return self._by_second  # type: ignore[no-any-return]
        return (self._by_first,) if self._by_second is None else (self._by_first, self._by_second)

    @local_gradients.setter
    def local_gradients(self, found: Floats) -> None:
        self._connect(self.inputs, found, self.operands)

    @property
    def operands(self) -> Operands:
        """All operands in order: Values, and as plain numbers the constants folded in."""
        folded = self._by_first if self._first is None else self._second
        if folded is None or (self._first is not None and self._by_second is not None):
            return self.inputs
        return folded if isinstance(folded, tuple) else (*self.inputs, folded)

    def _connect(self, inputs: Values, by: Floats, operands: Operands = ()) -> None:
        """Store the inputs, the local gradients, one an input, and the operands."""
        folded = operands if len(operands) > len(inputs) else None
        if len(inputs) == 1:
            self._first, self._by_first, self._second, self._by_second = *inputs, *by, folded, None
        elif len(inputs) == 2 and folded is None:
            (self._first, self._second), (self._by_first, self._by_second) = inputs, by
        else:
            self._first, self._by_first, self._second, self._by_second = None, folded, inputs, by

    def detach(self) -> Value:
        """A new leaf of the same value: no gradient goes through it to this node."""
        return Value(self.data, self.label)

    # --- operations: the four that a graph is mostly made of have their mathematics here, for speed

    def __add__(self, other: Value | float) -> Value:
        """u + v; both local gradients are 1."""
        if isinstance(other, Value):
            return made("add", self.data + other.data, self, 1.0, other, 1.0)
        c = other if type(other) is float else _constant(other)
        return NotImplemented if c is None else made("add", self.data + c, self, 1.0, c)

    def __radd__(self, other: float) -> Value:
        c = other if type(other) is float else _constant(other)
        return NotImplemented if c is None else made("add", c + self.data, self, 1.0, (c, self))

    def __sub__(self, other: Value | float) -> Value:
        """u − v; the local gradients are 1 and −1."""
        if isinstance(other, Value):
            return made("sub", self.data - other.data, self, 1.0, other, -1.0)
        c = other if type(other) is float else _constant(other)
        return NotImplemented if c is None else made("sub", self.data - c, self, 1.0, c)

    def __mul__(self, other: Value | float) -> Value:
        """u·v; the local gradient of each factor is the other."""
        if isinstance(other, Value):
            u, v = self.data, other.data
            return made("mul", u * v, self, v, other, u)
        c = other if type(other) is float else _constant(other)
        return NotImplemented if c is None else made("mul", self.data * c, self, c, c)

    def __rmul__(self, other: float) -> Value:
        c = other if type(other) is float else _constant(other)
        return NotImplemented if c is None else made("mul", c * self.data, self, c, (c, self))

    def relu(self) -> Value:
        """max(0, u); the local gradient at 0 is 0."""
        u = self.data
        if u > 0.0:
            return made("relu", u, self, 1.0)
        return made("relu", 0.0 if u <= 0.0 else u, self, 0.0)

    __truediv__, __pow__ = _operator("div"), _operator("pow")
    __rsub__, __rpow__ = _operator("sub", reflected=True), _operator("pow", reflected=True)
    __rtruediv__ = _operator("div", reflected=True)
    __neg__, __abs__ = _unary("neg"), _unary("abs")
    __lt__, __le__, __gt__, __ge__ = map(_comparison, (lt, le, gt, ge))

    # Every row of the table is a method.  One that is not named here becomes a method all the same,
    # but a type checker sees only these; a test says which line is missing.
    add, sub, mul, div = _binary("add"), _binary("sub"), _binary("mul"), _binary("div")
    pow, neg, abs = _binary("pow"), _unary("neg"), _unary("abs")
    exp, log, sqrt = _unary("exp"), _unary("log"), _unary("sqrt")
    sin, cos, tan, arctan = _unary("sin"), _unary("cos"), _unary("tan"), _unary("arctan")
    sinh, cosh, tanh = _unary("sinh"), _unary("cosh"), _unary("tanh")
    sigmoid, softplus, erf = _unary("sigmoid"), _unary("softplus"), _unary("erf")
    lgamma = _unary("lgamma")
    leaky_relu, gelu, sign = _unary("leaky_relu"), _unary("gelu"), _unary("sign")
    maximum, minimum = _binary("maximum"), _binary("minimum")
    sum, dot, logsumexp = _method("sum"), _method("dot"), _method("logsumexp")
    sum_of_squares = _method("sum_of_squares")

    def __repr__(self) -> str:
        label = f", label={self.label!r}" if self.label else ""
        return f"Value(data={self.data!r}, grad={self.grad!r}{label})"


# --- the order of a graph ------------------------------------------------------------------------


def topological_order(root: Value) -> list[Value]:
    """``root`` and every Value it depends on, each once, inputs before successors.

    Depth first, operands in order: for J = (w·x + b − y)² the order is w, x, u, b, ŷ, y, e, J.
    Several threads may ask at once.
    """
    order: list[Value] = []
    _search(root, order, order)
    return order


def started(root: Value) -> tuple[list[Value], list[Value]]:
    """The computed nodes in order, their gradients at 0 and the root's at 1, and the leaves."""
    order: list[Value] = []
    leaves: list[Value] = []
    _search(root, order, leaves)
    for node in order:
        node.grad = 0.0
    for leaf in leaves:
        if type(leaf.data) is not float:
            settle(leaf)
    if type(root.data) is not float:  # numbers of NumPy's went all the way up
        for node in order:
            settle(node)
    root.grad += 1.0
    return order, leaves


_marking = allocate_lock()


def _search(root: Value, computed: list[Value], leaves: list[Value]) -> None:
    """Append to the two lists what ``root`` depends on, and itself."""
    if _marking.acquire(False):
        try:
            _search_by_marks(root, computed, leaves)
        finally:
            _marking.release()
    else:
        _search_by_set(root, computed, leaves)


def _search_by_set(root: Value, computed: list[Value], leaves: list[Value]) -> None:
    """How it is done while somebody else marks nodes."""
    done: set[Value] = set()
    stack: list[Value | None] = [root]
    while stack:
        node = stack.pop()
        if node is None:  # all inputs of the node below are done by now
            node = stack.pop()
            done.add(node)  # type: ignore[arg-type]
            (computed if node.op else leaves).append(node)  # type: ignore[union-attr, arg-type]
        elif node not in done:
            stack += (node, None, *reversed(node.inputs))


def _search_by_marks(root: Value, computed: list[Value], leaves: list[Value]) -> None:
    """The same, fast, by marks in the nodes themselves, without hashing."""
    begun, done = object(), object()
    stack = [root]
    while stack:
        node = stack.pop()
        if node._mark is begun:  # all its inputs are in the order by now
            node._mark = done
            computed.append(node)
            continue
        while node._mark is not done:  # down along the first inputs, most of the way
            first = node._first
            if first is None:
                waiting: list[Value] = []
                for value in node._second:
                    if value._mark is not done:
                        if waiting or value.op:
                            waiting.append(value)
                        else:  # leaves come first mostly: they need no stack
                            value._mark = done
                            leaves.append(value)
                if waiting:
                    node._mark = begun
                    stack.append(node)
                    stack += reversed(waiting)
                else:
                    node._mark = done
                    (computed if node.op else leaves).append(node)
                break
            node._mark = begun
            stack.append(node)
            if node._by_second is not None and node._second._mark is not done:
                stack.append(node._second)
            node = first


def settle(leaf: Value) -> None:
    """Make floats of what was assigned to ``data`` and ``grad``; TypeError for what is none."""
    for name in ("data", "grad"):
        found = getattr(leaf, name)
        what = f".{name} of {leaf.label!r}" if leaf.label else f".{name} of a leaf"
        if isinstance(found, Value):
            raise TypeError(
                f"{what} is a Value, not a number; take .data on the right of the = as well, "
                "as in p.data = p.data - rate * p.grad"
            )
        if name == "data" or not isinstance(found, float) or hasattr(found, "dtype"):
            setattr(leaf, name, as_float(found, what))


def _see_numbers(order: list[Value], leaves: list[Value]) -> None:
    """Make floats of the gradients that came down to the leaves; DomainError for NaN.

    From wherever it began, NaN comes down to a leaf.
    """
    gradients = [leaf.grad for leaf in leaves]
    total = sum(gradients)
    if type(total) is not float:
        for leaf in leaves:
            settle(leaf)
    if total != total and _has_nan(gradients):
        raise no_gradient([*leaves, *order])


def no_gradient(order: list[Value]) -> DomainError:
    """The error to raise when a gradient is not a number; none is left half made."""
    node = next(each for each in reversed(order) if each.grad != each.grad)
    name = _name(node) if node.label else f"{node.op} = {node.data!r}"
    for each in order:
        each.grad = 0.0
    return DomainError(
        f"the gradient at {name} is ∞ − ∞ or ∞ · 0; smaller numbers in the graph avoid the overflow"
    )


# --- making a node -------------------------------------------------------------------------------


def apply(name: str, *operands: Operand) -> Value:
    """The operation called ``name`` on any mix of Values and numbers.

    Numbers are folded into the operation: they are operands, but no nodes.  With no Value among
    the operands the result is a leaf.  Raises GraphError for an unknown name, ShapeError for the
    wrong number of operands, DomainError where the operation is not defined.
    """
    try:
        row = OPERATIONS[name]
    except KeyError:
        known = ", ".join(OPERATIONS)
        raise GraphError(f"there is no operation {name!r}; there are {known}") from None
    numbers = [o.data for o in operands if isinstance(o, Value)]
    wanted, got = row.arity, len(operands)
    if got != wanted and (wanted is not None or not got):
        count = "at least 1" if wanted is None else str(wanted)
        raise ShapeError(f"{name} takes {count} operand(s) and got {got}")
    if len(numbers) == got:
        result, locals_ = evaluate(row, operands, numbers)
        return node(name, result, operands, locals_)  # type: ignore[arg-type]
    operands = tuple([o if isinstance(o, Value) else as_float(o, truth=True) for o in operands])
    result, locals_ = evaluate(row, operands)
    inputs = tuple([o for o in operands if isinstance(o, Value)])
    kept = tuple([g for g, o in zip(locals_, operands, strict=True) if isinstance(o, Value)])
    return node(name, result, inputs, kept, operands)


def evaluate(
    row: Operation, operands: Operands, numbers: list[float] | None = None
) -> tuple[float, Floats]:
    """The value of one row at its operands, and its local gradients, all as floats.

    ``numbers`` are what the operands are, if the caller has them.  Raises DomainError for an
    undefined value, and for a local gradient that a Value needs and has not.
    """
    if numbers is None:
        numbers = [o.data if isinstance(o, Value) else o for o in operands]
    try:
        result = float(row.value(*numbers))
        locals_ = tuple(map(float, row.local_gradients(result, *numbers)))
    except (ArithmeticError, ValueError) as error:
        raise undefined(row.name, operands) from error
    if result != result or _has_nan(numbers):
        raise undefined(row.name, operands)
    if _has_nan(locals_):
        for local, operand in zip(locals_, operands, strict=True):
            if local != local and isinstance(operand, Value):
                raise undefined(row.name, operands, f"the local gradient of {_name(operand)} in ")
    return result, locals_


def _has_nan(numbers: Sequence[float]) -> bool:
    """Whether one of them is NaN: their sum is NaN then, and else only where ∞ meets −∞."""
    total = sum(numbers)
    return total != total and any(number != number for number in numbers)


def node(name: str, data: float, inputs: Values, by: Floats, operands: Operands = ()) -> Value:
    """A computed node of any number of inputs; ``operands`` if there are constants among them."""
    if not inputs:
        return Value(data)
    out = made(name, data, None, operands or None, inputs, by)
    if len(inputs) < 3:
        out._connect(inputs, by, operands)
    return out


def made(
    name: str, data: float, first: Value | None, by_first: object,
    second: object = None, by_second: object = None,
) -> Value:  # fmt: skip
    """The same by what stands in the slots; raises DomainError for NaN."""
    out: Value = _new(Value)
    out.data = data
    out.grad = 0.0
    out.label = ""
    out.op = name
    out._mark = None
    out._first = first
    out._by_first = by_first
    out._second = second
    out._by_second = by_second
    if data != data:
        raise undefined(name, out.operands)
    return out


_new = object.__new__


for _row in OPERATIONS:
    if not hasattr(Value, _row):
        setattr(Value, _row, _method(_row))


# --- numbers, and errors that name them ----------------------------------------------------------


def undefined(name: str, operands: Iterable[Operand], what: str = "") -> DomainError:
    """The error to raise when ``name`` is not defined at ``operands``."""
    given = [*operands]
    shown = ", ".join(map(_name, islice(given, 6)))
    numbers = [o.data if isinstance(o, Value) else o for o in given]
    if any(number != number for number in numbers):
        why = "nan is not a number"
    elif any(number in (inf, -inf) for number in numbers):
        why = "∞ − ∞, ∞/∞ and ∞ · 0 are no numbers; smaller ones avoid the overflow"
    else:
        letters = zip("un" if name == "pow" else "uv", given, strict=False)
        labels = {one: o.label for one, o in letters if isinstance(o, Value) and o.label}
        words = OPERATIONS[name].domain.split(" ")
        why = f"its domain: {' '.join(labels.get(word, word) for word in words)}"
    return DomainError(f"{what}{name} is not defined at {shown}; {why}")


def _name(operand: Operand) -> str:
    """How an operand is named in a message: 'u' = 0.0."""
    if not isinstance(operand, Value):
        return repr(operand)
    return f"{operand.label!r} = {operand.data!r}" if operand.label else repr(operand.data)


def as_float(data: object, label: str = "", *, truth: bool = False) -> float:
    """``data`` as a float; TypeError for what is not a real number, DomainError for NaN.

    A bool is a number only with ``truth``: as an operand it is 1 or 0, as data it is a slip.
    """
    number = None if isinstance(data, bool) and not truth else _constant(data)
    if number is None:
        what = label or "a value"
        raise TypeError(f"{what} must be a real number, not {type(data).__name__} {data!r}")
    return number


def _constant(data: object) -> float | None:
    """``data`` as a float, or None if it is not a real number."""
    if not isinstance(data, (float, int)):
        from numbers import Real  # a fraction, or a number of NumPy's

        if getattr(data, "shape", None) == ():  # an array of one number
            data = data.item()  # type: ignore[attr-defined]
        if not isinstance(data, Real):
            return None
    try:
        number = float(data)
    except OverflowError:
        what = "a number beyond 1.8e308 does not fit into a float; give a smaller one"
        raise DomainError(what) from None
    if number != number:
        raise DomainError("nan is not a number to calculate with; leave the value out instead")
    return number
