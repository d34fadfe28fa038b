"""``bptutor watch``: a lesson in the tutor, read again whenever its file is saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutor.commands.common import Needed, Refused, explain_errors

if TYPE_CHECKING:
    from tutor.watcher import Watcher

SECONDS = 0.3
"""Time between two looks at the file."""


@click.command()
@click.argument("file", cls=Needed, example="bptutor watch my-lesson.md")
@click.option("--plain", is_flag=True, help="only list the problems, each time the file is saved")
def watch(file: str, plain: bool) -> None:
    """Show a lesson, and read it again when it is saved.

    Page, step and values are kept. A version with errors is not shown: its first error is, with the
    last good version.
    """
    from tutor.launch import terminal_problem
    from tutor.library import read_bytes
    from tutor.watcher import Watcher

    with explain_errors():
        read_bytes(Path(file))
    watcher = Watcher(Path(file))
    if plain:
        _list(watcher)
        return
    problem = terminal_problem()
    if problem:
        raise Refused(problem.partition(";")[0] + "; bptutor watch --plain lists the problems")
    raise SystemExit(_show(watcher))


def _list(watcher: Watcher) -> None:
    """Print the problems after each change until the author interrupts."""
    import time

    from tutor.problems import problem_lines, summary_line

    try:
        while True:
            found = watcher.poll()
            if found is not None:
                for line in problem_lines(watcher.name, found.problems):
                    click.echo(line)
                click.echo(summary_line([(watcher.name, found.problems)]))
            time.sleep(SECONDS)
    except KeyboardInterrupt:
        click.echo()


def _show(watcher: Watcher) -> int:
    from tutor.launch import launch_watching
    from tutor.problems import problem_lines

    watcher.poll()
    if watcher.watched.lesson is None:
        for line in problem_lines(watcher.name, watcher.watched.problems):
            click.echo(line, err=True)
        return 1
    return launch_watching(watcher)
