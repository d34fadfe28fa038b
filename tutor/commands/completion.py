"""``bptutor completion``: the words of the program, completed by the shell."""

from __future__ import annotations

import click

from tutor import COMPLETING


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
