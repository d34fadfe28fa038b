"""Mistakes that are not a number: in what a quantity is called, in orders, and in selections.

Their rules give labels, the next item of an order, or a set of nodes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from tutor.core.graph import Graph, layers_of, tape_of
from tutor.core.misconceptions.rule import Needs, NextChoice, Rule, Targets


def needed_by(needs: Needs, item: str) -> frozenset[str]:
    """All that ``item`` has to wait for, near and far."""
    found: set[str] = set()
    waiting = [item]
    while waiting:
        for one in needs.get(waiting.pop(), ()):
            if one not in found:
                found.add(one)
                waiting.append(one)
    return frozenset(found)


def _last_ones(needs: Needs, left: Collection[str]) -> Collection[str]:
    """The pass in the other direction: what nothing else waits for comes first."""
    waited_for = {one for item in left for one in needed_by(needs, item)}
    return [item for item in left if item not in waited_for]


def _nearest(needs: Needs, left: Collection[str]) -> Collection[str]:
    """Whatever is the fewest steps away from where the pass begins, whatever it waits for."""
    steps = _steps(needs)
    least = min((steps[item] for item in left), default=0)
    return [item for item in left if steps[item] == least]


def _steps(needs: Needs) -> Mapping[str, int]:
    """The length of the shortest way from each item to one that waits for nothing."""

    @cache
    def count(item: str) -> int:
        return 1 + min(map(count, needs[item])) if needs.get(item) else 0

    return {item: count(item) for item in needs}


def _swapped(graph: Graph, right: Targets) -> Iterator[Targets]:
    """Inputs of a node in the place of its successors, and edges into it for those out of it."""
    for node in graph.nodes:
        before, after = frozenset(node.inputs), frozenset(graph.successors(node.name))
        edges_in = frozenset((one, node.name) for one in before)
        edges_out = frozenset((node.name, one) for one in after)
        for one, other in ((before, after), (edges_in, edges_out)):
            if right == one:
                yield other
            if right == other:
                yield one


def _indices_swapped(graph: Graph, right: Targets) -> Iterator[Targets]:
    """The two ends of the weight whose lower indices are those of the right one exchanged."""
    tape = tape_of(graph)
    net = layers_of(tape)
    if net is None:
        return
    for n, j, k in net.node["w"]:
        is_, other = (
            frozenset(tape.names[node] for node in ends if node is not None)
            for ends in ((net.a(n - 1, k), net.z(n, j)), (net.a(n - 1, j), net.z(n, k)))
        )
        if right == is_ and len(other) == len(is_):
            yield other


CONCEPT_RULES: tuple[Rule, ...] = (
    Rule("BELONGS_SO_LOCAL", "the gradient of a node taken for its local gradient",
         "{q} belongs to the node, but it is not local: the final output stands on top.",
         "What stands on top: the final output, or the next node?",
         calls=(("wanted", "local"),)),
    Rule("NEIGHBOUR_SO_LOCAL", "every derivative with respect to a neighbour taken for local",
         "{q} is a derivative with respect to a neighbour, but it is not local: local is the "
         "derivative of a successor with respect to the node in question, on one edge.",
         "What stands on top: the final output, or the next node?",
         calls=(("backpropagated", "local"), ("neither", "local"))),
    Rule("ROLES_SWAPPED", "local and backpropagated gradient exchanged",
         "{q} is not sent back to this node: what is sent back has the final output on top and a "
         "successor below.",
         "In which of the two factors does the final output occur?",
         calls=(("local", "backpropagated"),)),
    Rule("WANTED_AS_BACKPROPAGATED", "the wanted gradient and the backpropagated one confused",
         "{q}: what is wanted has the node in question below; what is sent back has one of its "
         "successors there.",
         "What stands below: the node in question, or one of its successors?",
         calls=(("wanted", "backpropagated"), ("backpropagated", "wanted"))),
    Rule("SUCCESSOR_AND_INPUT_SWAPPED", "successors and inputs exchanged",
         "An arrow leads from a node to its successor: the successor is computed from the node.",
         "Which way do the arrows point?",
         calls=(("neither", "backpropagated"),), picks=_swapped),
    Rule("INDICES_SWAPPED", "the two lower indices of a weight exchanged",
         "That is where a weight lies whose two lower indices are those of this one exchanged.",
         "Which of the two is the unit that the weight leads to?", picks=_indices_swapped),
    Rule("FOLLOWS_EDGES_FORWARD", "the pass run along the edges the wrong way",
         "That is an order for the pass in the other direction.",
         "At which end does this pass begin?", next=_last_ones),
    Rule("ORDER_BY_DRAWING", "ordered by the distance in the picture",
         "That is the order of distance in the picture, the nearest first. What counts is "
         "what a node waits for.",
         "Which one waits for nothing that is still open?", next=_nearest),
)  # fmt: skip
"""Section 1 of the note names the local and the backpropagated gradient; Remark 1 is the order."""


def called(rules: Iterable[Rule], is_: str, said: str) -> Rule | None:
    """The rule by which somebody calls a quantity ``said`` that is ``is_``."""
    return next((rule for rule in rules if (is_, said) in rule.calls), None)


def ordered(rules: Iterable[Rule], needs: Needs, order: Sequence[str], of: Collection[str]
            ) -> Rule | None:  # fmt: skip
    """The rule that takes ``order`` (the beginning of one) of the items ``of``, if any does."""
    return next((rule for rule in rules if rule.next and _follows(rule.next, needs, order, of)),
                None)  # fmt: skip


def _follows(rule: NextChoice, needs: Needs, order: Sequence[str], of: Collection[str]) -> bool:
    left = dict.fromkeys(of)
    for item in order:
        if item not in rule(needs, left):
            return False
        del left[item]
    return True


def selected(rules: Iterable[Rule], graph: Graph, right: Targets, picked: Targets,
             offered: Targets) -> Rule | None:  # fmt: skip
    """The rule by which somebody selects ``picked`` out of ``offered`` for ``right``."""
    for rule in rules:
        wrong = [one & offered for one in rule.picks(graph, right)]
        if picked and picked in wrong:
            return rule
    return None
