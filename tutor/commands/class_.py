"""``bptutor class``: one report out of what a whole class handed in."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tutor.commands.common import (
    COLUMNS,
    Failed,
    all_lessons,
    columns_of,
    echo_json,
    explain_errors,
    naming_packs,
    write_or_refuse,
)


@click.command(
    "class",
    help="Report on a class: what to teach again first.\n\nIt says why, by mistake, skill, "
    "question and student, with real answers and the exercise to set.\n\nPATH is a folder, an "
    "export (bptutor export --name NAME, JSON) or a class file (CSV as bptutor mark reads it). "
    "What cannot be read is named and left out, and nothing counts twice. Anyone can change an "
    "export: the report says what to teach and is not a mark.",
)
@click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--thorough", is_flag=True, help="look into all of it, however long it takes")
@click.option("--json", "as_json", is_flag=True, help="print the report as JSON")
@click.option(
    "--html", "page", metavar="FILE", type=click.Path(path_type=Path),
    help="write the report to a new file, too",
)  # fmt: skip
def class_(paths: tuple[Path, ...], page: Path | None, *, thorough: bool, as_json: bool) -> None:
    """Report on a class."""
    from tutor.class_folder import read_class
    from tutor.class_reports import report_on_class
    from tutor.core.practice import class_report as reports

    with explain_errors(), naming_packs():
        handed_in = read_class(paths, thorough=thorough)
        report = report_on_class(handed_in, all_lessons())
        if not (report.answers or report.unmarked or report.sources.left_out):
            raise Failed("there is nothing to read there: no export (.json), no class file (.csv)")
        if page is not None:
            write_or_refuse(page, reports.html_page(report))
        if as_json:
            echo_json(reports.report_data(report), indent=2)
        else:
            click.echo("\n".join(reports.text_lines(report, columns_of(sys.stdout) or COLUMNS)))
        if not report.answers:
            raise Failed("no answers could be read: what was left out and why stands above")
