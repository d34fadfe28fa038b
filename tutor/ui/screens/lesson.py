"""A lesson: its page on the left, the graph and what explains it on the right."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from tutor.core.actions import (
    Action,
    Answer,
    AskHint,
    Back,
    Effect,
    First,
    Last,
    Leave,
    NewVariant,
    Next,
    SavePlace,
    Select,
    Undo,
    Visit,
)
from tutor.core.lesson import Lesson
from tutor.core.opening import page_of
from tutor.core.question import Question
from tutor.core.scene import focus
from tutor.core.session import act
from tutor.core.sharing import Setting, setting
from tutor.core.shelf import Entry
from tutor.core.state import State
from tutor.core.view import Scene, View, view
from tutor.core.watching import carried
from tutor.ui.content import plain
from tutor.ui.deeds import bindings
from tutor.ui.flight import Flight, Player
from tutor.ui.messages import Left, Selected
from tutor.ui.passage import Reading
from tutor.ui.ports import Record
from tutor.ui.screens.lesson_keys import DEEDS, FooterState, Mode, is_typed, lesson_offers, mode_of
from tutor.ui.screens.pages import Pages
from tutor.ui.screens.standing import Standing, unless_gone
from tutor.ui.widgets.activity import Activity
from tutor.ui.widgets.blanks import Blank, Blanks
from tutor.ui.widgets.graph import GraphView
from tutor.ui.widgets.header import Header
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.options import Options
from tutor.ui.widgets.page import Page, mark, scroll_on
from tutor.ui.widgets.room import NeedsRoom
from tutor.ui.widgets.sight import Sight

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

    def __init__(
        self,
        lesson: Lesson,
        number: str,
        state: State,
        record: Record,
        following: Entry | None = None,
    ) -> None:
        super().__init__()
        self.lesson = self._lesson = lesson
        self._following = following
        self._title = f"{number} · {lesson.title}" if number else lesson.title
        self._state = state
        self._record = record
        self._painting = asyncio.Lock()
        self._flight = Flight()
        self._player = Player(self, self._play_step)
        self._unsaved_place = False
        self._opened_to_walk = False
        self._seen: tuple[Lesson, State, View] | None = None
        self._asked: Question | None = None
        self._commanding = False
        self._astray = self._noticed = self._left_once = False
        self._set: tuple[Lesson, int, int, Setting] | None = None

    def compose(self) -> ComposeResult:
        """Header, page and graph, footer."""
        activity = Activity(id="activity")
        activity.drafts = self.app.drafts.setdefault(self._lesson.id, {})  # type: ignore[attr-defined]  # the tutor
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
        self._record.opened(self._lesson.id)
        await self._paint()
        if self._record.notice:
            self.notice(self._record.notice)

    # Doing --------------------------------------------------------------------------------------

    async def do(self, action: Action, *, flying: bool = False) -> None:
        """One action: stored first, then painted."""
        before = self._state
        self._state, effects = act(self._lesson, before, action)
        message = self._save(effects)
        self._flight.end()
        if flying and self._state.numbers is before.numbers:
            self._fly(before)
        await self._paint()
        if message:
            self.notice(message)

    @property
    def _view(self) -> View:
        """What the state looks like; many ask, it is worked out once."""
        lesson, state = self._lesson, self._state
        if self._seen is None or not (self._seen[0] is lesson and self._seen[1] is state):
            shown = view(lesson, state, self._afterword)
            if page_of(lesson, state) is None:
                shown = replace(shown, forward="next lesson" if self._following else "lessons")
            self._seen = lesson, state, shown
        return self._seen[2]

    def _afterword(self) -> tuple[str, ...]:
        """What the record says about this lesson, at its end."""
        from tutor.core.afterword import afterword

        title = self._following.title if self._following else ""
        answers = self._record.progress().answers
        return afterword(self._lesson, answers, self._record.now(), title)

    @property
    def _setting(self) -> Setting:
        """What stays the same on this page at this width of the screen."""
        page, cells = self._state.page, self.size.width
        if self._set is None or self._set[:3] != (self._lesson, page, cells):
            made = setting(self._lesson, page, cells - MARGIN)
            self._set = self._lesson, page, cells, made
        return self._set[3]

    async def renew(self, lesson: Lesson) -> None:
        """Show another version of the same lesson at the same place."""
        self._state = carried(self._lesson, lesson, self._state)
        self.lesson = self._lesson = lesson
        self._title = lesson.title
        self._flight.end()
        await self._paint()

    def _save(self, effects: tuple[Effect, ...]) -> str:
        """Answers are stored at once; a place alone may wait until the keys are still."""
        if not effects:
            return ""
        if all(isinstance(effect, SavePlace) for effect in effects):
            if not self._unsaved_place:
                self._unsaved_place = True
                self.set_timer(0.3, self.keep_place)
            return ""
        self._unsaved_place = False
        return self._record.save(self._lesson.id, effects, self._state)

    def keep_place(self) -> None:
        """Store where the learner is, unless that is done."""
        if self._unsaved_place:
            self._unsaved_place = False
            message = self._record.save(self._lesson.id, (SavePlace(),), self._state)
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
        shown = self._view
        self.query_one(Header).show(self._title, shown.page, shown.pages)
        self._paint_page(shown)
        self._paint_graph(shown.scene)
        self._paint_notice(shown.notice)
        await self.query_one(Activity).show(shown)
        if shown.question is not self._asked:
            self._asked, self._commanding = shown.question, False
        self._place_cursor(shown)
        self._paint_keys(shown)
        if shown.board:  # once the activity has taken its room from the page
            self.call_after_refresh(self.query_one(Page).follow, shown)

    def _paint_page(self, shown: View) -> None:
        page = self.query_one(Page)
        page.show(shown)
        if self.has_class("-program") and self.has_class("-narrow"):
            page.display = False  # the program takes its room
        for part in (page, *self.query("#text, #activity").results(Widget)):
            mark(part, "-alone", shown.scene is None)

    def _paint_graph(self, scene: Scene | None) -> None:
        sight = self.query_one(Sight)
        sight.display = scene is not None
        about = None
        if scene is not None:
            explained = scene.backward or scene.known.gradients
            about = scene.selected or (focus(scene) if explained else None)
        program = self.has_class("-program")
        sight.show(
            scene,
            about,
            share=self._flight.share,
            program=program,
            setting=self._setting,
        )

    def notice(self, message: str) -> None:
        """One line about the last action or about what could not be saved."""
        self._noticed = bool(message)
        self._paint_notice(message)

    def _paint_notice(self, message: str) -> None:
        line = self.query_one("#notice", Reading)
        line.say(plain(message))
        line.display = bool(message)

    def _place_cursor(self, shown: View) -> None:
        """The keys go where the answer goes, unless the learner has taken them elsewhere."""
        mode, answer = self._mode(shown), self._answer
        if mode in ("typing", "choosing") and answer is not None:
            answer.focus_first()
        elif mode != "walking":
            self.set_focus(None)

    def _paint_keys(self, shown: View) -> None:
        answer = self._answer
        now = FooterState(
            self._mode(shown),
            empty=not isinstance(answer, Blanks) or not answer.here.value,
            full=self.has_class("-graph-only"),
            gives=answer is None or answer.gives,
            picks=isinstance(answer, Options) and answer.has_picks,
        )
        self.query_one(KeyBar).offer(lesson_offers(shown, now))

    @property
    def _answer(self) -> Blanks | Options | None:
        """What takes the answer."""
        return self.query_one(Activity).answer

    def _mode(self, shown: View) -> Mode:
        hidden = self.has_class("-graph-only") and shown.scene is not None
        walking = isinstance(self.focused, GraphView)
        return mode_of(shown, walking=walking, commanding=self._commanding or hidden)

    # Typing -------------------------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """Every key in the order in which it was pressed, on what the one before has made."""
        event.stop()
        event.prevent_default()
        if self.app.screen is not self:  # a key before it has opened another screen
            self.app.post_message(events.Key(event.key, event.character))
            return
        shown = self._view
        mode = self._mode(shown)
        if self._noticed:
            self.notice("")  # it was about the key before
        text = event.character if event.is_printable and event.character != "?" else None
        self._left_once = self._left_once and event.key == "n"
        if text is None:
            self._astray = False
            await self.app._check_bindings(event.key)
        elif mode == "typing" or self._astray or not await self.app._check_bindings(event.key):
            await self._type(text, shown)
        if self.is_attached:
            self._paint_keys(self._view)

    async def on_paste(self, event: events.Paste) -> None:
        """Pasted text is typed; a field has one line."""
        event.stop()
        event.prevent_default()
        first, *others = event.text.splitlines() or [""]
        await self._type(first, self._view)
        if any(map(str.strip, others)):
            self.notice("Only the first line was pasted: a field has one line.")

    async def _type(self, text: str, shown: View) -> None:
        """Put ``text`` into the field; where there is none, no character of it does anything.

        Behind a right answer it is the beginning of the next one, where that is asked already.
        """
        if shown.settled and is_typed(self._state.question) and self._state.settled is not None:
            await self.do(Next())
        elif shown.settled and is_typed(shown.question):
            self.notice("This one is answered. Enter goes on; Esc, then letters are commands.")
            return
        field = self._answer
        if not isinstance(field, Blanks):
            self._astray = True
            self.notice(
                "There is no field here: what is typed does nothing until another key comes."
            )
            return
        self._commanding = False
        self.remove_class("-graph-only")
        field.focus_first()
        field.here.put(text)

    async def action_enter(self) -> None:
        """Give the answer; go on where none is to be given."""
        self._player.stop()
        answer, shown = self._answer, self._view
        if shown.question is None or shown.settled or answer is None:
            await self.action_next()
            return
        away = self._mode(shown) != "typing" and isinstance(answer, Blanks)
        self._commanding = False
        self.remove_class("-graph-only")
        answer.focus_first()
        if away and isinstance(answer, Blanks) and not answer.here.value:
            return  # back in the field, where nothing stands yet
        given = answer.give()
        if isinstance(given, str):
            self.notice(given)
        elif given is not None:
            await self.do(Answer(given), flying=True)

    async def action_step(self) -> None:
        """Space goes on where nothing is asked."""
        await self.action_next()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Space is a character wherever something is asked."""
        if action == "step":
            return self._view.question is None
        return super().check_action(action, parameters)

    # What the learner does -----------------------------------------------------------------------

    async def action_next(self) -> None:
        """The next step, question or page; behind the last page the next lesson."""
        if page_of(self._lesson, self._state) is not None:
            await self.do(Next(), flying=True)
            return
        self.keep_place()
        if self._following is None:
            self.dismiss(None)
        else:
            self.app.open_next(self._following.lesson)  # type: ignore[attr-defined]  # the tutor

    async def action_act(self, name: str) -> None:
        """One of the actions that need nothing but a key."""
        self._player.stop()
        if name == "leave" and self._mode(self._view) == "choosing" and not self._left_once:
            self._left_once = True  # a letter may have been meant for the answer
            self.notice("This question is still open: n again leaves the page.")
            return
        await self.do(ACTIONS[name])

    async def action_pages(self) -> None:
        """All pages, to go to one."""
        self._player.stop()
        shown = self._view
        titles = tuple(page.title for page in self._lesson.pages)
        self.app.push_screen(Pages(titles, shown.pages), self._visit)

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
        scene = self._view.scene
        made = self._lesson.graphs.get(scene.name) if scene else None
        if made is None:
            self.notice(self.app.practise_weakest(self._lesson))  # type: ignore[attr-defined]  # the tutor
            return
        self.notice(self.app.practise(made, self._state.seed))  # type: ignore[attr-defined]  # the tutor

    def action_graph(self) -> None:
        """The graph alone, or with the page."""
        self._opened_to_walk = False
        self.toggle_class("-graph-only")
        self.query_one(Sight).allot()
        self.call_after_refresh(self._repaint)

    async def action_program(self) -> None:
        """The straight-line program, or away with it."""
        if self._view.scene is None:
            self.notice("There is no graph on this page.")
            return
        self.toggle_class("-program")
        await self._paint()

    async def action_walk(self) -> None:
        """Give the arrow keys to the graph."""
        if self._view.scene is None:
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

    def action_escape(self) -> None:
        """Out of the field, out of a graph in full size, then back to the lessons."""
        self._player.stop()
        shown = self._view
        if self._mode(shown) == "typing":
            self._commanding = True
            self.set_focus(None)
            self._paint_keys(shown)
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
                self._commanding = False
            self._paint_keys(self._view)

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
        shown = self._view
        if shown.forward != "next step" or self.app.screen is not self:
            self._player.stop()
            return
        await self.do(Next(), flying=True)

    def _fly(self, before: State) -> None:
        """Let a message that was just sent move along its edge."""
        now = self._view.scene
        sent = now is not None and now.flying is not None and self._state.works != before.works
        if sent and self.app.animation_level != "none":
            self._flight.start(self, self._fly_on)

    def _fly_on(self) -> None:
        scene = self._view.scene
        self.query_one(GraphView).show(scene, self._flight.share, self._setting)
