"""``add``, ``packs``, ``update`` and ``remove``: packs of lessons beside the course."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutor.commands.common import Failed, confirm_or_refuse, explain_errors
from tutor.commands.completion import complete_pack
from tutor.commands.progress import yes_option

if TYPE_CHECKING:
    from tutor.packs import AddedPack


@contextmanager
def _explained() -> Iterator[None]:
    """What goes wrong, the disk included, as one line; nothing was changed then."""
    try:
        with explain_errors():
            yield
    except OSError as error:
        from tutor.core.text import safe

        where = f" ({safe(str(error.filename))})" if error.filename else ""
        raise Failed(f"nothing was changed: {error.strerror or error}{where}") from error


@click.command()
@click.argument("pack", metavar="FOLDER|ZIP", type=click.Path(path_type=Path))
def add(pack: Path) -> None:
    """Add a pack of lessons.

    It is a folder with a pack.md, or a zip file of one. It is copied: the folder may go.
    """
    from tutor.packs import add_pack

    with _explained():
        _say(add_pack(pack), "was added")


@click.command()
@click.argument("pack", metavar="PACK", shell_complete=complete_pack)
@click.argument("source", metavar="[FOLDER|ZIP]", required=False, type=click.Path(path_type=Path))
def update(pack: str, source: Path | None) -> None:
    """Copy a pack again from the place it was added from.

    PACK is its id, as bptutor packs lists it. FOLDER|ZIP takes it from another place. Your progress
    stays.
    """
    from tutor.packs import update_pack

    with _explained():
        _say(update_pack(pack, source), "was updated")


@click.command()
@click.argument("pack", metavar="PACK", shell_complete=complete_pack)
@yes_option
def remove(pack: str, *, yes: bool) -> None:
    """Remove a pack.

    PACK is its id, as bptutor packs lists it. Your answers stay, and count again when you add it
    again.
    """
    from tutor.core.text import safe
    from tutor.packs import folder_of, remove_pack

    with _explained():
        folder_of(pack)
        confirm_or_refuse(f"Remove the pack {safe(pack)}? Your answers in it are kept.", yes=yes)
        remove_pack(pack)
        click.echo(f"{safe(pack)} was removed.")


@click.command()
def packs() -> None:
    """List the packs that were added, with their lessons."""
    from tutor.core.text import safe
    from tutor.packs import added_packs, entries_of, unreadable_packs

    found = added_packs()
    for pack in found:
        said = pack.said
        click.echo(f"{said.id}: {safe(said.title)}{_terms(pack)}")
        if pack.source:
            click.echo(f"    from {safe(pack.source)}")
        for entry in entries_of(found):
            if entry.section and entry.section.id == said.id:
                click.echo(f"{entry.number:>5}  {entry.title}")
    for id_ in unreadable_packs():
        click.echo(f"{safe(id_)}: cannot be read any more: bptutor update or remove it")
    if not found:
        click.echo("No pack was added: bptutor add FOLDER|ZIP.")


def _terms(pack: AddedPack) -> str:
    """What an instructor has set, after the title."""
    words = pack.said.terms.words
    return f" ({words})" if words else ""


def _say(pack: AddedPack, what: str) -> None:
    from tutor.core.text import plural, safe

    title, lessons = safe(pack.said.title), plural(len(pack.files), "lesson")
    click.echo(f"“{title}” {what}: {lessons}{_terms(pack)}. bptutor open {pack.said.id}")
