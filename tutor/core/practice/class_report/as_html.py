"""The report as one page of HTML: no scripts, nothing from outside, light or dark as the reader's.

Every text goes through ``_text``: what strangers wrote is shown and never a tag.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence

from tutor.core.practice.class_report import words
from tutor.core.practice.class_report.model import (
    CauseCount,
    ClassReport,
    Group,
    QuestionReport,
    StudentReport,
)
from tutor.core.text import safe

QUESTIONS = 200
"""Questions that are shown; of more, those with the most wrong answers."""

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-top: 2.5rem; } h3 { font-size: 1rem; }
section section { border-top: 1px solid #8886; padding-top: .3rem; margin-top: 1.2rem; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { text-align: left; vertical-align: top; padding: .25rem .8rem .25rem 0; }
th { font-weight: 600; border-bottom: 1px solid #8889; }
td { border-bottom: 1px solid #8883; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
.quiet { opacity: .75; } p { margin: .3rem 0; }
@media print { section section { break-inside: avoid; } }
"""

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Class report</title>
<style>{style}</style>
</head>
<body>
<h1>Class report</h1>
{body}
</body>
</html>
"""


def html_page(report: ClassReport) -> str:
    """The whole page."""
    parts = (
        _head(report), _needs(report), _groups(report), _skills(report), _questions(report),
        _students(report),
    )  # fmt: skip
    body = "\n".join(line for part in parts for line in part)
    return _PAGE.format(style=_STYLE, body=body)


def _text(text: str) -> str:
    return html.escape(safe(text))


def _paragraph(text: str, kind: str = "") -> str:
    return f'<p class="{kind}">{_text(text)}</p>' if kind else f"<p>{_text(text)}</p>"


def _table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], numbers: frozenset[int]
) -> Iterator[str]:
    """A table; the columns of ``numbers`` are aligned to the right."""
    kinds = [' class="n"' if at in numbers else "" for at in range(len(heads))]
    yield "<table><thead><tr>"
    yield "".join(f"<th{k}>{_text(head)}</th>" for k, head in zip(kinds, heads, strict=True))
    yield "</tr></thead><tbody>"
    for row in rows:
        cells = "".join(f"<td{k}>{_text(cell)}</td>" for k, cell in zip(kinds, row, strict=True))
        yield f"<tr>{cells}</tr>"
    yield "</tbody></table>"


def _head(report: ClassReport) -> Iterator[str]:
    yield _paragraph(words.headline(report))
    told = (*words.left_out(report), *words.unmarked(report), *words.unread(report))
    yield from map(_paragraph, told)
    yield from (_paragraph(said, "quiet") for said in (words.who(report), *words.sums(report)))


def _needs(report: ClassReport) -> Iterator[str]:
    needs, look = words.shown_needs(report), words.puzzling(report)
    if needs or look:
        yield "<section><h2>Teach again first</h2>"
        if needs:
            items = (f"<li>{_text(words.need(need, report))}</li>" for need in needs)
            yield f"<ol>{''.join(items)}</ol>"
        if look:
            yield _paragraph(look)
        yield "</section>"


def _groups(report: ClassReport) -> Iterator[str]:
    if report.groups or words.unknown(report):
        yield "<section><h2>Mistakes</h2>"
        for group in words.shown_groups(report):
            yield from _group(group, report)
        if said := words.unknown(report):
            yield _paragraph(said)
        yield "</section>"


def _group(group: Group, report: ClassReport) -> Iterator[str]:
    yield f"<section><h3>{_text(words.cause(group.id))}</h3>"
    yield _paragraph(words.weight(group, report))
    if group.students:
        yield _paragraph(words.holders(group, len(group.students)))
    yield _paragraph(words.examples(group.examples))
    if group.lesson:
        yield _paragraph(f"Read again: {words.re_read(group, report)}")
    if group.exercise:
        yield f"<p>Set: <code>{_text(group.exercise)}</code></p>"
    yield "</section>"


def _skills(report: ClassReport) -> Iterator[str]:
    if shown := words.shown_skills(report):
        yield "<section><h2>Skills</h2><ul>"
        for one in shown:
            said = words.skill(one)
            said += f". {words.lacking(one, len(one.students))}" if one.students else ""
            yield f"<li>{_text(said)}</li>"
        yield "</ul></section>"


def _questions(report: ClassReport) -> Iterator[str]:
    if not report.questions:
        return
    shown, rest = words.worst(report.questions, QUESTIONS)
    yield "<section><h2>Questions</h2>"
    for one in shown:
        yield from _question(one, report)
    if rest:
        yield _paragraph(words.more_questions(rest), "quiet")
    yield "</section>"


def _question(one: QuestionReport, report: ClassReport) -> Iterator[str]:
    yield f"<section><h3>{_text(words.title(one, report))}</h3>"
    if asked := words.asked(one):
        yield f"<p><code>{_text(asked)}</code></p>"
    yield _paragraph(words.answered(one))
    rows = [_cause(cause) for cause in one.causes if words.is_shown(cause.share, one.wrong)]
    if one.unknown >= words.LEAST:
        rows.append((words.amount(one.unknown), "not recognised", words.unexplained(one)))
    if one.unread:
        rows.append((str(one.unread), "not looked into", ""))
    if rows:
        yield from _table(("answers", "mistake", "such as"), rows, frozenset({0}))
    yield "</section>"


def _cause(cause: CauseCount) -> tuple[str, str, str]:
    said = f"{words.cause(cause.id)}{words.place(cause.at)}"
    return words.amount(cause.share), said, words.examples_here(cause.examples)


def _students(report: ClassReport) -> Iterator[str]:
    if report.students:
        timed = any(one.seconds for one in report.students)
        heads = (
            "student", "right", "nearly", "wrong", "not marked", *(["time"] * timed),
            "likeliest habit",
        )  # fmt: skip
        yield "<section><h2>Students</h2>"
        rows = (_student(one, timed=timed) for one in report.students)
        yield from _table(heads, rows, frozenset(range(1, 5 + timed)))
        yield "</section>"


def _student(one: StudentReport, *, timed: bool) -> tuple[str, ...]:
    time = (words.time(one.seconds),) if timed else ()
    counts = map(str, (one.right, one.nearly, one.wrong, one.unmarked))
    return one.name, *counts, *time, words.habit(one)
