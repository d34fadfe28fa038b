"""What keys do while a network learns, and what of it the footer shows."""

from __future__ import annotations

from tutor.core.text import key
from tutor.ui.commands_table import Command, FooterKey, commands

OPEN, ESCAPE = key("training.open", "Enter"), key("lesson.escape", "Esc")
"""Named in texts; Esc leads back from an example, which is a lesson."""

COMMAND_TABLE = commands(
    "training",
    Command("space", "Space", "play", "Play, or stop"),
    Command("right,full_stop", "→", "step(1)", "One update on"),
    Command("left,comma", "←", "step(-1)", "One update back"),
    Command("pageup", "PgUp", "scrub(-1)", "A twentieth of the run back"),
    Command("pagedown", "PgDn", "scrub(1)", "A twentieth of the run on"),
    Command("home", "Home", "to('start')", "To the start"),
    Command("end", "End", "to('end')", "To the furthest update"),
    Command("f", "f", "faster", "Faster; after the fastest, slow again"),
    Command("up", "↑", "rate(1)", "A higher learning rate η from here on"),
    Command("down", "↓", "rate(-1)", "A lower learning rate η from here on"),
    Command("b", "b", "batch", "Another batch size from here on"),
    Command("e", "e", "choose", f"Choose an example by its point: arrows, then {OPEN}"),
    Command("enter", "Enter", "open", "Open this example's network with its present weights"),
    Command("m", "m", "messages", "The next update as the sum of its examples' messages"),
    Command("a", "a", "activation", "Another σ in the hidden layers: a new run"),
    Command("h", "h", "hidden(1)", "One more hidden unit per layer: a new run"),
    Command("H", "H", "hidden(-1)", "One fewer hidden unit per layer: a new run"),
    Command("l", "l", "layers", "Type the layers, as in 2-8-1: a new run"),
    Command("o", "o", "optimiser", "Gradient descent, momentum or Adam: a new run"),
    Command("k", "k", "loss", "Another cost: half square or cross-entropy: a new run"),
    Command("r", "r", "restart", "Another start for the weights: a new run"),
    Command("d", "d", "data", "Other data"),
    Command("c", "c", "compare", "Compare with earlier runs"),
    Command("y", "y", "axis", "The axis of C: powers of ten, or even steps"),
    Command("g", "g", "larger", "One panel on the whole screen: the next one"),
    Command("escape", "Esc", "leave", "Back"),
)

BEFORE, AFTER = "training.step-before", "training.step-next"
HIGHER, LOWER = "training.rate-next", "training.rate-before"

PLAYING = (FooterKey("Space", "stop", "play"), FooterKey("f", "faster", "faster"))
STOPPED = (
    FooterKey("Space", "play", "play"),
    FooterKey("←→", "update", id=f"{BEFORE} {AFTER}"),
    FooterKey("↑↓", "rate", id=f"{HIGHER} {LOWER}"),
    FooterKey("Enter", "open example", "open"),
    FooterKey("e", "choose it", "choose"),
    FooterKey("r", "new start", "restart"),
    FooterKey("Esc", "back", "leave"),
    FooterKey("h", "hidden units", "hidden(1)"),
    FooterKey("b", "batch", "batch"),
    FooterKey("m", "messages", "messages"),
    FooterKey("d", "data", "data"),
)
CHOOSING = (
    FooterKey("↑↓←→", "next point", id=f"{HIGHER} {LOWER} {BEFORE} {AFTER}"),
    FooterKey("Enter", "open it", "open"),
    FooterKey("Esc", "done", "leave"),
)
