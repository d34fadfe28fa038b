"""A lesson's text to a lesson: front matter, graphs first, then page by page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from tutor.core.budget import ACTIVITIES, NODES
from tutor.core.lesson import (
    Block as PageBlock,
)
from tutor.core.lesson import (
    Card,
    Figure,
    Lesson,
    LessonGraph,
    Page,
    Place,
    Prose,
    Span,
)
from tutor.core.progress import COURSE
from tutor.core.reader.activities import ActivityReader, graph_of
from tutor.core.reader.blocks import FencedBlock, block_of
from tutor.core.reader.front_matter import FrontMatter, front_matter
from tutor.core.reader.network import network
from tutor.core.syntax import (
    GraphScope,
    Lines,
    ProblemReport,
    ProseReader,
    Settings,
    markdown,
    parse_graphs,
    read_fields,
)

GRAPHS = 30
"""Graphs that one lesson may have."""
NESTING = 20
"""Levels of lists and quotes that prose may have."""
NAMES_GIVEN = "local gradient"
"""The card of the course that is the last to name a kind of gradient."""


@dataclass
class _Chunk:
    """The tokens of one page, with its heading."""

    heading: Token | None
    at: Place
    tokens: list[Token] = field(default_factory=list)


class Document:
    """One lesson file while it is read."""

    def __init__(self, text: str, report: ProblemReport) -> None:
        self._report = report
        self.at = Place(1)
        """Where reading is: at this block, or the page that begins here."""
        self._lines = text.split("\n")
        self._tokens = markdown().parse(text)
        self._blocks: dict[int, FencedBlock] = {}
        self._graphs: dict[str, LessonGraph] = {}
        self._settings = Settings(self._graphs)
        self._cards: list[Card] = []
        self._notes: list[str] = []
        self._title: Token | None = None
        self._shown = GraphScope()
        self._everyday = False
        """Whether the course has not given the names of the two kinds of gradient yet."""

    def lesson(self) -> Lesson:
        """The lesson; what is wrong with it is in the report."""
        about = self._front_matter()
        self._find_blocks()
        self._read_graphs()
        self._everyday = about.id in COURSE[:2]
        reader = ActivityReader(self._graphs, self._settings, about.skills, self._report)
        chunks = self._chunks()
        title = self._checked_title(about)
        pages = tuple(page for chunk in chunks if (page := self._page(chunk, title, reader)))
        self._refuse_many(pages)
        if not pages:
            self._report.add(Place(1), "this lesson has no page", "a page starts with '## Title'")
        return Lesson(
            id=about.id,
            title=title,
            pages=pages,
            graphs=self._graphs,
            covers=about.covers,
            needs=about.needs,
            skills=about.skills,
            minutes=about.minutes,
            licence=about.licence,
            skip=about.skip,
            lang=about.lang,
            cards=tuple(self._cards),
            notes=tuple(self._notes),
        )

    def _refuse_many(self, pages: Sequence[Page]) -> None:
        activities = [activity for page in pages for activity in page.activities]
        if len(activities) > ACTIVITIES:
            what = f"a lesson has at most {ACTIVITIES} activities"
            self._report.add(activities[ACTIVITIES].at, what, "split it in two")

    def _front_matter(self) -> FrontMatter:
        first = self._tokens[0] if self._tokens else None
        if first is not None and first.type == "front_matter":
            self._tokens = self._tokens[1:]
            _, end = first.map or (0, 2)
            return front_matter(self._lines[1 : end - 1], self._report)
        help_ = "line 1 is ---, then come format, id and title, then --- again"
        what = "this file does not begin with front matter"
        if self._lines[0].rstrip() == "---":
            what = "the front matter is not closed"
        self._report.add(Place(1), what, help_)
        return front_matter((), ProblemReport())

    def _find_blocks(self) -> None:
        for token in self._tokens:
            if token.level >= NESTING - 1:
                at = Place((token.map or (0, 0))[0] + 1)
                self._report.add(at, "lists and quotes are nested too deeply here", "flatten them")
            if token.type == "fence":
                block = block_of(token, self._lines, self._report)
                if block:
                    self._blocks[id(token)] = block

    def _read_graphs(self) -> None:
        read, nodes, full = 0, 0, False
        for block in self._blocks.values():
            if block.kind not in ("graph", "network"):
                continue
            name = block.id_at(0, "name of a graph", self._report)
            if name is None:
                continue
            self.at = block.at
            if name.text in self._graphs:
                self._report.add(name.at, f"there are two graphs called {name.text!r}", "rename it")
                continue
            graphs = {} if full else self._read_block(block, name.text)
            read += max(1, len(graphs))
            nodes += sum(len(graph.graph.nodes) for graph in graphs.values())
            if not full and (read > GRAPHS or nodes > NODES):
                full, graphs = True, {}
                what = f"a lesson has at most {GRAPHS} graphs, and {NODES} nodes in all of them"
                self._report.add(name.at, what, "split it in two")
            self._graphs.update(graphs)
            if not graphs:
                self._settings.spoilt.add(name.text)

    def _read_block(self, block: FencedBlock, name: str) -> dict[str, LessonGraph]:
        """The graph of a block, and one for each further output."""
        if block.kind == "network":
            block.refuse_more(1, self._report)
            found = network(block, name, self._report)
            return {name: found} if found else {}
        expand = len(block.words) > 1 and block.words[1].text == "expand"
        block.refuse_more(2 if expand else 1, self._report)
        graphs, problems = parse_graphs(
            "\n".join(block.lines),
            name=name,
            expand=expand,
            first_line=block.first_line,
            others=self._graphs,
        )
        self._report.extend(problems)
        return graphs

    def _chunks(self) -> list[_Chunk]:
        """The tokens page by page; what stands before the first ``##`` is a page of its own."""
        chunks = [_Chunk(None, Place(1))]
        tokens = iter(self._tokens)
        for token in tokens:
            if token.type == "heading_open" and token.level == 0 and token.tag in ("h1", "h2"):
                heading = next(tokens)
                next(tokens)
                at = Place((token.map or (0, 0))[0] + 1)
                if token.tag == "h2":
                    chunks.append(_Chunk(heading, at))
                elif self._title is None:
                    self._title = heading
                    chunks[0].at = at
                else:
                    what = "there is a second title"
                    self._report.add(at, what, "a page starts with ##, a part of it with ###")
            else:
                chunks[-1].tokens.append(token)
        return chunks if chunks[0].tokens else chunks[1:]

    def _checked_title(self, about: FrontMatter) -> str:
        if self._title is None:
            return about.title
        lines = Lines(self._lines)
        title = _plain(ProseReader(lines, GraphScope(), self._report).read(self._title))
        if about.title and title != about.title:
            what = f"the title differs from {about.title!r} in the front matter"
            at = Place((self._title.map or (0, 0))[0] + 1)
            self._report.add(at, what, "write the same in both places", "warning")
        return about.title or title

    # Pages ------------------------------------------------------------------------------------

    def _page(self, chunk: _Chunk, title: str, activities: ActivityReader) -> Page | None:
        self.at = chunk.at
        lines = Lines(self._lines)
        setting = self._setting(chunk)
        heading = title
        if chunk.heading:
            heading = _plain(ProseReader(lines, GraphScope(), self._report).read(chunk.heading))
        prose = ProseReader(lines, setting, self._report)
        blocks: list[PageBlock] = []
        for token, in_heading in _with_headings(chunk.tokens):
            block = self._blocks.get(id(token))
            if block:
                self.at = block.at
                blocks.extend(self._active(block, activities))
            elif token.type != "fence" or not self._was_meant_active(token):
                read = prose.read(token)
                blocks.extend(_as_heading(one) if in_heading else one for one in read)
        if not blocks:
            self._report.add(chunk.at, f"the page {heading!r} is empty", "write what it is about")
            return None
        return Page(heading, tuple(blocks), chunk.at)

    def _was_meant_active(self, token: Token) -> bool:
        word = token.info.split()[:1]
        return bool(word) and word[0] in ("graph", "network", "steps", "quiz", "card", "note")

    def _setting(self, chunk: _Chunk) -> GraphScope:
        """The graph that the page's prose may mention: of its first activity, else the last one."""
        blocks = [self._blocks[id(token)] for token in chunk.tokens if id(token) in self._blocks]
        for block in blocks:
            if block.kind in ("graph", "network") and block.words:
                self._shown = self._settings.of(block.words[0].text)
        for block in blocks:
            if block.kind in ("steps", "quiz"):
                fields = read_fields(block.lines, block.first_line, ProblemReport())
                graph = graph_of(fields)
                if graph in self._graphs or graph in self._settings.spoilt:
                    return self._settings.of(graph)
        return self._shown

    def _active(self, block: FencedBlock, activities: ActivityReader) -> Sequence[PageBlock]:
        found: PageBlock | None = None
        match block.kind:
            case "steps":
                found = activities.steps(block)
            case "quiz":
                found = activities.quiz(block, everyday=self._everyday)
            case "card":
                self._card(block)
            case "note":
                self._notes.append("\n".join(block.lines))
            case _:
                name = block.words[0].text if block.words else ""
                found = Figure(name) if name in self._graphs else None
        return (found,) if found else ()

    def _card(self, block: FencedBlock) -> None:
        term = " ".join(word.text for word in block.words)
        if not term:
            self._report.add(block.at, "this card has no term", "write '```card chain rule'")
        lines = Lines(block.lines, block.first_line - 1)
        reader = ProseReader(lines, self._shown, self._report)
        prose: list[Prose] = []
        for token in markdown().parse("\n".join(block.lines)):
            prose.extend(reader.read(token))
        if not prose:
            self._report.add(block.at, "this card is empty", "explain the term")
        self._everyday = self._everyday and term != NAMES_GIVEN
        self._cards.append(Card(term, tuple(prose)))


def _with_headings(tokens: Sequence[Token]) -> Iterator[tuple[Token, bool]]:
    """Each token, and whether it is the text of a smaller heading."""
    inside = False
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            inside = token.type == "heading_open"
        yield token, inside


def _as_heading(prose: Prose) -> Prose:
    return Prose("heading", prose.spans, prose.depth)


def _plain(found: Sequence[Prose]) -> str:
    spans: list[Span] = [span for one in found for span in one.spans]
    return "".join(span.text for span in spans)
