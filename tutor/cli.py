"""The command line: what can be typed, and which room answers.

This is the composition root, the only room that knows all others.  Everything but click is
imported when a command needs it, so ``--help`` is instant and only the tutor starts Textual.
Exit status: 0, 1 (problems found), 2 (usage, not a terminal, unreadable).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import click

from tutor import __version__
from tutor.commands import COMMANDS
from tutor.commands.common import (
    SOURCE_HELP,
    Refused,
    explained,
    graph_from,
    of_option,
    source_and_values,
)

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

PLAIN_HELP = "Talk in lines of text: for screen readers, pipes and slow links."


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    __version__, "-V", "--version", prog_name="bptutor", message="%(prog)s %(version)s"
)
@click.option("--plain", is_flag=True, help=PLAIN_HELP)
@click.pass_context
def main(context: click.Context, plain: bool) -> None:
    """Learn backpropagation in a terminal, one message at a time.

    Without a command the tutor opens where you left off.
    """
    context.obj = plain
    if context.invoked_subcommand is None:
        _open_tutor(None, plain=plain)


def _lesson_numbers(
    _context: click.Context, _parameter: click.Parameter, begun: str
) -> list[CompletionItem]:
    """The lessons whose number begins with ``begun``, for the shell."""
    from click.shell_completion import CompletionItem

    from tutor.library import built_in

    files = ((str(file.number), file.name) for file in built_in())
    return [CompletionItem(number, help=name) for number, name in files if number.startswith(begun)]


@main.command("open")
@click.argument("lesson", shell_complete=_lesson_numbers)
@click.option("--plain", is_flag=True, help=PLAIN_HELP)
@click.pass_obj
def open_(always_plain: bool, lesson: str, plain: bool) -> None:
    """Open a lesson: its number, its id, or a file of your own."""
    _open_tutor(lesson, plain=plain or always_plain)


def _open_tutor(lesson: str | None, *, plain: bool) -> NoReturn:
    from tutor.launch import open_tutor

    with explained():
        raise SystemExit(open_tutor(lesson, plain=plain))


@main.command(help=f"Draw a computation graph with its values and gradients.\n\n{SOURCE_HELP}")
@source_and_values
@of_option
@click.option(
    "--format",
    "form",
    default="text",
    show_default=True,
    help="text, json, dot, mermaid, svg or python",
)
def graph(source: str, values: tuple[str, ...], of: str, form: str) -> None:
    """Draw a computation graph."""
    from tutor.core.exports import FORMATS
    from tutor.core.graph import run

    if form not in FORMATS:
        raise Refused(f"no format {form!r}: choose one of {', '.join(FORMATS)}")
    with explained():
        lesson_graph, given = graph_from(source, values, of)
        numbers = run(lesson_graph.graph, given)
        click.echo(FORMATS[form](numbers))


for command in COMMANDS:
    main.add_command(command)
