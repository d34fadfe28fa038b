"""One example of a training run as a lesson: both passes, with the weights of that update."""

from __future__ import annotations

from tutor.core.errors import GraphError
from tutor.core.graph import CROSS_ENTROPY, Graph, neurons
from tutor.core.graph import run as run_graph
from tutor.core.lesson import AskAt, Figure, Lesson, LessonGraph, Page, Plan, Prose, Span, Steps
from tutor.core.progress import PRACTICE
from tutor.core.text import plural
from tutor.core.training import Run, batch_table

_COSTS = {
    (False, False): "",
    (True, False): (
        " s is z of the output unit, and −z where y = 1, so softplus(s) is −log of the probability "
        "that σ(z) gives to y."
    ),
    (True, True): (
        " r is z of the right class and dₖ how far zₖ is ahead of it, so C = log Σ e^dₖ is −log of "
        "the probability that the softmax gives to the right class."
    ),
}
"""What the cost is, where it is not the square: by whether that is so, and for several outputs."""
ASKED = 3
"""Messages that the last page asks for."""


def example_lesson(run: Run, example: int, leave: str = "Esc") -> Lesson:
    """Pages: the network, its passes to watch, the backward pass with questions, the mean.

    ``leave`` is the key that leads back.
    Raises GraphError where the passes have no numbers any more.
    """
    shape = run.setup.shape
    values = shape.leaves(run.parameters, run.setup.data.rows[example])
    try:
        run_graph(shape.graph, values)
    except GraphError as error:  # it names a node that the learner has never seen
        what = f"after {plural(run.update, 'update')} its numbers have grown beyond all bounds"
        raise GraphError(f"{what}: go back to an earlier update, and lower the rate") from error
    made = LessonGraph(shape.graph).with_defaults(values)
    graph = made.graph
    after = f"after {plural(run.update, 'update')}"
    is_in = "is" if example in run.batch else "is not"
    said = (
        f"Example {example + 1} {after}, with the weights of that moment. It {is_in} in the "
        f"batch of the next update. {leave} leads back to the run, as it was left."
    )
    data = run.setup.data
    said += _COSTS[shape.loss == CROSS_ENTROPY, shape.sizes[-1] > 1]
    if data.is_scaled:
        said += f" The data: {data.said}."
    pages = (
        Page("The network", (_said(said), Figure(graph.name))),
        Page("Forward pass", (_steps("forward", graph),)),
        Page("Backward pass", (_steps("backward", graph),)),
        Page("Backward pass, predicted", (_steps("backward", graph, _asks(graph)),)),
        Page("The mean over the batch", _mean(run)),
    )
    title = f"Example {example + 1} of {run.setup.data.name}, {after}"
    return Lesson(id=PRACTICE, title=title, pages=pages, graphs={graph.name: made})


def _said(text: str) -> Prose:
    return Prose("paragraph", (Span(text),))


def _steps(kind: str, graph: Graph, asks: tuple[AskAt, ...] = ()) -> Steps[Plan]:
    name = f"{kind}-{'predict' if asks else 'watch'}"
    return Steps(kind, graph.name, "predict" if asks else "watch", asks, name, Plan())


def _asks(graph: Graph) -> tuple[AskAt, ...]:
    """The messages to the last weighted input and from it to what it is made of."""
    last = neurons(graph)[-1]
    names = [last.z.name, *last.weights, *([last.bias] if last.bias else [])]
    single = [name for name in names if len(graph.outgoing(name)) == 1]
    return (AskAt(tuple(single[:ASKED]), ("backprop", "local", "product")),)


def _mean(run: Run) -> tuple[Prose, ...]:
    size = run.setup.size_at(run.update)
    said = (
        f"The next update looks at {plural(size, 'example')}. Each sends its messages; the "
        "gradient of the mean is their sum, divided by how many there are."
    )
    rows = tuple(Span(line) for line in batch_table(run))
    return _said(said), Prose("code", rows)
