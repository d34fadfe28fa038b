"""What can be done on a screen: a table of deeds, read by bindings, footer, help and palette.

A deed is written once, as a row of its screen's table.  Its key, its word in the footer, its line
in the help and its entry in the command palette all come from that row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget


class Deed(NamedTuple):
    """One thing that a learner can do.

    ``keys`` are Textual's names, with commas between; ``shown`` is how the learner sees the key;
    ``name`` is what a learner would call it, for help and palette; ``word`` is for the footer, ""
    for a deed that is never there.  ``priority`` is for keys that work whatever has the focus.
    """

    keys: str
    shown: str
    action: str
    name: str
    word: str = ""
    priority: bool = False


class Offer(NamedTuple):
    """A deed as the footer offers it at this moment; without an action a click does nothing."""

    key: str
    word: str
    action: str = ""


def bindings(deeds: Iterable[Deed]) -> Iterator[Binding]:
    """The deeds as key bindings."""
    for deed in deeds:
        yield Binding(deed.keys, deed.action, deed.name, show=False, priority=deed.priority)


def offers(deeds: Iterable[Deed]) -> tuple[Offer, ...]:
    """The deeds that have a word for the footer."""
    return tuple(Offer(deed.shown, deed.word, deed.action) for deed in deeds if deed.word)


def deeds_on(screen: Screen[object]) -> Iterator[tuple[DOMNode, Deed]]:
    """What can be done on a screen, and by which part of it: its own deeds come first."""
    for node in screen.walk_children(with_self=True):
        above = (one for one in node.ancestors_with_self if isinstance(one, Widget))
        deeds: tuple[Deed, ...] = getattr(node, "DEEDS", ())
        if deeds and all(one.display for one in above):
            yield from ((node, deed) for deed in deeds)


QUIT = Deed("ctrl+q", "Ctrl+Q", "app.leave", "Quit; your place is kept", "quit", True)
COPY = Deed("ctrl+c", "Ctrl+C", "app.copy", "Copy what is marked; else quit", "", True)
HELP = Deed("f1", "F1", "app.help", "Help for this screen", "help", True)
PALETTE = Deed("ctrl+p", "Ctrl+P", "app.command_palette", "Find a command by its name", "", True)
SUSPEND = Deed("ctrl+z", "Ctrl+Z", "app.suspend_process", "Pause the tutor; fg goes on", "", True)
REDRAW = Deed("ctrl+l", "Ctrl+L", "app.redraw", "Paint the screen anew", "", True)
EVERYWHERE = (HELP, PALETTE, REDRAW, SUSPEND, COPY, QUIT)
"""What works on every screen."""
