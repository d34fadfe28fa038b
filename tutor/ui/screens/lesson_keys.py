"""What keys do in a lesson at this moment, and what of it the footer offers.

A page is in one of five modes.  While a field has the cursor every character is typed and does
nothing else; Escape leaves the field, and then letters are commands.
"""

from __future__ import annotations

from typing import Literal

from tutor.core.question import Question
from tutor.core.view import View
from tutor.ui.deeds import Deed, Offer

DEEDS = (
    Deed("enter", "Enter", "enter", "Give the answer; after a right one, go on"),
    Deed("right", "→", "next", "Next step, question or page; twice to skip", "next"),
    Deed("space", "Space", "step", "Next step or page, where nothing is asked"),
    Deed("left", "←", "act('back')", "Take the last step back, or go to the page before", "back"),
    Deed(
        "question_mark", "?", "act('hint')", "Show a hint; after three, the worked answer", "hint"
    ),
    Deed("z", "z", "act('undo')", "Undo the last move: a step, a page, other values", "undo"),
    Deed("v", "v", "act('variant')", "Try it with other values", "other values"),
    Deed("g", "g", "graph", "Show the graph in full size, or put it back", "graph"),
    Deed("i", "i", "walk", "Walk the graph and look at a node or an edge", "inspect"),
    Deed("s", "s", "program", "Show the program, with the line being carried out"),
    Deed("p", "p", "play", "Play the steps one after the other, or pause", "play"),
    Deed("right_square_bracket", "]", "speed(1)", "Play faster"),
    Deed("left_square_bracket", "[", "speed(-1)", "Play slower"),
    Deed("home", "Home", "act('first')", "Go back to the first step"),
    Deed("end", "End", "act('last')", "Go on to the next step that asks something"),
    Deed("c", "c", "cards", "Look up a term or a symbol", "terms"),
    Deed("q", "q", "quiz", "Practise on this graph; without one, on weak skills"),
    Deed("n", "n", "act('leave')", "Leave this page for the next one", "next page"),
    Deed("m", "m", "pages", "See all pages of the lesson and go to one", "pages"),
    Deed("pagedown", "PgDn", "scroll(1)", "Scroll the text down"),
    Deed("pageup", "PgUp", "scroll(-1)", "Scroll the text up"),
    Deed("escape", "Esc", "escape", "Out of a field, then back to the lessons"),
)

Mode = Literal["typing", "commanding", "choosing", "walking", "reading"]
"""``commanding``: a field is there, but letters are commands; ``walking``: the graph has the keys;
``reading``: nothing is to be answered.
"""


def is_typed(question: Question | None) -> bool:
    """Whether a question is answered in fields."""
    return question is not None and question.way in ("blanks", "grid")


def mode_of(shown: View, *, walking: bool, commanding: bool) -> Mode:
    """What keys are for; ``commanding`` says that the learner has left the field."""
    if walking:
        return "walking"
    if is_typed(shown.question):
        return "commanding" if commanding else "typing"
    if shown.question is None or shown.settled:
        return "reading"
    return "commanding" if commanding else "choosing"


def lesson_offers(
    shown: View, mode: Mode, *, empty: bool = True, full: bool = False
) -> tuple[Offer, ...]:
    """What the footer offers, the most important first.

    Every offer is true: in a field with a text (not ``empty``) the arrows move the cursor, and a
    graph in ``full`` size has no larger one.
    """
    if mode == "walking":
        return (
            Offer("↑↓←→", "walk"),
            Offer("Enter", "select"),
            Offer("Esc", "done", "escape"),
            Offer("g", "with the text" if full else "full size", "graph"),
            Offer("n", "neurons or nodes"),
            Offer("d", "density"),
        )
    is_open = shown.question is not None and not shown.settled
    answer = (Offer("Enter", "answer", "enter"), Offer("?", "hint", "act('hint')"))
    replied = shown.question is not None and shown.settled
    forward = Offer("Enter" if replied else "→", shown.forward, "next")
    onward = (forward,) if shown.forward and (empty or not is_open) else ()
    back = (Offer("←", "back", "act('back')"),) if empty or not is_open else ()
    if mode == "typing":
        several = shown.question is not None and len(shown.question.slots) > 1
        tab = (Offer("Tab", "next blank"),) if several and is_open else ()
        keys = Offer("Esc", "commands", "escape")
        first = (*answer, keys, *tab, *onward) if is_open else (*onward, keys)
        return (*first, *back)
    chosen = (Offer("Space", _choice(shown.question)),) if mode == "choosing" else ()
    graph = (
        () if shown.scene is None else (Offer("g", "graph", "graph"), Offer("i", "look", "walk"))
    )
    undo = (Offer("z", f"undo {shown.undo}", "act('undo')"),) if shown.undo else ()
    return (
        *(answer[:1] if is_open else ()),
        *chosen,
        *(answer[1:] if is_open else ()),
        *onward,
        *back,
        *graph,
        *undo,
        *((Offer("n", "next page", "act('leave')"),) if is_open else ()),
        Offer("m", "pages", "pages"),
        Offer("Esc", "lessons", "escape"),
    )


def _choice(question: Question | None) -> str:
    """What Space does in a question with options."""
    ways = {"tick": "tick", "arrange": "put next", "label": "label"}
    return ways.get(question.way if question else "", "choose")
