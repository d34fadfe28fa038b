"""``bptutor render``: a lesson as plain Markdown with its answers, for staff."""

from __future__ import annotations

import click

from tutor.commands.common import Needed, explain_errors, lesson_called
from tutor.commands.completion import complete_lesson


@click.command()
@click.argument("lesson", cls=Needed, shell_complete=complete_lesson, example="bptutor render 5")
def render(lesson: str) -> None:
    """Print a lesson as Markdown, with its answers.

    It is for staff: pictures, formulas, answers, hints and variants. LESSON is a number, an id, or
    a file of your own.
    """
    from tutor.core.checking import render as rendered

    with explain_errors():
        click.echo(rendered(lesson_called(lesson)), nl=False)
