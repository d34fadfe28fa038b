"""A lesson: its page on the left, the graph and what explains it on the right."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Size
from textual.widget import Widget

from tutor.core.answers import TOLERANCE_RULE
from tutor.core.lesson import Lesson
from tutor.core.session import (
    Action,
    Answer,
    AnswerFollowUp,
    AskHint,
    Back,
    ChangeForm,
    First,
    Last,
    Leave,
    NewVariant,
    Next,
    Select,
    TryNudge,
    Turn,
    Undo,
    Visit,
    WriteWorking,
)
from tutor.core.text import key
from tutor.core.working import Working
from tutor.lesson_session import LessonSession
from tutor.ui.animation import Autoplay
from tutor.ui.commands_table import FooterKey
from tutor.ui.screens.base_screen import BaseScreen
from tutor.ui.screens.dialogs import Chooser
from tutor.ui.screens.lesson.key_router import KeyRouter
from tutor.ui.screens.lesson.keys import COMMAND_TABLE, DOWN, ENTER
from tutor.ui.screens.lesson.painting import LessonPainter
from tutor.ui.screens.lesson.working_screen import ENOUGH, NOTHING, WorkingScreen, taken_over
from tutor.ui.widgets.activity_layout import TextColumn
from tutor.ui.widgets.activity_panel import ActivityPanel
from tutor.ui.widgets.blanks import Blank, Blanks
from tutor.ui.widgets.graph.panel import GraphPanel
from tutor.ui.widgets.graph.styles import LEGEND
from tutor.ui.widgets.graph.view import GraphView
from tutor.ui.widgets.keybar import KeyBar, pane_keys
from tutor.ui.widgets.lesson_header import DOTS, LessonHeader
from tutor.ui.widgets.page_panel import PagePanel, scroll_parts
from tutor.ui.widgets.text_block import TextView
from tutor.ui.widgets.too_small import TooSmall

ACTIONS: Mapping[str, Action] = MappingProxyType(
    {
        "back": Back(),
        "leave": Leave(),
        "undo": Undo(),
        "hint": AskHint(),
        "variant": NewVariant(),
        "form": ChangeForm(),
        "first": First(),
        "last": Last(),
    }
)
"""What a key alone asks for, by the word in ``act('…')``."""


class LessonScreen(BaseScreen[None]):
    """One lesson: it paints the state of the session and sends it one action at a time."""

    SCOPED_CSS = False  # a class of the screen says how much room there is
    DEFAULT_CSS = """
    #text { width: 1fr; height: 1fr; }
    #text.-alone { width: 1fr; max-width: 88; }
    .-graph-only #text { display: none; }
    .-graph-only #text.-alone { display: block; }
    """
    AUTO_FOCUS = ""
    COMMAND_TABLE = COMMAND_TABLE
    UNLISTED = (DOWN,)
    ABOUT = (
        "Read the page, then do what is below it. Where something is asked, answer, press "
        f"{ENTER}; {ENTER} goes on after a right answer. While a field has the cursor every "
        f"character but {key('lesson.hint', '?')} types: "
        f"{key('lesson.escape', 'Esc')} leaves it, and then letters are commands.\n\n"
        "Behind an answer ✓ is right, ✗ is not, and ⇒ follows from a number beside it that is not. "
        f"{TOLERANCE_RULE} {LEGEND}"
    )
    KEYS_IN_ORDER = True

    def __init__(self, session: LessonSession) -> None:
        super().__init__()
        self.session = session
        self._router = KeyRouter(self, self.session, self.do, self.notice)
        self._painter = LessonPainter(self, self.session, self._router)
        self._autoplay = Autoplay(self, self._play_step)
        self._opened_to_walk = False

    def compose(self) -> ComposeResult:
        """Header, page and graph, footer."""
        activity = ActivityPanel(id="activity")
        activity.drafts = self.tutor.drafts.setdefault(self.session.lesson.id, {})
        yield LessonHeader()
        with Horizontal(id="body"):
            with TextColumn(id="text"):
                yield PagePanel()
                yield activity
            yield GraphPanel("lesson.walk")
        yield TextView(id="notice")
        yield TooSmall()
        yield KeyBar()

    async def on_mount(self) -> None:
        """Show where the learner is."""
        self.query_one(GraphView).border_subtitle = pane_keys(
            self, FooterKey("g", "full size", "graph"), FooterKey("i", "look", "walk")
        )
        record = self.session.record
        record.start_timing(self.session.lesson.id)
        await self._painter.paint()
        said = record.notice or self.tutor.explain_signs_once()
        if said:
            self.notice(said)

    # Doing --------------------------------------------------------------------------------------

    async def do(self, action: Action, *, flying: bool = False) -> None:
        """One action: stored first, then painted."""
        session, before, owed = self.session, self.session.state, self.session.owes_place
        message = session.do(action)
        if session.owes_place and not owed:
            self.set_timer(0.3, self.keep_place)
        self._painter.end_action()
        if flying and session.state.numbers is before.numbers:
            self._painter.animate(before)
        await self._painter.paint()
        if message:
            self.notice(message)

    async def renew(self, lesson: Lesson) -> None:
        """Show another version of the same lesson at the same place."""
        self.session.renew(lesson)
        self._painter.end_animation()
        await self._painter.paint()

    def notice(self, message: str) -> None:
        """One line about the last action or about what could not be saved."""
        self._painter.notice(message)

    def keep_place(self) -> None:
        """Store where the learner is, unless that is done."""
        message = self.session.keep_place()
        if message and self.is_ready:
            self.notice(message)

    def on_unmount(self) -> None:
        """Leaving in whatever way keeps the place."""
        self.keep_place()

    # Typing -------------------------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """Every key in the order in which it was pressed, on what the one before has made."""
        event.stop()
        event.prevent_default()
        if self.app.screen is not self:  # a key before it has opened another screen
            self.app.post_message(events.Key(event.key, event.character))
            return
        self._painter.take_notice_away()
        await self._router.key(event)
        if self.is_attached:
            self._painter.paint_keys()

    async def on_paste(self, event: events.Paste) -> None:
        """Pasted text is typed."""
        event.stop()
        event.prevent_default()
        await self._router.paste(event.text)

    async def action_enter(self) -> None:
        """Give the answer; go on where none is to be given."""
        self._autoplay.stop()
        shown, answer = self.session.view, self._router.answer
        if shown.question is None or shown.settled or answer is None:
            await self.action_next()
            return
        if self._router.skip_follow():
            return
        follows = self._router.follows
        given = self._router.give(answer)
        if given is not None:
            await self.do(AnswerFollowUp(given) if follows else Answer(given), flying=True)

    async def action_step(self) -> None:
        """Space goes on where nothing is asked."""
        await self.action_next()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Space is a character wherever something is asked; arrows turn what can be turned."""
        if action == "step":
            return self.session.view.question is None
        if action == "turn":
            return self.session.view.can_turn
        return super().check_action(action, parameters)

    async def action_turn(self, by: int) -> None:
        """Turn the leaf of this page."""
        self._autoplay.stop()
        await self.do(Turn(by))

    # What the learner does -----------------------------------------------------------------------

    async def action_next(self) -> None:
        """The next step, question or page; behind the last page the next lesson."""
        if not self.session.is_at_end:
            await self.do(Next(), flying=True)
            return
        self.keep_place()
        following = self.session.following
        if following is None:
            self.dismiss(None)
        else:
            self.tutor.open_next(following.lesson)

    async def action_act(self, name: str) -> None:
        """One of the actions that need nothing but a key."""
        self._autoplay.stop()
        if name != "leave" or self._router.may_leave_page():
            await self.do(ACTIONS[name])

    async def action_try(self) -> None:
        """Try what stands in the field by a nudge; the last answer where nothing does."""
        self._autoplay.stop()
        answer = self.query_one(ActivityPanel).answer
        typed = answer.texts if isinstance(answer, Blanks) and any(answer.texts) else ()
        await self.do(TryNudge(response=typed))

    def action_working(self) -> None:
        """Write the working of the open question."""
        self._autoplay.stop()
        shown = self.session.view
        if shown.question is None or shown.working is None:
            asks = shown.question is not None and shown.verdict is None
            self.notice(ENOUGH if asks else NOTHING)
            return
        opened = WorkingScreen(shown.question, shown.working, self._write_working, self._text_size)
        self.app.push_screen(opened, self._after_working)

    def _text_size(self) -> Size:
        """Of the text beside or above the graph; where it is not in sight, the whole width."""
        return self.query_one("#text", TextColumn).outer_size or Size(self.size.width, 0)

    def _write_working(self, text: str) -> Working:
        """The lines as they are marked; they are kept with the place."""
        message = self.session.do(WriteWorking(text))
        if message:
            self.notice(message)
        return self.session.view.working or Working(text)

    async def _after_working(self, _nothing: None) -> None:
        """Back at the question, with the number that the working gives."""
        working, panel = self.session.view.working, self.query_one(ActivityPanel)
        await self._painter.paint()
        if working is None or not any(working.answers) or not isinstance(panel.answer, Blanks):
            return
        offered = panel.answer.offer(working.answers)
        if offered:
            self.notice(taken_over(offered, whole=all(panel.answer.texts)))
        self._painter.paint_keys()

    async def action_pages(self) -> None:
        """All pages, to go to one."""
        self._autoplay.stop()
        shown = self.session.view
        titles = (page.title for page in self.session.lesson.pages)
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

    def action_glossary(self) -> None:
        """The glossary."""
        self._autoplay.stop()
        self.tutor.open_glossary()

    def action_quiz(self) -> None:
        """A lesson made of the graph on this page; where there is none, of the weakest skills."""
        self._autoplay.stop()
        scene = self.session.view.scene
        made = self.session.lesson.graphs.get(scene.name) if scene else None
        if made is None:
            self.notice(self.tutor.practise_weakest(self.session.lesson))
            return
        self.notice(self.tutor.practise(made, self.session.state.seed, "the lesson"))

    def action_graph(self) -> None:
        """The graph alone, or with the page."""
        self._opened_to_walk = False
        self.toggle_class("-graph-only")
        self.query_one(GraphPanel).allot()
        self.call_after_refresh(self._repaint)

    async def action_program(self) -> None:
        """The straight-line program, or away with it."""
        if self.session.view.scene is None:
            self.notice("There is no graph on this page.")
            return
        self.toggle_class("-program")
        await self._painter.paint()

    async def action_walk(self) -> None:
        """Give the arrow keys to the graph."""
        if self.session.view.scene is None:
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
        parts = (self.query_one(PagePanel), *self.query("#reply").results(Widget))
        scroll_parts(parts, pages)

    async def action_escape(self) -> None:
        """Out of the field, the program, a graph in full size, then back to the lessons."""
        self._autoplay.stop()
        if self._router.leave():
            self._painter.paint_keys()
        elif self.has_class("-program"):
            await self.action_program()
        elif self.has_class("-graph-only"):
            self.action_graph()
        else:
            self.query_one(ActivityPanel).keep_draft()
            self.keep_place()  # before the list of lessons shows it
            self.dismiss(None)

    async def on_graph_view_selected(self, message: GraphView.Selected) -> None:
        """Look at a node or an edge."""
        await self.do(Select(message.target))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click gives the keys to the field or to the graph: the footer shows what they do."""
        if isinstance(event.widget, (GraphView, Blank)):
            if isinstance(event.widget, Blank):
                self._router.has_field()
            self._painter.paint_keys()

    async def on_graph_view_left(self, _message: GraphView.Left) -> None:
        """Back from the graph to the question."""
        if self._opened_to_walk:
            self.action_graph()
        self.set_focus(None)
        await self._painter.paint()

    async def on_resize(self, _event: events.Resize) -> None:
        """The inspector's lines depend on the width."""
        self.call_after_refresh(self._repaint)

    async def _repaint(self) -> None:
        if self.is_attached:
            await self._painter.paint()

    # Autoplay --------------------------------------------------------------------------

    def action_play(self) -> None:
        """Do one step after the other until one asks something."""
        self.notice(self._autoplay.toggle())

    def action_speed(self, change: int) -> None:
        """Play faster or slower."""
        self.notice(self._autoplay.change_speed(change))

    async def _play_step(self) -> None:
        shown = self.session.view
        if shown.forward != "next step" or self.app.screen is not self:
            self._autoplay.stop()
            return
        await self.do(Next(), flying=True)
