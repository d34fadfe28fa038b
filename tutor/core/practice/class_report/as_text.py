"""The report as lines of text: the heaviest of everything, for one look at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.core.practice.class_report import words
from tutor.core.practice.class_report.model import ClassReport, Group, QuestionReport
from tutor.core.text import clip, pad, plural, width, wrap_text

QUESTIONS = 20
STUDENTS = 100
NAME = 20
GROUPS = 8
SKILLS = 6
NEEDS = 3
HOLDERS = 8


def overview_lines(report: ClassReport) -> Iterator[str]:
    """The counts: all answers in one line, then each mistake with its share of the wrong ones."""
    yield words.headline(report)
    for group in report.groups:
        if group.share >= words.LEAST:
            yield _counted(group.share, report.wrong, f"{group.id} ({words.called(group.id)})")
    rarer = [group.share for group in report.groups if group.share < words.LEAST]
    if sum(rarer) >= words.LEAST:
        yield _counted(sum(rarer), report.wrong, plural(len(rarer), "rarer mistake"))
    if report.unknown >= words.LEAST:
        yield _counted(report.unknown, report.wrong, "not recognised")
    if report.unread:
        yield _counted(report.unread, report.wrong, "not looked into: --thorough looks into all")


def _counted(share: float, wrong: int, said: str) -> str:
    return f"{words.amount(share):>6}  {words.per_cent(share / wrong):>5}  {said}"


def text_lines(report: ClassReport, columns: int | None) -> list[str]:
    """All of it in lines of at most ``columns``; commands stay whole, so that they can be copied.

    A long file is cut: the questions with the most wrong answers and the first students stay.
    """
    lines = [line for text in _head(report) for line in _wrapped(text, columns)]
    for title, part in (
        ("Teach again first", _needs(report, columns)),
        ("Mistakes", _groups(report, columns)),
        ("Skills", _skills(report, columns)),
        ("Questions", _questions(report, columns)),
        ("Students", _students(report, columns)),
    ):
        if told := list(part):
            lines += ["", title, *told]
    return lines


def _head(report: ClassReport) -> Iterator[str]:
    yield words.headline(report)
    yield from (*words.left_out(report), *words.unmarked(report), *words.unread(report))
    yield words.who(report)
    yield from words.sums(report)


def _wrapped(text: str, columns: int | None, indent: int = 0) -> Iterator[str]:
    before = " " * indent
    if columns is None:
        yield before + text
    else:
        yield from wrap_text(text, max(20, columns), before, before + "  " * bool(indent))


def _needs(report: ClassReport, columns: int | None) -> Iterator[str]:
    for turn, need in enumerate(words.shown_needs(report)[:NEEDS], 1):
        yield from _wrapped(f"{turn}. {words.need(need, report)}", columns, 2)
    if said := words.puzzling(report):
        yield from _wrapped(said, columns, 2)


def _groups(report: ClassReport, columns: int | None) -> Iterator[str]:
    shown = words.shown_groups(report)[:GROUPS]
    for group in shown:
        yield from _group(group, report, columns)
    rest = [group for group in report.groups if group not in shown]
    share = sum(group.share for group in rest)
    if share >= words.LEAST:
        yield f"  {plural(len(rest), 'rarer mistake')}: {words.by_share(share, report.wrong)}"
    if said := words.unknown(report):
        yield f"  {said}"


def _group(group: Group, report: ClassReport, columns: int | None) -> Iterator[str]:
    said = f"{words.cause(group.id)}: {words.weight(group, report)}"
    yield from _wrapped(said, columns, 2)
    if group.students:
        yield from _wrapped(words.holders(group, HOLDERS), columns, 4)
    yield from _wrapped(words.examples(group.examples), columns, 4)
    if group.lesson:
        yield from _wrapped(f"read again: {words.re_read(group, report)}", columns, 4)
    if group.exercise:
        yield f"    set: {group.exercise}"


def _skills(report: ClassReport, columns: int | None) -> Iterator[str]:
    for one in words.shown_skills(report)[:SKILLS]:
        yield from _wrapped(words.skill(one), columns, 2)
        if one.students:
            yield from _wrapped(words.lacking(one, HOLDERS), columns, 4)


def _questions(report: ClassReport, columns: int | None) -> Iterator[str]:
    shown, rest = words.worst(report.questions, QUESTIONS)
    for one in shown:
        yield from _question(one, report, columns)
    if rest:
        yield from _wrapped(words.more_questions(rest), columns, 2)


def _question(one: QuestionReport, report: ClassReport, columns: int | None) -> Iterator[str]:
    said = ": ".join(filter(None, (words.title(one, report), words.asked(one))))
    yield from _wrapped(said, columns, 2)
    yield f"     {words.answered(one)}"
    shown = [cause for cause in one.causes if words.is_shown(cause.share, one.wrong)]
    for cause in shown:
        said = f"{words.cause(cause.id)}{words.place(cause.at)}"
        given = words.examples_here(cause.examples)
        yield from _beside(f"     {words.amount(cause.share):>4}  ", f"{said}: {given}", columns)
    rarer = one.causes[len(shown) :]
    share = sum(cause.share for cause in rarer)
    if share >= words.LEAST:
        yield f"     {words.amount(share):>4}  {plural(len(rarer), 'rarer mistake')}"
    if one.unknown >= words.LEAST:
        listed = f": {words.unexplained(one)}" if one.numbers else ""
        said = f"not recognised{listed}"
        yield from _beside(f"     {words.amount(one.unknown):>4}  ", said, columns)
    if one.unread:
        yield f"     {one.unread:>4}  not looked into"


def _students(report: ClassReport, columns: int | None) -> Iterator[str]:
    shown = report.students[:STUDENTS]
    names = [clip(words.names([one.name], 1), NAME) for one in shown]
    room = max(map(width, names), default=0)
    timed = any(one.seconds for one in shown)
    partly = any(one.unmarked for one in shown)
    if shown:
        more = f"{'not marked  ' if partly else ''}{'     time  ' if timed else ''}"
        yield f"  {pad('', room)}  right  wrong  {more}likeliest habit"
    for name, one in zip(names, shown, strict=True):
        more = f"{one.unmarked:10d}  " if partly else ""
        more += f"{words.time(one.seconds):>9}  " if timed else ""
        row = f"  {pad(name, room)}  {one.right:5d}  {one.wrong:5d}  {more}"
        yield from (line.rstrip() for line in _beside(row, words.habit(one), columns))
    if len(report.students) > len(shown):
        yield f"  {len(report.students) - len(shown)} more: --html and --json have all"


def _beside(row: str, text: str, columns: int | None) -> Iterator[str]:
    if columns is None or not text:
        yield row + text
    else:
        yield from wrap_text(text, max(20 + width(row), columns), row)
