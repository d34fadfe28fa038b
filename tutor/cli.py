"""The command line: what can be typed, and which module answers.

This is the composition root, the only module that knows all others.  Everything but click is
imported when a command needs it, so ``--help`` is instant and only the tutor starts Textual.
Exit status: 0, 1 (problems found), 2 (usage, not a terminal, unreadable).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from tutor import __version__
from tutor.commands import COMMANDS
from tutor.commands.common import Needed, Refused, explain_errors
from tutor.commands.completion import complete_lesson
from tutor.error_messages import INTERRUPTED

PLAIN_HELP = "talk in lines of text, for screen readers, pipes and slow links"


_MINUS = re.compile(r"-(?:[^-\w]|\w*[(*^ ])")
"""The beginning of a formula such as -(y*log(p)), -log(p), -w^2; no option has one."""


class WordGroup(click.Group):
    """The commands; a word that is none of them is a lesson or a graph."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The words, a formula that begins with a minus sign set off from options by a blank."""
        with _interrupted():
            return super().parse_args(ctx, [f" {a}" if _MINUS.match(a) else a for a in args])

    def invoke(self, ctx: click.Context) -> object:
        """Do it."""
        with _interrupted():
            return super().invoke(ctx)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word means."""
        word = args[0]
        if self.get_command(ctx, word) is None and not word.startswith("-"):
            if word == "help":
                return super().resolve_command(ctx, [*args[1:2], "--help"])
            args = [_command_for(word), *args]
        return super().resolve_command(ctx, args)


@contextmanager
def _interrupted() -> Iterator[None]:
    """Ctrl+C ends what is done here as it ends other programs; click says "Aborted!", and 1."""
    try:
        yield
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None


def _command_for(word: str) -> str:
    """The command that a word asks for which is none: open a lesson, or draw a graph."""
    from tutor.graph_arguments import is_source
    from tutor.library import LibraryError, SeveralLessonsError
    from tutor.packs import find_lesson, pack_called

    if is_source(word):
        return "graph"
    try:
        if pack_called(word) is None:
            find_lesson(word)
    except LibraryError as error:
        from difflib import get_close_matches

        close = get_close_matches(word, main.commands, 1)
        if close and not isinstance(error, SeveralLessonsError):
            raise Refused(f"there is no command {word!r}; did you mean {close[0]}?") from error
        raise Refused(str(error)) from error
    return "open"


@click.group(
    cls=WordGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(
    __version__, "-V", "--version", prog_name="bptutor", message="%(prog)s %(version)s"
)
@click.option("--plain", is_flag=True, help=PLAIN_HELP)
@click.pass_context
def main(context: click.Context, plain: bool) -> None:
    """Learn backpropagation in a terminal, one message at a time.

    Without a command the tutor opens its list of lessons, or the lesson in which it was quit. A
    lesson needs no command (bptutor 5), nor does a formula (bptutor "J = w*x" w=2 x=3).

    bptutor COMMAND --help says what a command does.
    """
    context.obj = plain
    if context.invoked_subcommand is None:
        _open_tutor(None, plain=plain)


@main.command("open")
@click.argument("lesson", cls=Needed, shell_complete=complete_lesson, example="bptutor open 5")
@click.option("--plain", is_flag=True, help=PLAIN_HELP)
@click.pass_obj
def open_(always_plain: bool, lesson: str, plain: bool) -> None:
    """Open a lesson or a pack.

    A lesson by its number, its id, a word of its title, or as a file of your own; a pack by its id,
    or as a folder or zip file that was not added.
    """
    _open_tutor(lesson, plain=plain or always_plain)


def _open_tutor(lesson: str | None, *, plain: bool) -> NoReturn:
    from tutor.launch import open_tutor

    with explain_errors():
        raise SystemExit(open_tutor(lesson, plain=plain))


for command in COMMANDS:
    main.add_command(command)
