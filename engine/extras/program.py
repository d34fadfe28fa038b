"""A graph as a straight-line program: a Python function to read, run and step through.

    program = straight_line(C)
    print(program.text)             # complete: save it to a file and run it
    program.run(w=0.5)              # C and its gradients at other leaves
    program.run(w=Fraction(1, 3))   # exact, where the graph is a polynomial

This is Example 2 of the lecture note: a forward line a node, then a backward line a node, in
opposite order.  This is the only file of the project that executes generated code;
what it executes is made of names and numbers by ``source.py``, never of a stranger's text.
"""

from __future__ import annotations

import builtins
from typing import NamedTuple

import engine.ops
from engine.errors import DomainError, GraphError
from engine.extras.source import Names, assignment, forward, messages
from engine.graph import depending
from engine.ops import OPERATIONS
from engine.value import topological_order

TYPE_CHECKING = False  # true for a type checker
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from fractions import Fraction
    from typing import Any

    from engine.value import Value

    Number = float | Fraction


class Result(NamedTuple):
    """The root's value, and ∂root/∂node by the program's name of the node."""

    value: Number
    gradients: dict[str, Number]


class CostAndGradients(NamedTuple):
    """The mean loss over the rows, and its gradient, one number a parameter."""

    cost: float
    gradients: list[float]


class Program:
    """One graph as a function of its leaves.

    ``source`` is the function, ``text`` the same with the definitions it needs, ready to run alone.
    ``leaves`` are the names of its arguments and ``values`` what they are in the graph.  Where
    numbers overflow, ``run`` takes the longer function that ``careful`` writes, which gives what
    ``backward`` gives even then.
    """

    def __init__(
        self, source: str, leaves: dict[str, float], careful: Callable[[], str] | None = None
    ) -> None:
        self.source = source
        self.leaves = tuple(leaves)
        self.values = leaves
        self._functions = Functions(source, careful)

    @property
    def _function(self) -> Callable[..., tuple[Number, dict[str, Number]]]:
        return self._functions.plain

    @property
    def text(self) -> str:
        """The whole program as a file of Python that needs nothing else."""
        return definitions(self._function) + self.source

    @property
    def c(self) -> str:
        """The same as C: ``double program(const double *leaves, double *gradients)``.

        Raises GraphError where an operation has no C.
        """
        from engine.extras.c_text import program_in_c

        return program_in_c(self.source)

    def run(self, **leaves: Number) -> Result:
        """The value and the gradients, with some leaves replaced.

        Raises GraphError for a leaf that is not there, DomainError where an operation is not
        defined or a float overflows in a power.
        """
        unknown = leaves.keys() - set(self.leaves)
        if unknown:
            raise GraphError(
                f"there is no leaf {min(unknown)!r}; there are {', '.join(self.leaves)}"
            )
        value, gradients = self._functions.called(
            lambda found: [found[0], *found[1].values()], *({**self.values, **leaves}.values())
        )
        for name, number in [("the value", value), *gradients.items()]:
            if number != number:
                raise DomainError(f"the gradient with respect to {name!r} is not a number")
        return Result(value, gradients)

    def __repr__(self) -> str:
        return f"Program({', '.join(self.leaves)})"


def straight_line(root: Value, wrt: Iterable[Value] | None = None) -> Program:
    """The graph under ``root`` as a program that returns its gradients too.

    ``wrt`` are the nodes whose gradients it returns: the leaves, unless others are named.  Raises
    GraphError for a node that ``root`` does not depend on.
    """
    order = topological_order(root)
    leaves = [node for node in order if not node.inputs]
    wanted = leaves if wrt is None else [*wrt]
    source, names = _written(root, order, wanted, careful=False)
    return Program(
        source,
        {names.values[leaf]: leaf.data for leaf in leaves},
        lambda: _written(root, order, wanted, careful=True)[0],
    )


def _written(
    root: Value, order: Sequence[Value], wanted: Sequence[Value], *, careful: bool
) -> tuple[str, Names]:
    names = Names(root, order, reserved=("program",), careful=careful)
    for node in wanted:
        if node not in names.values:
            raise GraphError(f"{node!r} is not part of this graph, so it has no gradient here")
    lines = [line for node in order if node.inputs for line in forward(node, names)]
    pairs = [f"{names.values[node]!r}: {names.gradients[node]}" for node in wanted]
    body = [
        *lines,
        "",
        *_backward_lines(root, order, names, set(wanted)),
        "",
        f"return {names.values[root]}, {{{', '.join(pairs)}}}",
    ]
    head = f"def program({', '.join(names.values[node] for node in order if not node.inputs)}):"
    return "\n".join([head, *(f"    {line}" if line else "" for line in body)]) + "\n", names


def _backward_lines(
    root: Value, order: Sequence[Value], names: Names, wanted: set[Value]
) -> Iterator[str]:
    """One sum a node, from the root down; only what the wanted gradients need."""
    needed = depending(order, wanted)
    terms: dict[Value, list[str]] = {node: [] for node in order}
    terms[root].append("1")
    for node in reversed(order):
        if node in needed:
            yield from assignment(names.gradients[node], terms[node])
            for value, product in messages(node, names):
                terms[value].append(product)


# --- running what was written -------------------------------------------------------------------


def load(
    source: str, functions: dict[str, object] | None = None
) -> Callable[..., tuple[Number, dict[str, Number]]]:
    """The one function that ``source`` defines, with the table's functions in its reach.

    ``functions`` take their place, for a program that runs on something else than floats.
    """
    namespace = dict(vars(engine.ops) if functions is None else functions)
    for name, row in OPERATIONS.items():
        namespace.setdefault(name, row.value)
        namespace[f"{name}_locals"] = row.local_gradients
    namespace.setdefault("power_locals", engine.ops.power_locals)
    exec(source, namespace)  # noqa: S102  our own lines of names and numbers, see source.py
    return namespace["program"]  # type: ignore[no-any-return]


def called(
    function: Callable[..., tuple[Number, dict[str, Number]]], *arguments: object
) -> tuple[Number, dict[str, Number]]:
    """What the function returns; DomainError where mathematics is not defined."""
    try:
        return function(*arguments)
    except (ArithmeticError, ValueError) as error:
        raise met(error) from error


def met(error: Exception) -> DomainError:
    """What to say where mathematics is not defined."""
    return DomainError(f"the program met {error}; the graph itself says at which node")


class Functions:
    """A function, and the careful one to take instead where a float overflows in it."""

    def __init__(self, source: str, careful: Callable[[], str] | None) -> None:
        self.plain = load(source)
        self._careful = careful
        self._second: Callable[..., Any] | None = None

    def called(self, numbers: Callable[[Any], Iterable[Any]], *arguments: object) -> Any:  # noqa: ANN401  what the function returns
        """What it returns; ``numbers`` are those in it that must not be NaN.

        Raises DomainError where mathematics is not defined.
        """
        try:
            found = self.plain(*arguments)
            if self._careful is None or all(number == number for number in numbers(found)):
                return found
        except (ArithmeticError, ValueError) as error:
            if self._careful is None:
                raise met(error) from error
        if self._second is None:
            self._second = load(self._careful())
        return called(self._second, *arguments)


def definitions(function: Callable[..., object]) -> str:
    """Imports and definitions for every name that ``function`` takes from its surroundings."""
    found: dict[str, str] = {}
    waiting = [(name, function) for name in _global_names(function)]
    while waiting:
        name, user = waiting.pop()
        thing = user.__globals__.get(name)  # as its user sees it: abs may mean two things
        if name in found or thing is None or getattr(builtins, name, None) is thing:
            continue
        found[name] = _definition(name, thing)
        if found[name].startswith("def "):
            waiting += [(used, thing) for used in _global_names(thing)]
    imports = sorted(text for text in found.values() if not text.startswith("def "))
    defined = sorted(text for text in found.values() if text.startswith("def "))
    return (
        "".join(f"{text}\n" for text in imports)
        + "".join(f"\n\n{d}" for d in defined)
        + ("\n\n" if found else "")
    )


def _definition(name: str, thing: object) -> str:
    """One import or definition."""
    if isinstance(thing, float):
        return f"from math import {name}" if name in ("inf", "nan") else f"{name} = {thing!r}"
    if getattr(thing, "__module__", "") == "math":
        original = thing.__name__  # type: ignore[attr-defined]
        return f"from math import {original}" + (f" as {name}" if name != original else "")
    if vars(engine.ops).get(name) is thing:
        from inspect import getsource

        return getsource(thing)  # type: ignore[arg-type]
    operation = name.removesuffix("_locals")
    attribute = "value" if operation == name else "local_gradients"
    return f"from engine import OPERATIONS; {name} = OPERATIONS[{operation!r}].{attribute}"


def _global_names(function: object) -> Iterator[str]:
    code = [function.__code__]  # type: ignore[attr-defined]
    while code:
        block = code.pop()
        yield from block.co_names
        code += [constant for constant in block.co_consts if hasattr(constant, "co_names")]
