"""A class's answers in a CSV file: each marked, and the mistakes counted.

Columns: ``source`` (graph statements), ``values`` (``w=5 x=1``), ``wrt``, ``answer``, and ``of``
for the output where several nodes could be it, in whatever capitals; others (a name, a date) are
carried over.  A row that cannot be marked says why and does not stop the rest.  The copy has the
separator and the byte order mark of the file.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple

from tutor.core.answers import AnswerError
from tutor.core.errors import TutorError
from tutor.core.misconceptions import name_of
from tutor.core.practice import Mark, mark_typed
from tutor.core.text import csv_text, format_number, plural, safe
from tutor.core.typed import Typed, read_typed
from tutor.graph_arguments import SourceError, SourceProblemsError, given_of, read_pairs
from tutor.library import LibraryError, read_bytes

WANTED = ("source", "values", "wrt", "answer")
FOUND = ("correct", "expected", "mistakes", "feedback")
"""The columns that are added."""

LARGEST = 64 * 1024 * 1024
LONGEST = 4_000
"""Characters of a cell that is read; a longer one costs its row the mark."""


class Dialect(NamedTuple):
    """How the file was written, and how its marked copy is."""

    delimiter: str = ","
    bom: bool = False
    says_so: bool = False
    """Whether its first line is ``sep=;`` or the like."""


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """One line of the file with its mark, or with the reason why there is none.

    ``cells`` are the file's own, ``columns`` their names ("" for a cell beyond the header).
    """

    columns: tuple[str, ...]
    cells: tuple[str, ...]
    mark: Mark | None
    problem: str = ""

    def data(self) -> dict[str, object]:
        """The row for JSON."""
        fields = {name: cell for name, cell in zip(self.columns, self.cells, strict=True) if name}
        if self.mark is None:
            return {**fields, "problem": self.problem}
        mark = self.mark
        found = (mark.correct, mark.expected, list(mark.mistakes), mark.feedback)
        return {**fields, **dict(zip(added_columns(self.columns), found, strict=True))}


def added_columns(columns: Iterable[str]) -> list[str]:
    """The names of the columns that are added; one that the file has is given another name."""
    taken = {column.strip().casefold() for column in columns}
    return [f"{name}_2" if name in taken else name for name in FOUND]


def mark_rows(name: str) -> tuple[Dialect, list[MarkedRow]]:
    """How the file is written, and every row, marked.

    Raises SourceError when the file cannot be used.
    """
    try:
        data = read_bytes(Path(name), LARGEST)
        text = data.decode("utf-8-sig")
    except LibraryError as error:
        raise SourceError(str(error)) from error
    except UnicodeDecodeError as error:
        raise SourceError(f"{safe(name)} is not UTF-8 text: save it as CSV in UTF-8") from error
    dialect = _dialect(text, bom=data.startswith(codecs.BOM_UTF8))
    if dialect.says_so:
        text = text.partition("\n")[2]
    csv.field_size_limit(LARGEST)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=dialect.delimiter)
        lines = [cells for cells in reader if cells]
    except csv.Error as error:
        raise SourceError(f"{safe(name)} cannot be read as CSV: {error}") from error
    header, *rows = lines or [[]]
    places = {column.strip().casefold(): at for at, column in enumerate(header)}
    missing = [column for column in WANTED if column not in places]
    if missing:
        raise SourceError(
            f"{safe(name)} has no column {', '.join(missing)}: "
            f"its first line must name the columns {', '.join(WANTED)}"
        )
    wanted = tuple(places[column] for column in WANTED)
    of = places.get("of", -1)
    columns = tuple(header) + ("",) * (max(map(len, lines)) - len(header))
    return dialect, [_mark_row(columns, tuple(row), (*wanted, of)) for row in rows]


def _dialect(text: str, *, bom: bool) -> Dialect:
    """The separator that the file names, else the commonest one of its header."""
    first = text.partition("\n")[0].strip()
    if first[:4].lower() == "sep=" and len(first) == 5:
        return Dialect(first[4], bom, says_so=True)
    return Dialect(max(",;\t", key=first.count), bom)


def _mark_row(
    columns: tuple[str, ...], given: tuple[str, ...], wanted: tuple[int, ...]
) -> MarkedRow:
    cells = given + ("",) * (len(columns) - len(given))
    unmarked = partial(MarkedRow, columns, cells, None)
    for column, at in zip(WANTED, wanted, strict=False):
        if at >= len(given):
            return unmarked(f"the row ends before {column}")
        if len(given[at]) > LONGEST:
            return unmarked(f"its {column} has {len(given[at])} characters, {LONGEST} are read")
    source, values, wrt, answer = (given[at] for at in wanted[:-1])
    of = cells[wanted[-1]] if wanted[-1] >= 0 else ""
    try:
        pairs = tuple(values.split())
        typed = _read_once(source, tuple((name, None) for name in given_of(pairs)), of.strip())
        if typed.undecided:  # which case is meant is another question for every row
            typed = _read_once(source, tuple(given_of(pairs).items()), of.strip())
        _refuse_problems(typed, source)
        mark = mark_typed(typed, read_pairs(pairs, typed), wrt.strip(), answer)
        return MarkedRow(columns, cells, mark)
    except SourceProblemsError as error:
        return unmarked(error.problems[0].message if error.problems else str(error))
    except (SourceError, AnswerError, TutorError) as error:
        return unmarked(str(error))


@lru_cache(maxsize=256)
def _read_once(source: str, given: tuple[tuple[str, float | None], ...], of: str) -> Typed:
    """A class answers about few graphs: each is read once."""
    return read_typed(source, given=dict(given), of=of)


def _refuse_problems(typed: Typed, source: str) -> None:
    errors = tuple(problem for problem in typed.problems if problem.severity == "error")
    if errors:
        raise SourceProblemsError("source", errors, source)


def as_csv(rows: Sequence[MarkedRow], dialect: Dialect) -> str:
    """The rows with their marks, written as the file was."""
    columns = rows[0].columns if rows else WANTED
    lines: list[list[str]] = [[*columns, *added_columns(columns)]]
    for row in rows:
        if row.mark is None:
            lines.append([*row.cells, "", "", "", row.problem])
        else:
            mark = row.mark
            judged = ["yes" if mark.correct else "no", repr(mark.expected)]
            lines.append([*row.cells, *judged, " ".join(mark.mistakes), mark.feedback])
    head = ("\ufeff" if dialect.bom else "") + (
        f"sep={dialect.delimiter}\n" if dialect.says_so else ""
    )
    return head + csv_text(lines, dialect.delimiter)


def summary_of(rows: Sequence[MarkedRow]) -> dict[str, object]:
    """Counts for the class: answers, right ones, unmarked ones, and every mistake.

    An answer that several mistakes explain counts for each of them.
    """
    marks = [row.mark for row in rows if row.mark is not None]
    named = Counter(mistake for mark in marks for mistake in dict.fromkeys(mark.mistakes))
    unknown = sum(not mark.correct and not mark.mistakes for mark in marks)
    return {
        "answers": len(rows),
        "right": sum(mark.correct for mark in marks),
        "not_marked": len(rows) - len(marks),
        "not_recognised": unknown,
        "mistakes": dict(named.most_common()),
    }


def summary_lines(rows: Sequence[MarkedRow]) -> list[str]:
    """The same as lines for people."""
    marks = [row.mark for row in rows if row.mark is not None]
    right = sum(mark.correct for mark in marks)
    lines = [f"{plural(len(rows), 'answer')}: {right} right, {len(marks) - right} wrong"]
    if len(marks) < len(rows):
        lines[0] += f", {len(rows) - len(marks)} could not be marked"
    wrong = [mark for mark in marks if not mark.correct]
    named = Counter(mistake for mark in wrong for mistake in dict.fromkeys(mark.mistakes))
    for id_, count in named.most_common():
        share = 100 * count / len(wrong)
        lines.append(f"{count:5d}  {format_number(round(share, 1)):>5} %  {id_} ({name_of(id_)})")
    several = sum(len(mark.mistakes) > 1 for mark in wrong)
    if several:
        lines.append(f"{several:5d}           of these fit several causes and count for each")
    unknown = sum(not mark.mistakes for mark in wrong)
    if unknown:
        lines.append(f"{unknown:5d}           not recognised")
    return lines
