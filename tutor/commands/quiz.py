"""``bptutor quiz`` and ``bptutor review``: questions as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tutor.commands.common import (
    SOURCE_HELP,
    Refused,
    all_lessons,
    chosen_seed,
    explained,
    graph_from,
    lesson_called,
    of_option,
    progress,
    recorder_of,
)
from tutor.commands.completion import kinds_begun, lessons_begun

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tutor.core.practice import Item

COUNT = 10

count_option = click.option(
    "--count", type=click.IntRange(1, 1000), default=COUNT, show_default=True,
    help="how many questions",
)  # fmt: skip
seed_option = click.option(
    "--seed", type=click.IntRange(1, 2**63 - 1), help="the same seed gives the same questions"
)


@click.command(
    help=f"Ask questions on a lesson or on any graph.\n\n{SOURCE_HELP}\n\n"
    "Without NAME=VALUE every question draws its own values; a value that is given is kept."
)
@click.argument("what", metavar="LESSON|SOURCE", shell_complete=lessons_begun)
@click.argument("values", nargs=-1, metavar="[NAME=VALUE]...")
@count_option
@seed_option
@of_option
@click.option(
    "--kind", "kinds", multiple=True, metavar="KIND", shell_complete=kinds_begun,
    help="only questions of this kind; one that there is not lists them",
)  # fmt: skip
@click.option("--sheet", is_flag=True, help="print the questions and, after them, the answers")
@click.option("--prove", is_flag=True, help="test out of a lesson: one try each, no hints")
def quiz(
    what: str, values: tuple[str, ...], count: int, seed: int | None,
    of: str, kinds: tuple[str, ...], *, sheet: bool, prove: bool,
) -> None:  # fmt: skip
    """Ask questions."""
    with explained():
        _refuse_unknown(kinds)
        first = chosen_seed(seed)
        if prove and sheet:
            raise Refused("--sheet prints questions, --prove asks them: give one of them")
        if prove:
            _prove(what, first)
            return
        items = _items(what, values, of, count, first, kinds)
        if not items:
            raise Refused("there is nothing to ask here: the graph is too small for these kinds")
        if sheet:
            _print_sheet(items)
        else:
            from tutor.plain import hold_quiz, open_console

            with progress() as store:
                record = recorder_of(store)
                hold_quiz(items, open_console(record), record)


@click.command()
@count_option
@seed_option
def review(count: int, seed: int | None) -> None:
    """Ask about the skills that are due, with fresh values."""
    from tutor.plain import hold_review, open_console

    with explained(), progress() as store:
        record = recorder_of(store)
        hold_review(all_lessons(), count, chosen_seed(seed), open_console(record), record)


def _refuse_unknown(kinds: tuple[str, ...]) -> None:
    from tutor.core.questions import KINDS

    for kind in kinds:
        if kind not in KINDS:
            raise Refused(f"no kind of question is called {kind!r}: there are {', '.join(KINDS)}")


def _items(
    what: str, values: tuple[str, ...], of: str, count: int, seed: int, kinds: tuple[str, ...]
) -> tuple[Item, ...]:
    from tutor.core.practice import graph_items, lesson_items
    from tutor.core.questions import held
    from tutor.graph_arguments import is_source

    if not is_source(what):
        if values:
            raise Refused("values can be given for a graph, not for a lesson")
        return lesson_items(lesson_called(what), count, seed, kinds)
    lesson_graph, given = graph_from(what, values, of, all_needed=False)
    return graph_items(held(lesson_graph, given), count, seed, kinds)


def _print_sheet(items: Iterable[Item]) -> None:
    from tutor.core.questions import worked
    from tutor.core.text import folded
    from tutor.plain import WIDTH, question_lines, text_of

    for number, item in enumerate(items, 1):
        click.echo(f"Question {number}")
        for line in question_lines(item.question):
            click.echo(line)
        click.echo()
    click.echo("Answers")
    for number, item in enumerate(items, 1):
        for line in folded(text_of(worked(item.question)), WIDTH, f"{number}. ", "   "):
            click.echo(line)


def _prove(what: str, seed: int) -> None:
    """Test out of a lesson; exit status 0 if every skill was proved."""
    from tutor.core.practice import Proof
    from tutor.core.session import SaveFinished
    from tutor.core.text import folded
    from tutor.plain import WIDTH, QuizConversation, open_console

    lesson = lesson_called(what)
    proof = Proof.of(lesson, seed)

    def items() -> Iterator[Item]:
        """What the answers so far make the best next question."""
        nonlocal proof
        while (item := proof.next()) is not None:
            yield item
            proof = proof.after(item, right=talk.outcomes[-1].score == 1.0)

    click.echo("\n".join(folded(proof.rules(), WIDTH)))
    with progress() as store:
        record = recorder_of(store)
        talk = QuizConversation(items(), open_console(record), record, strict=True)
        if not talk.talk():
            click.echo("You stopped: nothing is decided, and what you answered is kept.")
            return
        if proof.passed:
            record.save(lesson.id, (SaveFinished(),))
        click.echo("\n".join(["", *folded(proof.outcome(), WIDTH)]))
    raise SystemExit(0 if proof.passed else 1)
