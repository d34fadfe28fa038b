"""The application: it opens screens, changes the looks, and gives the terminal back.

The first frame needs the list of lessons and nothing else, so every other screen, and all that it
stands on, is imported when it is opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.binding import BindingType
from textual.driver import Driver
from textual.screen import Screen

from tutor.ui.commands_table import EVERYWHERE, bindings, deeds_on
from tutor.ui.content import printed
from tutor.ui.frames import Difference, Terminal
from tutor.ui.inbox import Inbox
from tutor.ui.preferences import MOTION, SIGNS, THEME, TOUR
from tutor.ui.protocols import Fault, Keep, Record, Seeds, Watch
from tutor.ui.screens.home import Home
from tutor.ui.screens.standing import parts_of, screen_of, unless_gone
from tutor.ui.shutdown import Ending
from tutor.ui.themes import DARK, THEMES
from tutor.ui.widgets.too_small import COLUMNS, ROWS, WIDE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rich.console import RenderableType
    from textual.actions import ActionParseResult
    from textual.command import Provider
    from textual.dom import DOMNode
    from textual.timer import Timer

    from tutor.core.lesson import Lesson, LessonGraph, Shelf
    from tutor.core.questions import Response
    from tutor.core.text import Repertoire
    from tutor.ui.screens.lesson import LessonScreen

SETTLED = 0.4
"""Seconds after which the first frames are shown."""

REDRAWN = 0.1
"""Seconds after the program goes on in which Textual sets the terminal up again."""

SIGNS_SAID = "Some signs have others in their place here: F1 lists them."

REST = 1.5
"""Seconds without a key after which the learner reads or thinks."""


def commands() -> type[Provider]:
    """What the palette offers."""
    from tutor.ui.palette_provider import Commands

    return Commands


def writer(signs: Repertoire) -> Callable[[str], str]:
    """What turns a text into the signs of a repertoire."""
    if signs == "full":
        return str
    from tutor.core.text import plain

    return plain


def nowhere(_name: str, _text: str) -> str:
    """What keeps a file where there is no disk."""
    return "Nothing can be saved here."


class TutorApp(App[None]):
    """The tutor.  ``first`` is a lesson to open at once; None shows the lessons.

    ``watch`` is a lesson file that is being written: the open lesson follows it.  ``shown`` is
    called once the first frames are there, ``resting`` when the keys have come to rest.
    ``signs`` is the repertoire of the terminal.
    ``last_resort`` ends the process with a status when the terminal that is to be given back has
    gone.
    """

    CSS_PATH = "app.tcss"
    TITLE = "bptutor"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS = {commands}  # noqa: RUF012 - Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(EVERYWHERE)]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it
        (0, "-too-narrow"), (COLUMNS, "-narrow"), (WIDE, "-wide"),
    ]  # fmt: skip
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it
        (0, "-too-low"), (ROWS, "-low"), (30, "-high"),
    ]  # fmt: skip

    def __init__(
        self,
        shelf: Shelf,
        record: Record,
        seeds: Seeds,
        first: Lesson | None = None,
        fault: Fault = str,
        *,
        signs: Repertoire = "full",
        watch: Watch | None = None,
        keep: Keep = nowhere,
        shown: Callable[[], None] | None = None,
        resting: Callable[[], None] | None = None,
        last_resort: Callable[[int], None] | None = None,
    ) -> None:
        super().__init__()
        self.drafts: dict[str, dict[tuple[str, int], Response]] = {}
        self._shown = shown
        self._resting = resting
        self._pause: Timer | None = None
        self._terminal = Terminal()
        self._inbox = Inbox(self, self._take)
        self._ending = Ending(self, last_resort)
        self._fault = fault
        self._keep = keep
        self._shelf = shelf
        self._record = record
        self._seeds = seeds
        self._first = first
        self._watch = watch
        self._followed: LessonScreen | None = None
        self._written = writer(signs)
        self._told = False  # where the plain signs are explained
        self.opened = ""  # the id of the lesson that was opened last
        for theme in THEMES.values():
            self.register_theme(theme)
        chosen = record.progress().preferences
        # Set before any style is read: to change the theme later is to read all of them again.
        self.set_reactive(TutorApp.theme, DARK.name)
        self.stylesheet.set_variables(self.get_css_variables())
        if (name := chosen.get(THEME, "")) in THEMES:
            self.theme = name
        if chosen.get(MOTION) == "off":
            self.animation_level = "none"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The names that every theme gives colours to, also while another theme is being set."""
        return dict(DARK.variables)

    def get_driver_class(self) -> type[Driver]:
        """What reads the keys and writes the signs of the terminal.

        Nothing that a terminal sends may end the tutor.
        """
        found = super().get_driver_class()
        if found.__name__ == "LinuxDriver":
            from tutor.ui.driver import SteadyDriver

            return SteadyDriver
        if found.__name__ == "WindowsDriver":  # imported by name it would fail elsewhere
            from tutor.ui.writing import WritesSigns

            return type("SignsDriver", (WritesSigns, found), {})
        return found

    def written(self, data: str) -> str:
        """What the driver sends for ``data``: the last place that a sign goes through."""
        return self._written(data)

    @property
    def _background_screens(self) -> list[Screen[object]]:
        """The screens that are seen through the one on top: none through one that is opaque.

        Textual always counts the next one in, and paints the whole top anew with it: for each
        message that a hidden screen hears.
        """
        found = super()._background_screens
        return [] if self.screen.styles.background.a == 1 else found

    def get_default_screen(self) -> Screen[None]:
        """Home lies below everything else."""
        return Home(self._shelf, self._record, self._seeds)

    def on_mount(self) -> None:
        """A lesson, or the tour, on top of home."""
        self._ending.listen()
        if self._first is not None:
            self._followed = self.open_lesson(self._first)
        elif self._is_new():
            self.open_tour()
            self._record.prefer(TOUR, "yes")
        if self._watch is not None:
            self.set_interval(0.3, self._look)
        if self._shown is not None:
            self.set_timer(SETTLED, self._shown)
        if self._resting is not None:
            self._pause = self.set_interval(REST, self._rest, pause=True)
        if not self.is_headless:
            self.set_interval(1, self._ending.look_for_terminal)

    async def on_event(self, event: events.Event) -> None:
        """What the learner does is done in its order; a key begins the wait for a rest anew."""
        if self._pause is not None and isinstance(event, events.Key):
            self._pause.reset()
        if isinstance(event, (events.Resize, Driver.SignalResume)):
            self._terminal.forget()
        if isinstance(event, Driver.SignalResume):
            self.set_timer(REDRAWN, self.action_redraw)  # behind what Textual does on its own
        if isinstance(event, (events.InputEvent, events.Paste)) and not event.is_forwarded:
            self._inbox.put(event)
        else:
            await super().on_event(event)

    async def _take(self, event: events.Event) -> None:
        await parts_of(self.screen)
        typed = isinstance(event, (events.Key, events.Paste))
        if typed and self.screen_stack and getattr(self.screen, "KEYS_IN_ORDER", False):
            await self._hand_over(event)
        else:
            await super().on_event(event)

    async def _hand_over(self, event: events.Event) -> None:
        """Give a key or a paste to the screen, which says what it is for.

        Textual gives them to the widget that has the focus.
        """
        self.app_focus = True
        key = event.key if isinstance(event, events.Key) else ""
        if not (key and await self._check_bindings(key, priority=True)):
            self.screen._forward_event(event)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do it once the screen that it is done on has its parts; nothing where they have gone."""
        node = default_namespace or self
        await parts_of(screen_of(node))
        with unless_gone(node):
            return await super().run_action(action, default_namespace, namespaces)
        return True

    def _rest(self) -> None:
        if self._pause is not None and self._resting is not None:
            self._pause.pause()
            self._resting()

    def _is_new(self) -> bool:
        progress = self._record.progress()
        return not progress.lessons and TOUR not in progress.preferences

    async def _look(self) -> None:
        """Show the lesson that is being watched as its file is now.

        While something else is on top the file waits: a change is told once, and must be seen.
        """
        from tutor.core.checking import summary

        screen = self._followed
        if self._watch is None or screen is None or self.screen is not screen:
            return
        if not screen.stands:
            return
        found = self._watch.poll()
        if found is None:
            return
        if found.lesson is not None and found.is_current:
            await screen.renew(found.lesson)
        screen.notice(summary(found, self._watch.name))

    def open_lesson(self, lesson: Lesson) -> LessonScreen:
        """Open a lesson where the learner left it."""
        screen = self._lesson_screen(lesson)
        self.push_screen(screen)
        return screen

    def open_next(self, lesson: Lesson) -> None:
        """Open a lesson in place of the one that has ended."""
        self.switch_screen(self._lesson_screen(lesson))

    def _lesson_screen(self, lesson: Lesson) -> LessonScreen:
        from tutor.core.session import resume, start
        from tutor.ui.screens.lesson import LessonScreen
        from tutor.ui.sitting import Sitting

        stored = self._record.place(lesson.id)
        state = resume(lesson, stored) if stored else start(lesson, self._seeds())
        self.opened, shelf = lesson.id, self._shelf
        number, following = shelf.number(lesson), shelf.after(lesson)
        return LessonScreen(Sitting(lesson, number, state, self._record, following))

    def open_practice(self, lesson: Lesson, seed: int) -> None:
        """A lesson made on the spot; it always starts at its first page."""
        from tutor.core.session import start
        from tutor.ui.screens.lesson import LessonScreen
        from tutor.ui.sitting import Sitting

        self.push_screen(LessonScreen(Sitting(lesson, "", start(lesson, seed), self._record)))

    def practise(self, lesson_graph: LessonGraph, seed: int) -> str:
        """Both passes over a graph, then questions on it; says why there can be none."""
        from tutor.core.errors import TutorError
        from tutor.core.practice import practice_lesson

        try:
            lesson = practice_lesson(lesson_graph, seed)
        except TutorError as error:
            return str(error)
        self.open_practice(lesson, seed)
        return ""

    def practise_weakest(self, lesson: Lesson) -> str:
        """Questions on the weakest skills of a lesson; says why there can be none."""
        from tutor.core.practice import review_lesson, weakest_items

        answers, seed = self._record.progress().answers, self._seeds()
        items = weakest_items(lesson, self._shelf.lessons, answers, seed)
        if not items:
            return "There is nothing to practise on this page."
        self.open_practice(review_lesson(items, "Your weakest skills"), seed)
        return ""

    def open_sandbox(self) -> None:
        """A graph of the learner's own."""
        from tutor.ui.screens.sandbox import SandboxScreen

        self.push_screen(SandboxScreen(self._seeds, self._keep, self._record))

    def action_leave(self) -> None:
        """Quit."""
        self.exit()

    def action_copy(self) -> None:
        """Copy what is marked, as everywhere else; where nothing is marked, quit."""
        marked = getattr(self.focused, "selected_text", "") or self.screen.get_selected_text()
        if marked:
            self.copy_to_clipboard(marked)
        else:
            self.exit()

    def action_command_palette(self) -> None:
        """All commands by their names."""
        from tutor.ui.screens.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def action_help(self) -> None:
        """Help for the screen that is open."""
        from tutor.ui.screens.help import Help

        screen = self.screen
        if not isinstance(screen, Help):
            about: str = getattr(screen, "ABOUT", "")
            deeds = [deed for _, deed in deeds_on(screen)]
            self.push_screen(Help(about, deeds, self._legend()))

    def _legend(self) -> str:
        """What the plain signs mean, empty where all signs are shown."""
        if self._written is str:
            return ""
        from tutor.core.text import legend

        return legend()

    def told_of_signs(self) -> str:
        """Where the signs are explained, once a run and where some are replaced; else ""."""
        said = "" if self._written is str or self._told else SIGNS_SAID
        self._told = self._told or bool(said)
        return said

    def open_tour(self) -> None:
        """The three screens for someone new."""
        from tutor.ui.screens.tour import Tour

        self.push_screen(Tour())

    def open_cards(self) -> None:
        """The glossary; what the open lesson says comes first."""
        from tutor.ui.screens.cards import Cards, cards_of
        from tutor.ui.screens.lesson import LessonScreen

        here = [
            screen.sitting.lesson
            for screen in self.screen_stack
            if isinstance(screen, LessonScreen)
        ]
        self.push_screen(Cards(cards_of([*here, *self._shelf.lessons])))

    def choose_motion(self, motion: str) -> None:
        """Whether messages fly along their edges; remembered."""
        self.animation_level = "full" if motion == "on" else "none"
        self._record.prefer(MOTION, motion)

    def choose_signs(self, signs: Repertoire) -> None:
        """Which signs are shown, from now on; remembered."""
        self._written = writer(signs)
        self._record.prefer(SIGNS, signs)
        self.refresh(layout=True)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Send a frame: only what the terminal does not show yet."""
        if isinstance(renderable, CompositorUpdate) and not self.is_inline:
            renderable = Difference(renderable, self._terminal)
        super()._display(screen, renderable)

    def action_redraw(self) -> None:
        """Paint everything anew: another program may have written on the screen."""
        self._terminal.forget()
        self.screen.refresh()

    def _fatal_error(self) -> None:
        """A fault of ours: a short message and a report instead of pages of code."""
        if self.is_headless or self._exception is None:
            super()._fatal_error()
            return
        self.panic(printed(self._fault(self._exception)))

    def choose_theme(self, name: str) -> None:
        """Change the looks, and remember it."""
        self.theme = name
        self._record.prefer(THEME, name)
