"""``bptutor check``: every problem of lesson files, folders and packs."""

from __future__ import annotations

import click

from tutor.commands.common import explain_errors


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--json", "as_json", is_flag=True, help="print the problems as JSON")
def check(paths: tuple[str, ...], as_json: bool) -> None:
    """Check lesson files, folders or packs and report every problem with its place.

    Without a PATH the built-in lessons are checked.
    """
    from tutor.problems import check_paths

    with explain_errors():
        lines, status = check_paths(paths, as_json=as_json)
    for line in lines:
        click.echo(line)
    raise SystemExit(status)
