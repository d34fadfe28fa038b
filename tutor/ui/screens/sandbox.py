"""The sandbox: type a graph, see it while you type, move its leaves and watch the gradients."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Static, TextArea

from engine import OPERATIONS
from tutor.core.answers import AnswerError
from tutor.core.drawing import Target
from tutor.core.drawing.export import python, svg
from tutor.core.practice import Sandbox, lesson_text
from tutor.core.practice import sandbox as box
from tutor.core.text import clip, safe
from tutor.ui.bench import Bench
from tutor.ui.commands_table import Deed, Offer, bindings
from tutor.ui.content import lines, plain
from tutor.ui.messages import LeafPicked, Left, Selected
from tutor.ui.protocols import Keep, Record, Seeds
from tutor.ui.screens.chooser import Chooser
from tutor.ui.screens.name import AskName
from tutor.ui.screens.standing import Standing
from tutor.ui.widgets.graph import GraphView
from tutor.ui.widgets.graph_panel import Sight
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.leaves import Leaves
from tutor.ui.widgets.plot import Plot
from tutor.ui.widgets.too_small import NeedsRoom

DEEDS = (
    Deed("up", "↑", "choose(-1)", "Choose the leaf above"),
    Deed("down", "↓", "choose(1)", "Choose the leaf below"),
    Deed("right,plus", "→", "move(1)", "Raise the leaf by one step"),
    Deed("left", "←", "move(-1)", "Lower the leaf by one step"),
    Deed("enter", "Enter", "type", "Type its value, or a range such as -2..2"),
    Deed("right_square_bracket", "]", "size(1)", "Ten times longer steps"),
    Deed("left_square_bracket", "[", "size(-1)", "Ten times shorter steps"),
    Deed("d", "d", "descend", "One step of gradient descent on all leaves"),
    Deed("p", "p", "plot", "Plot the output over the leaf, with its tangent"),
    Deed("n", "n", "nudge", "Nudge: raise the leaf by a step, compare with its gradient"),
    Deed("e", "e", "edit", "Edit the graph"),
    Deed("h", "h", "earlier", "Take up an earlier graph"),
    Deed("i", "i", "walk", "Walk the graph and look at a node or an edge"),
    Deed("q", "q", "quiz", "Practise on this graph: both passes, then questions"),
    Deed("c", "c", "copy", "Copy the graph as a command line, to send to somebody"),
    Deed("s", "s", "save", "Save it as a lesson (.md), picture (.svg), program (.py)"),
    Deed("escape", "Esc", "leave", "Out of the text, then back to the lessons"),
)

LEAF_KEYS = (
    Offer("↑↓", "leaf"),
    Offer("←→", "change"),
    Offer("Enter", "type", "type"),
    Offer("p", "plot", "plot"),
    Offer("Esc", "lessons", "leave"),
    Offer("d", "descend", "descend"),
    Offer("e", "edit", "edit"),
    Offer("q", "quiz", "quiz"),
    Offer("s", "save", "save"),
    Offer("n", "nudge", "nudge"),
    Offer("i", "look", "walk"),
    Offer("h", "earlier", "earlier"),
    Offer("c", "copy", "copy"),
)
TEXT_KEYS = (Offer("Esc", "to the values", "leave"),)
WALK_KEYS = (Offer("↑↓←→", "walk"), Offer("Esc", "done", "leave"))

FUNCTIONS = tuple(sorted(name for name in OPERATIONS if name not in ("add", "sub", "mul", "div")))
"""What the help lists."""

STILL = 1.5
"""Seconds without a change after which the graph is stored."""

BEGINS_NUMBER = frozenset("0123456789.-")
"""What typed over the leaves is the beginning of a value."""


class SandboxScreen(Standing[None]):
    """The state is a ``Sandbox``; every key makes the next one, and the screen paints it."""

    SCOPED_CSS = False  # a class of the screen says how much room there is
    DEFAULT_CSS = """
    #bench { width: 42%; height: 1fr; }
    #source { height: 1fr; border: round $graph-line; background: $background; padding: 0; }
    #source:focus { border: round $accent-text; }
    #problems { height: auto; max-height: 4; padding: 0 1; }
    #leaves { height: auto; max-height: 45%; border: round $graph-line; padding: 0 1; }
    #leaves:focus { border: round $accent-text; }
    .-narrow #bench { width: 1fr; height: 45%; layout: horizontal; }
    .-narrow #source { width: 1fr; height: 1fr; }
    .-narrow #leaves { width: 34; height: 1fr; max-height: 1fr; }
    .-narrow #problems { dock: bottom; }
    #sight.-stale { opacity: 45%; }
    """
    AUTO_FOCUS = "#source"
    DEEDS = DEEDS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(DEEDS)]
    ABOUT = (
        "Type one statement a line, such as u = w*x. Esc leaves the text; then the arrow keys "
        "choose a leaf and change its value, and everything follows. "
        f"Functions: {' '.join(FUNCTIONS)}. w = 3 sets a value, # begins a remark."
    )

    def __init__(self, seeds: Seeds, keep: Keep, record: Record) -> None:
        super().__init__()
        self._seeds = seeds
        self._keep = keep
        self._bench = Bench(record)
        self._box = self._bench.opened()
        self._selected: Target = None
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Text and leaves on the left, the graph on the right."""
        with Horizontal(id="body"):
            with Vertical(id="bench"):
                yield TextArea(self._box.text, id="source", tab_behavior="focus")
                yield Static(id="problems")
                yield Leaves(id="leaves")
            yield Sight()
            yield Plot(id="plot")
        yield Static(id="notice")
        yield NeedsRoom()
        yield KeyBar()

    def on_mount(self) -> None:
        """Paint what it begins with."""
        source = self.query_one("#source", TextArea)
        source.border_title = plain("Sandbox: your graph")
        source.move_cursor(source.document.end)
        self._paint()

    # Painting -----------------------------------------------------------------------------------

    def _do(self, sandbox: Sandbox, notice: str = "") -> None:
        self._box = sandbox
        self._paint()
        self._say(notice or sandbox.trouble)
        if self._timer is not None:
            self._timer.stop()
        self._bench.changed(sandbox)
        self._timer = self.set_timer(STILL, self._bench.keep)

    def on_unmount(self) -> None:
        """Leaving in whatever way keeps the graph."""
        self._bench.remember()

    def _paint(self) -> None:
        scene = box.scene(self._box, self._selected)
        about = scene.marks.selected or self._box.leaf if scene else None
        sight = self.query_one(Sight)
        sight.show(scene, about, title=box.result(self._box))
        sight.set_class(self._box.is_stale, "-stale")
        self.query_one(Plot).show(self._box)
        problems = self.query_one("#problems", Static)
        said = [plain(line, "$bad-text") for line in box.problem_lines(self._box)]
        said += map(plain, self._box.said)
        problems.update(lines(said))
        problems.display = bool(said)
        self.query_one(Leaves).show(self._box)
        self._paint_keys()

    def _paint_keys(self) -> None:
        keys: tuple[Offer, ...] = LEAF_KEYS
        if isinstance(self.focused, TextArea):
            keys = TEXT_KEYS
        elif isinstance(self.focused, GraphView):
            keys = WALK_KEYS
        self.query_one(KeyBar).offer(keys)

    def _say(self, message: str) -> None:
        line = self.query_one("#notice", Static)
        line.update(plain(message))
        line.display = bool(message)

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
            self._do(box.typed(self._box, event.text_area.text))

    def action_choose(self, step: int) -> None:
        """Another leaf."""
        self._selected = None
        self._do(box.chosen(self._box, step))

    def action_move(self, steps: int) -> None:
        """Change the leaf."""
        self._do(box.moved(self._box, steps))

    def action_size(self, change: int) -> None:
        """Longer or shorter steps."""
        self._do(box.sized(self._box, change))

    def action_nudge(self) -> None:
        """What a step would do, beside what the gradient predicts."""
        self._say(box.nudge(self._box))

    def action_descend(self) -> None:
        """All leaves against their gradients."""
        self._do(*box.descended(self._box))

    def action_plot(self) -> None:
        """The curve in the place of the picture, or the picture again."""
        plot, sight = self.query_one(Plot), self.query_one(Sight)
        plot.display, sight.display = not plot.display, plot.display

    def action_type(self, begun: str = "", trouble: str = "") -> None:
        """Ask for the value of the leaf, or for its range; ``trouble`` is with what was begun."""
        graph = self._box.graph
        if graph is not None and self._box.leaf:
            question = f"The value of {graph.label(self._box.leaf)}, or its range as in -2..2:"
            question = f"{trouble}\n{question}" if trouble else question
            self.app.push_screen(AskName(question, begun, "set"), self._enter)

    def _enter(self, text: str | None) -> None:
        if text:
            try:
                self._do(box.entered(self._box, text))
            except AnswerError as error:
                self.action_type(text, str(error))

    def on_key(self, event: events.Key) -> None:
        """The beginning of a number over the leaves is the beginning of a value."""
        if isinstance(self.focused, Leaves) and event.character in BEGINS_NUMBER:
            event.stop()
            event.prevent_default()
            self.action_type(event.character)

    def on_leaf_picked(self, message: LeafPicked) -> None:
        """The mouse has chosen a leaf, or drags it."""
        names = list(self._box.leaf_values)
        if message.place < len(names):
            chosen = replace(self._box, leaf=names[message.place])
            self._do(box.moved(chosen, message.steps) if message.steps else chosen)

    def action_earlier(self) -> None:
        """The graphs that were on the bench before."""
        self._bench.remember()
        earlier = self._bench.earlier()
        if not earlier:
            self._say("There is no earlier graph yet.")
            return
        about = "The graphs that you have typed here, the newest first."
        rows = tuple(clip(safe(one.title), 60) for one in earlier)
        chooser = Chooser("Earlier graphs", rows, 0, word="take it up", about=about)
        self.app.push_screen(chooser, self._take_up)

    def _take_up(self, place: int | None) -> None:
        earlier = self._bench.earlier()
        if place is not None and place < len(earlier):
            self._selected = None
            self._do(box.opened(earlier[place].text, earlier[place].values))
            self.query_one("#source", TextArea).load_text(earlier[place].text)

    def action_copy(self) -> None:
        """The graph as a command line, to the clipboard."""
        self.app.copy_to_clipboard(box.command(self._box))
        self._say(f"Copied: {box.command(self._box)}")

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

    def on_selected(self, message: Selected) -> None:
        """Look at a node or an edge."""
        self._selected = message.target
        self._paint()

    def on_left(self, _message: Left) -> None:
        """Back from the graph to the leaves."""
        self._selected = None
        self.query_one(Leaves).focus()
        self._paint()

    def action_quiz(self) -> None:
        """A lesson made of this graph."""
        made, numbers = self._box.lesson_graph, self._box.numbers
        if made is None or numbers is None:
            self._say("There is no graph to practise on yet.")
            return
        held = made.with_defaults(numbers.values)
        self._say(self.app.practise(held, self._seeds()))  # type: ignore[attr-defined]  # the tutor

    def action_save(self) -> None:
        """Ask for a name, then write the file."""
        if self._box.numbers is None or self._box.is_stale:
            self._say("There is a mistake in the text, or no value: mend it, then save.")
        else:
            question = "Save in this folder: .md is a lesson, .svg a picture, .py a program. Name:"
            self.app.push_screen(AskName(question, "my-graph.md"), self._save)

    def _save(self, name: str | None) -> None:
        numbers, graph = self._box.numbers, self._box.graph
        if name and graph is not None and numbers is not None:
            if name.endswith(".svg"):
                text = svg(numbers)
            elif name.endswith(".py"):
                text = python(numbers)
            else:
                text = lesson_text(self._box.plain, numbers.values, graph, title_of(name))
            self._bench.remember()
            self._say(self._keep(name, text))


def title_of(name: str) -> str:
    """``my-graph.md`` as the title ``My graph``."""
    words = name.removesuffix(".md").replace("-", " ").replace("_", " ").strip()
    return (words[:1].upper() + words[1:]) or "My graph"
