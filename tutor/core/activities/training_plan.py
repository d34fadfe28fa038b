"""What the author of a ``steps train`` block says: the examples, and how the updates are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tutor.core.lesson import Plan
from tutor.core.syntax import Field, Fields

EXAMPLES = 32
"""Training examples that one activity may have."""
UPDATES = 200
"""Updates that one activity may make."""
WORK = 20_000
"""Nodes of the graph that all updates may compute together."""


@dataclass(frozen=True)
class Training(Plan):
    """Gradient descent on a graph's parameters (section 2.4 of the note).

    ``examples`` are leaf values; ``batch`` of them (0: all) are drawn with ``seed`` for each of
    ``updates`` updates, and the parameters move by −``rate`` times the mean gradient.  The first
    ``slow`` updates are taken example by example, and only they ask.
    """

    examples: tuple[Mapping[str, float], ...]
    rate: float
    updates: int
    batch: int = 0
    seed: int = 1
    slow: int = 1

    @property
    def size(self) -> int:
        """How many examples one update looks at."""
        return self.batch or len(self.examples)


def read(fields: Fields) -> Training:
    """``example: x = 1, y = 2`` …, ``rate``, ``updates``, ``batch``, ``seed``, ``slow``."""
    examples = [found for one in fields.all("example") if (found := _example(one, fields))]
    if not any(one.key == "example" for one in fields.found):
        help_ = "add 'example: x = 1, y = 2', one line per example"
        fields.report(fields.at, "the field 'example' is missing", help_)
    if len(examples) > EXAMPLES:
        fields.report(fields.at, f"there are at most {EXAMPLES} examples", "leave some out")
    updates = fields.whole("updates", 1, UPDATES, default=10)
    plan = Training(
        examples=tuple(examples[:EXAMPLES]),
        rate=_rate(fields),
        updates=updates,
        batch=fields.whole("batch", 1, max(1, len(examples)), default=0),
        seed=fields.whole("seed", 0, 999_999, default=1),
        slow=fields.whole("slow", 0, updates, default=1),
    )
    _refuse(plan, fields)
    return plan


def _rate(fields: Fields) -> float:
    one = fields.one("rate")
    rate = fields.number_in(one) if one else None
    if one is None or rate is None:
        return 0.1
    if not 0 < rate <= 100:
        fields.report(one.place(), f"{one.text!r} is not a learning rate", "as in 'rate: 0.1'")
        return 0.1
    return rate


def _refuse(plan: Training, fields: Fields) -> None:
    """Report what cannot be done: a mean of one, nothing to train, too much to compute."""
    asked = [part.text for one in fields.found if one.key == "ask" for part in one.split(",")]
    if plan.size == 1 and "mean" in asked:
        what = "an update with one example has no mean to take"
        fields.report(fields.at, what, "ask for 'update' alone, or take a larger batch")
    if fields.graph is None:
        return
    graph = fields.graph.graph
    work = plan.updates * plan.size * len(graph.nodes)
    if work > WORK:
        what = f"these updates compute {work} nodes; {WORK} are allowed"
        fields.report(fields.at, what, "make fewer updates, or take a smaller batch")
    if not any(leaf.role == "param" for leaf in graph.leaves):
        what = f"the graph {graph.name!r} has no parameter to train"
        fields.report(fields.at, what, "write 'param' for the leaves that training changes")


def _example(one: Field, fields: Fields) -> Mapping[str, float] | None:
    """``x = 1, y = 2``: values for leaves of the graph that are not parameters."""
    found: dict[str, float] = {}
    if not one.text:
        fields.report(one.at, "this example is empty", "as in 'example: x = 1, y = 2'")
    for part in one.split(","):
        name, sign, _ = part.text.partition("=")
        if not sign:
            help_ = "as in 'example: x = 1, y = 2'"
            fields.report(part.place(), f"{part.text!r} gives no value", help_)
            continue
        node = fields.node_in(part.cut(0, len(name))) if fields.graph else None
        value = fields.number_in(part.cut(len(name) + 1))
        if node is None or value is None or not _may_set(node, found, part, fields):
            continue
        found[node] = value
    return found or None


def _may_set(node: str, found: Mapping[str, float], part: Field, fields: Fields) -> bool:
    leaf = fields.graph.graph.by_name[node] if fields.graph else None
    what = ""
    if leaf is None or not leaf.is_leaf:
        what = f"{node!r} is computed, so an example cannot set it"
    elif leaf.role == "param":
        what = f"{node!r} is a parameter: training sets it, not an example"
    elif node in found:
        what = f"{node!r} is given twice"
    if what:
        fields.report(part.place(), what, "an example gives values to inputs")
    return not what
