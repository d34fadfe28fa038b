"""A class's answers in a CSV file, read and marked.

Columns: ``source`` (graph statements), ``values`` (``w=5 x=1``), ``wrt``, ``answer``, and ``of``
for the output where several nodes could be it, ``rate`` where the answer is what ``wrt`` becomes in
one step of gradient descent, in whatever capitals; others (a date) are carried over, and one of
``STUDENT`` says whose answers belong together.  Rows with one text in a column ``question`` are one
question, whatever values each student has.  A row that cannot be marked says why and does not stop
the rest.  What is made of them is in marked_file.py.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from math import inf
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from tutor.core.answers import AnswerError, read_number
from tutor.core.budget import CELLS, MARKING, ROWS, WorkError, budget, spend
from tutor.core.errors import GraphError, TutorError
from tutor.core.graph import Graph, derivative
from tutor.core.practice import Leaves, Mark, Marker, mark_typed
from tutor.core.practice.class_report import Answer, Question, tidy_name
from tutor.core.text import format_number, safe
from tutor.core.typed import Typed, read_typed
from tutor.graph_arguments import SourceError, given_of, read_pairs
from tutor.library import LibraryError, SourceProblemsError, read_bytes

WANTED = ("source", "values", "wrt", "answer")
OPTIONAL = ("of", "rate", "question")
STUDENT = ("student", "email", "user", "name", "id")
"""Columns that name students; the first of these that a file has is taken."""

TOO_MUCH = (
    "to mark this file up to here takes too much work: split it, or add --thorough, which takes "
    "as long as it takes"
)
LARGEST = 8 * 1024 * 1024
LONGEST = 4_000
"""Characters of a cell that is read; a longer one costs its row the mark."""
WIDEST = 1_000
"""Columns that a file may have."""


class Dialect(NamedTuple):
    """How the file was written, and how its marked copy is."""

    delimiter: str = ","
    bom: bool = False
    says_so: bool = False
    """Whether its first line is ``sep=;`` or the like."""


class Asked(NamedTuple):
    """The cells of ``WANTED`` (None for one beyond its row), of ``of``, ``rate`` and the label."""

    cells: tuple[str | None, ...]
    of: str
    rate: str
    label: str


class Outcome(NamedTuple):
    """What became of one answer: itself with its mark, or why there is none and whose it was."""

    answer: Answer | None = None
    problem: str = ""
    question: Question | None = None
    student: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """One line of the file with its mark, or with the reason why there is none.

    ``cells`` are the file's own, ``columns`` their names ("" for a cell beyond the header).
    """

    columns: tuple[str, ...]
    cells: tuple[str, ...]
    outcome: Outcome

    @property
    def mark(self) -> Mark | None:
        """The mark, if there is one."""
        return self.outcome.answer.mark if self.outcome.answer else None


class ClassFile(NamedTuple):
    """A file of answers: how it is written, its rows, and which column names the students."""

    dialect: Dialect
    rows: tuple[MarkedRow, ...]
    column: str


def mark_rows(name: str, *, thorough: bool = False) -> ClassFile:
    """The rows of a file, marked; all that takes much work is left out unless ``thorough``.

    Raises SourceError when the file cannot be used.
    """
    text, bom = _text_of(name)
    dialect = _dialect(text, bom=bom)
    columns, rows = _csv_rows(name, text, dialect)
    places = {column.strip().casefold(): at for at, column in enumerate(columns)}
    missing = [column for column in WANTED if column not in places]
    if missing:
        raise SourceError(
            f"{safe(name)} has no column {', '.join(missing)}: "
            f"its first line must name the columns {', '.join(WANTED)}"
        )
    wanted = tuple(places.get(column, -1) for column in (*WANTED, *OPTIONAL))
    student = next((column for column in STUDENT if column in places), "")
    _with_values.cache_clear()  # the same file takes the same work again
    _read_once.cache_clear()
    with budget(inf if thorough else MARKING):
        found = tuple(_mark_all(columns, rows, wanted, places.get(student, -1)))
    return ClassFile(dialect, tuple(_with_variants(found)), student)


def _text_of(name: str) -> tuple[str, bool]:
    """What stands in a file, and whether a byte order mark stands before it."""
    try:
        data = read_bytes(Path(name), LARGEST)
        text = data.decode("utf-8-sig")
    except LibraryError as error:
        raise SourceError(str(error)) from error
    except UnicodeDecodeError as error:
        raise SourceError(_not_utf_8(name, data)) from error
    if "\0" in text:
        raise SourceError(_not_utf_8(name, data))
    return text, data.startswith(codecs.BOM_UTF8)


def _csv_rows(
    name: str, text: str, dialect: Dialect
) -> tuple[tuple[str, ...], list[tuple[int, list[str]]]]:
    """A name for each column that any row has, and the rows with the numbers of their lines."""
    if dialect.says_so:
        text = text.partition("\n")[2]
    csv.field_size_limit(LARGEST)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=dialect.delimiter)
        numbered = ((at, cells) for at, cells in enumerate(reader, 1 + dialect.says_so) if cells)
        _, header = next(numbered, (0, []))
        rows = list(islice(numbered, ROWS + 1))
    except csv.Error as error:
        raise SourceError(f"{safe(name)} cannot be read as CSV: {error}") from error
    widest = max(map(len, (header, *(cells for _, cells in rows))))
    if widest > WIDEST:
        raise SourceError(f"{safe(name)} has {widest} columns; at most {WIDEST} are read")
    if len(rows) > ROWS or len(rows) * widest > CELLS:
        raise SourceError(
            f"{safe(name)} has more than {ROWS} rows, or {CELLS} cells: split it in several files"
        )
    return (*header, *[""] * (widest - len(header))), rows


def _not_utf_8(name: str, data: bytes) -> str:
    """What is wrong with a file that spreadsheets wrote in another encoding, and what to do."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data[:1000]
    form, was = ("UTF-16", "UTF-16") if wide else ("ISO-8859-1", "an old encoding (Latin-1?)")
    if wide and data[:2] not in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        form += "BE" if data[:1] == b"\0" else "LE"
    return (
        f"{safe(name)} is in {was}, not in UTF-8: in the spreadsheet save it as “CSV UTF-8”, or "
        f"convert it: iconv -f {form} -t UTF-8 OLD > NEW"
    )


def _mark_all(
    columns: tuple[str, ...],
    rows: Sequence[tuple[int, list[str]]],
    wanted: tuple[int, ...],
    student: int,
) -> Iterator[MarkedRow]:
    """The rows with their marks; what is equal is marked once.

    A student is called as where the name stands first, with a mark if there is one: capitals and
    blanks tell nobody apart.
    """
    asked = [_asked(given, wanted) for _, given in rows]
    outcomes = _outcomes(Counter(asked))
    names = [tidy_name(given[student]) if 0 <= student < len(given) else "" for _, given in rows]
    spelt: dict[str, str] = {}
    for has_mark in (True, False):
        for one, name in zip(asked, names, strict=True):
            if (outcomes[one].answer is not None) == has_mark:
                spelt.setdefault(name.casefold(), name)
    for (row, given), one, name in zip(rows, asked, names, strict=True):
        cells = (*given, *[""] * (len(columns) - len(given)))
        outcome = outcomes[one]
        called = spelt[name.casefold()]
        outcome = outcome._replace(student=called, row=row)
        if outcome.answer:
            outcome = outcome._replace(answer=replace(outcome.answer, student=called))
        yield MarkedRow(columns, cells, outcome)


def _asked(given: Sequence[str], wanted: tuple[int, ...]) -> Asked:
    *cells, of, rate, label = (given[at] if 0 <= at < len(given) else None for at in wanted)
    more = [(text or "").strip()[:LONGEST] for text in (of, rate, label)]
    return Asked(tuple(cells), *more)


def _with_variants(rows: Sequence[MarkedRow]) -> Iterator[MarkedRow]:
    """The rows; a question of one label with several values goes without them, and is one."""
    values: dict[Question, set[object]] = {}
    for row in rows:
        if (question := row.outcome.question) and question.item:
            values.setdefault(question._replace(values=()), set()).add(question.values)
    for row in rows:
        question = row.outcome.question
        bare = question._replace(values=()) if question and question.item else None
        if bare is None or len(values[bare]) == 1:
            yield row
            continue
        answer = row.outcome.answer
        changed = replace(answer, question=bare) if answer else None
        yield replace(row, outcome=row.outcome._replace(question=bare, answer=changed))


def _outcomes(asked: Mapping[Asked, int]) -> dict[Asked, Outcome]:
    """The outcome of each; with the mistakes of wrong answers, as far as the budget goes.

    Those that many gave come first; then those to one question together.
    """
    marker = lru_cache(maxsize=64)(Marker)
    found = {one: _outcome(one, marker) for one in asked}
    answers = {one: out.answer for one, out in found.items() if out.answer}
    wrong = [one for one, answer in answers.items() if not answer.mark.read]
    turn = {q: n for n, q in enumerate(dict.fromkeys(answers[one].question for one in wrong))}
    wrong.sort(key=lambda one: (-asked[one].bit_length(), turn[answers[one].question]))
    marker = lru_cache(maxsize=1)(Marker)
    with suppress(WorkError):
        for one in wrong:
            mark = _looked_into(one, marker)
            found[one] = found[one]._replace(answer=replace(answers[one], mark=mark))
    return found


def _dialect(text: str, *, bom: bool) -> Dialect:
    """The separator that the file names, else the commonest one of its header."""
    first = text.partition("\n")[0].strip()
    if first[:4].lower() == "sep=" and len(first) == 5:
        return Dialect(first[4], bom, says_so=True)
    return Dialect(max(",;\t", key=first.count), bom)


Markers = Callable[[Graph, Leaves, str], Marker]


def _outcome(asked: Asked, marker: Markers) -> Outcome:
    """The mark, without the mistake behind a wrong answer."""
    for column, text in zip(WANTED, asked.cells, strict=True):
        if text is None:
            return Outcome(problem=f"the row ends before {column}")
        if len(text) > LONGEST:
            said = f"its {column} has {len(text)} characters, {LONGEST} are read"
            return Outcome(problem=said)
    source, values, wrt, answer = (text or "" for text in asked.cells)
    of, question = asked.of, None
    try:
        spend(50)
        typed, leaves = _with_values(source, values, of)
        rate = _rate(asked.rate)
        question = _question(typed, source, leaves, wrt.strip(), of, rate)
        question = question._replace(item=asked.label)
        if not answer.strip():
            return Outcome(problem="no answer", question=question)
        mark = mark_typed(typed, leaves, wrt.strip(), answer, why=False, rate=rate, marker=marker)
        return Outcome(Answer(question, "", answer, mark), question=question)
    except SourceProblemsError as error:
        return Outcome(problem=error.problems[0].message if error.problems else str(error))
    except WorkError:
        return Outcome(problem=TOO_MUCH)
    except (SourceError, AnswerError, TutorError) as error:
        return Outcome(problem=str(error), question=question)


def _looked_into(asked: Asked, marker: Markers) -> Mark:
    """The mark of an answer that has one, with the mistake behind it.  Raises WorkError."""
    source, values, wrt, answer = (text or "" for text in asked.cells)
    spend(20)
    typed, leaves = _with_values(source, values, asked.of)
    rate = _rate(asked.rate)
    return mark_typed(typed, leaves, wrt.strip(), answer, why=True, rate=rate, marker=marker)


def _rate(text: str) -> float | None:
    """The learning rate of a row; None for "", where a derivative is asked for."""
    if not text:
        return None
    with suppress(AnswerError):
        if rate := read_number(text):
            return rate
    raise AnswerError(f"{safe(text[:40])!r} is no learning rate: write a number such as 0.1")


def _question(
    typed: Typed, source: str, leaves: Mapping[str, float], wrt: str, of: str, rate: float | None
) -> Question:
    """What was asked, the same however its values are ordered and its node is spelt."""
    if typed.graph is None:
        raise GraphError("this graph has problems")
    graph = typed.graph.graph
    node = typed.node(wrt) or wrt
    label = graph.label(node) if graph.has(node) else wrt
    if rate is None:
        asked = derivative(graph.label(graph.output), label)
    else:
        asked = f"{label} after a step with η = {format_number(rate)}"
    values = tuple((leaf.name, leaves[leaf.name]) for leaf in graph.leaves if leaf.name in leaves)
    return Question(source.strip(), values, node, of, asked)


@lru_cache(maxsize=256)
def _with_values(source: str, values: str, of: str) -> tuple[Typed, Mapping[str, float]]:
    """The graph of a row and its values, read once for all answers to it."""
    spend(30 + len(values))
    pairs = tuple(values.split())
    typed = _read_once(source, tuple((name, None) for name in given_of(pairs)), of)
    if typed.undecided:  # which case is meant is another question for every row
        typed = _read_once(source, tuple(given_of(pairs).items()), of)
    _refuse_problems(typed, source)
    return typed, MappingProxyType(read_pairs(pairs, typed))


@lru_cache(maxsize=256)
def _read_once(source: str, given: tuple[tuple[str, float | None], ...], of: str) -> Typed:
    """A class answers about few graphs: each is read once."""
    spend(1000 + 200 * len(source))
    return read_typed(source, given=dict(given), of=of)


def _refuse_problems(typed: Typed, source: str) -> None:
    errors = tuple(problem for problem in typed.problems if problem.severity == "error")
    if errors:
        raise SourceProblemsError("source", errors, source)
