"""What the tutor is given from outside, and what its screens ask of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tutor.core.catalogue import Catalogue
    from tutor.core.lesson import Lesson, LessonGraph
    from tutor.core.questions import Response
    from tutor.repertoire import Repertoire
    from tutor.ui.commands_table import KeyMap


Drafts = dict[tuple[object, ...], "Response"]
"""Answers that were typed and not given, by what is asked."""


class Tutor(Protocol):
    """The application as its screens know it."""

    opened: str
    """The id of the lesson that was opened last, "" for none."""

    drafts: dict[str, Drafts]
    """The drafts of each lesson, by its id."""

    keys: KeyMap
    """The keys that the learner has chosen."""

    shelf: Catalogue
    """The lessons on offer."""

    def open_lesson(self, lesson: Lesson, page: int | None = None) -> object:
        """Open a lesson where the learner left it, or at a page, counted from 0."""

    def open_next(self, lesson: Lesson) -> None:
        """Open a lesson in place of the one that has ended."""

    def open_practice(self, lesson: Lesson, seed: int, behind: str = "lessons") -> None:
        """Open a lesson made on the spot; ``behind`` says where it leads back to."""

    def practise(self, lesson_graph: LessonGraph, seed: int, behind: str) -> str:
        """Open questions on a graph, with ``behind`` after them; says why there can be none."""

    def practise_weakest(self, lesson: Lesson) -> str:
        """Open questions on the weakest skills of a lesson; says why there can be none."""

    def open_sandbox(self) -> None:
        """Open the sandbox."""

    def open_training(self) -> None:
        """Open a network that learns."""

    def open_glossary(self) -> None:
        """Open the glossary."""

    def open_first_minute(self) -> None:
        """Open the question for someone new."""

    def explain_signs_once(self) -> str:
        """Where the signs are explained, once a run and where some are replaced; else ""."""

    def choose_theme(self, name: str) -> None:
        """Change the colours; remembered."""

    def choose_motion(self, motion: str) -> None:
        """Whether messages move along their edges; remembered."""

    def choose_signs(self, signs: Repertoire) -> None:
        """Which signs are shown; remembered."""


NewSeed = Callable[[], int]
"""A new seed for a lesson that is opened for the first time, from 1."""

ReportFault = Callable[[BaseException], str]
"""Leaves a report of a fault of the program behind, and gives the message for the learner."""

SaveFile = Callable[[str, str], str]
"""Writes a text to a new file of this name; says where it is, or why it could not be written."""
