"""Open the tutor: the store, the lessons, the screen, put together."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import gettempdir
from threading import Timer
from typing import TYPE_CHECKING, NamedTuple

from tutor.clock import local_now
from tutor.core.catalogue import Catalogue, Entry, header_of
from tutor.core.progress import naming_skills
from tutor.files import create_file
from tutor.gc_tuning import collect_idle, freeze_startup, pause_gc
from tutor.library import LessonFile, built_in, find, lesson_in, may_be_pack
from tutor.locations import data_folder, keys_file, pack_folders, progress_file
from tutor.printing import Printer, print_in, signs_of_terminal
from tutor.records import Recorder
from tutor.store import NOT_KEPT, Store, open_store
from tutor.ui.preferences import SIGNS

if TYPE_CHECKING:
    from tutor.core.lesson import Lesson
    from tutor.core.progress import Skill
    from tutor.core.training import Setup
    from tutor.repertoire import Repertoire
    from tutor.ui.protocols import SaveFile
    from tutor.watcher import Watcher

GRACE = 3.0
"""Seconds in which a program that was told to end gives the terminal back."""

PLAINLY = "bptutor --plain talks in lines of text"


class TerminalError(Exception):
    """The tutor cannot be drawn here; the message says why, and what to do."""


def terminal_problem() -> str:
    """Why the tutor cannot be drawn here, "" when it can."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return f"the tutor needs a terminal: its input and output must not be redirected; {PLAINLY}"
    if os.environ.get("TERM", "") in ("", "dumb"):
        return f"this terminal cannot be drawn in (TERM is dumb or not set); {PLAINLY}"
    return ""


def open_tutor(
    word: str | None = None, *, plain: bool = False, training: Setup | None = None
) -> int:
    """Open the tutor in the lesson called ``word``, or where the learner left off; its exit status.

    ``plain`` is the tutor as lines of text, which needs no terminal; ``training`` is a run to watch
    at once.  Raises TerminalError where a terminal is needed, and what ``load_shelf`` and the store
    raise.
    """
    shelf = load_shelf(word)
    problem = "" if plain else terminal_problem()
    if problem:
        raise TerminalError(problem.replace("--plain", "train --plain") if training else problem)
    return _launch(shelf, plain=plain, training=training)


def open_for_visitor(memory: int) -> int:
    """Open the tutor for a visitor of ``bptutor serve``, within so many bytes; its exit status.

    Nothing but progress is written, and nothing of this machine can be named: there is no word to
    open, and no file to save.
    """
    from tutor.visitors import limit_process

    limit_process(memory)
    return _launch(load_shelf(None), save_file=None)


class Shelf(NamedTuple):
    """The lessons at hand, the skills of their packs, and what was asked for: a lesson, or the
    section (its id) of a pack."""

    catalogue: Catalogue
    named: Lesson | None = None
    section: str = ""
    skills: tuple[Skill, ...] = ()


def load_shelf(word: str | None) -> Shelf:
    """The built-in lessons and those of the packs; with the lesson or the pack called ``word``.

    Raises LibraryError when there is no such lesson, SourceProblemsError when it has problems.
    """
    course = tuple(map(_entry, built_in()))
    if not pack_folders(os.environ) and (word is None or not may_be_pack(word)):
        return Shelf(Catalogue(course), lesson_in(find(word)) if word else None)
    from tutor.packs import added_packs, entries_of, find_lesson, pack_called, skills_of

    packs = added_packs()
    asked = pack_called(word) if word else None
    if asked is not None and asked not in packs:  # shown this once, in place of an older one
        packs = (*(pack for pack in packs if pack.said.id != asked.said.id), asked)
    shelf = Shelf(Catalogue((*course, *entries_of(packs))), skills=skills_of(packs))
    if asked is not None:
        return shelf._replace(section=asked.said.id)
    if word is None:
        return shelf
    file = find_lesson(word)
    pack = next((pack for pack in packs if file in pack.files), None)
    return shelf._replace(named=pack.lesson(file) if pack else lesson_in(file))


def _entry(file: LessonFile) -> Entry:
    return Entry.from_header(str(file.number), header_of(file.data), partial(lesson_in, file))


def _launch(
    shelf: Shelf,
    *,
    plain: bool = False,
    training: Setup | None = None,
    save_file: SaveFile | None = create_file,
) -> int:
    """Open what was asked for, or where the learner left off; the exit status.

    It is 1 when something that the learner did could not be kept.  ``save_file`` keeps a graph of
    the learner's; None where there is no place for one.
    """
    lessons = shelf.catalogue
    with naming_skills(shelf.skills), open_store(progress_file(os.environ)) as store:
        record = Recorder(store, local_now)
        progress = record.progress()
        left = (
            lessons.next(progress, shelf.section) if shelf.section else lessons.left_off(progress)
        )
        first = shelf.named or (left.lesson if left else None)
        show = _talk if plain else partial(_run_full_screen, save_file=save_file)
        status = show(lessons, record, first, training)
    if store.unkept:
        print(f"bptutor: {NOT_KEPT}", file=sys.stderr)
    return status or int(store.unkept > 0)


def _seed() -> int:
    return random.SystemRandom().randrange(1, 2**31)


def _signs(record: Recorder) -> Repertoire:
    """The signs of this terminal, or those that the learner chose."""
    return signs_of_terminal(os.environ, record.progress().preferences.get(SIGNS, ""))


def _talk(shelf: Catalogue, record: Recorder, first: Lesson | None, training: Setup | None) -> int:
    from tutor.plain import HomeConversation, TrainingConversation, open_console

    print_in(_signs(record))
    console = open_console(record, words=True)
    if isinstance(sys.stdout, Printer):
        from tutor.core.text import legend

        console.legend = legend()
        if not console.words:
            console.explain_signs()
    if training is None:
        HomeConversation(shelf, console, record, _seed, first).talk()
    else:
        TrainingConversation(training, console, record).talk()
    return 0


def launch_watching(watcher: Watcher) -> int:
    """Open the tutor in the lesson of ``watcher`` and follow its file; nothing is kept of it."""
    with Store.in_memory("") as store:
        record = Recorder(store, local_now)
        return _run_full_screen(Catalogue(()), record, watcher.watched.lesson, watch=watcher)


def _run_full_screen(
    shelf: Catalogue,
    record: Recorder,
    first: Lesson | None,
    training: Setup | None = None,
    *,
    save_file: SaveFile | None = None,
    watch: Watcher | None = None,
) -> int:
    pause_gc()
    from tutor.own_keys import own_keys
    from tutor.ui.app import TutorApp, save_nowhere

    app = TutorApp(
        shelf, record, _seed, first, fault_reporter(), save_file=save_file or save_nowhere,
        watch=watch, signs=_signs(record), on_shown=freeze_startup, on_pause=collect_idle,
        last_resort=_last_resort, training=training, keys=own_keys(keys_file(os.environ))[0],
    )  # fmt: skip
    app.run()
    return app.return_code or 0


def _last_resort(status: int) -> None:
    """End, whatever still waits for a terminal that is not there any more."""
    timer = Timer(GRACE, os._exit, (status,))
    timer.daemon = True
    timer.start()


def fault_reporter() -> Callable[[BaseException], str]:
    """What writes down a fault of the program, beside the learner's data."""

    def report(error: BaseException) -> str:
        from tutor.crash import reporter

        return reporter(data_folder(os.environ) or Path(gettempdir()), local_now)(error)

    return report
