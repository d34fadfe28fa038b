"""The sandbox: type a graph, see it while you type, move its leaves and watch the gradients."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static, TextArea

from tutor.core import sandbox as box
from tutor.core.own_graph import lesson_text
from tutor.core.sandbox import Sandbox
from tutor.ui.content import lines, plain
from tutor.ui.deeds import Deed, Offer, bindings
from tutor.ui.messages import Left, Selected
from tutor.ui.ports import Keep, Seeds
from tutor.ui.screens.name import AskName
from tutor.ui.screens.standing import Standing
from tutor.ui.widgets.graph import GraphView
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.leaves import Leaves
from tutor.ui.widgets.room import NeedsRoom
from tutor.ui.widgets.sight import Sight

DEEDS = (
    Deed("up", "↑", "choose(-1)", "Choose the leaf above"),
    Deed("down", "↓", "choose(1)", "Choose the leaf below"),
    Deed("right,plus", "→", "move(1)", "Raise the leaf by one step"),
    Deed("left,minus", "←", "move(-1)", "Lower the leaf by one step"),
    Deed("right_square_bracket", "]", "size(1)", "Ten times longer steps"),
    Deed("left_square_bracket", "[", "size(-1)", "Ten times shorter steps"),
    Deed("n", "n", "nudge", "Nudge: raise the leaf by a step, compare with its gradient"),
    Deed("e", "e", "edit", "Edit the graph"),
    Deed("i", "i", "walk", "Walk the graph and look at a node or an edge"),
    Deed("q", "q", "quiz", "Practise on this graph: both passes, then questions"),
    Deed("s", "s", "save", "Save this graph as a lesson file"),
    Deed("escape", "Esc", "leave", "Out of the text, then back to the lessons"),
)

LEAF_KEYS = (
    Offer("↑↓", "leaf"),
    Offer("←→", "change it"),
    Offer("[ ]", "step"),
    Offer("n", "nudge", "nudge"),
    Offer("e", "edit", "edit"),
    Offer("q", "quiz", "quiz"),
    Offer("s", "save", "save"),
    Offer("i", "look", "walk"),
    Offer("Esc", "lessons", "leave"),
)
TEXT_KEYS = (Offer("Esc", "to the values", "leave"),)
WALK_KEYS = (Offer("↑↓←→", "walk"), Offer("Esc", "done", "leave"))


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
    """
    AUTO_FOCUS = "#source"
    DEEDS = DEEDS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(DEEDS)]
    ABOUT = (
        "Type one statement a line, such as u = w*x. Esc leaves the text; then the arrow keys "
        "choose a leaf and change its value, and everything follows."
    )

    def __init__(self, seeds: Seeds, keep: Keep, text: str = box.START) -> None:
        super().__init__()
        self._seeds = seeds
        self._keep = keep
        self._box = box.opened(text)
        self._selected: box.Target = None

    def compose(self) -> ComposeResult:
        """Text and leaves on the left, the graph on the right."""
        with Horizontal(id="body"):
            with Vertical(id="bench"):
                yield TextArea(self._box.text, id="source", tab_behavior="focus")
                yield Static(id="problems")
                yield Leaves(id="leaves")
            yield Sight()
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

    def _paint(self) -> None:
        scene = box.scene(self._box, self._selected)
        about = scene.selected or self._box.leaf if scene else None
        self.query_one(Sight).show(scene, about, title=box.result(self._box))
        problems = self.query_one("#problems", Static)
        said = [plain(line, "$bad-text") for line in box.problem_lines(self._box)]
        if self._box.read_as:
            said.append(plain(f"read as: {self._box.read_as}"))
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

    def action_edit(self) -> None:
        """Into the text."""
        self.query_one("#source").focus()

    def action_walk(self) -> None:
        """Give the arrow keys to the graph."""
        if self._box.numbers is not None:
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
        if self._box.numbers is None:
            self._say("There is no graph to save yet.")
        else:
            question = "Save as a lesson file in this folder. Its name:"
            self.app.push_screen(AskName(question, "my-graph.md"), self._save)

    def _save(self, name: str | None) -> None:
        if name and self._box.graph is not None and self._box.numbers is not None:
            values = self._box.numbers.values
            text = lesson_text(self._box.plain, values, self._box.graph, title_of(name))
            self._say(self._keep(name, text))


def title_of(name: str) -> str:
    """``my-graph.md`` as the title ``My graph``."""
    words = name.removesuffix(".md").replace("-", " ").replace("_", " ").strip()
    return (words[:1].upper() + words[1:]) or "My graph"
