"""What is seen of a graph: its picture, its program when wanted, and what explains a part of it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from tutor.core.graph import Edge
from tutor.core.inspect import explain
from tutor.core.scene import marks
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
    .-narrow #sight { width: 1fr; height: 1fr; }
    .-narrow #inspector { display: none; }
    .-narrow.-graph-only #inspector.-explained { display: block; }
    .-narrow #graph, .-narrow #program, .-narrow #inspector {
        border: none; border-top: solid $graph-line;
    }
    """

    def __init__(self) -> None:
        super().__init__(id="sight")

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
    ) -> None:
        """Paint ``scene`` and explain ``about``; without a ``title`` the graph's own is shown.

        ``share`` is how far the message in flight has come.
        """
        graph = self.graph
        graph.show(scene, share)
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
