"""A lesson's text and graph on the screen, from what its state looks like."""

from __future__ import annotations

from textual.screen import Screen
from textual.widget import Widget

from tutor.core.practice import Setting
from tutor.core.session import Scene, View, focus
from tutor.ui.widgets.graph_panel import Sight
from tutor.ui.widgets.page import Page, mark


def paint_page(screen: Screen[None], shown: View) -> None:
    """The text; without a graph it has the whole width."""
    page = screen.query_one(Page)
    page.show(shown)
    if screen.has_class("-program") and screen.has_class("-narrow"):
        page.display = False  # the program takes its room
    for part in (page, *screen.query("#text, #activity").results(Widget)):
        mark(part, "-alone", shown.scene is None)


def paint_graph(
    screen: Screen[None], scene: Scene | None, share: float | None, setting: Setting
) -> None:
    """The graph, and what explains the part that is selected or in hand.

    ``share`` is how far the message in flight has come; ``setting`` what stays on this page.
    """
    sight = screen.query_one(Sight)
    sight.display = scene is not None
    about = None
    if scene is not None:
        explained = scene.marks.backward or scene.marks.gradients
        about = scene.marks.selected or (focus(scene) if explained else None)
    program = screen.has_class("-program")
    sight.show(scene, about, share=share, program=program, setting=setting)
