"""A lesson on the screen: its text, its graph, what is said, and the message on its way."""

from __future__ import annotations

import asyncio

from textual.screen import Screen
from textual.widget import Widget

from tutor.core.session import State, View, focus
from tutor.lesson_session import LessonSession
from tutor.ui.animation import EdgeAnimation
from tutor.ui.content import styled
from tutor.ui.screens.base_screen import ignore_missing_widgets, tutor_of
from tutor.ui.screens.lesson.key_router import KeyRouter
from tutor.ui.screens.lesson.keys import lesson_footer_keys
from tutor.ui.widgets.activity_panel import ActivityPanel
from tutor.ui.widgets.graph.panel import GraphPanel
from tutor.ui.widgets.graph.view import GraphView
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.lesson_header import LessonHeader
from tutor.ui.widgets.page_panel import PagePanel, set_style_class
from tutor.ui.widgets.text_block import TextView

MARGIN = 2
"""Cells beside the text of a narrow screen."""


class LessonPainter:
    """Paints what the state of a lesson looks like on the screen of the lesson."""

    def __init__(self, screen: Screen[None], session: LessonSession, router: KeyRouter) -> None:
        self._screen, self._session, self._router = screen, session, router
        self._lock = asyncio.Lock()
        self._animation = EdgeAnimation()
        self._notice = ""  # stands until the next key or action

    async def paint(self) -> None:
        """Paint all of it in one frame: no question is seen before its answer has the cursor."""
        async with self._lock:
            with self._screen.app.batch_update(), ignore_missing_widgets(self._screen):
                await self._paint_all()

    async def _paint_all(self) -> None:
        screen, session, shown = self._screen, self._session, self._session.view
        screen.query_one(LessonHeader).show(session.heading, shown.page, shown.pages)
        self._paint_page(shown)
        self._paint_graph(shown)
        self._paint_notice(self._notice or shown.notice)
        await screen.query_one(ActivityPanel).show(shown)
        self._router.show(shown)
        self.paint_keys()
        # once the activity has taken its room from the page
        screen.call_after_refresh(screen.query_one(PagePanel).follow)

    def _paint_page(self, shown: View) -> None:
        """The text; without a graph it has the whole width."""
        screen = self._screen
        page = screen.query_one(PagePanel)
        page.show(shown)
        if screen.has_class("-program") and screen.has_class("-narrow"):
            page.display = False  # the program takes its room
        for part in (page, *screen.query("#text, #activity").results(Widget)):
            set_style_class(part, "-alone", not self._pictures(shown))

    def _pictures(self, shown: View) -> bool:
        """Whether the graph is in sight; the curve of a leaf that is turned takes its room."""
        narrow = self._screen.has_class("-narrow") and not self._screen.has_class("-graph-only")
        return shown.scene is not None and shown.pictured and not (narrow and shown.turns)

    def _paint_graph(self, shown: View) -> None:
        """The graph, and what explains the part that is selected or in hand."""
        panel, scene = self._screen.query_one(GraphPanel), shown.scene
        panel.display = self._pictures(shown)
        about = None
        if scene is not None:
            explained = scene.marks.backward or scene.marks.gradients
            about = scene.marks.selected or (focus(scene) if explained else None)
        program = self._screen.has_class("-program")
        share, setting = self._animation.share, self._session.setting(self._columns)
        panel.show(scene, about, share=share, program=program, setting=setting)

    @property
    def _columns(self) -> int:
        """Cells of a line of text where it has the whole width."""
        return self._screen.size.width - MARGIN

    def paint_keys(self) -> None:
        """What the keys do now."""
        shown = self._session.view
        keys = lesson_footer_keys(shown, self._router.footer(shown))
        self._screen.query_one(KeyBar).show(keys)

    # Notices ------------------------------------------------------------------------------------

    def notice(self, message: str) -> None:
        """One line about the last action or about what could not be saved."""
        self._notice = message
        self._paint_notice(message)

    def take_notice_away(self) -> None:
        """A key has come: the notice was about the one before."""
        if self._notice:
            self.notice("")

    def _paint_notice(self, message: str) -> None:
        line = self._screen.query_one("#notice", TextView)
        line.show_text(styled(tutor_of(self._screen).keys.told(message)))
        line.display = bool(message)

    # The message on its way ---------------------------------------------------------------------

    def end_animation(self) -> None:
        """A message that is on its way has arrived: the learner has gone on."""
        self._animation.end()

    def end_action(self) -> None:
        """What the last action has said and set moving is over."""
        self._animation.end()
        self._notice = ""

    def animate(self, before: State) -> None:
        """Let a message that was sent since ``before`` move along its edge."""
        scene, works = self._session.view.scene, self._session.state.works
        sent = scene is not None and scene.marks.message is not None and works != before.works
        if sent and self._screen.app.animation_level != "none":
            self._animation.start(self._screen, self._paint_message)

    def _paint_message(self) -> None:
        setting = self._session.setting(self._columns)
        graph = self._screen.query_one(GraphView)
        graph.show(self._session.view.scene, self._animation.share, setting)
