"""The command line: what can be typed, and which room answers.

This is the composition root, the only room that knows all others.  Everything but click is
imported when a command needs it, so ``--help`` is instant and only the tutor starts Textual.
Exit status: 0, 1 (problems found), 2 (usage, not a terminal, unreadable).
"""

from __future__ import annotations

from typing import NoReturn

import click

from tutor import __version__
from tutor.commands import COMMANDS
from tutor.commands.common import SOURCE_HELP, Refused, explained, source_and_values


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    __version__, "-V", "--version", prog_name="bptutor", message="%(prog)s %(version)s"
)
@click.pass_context
def main(context: click.Context) -> None:
    """Learn backpropagation in a terminal, one message at a time.

    Without a command the tutor opens where you left off.
    """
    if context.invoked_subcommand is None:
        _open_tutor(None)


@main.command("open")
@click.argument("lesson")
def open_(lesson: str) -> None:
    """Open a lesson: its number, its id, or a file of your own."""
    _open_tutor(lesson)


def _open_tutor(lesson: str | None) -> NoReturn:
    from tutor.launch import launch

    with explained():
        raise SystemExit(launch(lesson))


@main.command(help=f"Draw a computation graph with its values and gradients.\n\n{SOURCE_HELP}")
@source_and_values
@click.option("--format", "form", default="text", show_default=True, help="text or json")
def graph(source: str, values: tuple[str, ...], form: str) -> None:
    """Draw a computation graph."""
    from tutor.core.exports import FORMATS
    from tutor.core.graph import run
    from tutor.sources import load_graph, read_pairs

    if form not in FORMATS:
        raise Refused(f"no format {form!r}: choose one of {', '.join(FORMATS)}")
    with explained():
        lesson_graph = load_graph(source)
        numbers = run(lesson_graph.graph, read_pairs(values, lesson_graph.graph))
        click.echo(FORMATS[form](numbers))


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--json", "as_json", is_flag=True, help="print the problems as JSON")
def check(paths: tuple[str, ...], as_json: bool) -> None:
    """Check lesson files or folders and report every problem with its place.

    Without a PATH the built-in lessons are checked.
    """
    from tutor.reporting import check_paths

    with explained():
        lines, status = check_paths(paths, as_json=as_json)
    for line in lines:
        click.echo(line)
    raise SystemExit(status)


for command in COMMANDS:
    main.add_command(command)
