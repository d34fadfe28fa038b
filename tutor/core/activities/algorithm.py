"""``steps algorithm``: Algorithm 1 of the note on a network, line by line.

Forward: aˡ = σ(zˡ), zˡ = Wˡ aˡ⁻¹ + bˡ.  Backward: δᴸ = ∇C ⊙ σ′(zᴸ), δˡ = ((Wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ σ′(zˡ),
∂C/∂Wˡ = δˡ (aˡ⁻¹)ᵀ, ∂C/∂bˡ = δˡ.  Each step computes one quantity of one layer; the program
stands on the board with a mark at the line that runs, and what is stored stands below it.
A line that the learner is to write is blank in the program until it has been written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from tutor.core.activities.kind import (
    ActivityKind,
    Known,
    LineMark,
    ProgramLine,
    Shown,
    Work,
)
from tutor.core.activities.matrices import (
    LayeredNetwork,
    Matrix,
    labels,
    layers_in,
    letter_and_layer,
    name_of,
    quantities,
    shown,
)
from tutor.core.activities.written_lines import line_question
from tutor.core.graph import Edge, Graph, Pass, network_of
from tutor.core.lesson import Place, Plan, Steps
from tutor.core.misconceptions import NETWORK_IDS, diagnose_all
from tutor.core.questions import (
    Explained,
    Prediction,
    Question,
    ask,
    explain_values,
    matrices,
)
from tutor.core.syntax import Fields, did_you_mean
from tutor.core.text import format_number, width

PROGRAM = (
    ("a1", "1", "a¹ = x"),
    ("", "2", "for ℓ = 2, …, L:"),
    ("z", "3", "    zˡ = Wˡ aˡ⁻¹ + bˡ"),
    ("a", "", "    aˡ = σ(zˡ)"),
    ("C", "", "C = C(aᴸ, y)"),
    ("deltaL", "4", "δᴸ = ∇C ⊙ σ′(zᴸ)"),
    ("dWL", "", "∂C/∂Wᴸ = δᴸ (aᴸ⁻¹)ᵀ"),
    ("dbL", "", "∂C/∂bᴸ = δᴸ"),
    ("", "5", "for ℓ = L−1, …, 2:"),
    ("delta", "6", "    δˡ = ((Wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ σ′(zˡ)"),
    ("dW", "7", "    ∂C/∂Wˡ = δˡ (aˡ⁻¹)ᵀ"),
    ("db", "", "    ∂C/∂bˡ = δˡ"),
)
"""The lines: which quantity each computes, its number in the note, its text."""

NETWORK = """\
```network net
sizes: 2, 2, 1
activation: sigmoid
loss: half-square
inputs: 1, 0.5
targets: 1
weights 2: 0.1 -0.2; 0.3 0.4
biases 2: 0.1 0.2
seed: 3
```
"""
"""A block that gives Algorithm 1 something to run on."""

MARGIN, BROAD = 5, 72
"""Cells before the text of a line: its mark and number; and how long a broad line may be."""

SKILLS = {
    "z": "forward-value",
    "a": "forward-value",
    "C": "forward-value",
    "delta": "delta-hidden",
    "dW": "param-grad",
    "db": "param-grad",
}


def _runs(graph: Graph) -> tuple[str, ...]:
    """The quantities in the order in which they are computed."""
    return quantities(layers_in(graph).last)


def read(fields: Fields) -> Plan:
    """Nothing, but its graph must be a network."""
    if fields.graph and network_of(fields.graph.graph) is None:
        name = fields.graph.graph.name
        what = f"{name!r} is not a network, and Algorithm 1 runs on layers"
        help_ = "name a 'network' block, or write each unit as 'a = tanh(dot([w, v], [x, y], b))'"
        fields.report(fields.at, what, help_)
    return Plan()


def find(name: str, at: Place, fields: Fields) -> str | None:
    """A quantity of Algorithm 1, as in z2, a2, delta3, dW3 or db3."""
    layers = network_of(fields.graph.graph) if fields.graph else None
    if layers is None:
        return None
    known = quantities(layers.last)[1:]  # a1 is given
    if name not in known:
        help_ = did_you_mean(name, known)
        fields.report(at, f"'algorithm' computes no {name!r}", help_)
        return None
    return name


def length(_steps: Steps[Plan], graph: Graph) -> int:
    """One step a quantity of a layer."""
    return len(_runs(graph))


def line_of(quantity: str, last: int) -> str:
    """The line of the program that computes ``quantity``."""
    letter, layer = letter_and_layer(quantity)
    if quantity in ("a1", "C"):
        return quantity
    return f"{letter}L" if layer == last and letter in ("delta", "dW", "db") else letter


# What is asked ------------------------------------------------------------------------------------


def question(steps: Steps[Plan], numbers: Pass, work: Work) -> Question | None:
    """The numbers of the next quantity."""
    runs = _runs(numbers.graph)
    if work.step >= len(runs) or work.is_answered(work.step):
        return None
    quantity = runs[work.step]
    what = steps.asked.get(quantity, ())
    if not what:
        return None
    network = LayeredNetwork(numbers)
    if "line" not in what:
        return _asked(steps, network, quantity)
    letter = letter_and_layer(quantity)[0]
    explain = partial(_explain, numbers, network.nodes(quantity), letter)
    where = f"{steps.id}:{quantity}"
    return line_question(network, quantity, where, _skill(network, quantity), explain)


def _asked(steps: Steps[Plan], network: LayeredNetwork, quantity: str) -> Question:
    letter = letter_and_layer(quantity)[0]
    found = network.quantity(quantity)
    formula = network.formula(quantity)
    expected = tuple(x for row in found for x in row)
    name = name_of(quantity)
    prediction = Prediction(
        expected,
        reason=f"{name} = {formula}. {_in_numbers(network, quantity)} So {name} = {shown(found)}.",
        rungs=(
            "Which stored quantities does this line of the program use?",
            network.by_units(quantity),
            _in_numbers(network, quantity),
        ),
        asks=f"Which numbers make {labels(network, quantity)[0]}?",
        explain=partial(_explain, network.numbers, network.nodes(quantity), letter),
    )
    question = ask(
        prediction,
        where=f"{steps.id}:{quantity}",
        prompt=f"{name} = {formula}. What is it?",
        labels=labels(network, quantity),
        role="cell" if letter == "dW" else "component",
        skill=_skill(network, quantity),
        numbers=network.numbers,
        focus=network.nodes(quantity),
        columns=len(found[0]) if letter == "dW" else 1,
    )
    return replace(question, figures=(matrices(_stored_matrices(network, quantity)),))


def _stored_matrices(
    network: LayeredNetwork, quantity: str
) -> Iterator[tuple[str, list[list[str]]]]:
    """What the line works with, to be drawn; where σ′ follows from the activation, that."""
    letter, layer = letter_and_layer(quantity)
    names = list(network.needs(quantity))
    if letter == "delta" and network.activation(layer) in ("sigmoid", "tanh"):
        names = list(dict.fromkeys(f"a{layer}" if one == f"z{layer}" else one for one in names))
    for name in names:
        bold, number = name.rstrip("0123456789"), name.lstrip("abdeltWz")
        latex = rf"\delta^{{{number}}}" if bold == "delta" else rf"\mathbf{{{bold}}}^{{{number}}}"
        yield latex, _as_latex(network.quantity(name))
    if quantity == f"delta{network.layers.last}" and network.targets:
        yield r"\mathbf{y}", _as_latex([[x] for x in network.targets])


def _as_latex(matrix: Matrix) -> list[list[str]]:
    return [[format_number(x).replace("−", "-") for x in row] for row in matrix]


def _skill(network: LayeredNetwork, quantity: str) -> str:
    """What a question for a quantity tests."""
    if quantity == f"delta{network.layers.last}":
        return "delta-output"
    return SKILLS[letter_and_layer(quantity)[0]]


def _in_numbers(network: LayeredNetwork, quantity: str) -> str:
    """What the line works with: of δ the columns that ⊙ joins, else what is stored."""
    letter, layer = letter_and_layer(quantity)
    parts = (
        [(name, [[x] for x in column]) for name, column in network.factors(layer)]
        if letter == "delta"
        else [(name_of(one), network.quantity(one)) for one in network.needs(quantity)]
    )
    return "; ".join(f"{name} = {shown(found)}" for name, found in parts) + "."


def _explain(
    numbers: Pass, nodes: Sequence[str], letter: str, typed: Sequence[float], slots: Sequence[bool]
) -> Explained:
    """Which wrong rule gives every wrong number of the quantity."""
    wrong = {node: x for node, x, fine in zip(nodes, typed, slots, strict=True) if not fine}
    if letter in "zaC":
        return explain_values(numbers, wrong)
    found = diagnose_all(numbers, wrong, NETWORK_IDS)
    return Explained(found.mistakes, found.feedback)


# What is seen -------------------------------------------------------------------------------------


def show(steps: Steps[Plan], numbers: Pass, work: Work, settled: bool) -> Shown:
    """The program, what is stored, and the network with what is known of it."""
    network, runs = LayeredNetwork(numbers), _runs(numbers.graph)
    done = runs[: work.step]
    ahead = runs[work.step : work.step + 1]
    current = done[-1] if (settled or not ahead) and done else ahead[0]
    unwritten = _unwritten(steps, network, done)
    said = []
    if done:
        said.append(f"{name_of(done[-1])} = {shown(network.quantity(done[-1]))}.")
    if ahead:
        blank = line_of(ahead[0], network.layers.last) in unwritten
        formula = "" if blank else f" = {network.formula(ahead[0])}"
        said.append(f"Next: {name_of(ahead[0])}{formula}.")
    else:
        said.append("Every gradient of the network is known.")
    program = _program(network, current, unwritten)
    weights = [quantity for quantity in done if quantity.startswith("dW")]
    bars = _bars(network, done)
    stored = (*_stored(network, done), *(("", *bars) if bars else ()))
    return Shown(
        said=tuple(said),
        board=(*program, "", *stored),
        # above the picture, which says the rest
        broad=(*_filled(_stored(network, weights)), *bars)
        if bars and not ahead
        else tuple(_program(network, current, unwritten, broad=True)),
        numbers=numbers,
        known=_known(network, done),
        active=network.nodes(current),
        program=tuple(_unrolled(network, runs, done, current, unwritten)),
    )


def _unrolled(
    network: LayeredNetwork,
    runs: Sequence[str],
    done: Sequence[str],
    current: str,
    unwritten: frozenset[str],
) -> Iterator[ProgramLine]:
    """Every line with the number of its layer, in the order in which they run."""
    for quantity in runs:
        blank = line_of(quantity, network.layers.last) in unwritten
        text = f"{name_of(quantity)} = {'…' if blank else network.formula(quantity)}"
        mark: LineMark = "now" if quantity == current else "done" if quantity in done else "later"
        yield ProgramLine(text, mark)


def _unwritten(
    steps: Steps[Plan], network: LayeredNetwork, done: tuple[str, ...]
) -> frozenset[str]:
    """The lines that the learner is still to write."""
    last = network.layers.last
    asked = [one for one, what in steps.asked.items() if "line" in what]
    written = {line_of(one, last) for one in asked if one in done}
    return frozenset(line_of(one, last) for one in asked) - written


def _program(
    network: LayeredNetwork, current: str, unwritten: frozenset[str], *, broad: bool = False
) -> Iterator[str]:
    """The lines with the mark and the loop's layer; ``broad``: the note's seven, and C."""
    running = line_of(current, network.layers.last)
    layer = letter_and_layer(current)[1]
    lines, loop = [], ""
    for key, line, whole in PROGRAM:
        loop = whole if not key else loop
        text = f"{whole.partition(' = ')[0]} = …" if key in unwritten else whole
        lines.append(f"{'▶' if key == running else ' '} {line or ' '}  {text}")
        if key == running and text.startswith(" "):
            at = next(i for i, one in enumerate(lines) if one.endswith(loop))
            lines[at] += f"    (ℓ = {layer})"
    yield from _joined(lines) if broad else lines


def _joined(lines: Sequence[str]) -> list[str]:
    """Lines without a number joined to the one above that is set in as far."""
    found: list[str] = []
    for line in lines:
        mark, text = line[0].strip(), line[MARGIN:].lstrip()
        if found and not line[:MARGIN].strip(" ▶") and _depth(found[-1]) == _depth(line):
            found[-1] += ",   " + f"{mark} {text}".lstrip()
        else:
            found.append(line)
    return found


def _depth(line: str) -> int:
    return len(line) - len(line[MARGIN:].lstrip())


def _filled(parts: Iterable[str]) -> Iterator[str]:
    """Parts side by side, as many as ``BROAD`` cells have room for."""
    line = ""
    for part in parts:
        joined = f"{line}   {part}" if line else part
        if line and width(joined) > BROAD:
            yield line
            line = part
        else:
            line = joined
    if line:
        yield line


def _stored(network: LayeredNetwork, done: Iterable[str]) -> Iterator[str]:
    for quantity in done:
        yield f"{name_of(quantity)} = {shown(network.quantity(quantity))}"


BAR = 30
"""Cells of the longest bar."""


def _bars(network: LayeredNetwork, done: tuple[str, ...]) -> tuple[str, ...]:
    """The largest δ of each layer as bars, where there are hidden layers to compare."""
    deltas = [quantity for quantity in done if quantity.startswith("delta")]
    if len(deltas) < 2 or network.layers.last < 4:
        return ()
    sizes = [max(abs(x) for row in network.quantity(one) for x in row) for one in deltas]
    longest = max(*sizes, 1e-300)
    return (
        "How large δ is, layer by layer:",
        *(f"{name_of(one)}  {'█' * max(1, round(BAR * size / longest))} {format_number(size)}"
          for one, size in zip(deltas, sizes, strict=True)),
    )  # fmt: skip


def _known(network: LayeredNetwork, done: tuple[str, ...]) -> Known:
    """Values up to the forward line that ran last, gradients of what the backward lines gave."""
    numbers = network.numbers
    graph = numbers.graph
    given = {node.name for node in graph.leaves}
    for quantity in done:
        if quantity[0] in "za":
            given.update(network.nodes(quantity))
    if "C" in done:
        given.update(node.name for node in graph.nodes)
    gradients = {
        name: numbers.gradients[name]
        for quantity in done
        if quantity.startswith(("delta", "d"))
        for name in network.nodes(quantity)
    }
    if gradients:
        gradients[graph.output] = 1.0
    local: dict[Edge, float] = {
        edge: numbers.locals[edge] for edge in graph.edges if edge.source in gradients
    }
    arrived = {name: len(graph.outgoing(name)) for name in gradients}
    values = {name: x for name, x in numbers.values.items() if name in given}
    return Known(values, gradients, local, arrived)


KIND = ActivityKind(
    name="algorithm", title="Algorithm 1", does="runs Algorithm 1 on a `network`",
    lines="`ask at z2, a3, delta3, dW2, db2: value`, or `line`: typed, as in "
    "`delta2 = (W3^T delta3) * s'(z2)`",
    template=f"{NETWORK}\n```steps algorithm\ngraph: net\nask at z2, delta2: value\n```\n",
    asks=("value", "line"), read=read, find=find,
    length=length, question=question, show=show,
)  # fmt: skip
