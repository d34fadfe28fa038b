"""The commands, one file a group; ``cli`` adds them to ``bptutor``."""

from __future__ import annotations

import click

from tutor.commands.mark import mark
from tutor.commands.progress import export, import_, notes_, reset, status
from tutor.commands.quiz import quiz, review

COMMANDS: tuple[click.Command, ...] = (
    quiz,
    review,
    mark,
    status,
    notes_,
    export,
    import_,
    reset,
)
"""All of them, in the order in which the help lists them."""

__all__ = ["COMMANDS"]
