"""``quiz tiles``: put an equation together from tiles, wrong ones among them.

A tile may be used more than once, and not every tile belongs.  Where factors may change places the
author names each order that is right.
"""

from __future__ import annotations

from dataclasses import dataclass

from tutor.core.errors import GraphError
from tutor.core.graph import derivative
from tutor.core.graph import notation as written
from tutor.core.lesson import Body, LessonGraph, Quiz, Span, Spans
from tutor.core.questions.any_graph import quiz_on
from tutor.core.questions.common import numbers_for, right, unreadable, worked_text, wrong
from tutor.core.questions.fill import bold, fill, plain
from tutor.core.questions.kind import QuizKind
from tutor.core.questions.model import Key, Question, Response, Slot, Verdict
from tutor.core.syntax import Fields
from tutor.core.text import Draws

MOST = 9
"""Tiles that there may be: each has a key of its own."""
HOW = " Not every tile belongs, and one may be used twice."
LONGEST = 30
"""Tiles that one answer may have."""


@dataclass(frozen=True, slots=True)
class TilesBody(Body):
    """The tiles, each order that is right, and what is said to a tile that does not belong."""

    tiles: tuple[Spans, ...]
    orders: tuple[tuple[int, ...], ...]
    said: tuple[Spans, ...]


@dataclass(frozen=True, slots=True)
class ShownTiles(Key):
    """The right answers as places in the options, and what is said to each option."""

    orders: tuple[tuple[int, ...], ...]
    said: tuple[str, ...]


def parse(fields: Fields) -> TilesBody:
    """``equation: TILE | TILE``, one line for each right order; ``- [ ] tile :: feedback``."""
    tiles: list[Spans] = []
    orders = []
    for one in fields.all("equation"):
        order = []
        for part in one.split("|"):
            spans = fields.spans_in(part)
            if spans not in tiles:
                tiles.append(spans)
            order.append(tiles.index(spans))
        orders.append(tuple(order))
    said: list[Spans] = [()] * len(tiles)
    for option in fields.options():
        spans, feedback = fields.option_spans(option)
        if option.argument or spans in tiles:
            fields.report(option.at, "this tile belongs to the equation", "tick none: '- [ ] tile'")
        tiles.append(spans)
        said.append(feedback)
    if not orders or min(map(len, orders)) < 3:
        help_ = "add 'equation: δ | = | a − y', its tiles between strokes"
        fields.report(fields.at, "an equation needs three tiles or more", help_)
    if len(tiles) > MOST:
        fields.report(fields.at, f"{len(tiles)} tiles: there are keys for {MOST}", "leave some out")
    return TilesBody(tuple(tiles), tuple(orders), tuple(said))


def make(quiz: Quiz, body: TilesBody, lesson_graph: LessonGraph | None, seed: int) -> Question:
    """The tiles, shuffled."""
    if not body.orders:
        raise GraphError(f"the question {quiz.id!r} has no equation")
    numbers = numbers_for(quiz, lesson_graph, seed)
    shuffled = Draws(seed, quiz.id, "tiles").shuffled(range(len(body.tiles)))
    place = {tile: at for at, tile in enumerate(shuffled)}
    tiles = [fill(body.tiles[tile], numbers) for tile in shuffled]
    return Question(
        quiz=quiz,
        seed=seed,
        way="assemble",
        prompt=(*fill(quiz.ask, numbers), Span(HOW, "emphasis")),
        slots=(Slot("equation"),),
        options=tuple(map(plain, tiles)),
        bold=tuple(map(bold, tiles)),
        numbers=numbers,
        key=ShownTiles(
            tuple(tuple(place[tile] for tile in order) for order in body.orders),
            tuple(plain(fill(body.said[tile], numbers)) for tile in shuffled),
        ),
    )


def mark(question: Question, key: ShownTiles, response: Response) -> Verdict:
    """Right when it is one of the orders; otherwise what is the matter, the worst first."""
    texts = response[0].split() if len(response) == 1 else []
    if not texts or not all(text.isascii() and text.isdecimal() for text in texts):
        return unreadable(question, "Put the equation together from its tiles first.")
    picked = tuple(int(text) for text in texts[:LONGEST])
    if max(picked) >= len(question.options):
        return unreadable(question, "There is no tile with that number.")
    if picked in key.orders:
        return right(question, worked_text(question, worked(question, key)))
    return wrong(*_explained(question, key, picked))


def _explained(question: Question, key: ShownTiles, picked: tuple[int, ...]) -> tuple[str, ...]:
    used = {tile for order in key.orders for tile in order}
    stray = next((tile for tile in picked if tile not in used), None)
    if stray is not None:
        asked = key.said[stray] or "Which tile stands for the same thing in the right place?"
        return (f"“{question.options[stray]}” does not belong.", asked)
    if any(sorted(picked) == sorted(order) for order in key.orders):
        good = max(_agreeing(picked, order) for order in key.orders)
        praise = "All pieces are right; their order is not."
        if good > 1:
            praise = f"All pieces are right, and the first {good} are in the right place."
        return (praise, "What acts on what? Read it aloud from left to right.")
    good, order = max((_agreeing(picked, order), order) for order in key.orders)
    if good == len(picked):
        return ("That is right as far as it goes.", "What is still missing?")
    begun = " ".join(question.options[tile] for tile in order[:good])
    said = f"“{begun}” is in the right place." if good else "The first tile should be another one."
    return (said, "What has to come next?" if good else "What is the equation to give?")


def _agreeing(picked: tuple[int, ...], order: tuple[int, ...]) -> int:
    """How many tiles from the left are those of ``order``."""
    pairs = zip(picked, order, strict=False)
    return next((at for at, (x, y) in enumerate(pairs) if x != y), min(len(picked), len(order)))


def hints(question: Question, key: ShownTiles) -> tuple[str, ...]:
    """Point, principle, the beginning."""
    first = [question.options[tile] for tile in key.orders[0]]
    return (
        "What is the equation to give? It is on the left.",
        f"{len(first)} tiles are used; some do not belong.",
        f"It begins with {' '.join(first[: max(2, len(first) // 2)])}.",
    )


def worked(question: Question, key: ShownTiles) -> str:
    """The equation."""
    return " ".join(question.options[tile] for tile in key.orders[0]) + "."


def generate(lesson_graph: LessonGraph, draws: Draws, id_: str, seed: int) -> Question | None:
    """One message in symbols, with a wrong local gradient among the tiles."""
    graph = lesson_graph.graph
    z = graph.label(graph.output)
    only = [graph.outgoing(node.name) for node in graph.nodes]
    edges = [one[0] for one in only if len(one) == 1 and one[0].target != graph.output]
    if not edges:
        return None
    edge = draws.choice(edges)
    source, target = graph.label(edge.source), graph.label(edge.target)
    left, arriving = derivative(z, source), derivative(z, target)
    local, turned = derivative(target, source), derivative(source, target)
    parts = [(Span(text),) for text in (left, "=", arriving, "·", local, turned, "+")]
    factors = ((0, 1, 2, 3, 4), (0, 1, 4, 3, 2))
    said = (*((),) * 5, (Span("The successor stands on top of a local gradient."),),
            (Span("A message is a product."),))  # fmt: skip
    body = TilesBody(tuple(parts), factors, said)
    ask = f"Put together the chain rule for {left}: {written.equation(graph, edge.target)}."
    return make(
        quiz_on(graph, "tiles", id_, ask, body, "message-product"), body, lesson_graph, seed
    )


TEMPLATE = """\
```quiz tiles chain-rule
graph: field
skill: message-product
ask: Put together the chain rule for l.
equation: ∂C/∂l | = | ∂C/∂area | · | ∂area/∂l
equation: ∂C/∂l | = | ∂area/∂l | · | ∂C/∂area
- [ ] + :: A message is a product.
- [ ] ∂l/∂area :: The successor stands on top.
hint: Which node lies between l and C?
```
"""

KIND = QuizKind(
    name="tiles",
    key=ShownTiles,
    mark=mark,
    hints=hints,
    worked=worked,
    solution=lambda key: (" ".join(map(str, key.orders[0])),),
    body=TilesBody,
    lines="`equation: a | = | b`, a line for each right order; `- [ ] tile :: why it is wrong`",
    template=TEMPLATE,
    parse=parse,
    make=make,
    generate=generate,
)
