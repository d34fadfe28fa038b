"""``bptutor quiz`` and ``bptutor review``: questions as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tutor.commands.common import (
    SOURCE_HELP,
    Refused,
    all_lessons,
    explain_errors,
    graph_from,
    lesson_called,
    of_option,
    open_progress,
    recorder_of,
    seed_or_random,
)
from tutor.commands.completion import complete_kind, complete_lesson

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tutor.core.lesson import Lesson
    from tutor.core.practice import Item
    from tutor.plain import Played, Player
    from tutor.records import Recorder

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
@click.argument("what", metavar="LESSON|SOURCE", shell_complete=complete_lesson)
@click.argument("values", nargs=-1, metavar="[NAME=VALUE]...")
@count_option
@seed_option
@of_option
@click.option(
    "--kind", "kinds", multiple=True, metavar="KIND", shell_complete=complete_kind,
    help="only questions of this kind; one that there is not lists them",
)  # fmt: skip
@click.option("--sheet", is_flag=True, help="print the questions and, after them, the answers")
@click.option("--prove", is_flag=True, help="test out of a lesson: one try each, no hints")
def quiz(
    what: str, values: tuple[str, ...], count: int, seed: int | None,
    of: str, kinds: tuple[str, ...], *, sheet: bool, prove: bool,
) -> None:  # fmt: skip
    """Ask questions."""
    with explain_errors():
        _known(kinds)
        first = seed_or_random(seed)
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
            with open_progress() as store:
                _said(_player(recorder_of(store)).play(items))


@click.command()
@count_option
@seed_option
def review(count: int, seed: int | None) -> None:
    """Ask about the skills that are due, with fresh values."""
    from tutor.core.practice import for_review
    from tutor.core.progress import due_now, meaning, observations, schedule
    from tutor.core.text import safe
    from tutor.store import utc_now

    with explain_errors(), open_progress() as store:
        record = recorder_of(store)
        seen = tuple(observations(record.progress().answers))
        due = due_now(seen, utc_now())
        if not due:
            later = schedule(seen)
            click.echo("Nothing is due for review.")
            if later:
                click.echo(f"Next: {safe(meaning(later[0].skill))}, on {later[0].due:%d %B %Y}.")
            return
        click.echo(f"Due: {'; '.join(safe(meaning(one.skill)) for one in due)}.")
        skills = [one.skill for one in due]
        items = for_review(all_lessons(), skills, count, seed_or_random(seed))
        _said(_player(record).play(items))


def _known(kinds: tuple[str, ...]) -> None:
    from tutor.core.questions import KINDS

    for kind in kinds:
        if kind not in KINDS:
            raise Refused(f"no kind of question is called {kind!r}: there are {', '.join(KINDS)}")


def _items(
    what: str, values: tuple[str, ...], of: str, count: int, seed: int, kinds: tuple[str, ...]
) -> tuple[Item, ...]:
    from tutor.core.practice import of_lesson, on_graph
    from tutor.core.questions import held
    from tutor.graph_arguments import is_source

    if not is_source(what):
        if values:
            raise Refused("values can be given for a graph, not for a lesson")
        return of_lesson(lesson_called(what), count, seed, kinds)
    lesson_graph, given = graph_from(what, values, of, all_needed=False)
    return on_graph(held(lesson_graph, given), count, seed, kinds)


def _player(record: Recorder, *, strict: bool = False) -> Player:
    from tutor.core.session import SaveAnswer, SaveHint, State
    from tutor.plain import Player

    def save(lesson: str, effect: SaveAnswer | SaveHint) -> str:
        return record.save(lesson, (effect,), State())

    return Player(ask=ask, say=click.echo, save=save, shown=record.opened, strict=strict)


def ask(prompt: str) -> str:
    """A line from the learner; the prompt is not printed where nobody would see it."""
    import sys

    if sys.stdin.isatty():
        return input(prompt)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\n")


def _said(played: Sequence[Played]) -> None:
    done = [one.score for one in played if one.score is not None]
    if done:
        mean = 100 * sum(done) / len(done)
        questions = "1 question" if len(done) == 1 else f"{len(done)} questions"
        click.echo(f"\n{questions} done, {mean:.0f} % of the marks.")


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
    from tutor.core.practice import Proof
    from tutor.core.session import SaveFinished, State

    lesson: Lesson = lesson_called(what)
    proof = Proof.of(lesson, seed)
    click.echo(proof.rules())
    with open_progress() as store:
        record = recorder_of(store)
        player = _player(record, strict=True)
        while (item := proof.next()) is not None:
            played = player.play([item])
            if not played:
                click.echo("You stopped: nothing is decided, and what you answered is kept.")
                return
            proof = proof.after(played[0].item, right=played[0].score == 1.0)
        if proof.passed:
            record.save(lesson.id, (SaveFinished(),), State())
        click.echo(f"\n{proof.outcome()}")
    raise SystemExit(0 if proof.passed else 1)
