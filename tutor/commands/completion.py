"""``bptutor completion``: the words of the program, completed by the shell."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

from tutor import COMPLETING

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Completer = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]


def _completer(words: Callable[[], Iterable[tuple[str, str]]]) -> Completer:
    """What completes a word from ``words``: each with what the shell says about it."""

    def complete(
        _context: click.Context, _parameter: click.Parameter, start: str
    ) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        return [
            CompletionItem(word, help=about) for word, about in words() if word.startswith(start)
        ]

    return complete


def _lessons() -> Iterable[tuple[str, str]]:
    from tutor.core.lesson import head
    from tutor.library import built_in

    for file in built_in():
        said = head(file.data)
        yield str(file.number), said.title
        yield said.id, said.title


def _formats() -> Iterable[tuple[str, str]]:
    from tutor.core.drawing.export import FORMATS

    return ((name, "") for name in FORMATS)


def _kinds() -> Iterable[tuple[str, str]]:
    from tutor.core.questions import KINDS

    return ((name, "") for name in KINDS)


def _tables() -> Iterable[tuple[str, str]]:
    from tutor.core.practice import TABLES

    return ((name, "") for name in TABLES)


complete_lesson, complete_format = _completer(_lessons), _completer(_formats)
complete_kind, complete_table = _completer(_kinds), _completer(_tables)
"""What the shell is told that a word may become."""


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print what makes SHELL complete the words of bptutor.

    For bash: eval "$(bptutor completion bash)"
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is not None:
        whole = context.find_root().command
        click.echo(kind(whole, {}, "bptutor", COMPLETING).source())
