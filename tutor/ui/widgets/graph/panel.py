"""What is seen of a graph: its picture, its program when wanted, and what explains a part of it."""

from __future__ import annotations

from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Size

from tutor.core.graph import Edge
from tutor.core.practice import PageSetting, picture_rows
from tutor.core.session import Scene, explain
from tutor.core.text import key, number
from tutor.ui.content import join_lines, styled
from tutor.ui.screens.base_screen import tutor_of
from tutor.ui.widgets.graph.view import GraphView
from tutor.ui.widgets.program import ProgramView
from tutor.ui.widgets.text_block import TextView
from tutor.ui.widgets.too_small import WIDE

FEW = 6
"""Leaves that the title of a graph may name."""

LEAST = 20
"""Cells that an explanation is wrapped to at least."""

INSPECTOR = 10
"""Rows that what explains a part of the picture may take from it."""

PROGRAM = 45
"""Per cent of the room that a program may take from it."""

WIDTH = 60
"""Per cent of a wide screen's columns that a picture has beside the text."""

TEXT = 46
"""Columns that it leaves the text where it is not seen whole in so many: fields need them."""

FRAME = 2
"""Rows and columns of the frame round a picture beside the text."""

LINES = 5
"""Rows of a program below a picture that is whole: its title and a few lines."""

BARS = 2
"""Rows of a screen without its header and its footer."""


class PicturePlace(NamedTuple):
    """Where a picture stands: beside the text on so many ``columns``, or below it on ``rows``."""

    columns: int
    rows: int


class GraphPanel(Vertical):
    """The graph of a scene with all that belongs to it; ``show`` paints it."""

    SCOPED_CSS = False  # a class of the screen says how much room there is
    DEFAULT_CSS = """
    #sight { width: 1fr; height: 1fr; }
    #graph { height: 1fr; border: round $graph-line; scrollbar-size: 1 1; }
    #graph:focus { border: round $graph-selected; }
    #inspector {
        display: none; height: auto; max-height: 10; border: round $graph-line; padding: 0 1;
    }
    #inspector.-explained { display: block; }
    .-high #inspector.-explained { min-height: 8; }
    #program {
        display: none; height: auto; max-height: 45%;
        border: round $graph-line; padding: 0 1; scrollbar-size-vertical: 1;
    }
    .-narrow #inspector { display: none; }
    .-narrow.-graph-only #inspector.-explained { display: block; }
    .-narrow #graph, .-narrow #program, .-narrow #inspector {
        border: none; border-top: solid $graph-line;
    }
    """

    def __init__(self, walk: str) -> None:
        """``walk`` is the command that leads to the picture."""
        super().__init__(id="sight")
        self._walk = walk
        self._setting: PageSetting | None = None

    def on_mount(self) -> None:
        """The picture's form does not depend on what stands beside it at a moment."""
        self.graph.sizes = self._sizes
        self.graph.way_in = tutor_of(self).keys.told(key(self._walk, "i"))

    def compose(self) -> ComposeResult:
        """Picture, program, explanation."""
        yield GraphView(id="graph")
        yield ProgramView(id="program")
        yield TextView(id="inspector")

    @property
    def graph(self) -> GraphView:
        """The picture."""
        return self.query_one(GraphView)

    def show(
        self,
        scene: Scene | None,
        about: str | Edge | None,
        *,
        title: str = "",
        share: float | None = None,
        program: bool = False,
        setting: PageSetting | None = None,
    ) -> None:
        """Paint ``scene`` and explain ``about``; without a ``title`` the graph's own is shown.

        ``share`` is how far the message in flight has come; ``setting`` what stays the same on
        this page.
        """
        graph, self._setting = self.graph, setting
        graph.show(scene, share, setting)
        self.allot()
        self.query_one(ProgramView).show(scene if program else None)
        inspector = self.query_one("#inspector", TextView)
        inspector.set_class(scene is not None and bool(about), "-explained")
        if scene is None:
            return
        graph.set_title(title or graph_title(scene))
        if about:
            room = max(LEAST, self.size.width - 4)
            inspector.border_title = styled(target_title(scene, about))
            known = explain(scene.numbers, scene.marks, about, room)
            inspector.show_text(join_lines(map(styled, known)))

    def on_resize(self) -> None:
        """Textual goes by the width of the screen alone."""
        self.allot()

    def allot(self) -> None:
        """On a wide screen the picture stands beside the text; below it if only so it is whole.

        Below it the picture is as high as it needs to be on the whole page.
        """
        place = self._place if self.display else None
        if self.screen.size.width >= WIDE:
            below = place is not None and not place.columns
            self.screen.set_class(below, "-narrow")
            self.screen.set_class(not below, "-wide")
        width, height = place or (None, None)
        program, picture = self.query_one(ProgramView), self.graph.picture
        program.styles.max_height = f"{PROGRAM}%"
        if height and picture is not None:
            cut = picture.layout.width > self.screen.size.width  # a scroll bar stands below
            needed = 1 + picture.layout.height + cut
            if self._has_program:
                left = height - needed  # without room for a few lines the picture gives way
                program.styles.max_height = left if left >= LINES else height * PROGRAM // 100
            else:
                height = min(height, needed)
        self.styles.width, self.styles.height = width or "1fr", height or "1fr"

    @property
    def _has_program(self) -> bool:
        """Whether the program is seen, too; below the text it has the text's place."""
        return self.screen.has_class("-program")

    @property
    def _place(self) -> PicturePlace | None:
        """The one for which the picture was drawn; None where it has none to choose from."""
        places = self._places()
        return places[min(self.graph.size_index, len(places) - 1)] if places else None

    def _places(self) -> tuple[PicturePlace, ...]:
        """Where the picture may stand: beside the text, where the screen is wide, or leaving it
        the rows that it needs; then with less for the text.
        """
        screen, made = self.screen.size, self._setting
        if made is None or self.screen.has_class("-graph-only"):
            return ()
        rows = picture_rows(screen.height - BARS, made, program=self._has_program)
        below = tuple(PicturePlace(0, height) for height in rows)
        if screen.width < WIDE:
            return below
        return (
            PicturePlace(screen.width * WIDTH // 100, 0),
            PicturePlace(screen.width - TEXT, 0),
            *below,
        )

    def _sizes(self) -> tuple[Size, ...]:
        """What the picture's form is chosen for: its panel when all else is at its largest."""
        screen, graph = self.screen, self.graph
        if places := self._places():
            high = screen.size.height - BARS
            return tuple(
                self._within(place.columns - FRAME, high, FRAME + INSPECTOR)
                if place.columns
                else Size(screen.size.width, place.rows - 1 - LINES * self._has_program)
                for place in places
            )
        others = graph.outer_size.height - graph.content_size.height
        if screen.has_class("-wide") or screen.has_class("-graph-only"):
            others += INSPECTOR
        return (self._within(graph.content_size.width, self.size.height, others),)

    def _within(self, columns: int, rows: int, others: int) -> Size:
        """What is left of so much room for the picture itself."""
        if not columns or not rows:
            return Size(0, 0)
        others += rows * PROGRAM // 100 if self._has_program else 0
        return Size(columns, max(1, rows - others))


def graph_title(scene: Scene) -> str:
    """``linreg   w=5 x=1 b=1 y=2``: the graph's name and, where they are few, its leaves.

    A leaf whose value is asked for is not told here either.
    """
    leaves = scene.numbers.graph.leaves
    known = (
        f"{leaf.label}={number(scene.marks.values[leaf.name])}"
        for leaf in leaves
        if leaf.name in scene.marks.values
    )
    return f"{scene.name}   {' '.join(known)}" if len(leaves) <= FEW else scene.name


def target_title(scene: Scene, target: str | Edge) -> str:
    """The label of a node, or ``w → u`` for an edge."""
    graph = scene.numbers.graph
    if isinstance(target, Edge):
        return f"{graph.label(target.source)} → {graph.label(target.target)}"
    return graph.label(target)
