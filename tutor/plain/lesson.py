"""The same lessons as lines of text: for screen readers, pipes, slow links and simple terminals.

``Plain`` is a conversation: it says lines, is told a line, and says what came of it.  How lines are
read and written, and what stores the effects, is passed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tutor.core.lesson import Lesson, Prose
from tutor.core.session import (
    Action,
    Answer,
    AskHint,
    Back,
    Effect,
    First,
    Last,
    Leave,
    NewVariant,
    Next,
    State,
    Undo,
    View,
    Visit,
    act,
    page_of,
    scene_text,
    scene_words,
    view,
)
from tutor.core.text import folded, safe, width
from tutor.core.typesetting import broken_display
from tutor.plain.text import WIDTH, names_a_node, option_lines, response_of, text_of, verdict_lines

COMMANDS = """\
Enter        the next step, question or page      b   back
?            a hint, then the worked answer       z   undo the last move
g            the graph as it is known now         v   other values
w            graphs in words, or as pictures again
f, l         first step, next step that asks      n   leave this page for the next one
p 3          go to page 3                         h   this help
q            quit; your place is kept
Anything else is your answer."""

QUIT = ("q", "quit", "exit", ":q")

ACTIONS: dict[str, Action] = {
    "": Next(),
    "n": Leave(),
    "b": Back(),
    "?": AskHint(),
    "z": Undo(),
    "v": NewVariant(),
    "f": First(),
    "l": Last(),
}


class Plain:
    """One lesson as a conversation.

    ``save`` carries effects out and returns a message for the learner, empty when all is well.
    ``afterword`` gives the last lines of the lesson; ``following``: another lesson comes after it;
    ``words``: graphs are told in sentences, for those who hear them.
    """

    def __init__(
        self,
        lesson: Lesson,
        state: State,
        *,
        ask: Callable[[str], str],
        say: Callable[[str], None],
        save: Callable[[tuple[Effect, ...], State], str],
        afterword: Callable[[], tuple[str, ...]] = tuple,
        following: bool = False,
        words: bool = False,
    ) -> None:
        self._afterword = afterword
        self._following = following
        self._lesson = lesson
        self._ask = ask
        self._say = say
        self._save = save
        self.state = state
        self.words = words

    def talk(self) -> bool:
        """Go on until the learner quits or the input ends; True when the next lesson is wanted."""
        self._paint(None)
        while True:
            shown = self._view
            ended = page_of(self._lesson, self.state) is None
            asks = "Enter: next lesson, q: the list" if ended and self._following else prompt(shown)
            try:
                line = self._ask(f"[{asks}] ").strip()
            except EOFError:
                return False
            if line in QUIT and not self._is_formula(line):
                return False
            if not line and ended:
                return self._following
            self._do(line)

    @property
    def _view(self) -> View:
        return view(self._lesson, self.state, self._afterword)

    def _do(self, line: str) -> None:
        before = self._view
        if self._is_formula(line):
            self._act(Answer((line,)))
            self._paint(before)
        elif line in ("h", "help"):
            self._say(COMMANDS)
        elif line == "g":
            self._lines(self._scene(before))
        elif line == "w":
            self.words = not self.words
            self._lines(self._scene(before))
        else:
            action = read(line, before)
            if isinstance(action, str):
                self._say(action)
                return
            self._act(action)
            self._paint(before)

    def _is_formula(self, line: str) -> bool:
        """Whether ``b``, say, is the answer to an open question about formulas, not a command."""
        shown = self._view
        if shown.question is None or shown.settled:
            return False
        return names_a_node(line, shown.question)

    def _act(self, action: Action) -> None:
        state, effects = act(self._lesson, self.state, action)
        if message := self._save(effects, state):
            self._say(message)
        self.state = state

    def _paint(self, before: View | None) -> None:
        self._lines(said(self._view, before, self._scene))

    def _scene(self, shown: View) -> Iterator[str]:
        """The graph as a picture, or in words."""
        if shown.scene is None:
            yield "There is no graph on this page."
            return
        yield ""
        picture = () if self.words else scene_text(shown.scene, WIDTH)
        if picture and max(map(width, picture)) <= WIDTH:
            yield from picture
        else:  # asked for, or no picture is as narrow as that
            for line in scene_words(shown.scene):
                yield from folded(line, WIDTH, "", "  ")
        yield ""

    def _lines(self, lines: Iterator[str]) -> None:
        for line in lines:
            self._say(line)


def read(line: str, shown: View) -> Action | str:
    """What the learner's line asks for, or a sentence that says why it cannot be done."""
    if line in ACTIONS:
        return ACTIONS[line]
    word, _, rest = line.partition(" ")
    if word == "p" and rest.strip().isascii() and rest.strip().isdigit():
        return Visit(int(rest) - 1)
    question = shown.question
    if question is None or shown.settled:
        return f"{safe(line)!r} is no command here: h lists them, Enter goes on."
    found = response_of(line, question)
    return found if isinstance(found, str) else Answer(found)


def prompt(shown: View) -> str:
    """What stands before the learner's line."""
    if shown.question is not None and not shown.settled:
        return "answer, ? or h"
    return f"Enter: {shown.forward}" if shown.forward else "q quits"


def said(now: View, before: View | None, scene: Callable[[View], Iterator[str]]) -> Iterator[str]:
    """The lines that tell what is new since ``before``; ``scene`` tells the graph."""
    if before is not None and now.page != before.page:
        before = None
    yield from _page(now, before)
    if now.scene is not None and _graph_key(now) != (_graph_key(before) if before else None):
        yield from scene(now)
    seen = before.board if before else ()
    yield from (f"    {safe(line)}".rstrip() for line in now.board if line not in seen)
    yield from _verdict(now, before)
    yield from _help(now, before)
    if not now.settled:
        yield from _asked(now, before)
    yield from folded(now.notice.replace("→", "Enter").replace("←", "b"), WIDTH)


def _page(now: View, before: View | None) -> Iterator[str]:
    if before is None:
        number = f"Page {now.page + 1} of {len(now.pages)}: "
        yield ""
        yield (number if now.page < len(now.pages) else "") + safe(now.heading)
    for block in now.prose[len(before.prose) if before else 0 :]:
        yield from prose_lines(block)


def _help(now: View, before: View | None) -> Iterator[str]:
    if now.worked and not (before and before.worked):
        yield from folded(f"Worked answer: {text_of(now.worked)}", WIDTH)
    elif not now.settled:
        same = before is not None and before.question == now.question
        for hint in now.hints[len(before.hints) if before and same else 0 :]:
            yield from folded(f"Hint: {text_of(hint)}", WIDTH)


def _graph_key(shown: View) -> object:
    scene = shown.scene
    if scene is None:
        return None
    marks = scene.marks
    return scene.name, scene.numbers.values, marks.values, marks.gradients, marks.locals


def _verdict(now: View, before: View | None) -> Iterator[str]:
    verdict = now.verdict
    if verdict is None or (before is not None and before.verdict is verdict):
        return
    if now.question is None:
        return
    yield from verdict_lines(now.question, now.response, verdict)


def _asked(now: View, before: View | None) -> Iterator[str]:
    question = now.question
    if before is not None and before.question == question and before.prompt == now.prompt:
        return
    for line in now.task.splitlines():
        yield f"-- {safe(line)}"
    for span in now.prompt if question is None else (now.prompt,):
        yield from folded(text_of(span if isinstance(span, tuple) else (span,)), WIDTH)
    if question is None:
        return
    yield from option_lines(question)


def prose_lines(block: Prose) -> Iterator[str]:
    """One block of text, wrapped; formulas and code keep their lines."""
    if block.kind in ("formula", "code"):
        rows = tuple(safe(span.text) for span in block.spans)
        if block.latex and max(map(width, rows)) > WIDTH - 4:
            rows = tuple(safe(row.text) for row in broken_display(block.latex, WIDTH - 4))
        yield from (f"    {row}".rstrip() for row in rows)
        return
    marks = {"bullet": "- ", "number": f"{block.marker} ", "quote": "| ", "heading": "## "}
    first = "  " * block.depth + marks.get(block.kind, "")
    rest = first if block.kind == "quote" else None
    yield from folded(text_of(block.spans), WIDTH, first, rest) or [""]
