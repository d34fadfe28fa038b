"""What there is to do on a page: the question or the step, the way to answer, and what was said."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.layout import Layout

from tutor.core.lesson import Spans
from tutor.core.questions import FollowUp, Question, Verdict
from tutor.core.session import View
from tutor.core.text import key, width
from tutor.ui.commands_table import KeyMap
from tutor.ui.content import paragraphs, styled, styled_spans
from tutor.ui.protocols import Drafts
from tutor.ui.screens.base_screen import tutor_of
from tutor.ui.widgets.activity_layout import SETTLED, ActivityLayout, Part
from tutor.ui.widgets.blanks import Blanks
from tutor.ui.widgets.options import Options
from tutor.ui.widgets.page_panel import set_style_class
from tutor.ui.widgets.text_block import Paragraph, TextBlock, TextView

LAYOUT = ActivityLayout()
FRAME = 6
"""Cells of a border that its title leaves free."""

ENTER, TAB = key("lesson.enter", "Enter"), key("blanks.go-next", "Tab")


class ActivityPanel(Vertical):
    """The panel of the open activity.  ``show`` paints it; the answer widget stays while it can.

    Where there is no room for all of it, the question stays in sight; of the answer what has the
    cursor does, and of what was said the newest: a hint at its end, a verdict or a worked answer
    at its beginning.
    Whoever calls ``show`` awaits it, one call at a time: keys pressed meanwhile find the answer
    widget in its place.
    """

    SCOPED_CSS = False  # a class of the screen says how much room there is
    DEFAULT_CSS = """
    #activity {
        height: auto; max-height: 1fr; border: round $accent-text;
        padding: 0 1;
    }
    #answer, #reply { height: auto; overflow-y: auto; scrollbar-size-vertical: 1; }
    #said { height: auto; }
    .-narrow #activity { max-height: 85%; border: none; border-top: solid $accent-text; }
    .-narrow #activity.-only { max-height: 100%; }
    .-narrow #activity.-alone { max-height: 100%; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown: Question | None = None
        self._form = ""
        self._marked: Verdict | None = None
        self._followed: FollowUp | None = None
        self.asks_further = False
        """Whether a number on the way is asked for now that was not before."""
        self._hints = 0
        self._trial: tuple[str, ...] = ()
        self._worked: Spans = ()
        self._titles: tuple[str, ...] = ("",)
        self.drafts: Drafts = {}

    def compose(self) -> ComposeResult:
        """The task, the answer, and what is said to it."""
        yield TextView(id="prompt")
        yield Part(id="answer")
        with Part(id="reply"):
            yield TextView(id="said")

    @property
    def layout(self) -> Layout:
        """How the panel's rows are shared."""
        return LAYOUT

    async def show(self, view: View) -> None:
        """Paint what there is to do."""
        self.display = bool(view.question or view.prompt)
        set_style_class(self, "-only", not any(page.display for page in self.screen.query("#page")))
        self._titles = _titles(view)
        self.on_resize()
        self.query_one("#prompt", TextView).show_text(_prompt(view))
        if (view.question, view.form) != (self._shown, self._form):
            await self._put(view.question, view.form)
        await self._put_follow(view)
        replied = view.verdict is not None and view.verdict is not self._marked
        shown_worked, self._worked = view.worked not in ((), self._worked), view.worked
        replied = replied or shown_worked
        hinted, self._hints = len(view.hints) > self._hints, len(view.hints)
        hinted, self._trial = hinted or view.trial not in ((), self._trial), view.trial
        self._mark(view)
        set_style_class(self, SETTLED, view.settled)
        content = _reply(view, tutor_of(self).keys)
        reply = self.query_one("#reply", Vertical)
        reply.display = bool(str(content))
        self.query_one("#said", TextView).show_text(content)
        if replied or hinted:  # what is new is what the learner reads next: it begins or ends here
            reply.anchor(not replied)
        if replied:
            reply.scroll_home(animate=False, immediate=True)
        if isinstance(self.answer, Options):  # the reply may have taken rows from it
            self.call_after_refresh(self.answer.follow)

    def on_resize(self) -> None:
        """The longest title that fits: what matters least is left out, not cut off."""
        room = self.outer_size.width - FRAME
        fitting = (title for title in self._titles if width(title) <= room)
        self.border_title = styled(next(fitting, self._titles[-1]))

    async def _put(self, question: Question | None, form: str) -> None:
        """Another question, another way to answer; blanks of the same shape are filled anew.

        What was typed and not given yet is there again when its question is.
        """
        self.keep_draft()
        self._shown, self._form, self._marked = question, form, None
        place = self.query_one("#answer", Vertical)
        kept = next(iter(place.children), None)
        if self.screen.focused in place.walk_children():
            self.screen.set_focus(None)  # else Textual hands the focus on to the graph
        place.display = question is not None
        if question is None:
            return
        if not (isinstance(kept, Blanks) and kept.takes(question)):
            await place.remove_children()
            kept = answer_widget(question)
            await place.mount(kept)
        if isinstance(kept, (Blanks, Options)):
            kept.ask(question, self.drafts.get(_draft(question, form), ()))

    async def _put_follow(self, view: View) -> None:
        """A blank for the number on the way, below the answer.

        The cursor goes there once: not again while the learner leaves such a blank open.
        """
        follow, before = view.follow, self._followed
        self.asks_further, self._followed = False, follow
        answer, place = self.answer, self.query_one("#answer", Vertical)
        if follow is None or not isinstance(answer, Blanks):
            if self.follow is not None:
                if self.screen.focused in self.follow.walk_children():
                    self.screen.set_focus(None)
                await self.follow.remove()
            if isinstance(answer, Blanks):
                answer.beside = None
            return
        if self.follow is None:
            await place.mount(Blanks(follow.question))
        blanks = self.follow
        if blanks is None:
            return
        blanks.beside, answer.beside = answer, blanks
        if before is None or before.question != follow.question:
            blanks.ask(follow.question)
            self.asks_further = before is None or not before.is_open
        verdict = follow.verdict
        if verdict is not None and (before is None or verdict is not before.verdict):
            if verdict.unreadable:
                blanks.refuse(verdict.slots)
            else:
                blanks.mark(verdict.slots, follow.response)
        blanks.settled = not follow.is_open

    @property
    def follow(self) -> Blanks | None:
        """What takes the number on the way."""
        children = self.query_one("#answer", Vertical).children[1:] if self._shown else ()
        return next((child for child in children if isinstance(child, Blanks)), None)

    def keep_draft(self) -> None:
        """Remember what was typed or chosen for the question on display and not given."""
        answer = self.answer
        if self._shown is not None and answer is not None:
            kept = _draft(self._shown, self._form)
            self.drafts[kept] = () if answer.settled else answer.texts

    def _mark(self, view: View) -> None:
        """Each verdict once: painted again, it must not bring back what was erased since."""
        verdict, widget = view.verdict, self.answer
        if widget is None:
            return
        widget.settled = view.settled
        if verdict is not None and verdict is not self._marked:
            if not verdict.unreadable:
                widget.mark(verdict.slots, view.response, verdict.follows)
            elif isinstance(widget, Blanks):
                widget.refuse(verdict.slots)
        self._marked = verdict

    @property
    def answer(self) -> Blanks | Options | None:
        """What takes the answer to the question on display."""
        children = self.query_one("#answer", Vertical).children if self._shown else ()
        return next((child for child in children if isinstance(child, (Blanks, Options))), None)


def answer_widget(question: Question) -> Blanks | Options:
    """What takes the answer to a question, by its way of answering."""
    return Blanks(question) if question.way in ("blanks", "grid") else Options(question)


def _draft(question: Question, form: str) -> tuple[object, ...]:
    """What a question is known by: its author may have changed it, and another may have its id.

    A question of a walk is the same in words in every form and with all values.
    """
    values = tuple(question.numbers.values.items()) if question.numbers else ()
    asked = question.prompt, question.slots, question.options
    return question.quiz.id, form, question.seed, values, *asked


def _titles(view: View) -> tuple[str, ...]:
    """What there is to do; on a page without text also what the page is about, longest first."""
    if view.prose or view.board or view.heading == view.task:
        return (view.task,)
    progress = view.task.rpartition(": ")[2]
    return f"{view.heading} · {view.task}", f"{view.heading} · {progress}", view.heading


def _prompt(view: View) -> TextBlock:
    if view.question is not None:
        return TextBlock([Paragraph(styled_spans(view.prompt)), *paragraphs(view.question.figures)])
    return TextBlock(Paragraph(styled_spans((span,))) for span in view.prompt)


def _reply(view: View, keys: KeyMap) -> TextBlock:
    """What was said to the last answer, then the hints so far."""
    follow = view.follow
    parts = []
    if follow is not None and follow.verdict is not None and follow.verdict.unreadable:
        parts += _verdict(follow.verdict)
    if view.verdict is not None:
        parts += _verdict(view.verdict, over=view.settled)
    if follow is not None and follow.verdict is None and view.question is not None:
        back = view.question.slots[0].label
        free = keys.told(f"It counts as no try. {TAB} goes back to ")
        parts.append(styled(f"{free}{back}.", "$muted-text"))
    parts += [styled(line, "$accent-text") for line in view.trial]
    if not view.settled:
        for rung, hint in enumerate(view.hints, 1):
            parts.append(styled(f"Hint {rung} of 3  ", "bold $accent-text") + styled_spans(hint))
    if view.worked:
        parts.append(styled("Worked answer  ", "bold $accent-text") + styled_spans(view.worked))
    if view.settled and view.question is not None:
        parts.append(styled(f"{keys.told(ENTER)}: {view.forward}", "$muted-text"))
    return TextBlock(map(Paragraph, parts))


def _verdict(verdict: Verdict, *, over: bool = False) -> list[Content]:
    """What marking says; ``over``: the answer has been shown, there is no other try."""
    if verdict.unreadable:
        return [styled("? ", "bold $accent-text") + styled(verdict.unreadable)]
    head = (
        styled("✓ Kept. ", "bold $good-text")
        if verdict.kept
        else styled("✓ Right. ", "bold $good-text")
        if verdict.correct
        else styled("✗ Not right. " if over else "✗ Not yet. ", "bold $bad-text")
    )
    first, *rest = _flowing(verdict)
    return [head + styled(first), *(styled(line) for line in rest)]


def _flowing(verdict: Verdict) -> tuple[str, ...]:
    """What is said in one paragraph and the question in its own: it is to stay in sight."""
    said = verdict.feedback or ("",)
    if verdict.correct or verdict.kept or len(said) < 2:
        return said
    asked = said[-1:] if said[-1].endswith("?") else ()
    return " ".join(said[: len(said) - len(asked)]), *asked
