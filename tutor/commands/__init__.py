"""The commands, one file a group; ``cli`` adds them to ``bptutor``."""

from __future__ import annotations

import click

from tutor.commands.check import check
from tutor.commands.class_ import class_
from tutor.commands.completion import completion
from tutor.commands.doctor import doctor
from tutor.commands.graph import graph
from tutor.commands.keys import keys
from tutor.commands.mark import mark
from tutor.commands.new import new
from tutor.commands.packs import add, packs, remove, update
from tutor.commands.progress import export, import_, notes_, reset, status
from tutor.commands.quiz import quiz, review
from tutor.commands.render import render
from tutor.commands.serve import serve
from tutor.commands.train import train
from tutor.commands.watch import watch

COMMANDS: tuple[click.Command, ...] = (
    graph,
    quiz,
    review,
    train,
    serve,
    mark,
    class_,
    status,
    notes_,
    export,
    import_,
    reset,
    doctor,
    keys,
    add,
    packs,
    update,
    remove,
    check,
    watch,
    new,
    render,
    completion,
)
"""All of them, in the order in which the help lists them."""

__all__ = ["COMMANDS"]
