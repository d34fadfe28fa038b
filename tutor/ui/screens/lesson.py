"""A lesson: its page on the left, the graph and what explains it on the right."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from tutor.core.lesson import Lesson
from tutor.core.session import (
    Action,
    Answer,
    AskHint,
    Back,
    First,
    Last,
    Leave,
    NewVariant,
    Next,
    Select,
    State,
    Undo,
    Visit,
)
from tutor.ui.animation import Flight, Player
from tutor.ui.commands_table import bindings
from tutor.ui.content import plain
from tutor.ui.messages import Left, Selected
from tutor.ui.screens.chooser import Chooser
from tutor.ui.screens.lesson_keys import DEEDS, lesson_offers
from tutor.ui.screens.lesson_paint import paint_graph, paint_page
from tutor.ui.screens.lesson_typing import Typing
from tutor.ui.screens.standing import Standing, unless_gone
from tutor.ui.sitting import Sitting
from tutor.ui.widgets.activity import Activity
from tutor.ui.widgets.blanks import Blank
from tutor.ui.widgets.graph import GraphView
from tutor.ui.widgets.graph_panel import Sight
from tutor.ui.widgets.header import DOTS, Header
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.page import Page, scroll_on
from tutor.ui.widgets.text_block import Reading
from tutor.ui.widgets.too_small import NeedsRoom

ACTIONS: Mapping[str, Action] = MappingProxyType(
    {
        "back": Back(),
        "leave": Leave(),
        "undo": Undo(),
        "hint": AskHint(),
        "variant": NewVariant(),
        "first": First(),
        "last": Last(),
    }
)
"""What a key alone asks for, by the word in ``act('…')``."""

MARGIN = 2
"""Cells beside the text of a narrow screen."""


class LessonScreen(Standing[None]):
    """One lesson: it paints the state of the session and sends it one action at a time."""

    SCOPED_CSS = False  # a class of the screen says how much room there is
    DEFAULT_CSS = """
    #text { width: 1fr; height: 1fr; }
    #text.-alone { width: 1fr; max-width: 88; }
    .-graph-only #text { display: none; }
    .-graph-only #text.-alone { display: block; }
    """
    AUTO_FOCUS = ""
    DEEDS = DEEDS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(DEEDS)]
    ABOUT = (
        "Read the page, then do what is below it. Where something is asked, answer, press Enter; "
        "Enter goes on after a right answer. While a field has the cursor every key but ? types: "
        "Esc leaves it, and then letters are commands."
    )
    KEYS_IN_ORDER = True

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self._typing = Typing(self, self.sitting, self.do, self.notice)
        self._painting = asyncio.Lock()
        self._flight = Flight()
        self._player = Player(self, self._play_step)
        self._opened_to_walk = False
        self._noticed = ""  # stands until the next key or action

    def compose(self) -> ComposeResult:
        """Header, page and graph, footer."""
        activity = Activity(id="activity")
        activity.drafts = self.app.drafts.setdefault(self.sitting.lesson.id, {})  # type: ignore[attr-defined]  # the tutor
        yield Header()
        with Horizontal(id="body"):
            with Vertical(id="text"):
                yield Page()
                yield activity
            yield Sight()
        yield Reading(id="notice")
        yield NeedsRoom()
        yield KeyBar()

    async def on_mount(self) -> None:
        """Show where the learner is."""
        record = self.sitting.record
        record.start_timing(self.sitting.lesson.id)
        await self._paint()
        said = record.notice or self.app.told_of_signs()  # type: ignore[attr-defined]  # the tutor
        if said:
            self.notice(said)

    # Doing --------------------------------------------------------------------------------------

    async def do(self, action: Action, *, flying: bool = False) -> None:
        """One action: stored first, then painted."""
        sitting, before, owed = self.sitting, self.sitting.state, self.sitting.owes_place
        message = sitting.do(action)
        if sitting.owes_place and not owed:
            self.set_timer(0.3, self.keep_place)
        self._flight.end()
        self._noticed = ""
        if flying and sitting.state.numbers is before.numbers:
            self._fly(before)
        await self._paint()
        if message:
            self.notice(message)

    async def renew(self, lesson: Lesson) -> None:
        """Show another version of the same lesson at the same place."""
        self.sitting.renew(lesson)
        self._flight.end()
        await self._paint()

    def keep_place(self) -> None:
        """Store where the learner is, unless that is done."""
        message = self.sitting.keep_place()
        if message and self.stands:
            self.notice(message)

    def on_unmount(self) -> None:
        """Leaving in whatever way keeps the place."""
        self.keep_place()

    # Painting -----------------------------------------------------------------------------------

    async def _paint(self) -> None:
        # One frame: a question is never seen before the place to answer it has the cursor.
        async with self._painting:
            with self.app.batch_update(), unless_gone(self):
                await self._paint_all()

    async def _paint_all(self) -> None:
        shown = self.sitting.view
        self.query_one(Header).show(self.sitting.heading, shown.page, shown.pages)
        paint_page(self, shown)
        paint_graph(self, shown.scene, self._flight.share, self.sitting.setting(self._columns))
        self._paint_notice(self._noticed or shown.notice)
        await self.query_one(Activity).show(shown)
        self._typing.show(shown)
        self._paint_keys()
        if shown.board:  # once the activity has taken its room from the page
            self.call_after_refresh(self.query_one(Page).follow, shown)

    @property
    def _columns(self) -> int:
        """Cells of a line of text where it has the whole width."""
        return self.size.width - MARGIN

    def notice(self, message: str) -> None:
        """One line about the last action or about what could not be saved."""
        self._noticed = message
        self._paint_notice(message)

    def _paint_notice(self, message: str) -> None:
        line = self.query_one("#notice", Reading)
        line.say(plain(message))
        line.display = bool(message)

    def _paint_keys(self) -> None:
        shown = self.sitting.view
        self.query_one(KeyBar).offer(lesson_offers(shown, self._typing.footer(shown)))

    # Typing -------------------------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """Every key in the order in which it was pressed, on what the one before has made."""
        event.stop()
        event.prevent_default()
        if self.app.screen is not self:  # a key before it has opened another screen
            self.app.post_message(events.Key(event.key, event.character))
            return
        if self._noticed:
            self.notice("")  # it was about the key before
        await self._typing.key(event)
        if self.is_attached:
            self._paint_keys()

    async def on_paste(self, event: events.Paste) -> None:
        """Pasted text is typed."""
        event.stop()
        event.prevent_default()
        await self._typing.paste(event.text)

    async def action_enter(self) -> None:
        """Give the answer; go on where none is to be given."""
        self._player.stop()
        shown, answer = self.sitting.view, self._typing.answer
        if shown.question is None or shown.settled or answer is None:
            await self.action_next()
            return
        given = self._typing.give(answer)
        if given is not None:
            await self.do(Answer(given), flying=True)

    async def action_step(self) -> None:
        """Space goes on where nothing is asked."""
        await self.action_next()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Space is a character wherever something is asked."""
        if action == "step":
            return self.sitting.view.question is None
        return super().check_action(action, parameters)

    # What the learner does -----------------------------------------------------------------------

    async def action_next(self) -> None:
        """The next step, question or page; behind the last page the next lesson."""
        if not self.sitting.is_at_end:
            await self.do(Next(), flying=True)
            return
        self.keep_place()
        following = self.sitting.following
        if following is None:
            self.dismiss(None)
        else:
            self.app.open_next(following.lesson)  # type: ignore[attr-defined]  # the tutor

    async def action_act(self, name: str) -> None:
        """One of the actions that need nothing but a key."""
        self._player.stop()
        if name != "leave" or self._typing.may_leave_page():
            await self.do(ACTIONS[name])

    async def action_pages(self) -> None:
        """All pages, to go to one."""
        self._player.stop()
        shown = self.sitting.view
        titles = (page.title for page in self.sitting.lesson.pages)
        rows = tuple(
            f"{DOTS[status]} {number:>2}  {title}"
            for number, (title, status) in enumerate(zip(titles, shown.pages, strict=True), 1)
        )
        here = shown.pages.index("here") if "here" in shown.pages else 0
        about = "The pages of this lesson. ● is done, ○ is open, ◉ is where you are."
        self.app.push_screen(
            Chooser("Pages", rows, here, word="go to the page", about=about), self._visit
        )

    async def _visit(self, page: int | None) -> None:
        if page is not None:
            await self.do(Visit(page))

    def action_cards(self) -> None:
        """The glossary."""
        self._player.stop()
        self.app.open_cards()  # type: ignore[attr-defined]  # the app is the tutor

    def action_quiz(self) -> None:
        """A lesson made of the graph on this page; where there is none, of the weakest skills."""
        self._player.stop()
        scene = self.sitting.view.scene
        made = self.sitting.lesson.graphs.get(scene.name) if scene else None
        if made is None:
            self.notice(self.app.practise_weakest(self.sitting.lesson))  # type: ignore[attr-defined]  # the tutor
            return
        self.notice(self.app.practise(made, self.sitting.state.seed))  # type: ignore[attr-defined]  # the tutor

    def action_graph(self) -> None:
        """The graph alone, or with the page."""
        self._opened_to_walk = False
        self.toggle_class("-graph-only")
        self.query_one(Sight).allot()
        self.call_after_refresh(self._repaint)

    async def action_program(self) -> None:
        """The straight-line program, or away with it."""
        if self.sitting.view.scene is None:
            self.notice("There is no graph on this page.")
            return
        self.toggle_class("-program")
        await self._paint()

    async def action_walk(self) -> None:
        """Give the arrow keys to the graph."""
        if self.sitting.view.scene is None:
            self.notice("There is no graph on this page.")
            return
        if self.has_class("-narrow") and not self.has_class("-graph-only"):
            self.action_graph()  # beside the page there is no room for what explains a node
            self._opened_to_walk = True
        graph = self.query_one(GraphView)
        self.set_focus(graph)  # now: an arrow that comes with the i is the graph's
        graph.action_walk("here")

    def action_scroll(self, pages: int) -> None:
        """Scroll the text by a page; behind its end, what was said below it."""
        parts = (self.query_one(Page), *self.query("#reply").results(Widget))
        scroll_on(parts, pages)

    async def action_escape(self) -> None:
        """Out of the field, the program, a graph in full size, then back to the lessons."""
        self._player.stop()
        if self._typing.leave():
            self._paint_keys()
        elif self.has_class("-program"):
            await self.action_program()
        elif self.has_class("-graph-only"):
            self.action_graph()
        else:
            self.query_one(Activity).keep_draft()
            self.keep_place()  # before the list of lessons shows it
            self.dismiss(None)

    async def on_selected(self, message: Selected) -> None:
        """Look at a node or an edge."""
        await self.do(Select(message.target))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click gives the keys to the field or to the graph: the footer offers what they do."""
        if isinstance(event.widget, (GraphView, Blank)):
            if isinstance(event.widget, Blank):
                self._typing.has_field()
            self._paint_keys()

    async def on_left(self, _message: Left) -> None:
        """Back from the graph to the question."""
        if self._opened_to_walk:
            self.action_graph()
        self.set_focus(None)
        await self._paint()

    async def on_resize(self, _event: events.Resize) -> None:
        """The inspector's lines depend on the width."""
        self.call_after_refresh(self._repaint)

    async def _repaint(self) -> None:
        if self.is_attached:
            await self._paint()

    # Playing and flying --------------------------------------------------------------------------

    def action_play(self) -> None:
        """Do one step after the other until one asks something."""
        self.notice(self._player.toggle())

    def action_speed(self, change: int) -> None:
        """Play faster or slower."""
        self.notice(self._player.faster(change))

    async def _play_step(self) -> None:
        shown = self.sitting.view
        if shown.forward != "next step" or self.app.screen is not self:
            self._player.stop()
            return
        await self.do(Next(), flying=True)

    def _fly(self, before: State) -> None:
        """Let a message that was just sent move along its edge."""
        now = self.sitting.view.scene
        sent = (
            now is not None
            and now.marks.message is not None
            and self.sitting.state.works != before.works
        )
        if sent and self.app.animation_level != "none":
            self._flight.start(self, self._fly_on)

    def _fly_on(self) -> None:
        scene = self.sitting.view.scene
        setting = self.sitting.setting(self._columns)
        self.query_one(GraphView).show(scene, self._flight.share, setting)
