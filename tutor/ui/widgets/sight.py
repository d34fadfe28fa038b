"""What is seen of a graph: its picture, its program when wanted, and what explains a part of it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Size

from tutor.core.graph import Edge
from tutor.core.inspect import explain
from tutor.core.scene import marks
from tutor.core.sharing import Setting, picture_rows
from tutor.core.text import number
from tutor.core.view import Scene
from tutor.ui.content import lines, plain
from tutor.ui.passage import Reading
from tutor.ui.widgets.graph import GraphView
from tutor.ui.widgets.program import ProgramView

FEW = 6
"""Leaves that the title of a graph may name."""

LEAST = 20
"""Cells that an explanation is wrapped to at least."""

INSPECTOR = 10
"""Rows that what explains a part of the picture may take from it."""

PROGRAM = 45
"""Per cent of the room that a program may take from it."""

BARS = 2
"""Rows of a screen without its header and its footer."""


class Sight(Vertical):
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
    .-narrow #sight { width: 1fr; }
    .-narrow #inspector { display: none; }
    .-narrow.-graph-only #inspector.-explained { display: block; }
    .-narrow #graph, .-narrow #program, .-narrow #inspector {
        border: none; border-top: solid $graph-line;
    }
    """

    def __init__(self) -> None:
        super().__init__(id="sight")
        self._setting: Setting | None = None

    def on_mount(self) -> None:
        """The picture's form does not depend on what stands beside it at a moment."""
        self.graph.room = self._room

    def compose(self) -> ComposeResult:
        """Picture, program, explanation."""
        yield GraphView(id="graph")
        yield ProgramView(id="program")
        yield Reading(id="inspector")

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
        setting: Setting | None = None,
    ) -> None:
        """Paint ``scene`` and explain ``about``; without a ``title`` the graph's own is shown.

        ``share`` is how far the message in flight has come; ``setting`` what stays the same on
        this page.
        """
        graph, self._setting = self.graph, setting
        graph.show(scene, share, setting)
        self.allot()
        self.query_one(ProgramView).show(scene if program else None)
        inspector = self.query_one("#inspector", Reading)
        inspector.set_class(scene is not None and bool(about), "-explained")
        if scene is None:
            return
        graph.entitle(title or graph_title(scene))
        if about:
            room = max(LEAST, self.size.width - 4)
            inspector.border_title = plain(target_title(scene, about))
            known = explain(scene.numbers, marks(scene), about, room)
            inspector.say(lines(map(plain, known)))

    def allot(self) -> None:
        """On a narrow screen: as high as the picture needs to be, on the whole page."""
        rows: int | str = "1fr"
        if self._is_shared:
            rows, picture = self._share(), self.graph.picture
            if picture is not None and not self._has_program:
                cut = picture.layout.width > self.screen.size.width  # a scroll bar stands below
                rows = min(rows, 1 + picture.layout.height + cut)
        self.styles.height = rows

    @property
    def _is_shared(self) -> bool:
        """Whether the text stands on the same screen, above the picture."""
        narrow = self._setting is not None and self.screen.has_class("-narrow")
        return narrow and not self.screen.has_class("-graph-only")

    @property
    def _has_program(self) -> bool:
        """Whether the program is seen, too; on a shared screen it has the text's place."""
        return self.screen.has_class("-program")

    def _share(self) -> int:
        """The rows for all of this on a shared screen."""
        made = self._setting or Setting(0)
        above = made.panel + (0 if self._has_program else made.text)
        return picture_rows(self.screen.size.height - BARS, above)

    def _room(self) -> Size:
        """What the picture's form is chosen for: its panel when all else is at its largest."""
        graph, screen = self.graph, self.screen
        if self._is_shared:
            columns, rows, others = screen.size.width, self._share(), 1
        else:
            columns, rows = graph.content_size.width, self.size.height
            others = graph.outer_size.height - graph.content_size.height
            if not screen.has_class("-narrow") or screen.has_class("-graph-only"):
                others += INSPECTOR
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
        f"{leaf.label}={number(scene.known.values[leaf.name])}"
        for leaf in leaves
        if leaf.name in scene.known.values
    )
    return f"{scene.name}   {' '.join(known)}" if len(leaves) <= FEW else scene.name


def target_title(scene: Scene, target: str | Edge) -> str:
    """The label of a node, or ``w → u`` for an edge."""
    graph = scene.numbers.graph
    if isinstance(target, Edge):
        return f"{graph.label(target.source)} → {graph.label(target.target)}"
    return graph.label(target)
