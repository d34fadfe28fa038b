"""What keys do in the sandbox, and what of it the footer shows."""

from __future__ import annotations

from tutor.ui.commands_table import Command, FooterKey, commands
from tutor.ui.widgets.graph.view import WALK_IDS

COMMAND_TABLE = commands(
    "sandbox",
    Command("up", "↑", "choose(-1)", "Choose the leaf above"),
    Command("down", "↓", "choose(1)", "Choose the leaf below"),
    Command("right,plus", "→", "move(1)", "Raise the leaf by one step"),
    Command("left", "←", "move(-1)", "Lower the leaf by one step"),
    Command("enter", "Enter", "type", "Type its value, or a range such as -2..2"),
    Command("right_square_bracket", "]", "size(1)", "Ten times longer steps"),
    Command("left_square_bracket", "[", "size(-1)", "Ten times shorter steps"),
    Command("d", "d", "descend", "One step of gradient descent on all leaves"),
    Command("p", "p", "plot", "Plot the output against the leaf, with its tangent"),
    Command("n", "n", "nudge", "Nudge: raise the leaf by a step, compare with its gradient"),
    Command("e", "e", "edit", "Edit the graph"),
    Command("h", "h", "earlier", "Take up an earlier graph"),
    Command("i", "i", "walk", "Walk the graph and look at a node or an edge"),
    Command("q", "q", "quiz", "Practise on this graph: both passes, then questions"),
    Command("c", "c", "copy", "Copy the graph as a command line, a picture or a program"),
    Command("s", "s", "save", "Save it as a lesson (.md), picture (.svg), program (.py)"),
    Command("escape", "Esc", "leave", "Out of the text, then back to the lessons"),
)

SOURCE_TABLE = commands("sandbox", Command("ctrl+a", "Ctrl+A", "select_all", "Take the whole text"))

MOVES = "sandbox.move-before sandbox.move-next"

LEAF_KEYS = (
    FooterKey("↑↓", "leaf", id="sandbox.choose-before sandbox.choose-next"),
    FooterKey("←→", "change", id=MOVES),
    FooterKey("Enter", "type", "type"),
    FooterKey("p", "plot", "plot"),
    FooterKey("Esc", "lessons", "leave"),
    FooterKey("d", "descend", "descend"),
    FooterKey("e", "edit", "edit"),
    FooterKey("q", "quiz", "quiz"),
    FooterKey("s", "save", "save"),
    FooterKey("n", "nudge", "nudge"),
    FooterKey("i", "look", "walk"),
    FooterKey("h", "earlier", "earlier"),
    FooterKey("c", "copy", "copy"),
)
TEXT_KEYS = (
    FooterKey("Esc", "to the values", "leave"),
    FooterKey("Ctrl+A", "all", id="sandbox.select-all"),
)
WALK_KEYS = (FooterKey("↑↓←→", "walk", id=WALK_IDS), FooterKey("Esc", "done", "leave"))
