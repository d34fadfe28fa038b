"""From a graph and its numbers to a laid-out picture, in the density that fits."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from types import MappingProxyType
from typing import NamedTuple

from tutor.core.drawing.groups import closed, group_face, node_face
from tutor.core.drawing.layout import LayoutPlan, layout
from tutor.core.drawing.loss import step_facts
from tutor.core.drawing.picture import Face, Fact, Picture, Target, shared_out, sum_so_far
from tutor.core.graph import Edge, Group, Pass
from tutor.core.text import number, width


class Density(NamedTuple):
    """How much room a node takes: a frame or none, empty cells at the sides, formulas or not.

    ``lines`` is the number of rows that the texts of a box without a frame may take; ``air`` empty
    rows above and below the texts in a frame; ``stretch`` cells that every line is longer than it
    must be, ``spread`` rows between boxes.
    """

    name: str
    framed: bool
    pad: int
    formulas: bool
    lines: int = 1
    air: int = 0
    stretch: int = 0
    spread: int = 0


LARGE = Density("large boxes", framed=True, pad=4, formulas=True, air=1, stretch=6, spread=4)
ROOMY = Density("roomy boxes", framed=True, pad=2, formulas=True, stretch=2, spread=2)
BOXES = Density("boxes", framed=True, pad=1, formulas=True)
TIGHT = Density("tight boxes", framed=True, pad=0, formulas=True)
STACKS = Density("stacks", framed=False, pad=0, formulas=True, lines=5)
LINES = Density("short stacks", framed=False, pad=0, formulas=False, lines=4)
ROWS = Density("rows", framed=False, pad=0, formulas=True)
SHORT = Density("short rows", framed=False, pad=0, formulas=False)
ROOMIER = (LARGE, ROOMY, BOXES)
"""The densities with empty cells: each is tried where the next one fits, and has room to spare."""

DENSITIES = (*ROOMIER, TIGHT, STACKS, LINES, ROWS, SHORT)
"""From the roomiest to the tightest: the automatic choice takes the first that fits."""


def draw(
    numbers: Pass,
    density: Density = BOXES,
    *,
    asked: Iterable[Target] = (),
    opened: Collection[str] = (),
) -> Picture:
    """The picture of the graph, one box a node, with room for all of its numbers.

    A group is one box, too, unless it is ``opened`` or something within it is ``asked``.
    """
    graph = numbers.graph
    shut = closed(graph, asked, opened)
    place = {name: i for i, name in enumerate(shut.order)}
    faces = {
        name: group_face(graph, shut.groups[name], formulas=density.formulas)
        if name in shut.groups
        else node_face(graph, name, formulas=density.formulas)
        for name in shut.order
    }
    edges = tuple(shut.entering(graph, name) for name in shut.order)
    inputs = tuple(tuple(place[shut.box[edge.source]] for edge in slots) for slots in edges)
    through = (edge for name, slots in zip(shut.order, edges, strict=True)
               for edge in slots if name in shut.groups)  # fmt: skip
    folded = {name: group.name for name, group in shut.groups.items()}
    return assemble(
        numbers, density, faces, inputs, edges, shut.box, {},
        frozenset(through), folded=folded, groups=shut.groups,
    )  # fmt: skip


def assemble(
    numbers: Pass,
    density: Density,
    faces: Mapping[str, Face],
    inputs: tuple[tuple[int, ...], ...],
    edges: tuple[tuple[Edge, ...], ...],
    shown: Mapping[str, str | Edge],
    weights: Mapping[Edge, str],
    through: frozenset[Edge] = frozenset(),
    inside: frozenset[str] = frozenset(),
    folded: Mapping[str, int | str] | None = None,
    column: Mapping[int, int] | None = None,
    groups: Mapping[str, Group] = MappingProxyType({}),
) -> Picture:
    """A picture from its parts: the boxes' widths follow from what they will say."""

    waiting = _sums_so_far(numbers)
    texts = {name: _texts(numbers, face, density, waiting) for name, face in faces.items()}
    if inside:  # a step within the loss is told in the last two rows of its box
        steps = [fact for name in inside for fact in step_facts(numbers.graph, name)]
        longest = max((_longest(numbers, fact, density.pad, waiting) for fact in steps), key=width)
        said = texts[numbers.graph.output]
        said[-2:] = [max(text, longest, key=width) for text in said[-2:]]
    if not density.framed:
        least = (max(density.lines, len(slots)) for slots in inputs)
        single = {name: said for name, said in texts.items() if name not in groups}
        rows = _rows(single, dict(zip(faces, least, strict=True)))
        rows |= {name: faces[name].rows for name in groups}
        faces = {name: face._replace(rows=rows[name]) for name, face in faces.items()}

    def label(edge: Edge) -> int:
        if edge in through:
            return width(number(numbers.message(edge)))
        weight = weights.get(edge)
        return width(number(numbers.values[weight] if weight else numbers.locals[edge]))

    plan = LayoutPlan(
        names=tuple(faces),
        inputs=inputs,
        edges=edges,
        widths=tuple(_width(texts[name], face.rows, density) for name, face in faces.items()),
        labels=tuple(tuple(map(label, slots)) for slots in edges),
        bodies=_bodies(faces, density, groups),
        framed=density.framed,
        air=density.air,
        stretch=density.stretch,
        spread=density.spread,
        column=column or {},
    )
    return Picture(
        numbers=numbers,
        layout=layout(plan),
        faces=faces,
        shown=shown,
        weights=weights,
        pad=density.pad,
        air=density.air,
        through=through,
        inside=inside,
        folded=folded or {},
        groups=groups,
    )


def _bodies(
    faces: Mapping[str, Face], density: Density, groups: Collection[str]
) -> tuple[int, ...]:
    """The rows for the texts of each box: those in frames are all as high as the highest, but for
    groups, which have a row for each result.
    """
    if density.framed:
        single = (len(face.facts) for name, face in faces.items() if name not in groups)
        usual = 1 + max(single, default=0)
        return tuple(len(face.rows) if name in groups else usual for name, face in faces.items())
    several = density.lines > 1
    return tuple(len(f.rows) if several or name in groups else 1 for name, f in faces.items())


def _width(texts: Sequence[str], rows: Sequence[int], density: Density) -> int:
    if density.framed:
        rows = rows or (1,) * len(texts)
        return 2 + 2 * density.pad + max(2, _widest(texts, rows))
    return 2 + _widest(texts, rows)


def _texts(numbers: Pass, face: Face, density: Density, waiting: Mapping[str, str]) -> list[str]:
    """The title and the longest texts of the facts."""
    return [face.title, *(_longest(numbers, fact, density.pad, waiting) for fact in face.facts)]


def _rows(
    texts: Mapping[str, Sequence[str]], most: Mapping[str, int]
) -> dict[str, tuple[int, ...]]:
    """How many of its texts stand on each row of a box without a frame.

    It has as many rows as texts, but not more than ``most``.  Boxes alike are divided alike, so
    that on the whole they are as narrow as they can be; upper rows are filled first.
    """
    alike: dict[tuple[int, int], list[str]] = {}
    for name, said in texts.items():
        alike.setdefault((len(said), max(1, min(len(said), most[name]))), []).append(name)
    found: dict[str, tuple[int, ...]] = {}
    for (count, rows), names in alike.items():
        narrowest = min(
            _divisions(count, rows),
            key=lambda way: sum(_widest(texts[name], way) for name in names),
        )
        found.update(dict.fromkeys(names, narrowest))
    return found


def _divisions(count: int, parts: int) -> Iterator[tuple[int, ...]]:
    """All ways to cut ``count`` things into so many parts; those with large first parts first."""
    for ends in combinations(range(count - 1, 0, -1), parts - 1):
        yield tuple(b - a for a, b in pairwise((0, *reversed(ends), count)))


def _widest(texts: Sequence[str], rows: Sequence[int]) -> int:
    """The cells of the widest row."""
    return max(width(" ".join(row)) for row in shared_out(texts, rows))


def _longest(numbers: Pass, fact: Fact, pad: int, waiting: Mapping[str, str]) -> str:
    """The longest text that a fact will have: its number, or ``2+?`` while messages are missing."""
    if fact.kind == "value":
        return sign(fact, pad) + number(numbers.values[fact.node])
    whole = number(numbers.gradients[fact.node])
    return sign(fact, pad) + max(whole, waiting.get(fact.node, ""), key=width)


def _sums_so_far(numbers: Pass) -> Mapping[str, str]:
    """For each node with several messages, the longest text of its sum before the last comes."""
    graph = numbers.graph
    left = {node.name: len(graph.outgoing(node.name)) for node in graph.nodes}
    longest: dict[str, str] = {}
    for step in numbers.messages:
        source = step.edge.source
        left[source] -= 1
        if left[source]:
            longest[source] = max(longest.get(source, ""), sum_so_far(step.total), key=width)
    return longest


def sign(fact: Fact, pad: int) -> str:
    """What stands before a fact's number; a gradient's sign stands close where room is short."""
    return fact.sign + " " if fact.sign and (pad or fact.kind == "value") else fact.sign
