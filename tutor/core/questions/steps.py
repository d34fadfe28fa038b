"""What each slot of a question asks of a learner: the skills, and the steps that may go wrong."""

from __future__ import annotations

from typing import NamedTuple

from tutor.core.graph import Edge, Graph
from tutor.core.progress import local_skill
from tutor.core.questions.asked import What
from tutor.core.questions.model import Key, Question

WHICH = "backpropagated-gradient"
PARTS = frozenset({"local-gradient", "forward-value", WHICH})
"""What an author may name besides, of a question for a gradient: its parts, found in the graph."""


class Step(NamedTuple):
    """What one slot asks for: its skills, and those that it exercises besides, in ``slips`` steps.

    A right answer speaks for all of them; a wrong one against the first, or what is diagnosed.
    """

    asked: tuple[str, ...]
    used: tuple[str, ...] = ()
    slips: int = 1


def asks_the_same(question: Question, _key: Key) -> tuple[Step, ...]:
    """Every slot asks for the skills that the author names."""
    return (Step(question.quiz.skills),) * len(question.slots)


def step_of(question: Question, what: What, of: str, wrt: str) -> Step:
    """What is asked of one who is asked for ``what`` of ``of`` with respect to ``wrt``."""
    skills = question.quiz.skills
    graph = question.numbers.graph if question.numbers else None
    if graph is None or of not in graph.by_name or (wrt and wrt not in graph.by_name):
        return Step(skills)
    if what == "value":
        return Step(skills or ("forward-value",))
    if what == "local":
        return local_step(graph, of, wrt)
    if what == "gradient":
        return gradient_step(graph, of, wrt, skills)
    return Step(skills)


def local_step(graph: Graph, target: str, source: str) -> Step:
    """The local gradient between two nodes."""
    node = graph.by_name[target]
    return Step((local_skill(node.op),), slips=node.inputs.count(source))


def gradient_step(graph: Graph, of: str, wrt: str, skills: tuple[str, ...] = ()) -> Step:
    """A gradient, from those of the successors and the local gradients on the way to them."""
    edges = [edge for edge in graph.outgoing(wrt) if _leads(graph, edge, of)]
    asked = tuple(skill for skill in skills if skill not in PARTS)
    used = [local_skill(graph.by_name[edge.target].op) for edge in edges]
    if not asked:
        whole = "sum-routes" if len(edges) > 1 else "message-product"
        if WHICH in skills:  # the author asks which gradient that is; finding it is the way there
            asked, used = (WHICH,), [whole, *used]
        else:
            asked = (whole,)
    return Step(asked, tuple(dict.fromkeys(used)), 2 * max(1, len(edges)))


def _leads(graph: Graph, edge: Edge, of: str) -> bool:
    return edge.target == of or of in graph.after(edge.target)
