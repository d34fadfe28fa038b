"""A loss traced once and replayed over rows of data: the same gradients, many times faster.

    step = compile(lambda x1, x2, y: hinge(model([x1, x2]), y), model.parameters(), rows)
    cost, gradients = step.run(rows)        # the means over the rows (section 2.4)

The function is called once, on Values; the graph it makes is written out as one straight-line
program with a loop over the rows.  What depends on the parameters alone, as a penalty does, is
computed once, before the loop, and its gradient once, after it.  That one call freezes the shape of
the graph: an ``if`` on the data would not be asked again, so every example row is checked against
``backward`` before the program is given out.
"""

from __future__ import annotations

from functools import partial
from math import isclose

from engine.errors import DomainError, GraphError, ShapeError
from engine.extras.branches import no_branches
from engine.extras.program import CostAndGradients, Functions, load
from engine.extras.source import Names, assignment, forward, messages, number
from engine.graph import depending
from engine.optim import SGD
from engine.value import Value, topological_order

TYPE_CHECKING = False  # true for a type checker
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from engine.extras.native import NativeReplay

    Row = Sequence[float]

_TOLERANCE = 1e-9


class Replay:
    """A traced loss, to run on as many rows as you like; ``source`` is its program."""

    def __init__(self, parameters: list[Value], width: int, written: Callable[..., str]) -> None:
        self.source = written()
        self.parameters = parameters
        self.width = width
        self._functions = Functions(self.source, lambda: written(careful=True))
        self._written = written
        self._descent: Callable[..., Any] | None = None

    def run(self, rows: Sequence[Row]) -> CostAndGradients:
        """The mean loss and its gradients at the parameters as they are now.

        Raises ShapeError for no rows or rows of another length, DomainError where an operation is
        not defined.
        """
        self.check(rows)
        n = len(rows)
        total, sums = self._functions.called(
            lambda found: [found[0], *found[1]], [p.data for p in self.parameters], rows
        )
        return self.result(float(total) / n, [float(g) / n for g in sums])

    def backward(self, rows: Sequence[Row]) -> float:
        """Add the gradients to the ``grad`` of the parameters, and return the mean loss."""
        return self.added(self.run(rows))

    def descend(self, rows: Sequence[Row], learning_rate: float, steps: int = 1) -> list[float]:
        """Move every parameter by −η·∂C/∂p, ``steps`` times; the cost before each step.

        Raises as ``run`` and as ``SGD.step`` do.
        """
        optimiser = SGD(self.parameters, learning_rate)
        self.check(rows)
        if steps < 1:
            return []
        try:
            costs, gradients, moved = self._descending(
                [p.data for p in self.parameters], rows, -optimiser.learning_rate, steps
            )
        except (ArithmeticError, ValueError, TypeError):
            return self._descend_with_care(optimiser, rows, steps)
        for parameter, gradient, new in zip(self.parameters, gradients, moved, strict=True):
            parameter.grad, parameter.data = float(gradient) / len(rows), float(new)
        return costs  # type: ignore[no-any-return]

    @property
    def _descending(self) -> Callable[..., Any]:
        """Steps of gradient descent in one function; it raises where a number is none."""
        if self._descent is None:
            self._descent = load(self._written(descent=True))
        return self._descent

    def _descend_with_care(self, optimiser: SGD, rows: Sequence[Row], steps: int) -> list[float]:
        """The same step by step, with a word on what is no number."""
        costs = []
        for _ in range(steps):
            cost, gradients = self.run(rows)
            for parameter, gradient in zip(self.parameters, gradients, strict=True):
                parameter.grad = gradient
            optimiser.step_with(gradients)
            costs.append(cost)
        return costs

    def native(self, compiler: str = "") -> Replay | NativeReplay:
        """The same in machine code, by the machine's own C compiler.

        Where that cannot be had one line says why, and this replay is returned: it does the same.
        """
        from engine.extras.native import NativeReplay

        try:
            return NativeReplay(self, compiler)
        except GraphError as error:
            from warnings import warn

            warn(f"this replay stays in Python: {error}", RuntimeWarning, stacklevel=2)
            return self

    def check(self, rows: Sequence[Row]) -> None:
        """Raise ShapeError for no rows, and for rows of another length."""
        if set(map(len, rows)) != {self.width}:
            raise ShapeError(f"rows of {self.width} numbers are needed, and at least one")

    def result(self, cost: float, gradients: list[float]) -> CostAndGradients:
        """Both together; DomainError if one of them is not a number."""
        if cost != cost or any(g != g for g in gradients):
            raise DomainError("a gradient or the cost is not a number; smaller steps may avoid it")
        return CostAndGradients(cost, gradients)

    def added(self, found: CostAndGradients) -> float:
        """The cost, once the gradients have been added to the ``grad`` of the parameters."""
        for parameter, gradient in zip(self.parameters, found.gradients, strict=True):
            parameter.grad += gradient
        return found.cost


def compile(  # noqa: A001  the word for it in this field, as in torch.compile
    loss: Callable[..., Value], parameters: Iterable[Value], rows: Sequence[Row]
) -> Replay:
    """Trace ``loss(*row)`` on the first row of ``rows`` and return its program.

    ``rows`` are a few examples; the program is checked against ``backward`` on each.  Other Values
    that the loss uses are constants.  Raises ShapeError without a row, GraphError if the check
    fails: then the loss takes another path for another row.
    """
    if not rows:
        raise ShapeError("compile needs at least one row to trace the loss on")
    given = [*parameters]
    row = [Value(x) for x in rows[0]]
    with no_branches():
        root = loss(*row)
    replay = Replay(given, len(row), partial(_source, root, given, row))
    for example in rows:
        _check(replay, loss, example)
    return replay


def _source(
    root: Value,
    parameters: list[Value],
    row: list[Value],
    *,
    careful: bool = False,
    descent: bool = False,
) -> str:
    """The program of one run over the rows, or of a ``descent``: so many steps, in one function."""
    order = topological_order(root)
    placed = set(order)
    order = [leaf for leaf in (*parameters, *row) if leaf not in placed] + order
    reserved = ("program", "parameters", "rows", "total", "step", "steps", "costs", "n", "moved")
    names = Names(root, order, reserved=reserved, careful=careful)
    for node in order:
        if not node.inputs and node not in {*parameters, *row}:
            names.values[node] = number(node.data)
    varying = depending(order, set(row))
    needed = depending(order, set(parameters))
    lines = [*_forward(order, names, without=varying), "total = 0.0"]
    terms: dict[Value, list[str]] = {node: [] for node in order}
    terms[root].append("1")
    inside = [*_forward(order, names, only=varying), f"total = total + {names.values[root]}"]
    inside += _backward([n for n in reversed(order) if n in varying & needed], names, terms)
    for node in order:
        if node in needed and node not in varying:
            gradient = names.gradients[node]
            lines.append(f"{gradient} = 0.0")
            if terms[node]:
                inside += assignment(gradient, [gradient, *terms[node]])
            terms[node] = [gradient]
    after = _backward([n for n in reversed(order) if n in needed - varying], names, terms)
    lines.append(f"for {', '.join(names.values[x] for x in row) + ',' if row else '()'} in rows:")
    lines += [f"    {line}" for line in inside]
    lines += after
    values, gradients = (
        [known[p] for p in parameters] for known in (names.values, names.gradients)
    )
    given = [f"{', '.join(values)}, = parameters"] if parameters else []
    if not descent:
        lines = [*given, *lines, f"return total, [{', '.join(gradients)}]"]
        return _function("program(parameters, rows)", lines)
    lines += [
        *(
            f"{p} = {p} + step * ({g} / n)"
            for p, g in dict.fromkeys(zip(values, gradients, strict=True))
        ),
        *assignment("moved", ["total", *values]),
        "if type(moved) is not float or moved - moved != 0: raise OverflowError",  # ∞, NaN, NumPy
        "costs.append(float(total) / n)",
    ]
    return _function("program(parameters, rows, step, steps)", [
        *given, "costs, n = [], len(rows)", "for _ in range(steps):",
        *(f"    {line}" for line in lines),
        f"return costs, [{', '.join(gradients)}], [{', '.join(values)}]",
    ])  # fmt: skip


def _function(head: str, lines: list[str]) -> str:
    return "\n".join([f"def {head}:", *(f"    {line}" for line in lines)]) + "\n"


def _forward(
    order: list[Value],
    names: Names,
    *,
    only: set[Value] | None = None,
    without: Iterable[Value] = (),
) -> Iterator[str]:
    for node in order:
        if node.inputs and node not in without and (only is None or node in only):
            yield from forward(node, names)


def _backward(nodes: list[Value], names: Names, terms: dict[Value, list[str]]) -> list[str]:
    """The gradient lines of ``nodes``, successors first; their messages are added to ``terms``."""
    lines: list[str] = []
    for node in nodes:
        own = [names.gradients[node]]
        if terms[node] != own:  # else it has been summed up over the rows and nothing was added
            lines += assignment(own[0], terms[node])
        for value, product in messages(node, names):
            terms[value].append(product)
    return lines


def _check(replay: Replay, loss: Callable[..., Value], row: Row) -> None:
    """Raise GraphError unless the program gives what ``backward`` gives for this row."""
    before = [parameter.grad for parameter in replay.parameters]
    for parameter in replay.parameters:
        parameter.grad = 0.0
    try:
        root = loss(*(Value(x) for x in row))
        root.backward()
        eager = [root.data, *(parameter.grad for parameter in replay.parameters)]
    finally:
        for parameter, grad in zip(replay.parameters, before, strict=True):
            parameter.grad = grad
    cost, gradients = replay.run([row])
    for place, (ours, right) in enumerate(zip([cost, *gradients], eager, strict=True)):
        if not isclose(ours, right, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE):
            what = f"the gradient of parameter {place - 1}" if place else "the loss"
            raise GraphError(
                f"for the row {tuple(row)!r} {what} is {right!r}, but the program gives {ours!r}; "
                "does the loss choose its path by the data, or keep something between calls?"
            )
