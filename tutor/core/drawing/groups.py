"""A group of nodes as one box: a vector, or an operation on one such as a softmax.

The arrow into the box stands for all that lies in it: beside its head is the derivative of the
output through it, which is also the message that comes back.  A walk goes through the nodes in the
box one by one: the last row of the box is then that of the step.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from tutor.core.drawing.picture import Face, Fact, Marks, Target, node_title
from tutor.core.graph import Edge, Graph, Group
from tutor.core.text import label


@dataclass(frozen=True)
class Closed:
    """The groups of a graph that are drawn as boxes, by the name of the box.

    ``box`` leads from a node to the box that shows it; ``order`` has the names of all boxes.
    """

    groups: Mapping[str, Group]
    box: Mapping[str, str]
    order: tuple[str, ...]

    def entering(self, graph: Graph, name: str) -> tuple[Edge, ...]:
        """The edges into a box, those of a node or those from outside into a group."""
        if name not in self.groups:
            return graph.incoming(name)
        members = self.groups[name].members
        return tuple(
            edge for one in members for edge in graph.incoming(one) if edge.source not in members
        )


def closed(graph: Graph, asked: Iterable[Target], opened: Collection[str]) -> Closed:
    """The groups that are drawn as one box: all but the ``opened``, and those about whose inner
    nodes or edges something is ``asked``.

    A box stands where the first of its results would stand: behind all that it needs.
    """
    targets = [target for target in asked if target is not None]
    groups: dict[str, Group] = {}
    box = {node.name: node.name for node in graph.nodes}
    for group in graph.groups:
        inner = set(group.members).difference(group.results)
        told = any(_within(target, group, inner) for target in targets)
        if group.results and group.name not in opened and not told:
            first = min(group.results, key=list(box).index)
            groups[first] = group
            box |= dict.fromkeys(group.members, first)
    return Closed(groups, box, tuple(name for name, shown in box.items() if name == shown))


def _within(target: str | Edge, group: Group, inner: Collection[str]) -> bool:
    return target.target in group.members if isinstance(target, Edge) else target in inner


def group_face(graph: Graph, group: Group, *, formulas: bool) -> Face:
    """The results, each with its gradient, and a row for a step within."""
    said = [step_facts(graph, name) for name in (*group.results, *_total(group))]
    name = label(group.name)
    title = f"{name}={group.title}" if formulas and group.title else name
    rows = (1, *(2 for _ in said))
    return Face(title, tuple(fact for pair in said for fact in pair), group.results[0], rows)


def group_at_work(graph: Graph, group: Group, face: Face, marks: Marks) -> Face:
    """The face of a group through which a walk goes: its last row is that of the step."""
    inner = set(group.members).difference(group.results)
    for target in marks.active:
        at = (target.target, target.source) if isinstance(target, Edge) else (target,)
        found = [name for name in at if name in inner]
        if found:
            return face._replace(facts=(*face.facts[:-2], *step_facts(graph, found[0])))
    return face


def _total(group: Group) -> list[str]:
    """The inner node that is shown while none is at work: the last one before the results."""
    return [name for name in group.members if name not in group.results][-1:]


def step_facts(graph: Graph, name: str) -> tuple[Fact, Fact]:
    """A node as the box tells it: its value behind its label, and its gradient."""
    return Fact(graph.label(name), "value", name), Fact("∇", "gradient", name)


def node_face(graph: Graph, name: str, *, formulas: bool) -> Face:
    """A single node: its equation, its value and its gradient."""
    node = graph.by_name[name]
    title = node_title(node, graph) if formulas else node.label
    return Face(title, (Fact("", "value", name), Fact("∇", "gradient", name)), name)
