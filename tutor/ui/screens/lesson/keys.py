"""What keys do in a lesson at this moment, and what of it the footer shows.

A page is in one of five modes.  While a field has the cursor every character is typed and does
nothing else; Escape leaves the field, and then letters are commands.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from tutor.core.questions import Question
from tutor.core.session import View
from tutor.core.text import key
from tutor.ui.commands_table import Command, FooterKey, commands
from tutor.ui.widgets.graph.view import WALK_IDS

ENTER, TURNS = key("lesson.enter", "Enter"), "lesson.turn-next lesson.turn-before"

COMMAND_TABLE = commands(
    "lesson",
    Command("enter", "Enter", "enter", "Give the answer; after a right one, go on"),
    Command("right", "→", "next", "Next step, question or page; twice to skip", "next"),
    Command("space", "Space", "step", "Next step or page, where nothing is asked"),
    Command(
        "left", "←", "act('back')", "Take the last step back, or go to the page before", "back"
    ),
    Command("up", "↑ ↓", "turn(1)", "Turn a number, on a page that has one to turn"),
    Command(
        "question_mark", "?", "act('hint')", "Show a hint; after three, the worked answer", "hint"
    ),
    Command("f2", "F2", "working", "Write your working, one step per line, to be marked", "work"),
    Command("f3", "F3", "try", "Try your answer: raise the input a little and see", "try it"),
    Command("z", "z", "act('undo')", "Undo the last move: a step, a page, other values", "undo"),
    Command("v", "v", "act('variant')", "Try it with other values", "other values"),
    Command("t", "t", "act('form')", "Take this walk in another form, with more help or less"),
    Command("g", "g", "graph", "Show the graph in full size, or put it back", "graph"),
    Command("i", "i", "walk", "Walk the graph and look at a node or an edge", "inspect"),
    Command("s", "s", "program", "Show the program, with the line being carried out"),
    Command("p", "p", "play", "Play the steps one after the other, or pause", "play"),
    Command("right_square_bracket", "]", "speed(1)", "Play faster"),
    Command("left_square_bracket", "[", "speed(-1)", "Play slower"),
    Command("home", "Home", "act('first')", "Go back to the first step"),
    Command("end", "End", "act('last')", "Go on to the next step that asks something"),
    Command("c", "c", "glossary", "Look up a term or a symbol", "terms"),
    Command("q", "q", "quiz", "Practise on this graph; without one, on weak skills"),
    Command("n", "n", "act('leave')", "Leave this page for the next one", "next page"),
    Command("m", "m", "pages", "See all pages of the lesson and go to one", "pages"),
    Command("pagedown", "PgDn", "scroll(1)", "Scroll the text down"),
    Command("pageup", "PgUp", "scroll(-1)", "Scroll the text up"),
    Command("escape", "Esc", "escape", "Out of a field, then back to the lessons"),
)

DOWN = commands("lesson", Command("down", "↓", "turn(-1)", "Turn a number down"))[0]
"""Listed together with ↑."""

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


class FooterState(NamedTuple):
    """What decides, besides the view, what the keys do.

    ``empty``: the field has no text; ``leaves``: → is no arrow of the field; ``full``: the graph
    has its full size; ``behind``: where Esc leads when no field has the cursor; ``gives``: Enter
    gives the answer, and does not go to another blank first; ``picks``: z takes back a label or a
    place.
    """

    mode: Mode
    empty: bool = True
    leaves: bool = True
    full: bool = False
    behind: str = "lessons"
    gives: bool = True
    picks: bool = False


def lesson_footer_keys(shown: View, now: FooterState) -> tuple[FooterKey, ...]:
    """What the footer shows, the most important first; all of them true."""
    size = FooterKey("g", "with the text" if now.full else "graph", "graph")
    if now.mode == "walking":
        boxes = shown.scene is not None and bool(shown.scene.numbers.graph.groups)
        return (
            FooterKey("↑↓←→", "walk", id=WALK_IDS),
            FooterKey("Enter", "select", id="graph.choose"),
            FooterKey("Esc", "done", "escape", "graph.leave"),
            size if now.full else FooterKey("g", "full size", "graph"),
            FooterKey("o", "open or close boxes", id="graph.groups")
            if boxes
            else FooterKey("n", "neurons or nodes", id="graph.network"),
            FooterKey("d", "density", id="graph.density"),
        )
    is_open = shown.question is not None and not shown.settled
    answer = (_enter(now),) if is_open else ()
    work: tuple[FooterKey, ...] = ()
    if shown.gives_hints:
        answer = (*answer, FooterKey("?", "hint", "act('hint')")) if is_open else ()
        work = () if shown.working is None else (FooterKey("F2", "work", "working"),)
    if shown.can_try:
        answer = (*answer, FooterKey("F3", "try it", "try"))
    replied = shown.question is not None and shown.settled
    forward = FooterKey("Enter" if replied else "→", shown.forward, "next")
    elsewhere = not is_open or now.mode != "typing"  # the arrows are not the field's
    free, leaves = now.empty or elsewhere, now.leaves or elsewhere
    onward = (forward,) if shown.forward and leaves else ()
    back = (FooterKey("←", "back", "act('back')"),) if free else ()
    if now.mode == "typing":
        several = shown.question is not None and len(shown.question.slots) > 1
        several = several or (shown.follow is not None and shown.follow.is_open)
        tab = (FooterKey("Tab", "next blank", id="blanks.go-next"),) if several and is_open else ()
        keys = FooterKey("Esc", "commands", "escape")
        ways = (keys, *tab, *onward) if free else (*onward, keys, *tab)  # one is stuck: first
        return (*answer, *ways, *work, *back) if is_open else (*onward, keys, *back)
    choosing = now.mode == "choosing"
    chosen = (FooterKey("Space", _choice(shown.question), id="options.choose"),) if choosing else ()
    if choosing and now.picks:  # a full order is changed by no other key
        chosen = (*chosen, FooterKey("z", "take back", id="options.unplace"))
    graph = () if shown.scene is None else (size, FooterKey("i", "look", "walk"))
    undoes = shown.undo and not (choosing and now.picks)
    undo = (FooterKey("z", f"undo {shown.undo}", "act('undo')"),) if undoes else ()
    turning = (FooterKey("↑↓", f"turn {shown.turns}", id=TURNS),) if shown.can_turn else ()
    plays = not is_open and shown.forward == "next step"
    play = (FooterKey("p", "play", "play"),) if plays else ()
    escape = (FooterKey("Esc", now.behind, "escape"),)
    besides = (*work, *back, *escape) if now.behind == "lessons" else (*escape, *work, *back)
    return (
        *turning,
        *answer[:1],
        *chosen,
        *answer[1:],
        *onward,
        *besides,  # a way out that is not the usual one is said first
        *play,
        FooterKey("m", "pages", "pages"),
        *((FooterKey("t", "other form", "act('form')"),) if shown.has_forms else ()),
        *undo,
        *graph,
        *((FooterKey("n", "next page", "act('leave')"),) if is_open else ()),
    )


def _enter(now: FooterState) -> FooterKey:
    """What Enter does while a question is open."""
    away = now.full or (now.mode == "commanding" and now.empty)
    word = "to the question" if away else "answer" if now.gives else "next blank"
    return FooterKey("Enter", word, "enter")


def _choice(question: Question | None) -> str:
    """What Space does in a question with options."""
    ways = {"tick": "tick", "arrange": "put next", "assemble": "put next", "label": "label"}
    return ways.get(question.way if question else "", "choose")
