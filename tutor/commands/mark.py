"""``bptutor mark``: one answer, a hand calculation, or a whole class's answers in a CSV file."""

from __future__ import annotations

import sys
from itertools import islice
from math import isfinite
from pathlib import Path

import click

from tutor.commands.common import (
    COLUMNS,
    SOURCE_HELP,
    VALUES_HELP,
    Needed,
    Refused,
    columns_of,
    echo_json,
    explain_errors,
    of_option,
    typed_from,
    write_or_refuse,
)
from tutor.error_messages import PROBLEMS

AT_ONCE = 10_000
"""Pieces of a JSON text that are written together."""


@click.command(
    help="Mark an answer, a working, or a whole class.\n\n"
    "One answer, with --wrt and --answer: is it right, and if not, which mistake is it? With "
    "--rate the answer is what NAME becomes in one step of gradient descent with that rate.\n\n"
    "A hand calculation, with --working, yours or a book's: which line is the first that does not "
    "follow? Its lines are written as on paper (u = 15, du/dw = 3, dJ/dw = 24, w.grad = 24, "
    "message u->w = 24), in a file or between ';'. What is wrong only because of an earlier line "
    f"is not wrong again.\n\n{SOURCE_HELP}\n\n{VALUES_HELP}\n\nA class: SOURCE is a CSV file of "
    "answers with the columns source, values, wrt and answer, and no other option is needed. A "
    "column student, email, user, name or id says whose answers are to be read together; rows with "
    "one text in a column question are variants of one question, as bptutor quiz --for NAMES "
    "--format csv prints them. At a terminal a report on the class is printed, otherwise the file "
    "with its marks.\n\nThe exit status is 1 when an answer or a line is wrong or cannot be marked."
)
@click.argument(
    "source", cls=Needed, metavar="SOURCE",
    example="bptutor mark 'J = (w*x - y)^2' w=2 x=1 y=3 --wrt w --answer=-2",
)  # fmt: skip
@click.argument("values", nargs=-1, metavar="[NAME=VALUE]...")
@click.option("--wrt", metavar="NAME", help="the node that was asked about")
@click.option("--answer", metavar="NUMBER", help="what was answered")
@click.option("--rate", type=float, metavar="NUMBER", help="the learning rate of a step")
@click.option("--working", metavar="FILE", help="a hand calculation: a file, - or its lines")
@of_option
@click.option(
    "--thorough", is_flag=True, help="of a class file: mark all of it, however long it takes"
)
@click.option("--json", "as_json", is_flag=True, help="print the result as JSON")
@click.option(
    "--report/--csv", default=None, help="of a class file: the report, or the file with its marks"
)
@click.option(
    "--html", "page", metavar="FILE", type=click.Path(path_type=Path),
    help="of a class file: write the report to a new file, too",
)  # fmt: skip
def mark(
    source: str,
    values: tuple[str, ...],
    wrt: str | None,
    answer: str | None,
    rate: float | None,
    working: str | None,
    of: str,
    *,
    as_json: bool,
    report: bool | None,
    page: Path | None,
    thorough: bool,
) -> None:
    """Mark answers."""
    with explain_errors():
        if rate is not None and (working is not None or wrt is None or answer is None):
            raise Refused("--rate goes with --wrt NAME and --answer NUMBER")
        if rate is not None and not (isfinite(rate) and rate):
            raise Refused(f"{rate:g} is no learning rate: write a number such as 0.1")
        if working is not None:
            _mark_working(source, values, wrt or "", answer, working, of, as_json=as_json)
        elif wrt is None and answer is None and source.lower().endswith(".csv"):
            if values:
                raise Refused("the values of a CSV file stand in its column 'values'")
            _mark_file(source, page, as_json=as_json, report=report, thorough=thorough)
        elif wrt is None or answer is None:
            missing = "--wrt NAME" if wrt is None else "--answer NUMBER or --working FILE"
            raise Refused(f"add {missing}, or name a file that ends in .csv")
        elif report is not None or page is not None or thorough:
            raise Refused(
                "--report, --csv, --html and --thorough are for a class's answers in a .csv file"
            )
        else:
            _mark_one(source, values, wrt, answer, of, rate, as_json=as_json)


def _mark_one(
    source: str, values: tuple[str, ...], wrt: str, answer: str, of: str, rate: float | None,
    *, as_json: bool,
) -> None:  # fmt: skip
    from dataclasses import asdict

    from tutor.core.practice import mark_typed

    typed, given = typed_from(source, values, of)
    result = mark_typed(typed, given, wrt, answer, rate=rate)
    if as_json:
        echo_json(asdict(result))
    else:
        click.echo(result.feedback)
    if not result.correct:
        raise SystemExit(PROBLEMS)


def _mark_working(
    source: str,
    values: tuple[str, ...],
    wrt: str,
    answer: str | None,
    working: str,
    of: str,
    *,
    as_json: bool,
) -> None:
    from dataclasses import asdict

    from tutor.core.practice import mark_typed
    from tutor.core.working import mark_working, working_lines
    from tutor.graph_arguments import read_text

    if source == working == "-":
        raise Refused("SOURCE and --working cannot both be read from standard input")
    if answer is not None and not wrt:
        raise Refused("add --wrt NAME: which node is the answer about?")
    typed, given = typed_from(source, values, of)
    text = working.replace(";", "\n") if "=" in working else read_text(working)
    result = mark_working(typed, given, text, wrt)
    single = None if answer is None else mark_typed(typed, given, wrt, answer)
    if as_json:
        data = result.data() | ({"marked_answer": asdict(single)} if single else {})
        echo_json(data)
    else:
        lines = working_lines(result)
        click.echo("\n".join(lines if single is None else (*lines, f"Answer: {single.feedback}")))
    answered = single.correct if single else result.is_answered
    if not (result.all_right and answered):
        raise SystemExit(PROBLEMS)


def _mark_file(
    name: str, page: Path | None, *, as_json: bool, report: bool | None, thorough: bool
) -> None:
    from json import JSONEncoder

    from tutor.class_reports import report_on
    from tutor.core.practice import class_report as reports
    from tutor.marked_file import as_csv, rows_data, summary_of
    from tutor.marking_file import mark_rows

    if as_json and report is not None:
        raise Refused("--json has both the marks and the report: leave out --report or --csv")
    file = mark_rows(name, thorough=thorough)
    found = report_on(file)
    if page is not None:
        write_or_refuse(page, reports.html_page(found))
    if as_json:
        rows = list(rows_data(file, found))
        data = {
            "answers": rows,
            "summary": summary_of(file.rows, found),
            "report": reports.report_data(found),
        }
        parts = JSONEncoder(ensure_ascii=False, indent=2).iterencode(data)
        while some := "".join(islice(parts, AT_ONCE)):  # all at once they take 100 MB
            click.echo(some, nl=False)
        click.echo()
    elif report if report is not None else sys.stdout.isatty():
        click.echo("\n".join(reports.text_lines(found, columns_of(sys.stdout) or COLUMNS)))
    else:
        click.echo(as_csv(file, found), nl=False)
        for line in reports.overview_lines(found):
            click.echo(line, err=True)
    if any(row.mark is None or not row.mark.correct for row in file.rows):
        raise SystemExit(PROBLEMS)
