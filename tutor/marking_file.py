"""A class's answers in a CSV file: each marked, and the mistakes counted.

Columns: ``source`` (graph statements), ``values`` (``w=5 x=1``), ``wrt``, ``answer``, and ``of``
for the output where several nodes could be it; others (a name, a date) are carried over.  A row
that cannot be marked says why and does not stop the rest.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tutor.core.answers import AnswerError
from tutor.core.errors import TutorError
from tutor.core.figures import figure
from tutor.core.marking import Mark, mark_typed
from tutor.core.misconceptions import name_of
from tutor.core.tables import csv_text
from tutor.core.text import safe
from tutor.core.typed import Typed, read_typed
from tutor.library import LibraryError, read_bytes
from tutor.sources import SourceError, SourceProblemsError, read_pairs

WANTED = ("source", "values", "wrt", "answer")
LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file with its mark, or with the reason why there is none."""

    fields: Mapping[str, str]
    mark: Mark | None
    problem: str = ""

    def data(self) -> dict[str, object]:
        """The row for JSON."""
        if self.mark is None:
            return {**self.fields, "problem": self.problem}
        mark = self.mark
        return {
            **self.fields,
            "correct": mark.correct,
            "expected": mark.expected,
            "mistakes": list(mark.mistakes),
            "feedback": mark.feedback,
        }


def marked_rows(name: str) -> list[Row]:
    """Every row of the file, marked.  Raises SourceError when the file cannot be used."""
    try:
        text = read_bytes(Path(name), LARGEST).decode("utf-8-sig")
    except LibraryError as error:
        raise SourceError(str(error)) from error
    except UnicodeDecodeError as error:
        raise SourceError(f"{safe(name)} is not UTF-8 text: save it as CSV in UTF-8") from error
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        missing = [column for column in WANTED if column not in (reader.fieldnames or ())]
        if missing:
            raise SourceError(
                f"{safe(name)} has no column {', '.join(missing)}: "
                f"its first line must name the columns {', '.join(WANTED)}"
            )
        return [_marked(row) for row in reader]
    except csv.Error as error:
        raise SourceError(f"{safe(name)} cannot be read as CSV: {error}") from error


def _delimiter(text: str) -> str:
    """A comma, or the semicolon or tab that spreadsheets of other countries write."""
    first = text.split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _marked(row: Mapping[str | None, str | list[str] | None]) -> Row:
    fields = {key: value for key, value in row.items() if key and isinstance(value, str)}
    short = [column for column in WANTED if column not in fields]
    if short:
        return Row(fields, None, f"the row ends before {short[0]}")
    try:
        pairs = tuple(fields["values"].split())
        names = tuple(pair.partition("=")[0] for pair in pairs)
        typed = _typed(fields["source"], names, fields.get("of", "").strip())
        values = read_pairs(pairs, typed)
        return Row(fields, mark_typed(typed, values, fields["wrt"], fields["answer"]))
    except SourceProblemsError as error:
        return Row(fields, None, error.problems[0].message if error.problems else str(error))
    except (SourceError, AnswerError, TutorError) as error:
        return Row(fields, None, str(error))


@lru_cache(maxsize=256)
def _typed(source: str, names: tuple[str, ...], of: str) -> Typed:
    """A class answers about few graphs: each is read once.  Raises SourceProblemsError."""
    typed = read_typed(source, given=names, of=of)
    errors = tuple(one for one in typed.problems if one.severity == "error")
    if errors:
        raise SourceProblemsError("source", errors, source)
    return typed


def as_csv(rows: Sequence[Row]) -> str:
    """The rows with their marks."""
    columns = list(dict.fromkeys(key for row in rows for key in row.fields)) or list(WANTED)
    lines: list[list[str]] = [[*columns, "correct", "expected", "mistakes", "feedback"]]
    for row in rows:
        kept = [row.fields.get(column, "") for column in columns]
        if row.mark is None:
            lines.append([*kept, "", "", "", row.problem])
        else:
            mark = row.mark
            judged = ["yes" if mark.correct else "no", repr(mark.expected)]
            lines.append([*kept, *judged, " ".join(mark.mistakes), mark.feedback])
    return csv_text(lines)


def summary_of(rows: Sequence[Row]) -> dict[str, object]:
    """Counts for the class: answers, right ones, unmarked ones, and each mistake's first place.

    A mistake is counted where it is the most likely one of an answer.
    """
    marks = [row.mark for row in rows if row.mark is not None]
    first = Counter(mark.mistakes[0] for mark in marks if mark.mistakes)
    unknown = sum(not mark.correct and not mark.mistakes for mark in marks)
    return {
        "answers": len(rows),
        "right": sum(mark.correct for mark in marks),
        "not_marked": len(rows) - len(marks),
        "not_recognised": unknown,
        "mistakes": dict(first.most_common()),
    }


def summary_lines(rows: Sequence[Row]) -> list[str]:
    """The same as lines for people."""
    marks = [row.mark for row in rows if row.mark is not None]
    right = sum(mark.correct for mark in marks)
    lines = [f"{len(rows)} answers: {right} right, {len(marks) - right} wrong"]
    if len(marks) < len(rows):
        lines[0] += f", {len(rows) - len(marks)} could not be marked"
    wrong = [mark for mark in marks if not mark.correct]
    first = Counter(mark.mistakes[0] for mark in wrong if mark.mistakes)
    for id_, count in first.most_common():
        share = 100 * count / len(wrong)
        lines.append(f"{count:5d}  {figure(round(share, 1)):>5} %  {id_} ({name_of(id_)})")
    unknown = sum(not mark.mistakes for mark in wrong)
    if unknown:
        lines.append(f"{unknown:5d}           not recognised")
    return lines
