"""``bptutor check``: every problem of lesson files, folders and packs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from tutor.commands.common import columns_of, explain_errors


@contextmanager
def where_it_stands() -> Iterator[Callable[[str], None]]:
    """A line on the terminal that is written over and over, and is gone at the end.

    Into a file or a pipe nothing is written.
    """
    from tutor.core.text import clip, pad

    room = (columns_of(sys.stderr) or 1) - 1 if sys.stderr is not None else 0

    def write(line: str) -> None:
        if room:
            click.echo(f"\r{pad(clip(line, room), room)}", nl=False, err=True)

    try:
        yield write
    finally:
        if room:
            click.echo(f"\r{' ' * room}\r", nl=False, err=True)


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--json", "as_json", is_flag=True, help="print the problems as JSON")
def check(paths: tuple[str, ...], as_json: bool) -> None:
    """Check lessons, and report every problem with its place.

    PATH is a lesson file, a folder of lessons, or a pack: its folder or a zip file of it.

    Without a PATH the built-in lessons are checked. The exit status is 0 when there are no errors
    and no warnings.
    """
    from tutor.problems import check_paths

    with explain_errors(), where_it_stands() as now:
        lines, status = check_paths(paths, as_json=as_json, now=now)
    for line in lines:
        click.echo(line)
    raise SystemExit(status)
