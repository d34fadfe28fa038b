"""Lines of Algorithm 1 that the learner writes: asked for, run on the network, and judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from tutor.core.activities.matrices import (
    LayeredNetwork,
    Matrix,
    letter_and_layer,
    name_of,
    quantities,
    shown,
)
from tutor.core.activities.vector_lines import LineError, Names, Rows, value_of
from tutor.core.answers import is_close
from tutor.core.graph import split
from tutor.core.questions import AskedLine, Explained, Judged, Question, ask_line

Explain = Callable[[Sequence[float], Sequence[bool]], Explained]
HOW = (
    "W2^T is (W²)ᵀ, delta2 is δ², s and s' are σ and σ′, * is ⊙; side by side is a matrix product."
)


def line_question(
    network: LayeredNetwork, quantity: str, where: str, skill: str, explain: Explain
) -> Question:
    """The question for the line that computes a quantity.

    ``explain`` is asked what is wrong with the numbers of a line that runs.
    """
    name, formula = name_of(quantity), network.formula(quantity)
    stored = ", ".join(map(name_of, network.needs(quantity)))
    key = AskedLine(
        line=f"{quantity} = {typed_line(network, quantity)}",
        reason=f"{name} = {formula}. It has run: {name} = {shown(network.quantity(quantity))}.",
        rungs=(
            "Which stored quantities does this line use?",
            f"It uses {stored}.",
            network.by_units(quantity),
        ),
        judge=partial(_judged, network, quantity, explain),
    )
    return ask_line(
        key,
        where=where,
        prompt=f"Write the line that gives {name}, a {_size(network.quantity(quantity))}.",
        how=HOW,
        label=f"{name} =",
        skill=skill,
        numbers=network.numbers,
        focus=network.nodes(quantity),
    )


def _size(found: Matrix) -> str:
    """column of 2, 2 × 3 matrix."""
    rows, columns = len(found), len(found[0])
    return f"column of {rows}" if columns == 1 else f"{rows} × {columns} matrix"


def typed_line(network: LayeredNetwork, quantity: str) -> str:
    """The right side of a line as it is typed."""
    letter, layer = letter_and_layer(quantity)
    slope = "" if network.is_linear(layer) else f" * s'(z{layer})"
    match letter:
        case "z":
            return f"W{layer} a{layer - 1} + b{layer}"
        case "a":
            return "x" if layer == 1 else f"z{layer}" if not slope else f"s(z{layer})"
        case "delta" if layer == network.layers.last:
            return f"nabla{slope}"
        case "delta":
            return f"(W{layer + 1}^T delta{layer + 1}){slope}"
        case "dW":
            return f"delta{layer} a{layer - 1}^T"
        case _:
            return f"delta{layer}"


def _judged(network: LayeredNetwork, quantity: str, explain: Explain, text: str) -> Judged:
    """What a typed line gives when it is run on the network."""
    expected = network.quantity(quantity)
    try:
        found = value_of(text, quantity, _names(network, quantity))
    except LineError as error:
        asked = "Which of them has to be transposed, or is another product meant?"
        return Judged(feedback=(str(error), asked)) if error.shapes else Judged(str(error))
    name = name_of(quantity)
    if [len(found), len(found[0])] != [len(expected), len(expected[0])]:
        said = f"That gives a {_size(found)}, and {name} is a {_size(expected)}."
        return Judged(feedback=(said, "Which shapes do its parts have?"))
    typed = [x for row in found for x in row]
    fine = [is_close(x, y, EXACT) for x, y in zip(
        typed, (x for row in expected for x in row), strict=True)]  # fmt: skip
    if all(fine):
        return Judged()
    why = explain(typed, fine)
    said = f"That line runs, and gives {shown(found)}. {name} is something else."
    if why.mistakes:
        return Judged(feedback=(f"That line gives {shown(found)}.", *why.feedback),
                      mistakes=why.mistakes)  # fmt: skip
    return Judged(feedback=(said, f"Which stored quantities does {name} need?"))


EXACT = 1e-9
"""How far two values of one line may be apart: rounding."""


def _names(network: LayeredNetwork, quantity: str) -> Names:
    """What the line for ``quantity`` may use: parameters, the example, and what has run."""
    numbers, last = network.numbers, network.layers.last
    runs = quantities(last)
    done = runs[: runs.index(quantity)]
    known = [one for one in done if one != "C"]
    known += [f"{letter}{layer}" for layer in range(2, last + 1) for letter in "Wb"]
    found = {one: _rows(network.quantity(one)) for one in known}
    found["x"] = found["a1"] if "a1" in found else _rows(network.quantity("a1"))
    if network.targets:
        found["y"] = tuple((x,) for x in network.targets)
    nodes = network.nodes(f"a{last}")
    found["nabla"] = tuple((numbers.gradients[name],) for name in nodes)

    def units(name: str, column: Callable[[str, str], float]) -> Rows:
        layer = int(name[1:]) if name[:1] == "z" and name[1:].isdigit() else 0
        if not 2 <= layer <= last:
            raise LineError("σ and σ′ are taken at weighted inputs, as in s'(z2).")
        pairs = zip(network.nodes(f"a{layer}"), network.nodes(name), strict=True)
        return tuple((column(a, z),) for a, z in pairs)

    return Names(
        found,
        activate=lambda name: units(name, lambda a, _z: numbers.values[a]),
        slope=lambda name: units(name, lambda a, z: 1.0 if a == z else numbers.local(a, z)),
        written=_written,
        not_yet=frozenset(runs) - {*done, "C"},
    )


def _written(name: str) -> str:
    """a1 as a¹; what is no quantity as it is."""
    if name == "nabla":
        return "∇C"
    known = split(name) or (name[:1] in "Wb" and name[1:].isdigit())
    return name_of(name) if known else name


def _rows(matrix: Matrix) -> Rows:
    return tuple(map(tuple, matrix))
