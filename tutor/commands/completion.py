"""``bptutor completion``: the words of the program, completed by the shell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import click

from tutor import COMPLETING

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Completer = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]


Words = Callable[[], "Iterable[tuple[str, str]]"]
"""The words of a table, each with what the shell says about it."""


def _completer(words: Words) -> Completer:
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
    from tutor.core.catalogue import header_of
    from tutor.library import built_in
    from tutor.packs import added_packs

    for file in built_in():
        said = header_of(file.data)
        yield str(file.number), said.title
        yield file.name.removesuffix(".md").partition("-")[2], said.title
        yield said.id, said.title
    for pack in added_packs():
        yield pack.said.id, pack.said.title
        for said in (header_of(file.data) for file in pack.files):
            yield said.id, said.title


def _packs() -> Iterable[tuple[str, str]]:
    from tutor.packs import added_packs

    return ((pack.said.id, pack.said.title) for pack in added_packs())


def formats() -> Iterable[tuple[str, str]]:
    """What a graph can be written as."""
    from tutor.core.drawing.export import FORMATS

    return ((name, "") for name in FORMATS)


def _kinds() -> Iterable[tuple[str, str]]:
    from tutor.core.questions import marked_kinds

    return ((name, "") for name in marked_kinds())


def tables() -> Iterable[tuple[str, str]]:
    """The tables of an export."""
    from tutor.core.practice import ANSWERS, TABLES

    return ((name, "") for name in (ANSWERS, *TABLES))


def _data() -> Iterable[tuple[str, str]]:
    from tutor.core.training import MADE, made

    return ((name, made(name).said) for name in MADE)


SUBJECTS = ("lesson", "quiz", "steps", "network", "pack")
"""What there are templates of."""


def _subjects() -> Iterable[tuple[str, str]]:
    return ((name, "") for name in SUBJECTS)


def complete_template(
    context: click.Context, _parameter: click.Parameter, start: str
) -> list[CompletionItem]:
    """The kinds of what a template is asked for."""
    from click.shell_completion import CompletionItem

    from tutor import starters

    kinds = starters.kinds().get(context.params.get("what") or "", {})
    return [CompletionItem(kind) for kind in kinds if kind.startswith(start)]


complete_data, complete_subject = _completer(_data), _completer(_subjects)
complete_lesson, complete_kind = _completer(_lessons), _completer(_kinds)
complete_pack = _completer(_packs)
"""What the shell is told that a word may become."""


class WordOption(click.Option):
    """An option that takes one of the words of a table, listed in the help and completed.

    The table is read when somebody asks for it: the program's own help waits for nothing.
    """

    def __init__(
        self,
        param_decls: Sequence[str],
        *,
        words: Words,
        help: str = "",
        default: str,
        show_default: bool = True,
        metavar: str,
    ) -> None:
        super().__init__(
            param_decls,
            default=default,
            show_default=show_default,
            metavar=metavar,
            shell_complete=_completer(words),
        )
        self._words, self._begin = words, help

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The words of the table, after what else the help says."""
        *first, last = (word for word, _ in self._words())
        listed = f"{', '.join(first)} or {last}"
        self.help = f"{self._begin}: {listed}" if self._begin else listed
        return super().get_help_record(ctx)


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print what lets your shell complete commands.

    Options, lessons, kinds and data are completed, too.

    Put a line into the file that your shell reads when it starts. For bash: eval "$(bptutor
    completion bash)", for zsh the same with zsh; for fish: bptutor completion fish | source
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is not None:
        whole = context.find_root().command
        click.echo(kind(whole, {}, "bptutor", COMPLETING).source())
