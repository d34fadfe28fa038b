"""The command line: what can be typed, and which room answers.

This is the composition root, the only room that knows all others.  Everything but click is
imported when a command needs it, so ``--help`` is instant and only the tutor starts Textual.
Exit status: 0, 1 (problems found), 2 (usage, not a terminal, unreadable).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import IO, Any, NoReturn, TypeVar

import click

from tutor import __version__

Command = TypeVar("Command", bound=Callable[..., Any])

SOURCE_HELP = """SOURCE is graph statements separated by ';' or newlines, a file, or '-'.
Nested expressions are split into one operation a node, and a name without a statement is a leaf."""


class Refused(click.ClickException):
    """One clear line on standard error, and exit status 2: what was typed cannot be used."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the line."""
        click.echo(f"bptutor: {self.message}", file=file, err=file is None)


class Failed(Refused):
    """The same with exit status 1: it was understood, and there is a problem in it."""

    exit_code = 1


@contextmanager
def explained() -> Iterator[None]:
    """Turn the errors that the rooms raise on purpose into one line each."""
    from tutor.core.answers import AnswerError
    from tutor.core.errors import TutorError
    from tutor.library import LibraryError
    from tutor.sources import SourceError, SourceProblemsError

    try:
        yield
    except SourceProblemsError as found:
        from tutor.reporting import problem_lines

        for line in problem_lines(found.name, found.problems):
            click.echo(line, err=True)
        raise SystemExit(1) from found
    except (SourceError, LibraryError, AnswerError) as error:
        raise Refused(str(error)) from error
    except TutorError as error:
        raise Failed(str(error)) from error


def source_and_values(command: Command) -> Command:
    """The arguments that every command on a graph takes."""
    pairs = click.argument("values", nargs=-1, metavar="[NAME=VALUE]...")
    source = click.argument("source")
    return source(pairs(command))


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
@click.option(
    "--format",
    "form",
    default="text",
    show_default=True,
    help="text, json, dot, mermaid, svg or python",
)
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


@main.command(
    help=f"Mark one answer: is it right, and if not, which mistake is it?\n\n{SOURCE_HELP}"
)
@source_and_values
@click.option("--wrt", required=True, metavar="NAME", help="the node that was asked about")
@click.option("--answer", required=True, metavar="NUMBER", help="what was answered")
@click.option("--json", "as_json", is_flag=True, help="print the result as JSON")
def mark(source: str, values: tuple[str, ...], wrt: str, answer: str, as_json: bool) -> None:
    """Mark one answer."""
    from tutor.core.marking import mark_one
    from tutor.sources import load_graph, read_pairs

    with explained():
        lesson_graph = load_graph(source)
        result = mark_one(lesson_graph.graph, read_pairs(values, lesson_graph.graph), wrt, answer)
    if as_json:
        click.echo(json.dumps(asdict(result), ensure_ascii=False))
    else:
        click.echo(result.feedback)


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
