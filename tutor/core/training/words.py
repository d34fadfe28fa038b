"""A run in sentences: where it is, what its next update sees, and the sum that it takes."""

from __future__ import annotations

from collections.abc import Sequence

from engine import EngineError, Network
from tutor.core.text import format_number, table
from tutor.core.training.data import DataSet
from tutor.core.training.events import accuracy
from tutor.core.training.forward import activations, columns_of
from tutor.core.training.run import Run

SHOWN = 12
"""Examples that a table of messages has room for."""
COLUMNS = 4
"""Parameters that it has room for."""
ROUNDING = 1e-14
"""What is left of a sum of gradients by rounding alone."""


def status(run: Run) -> str:
    """``C = 0.031, 4 of 4 right · η = 3 · batch: all 4``; C is the mean over all examples."""
    setup, count = run.setup, len(run.setup.data.rows)
    right = accuracy(run)
    said = "" if right is None else f", {round(right * count)} of {count} right"
    size = setup.size_at(run.update)
    batch = f"all {count}" if size == count else f"{size} of {count}"
    rate = format_number(setup.at(run.update).rate)
    return f"C = {format_number(run.cost)}{said} · η = {rate} · batch: {batch}"


def example_words(data: DataSet, place: int, network: Network) -> str:
    """``example 3 of 4: x₁ = 1, x₂ = 0, y = 1; output 0.98``, all in the file's own units.

    Of three classes the outputs are their probabilities.
    """
    outputs = [one[0] for one in activations(network, columns_of([data.rows[place][:-1]]))[-1]]
    row = [data.own(column, x) for column, x in enumerate(data.rows[place])]
    inputs = ", ".join(
        f"{name} = {format_number(x)}" for name, x in zip(data.inputs, row, strict=False)
    )
    target = f"{data.target} = {format_number(row[-1])}"
    if data.classes and data.classes != tuple(map(str, range(len(data.classes)))):
        target += f" ({data.classes[int(row[-1])]})"
    said = f"example {place + 1} of {len(data.rows)}: {inputs}, {target}"
    scaled = " (inputs are scaled)" if data.is_scaled else ""
    given = ", ".join(format_number(data.own(-1, output)) for output in outputs)
    return f"{said}; {'p' if outputs[1:] else 'output'} {given}{scaled}"


def batch_table(run: Run) -> list[str]:
    """The next update as a sum: a row an example of its batch, their mean, and the step."""
    graph, names = run.setup.shape.graph, run.setup.shape.parameters
    shown = names[:COLUMNS]
    batch, rate = run.batch, run.setup.at(run.update).rate
    try:
        sent = {place: run.gradients([place]) for place in batch[:SHOWN]}
        rest = run.gradients(batch[SHOWN:]) if len(batch) > SHOWN else []
        mean = run.gradients(batch)
    except EngineError as error:
        return [f"There is no gradient here: {error}"]

    def cells(gradients: Sequence[float]) -> list[str]:
        found = (gradients[names.index(name)] for name in shown)
        return [format_number(g if abs(g) > ROUNDING else 0.0) for g in found]

    rows = [("", *(f"∂C/∂{graph.label(name)}" for name in shown))]
    rows += [(f"example {place + 1}", *cells(sent[place])) for place in batch[:SHOWN]]
    if rest:
        count = len(batch) - SHOWN
        rows.append((f"{count} more", *cells([g * count for g in rest])))
    rows.append(("sum", *cells([g * len(batch) for g in mean])))
    rows.append((f"mean: sum / {len(batch)}", *cells(mean)))
    if run.setup.optimiser == "gradient descent":
        rows.append((f"step: −{format_number(rate)} · mean", *cells([-rate * g for g in mean])))
    return list(table(rows))
