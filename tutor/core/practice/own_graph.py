"""Lessons made from a graph of the learner's own: one to practise on, and one to keep as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tutor.core.expression import source
from tutor.core.graph import Graph, derivative
from tutor.core.lesson import (
    AskAt,
    Figure,
    Lesson,
    LessonGraph,
    Page,
    Plan,
    Prose,
    Span,
    Steps,
)
from tutor.core.progress import PRACTICE
from tutor.core.questions import generate, with_ranges
from tutor.core.reader import slug
from tutor.core.syntax import Condition, Define, ProblemReport, statements
from tutor.core.variants import draw

QUESTIONS = 8
ASKED = 4
"""Nodes at which a walk asks: enough to practise, few enough to come to the end."""


def practice_lesson(lesson_graph: LessonGraph, seed: int) -> Lesson:
    """Both passes over the graph, then questions about it with values drawn afresh.

    A graph that a review has made has no values of its own: it gets drawn ones, too.
    Raises GraphError when the graph has no values at all.
    """
    ready = with_ranges(lesson_graph)
    drawn = draw(ready, seed)
    own = {leaf.name: leaf.default for leaf in ready.graph.leaves}
    ready = ready.with_defaults({name: drawn[name] for name in own if own[name] is None})
    graph = ready.graph
    quizzes = [question.quiz for question in generate(lesson_graph, QUESTIONS, seed)]
    pages = [
        Page("Your graph", (_said(f"Predict the values of {graph.name}, then its gradients; "
                                  "after that come questions with other values."),
                            Figure(graph.name))),
        Page("Forwards", (_steps("forward", graph, _values(graph)),)),
        Page("Backwards", (_steps("backward", graph, _messages(graph)),)),
        *(Page(f"Question {n}", (quiz,)) for n, quiz in enumerate(quizzes, 1)),
    ]  # fmt: skip
    return Lesson(
        id=PRACTICE,
        title=f"Practice on {graph.name}",
        pages=tuple(pages),
        graphs={graph.name: ready},
    )


def _said(text: str) -> Prose:
    return Prose("paragraph", (Span(text),))


def _steps(kind: str, graph: Graph, ask: AskAt) -> Steps[Plan]:
    asks = (ask,) if ask.nodes else ()
    return Steps(kind, graph.name, "predict", asks, f"{kind}-{graph.name}", Plan())


def _values(graph: Graph) -> AskAt:
    return AskAt(tuple(node.name for node in graph.computed)[:ASKED], ("value",))


def _messages(graph: Graph) -> AskAt:
    """Nodes with one successor edge: a walk asks for one message at a time."""
    below = [n for n in graph.backward_order if len(graph.outgoing(n)) == 1]
    return AskAt(tuple(below[:ASKED]), ("backprop", "local", "product"))


def lesson_text(text: str, values: Mapping[str, float], graph: Graph, title: str) -> str:
    """A lesson file on this graph that passes ``check``: the learner's statements and values."""
    asked = ", ".join(_messages(graph).nodes)
    ask = f"ask at {asked}: backprop, local, product\n" if asked else ""
    leaf = graph.leaves[0].name
    output = graph.output
    return f"""\
---
format: bptutor-lesson 1
id: {slug(title)}
title: {title}
minutes: 10
---

# {title}

Run the graph forwards and backwards, one message at a time.

## The graph

The output is ${_tex(output)}$.

```graph mine expand
{chr(10).join(_statements(text, values, graph))}
```

## Forwards

```steps forward
graph: mine
```

## Backwards

```steps backward
graph: mine
{ask}```

## Your turn

```quiz numeric gradient
graph: mine
ask: What is {derivative(graph.label(output), graph.label(leaf))}?
answer: grad({output}, {leaf})
hint: Add up one message for each successor.
```
"""


def _tex(name: str) -> str:
    return name if len(name) == 1 else rf"\text{{{name}}}"


def _statements(text: str, values: Mapping[str, float], graph: Graph) -> Iterator[str]:
    for leaf in graph.leaves:
        label = f" as {leaf.label}" if leaf.label != leaf.name else ""
        yield f"{leaf.role} {leaf.name} = {values[leaf.name]!r}{label}"
    lines = statements(text, 1, ProblemReport(), loose=True)
    yield from (f"require {source(s.expr)}" for s in lines if isinstance(s, Condition))
    told = {leaf.name for leaf in graph.leaves}
    for definition in (s for s in lines if isinstance(s, Define) and s.name not in told):
        name = definition.name or graph.output
        is_output = name == graph.output and not definition.word
        word = "output " if is_output else f"{definition.word} ".lstrip()
        label = f" as {definition.label}" if definition.label and definition.label != name else ""
        yield f"{word}{name} = {source(definition.expr)}{label}"
