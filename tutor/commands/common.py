"""What the commands share: arguments, one line for what goes wrong, the learner's record."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from tutor.error_messages import PROBLEMS, UNUSABLE, complaint, explanation, fold

if TYPE_CHECKING:
    from tutor.core.lesson import Lesson, LessonGraph
    from tutor.core.typed import Typed
    from tutor.records import Recorder
    from tutor.store import Store


COLUMNS = 80
"""The width of a report where nothing says how wide the terminal is."""
STUDENTS = 1_000
"""Students that sheets are printed for at once."""
LONGEST_NAME = 80
"""Characters of a student's name."""

SOURCE_HELP = """SOURCE is a formula or statements separated by ';' or newlines, a file, or '-':
as on paper (½(σ(wx+b)−y)²), in LaTeX, or as lines of Python. Nested expressions are split into
one operation per node, a name without a statement is a leaf, and the output is what nothing else
uses."""


VALUES_HELP = "NAME=VALUE gives a leaf its value, as in w=5."


class Seed(click.IntRange):
    """A whole number from 1; the help does not say how large it may be."""

    def __init__(self, largest: int = 2**63 - 1) -> None:
        super().__init__(1, largest)
        self.largest = largest

    def _describe_range(self) -> str:
        return ""

    def convert(
        self,
        value: Any,  # noqa: ANN401  # click converts whatever it is given
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> int:
        """The number; what is wrong with it says the range that the help leaves out."""
        number = int(click.INT.convert(value, param, ctx))
        if not 1 <= number <= self.largest:
            self.fail(f"{number} is not a whole number from 1 to {self.largest}", param, ctx)
        return number


class Refused(click.ClickException):
    """One clear line on standard error, and exit status 2: what was typed cannot be used."""

    exit_code = UNUSABLE

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the line."""
        room = columns_of(sys.stderr) if file is None else None
        lines = fold([complaint(self.message)], room)
        click.echo("\n".join(lines), file=file, err=file is None)


class Needed(click.Argument):
    """An argument; when it is left out, the message shows ``example``."""

    def __init__(
        self,
        words: Sequence[str],
        example: str,
        **settings: Any,  # noqa: ANN401  # what click's own argument takes
    ) -> None:
        self._example = example
        super().__init__(words, **settings)

    def process_value(
        self,
        ctx: click.Context,
        value: Any,  # noqa: ANN401  # click converts whatever it is given
    ) -> Any:  # noqa: ANN401
        """The value.  Raises Refused."""
        try:
            return super().process_value(ctx, value)
        except click.MissingParameter:
            raise Refused(f"name a {self.make_metavar(ctx)}, as in: {self._example}") from None


class Failed(Refused):
    """The same with exit status 1: it was understood, and there is a problem in it."""

    exit_code = PROBLEMS


class HelpWithKinds(click.Command):
    """A command that is given a kind: its help ends with those that there are."""

    def __init__(
        self,
        name: str | None,
        *,
        listed: tuple[str, ...],
        **settings: Any,  # noqa: ANN401  click's own settings, handed on
    ) -> None:
        super().__init__(name, **settings)
        self._listed = listed

    def format_epilog(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        """The kinds, read when the help is asked for."""
        from tutor import starters

        for what in self._listed:
            with formatter.section(f"Kinds of {what}"):
                formatter.write_text(", ".join(starters.kinds()[what]))


def kind_called(what: str, kind: str) -> str:
    """The template of a kind of ``what``.  Raises Refused for one that does not exist."""
    from tutor import starters
    from tutor.core.syntax import did_you_mean
    from tutor.core.text import safe

    kinds = starters.kinds()[what]
    if kind not in kinds:
        raise Refused(f"no {what} of kind {safe(kind)!r}; {did_you_mean(kind, kinds)}")
    return kinds[kind]


@contextmanager
def explain_errors() -> Iterator[None]:
    """Say what went wrong on purpose, and end; a fault of ours is left alone."""
    try:
        yield
    except Exception as error:
        explained = explanation(error, columns_of(sys.stderr))
        if explained is None:
            raise
        for line in explained.lines:
            click.echo(line, err=True)
        raise SystemExit(explained.status) from error


plain_option = click.option(
    "--plain", is_flag=True, help="tell graphs and formulas in words, for screen readers",
    callback=lambda context, _option, given: given or bool(context.obj),
)  # fmt: skip
"""Here or before the command, where it stands for all of them."""
of_option = click.option(
    "--of", default="", metavar="NAME", help="the output, where several nodes could be it"
)


def graph_from(
    source: str, values: tuple[str, ...], of: str = "", *, all_needed: bool = True
) -> tuple[LessonGraph, dict[str, float]]:
    """The graph of SOURCE and its values; how it was read is said on standard error."""
    typed, given = typed_from(source, values, of, all_needed=all_needed)
    if typed.graph is None:
        raise TypeError("a graph with problems was let through")
    return typed.graph, given


def typed_from(
    source: str, values: tuple[str, ...], of: str = "", *, all_needed: bool = True
) -> tuple[Typed, dict[str, float]]:
    """The same with all that is known of the reading."""
    from tutor.graph_arguments import load_graph, reading_notes

    typed, given = load_graph(source, values, of=of, all_needed=all_needed)
    for line in fold(reading_notes(typed), columns_of(sys.stderr)):
        click.echo(line, err=True)
    return typed, given


def columns_of(stream: IO[Any] | None) -> int | None:
    """The width of the terminal; None where nothing says how wide it is."""
    import os

    try:
        return os.get_terminal_size(stream.fileno()).columns if stream else None
    except (OSError, ValueError):  # a pipe, a file, or no real stream
        return None


def echo_json(data: object, indent: int | None = None) -> None:
    """Print ``data`` as JSON; half a letter, as a stranger's file may have, as JSON escapes it."""
    from json import dumps  # the help needs none

    text = dumps(data, ensure_ascii=False, indent=indent)
    click.echo(text.encode("utf-8", "backslashreplace").decode())


@contextmanager
def naming_packs() -> Iterator[None]:
    """Inside, the skills of the packs have their meanings."""
    from tutor.core.progress import naming_skills
    from tutor.packs import added_packs, skills_of

    with naming_skills(skills_of(added_packs())):
        yield


@contextmanager
def open_progress() -> Iterator[Store]:
    """The learner's progress; how it was opened is said on standard error, once."""
    import os

    from tutor.locations import progress_file
    from tutor.store import open_store

    with naming_packs(), open_store(progress_file(os.environ)) as store:
        if store.notice:
            click.echo(store.notice, err=True)
        yield store


def whole_or_refuse(store: Store, what: str) -> None:
    """End where progress that there is cannot be read; ``what`` is not done, "Nothing was …"."""
    if store.missing:
        raise Failed(f"{what}: {store.missing}")


def kept_or_refuse(store: Store, what: str) -> None:
    """End where nothing can be written; ``what`` is not done, "Nothing was …"."""
    if not store.keeps:
        raise Failed(f"{what}: there is no place to write")


@contextmanager
def keep_progress() -> Iterator[Store]:
    """``open_progress`` for what stores answers: exit status 1 unless all of them were kept."""
    from tutor.store import NOT_KEPT

    with open_progress() as store:
        yield store
    if store.unkept:
        raise Failed(NOT_KEPT)


def recorder_of(store: Store) -> Recorder:
    """What stores answers with the time at which they were given."""
    from tutor.clock import local_now
    from tutor.records import Recorder

    return Recorder(store, local_now)


def all_lessons() -> tuple[Lesson, ...]:
    """The built-in lessons that can be read, then those of the packs, in order."""
    from tutor.core.reader import read
    from tutor.library import built_in
    from tutor.packs import added_packs, readable_lessons

    found = (read(file.data, file.name)[0] for file in built_in())
    course = tuple(lesson for lesson in found if lesson is not None)
    return (*course, *readable_lessons(added_packs()))


def lesson_called(word: str) -> Lesson:
    """The lesson that ``word`` means.  Raises LibraryError or SourceProblemsError."""
    from tutor.library import lesson_in
    from tutor.packs import find_lesson

    return lesson_in(find_lesson(word))


def name_or_refuse(name: str) -> str:
    """A student's name as it may stand in files and reports.  Raises Refused for what is none."""
    from tutor.core.practice.class_report import tidy_name
    from tutor.core.text import safe

    tidy = tidy_name(name)
    if not any(sign.isalnum() for sign in tidy) or tidy != safe(tidy):
        raise Refused(f"{safe(name)!r} is not a name: write one in letters or digits")
    if len(tidy) > LONGEST_NAME:
        raise Refused(f"a name has at most {LONGEST_NAME} characters, this has {len(tidy)}")
    return tidy


def _looks_like_a_file(word: str) -> bool:
    """Whether it has a folder or an ending, which a name (“J. R. Hartley”) has not."""
    return "/" in word or "\\" in word or re.search(r"\w\.[A-Za-z]\w{1,4}$", word) is not None


def students_of(text: str) -> tuple[str, ...]:
    """The students that are meant: so many, names between commas, or the lines of a file."""
    from tutor.core.text import safe
    from tutor.library import read_bytes

    words = text.split(",")
    if text.isdecimal() and len(text) < 6:
        words = [str(number) for number in range(1, int(text) + 1)]
    elif "," not in text and Path(text).is_file():
        words = read_bytes(Path(text)).decode("utf-8-sig", "replace").splitlines()
    elif "," not in text and _looks_like_a_file(text):
        raise Refused(f"there is no file {safe(text)!r} with names in it")
    words = [word for word in words if word.strip()]
    if text.strip()[:1] in ("-", "−") and text.strip()[1:].isdecimal():
        raise Refused(f"--for takes 1 to {STUDENTS} students, not {text.strip()}")
    if not 1 <= len(words) <= STUDENTS:
        raise Refused(f"--for takes 1 to {STUDENTS} students, not {len(words)}")
    names: dict[str, str] = {}
    for name in map(name_or_refuse, words):
        if name.casefold() in names:
            raise Refused(f"{name!r} stands there twice: each student needs a name of their own")
        names[name.casefold()] = name
    return tuple(names.values())


def seed_or_random(seed: int | None) -> int:
    """The seed that was asked for, or one that nobody knows."""
    import random

    return seed if seed is not None else random.SystemRandom().randrange(1, 2**31)


def write_or_refuse(path: Path, text: str) -> None:
    """Write a file that is not there yet, whole or not at all, and say so on standard error."""
    from tutor.files import write_new_file
    from tutor.store import shown

    try:
        write_new_file(path, text)
    except FileExistsError as error:
        raise Refused(f"{shown(path)} is there already: choose another name") from error
    except OSError as error:
        raise Failed(f"{shown(path)} cannot be written: {error.strerror or error}") from error
    except ValueError as error:
        raise Refused(f"{shown(path)} is not a name for a file") from error
    click.echo(f"Written to {shown(path)}.", err=True)


def confirm_or_refuse(question: str, *, yes: bool) -> None:
    """Ask before something is taken away; anything but yes ends the command."""
    if yes:
        return
    try:
        agreed = click.confirm(question, default=False)
    except click.Abort:
        agreed = False
        click.echo()
    if not agreed:
        raise Refused("nothing was changed")
