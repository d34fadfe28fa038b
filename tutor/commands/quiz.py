"""``bptutor quiz`` and ``bptutor review``: questions as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tutor.commands.common import (
    SOURCE_HELP,
    HelpWithKinds,
    Needed,
    Refused,
    Seed,
    all_lessons,
    explain_errors,
    graph_from,
    keep_progress,
    kind_called,
    lesson_called,
    of_option,
    plain_option,
    recorder_of,
    seed_or_random,
    students_of,
    whole_or_refuse,
)
from tutor.commands.completion import WordOption, complete_kind, complete_lesson

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tutor.core.practice import PracticeItem
    from tutor.core.progress import Progress
    from tutor.records import Recorder

COUNT = 10
MORE = 4
"""Times the questions that are wanted are made for a sheet: it has those that differ most."""

count_option = click.option(
    "--count", type=click.IntRange(1, 1000), default=COUNT, show_default=True, metavar="N",
    help="how many questions",
)  # fmt: skip
seed_option = click.option(
    "--seed", type=Seed(), metavar="N", help="the same seed gives the same questions"
)


def forms() -> Iterable[tuple[str, str]]:
    """What a quiz can be written as."""
    return (("text", "for people"), ("gift", "for Moodle and others"), ("csv", "a class file"))


@click.command(
    cls=HelpWithKinds, listed=("quiz",),
    help="Ask questions on a lesson or on any graph.\n\nLESSON is a number, an id, or words of a "
    f"title.\n\n{SOURCE_HELP}\n\n"
    "Without NAME=VALUE every question draws its own values; a value that is given is kept.",
)  # fmt: skip
@click.argument(
    "what", cls=Needed, metavar="LESSON|SOURCE", shell_complete=complete_lesson,
    example="bptutor quiz 5, or: bptutor quiz 'J = (w*x - y)^2'",
)  # fmt: skip
@click.argument("values", nargs=-1, metavar="[NAME=VALUE]...")
@count_option
@seed_option
@of_option
@click.option(
    "--kind", "kinds", multiple=True, metavar="KIND", shell_complete=complete_kind,
    help="only questions of this kind; give it once for each kind",
)  # fmt: skip
@click.option("--sheet", is_flag=True, help="print the questions and, after them, the answers")
@click.option("--answers", is_flag=True, help="print the answers of the sheet alone")
@click.option(
    "--for",
    "students",
    metavar="NAMES|N",
    help="print a sheet without answers for each student, the same questions with values of their "
    "own: how many, names between commas, or a file with one name per line",
)
@click.option(
    "--format",
    "form",
    cls=WordOption,
    words=forms,
    default="text",
    metavar="FORMAT",
    help="what to print (gift for Moodle and others, csv a class file to fill in)",
)
@click.option("--prove", is_flag=True, help="test out of a lesson: one try each, no hints")
@plain_option
def quiz(
    what: str, values: tuple[str, ...], count: int, seed: int | None,
    of: str, kinds: tuple[str, ...], students: str | None, form: str,
    *, sheet: bool, answers: bool, prove: bool, plain: bool,
) -> None:  # fmt: skip
    """Ask questions."""
    from tutor.core.practice.sheets import different_first
    from tutor.core.text import safe
    from tutor.plain import hold_proof, hold_quiz, open_console

    with explain_errors():
        for kind in kinds:
            kind_called("quiz", kind)
        on_paper = sheet or answers or students is not None or form != "text"
        if form not in (names := [name for name, _ in forms()]):
            raise Refused(f"no format {safe(form)!r}: choose one of {', '.join(names)}")
        if prove and on_paper:
            raise Refused("--sheet prints questions, --prove asks them: give one of them")
        if form != "text" and (sheet or answers):
            raise Refused(f"--format {form} writes a file: leave out --sheet and --answers")
        # The same command prints the answers of the same sheets.
        first = 1 if students is not None and seed is None else seed_or_random(seed)
        lesson = lesson_called(what) if prove else None
        if on_paper:
            many = count if students is None else MORE * count
            items = _items(what, values, of, many, first, kinds)
            if students is not None:  # what has values of each student's own comes first
                items = tuple(sorted(items, key=lambda item: not item.question.quiz.varied))
            chosen = different_first(items, count)
            _hand_out(chosen, _title(what), students, first, form, answers=answers)
            return
        with keep_progress() as store:
            record = recorder_of(store)
            console = open_console(record, words=plain)
            if lesson is None:
                known = _known(record) if seed is None else None
                hold_quiz(_items(what, values, of, count, first, kinds, known), console, record)
            elif hold_proof(lesson, first, console, record) is False:
                raise SystemExit(1)


@click.command()
@count_option
@seed_option
@plain_option
def review(count: int, seed: int | None, *, plain: bool) -> None:
    """Ask about the skills that are due, with fresh values.

    A skill that you know is due again when the chance that you recall it has fallen to 90 %.
    """
    from tutor.plain import hold_review, open_console

    with explain_errors(), keep_progress() as store:
        whole_or_refuse(store, "your progress cannot be read")
        record = recorder_of(store)
        console = open_console(record, words=plain)
        hold_review(all_lessons(), count, seed_or_random(seed), console, record)


def _title(what: str) -> str:
    """What stands above a sheet: the title of a lesson, or the formula."""
    from tutor.core.text import safe
    from tutor.graph_arguments import is_source

    if what == "-":
        return "Questions"
    return safe(" ".join(what.split()) if is_source(what) else lesson_called(what).title)


def _hand_out(
    items: tuple[PracticeItem, ...],
    title: str,
    students: str | None,
    seed: int,
    form: str,
    *,
    answers: bool,
) -> None:
    """Print the sheets of these students, the answers to them, or a file with the questions."""
    from tutor.core.practice.sheets import Sheet, class_rows, gift_quiz, sheet_for
    from tutor.core.text import plural
    from tutor.plain import WIDTH, answer_lines, question_sheet_lines, sheet_lines

    sheets = [Sheet("", items)]
    if students is not None:
        sheets = [sheet_for(items, name, seed) for name in students_of(students)]
    if form == "gift":
        quiz = gift_quiz(sheets)
        if not quiz.questions:
            raise Refused("GIFT cannot mark questions of these kinds: choose others by --kind")
        click.echo(quiz.text, nl=False)
        if quiz.left_out:
            click.echo(f"Left out, as GIFT cannot mark them: {', '.join(quiz.left_out)}.", err=True)
    elif form == "csv":
        text, missing = class_rows(sheets)
        if missing == len(items):
            raise Refused(
                "a class file has rows only for questions that are answered by typing one "
                "derivative: add --kind numeric"
            )
        click.echo(text, nl=False)
        if missing:
            click.echo(
                f"Left out: {plural(missing, 'question')}. A class file has a row only for a "
                "question that is answered by typing one derivative.",
                err=True,
            )
    else:
        questions = sheet_lines if students is None else question_sheet_lines
        print_one = answer_lines if answers else questions
        for turn, sheet in enumerate(sheets):
            above = ["", "=" * WIDTH, ""] * (turn > 0)
            named = [f"Name: {sheet.student}".rstrip()] * (sheet.student != "" or not answers)
            click.echo("\n".join((*above, title, *named, "", *print_one(sheet.items))))


def _known(record: Recorder) -> Progress | None:
    """What was answered; None where that cannot be read, which keeps nobody from questions."""
    from tutor.store import StoreError

    try:
        return record.progress()
    except StoreError:
        return None


def _items(
    what: str, values: tuple[str, ...], of: str, count: int, seed: int, kinds: tuple[str, ...],
    progress: Progress | None = None,
) -> tuple[PracticeItem, ...]:  # fmt: skip
    """The questions; of a lesson's own, what ``progress`` says was answered comes last.

    Raises Refused where there are none.
    """
    from tutor.core.practice import graph_items, lesson_items
    from tutor.core.questions import with_fixed_leaves
    from tutor.graph_arguments import is_source

    if not is_source(what):
        if values:
            raise Refused("values can be given for a graph, not for a lesson")
        items = lesson_items(lesson_called(what), count, seed, kinds, progress)
    else:
        lesson_graph, given = graph_from(what, values, of, all_needed=False)
        items = graph_items(with_fixed_leaves(lesson_graph, given), count, seed, kinds)
    if not items:
        raise Refused("there is nothing to ask here: the graph is too small for these kinds")
    return items
