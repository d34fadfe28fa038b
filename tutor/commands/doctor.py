"""``bptutor doctor``: is all that is kept sound, and can it be mended?"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from tutor.commands.common import (
    Failed,
    all_lessons,
    columns_of,
    explain_errors,
    kept_or_refuse,
    open_progress,
)
from tutor.commands.progress import yes_option

if TYPE_CHECKING:
    from tutor.store import Examined, Store


@click.command()
@yes_option
def doctor(*, yes: bool) -> None:
    """Examine your progress file, back it up and mend it.

    The exit status is 0 when all is well or was mended.
    """
    with explain_errors(), open_progress() as store:
        kept_or_refuse(store, "nothing could be examined")
        found = list(_said(store))
        wrong = [one for one in found if one.finding.is_wrong]
        if not wrong:
            click.echo("All is well.")
            return
        if any(one.mend for one in wrong):
            _mend(store, wrong, yes=yes)
            click.echo("Examined again:")
            wrong = [one for one in _said(store) if one.finding.is_wrong]
        if wrong:
            raise Failed("not all is well")
        click.echo("Nothing is left to mend.")


def _said(store: Store) -> Iterator[Examined]:
    """What is found, each said as soon as it is."""
    from tutor.clock import local_now
    from tutor.core.practice import PRACTICE
    from tutor.core.text import wrap_text
    from tutor.store import examined

    room = columns_of(sys.stdout)
    lessons = {PRACTICE, *(lesson.id for lesson in all_lessons())}
    for one in examined(store, local_now(), lessons):
        sign = "!" if one.finding.is_wrong else "-"
        said = f"{sign} {one.finding.said}"
        for line in wrap_text(said, room, "", "  ") if room else [said]:
            click.echo(line)
        yield one


def _mend(store: Store, wrong: list[Examined], *, yes: bool) -> None:
    from tutor.store import mend, shown

    for one in wrong:
        if one.mend:
            click.echo(f"Can be mended: {one.finding.remedy}.")
    if not (yes or _agreed()):
        raise Failed("nothing was changed")
    backup = None if store.is_empty else store.backup()
    if backup is not None:
        click.echo(f"A backup was made: {shown(backup)}")
    for one in wrong:
        if one.mend:
            mend(one)
            click.echo(f"Done: {one.finding.remedy}.")


def _agreed() -> bool:
    try:
        return click.confirm("Mend it, after a backup?", default=False)
    except click.Abort:
        click.echo()
        return False
