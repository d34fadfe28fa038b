"""What the kinds share that make questions about any graph: the quiz, its text, its skill."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.core.answers import TOLERANCE
from tutor.core.expression import Call, Expression, Name
from tutor.core.graph import Graph
from tutor.core.lesson import Body, Quiz, Span
from tutor.core.variants import CORE

OPTIONS = 4
"""Options of a choice, and most things to order or label at once."""


def quiz_on(
    graph: Graph,
    kind: str,
    id_: str,
    ask: str,
    body: Body | None,
    *skills: str,
    given: bool = False,
) -> Quiz:
    """A quiz as an author might have written it, with values drawn afresh.

    ``given`` puts the values of the leaves before its text, filled in whenever it is made.
    """
    return Quiz(
        kind=kind,
        id=f"{id_}-{kind}",
        ask=(*(_values(graph) if given else ()), Span(ask)),
        body=body,
        graph=graph.name,
        varied=True,
        skills=skills,
        probes=CORE,
        tolerance=TOLERANCE,
    )


def _values(graph: Graph) -> Iterator[Span]:
    yield Span("With ")
    for i, leaf in enumerate(graph.leaves):
        yield Span(f"{', ' if i else ''}{leaf.label} = ")
        yield Span("", value=Name(leaf.name))
    yield Span(": ")


def below(graph: Graph) -> list[str]:
    """The nodes that have a gradient to ask for, the output left out."""
    return [node.name for node in graph.nodes if node.name != graph.output]


def skill_of(graph: Graph, node: str) -> str:
    """What a gradient tests: one message, or the sum of several."""
    return "sum-routes" if len(graph.outgoing(node)) > 1 else "message-product"


def gradient(of: str, wrt: str) -> Expression:
    """``grad(of, wrt)``."""
    return Call("grad", (Name(of), Name(wrt)))
