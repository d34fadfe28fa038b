"""``steps`` blocks: walks through a pass, and the activities that do more with a graph.

    forward, backward   ``ask at NODES: WHAT``
    build               ``ask: TEXT``, ``hint: TEXT``
    nudge               ``node: x``, ``by: 1, 0.1``, ``ask at NODES: change``
    algorithm           ``ask at z2, delta3: value`` (a network's graph)
    train               ``example: x = 1, y = 2`` …, ``rate``, ``updates``, ``batch``, ``seed``,
                        ``slow``, ``ask at NODES: mean, update``

All of them have ``graph: NAME`` and ``mode: watch|predict|free``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast, get_args

from tutor.core.graph import network_of
from tutor.core.lesson import (
    AskAt,
    AskWhat,
    Nudge,
    Place,
    Steps,
    StepsKind,
    StepsMode,
    Training,
)
from tutor.core.syntax import Field, Fields, did_you_mean

_ASKED: Mapping[StepsKind, tuple[AskWhat, ...]] = {
    "forward": ("value", "order"),
    "backward": ("local", "backprop", "product", "order"),
    "nudge": ("change",),
    "algorithm": ("value",),
    "train": ("mean", "update"),
}
SIZES = 5
"""Sizes that one nudge may have."""
EXAMPLES = 32
"""Training examples that one activity may have."""
UPDATES = 200
"""Updates that one activity may make."""
WORK = 20_000
"""Nodes of the graph that all updates may compute together."""


def read_steps(kind: StepsKind, graph: str, fields: Fields) -> Steps:
    """The activity that the fields describe; its id is still open."""
    mode = cast(StepsMode, fields.word("mode", get_args(StepsMode), default="predict"))
    plain = Steps(kind, graph, mode, (), "", fields.at)
    match kind:
        case "build":
            return _build(plain, fields)
        case "nudge":
            return _with_asks(_nudge(plain, fields), fields)
        case "train":
            found = _with_asks(_train(plain, fields), fields)
            _refuse_mean(found, fields)
            return found
        case "algorithm":
            return _with_asks(_algorithm(plain, fields), fields)
        case _:
            return _with_asks(plain, fields)


def _build(steps: Steps, fields: Fields) -> Steps:
    ask = fields.spans("ask", required=True)
    hints = tuple(fields.spans_in(one) for one in fields.all("hint") if one.text)
    return Steps(steps.kind, steps.graph, steps.mode, (), "", steps.at, ask, hints)


def _with_asks(steps: Steps, fields: Fields) -> Steps:
    asks = tuple(ask for one in fields.with_argument("ask") for ask in _asks(one, steps, fields))
    return Steps(steps.kind, steps.graph, steps.mode, asks, "", steps.at, plan=steps.plan)


# Nudge ------------------------------------------------------------------------------------------


def _nudge(steps: Steps, fields: Fields) -> Steps:
    one = fields.one("node", required=True, example="x")
    node = fields.node_in(one) if one else None
    if one and node and fields.graph and node == fields.graph.graph.output:
        what = f"{node!r} is the output: nothing comes after it to watch"
        fields.report(one.place(), what, "nudge a node that it depends on")
    sizes = [size for part in fields.items("by") if (size := _size(part, fields)) is not None]
    if len(sizes) > SIZES:
        fields.report(fields.at, f"a nudge has at most {SIZES} sizes", "keep the telling ones")
    plan = Nudge(node or "", tuple(sizes[:SIZES]) or (0.1,))
    return Steps(steps.kind, steps.graph, steps.mode, (), "", steps.at, plan=plan)


def _size(one: Field, fields: Fields) -> float | None:
    value = fields.number_in(one)
    if value is not None and not 1e-6 <= abs(value) <= 1e6:
        what = f"{one.text!r} is no size for a nudge"
        fields.report(one.place(), what, "from 0.000001 up, as in 'by: 1, 0.1'")
        return None
    return value


# Algorithm --------------------------------------------------------------------------------------


def _algorithm(steps: Steps, fields: Fields) -> Steps:
    if fields.graph and network_of(fields.graph.graph) is None:
        what = f"{steps.graph!r} is no network, and Algorithm 1 runs on layers"
        fields.report(fields.at, what, "name a 'network' block of this lesson")
    return steps


# Train ------------------------------------------------------------------------------------------


def _train(steps: Steps, fields: Fields) -> Steps:
    examples = [found for one in fields.all("example") if (found := _example(one, fields))]
    if not any(one.key == "example" for one in fields.found):
        help_ = "add 'example: x = 1, y = 2', one line an example"
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
    _refuse_work(plan, fields)
    if fields.graph and not any(leaf.role == "param" for leaf in fields.graph.graph.leaves):
        what = f"the graph {steps.graph!r} has no parameter to train"
        fields.report(fields.at, what, "write 'param' for the leaves that training changes")
    return Steps(steps.kind, steps.graph, steps.mode, (), "", steps.at, plan=plan)


def _refuse_mean(steps: Steps, fields: Fields) -> None:
    plan = steps.plan
    alone = isinstance(plan, Training) and (plan.batch or len(plan.examples)) == 1
    if alone and any("mean" in one.what for one in steps.asks):
        what = "an update with one example has no mean to take"
        fields.report(fields.at, what, "ask for 'update' alone, or take a larger batch")


def _rate(fields: Fields) -> float:
    one = fields.one("rate")
    rate = fields.number_in(one) if one else None
    if one is None or rate is None:
        return 0.1
    if not 0 < rate <= 100:
        fields.report(one.place(), f"{one.text!r} is no learning rate", "as in 'rate: 0.1'")
        return 0.1
    return rate


def _refuse_work(plan: Training, fields: Fields) -> None:
    if fields.graph is None:
        return
    work = plan.updates * (plan.batch or len(plan.examples)) * len(fields.graph.graph.nodes)
    if work > WORK:
        what = f"these updates compute {work} nodes; {WORK} are allowed"
        fields.report(fields.at, what, "make fewer updates, or take a smaller batch")


def _example(one: Field, fields: Fields) -> Mapping[str, float] | None:
    """``x = 1, y = 2``: values for leaves of the graph that are no parameters."""
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


# Asks -------------------------------------------------------------------------------------------


def _asks(one: Field, steps: Steps, fields: Fields) -> list[AskAt]:
    """``ask at NODES: WHAT``."""
    word, _, rest = one.argument.partition(" ")
    allowed = _ASKED[steps.kind]
    if word != "at" or not rest.strip():
        fields.report(one.at, "this 'ask' names no nodes", f"as in 'ask at u, w: {allowed[0]}'")
        return []
    find = _quantity if steps.kind == "algorithm" else _node
    nodes = _named(one, len(word) + 1, lambda name, at: find(name, at, steps, fields))
    what = [
        cast(AskWhat, word) for part in one.split(",") if (word := fields.chosen(part, allowed))
    ]
    if not one.text:
        fields.report(one.at, "this 'ask' does not say what", f"one of {', '.join(allowed)}")
    return [AskAt(tuple(nodes), tuple(what))] if nodes and what else []


def _named(one: Field, start: int, find: Callable[[str, Place], str | None]) -> list[str]:
    """The names in the argument of ``one`` from ``start`` on, as far as ``find`` knows them."""
    found = []
    for part in one.argument[start:].split(","):
        left = len(part) - len(part.lstrip())
        name = find(part.strip(), one.argument_place(start + left))
        start += len(part) + 1
        if name:
            found.append(name)
    return found


def _node(name: str, at: Place, steps: Steps, fields: Fields) -> str | None:
    if fields.graph is None:
        return None
    node = fields.setting.node(name, at, fields.reports)
    if node is None:
        return None
    what, help_ = _why_not(node, steps, fields)
    if what:
        fields.report(at, what, help_)
        return None
    return node


def _why_not(name: str, steps: Steps, fields: Fields) -> tuple[str, str]:
    """Why nothing can be asked at a node, and what to do; "" when it can."""
    if fields.graph is None:
        return "", ""
    graph = fields.graph.graph
    node = graph.by_name[name]
    if steps.kind == "forward" and node.is_leaf:
        computed = ", ".join(node.name for node in graph.computed)
        return f"{name!r} is an input: its value is given, not computed", f"ask at {computed}"
    if steps.kind == "backward" and name == graph.output:
        return f"{name!r} is the output: no message arrives there", "its gradient is 1"
    if steps.kind == "train" and node.role != "param":
        params = ", ".join(leaf.name for leaf in graph.leaves if leaf.role == "param")
        return f"{name!r} is no parameter: training does not change it", f"ask at {params}"
    if steps.kind == "nudge" and isinstance(steps.plan, Nudge) and steps.plan.node:
        after = graph.after(steps.plan.node)
        if name not in after:
            what = f"{name!r} does not move when {steps.plan.node!r} does"
            return what, f"ask at {', '.join(after)}"
    return "", ""


def _quantity(name: str, at: Place, steps: Steps, fields: Fields) -> str | None:
    """A quantity of Algorithm 1, as in z2, a2, delta3, dW3 or db3."""
    layers = network_of(fields.graph.graph) if fields.graph else None
    if layers is None:
        return None
    if name not in layers.quantities:
        help_ = did_you_mean(name, layers.quantities)
        fields.report(at, f"{steps.kind!r} computes no {name!r}", help_)
        return None
    return name
