"""``bptutor mark``: one answer, or a whole class's answers in a CSV file."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from tutor.commands.common import SOURCE_HELP, Refused, explain_errors, of_option, typed_from
from tutor.error_messages import PROBLEMS


@click.command(
    help="Mark one answer: is it right, and if not, which mistake is it?\n\n"
    f"{SOURCE_HELP}\n\nWithout --wrt and --answer SOURCE is a CSV file of answers with the columns "
    "source, values, wrt and answer; what else it has is kept.\n\nThe exit status is 1 when an "
    "answer is wrong or cannot be marked."
)
@click.argument("source")
@click.argument("values", nargs=-1, metavar="[NAME=VALUE]...")
@click.option("--wrt", metavar="NAME", help="the node that was asked about")
@click.option("--answer", metavar="NUMBER", help="what was answered")
@of_option
@click.option("--json", "as_json", is_flag=True, help="print the result as JSON")
def mark(
    source: str,
    values: tuple[str, ...],
    wrt: str | None,
    answer: str | None,
    of: str,
    *,
    as_json: bool,
) -> None:
    """Mark answers."""
    with explain_errors():
        if wrt is None and answer is None and source.lower().endswith(".csv"):
            if values:
                raise Refused("the values of a CSV file stand in its column 'values'")
            _mark_file(source, as_json=as_json)
        elif wrt is None or answer is None:
            missing = "--wrt NAME" if wrt is None else "--answer NUMBER"
            raise Refused(f"add {missing}, or name a file that ends in .csv")
        else:
            _mark_one(source, values, wrt, answer, of, as_json=as_json)


def _mark_one(
    source: str, values: tuple[str, ...], wrt: str, answer: str, of: str, *, as_json: bool
) -> None:
    from tutor.core.practice import mark_typed

    typed, given = typed_from(source, values, of)
    result = mark_typed(typed, given, wrt, answer)
    if as_json:
        click.echo(json.dumps(asdict(result), ensure_ascii=False))
    else:
        click.echo(result.feedback)
    if not result.correct:
        raise SystemExit(PROBLEMS)


def _mark_file(name: str, *, as_json: bool) -> None:
    from tutor.marking_file import as_csv, mark_rows, summary_lines, summary_of

    dialect, rows = mark_rows(name)
    if as_json:
        data = {"answers": [row.data() for row in rows], "summary": summary_of(rows)}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        click.echo(as_csv(rows, dialect), nl=False)
        for line in summary_lines(rows):
            click.echo(line, err=True)
    if any(row.mark is None or not row.mark.correct for row in rows):
        raise SystemExit(PROBLEMS)
