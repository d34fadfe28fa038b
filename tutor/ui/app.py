"""The tutor as an application: it opens screens, and remembers colours, motion and signs.

The first frame needs the list of lessons and nothing else, so every other screen, and all that it
needs, is imported when it is opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import BindingType
from textual.screen import Screen

from tutor.core.progress import FIRST_MINUTE
from tutor.core.text import key
from tutor.ui.commands_table import EVERYWHERE, NO_CHANGES, KeyMap, bindings, commands_on
from tutor.ui.preferences import MOTION, SIGNS, THEME
from tutor.ui.protocols import Drafts, NewSeed, ReportFault, SaveFile
from tutor.ui.screens.home import Home
from tutor.ui.terminal_app import TerminalApp
from tutor.ui.themes import DARK, THEMES
from tutor.ui.widgets.too_small import COLUMNS, ROWS, WIDE

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.command import Provider

    from tutor.core.catalogue import Catalogue
    from tutor.core.lesson import Lesson, LessonGraph
    from tutor.core.training import Setup, Trials
    from tutor.records import Recorder
    from tutor.repertoire import Repertoire
    from tutor.ui.screens.lesson.screen import LessonScreen
    from tutor.watcher import Watcher

FIRST_FRAMES = 0.4
"""Seconds after which the first frames are shown."""

SIGNS_NOTICE = f"Some signs have others in their place here: {key('app.help', 'F1')} lists them."


def palette_provider() -> type[Provider]:
    """What fills the command palette."""
    from tutor.ui.screens.palette import PaletteProvider

    return PaletteProvider


def save_nowhere(_name: str, _text: str) -> str:
    """What saves a file where there is no disk."""
    return "Nothing can be saved here."


class TutorApp(TerminalApp):
    """The tutor.  ``first`` is a lesson to open at once; None shows the lessons.

    ``watch`` is a lesson file that is being written: the open lesson follows it.  ``on_shown`` is
    called once the first frames are there, ``on_pause`` when the keys have come to rest.
    ``signs`` is the repertoire of the terminal.  ``training`` is a run to watch at once.
    ``last_resort`` ends the process with a status when the terminal that is to be given back has
    gone.  ``keys`` are those that the learner has given to commands.
    """

    CSS_PATH = "app.tcss"
    TITLE = "bptutor"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS = {palette_provider}  # noqa: RUF012 - Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(EVERYWHERE)]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it
        (0, "-too-narrow"), (COLUMNS, "-narrow"), (WIDE, "-wide"),
    ]  # fmt: skip
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it
        (0, "-too-low"), (ROWS, "-low"), (30, "-high"),
    ]  # fmt: skip

    def __init__(
        self,
        shelf: Catalogue,
        record: Recorder,
        new_seed: NewSeed,
        first: Lesson | None = None,
        report_fault: ReportFault = str,
        *,
        signs: Repertoire = "full",
        watch: Watcher | None = None,
        save_file: SaveFile = save_nowhere,
        on_shown: Callable[[], None] | None = None,
        on_pause: Callable[[], None] | None = None,
        last_resort: Callable[[int], None] | None = None,
        training: Setup | None = None,
        keys: KeyMap = NO_CHANGES,
    ) -> None:
        super().__init__(signs, report_fault, on_pause, last_resort)
        self.keys = keys
        self.drafts: dict[str, Drafts] = {}
        self._on_shown = on_shown
        self._save_file = save_file
        self.shelf = shelf
        self._record = record
        self._new_seed = new_seed
        self._first = first
        self._watch = watch
        self._followed: LessonScreen | None = None
        self._training = training
        self._trials: Trials | None = None
        self._signs_explained = False  # where the plain signs are explained
        self.opened = ""  # the id of the lesson that was opened last
        if keys.keys:
            self.set_keymap(dict(keys.keys))
        self.register_theme(DARK)
        chosen = record.progress().preferences
        # Set before any style is read: to change the theme later is to read all of them again.
        self.set_reactive(TutorApp.theme, DARK.name)
        self.stylesheet.set_variables(self.get_css_variables())
        if (name := chosen.get(THEME, "")) in THEMES:
            self._show_theme(name)
        if chosen.get(MOTION) == "off":
            self.animation_level = "none"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The names that every theme gives colours to, also while another theme is being set."""
        return dict(DARK.variables)

    def get_default_screen(self) -> Screen[None]:
        """Home lies below everything else."""
        return Home(self.shelf, self._record, self._new_seed)

    def on_mount(self) -> None:
        """A lesson, or the first minute, on top of home."""
        self.start_watching()
        if self._training is not None:
            self.open_training(self._training)
        elif self._first is not None:
            self._followed = self.open_lesson(self._first)
        elif self._record.progress().is_new:
            self.call_after_refresh(self.open_first_minute)  # home first: it waits for less
            self._record.prefer(FIRST_MINUTE, "yes")
        if self._watch is not None:
            self.set_interval(0.3, self._show_saved_file)
        if self._on_shown is not None:
            self.set_timer(FIRST_FRAMES, self._on_shown)

    async def _show_saved_file(self) -> None:
        """Show the lesson that is being watched as its file is now.

        While something else is on top the file waits: a change is told once, and must be seen.
        """
        from tutor.core.checking import summary

        screen = self._followed
        if self._watch is None or screen is None or self.screen is not screen:
            return
        if not screen.is_ready:
            return
        change = self._watch.poll()
        if change is None:
            return
        if change.lesson is not None and change.is_current:
            await screen.renew(change.lesson)
        screen.notice(summary(change, self._watch.name))

    def open_lesson(self, lesson: Lesson, page: int | None = None) -> LessonScreen:
        """Open a lesson where the learner left it, or at a page, counted from 0; the first time
        with a warm-up before it.
        """
        warm_up = self._warm_up(lesson)
        screen = self._lesson_screen(lesson, page)
        self.push_screen(screen)
        if warm_up is not None:
            self.open_practice(warm_up, self._new_seed(), behind="the lesson")
        return screen

    def _warm_up(self, lesson: Lesson) -> Lesson | None:
        """The questions before a lesson, once; None where there are none."""
        record = self._record
        progress = record.progress()
        if not progress.skills or lesson.id in progress.lessons:
            return None
        from tutor.core.practice import warm_up_items, warm_up_key, warm_up_lesson, warm_up_rules

        items = warm_up_items(lesson, self.shelf.lessons, progress, record.now(), self._new_seed())
        if not items:
            return None
        record.prefer(warm_up_key(lesson), "yes")
        return warm_up_lesson(items, lesson, self.keys.told(warm_up_rules(len(items))))

    def open_next(self, lesson: Lesson) -> None:
        """Open a lesson in place of the one that has ended."""
        self.switch_screen(self._lesson_screen(lesson))

    def _lesson_screen(self, lesson: Lesson, page: int | None = None) -> LessonScreen:
        from tutor.core.session import Visit, resume, start
        from tutor.lesson_session import LessonSession
        from tutor.ui.screens.lesson.screen import LessonScreen

        stored = self._record.place(lesson.id)
        state = resume(lesson, stored) if stored else start(lesson, self._new_seed())
        self.opened, shelf = lesson.id, self.shelf
        number, following = shelf.number(lesson), shelf.after(lesson)
        opens = self.keys.told(key("lesson.enter", "Enter"))
        session = LessonSession(lesson, number, state, self._record, following, opens=opens)
        if page is not None:
            session.do(Visit(page))
        return LessonScreen(session)

    def open_practice(self, lesson: Lesson, seed: int, behind: str = "lessons") -> None:
        """A lesson made on the spot; it always starts at its first page.

        ``behind`` says where its end and Esc lead.
        """
        from tutor.core.session import start
        from tutor.lesson_session import LessonSession
        from tutor.ui.screens.lesson.screen import LessonScreen

        here = self.screen.session if isinstance(self.screen, LessonScreen) else None
        again = here is not None and here.is_practice  # then it leads back to where that began
        behind = here.behind if here is not None and again else behind
        session = LessonSession(lesson, "", start(lesson, seed), self._record, behind=behind)
        session.is_practice = True
        show = self.switch_screen if again else self.push_screen
        show(LessonScreen(session))

    def practise(self, lesson_graph: LessonGraph, seed: int, behind: str) -> str:
        """Both passes over a graph, then questions on it; says why there can be none."""
        from tutor.core.errors import TutorError
        from tutor.core.practice import practice_lesson

        try:
            lesson = practice_lesson(lesson_graph, seed)
        except TutorError as error:
            return str(error)
        self.open_practice(lesson, seed, behind)
        return ""

    def practise_weakest(self, lesson: Lesson) -> str:
        """Questions on the weakest skills of a lesson; says why there can be none."""
        from tutor.core.practice import review_lesson, weakest_items

        progress, seed = self._record.progress(), self._new_seed()
        items = weakest_items(lesson, self.shelf.lessons, progress, seed)
        if not items:
            return "There is nothing to practise on this page."
        self.open_practice(review_lesson(items, "Your weakest skills"), seed)
        return ""

    def open_sandbox(self) -> None:
        """A graph of the learner's own."""
        from tutor.ui.screens.sandbox.screen import SandboxScreen

        if self._is_back_at(SandboxScreen):
            return
        self.push_screen(SandboxScreen(self._new_seed, self._save_file, self._record))

    def open_training(self, setup: Setup | None = None) -> None:
        """A network that learns; without a setup the runs of before, as they were left."""
        from tutor.core.training import Trials, made, usual
        from tutor.ui.screens.training.screen import TrainingScreen

        if setup is None and self._is_back_at(TrainingScreen):
            return
        if setup is not None or self._trials is None:
            self._trials = Trials(setup or usual(made("xor")))
        self.push_screen(TrainingScreen(self._trials))

    def _is_back_at(self, kind: type[Screen[Any]]) -> bool:
        """Go back to a screen of this kind that is open below; False where there is none."""
        if not any(isinstance(one, kind) for one in self.screen_stack):
            return False
        while not isinstance(self.screen, kind):
            self.pop_screen()
        return True

    def action_leave(self) -> None:
        """Quit."""
        self.exit()

    def action_copy(self) -> None:
        """Copy what is marked, as everywhere else; where nothing is marked, quit."""
        marked = getattr(self.focused, "selected_text", "") or self.screen.get_selected_text()
        if marked:
            self.copy_to_clipboard(marked)
        else:
            self.action_leave()

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
            table = [self.keys.command(command) for _, command in commands_on(screen)]
            table += map(self.keys.command, EVERYWHERE)
            self.push_screen(Help(self.keys.told(about), table, self._legend()))

    def _legend(self) -> str:
        """What the plain signs mean, empty where all signs are shown."""
        if self.has_all_signs:
            return ""
        from tutor.core.text import legend

        return legend()

    def explain_signs_once(self) -> str:
        """Where the signs are explained, once a run and where some are replaced; else ""."""
        said = "" if self.has_all_signs or self._signs_explained else SIGNS_NOTICE
        self._signs_explained = self._signs_explained or bool(said)
        return said

    def open_first_minute(self) -> None:
        """One question, for someone new."""
        from tutor.ui.screens.first_minute import FirstMinuteScreen

        self.push_screen(FirstMinuteScreen())

    def open_glossary(self) -> None:
        """The glossary; what the open lesson says comes first."""
        from tutor.ui.screens.glossary import Glossary, cards_in
        from tutor.ui.screens.lesson.screen import LessonScreen

        here = [
            screen.session.lesson
            for screen in self.screen_stack
            if isinstance(screen, LessonScreen)
        ]
        self.push_screen(Glossary(cards_in([*here, *self.shelf.lessons])))

    def choose_motion(self, motion: str) -> None:
        """Whether messages fly along their edges; remembered."""
        self.animation_level = "full" if motion == "on" else "none"
        self._record.prefer(MOTION, motion)

    def choose_signs(self, signs: Repertoire) -> None:
        """Which signs are shown, from now on; remembered."""
        self.show_signs(signs)
        self._record.prefer(SIGNS, signs)
        self.refresh(layout=True)

    def choose_theme(self, name: str) -> None:
        """Change the colours; remembered."""
        self._show_theme(name)
        self._record.prefer(THEME, name)

    def _show_theme(self, name: str) -> None:
        self.register_theme(THEMES[name])
        self.theme = name
