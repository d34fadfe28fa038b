"""What a lesson is: frozen data, no reading and no drawing.

A lesson is a list of pages; a page is prose and activities; an activity goes through a graph
(``Steps``) or is a question (``Quiz``).  ``reader/lesson_file.py`` makes lessons from bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

if TYPE_CHECKING:
    from tutor.core.expression import Expression
    from tutor.core.graph import Graph


SpanStyle = Literal["", "strong", "emphasis", "code", "formula", "link"]


@dataclass(frozen=True, slots=True)
class Digits:
    """How exactly a number is shown: with so many decimals, or figures that count."""

    count: int
    of: Literal["decimals", "figures"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style; ``value`` stands for a number that the graph's pass fills in.

    ``bold`` are the starts and ends of a formula's bold letters; a plain text goes without.
    ``digits`` says how that number is written, where its author does.  A text that is the usual
    key of a ``command`` of the screen is shown as the key that the learner has for it.
    """

    text: str
    style: SpanStyle = ""
    value: Expression | None = None
    href: str = ""
    bold: tuple[tuple[int, int], ...] = ()
    digits: Digits | None = None
    command: str = ""

    @property
    def shown(self) -> str:
        """The text and, after a link, its address: nothing opens it, so it must be readable."""
        return self.text if self.href in ("", self.text) else f"{self.text} ({self.href})"


Spans = tuple[Span, ...]

ProseKind = Literal["paragraph", "bullet", "number", "quote", "code", "formula", "heading", "table"]


@dataclass(frozen=True, slots=True)
class Prose:
    """One block of text.  ``depth`` counts list nesting from 0; ``marker`` is a list item's number.

    A ``formula`` (display) and ``code`` keep their lines: one span a line.  ``latex`` is what a
    formula was written as, to write it anew where it does not fit.  A ``table`` has ``rows`` of
    cells, the headings first, and says which columns end in line on the ``right``.  ``said`` is
    what a drawing in signs shows, for those who hear it.
    """

    kind: ProseKind
    spans: Spans
    depth: int = 0
    marker: str = ""
    latex: str = ""
    rows: tuple[tuple[Spans, ...], ...] = ()
    right: tuple[bool, ...] = ()
    said: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the lesson file: line and column count from 1."""

    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class Vary:
    """``vary NAME in lo..hi step s except a b``: the values that variants draw from."""

    name: str
    choices: tuple[float, ...]
    at: Place = Place(1)


@dataclass(frozen=True, slots=True)
class Require:
    """A condition that every variant meets."""

    condition: Expression
    at: Place = Place(1)


@dataclass(frozen=True)
class LessonGraph:
    """A graph of a lesson with what its variants may draw."""

    graph: Graph
    vary: tuple[Vary, ...] = ()
    require: tuple[Require, ...] = ()
    at: Place = Place(1)

    def with_defaults(self, values: Mapping[str, float]) -> LessonGraph:
        """The same graph with these values as its leaves' defaults."""
        nodes = tuple(
            replace(node, default=values[node.name]) if node.name in values else node
            for node in self.graph.nodes
        )
        return replace(self, graph=replace(self.graph, nodes=nodes))


StepsMode = Literal["watch", "predict", "free", "paper"]


@dataclass(frozen=True, slots=True)
class AskAt:
    """``ask at NODES: WHAT``: at these nodes the learner predicts these numbers.

    In ``steps algorithm`` the nodes are quantities of a layer: z2, a2, delta3, dW3, db3.
    """

    nodes: tuple[str, ...]
    what: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """What an activity needs besides its graph and its asks; a kind may have one of its own."""


PlanT = TypeVar("PlanT", bound=Plan, covariant=True)


@dataclass(frozen=True)
class Steps(Generic[PlanT]):
    """An activity that goes through a graph one step at a time.

    ``kind`` is the name of its row (``tutor.core.activities``), ``plan`` what the author said in
    the lines that only this kind has; ``ask`` and ``hints`` are the author's words for a kind that
    asks in these.
    """

    kind: str
    graph: str
    mode: StepsMode
    asks: tuple[AskAt, ...]
    id: str
    plan: PlanT
    at: Place = Place(1)
    ask: Spans = ()
    hints: tuple[Spans, ...] = ()

    @property
    def asked(self) -> Mapping[str, tuple[str, ...]]:
        """What the learner predicts, by the place where it is asked; nothing for who watches."""
        asks = () if self.mode in ("watch", "paper") else self.asks
        return {node: ask.what for ask in asks for node in ask.nodes}


@dataclass(frozen=True, slots=True)
class Wrong:
    """``wrong EXPR: feedback``: an author's own answer to one wrong number."""

    when: Expression
    feedback: Spans
    at: Place = Place(1)


@dataclass(frozen=True, slots=True)
class InDescent:
    """Where a question about a gradient stands in gradient descent, as its block says.

    ``rate`` is the step size η, ``before`` has leaf values before the last update, ``examples`` is
    the number n of all examples where the graph holds a mini-batch of them.
    """

    rate: Expression | None = None
    before: tuple[tuple[str, Expression], ...] = ()
    examples: int | None = None


@dataclass(frozen=True, slots=True)
class GivenCell:
    """One number of a matrix that a question gives; ``lit`` where it stands out."""

    expr: Expression
    lit: bool = False


@dataclass(frozen=True, slots=True)
class GivenMatrix:
    """``matrix NAME: …``: a vector or a matrix that a question gives; its name is LaTeX."""

    name: str
    rows: tuple[tuple[GivenCell, ...], ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """``curve: a over z``: a node over a leaf, and how steep that is."""

    of: str
    leaf: str


class Body:
    """What the author of a question wrote in the lines of its own kind; each kind has its class."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Quiz:
    """A question.  ``body`` is what its kind needs; None where the block has a problem, and for
    questions that only activities ask.

    ``pictured`` is false where the learner is not to see the graph that the numbers come from.
    ``alone`` says that the question can be asked away from its page, in a quiz or a review: with
    the picture of its graph, or because its words say all that it needs.  ``beside`` is a second
    graph to compare, drawn below the words.  ``everyday`` has replies
    do without the names of the two kinds of gradient, which a later lesson gives.
    """

    kind: str
    id: str
    ask: Spans
    body: Body | None
    graph: str = ""
    varied: bool = False
    skills: tuple[str, ...] = ()
    hints: tuple[Spans, ...] = ()
    solution: Spans = ()
    probes: tuple[str, ...] = ()
    wrongs: tuple[Wrong, ...] = ()
    tolerance: float = 0.005
    pictured: bool = True
    alone: bool = True
    at: Place = Place(1)
    descent: InDescent = InDescent()
    given: tuple[GivenMatrix, ...] = ()
    curve: Curve | None = None
    beside: LessonGraph | None = None
    everyday: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A graph shown on the page, without an activity of its own."""

    graph: str


Activity = Steps[Plan] | Quiz
Block = Prose | Figure | Activity


@dataclass(frozen=True, slots=True)
class Page:
    """One screen of the tutor: blocks in the order of the file."""

    title: str
    blocks: tuple[Block, ...]
    at: Place = Place(1)

    @property
    def activities(self) -> tuple[Activity, ...]:
        """What there is to do on this page."""
        return tuple(block for block in self.blocks if isinstance(block, (Steps, Quiz)))


@dataclass(frozen=True, slots=True)
class Card:
    """A glossary entry."""

    term: str
    prose: tuple[Prose, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What an instructor has set for the lessons of a pack.

    ``deadline`` is shown and nothing else; after so many wrong ``tries`` (0: as many as one likes)
    the answer to a question is shown; without ``hints`` none are given.  ``is_test`` is one try
    each, without hints and other values, and its answers teach nothing.  ``pack`` is its title.
    """

    pack: str = ""
    deadline: date | None = None
    tries: int = 0
    hints: bool = True
    is_test: bool = False

    @property
    def words(self) -> str:
        """What is set, for people: ``due 18 December 2026, 3 tries each, no hints``."""
        said = [f"due {self.deadline.day} {self.deadline:%B %Y}"] if self.deadline else []
        if self.is_test:
            return ", ".join((*said, "a test: one try each, no hints"))
        if self.tries:
            said.append("one try each" if self.tries == 1 else f"{self.tries} tries each")
        if not self.hints:
            said.append("no hints")
        return ", ".join(said)


FREE = Terms()
"""Nobody has set anything."""


@dataclass(frozen=True)
class Lesson:
    """A whole lesson."""

    id: str
    title: str
    pages: tuple[Page, ...]
    graphs: Mapping[str, LessonGraph]
    covers: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    minutes: int = 0
    licence: str = ""
    skip: bool = True
    lang: str = "en"
    cards: tuple[Card, ...] = ()
    notes: tuple[str, ...] = field(default=())
    terms: Terms = FREE


Severity = Literal["error", "warning", "hint"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong in a lesson file: where, what, and what to do about it."""

    line: int
    column: int
    message: str
    help: str = ""
    severity: Severity = "error"
