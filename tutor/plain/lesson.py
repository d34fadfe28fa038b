"""The same lessons as lines of text: for screen readers, pipes, slow links and simple terminals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tutor.core.catalogue import Entry
from tutor.core.lesson import Lesson
from tutor.core.questions import FollowUp, Question, Response
from tutor.core.session import (
    OUT_OF_FIELD,
    TABLE_HIDDEN,
    Action,
    Answer,
    AnswerFollowUp,
    AskHint,
    Back,
    ChangeForm,
    First,
    Last,
    Leave,
    NewVariant,
    Next,
    State,
    TryNudge,
    Turn,
    Undo,
    View,
    Visit,
    WriteWorking,
)
from tutor.core.text import safe, tell_keys
from tutor.lesson_session import LessonSession
from tutor.plain.conversation import Console, Conversation, ConversationMoment
from tutor.plain.spoken import spoken_board
from tutor.plain.text import (
    Paragraph,
    figure_lines,
    how_to_answer,
    names_layers,
    option_lines,
    paragraph,
    prose_lines,
    scene_lines,
    text_of,
    verdict_lines,
)
from tutor.records import Recorder

ACTIONS: dict[str, Action] = {
    "": Next(),
    "n": Leave(),
    "b": Back(),
    "?": AskHint(),
    "z": Undo(),
    "v": NewVariant(),
    "t": ChangeForm(),
    "f": First(),
    "l": Last(),
}
PLAIN_KEYS = {"lesson.next": "Enter", "lesson.back": "b"}
"""What is typed here for a command of the screen, where that is something else."""

SCREEN = 24
"""Lines that a terminal has at the least."""


class LessonConversation(Conversation):
    """One lesson; ``following`` comes after it, and ``behind`` is what leaving leads to."""

    def __init__(
        self,
        lesson: Lesson,
        state: State,
        console: Console,
        record: Recorder,
        following: Entry | None = None,
        behind: str = "the list",
    ) -> None:
        super().__init__(console, record)
        self.session = LessonSession(lesson, "", state, record, following, behind)
        self._left = False
        self._layered = any(names_layers(found.graph) for found in lesson.graphs.values())
        self._view = self.session.view

    def _begin(self) -> None:
        self._console.layers = self._layered
        self._say_all(new_lines(self._view, None, words=self._console.words))

    def _now(self) -> ConversationMoment | None:
        question = None if self._view.settled else self._view.question
        if question is not None:
            prompt = (
                f"{how_to_answer(question)}, {'hint' if self._view.gives_hints else 'skip'} or help"
            )
        elif self.session.is_at_end:
            onward = "next lesson, q: " if self.session.following else ""
            prompt = f"Enter: {onward}{self.session.behind}"
        else:
            turns = f"+ or -: turn {safe(self._view.turns)}, " if self._view.can_turn else ""
            prompt = f"{turns}Enter: {self._view.forward}"
        return None if self._left else ConversationMoment(prompt, question, self._view.scene)

    def _do(self, line: str, question: Question | None) -> None:
        page = line.removeprefix("p ").strip()
        turns = line.count("+") - line.count("-")
        if not line and self.session.is_at_end:
            self._left = True
        elif line in ACTIONS:
            self._act(ACTIONS[line])
        elif self._view.can_turn and turns in (len(line), -len(line)):
            self._act(Turn(turns))
        elif page != line and page.isascii() and page.isdigit():
            self._act(Visit(int(page) - 1))
        elif question is None:
            self._say(f"{safe(line)!r} is not a command here: h lists them, Enter goes on.")
        elif line == "s":  # as Enter does the second time
            self.session.state = replace(self.session.state, leaving=True)
            self._act(Next())
        else:
            self._answer(line, question)

    def _try(self, size: float, node: str) -> None:
        self._act(TryNudge(size, node))

    def _respond(self, response: Response) -> None:
        self._act(Answer(response))

    def _keep_working(self, text: str) -> None:
        self._store(WriteWorking(text))

    def _further(self) -> FollowUp | None:
        return self._view.follow

    def _respond_further(self, response: Response) -> None:
        self._act(AnswerFollowUp(response))

    def _act(self, action: Action) -> None:
        """Do it, store what comes of it, and say what is new."""
        self._store(action)
        before, self._view = self._view, self.session.view
        self._say_all(new_lines(self._view, before, words=self._console.words))

    def _store(self, action: Action) -> None:
        """Do it; all is stored at once, the place too."""
        self._warn(self.session.do(action) or self.session.keep_place())


def new_lines(now: View, before: View | None, *, words: bool) -> Iterator[str]:
    """The lines that tell what is new since ``before``; ``words``: graphs are not drawn.

    A graph of more than a screen is told once; after that the line of each step says what is new.
    In words only the nodes of which something is new are told again.
    """
    told = _leaves(before)
    if before is not None and now.page != before.page:
        before = None
    yield from _page(now, before, words=words)
    drawn = now.scene if now.pictured and not now.turns else None  # a curve says more
    if drawn is not None and _graph_key(now) != (_graph_key(before) if before else None):
        lines = [*scene_lines(drawn, words=words)]
        known = before.scene if words and before and _leaves(now) == told else None
        seen = [*scene_lines(known, words=True)] if known else []
        if len(lines) <= SCREEN or _leaves(now) != told:
            yield from (line for line in lines if line not in seen)
    yield from (f"    {safe(line)}".rstrip() for line in _board(now, before, words=words))
    yield from _verdict(now, before)
    yield from _unread_number(now, before)
    if now.trial != (before.trial if before else ()):
        yield from (Paragraph(safe(line)) for line in now.trial)
    yield from _help(now, before)
    if not now.settled:
        yield from _asked(now, before, words=words)
    notice = now.notice.replace(OUT_OF_FIELD, "")
    yield from paragraph(tell_keys(notice, PLAIN_KEYS.get))


def _board(now: View, before: View | None, *, words: bool) -> Iterator[str]:
    """The lines of a table that are new; a drawing is there whole, or not at all."""
    seen = before.board if before else ()
    if TABLE_HIDDEN in (*now.board, *seen):
        return  # nothing that was written goes away
    if now.turns:
        yield from () if words or now.board == seen else now.board
    else:
        told, board = (tuple(spoken_board(one) if words else one) for one in (seen, now.board))
        yield from (line for line in board if line not in told)


def _page(now: View, before: View | None, *, words: bool) -> Iterator[str]:
    if before is None:
        number = f"Page {now.page + 1} of {len(now.pages)}: "
        yield ""
        yield (number if now.page < len(now.pages) else "") + safe(now.heading)
    for block in now.prose[len(before.prose) if before else 0 :]:
        yield from prose_lines(block, words=words)


def _help(now: View, before: View | None) -> Iterator[str]:
    if now.worked and not (before and before.worked):
        yield Paragraph(f"Worked answer: {text_of(now.worked)}")
    elif not now.settled:
        same = before is not None and before.question == now.question
        for hint in now.hints[len(before.hints) if before and same else 0 :]:
            yield Paragraph(f"Hint: {text_of(hint)}")


def _leaves(shown: View | None) -> object:
    """The graph on display and its values, whatever is known of them."""
    scene = shown.scene if shown else None
    return (scene.name, scene.numbers.values) if scene else None


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
    yield from verdict_lines(now.question, now.response, verdict, over=now.settled)


def _unread_number(now: View, before: View | None) -> Iterator[str]:
    """What is to be typed instead, where the number on the way could not be marked."""
    follow = now.follow
    if follow is not None and (before is None or before.follow is not follow):
        verdict = follow.verdict
        if verdict is not None and verdict.unreadable:
            yield from verdict_lines(follow.question, follow.response, verdict)


def _asked(now: View, before: View | None, *, words: bool) -> Iterator[str]:
    question = now.question
    if before is not None and before.question == question and before.prompt == now.prompt:
        return
    for line in now.task.splitlines():
        yield f"{'' if words else '-- '}{safe(line)}"
    for spans in [(span,) for span in now.prompt] if question is None else [now.prompt]:
        yield from paragraph(text_of(spans))
    if question is not None:
        yield from figure_lines(question, words=words)
        yield from option_lines(question)
