"""The working of a numeric question: lines to write, each with its mark beside it."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static, TextArea

from tutor.core.questions import Question, Response
from tutor.core.text import key
from tutor.core.working import MarkedStep, Working, understood_names
from tutor.ui.commands_table import Command, commands, footer_keys
from tutor.ui.content import join_lines, paragraph_block, styled, styled_spans
from tutor.ui.screens.base_screen import SmallScreen
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.page_panel import scroll_parts
from tutor.ui.widgets.text_block import TextView

COMMAND_TABLE = commands(
    "working",
    Command("enter", "Enter", "mark", "Mark the lines, and go on to the next one", "mark", True),
    Command("pagedown", "PgDn", "scroll(1)", "Scroll what is said", "scroll", True),
    Command("pageup", "PgUp", "scroll(-1)", "Scroll it back", "", True),
    Command("escape,f2", "Esc", "close", "Back to the question; the lines stay", "to the question"),
)

MARKS = key("working.mark", "Enter")
BEGIN = f"Write one step per line, as name = number; {MARKS} marks it and begins the next. "
"""What stands there before anything is marked."""
ENTER = key("lesson.enter", "Enter")
GIVES = f"{key('working.close', 'Esc')} takes it to the question, {ENTER} there gives it."
GIVE = GIVES.replace("takes it", "takes them").replace("gives it", "gives them")
ENOUGH = "This question takes no working: your answer is enough."
NOTHING = "There is no number of a graph to be worked out here."
MARKED = {
    "right": ("✓ right", "$good-text"),
    "wrong": ("✗", "bold $bad-text"),
    "unread": ("? not read", "$accent-text"),
    "remark": ("? not read", "$accent-text"),
}
"""The mark of a line and its style, by what became of it."""
LISTED = 3
"""Answers that are shown one by one."""


class WorkingScreen(SmallScreen[None]):
    """The lines of one question.  ``write`` has them marked and kept.

    It covers ``place``, the text of the lesson, so that a graph beside it stays in sight, and as
    much below that as it needs.
    """

    SCOPED_CSS = False  # a class of the screen says how much room there is
    DEFAULT_CSS = """
    #working {
        height: auto; max-height: 100%; margin: 1 0 1 0; padding: 0 1;
        border: round $accent-text; background: $background;
    }
    #working TextView { height: auto; }
    #steps { height: auto; margin-top: 1; }
    #written {
        width: 1fr; max-width: 46; height: auto; min-height: 3; max-height: 40vh; border: none;
        padding: 0;
        background: $surface; scrollbar-size: 1 1; scrollbar-size-horizontal: 0;
    }
    #marks {
        width: auto; max-width: 29; height: auto; max-height: 40vh; padding: 0 1; overflow: hidden;
    }
    #found { height: auto; max-height: 1fr; scrollbar-size-vertical: 1; }
    """
    COMMAND_TABLE = COMMAND_TABLE
    AUTO_FOCUS = "#written"
    ABOUT = (
        "Write the steps of your calculation, one per line: a value (u = 15), a local gradient "
        "(du/dw = 3), a gradient (dJ/dw = 24) or a message (u->w = 24). "
        f"{MARKS} marks them. A line "
        "that follows from an earlier mistake has its mark all the same."
    )

    def __init__(
        self,
        question: Question,
        working: Working,
        write: Callable[[str], Working],
        place: Callable[[], Size],
    ) -> None:
        super().__init__()
        self._question, self._working = question, working
        self._write, self._place = write, place

    def compose(self) -> ComposeResult:
        """The question, the lines with their marks, what is said."""
        with Vertical(id="working"):
            yield TextView(id="asked")
            with Horizontal(id="steps"):
                yield TextArea(
                    self._working.text, id="written", show_line_numbers=True,
                    soft_wrap=False, tab_behavior="focus", compact=True,
                )  # fmt: skip
                yield Static(id="marks")
            with VerticalScroll(id="found", can_focus=False):
                yield TextView(id="told")
        yield KeyBar(footer_keys(COMMAND_TABLE))

    def on_mount(self) -> None:
        """The lines as they were left, with the cursor behind them."""
        self.styles.align = ("left", "top")
        self.styles.background = "transparent"
        frame = self.query_one("#working", Vertical)
        frame.border_title = styled("Working")
        self.on_resize()
        self.query_one("#asked", TextView).show_text(
            paragraph_block([styled_spans(self._question.asks)])
        )
        area = self.query_one("#written", TextArea)
        self.watch(area, "scroll_y", self._paint_marks, init=False)
        if self._working.text.strip():
            self._to_next_line()
        self._paint()

    def on_resize(self) -> None:
        """As large as the text below, once that has its new size."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        frame, place = self.query_one("#working", Vertical), self._place()
        frame.styles.width, frame.styles.min_height = place
        self._paint_marks()

    # Marking ------------------------------------------------------------------------------------

    def action_mark(self) -> None:
        """Have the lines marked, and go on to the next line."""
        text = self.query_one("#written", TextArea).text
        self._working = self._write(text)
        self._to_next_line()
        self._paint("" if text.strip() else "No line is written yet.")
        self.query_one("#found", VerticalScroll).scroll_home(animate=False)

    def _to_next_line(self) -> None:
        """The next line, be it a new one: an empty one is not doubled."""
        area = self.query_one("#written", TextArea)
        row, last = area.cursor_location[0], area.document.line_count - 1
        if row >= last:
            area.move_cursor(area.document.end)
            if area.document.get_line(last).strip():
                area.insert("\n")
        else:
            area.move_cursor((row + 1, len(area.document.get_line(row + 1))))

    def on_text_area_changed(self, _event: TextArea.Changed) -> None:
        """A line that was changed has no mark yet."""
        self._paint_marks()

    def action_scroll(self, pages: int) -> None:
        """Scroll what is said of the lines."""
        scroll_parts((self.query_one("#found", VerticalScroll),), pages)

    def action_close(self) -> None:
        """Back to the question; what was written since is kept, too."""
        text = self.query_one("#written", TextArea).text.rstrip()
        if text != self._working.text.rstrip() or self._working.marked is None:
            self._write(text)
        self.dismiss(None)

    # Painting -----------------------------------------------------------------------------------

    def _paint(self, notice: str = "") -> None:
        self._paint_marks()
        said = [*([styled(notice)] if notice else []), *self._told()]
        self.query_one("#told", TextView).show_text(paragraph_block(said))

    def _paint_marks(self) -> None:
        """The marks of the lines in sight that stand as they were marked."""
        area = self.query_one("#written", TextArea)
        top, now = round(area.scroll_y), area.text.splitlines()
        before = self._working.text.splitlines()
        rows: list[Content] = []
        for row in range(top, top + max(1, area.size.height, len(now))):
            same = row < min(len(now), len(before)) and now[row] == before[row]
            rows.append(self._marks_of(row + 1) if same else Content(""))
        self.query_one("#marks", Static).update(join_lines(rows))

    def _marks_of(self, line: int) -> Content:
        steps = self._working.marked.steps if self._working.marked else ()
        shown = [_mark(one) for one in steps if one.step.line == line]
        return Content(", ").join(shown)

    def _told(self) -> list[Content]:
        """What is said of the lines, the first wrong one first."""
        working, marked = self._working, self._working.marked
        if working.problem:
            return [styled(working.problem)]
        if marked is None:
            names = understood_names(self._question)
            return [styled(self.tutor.keys.told(BEGIN)), styled(f"Names: {names}.", "$muted-text")]
        said = [styled(text) for text in marked.explanations]
        said += [
            styled(f"Line {one.step.line}: {one.step.problem}.")
            for one in marked.steps
            if one.status in ("unread", "remark")
        ]
        said.append(styled(marked.summary, "$muted-text"))
        slots = self._question.slots
        pairs = zip(slots, working.answers, strict=False)
        answers = [f"{slot.label} = {text}" for slot, text in pairs if text]
        if answers:
            shown = ", ".join(answers)
            if len(answers) > LISTED:
                shown = f"{len(answers)} of {len(slots)} numbers"
            told = GIVES if len(answers) == 1 else GIVE
            said.append(
                styled(f"{shown} can be your answer: ", "bold $accent-text")
                + styled(self.tutor.keys.told(told))
            )
        return said


def taken_over(answers: Response, *, whole: bool) -> str:
    """What is said of numbers that a working has put into blanks; ``whole``: none is empty."""
    verb, it = ("is", "it") if len(answers) == 1 else ("are", "them")
    then = f"{ENTER} gives {it} as your answer." if whole else "the rest is to be filled in."
    return f"{', '.join(answers)} {verb} from your working: {then}"


def _mark(one: MarkedStep) -> Content:
    if one.status in MARKED:
        return styled(*MARKED[one.status])
    return styled(one.said, "$accent-text")
