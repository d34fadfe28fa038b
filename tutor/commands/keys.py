"""``bptutor keys``: every key of the tutor, and how to change it."""

from __future__ import annotations

import os

import click

from tutor.commands.common import Failed, explain_errors


@click.command(
    help="List the keys of every screen, and how to change them.\n\n"
    "Each command has an id, by which you give it other keys. "
    'Write a line for each into the file that is named at the end: home.search = "f4" gives '
    'one key, home.search = "f4,ctrl+f" two. The exit status is 1 when the file has a mistake; '
    "then no key is changed."
)
def keys() -> None:
    """List the keys."""
    with explain_errors():
        from tutor.core.text import pad, safe, width
        from tutor.locations import keys_file
        from tutor.own_keys import own_keys
        from tutor.ui.all_commands import ALL_COMMANDS
        from tutor.ui.commands_table import labels

        file = keys_file(os.environ)
        chosen, problems = own_keys(file)
        commands = [chosen.command(command) for command in ALL_COMMANDS]
        head = ("id", "keys", "what it does")
        rows = [head, *((one.id, labels(one.keys), one.name) for one in commands)]
        ids, wide = (max(width(row[column]) for row in rows) for column in (0, 1))
        for id_, named, name in rows:
            click.echo(f"{pad(id_, ids)}  {pad(named, wide)}  {name}")
        click.echo("")
        click.echo(f"Your keys: {safe(str(file)) if file else 'there is no place for them'}")
        for problem in problems:
            click.echo(safe(problem), err=True)
        if problems:
            raise Failed("no key is changed")
