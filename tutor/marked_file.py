"""A marked file of a class's answers: as the copy with marks, as data, and counted.

The copy has the separator and the byte order mark of the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tutor.core.practice.class_report import ClassReport, likeliest
from tutor.core.text import csv_text
from tutor.marking_file import WANTED, ClassFile, MarkedRow

FOUND = ("correct", "expected", "mistakes", "feedback", "nearly", "cause", "share")
"""The columns that are added; ``cause`` is the likeliest mistake, ``share`` its share of 1."""


def added_columns(columns: Iterable[str]) -> list[str]:
    """The names of the columns that are added; one that the file has is given another name."""
    taken = {column.strip().casefold() for column in columns}
    return [f"{name}_2" if name in taken else name for name in FOUND]


def _found(rows: Sequence[MarkedRow], report: ClassReport) -> Iterator[tuple[object, ...]]:
    """The cells of ``FOUND`` for each row; empty where there is no mark."""
    readings = iter(report.readings)
    for row in rows:
        mark = row.mark
        if mark is None:
            yield ()
            continue
        cause, share = likeliest(next(readings))
        yield (
            mark.correct, mark.expected, mark.mistakes, mark.feedback,
            mark.nearly, cause, round(share, 4),
        )  # fmt: skip


def as_csv(file: ClassFile, report: ClassReport) -> str:
    """The rows with their marks, written as the file was."""
    rows, dialect = file.rows, file.dialect
    columns = rows[0].columns if rows else WANTED
    lines: list[list[str]] = [[*columns, *added_columns(columns)]]
    for row, found in zip(rows, _found(rows, report), strict=True):
        cells = map(_cell, found) if found else ("", "", "", row.outcome.problem, "", "", "")
        lines.append([*row.cells, *cells])
    head = ("\ufeff" if dialect.bom else "") + (
        f"sep={dialect.delimiter}\n" if dialect.says_so else ""
    )
    return head + csv_text(lines, dialect.delimiter)


def _cell(found: object) -> str:
    if isinstance(found, bool):
        return "yes" if found else "no"
    if isinstance(found, float):
        return repr(found)
    return " ".join(found) if isinstance(found, tuple) else str(found)


def rows_data(file: ClassFile, report: ClassReport) -> Iterator[dict[str, object]]:
    """The rows for JSON."""
    for row, found in zip(file.rows, _found(file.rows, report), strict=True):
        own = {name: cell for name, cell in zip(row.columns, row.cells, strict=True) if name}
        if not found:
            yield {**own, "problem": row.outcome.problem}
        else:
            yield {**own, **dict(zip(added_columns(row.columns), found, strict=True))}


def summary_of(rows: Sequence[MarkedRow], report: ClassReport) -> dict[str, object]:
    """Counts for the class: answers, right ones, unmarked ones, and every mistake.

    An answer that several mistakes explain counts for each of them; what is not recognised is
    counted by share, as in the report.
    """
    marks = [row.mark for row in rows if row.mark is not None]
    named = Counter(mistake for mark in marks for mistake in dict.fromkeys(mark.mistakes))
    return {
        "answers": len(rows),
        "right": sum(mark.correct for mark in marks),
        "not_marked": len(rows) - len(marks),
        "not_recognised": report.unknown,
        "not_looked_into": sum(not mark.read for mark in marks),
        "mistakes": dict(named.most_common()),
    }
