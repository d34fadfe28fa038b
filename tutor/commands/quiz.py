"""``bptutor quiz`` and ``bptutor review``: questions as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tutor.commands.common import (
    SOURCE_HELP,
    HelpWithKinds,
    Refused,
    all_lessons,
    explain_errors,
    graph_from,
    keep_progress,
    kind_called,
    lesson_called,
    of_option,
    recorder_of,
    seed_or_random,
    whole_or_refuse,
)
from tutor.commands.completion import complete_kind, complete_lesson

if TYPE_CHECKING:
    from tutor.core.practice import PracticeItem

COUNT = 10

count_option = click.option(
    "--count", type=click.IntRange(1, 1000), default=COUNT, show_default=True,
    help="how many questions",
)  # fmt: skip
seed_option = click.option(
    "--seed", type=click.IntRange(1, 2**63 - 1), help="the same seed gives the same questions"
)


@click.command(
    cls=HelpWithKinds, listed=("quiz",),
    help=f"Ask questions on a lesson or on any graph.\n\n{SOURCE_HELP}\n\n"
    "Without NAME=VALUE every question draws its own values; a value that is given is kept.",
)  # fmt: skip
@click.argument("what", metavar="LESSON|SOURCE", shell_complete=complete_lesson)
@click.argument("values", nargs=-1, metavar="[NAME=VALUE]...")
@count_option
@seed_option
@of_option
@click.option(
    "--kind", "kinds", multiple=True, metavar="KIND", shell_complete=complete_kind,
    help="only questions of this kind, which may be given several times",
)  # fmt: skip
@click.option("--sheet", is_flag=True, help="print the questions and, after them, the answers")
@click.option("--prove", is_flag=True, help="test out of a lesson: one try each, no hints")
def quiz(
    what: str, values: tuple[str, ...], count: int, seed: int | None,
    of: str, kinds: tuple[str, ...], *, sheet: bool, prove: bool,
) -> None:  # fmt: skip
    """Ask questions."""
    from tutor.plain import hold_proof, hold_quiz, open_console, sheet_lines

    with explain_errors():
        for kind in kinds:
            kind_called("quiz", kind)
        first = seed_or_random(seed)
        if prove and sheet:
            raise Refused("--sheet prints questions, --prove asks them: give one of them")
        lesson = lesson_called(what) if prove else None
        items = () if lesson else _items(what, values, of, count, first, kinds)
        if not items and lesson is None:
            raise Refused("there is nothing to ask here: the graph is too small for these kinds")
        if sheet:
            click.echo("\n".join(sheet_lines(items)))
            return
        with keep_progress() as store:
            record = recorder_of(store)
            console = open_console(record)
            if lesson is None:
                hold_quiz(items, console, record)
            elif hold_proof(lesson, first, console, record) is False:
                raise SystemExit(1)


@click.command()
@count_option
@seed_option
def review(count: int, seed: int | None) -> None:
    """Ask about the skills that are due, with fresh values."""
    from tutor.plain import hold_review, open_console

    with explain_errors(), keep_progress() as store:
        whole_or_refuse(store, "your progress cannot be read")
        record = recorder_of(store)
        hold_review(all_lessons(), count, seed_or_random(seed), open_console(record), record)


def _items(
    what: str, values: tuple[str, ...], of: str, count: int, seed: int, kinds: tuple[str, ...]
) -> tuple[PracticeItem, ...]:
    from tutor.core.practice import graph_items, lesson_items
    from tutor.core.questions import with_fixed_leaves
    from tutor.graph_arguments import is_source

    if not is_source(what):
        if values:
            raise Refused("values can be given for a graph, not for a lesson")
        return lesson_items(lesson_called(what), count, seed, kinds)
    lesson_graph, given = graph_from(what, values, of, all_needed=False)
    return graph_items(with_fixed_leaves(lesson_graph, given), count, seed, kinds)
