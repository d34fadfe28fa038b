"""Where the keys of a lesson go: into the field, to the options, to the graph, or to commands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import events
from textual.screen import Screen

from tutor.core.questions import Question, Response
from tutor.core.session import OUT_OF_FIELD, Action, Next, View
from tutor.lesson_session import LessonSession
from tutor.ui.screens.lesson.keys import ENTER, FooterState, Mode, is_typed, mode_of
from tutor.ui.widgets.activity_panel import ActivityPanel
from tutor.ui.widgets.blanks import Blanks
from tutor.ui.widgets.graph.view import GraphView
from tutor.ui.widgets.options import Options

ANSWERED = f"This one is answered. {ENTER} goes on; {OUT_OF_FIELD}letters are commands."


class KeyRouter:
    """Puts every key where it belongs, on what the one before has made of the screen.

    ``do`` carries out an action, ``notice`` tells the learner one line ("" takes it away).
    """

    def __init__(
        self,
        screen: Screen[None],
        session: LessonSession,
        do: Callable[[Action], Awaitable[None]],
        notice: Callable[[str], None],
    ) -> None:
        self._screen, self._session, self._do, self._notice = screen, session, do, notice
        self._asked: Question | None = None
        self._commanding = False  # the learner has left the field
        self._astray = False  # text came where there is no field: none of it is a command
        self._left_once = False  # n was pressed over an open choice

    @property
    def answer(self) -> Blanks | Options | None:
        """What takes what is typed or chosen: the answer, or the number on the way."""
        panel = self._screen.query_one(ActivityPanel)
        return panel.follow if self.follows else panel.answer

    @property
    def follows(self) -> bool:
        """Whether the cursor is in the blank for the number on the way."""
        follow = self._screen.query_one(ActivityPanel).follow
        focused = self._screen.focused
        return follow is not None and focused is not None and follow in focused.ancestors

    def mode(self, shown: View) -> Mode:
        """What keys are for now."""
        hidden = self._screen.has_class("-graph-only") and shown.scene is not None
        walking = isinstance(self._screen.focused, GraphView)
        return mode_of(shown, walking=walking, commanding=self._commanding or hidden)

    def footer(self, shown: View) -> FooterState:
        """What decides, besides the view, what the footer shows."""
        answer = self.answer
        return FooterState(
            self.mode(shown),
            empty=not isinstance(answer, Blanks) or not answer.here.value,
            leaves=not isinstance(answer, Blanks) or answer.here.leaves_right,
            full=self._screen.has_class("-graph-only"),
            behind=self._escape_target(),
            gives=answer is None or answer.gives,
            picks=isinstance(answer, Options) and answer.has_picks,
        )

    def _escape_target(self) -> str:
        """Where Esc leads, in a word for the footer."""
        if self._screen.has_class("-program"):
            return "no program"
        return "text" if self._screen.has_class("-graph-only") else self._session.behind

    def show(self, shown: View) -> None:
        """The keys go where the answer goes, unless the learner has taken them elsewhere."""
        if shown.question is not self._asked:
            self._asked, self._commanding = shown.question, False
        panel = self._screen.query_one(ActivityPanel)
        mode, answer = self.mode(shown), self.answer
        if answer is panel.follow and answer is not None and answer.settled:
            answer = panel.answer
        elif panel.asks_further:
            answer = panel.follow
        if mode in ("typing", "choosing") and answer is not None:
            answer.focus_first()
        elif mode != "walking":
            self._screen.set_focus(None)

    async def key(self, event: events.Key) -> None:
        """One key, in the order in which it was pressed."""
        mode = self.mode(self._session.view)
        text = event.character if event.is_printable and event.character != "?" else None
        self._left_once = self._left_once and event.key == "n"
        if text is None:
            self._astray = False
            await self._screen.app._check_bindings(event.key)
        elif (
            mode == "typing"
            or self._astray
            or not await self._screen.app._check_bindings(event.key)
        ):
            await self._put(text)

    async def paste(self, text: str) -> None:
        """Pasted text is typed; a field has one line."""
        first, *others = text.splitlines() or [""]
        await self._put(first)
        if any(map(str.strip, others)):
            self._notice("Only the first line was pasted: a field has one line.")

    async def _put(self, text: str) -> None:
        """Put ``text`` into the field; where there is none, no character of it does anything.

        Behind a right answer it is the beginning of the next one, where that is asked already.
        """
        shown, state = self._session.view, self._session.state
        if shown.settled and is_typed(state.question) and state.settled is not None:
            await self._do(Next())
        elif shown.settled and is_typed(shown.question):
            self._notice(ANSWERED)
            return
        field = self.answer
        if not isinstance(field, Blanks):
            self._astray = True
            self._notice(
                "There is no field here: what is typed does nothing until another key comes."
            )
            return
        self.stay()
        field.focus_first()
        field.here.put(text)

    def skip_follow(self) -> bool:
        """Leave the blank for the number on the way if it is empty; whether it was."""
        panel = self._screen.query_one(ActivityPanel)
        follow, answer = panel.follow, panel.answer
        if not self.follows or follow is None or answer is None or any(follow.texts):
            return False
        answer.focus_first()
        return True

    def give(self, answer: Blanks | Options) -> Response | None:
        """The answer as it stands; None where something is missing, which is said."""
        mode = self.mode(self._session.view)
        self.stay()
        answer.focus_first()
        if mode != "typing" and isinstance(answer, Blanks) and not answer.here.value:
            return None  # back in the field, where nothing stands yet
        given = answer.give()
        if isinstance(given, str):
            self._notice(given)
            return None
        return given

    def leave(self) -> bool:
        """Letters are commands from now on; whether they were text until now."""
        if self.mode(self._session.view) != "typing":
            return False
        self._commanding = True
        self._screen.set_focus(None)
        return True

    def stay(self) -> None:
        """Keys are for the answer again."""
        self._commanding = False
        self._screen.remove_class("-graph-only")

    def has_field(self) -> None:
        """A click has given the cursor to a field."""
        self._commanding = False

    def may_leave_page(self) -> bool:
        """Whether n leaves the page; over an open choice it asks once."""
        if self.mode(self._session.view) != "choosing" or self._left_once:
            return True
        self._left_once = True  # the letter may have been meant for the answer
        self._notice("This question is still open: n again leaves the page.")
        return False
