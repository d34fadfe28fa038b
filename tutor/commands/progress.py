"""``status``, ``notes``, ``export``, ``import`` and ``reset``: the learner's progress."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from tutor.commands.common import (
    Refused,
    all_lessons,
    confirm_or_refuse,
    echo_json,
    explain_errors,
    kept_or_refuse,
    name_or_refuse,
    open_progress,
    recorder_of,
    whole_or_refuse,
    write_or_refuse,
)
from tutor.commands.completion import WordOption, complete_lesson, tables

if TYPE_CHECKING:
    from tutor.core.practice import Account
    from tutor.store import Store

output_option = click.option(
    "--output", "-o", type=click.Path(path_type=Path), help="write to this file, not the screen"
)
yes_option = click.option("--yes", is_flag=True, help="do not ask")


def _account(store: Store) -> Account:
    from tutor.clock import local_now
    from tutor.core.practice import account_of

    now = local_now()
    return account_of(store.progress(now), all_lessons(), now)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="print it as JSON")
def status(*, as_json: bool) -> None:
    """Show lessons, skills and what is due for review."""
    from tutor.clock import local_now
    from tutor.core.practice import status_data, status_lines

    with explain_errors(), open_progress() as store:
        whole_or_refuse(store, "your progress cannot be read")
        account, now = _account(store), local_now()
        if as_json:
            echo_json(status_data(account, now), indent=2)
            return
        for line in status_lines(account, now):
            click.echo(line)


@click.command("notes")
@output_option
def notes_(output: Path | None) -> None:
    """Write what you did, as Markdown.

    Your answers are in it, with the mistakes in them and the reasons.
    """
    from tutor.core.practice import notes

    with explain_errors(), open_progress() as store:
        whole_or_refuse(store, "nothing was written")
        answers = recorder_of(store).answers()
        _put(notes(_account(store), all_lessons(), answers), output)


@click.command()
@click.option(
    "--format", "form", type=click.Choice(["json", "csv"]), default="json", show_default=True,
    help="what to write",
)  # fmt: skip
@click.option(
    "--table", cls=WordOption, words=tables, help="which table of a CSV file",
    default="answers", show_default=True, metavar="TABLE",
)  # fmt: skip
@click.option("--name", metavar="NAME", help="your name or a pseudonym, for a class report")
@output_option
@click.pass_context
def export(
    context: click.Context, form: str, table: str, name: str | None, output: Path | None
) -> None:
    """Export your progress, to keep it or to hand it in.

    JSON has all of it, and bptutor import reads it; CSV is one table for a spreadsheet. To hand
    it in: bptutor export --name NAME -o NAME.json
    """
    from tutor.core.practice import ANSWERS, TABLES, answers_as_csv, as_csv, as_data
    from tutor.core.progress import export_document

    if table not in (ANSWERS, *TABLES):
        raise Refused(f"no table {table!r}: choose one of {', '.join((ANSWERS, *TABLES))}")
    if form == "json" and context.get_parameter_source("table") != ParameterSource.DEFAULT:
        raise Refused(f"--table {table} is for a spreadsheet: add --format csv")
    if name is not None and form != "json":
        raise Refused("--name is for an export as JSON: leave out --format csv")
    said = "" if name is None else name_or_refuse(name)
    with explain_errors(), open_progress() as store:
        whole_or_refuse(store, "nothing was exported")
        if form == "json":
            _put(export_document(store.lines(), as_data(_account(store)), said), output)
        elif table == ANSWERS:
            _put(answers_as_csv(recorder_of(store).answers()), output)
        else:
            _put(as_csv(_account(store), table), output)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@yes_option
def import_(file: Path, *, yes: bool) -> None:
    """Add the progress of an export to yours.

    FILE may also be a backup, or a progress file that is damaged: what can be read of it is used.
    Nothing counts twice.
    """
    from tutor.core.text import plural
    from tutor.store import MANY, count_events, read_events, shown

    with explain_errors(), open_progress() as store:
        kept_or_refuse(store, "nothing was imported")
        if not file.exists():
            raise Refused(f"{shown(file)} cannot be read: no such file or directory")
        count = count_events(file)
        if count > MANY:
            confirm_or_refuse(
                f"{shown(file)} has about {plural(count, 'event')}, which may take "
                f"{plural(count // 4_000, 'second')} and {count // 500} MB. Read it?",
                yes=yes,
            )
        stored = read_events(file)
        if not stored.complete:
            click.echo(f"Not all of {shown(file)} can be read; what can be read is used.")
        new = len(set(stored.events) - set(store.events()))
        if not new:
            click.echo("Nothing in it is new.")
            return
        confirm_or_refuse(
            f"Add {plural(new, 'event')} from {shown(file)} to your progress?", yes=yes
        )
        added = store.include(stored.events)
        click.echo(f"{plural(added, 'event')} added.")


@click.command()
@click.argument("lesson", required=False, shell_complete=complete_lesson)
@click.option("--all", "everything", is_flag=True, help="erase all progress, backups included")
@yes_option
def reset(lesson: str | None, *, everything: bool, yes: bool) -> None:
    """Start a lesson afresh, or erase all progress.

    The answers given in LESSON no longer count; all others stay. --all erases everything for good.
    Both ask first.
    """
    if everything == (lesson is not None):
        raise Refused("name one LESSON to start afresh, or --all to erase everything")
    with explain_errors(), open_progress() as store:
        kept_or_refuse(store, "nothing was erased" if everything else "nothing was reset")
        if lesson is None:
            _erase(store, yes=yes)
        else:
            _reset(store, lesson, yes=yes)


def _reset(store: Store, word: str, *, yes: bool) -> None:
    from tutor.commands.common import lesson_called
    from tutor.core.text import plural, safe
    from tutor.library import LibraryError

    whole_or_refuse(store, "nothing was reset")
    done = store.progress().lessons
    try:
        id_ = lesson_called(word).id
    except LibraryError:
        if word not in done:  # a lesson of the learner's own may be gone by now
            raise
        id_ = word
    if id_ not in done:
        click.echo(f"Nothing to reset: you have done nothing in {safe(id_)}.")
        return
    answers = plural(done[id_].tries, "answer")
    confirm_or_refuse(f"Start {safe(id_)} afresh? Its {answers} will no longer count.", yes=yes)
    store.reset(id_)
    click.echo(f"{safe(id_)} starts afresh.")


def _erase(store: Store, *, yes: bool) -> None:
    from tutor.core.text import plural

    answers = sum(lesson.tries for lesson in store.progress().lessons.values())
    asked = f"Erase all progress for good, {plural(answers, 'answer')}, backups included?"
    confirm_or_refuse(asked, yes=yes)
    removed = store.erase()
    gone = plural(len(removed), "file")
    click.echo("All progress was erased." + (f" {gone} removed." if removed else ""))


def _put(text: str, output: Path | None) -> None:
    """Print, or write to a file that is not there yet."""
    if output is None:
        click.echo(text, nl=False)
        return
    write_or_refuse(output, text)
