"""What can be done on a screen: a table of commands, read by bindings, footer, help and palette.

A command is written once, as a row of its screen's table.  Its key, its word in the footer, its
line in the help and its entry in the command palette all come from that row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget


class Command(NamedTuple):
    """One thing that a learner can do.

    ``keys`` are Textual's names, with commas between; ``shown`` is how the learner sees the key;
    ``name`` is what a learner would call it, for help and palette; ``word`` is for the footer, ""
    for a command that is never there.  ``priority`` is for keys that work whatever has the focus.
    """

    keys: str
    shown: str
    action: str
    name: str
    word: str = ""
    priority: bool = False


class FooterKey(NamedTuple):
    """A command as the footer shows it at this moment; without an action a click does nothing."""

    key: str
    word: str
    action: str = ""


def bindings(commands: Iterable[Command]) -> Iterator[Binding]:
    """The commands as key bindings."""
    for command in commands:
        yield Binding(
            command.keys, command.action, command.name, show=False, priority=command.priority
        )


def footer_keys(commands: Iterable[Command]) -> tuple[FooterKey, ...]:
    """The commands that have a word for the footer."""
    return tuple(
        FooterKey(command.shown, command.word, command.action)
        for command in commands
        if command.word
    )


def commands_on(screen: Screen[object]) -> Iterator[tuple[DOMNode, Command]]:
    """What can be done on a screen, and by which part of it: its own commands come first."""
    for node in screen.walk_children(with_self=True):
        above = (widget for widget in node.ancestors_with_self if isinstance(widget, Widget))
        commands: tuple[Command, ...] = getattr(node, "COMMAND_TABLE", ())
        if commands and all(widget.display for widget in above):
            yield from ((node, command) for command in commands)


QUIT = Command("ctrl+q", "Ctrl+Q", "app.leave", "Quit; your place is kept", "quit", True)
COPY = Command("ctrl+c", "Ctrl+C", "app.copy", "Copy what is marked; otherwise quit", "", True)
HELP = Command("f1", "F1", "app.help", "Help for this screen", "help", True)
PALETTE = Command("ctrl+p", "Ctrl+P", "app.command_palette", "Find a command by its name", "", True)
SUSPEND = Command(
    "ctrl+z", "Ctrl+Z", "app.suspend_process", "Pause the tutor; fg goes on", "", True
)
REDRAW = Command("ctrl+l", "Ctrl+L", "app.redraw", "Paint the screen again", "", True)
EVERYWHERE = (HELP, PALETTE, REDRAW, SUSPEND, COPY, QUIT)
"""What works on every screen."""
