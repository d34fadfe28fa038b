"""``bptutor new``: templates that have no problem, to start from."""

from __future__ import annotations

import click

from tutor.commands.common import HelpWithKinds, Refused, kind_called
from tutor.commands.completion import SUBJECTS, complete_subject, complete_template


@click.command(cls=HelpWithKinds, listed=("quiz", "steps"))
@click.argument("what", shell_complete=complete_subject)
@click.argument("kind", required=False, default="", shell_complete=complete_template)
@click.option("--title", default="", help="the title of a new lesson")
@click.option(
    "--example", is_flag=True, help="of a pack: write three finished lessons into a new folder"
)
def new(what: str, kind: str, title: str, *, example: bool) -> None:
    """Print a template of a lesson or of a part of one.

    WHAT is lesson, quiz KIND, steps KIND, network or pack.

    Redirect it into a file, as in: bptutor new lesson > 90-area.md
    """
    if example:
        if what != "pack" or kind or title:
            raise Refused("--example is for a pack alone, as in: bptutor new pack --example")
        _write_example()
        return
    click.echo(_template(what, kind, title), nl=False)


def _write_example() -> None:
    """Write the example pack into a folder of the current one, which must not be there yet."""
    from pathlib import Path
    from shutil import rmtree

    from tutor import starters
    from tutor.files import write_new_file

    folder = Path(starters.EXAMPLE)
    try:
        folder.mkdir()
    except FileExistsError as error:
        raise Refused(f"there is a {folder} here already: nothing was written") from error
    except OSError as error:
        raise Refused(f"{folder} cannot be written: {error.strerror}") from error
    try:
        for name, text in starters.example_pack().items():
            write_new_file(folder / name, text)
    except OSError as error:
        rmtree(folder, ignore_errors=True)  # three lessons or none
        raise Refused(f"{folder} cannot be written: {error.strerror}") from error
    click.echo(f"{folder} was written. Try it with: bptutor open {folder}")


def _template(what: str, kind: str, title: str) -> str:
    from tutor import starters
    from tutor.core.syntax import did_you_mean
    from tutor.core.text import safe

    if what not in SUBJECTS:
        raise Refused(f"there is no template for {safe(what)!r}; {did_you_mean(what, SUBJECTS)}")
    if title and (what != "lesson" or safe(title) != title or len(title) > 100):
        raise Refused("--title is for a lesson: one line of at most 100 characters")
    if what in starters.kinds():
        if not kind:
            raise Refused(f"which kind of {what}? There are {', '.join(starters.kinds()[what])}")
        return kind_called(what, kind)
    if kind:
        file = "; what is printed is for a file pack.md" if what == "pack" else ""
        raise Refused(f"a {what} has no kinds: leave {safe(kind)!r} out{file}")
    if what == "lesson":
        return starters.lesson(title or starters.TITLE)
    return starters.network() if what == "network" else starters.pack()
