"""The sandbox: type a graph, see it while you type, move its leaves and watch the gradients."""

from __future__ import annotations

from dataclasses import replace

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Static, TextArea

from engine import OPERATIONS
from tutor.core.answers import AnswerError
from tutor.core.drawing import Target
from tutor.core.practice import Sandbox
from tutor.core.practice import sandbox as box
from tutor.core.text import clip, key, safe
from tutor.records import Recorder
from tutor.ui.commands_table import FooterKey, HasCommands
from tutor.ui.content import join_lines, styled
from tutor.ui.protocols import NewSeed, SaveFile
from tutor.ui.screens.base_screen import BaseScreen
from tutor.ui.screens.dialogs import AskName, Chooser
from tutor.ui.screens.sandbox.files import text_of_file
from tutor.ui.screens.sandbox.history import SandboxHistory
from tutor.ui.screens.sandbox.keys import (
    COMMAND_TABLE,
    LEAF_KEYS,
    MOVES,
    SOURCE_TABLE,
    TEXT_KEYS,
    WALK_KEYS,
)
from tutor.ui.widgets.graph.panel import GraphPanel
from tutor.ui.widgets.graph.styles import LEGEND
from tutor.ui.widgets.graph.view import GraphView
from tutor.ui.widgets.keybar import KeyBar, pane_keys
from tutor.ui.widgets.leaves import Leaves
from tutor.ui.widgets.plot import Plot
from tutor.ui.widgets.too_small import TooSmall

FUNCTIONS = tuple(sorted(name for name in OPERATIONS if name not in ("add", "sub", "mul", "div")))
"""What the help lists."""

COPIES = (("a command line", ""), ("a picture (SVG)", ".svg"), ("a program (Python)", ".py"))
"""As what the graph is copied, one after the other, and how such a file ends."""

STILL = 1.5
"""Seconds without a change after which the graph is stored."""

BEGINS_NUMBER = frozenset("0123456789.-")
"""What typed over the leaves is the beginning of a value."""


class Source(HasCommands, TextArea):
    """The text, of which Ctrl+A takes all, as in other editors; Home goes to the line's start."""

    COMMAND_TABLE = SOURCE_TABLE

    def on_paste(self, _event: events.Paste) -> None:
        """The example, which is nobody's work, gives way to what is pasted."""
        if self.text == box.START:
            self.select_all()


class SandboxScreen(BaseScreen[None]):
    """The state is a ``Sandbox``; every key makes the next one, and the screen paints it."""

    SCOPED_CSS = False  # a class of the screen says how much room there is
    DEFAULT_CSS = """
    #editor { width: 42%; height: 1fr; }
    #source { height: 1fr; border: round $graph-line; background: $background; padding: 0; }
    #source:focus { border: round $accent-text; }
    #problems { height: auto; max-height: 4; padding: 0 1; }
    #leaves { height: auto; max-height: 45%; border: round $graph-line; padding: 0 1; }
    #leaves:focus { border: round $accent-text; }
    .-narrow #editor { width: 1fr; height: 45%; layout: horizontal; }
    .-narrow #source { width: 1fr; height: 1fr; }
    .-narrow #leaves { width: 34; height: 1fr; max-height: 1fr; }
    .-narrow #problems { dock: bottom; }
    #sight.-stale { opacity: 45%; }
    """
    AUTO_FOCUS = "#source"
    COMMAND_TABLE = COMMAND_TABLE
    ABOUT = (
        "Type one statement per line, such as u = w*x, or paste a formula: as on paper "
        "(½(σ(wx+b)−y)²), in LaTeX (\\frac{1}{2}(\\sigma(wx+b)-y)^2), as lines of Python "
        "(np.tanh(w*x), x if x > 0 else 0), with lists (x = [1, 2], W@x + b, softmax(z)). "
        f"{key('sandbox.leave', 'Esc')} leaves the text; then the arrow keys "
        "choose a leaf and change its value, and everything follows. "
        f"Functions: {' '.join(FUNCTIONS)}. w = 3 sets a value, # begins a remark. {LEGEND}"
    )

    def __init__(self, new_seed: NewSeed, save_file: SaveFile, record: Recorder) -> None:
        super().__init__()
        self._new_seed = new_seed
        self._save_file = save_file
        self._history = SandboxHistory(record)
        self._box = self._history.restore()
        self._selected: Target = None
        self._copied = 0
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Text and leaves on the left, the graph on the right."""
        with Horizontal(id="body"):
            with Vertical(id="editor"):
                yield Source(self._box.text, id="source", tab_behavior="focus")
                yield Static(id="problems")
                yield Leaves(id="leaves")
            yield GraphPanel("sandbox.walk")
            yield Plot(id="plot")
        yield Static(id="notice")
        yield TooSmall()
        yield KeyBar()

    def on_mount(self) -> None:
        """Paint what it begins with."""
        source = self.query_one("#source", TextArea)
        source.border_title = styled("Sandbox: your graph")
        source.border_subtitle = pane_keys(self, FooterKey("e", "edit", "edit"))
        self.query_one(Leaves).border_subtitle = pane_keys(
            self, FooterKey("←→", "change", id=MOVES), FooterKey("Enter", "type", "type")
        )
        source.move_cursor(source.document.end)
        self._paint()

    # Painting -----------------------------------------------------------------------------------

    def _show(self, sandbox: Sandbox, notice: str = "") -> None:
        self._box = sandbox
        self._paint()
        self.notice(notice or sandbox.trouble)
        if self._timer is not None:
            self._timer.stop()
        self._copied = 0
        self._history.set_current(sandbox)
        self._timer = self.set_timer(STILL, self._history.store)

    def on_unmount(self) -> None:
        """Leaving in whatever way keeps the graph."""
        self._history.store_earlier()

    def _paint(self) -> None:
        scene = box.scene(self._box, self._selected)
        about = scene.marks.selected or self._box.leaf if scene else None
        sight = self.query_one(GraphPanel)
        sight.show(scene, about, title=box.result(self._box))
        sight.set_class(self._box.is_stale, "-stale")
        self.query_one(Plot).show(self._box)
        problems = self.query_one("#problems", Static)
        lines = [styled(line, "$bad-text") for line in box.problem_lines(self._box)]
        lines += map(styled, (*self._box.said, *box.corner_lines(self._box)))
        problems.update(join_lines(lines))
        problems.display = bool(lines)
        self.query_one(Leaves).show(self._box)
        self._paint_keys()

    def _paint_keys(self) -> None:
        keys: tuple[FooterKey, ...] = LEAF_KEYS
        if isinstance(self.focused, TextArea):
            keys = TEXT_KEYS
        elif isinstance(self.focused, GraphView):
            keys = WALK_KEYS
        self.query_one(KeyBar).show(keys)

    def on_descendant_focus(self) -> None:
        """Other keys matter now."""
        self._paint_keys()

    def on_resize(self, _event: events.Resize) -> None:
        """The inspector's lines depend on the width."""
        self.call_after_refresh(self._paint)

    # What the learner does -----------------------------------------------------------------------

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Read the graph as it is typed."""
        if event.text_area.text != self._box.text:
            self._selected = None
            self._show(box.set_text(self._box, event.text_area.text))

    def action_choose(self, step: int) -> None:
        """Another leaf."""
        self._selected = None
        self._show(box.choose_leaf(self._box, step))

    def action_move(self, steps: int) -> None:
        """Change the leaf."""
        self._show(box.move_leaf(self._box, steps))

    def action_size(self, change: int) -> None:
        """Longer or shorter steps."""
        self._show(box.set_step_size(self._box, change))

    def action_nudge(self) -> None:
        """What a step would do, beside what the gradient predicts."""
        self.notice(box.nudge(self._box))

    def action_descend(self) -> None:
        """All leaves against their gradients."""
        self._show(*box.descend(self._box))

    def action_plot(self) -> None:
        """The curve in the place of the picture, or the picture again."""
        plot, sight = self.query_one(Plot), self.query_one(GraphPanel)
        plot.display, sight.display = not plot.display, plot.display

    def action_type(self, begun: str = "", trouble: str = "") -> None:
        """Ask for the value of the leaf, or for its range; ``trouble`` is with what was begun."""
        graph = self._box.graph
        if graph is not None and self._box.leaf:
            question = f"The value of {graph.label(self._box.leaf)}, or its range as in -2..2:"
            question = f"{trouble}\n{question}" if trouble else question
            self.app.push_screen(AskName(question, begun, "set", begun=True), self._enter)

    def _enter(self, text: str | None) -> None:
        if text:
            try:
                self._show(box.enter_value(self._box, text))
            except AnswerError as error:
                self.action_type(text, str(error))

    def on_key(self, event: events.Key) -> None:
        """The beginning of a number over the leaves is the beginning of a value."""
        if isinstance(self.focused, Leaves) and event.character in BEGINS_NUMBER:
            event.stop()
            event.prevent_default()
            self.action_type(event.character)

    def on_leaves_picked(self, message: Leaves.Picked) -> None:
        """The mouse has chosen a leaf, or drags it."""
        names = list(self._box.leaf_values)
        if message.place < len(names):
            chosen = replace(self._box, leaf=names[message.place])
            self._show(box.move_leaf(chosen, message.steps) if message.steps else chosen)

    def action_earlier(self) -> None:
        """The graphs that were typed here before."""
        self._history.store_earlier()
        earlier = self._history.earlier()
        if not earlier:
            self.notice("There is no earlier graph yet.")
            return
        about = "The graphs that you have typed here, the newest first."
        rows = tuple(clip(safe(graph.title), 60) for graph in earlier)
        chooser = Chooser("Earlier graphs", rows, 0, word="take it up", about=about)
        self.app.push_screen(chooser, self._take_up)

    def _take_up(self, place: int | None) -> None:
        earlier = self._history.earlier()
        if place is not None and place < len(earlier):
            self._selected = None
            self._show(box.take_up(earlier[place]))
            self.query_one("#source", TextArea).load_text(earlier[place].text)

    def action_copy(self) -> None:
        """The graph to the clipboard: as a command line, and then in other forms."""
        numbers, graph = self._box.numbers, self._box.graph
        if self._box.is_stale or numbers is None or graph is None:
            self.notice("There is a mistake in the text, or no value: mend it, then copy.")
            return
        what, ending = COPIES[self._copied % len(COPIES)]
        self._copied += 1
        text = box.command(self._box)
        if ending:
            text = text_of_file(ending, self._box, numbers, graph)
        self.app.copy_to_clipboard(text)
        after = COPIES[self._copied % len(COPIES)][0]
        said = what if ending else text
        self.notice(f"Copied: {said}. {key('sandbox.copy', 'c')} again copies {after}.")

    def action_edit(self) -> None:
        """Into the text."""
        self.query_one("#source").focus()

    def action_walk(self) -> None:
        """Give the arrow keys to the graph."""
        if self._box.numbers is not None:
            if self.query_one(Plot).display:
                self.action_plot()
            graph = self.query_one(GraphView)
            graph.focus()
            graph.action_walk("here")

    def action_leave(self) -> None:
        """Out of the text or the graph, then out of the sandbox."""
        if isinstance(self.focused, Leaves):
            self.dismiss(None)
        else:
            self.query_one(Leaves).focus()

    def on_graph_view_selected(self, message: GraphView.Selected) -> None:
        """Look at a node or an edge."""
        self._selected = message.target
        self._paint()

    def on_graph_view_left(self, _message: GraphView.Left) -> None:
        """Back from the graph to the leaves."""
        self._selected = None
        self.query_one(Leaves).focus()
        self._paint()

    def action_quiz(self) -> None:
        """A lesson made of this graph."""
        made, numbers = self._box.lesson_graph, self._box.numbers
        if made is None or numbers is None:
            self.notice("There is no graph to practise on yet.")
            return
        held = made.with_defaults(numbers.values)
        self.notice(self.tutor.practise(held, self._new_seed(), "the sandbox"))

    def action_save(self) -> None:
        """Ask for a name, then write the file."""
        if self._box.numbers is None or self._box.is_stale:
            self.notice("There is a mistake in the text, or no value: mend it, then save.")
        else:
            question = "Save in this folder: .md is a lesson, .svg a picture, .py a program. Name:"
            self.app.push_screen(AskName(question, "my-graph.md"), self._save)

    def _save(self, name: str | None) -> None:
        numbers, graph = self._box.numbers, self._box.graph
        if name and graph is not None and numbers is not None:
            self._history.store_earlier()
            self.notice(self._save_file(name, text_of_file(name, self._box, numbers, graph)))
