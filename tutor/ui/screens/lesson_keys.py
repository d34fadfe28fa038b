"""What can be done in a lesson, and what of it the footer offers at the moment."""

from __future__ import annotations

from tutor.core.view import View
from tutor.ui.deeds import Deed, Offer

DEEDS = (
    Deed("right,space", "→", "next", "Next step, question or page", "next"),
    Deed("left", "←", "back", "Take the last step back, or go to the page before", "back"),
    Deed("question_mark", "?", "hint", "Show a hint; after three, the worked answer", "hint"),
    Deed("z", "z", "undo", "Undo the last step or answer", "undo"),
    Deed("v", "v", "variant", "Try it with other values", "other values"),
    Deed("g", "g", "graph", "Show the graph in full size, or put it back", "graph"),
    Deed("i", "i", "walk", "Walk the graph and look at a node or an edge", "inspect"),
    Deed("s", "s", "program", "Show the program, with the line being carried out"),
    Deed("p", "p", "play", "Play the steps one after the other, or pause", "play"),
    Deed("right_square_bracket", "]", "speed(1)", "Play faster"),
    Deed("left_square_bracket", "[", "speed(-1)", "Play slower"),
    Deed("home", "Home", "first", "Go back to the first step"),
    Deed("end", "End", "last", "Go on to the next step that asks something"),
    Deed("c", "c", "cards", "Look up a term or a symbol", "terms"),
    Deed("q", "q", "quiz", "Practise on this graph; without one, on weak skills"),
    Deed("m", "m", "pages", "See all pages of the lesson and go to one", "pages"),
    Deed("pagedown", "PgDn", "scroll(1)", "Scroll the text down"),
    Deed("pageup", "PgUp", "scroll(-1)", "Scroll the text up"),
    Deed("escape", "Esc", "home", "Back to the list of lessons", "lessons"),
)


def lesson_offers(shown: View, *, asked: bool, walking: bool) -> tuple[Offer, ...]:
    """What the footer offers, the most important first."""
    if walking:
        return (
            Offer("↑↓←→", "walk"),
            Offer("Esc", "done", "home"),
            Offer("g", "full size", "graph"),
        )
    answer = (Offer("Enter", "answer"), Offer("?", "hint", "hint")) if asked else ()
    forward = (Offer("→", shown.forward, "next"),) if shown.forward else ()
    first = (*answer, *forward, Offer("←", "back", "back"))
    last = Offer("Esc", "lessons", "home")
    if asked and shown.question is not None and shown.question.letters:
        # A letter is typed into the blank; the graph takes the keys after Tab.
        return (*first, *(() if shown.scene is None else (Offer("Tab", "graph", "walk"),)), last)
    walk = () if shown.scene is None else (Offer("g", "graph", "graph"), Offer("i", "look", "walk"))
    return (*first, *walk, Offer("z", "undo", "undo"), Offer("m", "pages", "pages"), last)
