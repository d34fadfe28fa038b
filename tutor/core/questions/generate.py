"""Questions for any graph: of every kind that fits it, with values drawn afresh.

The wrong options of a choice and the planted errors come from the table of misconceptions, so no
author is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from tutor.core.answers import TOLERANCE, apart
from tutor.core.errors import GraphError
from tutor.core.expression import Call, Expression, Name
from tutor.core.graph import Graph, derivative, layers_of, tape_of
from tutor.core.graph import notation as written
from tutor.core.lesson import LessonGraph, Quiz, Span, Vary
from tutor.core.misconceptions import Board, guesses
from tutor.core.misconceptions import messages as words
from tutor.core.questions.common import numbers_for
from tutor.core.questions.kinds import (
    choice,
    classify,
    formula,
    grid,
    match,
    message,
    numeric,
    order,
    parsons,
    select,
    sign,
    spot,
)
from tutor.core.questions.model import Question
from tutor.core.text import Draws, figure
from tutor.core.variants import CORE, draw, meets_conditions

WHOLE = tuple(float(n) for n in (-5, -4, -3, -2, 2, 3, 4, 5, 6))
"""Leaf values for graphs of + − · and squares: whole, and never 0 or ±1, which hide mistakes."""
SMALL = tuple(n / 4 for n in (-7, -6, -5, -3, -2, -1, 1, 2, 3, 5, 6, 7))
"""Leaf values for graphs with activations, which are flat far from 0."""
POSITIVE = (1.5, 2.0, 2.5, 3.0, 4.0, 5.0)
"""Leaf values for graphs that take logarithms, roots or quotients."""
UNIT = (0.1, 0.2, 0.25, 0.3, 0.4, 0.6, 0.7, 0.75, 0.8, 0.9)
"""Leaf values for those that have none there: log p and log(1 − p) in a cross-entropy."""
FEW = 200
"""Candidates that are looked at before other ranges are taken."""

_ARITHMETIC = frozenset({"add", "sub", "mul", "neg", "pow", "sum", "dot", "abs", "relu"})
_DELICATE = frozenset({"log", "sqrt", "div"})
OPTIONS = 4
"""Options of a choice, and most things to order or label at once."""
MOST_CELLS = 9
"""Cells of a grid."""


def varied(lesson_graph: LessonGraph) -> LessonGraph:
    """The graph with ranges for its leaves, where it has none.

    Leaf values that no admissible pass allows (the logarithm of a negative number) are left out
    when values are drawn.
    """
    if lesson_graph.vary:
        return lesson_graph
    operations = {node.op for node in lesson_graph.graph.computed}
    if operations & _DELICATE:
        ready = _with(lesson_graph, POSITIVE)
        return ready if meets_conditions(ready, FEW) else _with(lesson_graph, UNIT)
    return _with(lesson_graph, WHOLE if operations <= _ARITHMETIC else SMALL)


def _with(lesson_graph: LessonGraph, choices: tuple[float, ...]) -> LessonGraph:
    ranges = tuple(Vary(leaf.name, choices) for leaf in lesson_graph.graph.leaves)
    return replace(lesson_graph, vary=ranges)


def held(lesson_graph: LessonGraph, values: Mapping[str, float]) -> LessonGraph:
    """The graph with these leaves held at these values while the others vary."""
    ready = varied(lesson_graph)
    kept = tuple(
        replace(one, choices=(values[one.name],)) if one.name in values else one
        for one in ready.vary
    )
    return replace(ready, vary=kept).with_defaults(values)


def generate(
    lesson_graph: LessonGraph, count: int, seed: int, kinds: tuple[str, ...] = ()
) -> tuple[Question, ...]:
    """``count`` questions about the graph, kinds in turn; fewer when the graph has too little.

    Raises GraphError when the graph has no values at all.
    """
    ready = varied(lesson_graph)
    draw(ready, seed)  # a graph without any values says so here
    makers = [MAKERS[kind] for kind in (kinds or tuple(MAKERS))]
    found: list[Question] = []
    draws = Draws(seed, ready.graph.name, "generate")
    turn = failures = 0
    while len(found) < count and failures < 3 * len(makers):
        maker = makers[turn % len(makers)]
        turn += 1
        question = _made(maker, ready, draws, turn)
        if question is None:
            failures += 1
        else:
            failures = 0
            found.append(question)
    return tuple(found)


Maker = Callable[[LessonGraph, Draws, str, int], Question | None]
"""(graph, draws, id, seed) to a question, None when the kind does not fit."""


def _made(maker: Maker, lesson_graph: LessonGraph, draws: Draws, turn: int) -> Question | None:
    seed = 1 + draws.below(2**31)
    try:
        return maker(lesson_graph, draws, f"auto-{turn}", seed)
    except GraphError:
        return None


def _quiz(kind: str, id_: str, ask: str, body: object, skill: str, graph: Graph) -> Quiz:
    return Quiz(
        kind=kind,
        id=f"{id_}-{kind}",
        ask=(Span(ask),),
        body=body,
        graph=graph.name,
        varied=True,
        skills=(skill,),
        probes=CORE,
        tolerance=TOLERANCE,
    )


def _below(graph: Graph) -> list[str]:
    """The nodes that have a gradient to ask for, the output left out."""
    return [node.name for node in graph.nodes if node.name != graph.output]


def _skill(graph: Graph, node: str) -> str:
    """What a gradient tests: one message, or the sum of several."""
    return "sum-routes" if len(graph.outgoing(node)) > 1 else "message-product"


def _gradient(of: str, wrt: str) -> Expression:
    return Call("grad", (Name(of), Name(wrt)))


def _with_values(quiz: Quiz, graph: Graph) -> Quiz:
    """The quiz with the values of the leaves in its text, filled in whenever it is made."""
    given = [Span("With ")]
    for i, leaf in enumerate(graph.leaves):
        given += [Span(f"{', ' if i else ''}{leaf.label} = "), Span("", value=Name(leaf.name))]
    return replace(quiz, ask=(*given, Span(": "), *quiz.ask))


def _numeric(lesson_graph: LessonGraph, draws: Draws, id_: str, seed: int) -> Question | None:
    graph = lesson_graph.graph
    node = draws.choice(_below(graph))
    asked = derivative(graph.label(graph.output), graph.label(node))
    body = numeric.NumericBody(_gradient(graph.output, node))
    quiz = _quiz("numeric", id_, f"what is {asked}?", body, _skill(graph, node), graph)
    return numeric.KIND.make(_with_values(quiz, graph), lesson_graph, seed)


def _message(lesson_graph: LessonGraph, draws: Draws, id_: str, seed: int) -> Question | None:
    graph = lesson_graph.graph
    edge = draws.choice(graph.edges)
    body = message.MessageBody(edge.source, edge.target)
    source, target = graph.label(edge.source), graph.label(edge.target)
    ask = f"fill in the message that {target} sends to {source}."
    quiz = _quiz("message", id_, ask, body, "message-product", graph)
    return message.KIND.make(_with_values(quiz, graph), lesson_graph, seed)


def _choice(lesson_graph: LessonGraph, draws: Draws, id_: str, seed: int) -> Question | None:
    """The right gradient among numbers that wrong rules give."""
    graph = lesson_graph.graph
    node = draws.choice(_below(graph))
    asked = derivative(graph.label(graph.output), graph.label(node))
    quiz = _quiz("choice", id_, f"what is {asked}?", None, _skill(graph, node), graph)
    quiz = _with_values(quiz, graph)
    numbers = numbers_for(quiz, lesson_graph, seed, (node,))
    if numbers is None:
        return None
    options = _distractors(Board.of_pass(numbers), node)
    if len(options) < OPTIONS - 1:
        return None
    right = choice.Option(
        (Span(figure(numbers.gradients[node])),),
        right=True,
        feedback=(Span(written.said_gradient(numbers, node, graph.output) + "."),),
    )
    body = choice.ChoiceBody((right, *options))
    order_ = draws.shuffled(range(len(body.options)))
    texts = ["".join(span.text for span in option.text) for option in body.options]
    made = replace(quiz, body=body)
    return choice.choice_question(made, body, numbers, order_, texts, seed)


def _distractors(board: Board, name: str) -> tuple[choice.Option, ...]:
    """Up to three wrong numbers, each apart from the right one and from one another."""
    node = board.tape.index[name]
    taken = [board.gradients[node]]
    shown = [figure(taken[0])]
    options: list[choice.Option] = []
    for rule, guess in guesses(board, node):
        text = figure(guess.number)
        if any(choice.same(text, other) for other in shown):
            continue
        if not all(apart(guess.number, other) for other in taken):
            continue
        taken.append(guess.number)
        shown.append(text)
        said = words.says(rule, board, node, guess)
        asked = words.asks(rule, board, node, guess)
        options.append(
            choice.Option((Span(text),), feedback=(Span(f"{said} {asked}"),), mistake=rule.id)
        )
        if len(options) == OPTIONS - 1:
            break
    return tuple(options)


def _classify(lesson_graph: LessonGraph, draws: Draws, id_: str, seed: int) -> Question | None:
    graph = lesson_graph.graph
    inner = [n for n in _below(graph) if any(m != graph.output for m in graph.successors(n))]
    if not inner:
        return None
    node = draws.choice(inner)
    successor = next(m for m in graph.successors(node) if m != graph.output)
    far = [e for e in graph.edges if e.source != node and e.target not in {successor, graph.output}]
    items = [
        classify.Item(_gradient(graph.output, successor), 1),
        classify.Item(Call("local", (Name(successor), Name(node))), 0),
        classify.Item(_gradient(graph.output, node), 2),
    ]
    if far:
        edge = draws.choice(far)
        items.append(classify.Item(Call("local", (Name(edge.target), Name(edge.source))), 3))
    wanted = derivative(graph.label(graph.output), graph.label(node))
    ask = f"You are at node {graph.label(node)} and want {wanted}. Label each quantity."
    body = classify.ClassifyBody(tuple(draws.shuffled(items)))
    quiz = _quiz("classify", id_, ask, body, "classify", graph)
    quiz = replace(quiz, skills=("classify", "local-gradient", "backpropagated-gradient"))
    return classify.KIND.make(quiz, lesson_graph, seed)


def _order(lesson_graph: LessonGraph, draws: Draws, id_: str, seed: int) -> Question | None:
    graph = lesson_graph.graph
    names = list(graph.backward_order)
    if len(names) < 3:
        return None
    kept = sorted(draws.shuffled(range(len(names)))[: OPTIONS + 1])
    body = order.OrderBody(tuple(names[i] for i in kept))
    ask = "Put the nodes in an order that the backward pass can use."
    quiz = _quiz("order", id_, ask, body, "backward-order", graph)
    question = order.KIND.make(quiz, lesson_graph, seed)
    offered = tuple(str(i) for i in range(len(question.options)))
    return None if order.KIND.mark(question, offered).correct else question


def _sign(lesson_graph: LessonGraph, draws: Draws, id_: str, seed: int) -> Question | None:
    graph = lesson_graph.graph
    names = draws.shuffled(_below(graph))[:OPTIONS]
    body = sign.SignBody(tuple(_gradient(graph.output, name) for name in names))
    ask = "which sign has each gradient?"
    quiz = _quiz("sign", id_, ask, body, "message-product", graph)
    return sign.KIND.make(_with_values(quiz, graph), lesson_graph, seed)


def _formula(lesson_graph: LessonGraph, draws: Draws, id_: str, seed: int) -> Question | None:
    graph = lesson_graph.graph
    edge = draws.choice(graph.edges)
    twins = [e for e in graph.incoming(edge.target) if e.source == edge.source]
    if not all(formula.typed_partial(graph, e) for e in twins):
        return None
    asked = derivative(graph.label(edge.target), graph.label(edge.source))
    ask = f"{written.equation(graph, edge.target)}. What is the local gradient {asked}?"
    body = formula.FormulaBody(edge.target, edge.source)
    quiz = _quiz("formula", id_, ask, body, "local-gradient", graph)
    return formula.KIND.make(quiz, lesson_graph, seed)


def _grid(lesson_graph: LessonGraph, draws: Draws, id_: str, seed: int) -> Question | None:
    """∂C/∂W of one layer of a network; elsewhere the gradient by some leaves as one row."""
    graph = lesson_graph.graph
    z = graph.label(graph.output)
    net = layers_of(tape_of(graph))
    if net is not None and net.last >= 2:
        layer = 2 + draws.below(net.last - 1)
        rows, columns = len(net.units(layer)), len(net.units(layer - 1))
        names = [f"w{layer}_{j}_{k}" for j in range(1, rows + 1) for k in range(1, columns + 1)]
        if not all(name in graph.by_name for name in names) or len(names) > MOST_CELLS:
            return None
        asked = f"fill in ∂{z}/∂W of layer {layer}: row j belongs to unit j, column k to input k."
        skill = "param-grad"
    else:
        leaves = [leaf.name for leaf in graph.leaves]
        names = sorted(draws.shuffled(leaves)[:OPTIONS], key=leaves.index)
        columns, skill = len(names), "message-product"
        if columns < 2:
            return None
        asked = f"fill in the gradient of {z}, one derivative a cell."
    body = grid.GridBody(tuple(_gradient(graph.output, name) for name in names), columns)
    quiz = _quiz("grid", id_, asked, body, skill, graph)
    return grid.KIND.make(_with_values(quiz, graph), lesson_graph, seed)


def _select(lesson_graph: LessonGraph, draws: Draws, id_: str, seed: int) -> Question | None:
    graph = lesson_graph.graph
    names = [node.name for node in graph.nodes]
    inner = [n for n in _below(graph) if graph.by_name[n].inputs] or _below(graph)
    node = draws.choice(inner)
    right = frozenset(graph.successors(node))
    lure = frozenset(graph.by_name[node].inputs)
    others = [n for n in draws.shuffled(names) if n not in right | lure | {node}]
    room = max(0, select.MOST - len(right | lure))
    candidates = [n for n in names if n in right | lure or n in others[:room]]
    body = select.SelectBody(tuple(candidates), right)
    ask = f"Which of these are successors of {graph.label(node)}?"
    quiz = _quiz("select", id_, ask, body, "read-graph", graph)
    return select.KIND.make(quiz, lesson_graph, seed)


def _match(lesson_graph: LessonGraph, draws: Draws, id_: str, seed: int) -> Question | None:
    """Local gradients and their formulas, no two alike."""
    graph = lesson_graph.graph
    pairs: dict[str, str] = {}
    for edge in draws.shuffled(graph.edges):
        if len(graph.incoming(edge.target)) > len(set(graph.by_name[edge.target].inputs)):
            continue
        symbols = written.local_symbols(graph, edge)
        if not any(choice.same(symbols, other) for other in pairs.values()):
            left = derivative(graph.label(edge.target), graph.label(edge.source))
            pairs[left] = symbols
        if len(pairs) == OPTIONS:
            break
    if len(pairs) < 2:
        return None
    body = match.MatchBody(tuple((left, (Span(text),)) for left, text in pairs.items()))
    ask = "Give every local gradient its formula."
    quiz = _quiz("match", id_, ask, body, "local-gradient", graph)
    return match.KIND.make(quiz, lesson_graph, seed)


def _spot(lesson_graph: LessonGraph, draws: Draws, id_: str, seed: int) -> Question | None:  # noqa: ARG001
    graph = lesson_graph.graph
    ask = "Here is a backward pass with one mistake. Which line is the first wrong one?"
    quiz = replace(_quiz("spot", id_, ask, spot.SpotBody(), "message-product", graph), probes=())
    return spot.KIND.make(quiz, lesson_graph, seed)


def _parsons(lesson_graph: LessonGraph, draws: Draws, id_: str, seed: int) -> Question | None:  # noqa: ARG001
    """The backward pass as lines, each a sum over successors."""
    graph = lesson_graph.graph
    names = [n for n in graph.backward_order if n != graph.output][: OPTIONS + 2]
    z = graph.label(graph.output)
    place = {name: i for i, name in enumerate(names)}
    lines, needs = [], []
    for name in names:
        sums = written.gradient_symbols(graph, name, graph.output)
        lines.append((Span(f"{derivative(z, graph.label(name))} = {sums}"),))
        needs.append(frozenset(place[m] for m in graph.successors(name) if m in place))
    if len(lines) < 3 or not any(needs):
        return None
    body = parsons.ParsonsBody(tuple(lines), tuple(needs))
    ask = "Put the lines of the backward pass in an order in which they can run."
    quiz = _quiz("parsons", id_, ask, body, "backward-order", graph)
    return parsons.KIND.make(quiz, lesson_graph, seed)


MAKERS: Mapping[str, Maker] = MappingProxyType(
    {
        "numeric": _numeric,
        "message": _message,
        "choice": _choice,
        "classify": _classify,
        "order": _order,
        "sign": _sign,
        "formula": _formula,
        "grid": _grid,
        "select": _select,
        "match": _match,
        "spot": _spot,
        "parsons": _parsons,
    }
)
"""How a question of each kind is made for a graph that nobody wrote a quiz for."""
