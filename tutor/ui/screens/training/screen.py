"""A network that learns: seen while it does, stopped at any update, taken back, looked into."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from textual import events as textual_events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from tutor.core.errors import GraphError
from tutor.core.practice import example_lesson
from tutor.core.text import key, table
from tutor.core.training import (
    ACTIVATIONS,
    BATCHES,
    LOSSES,
    MADE,
    OPTIMISERS,
    RATES,
    Setup,
    SetupError,
    Trials,
    batch_table,
    made,
    nearest,
    sizes_of,
    usual,
    with_loss,
)
from tutor.ui.screens.base_screen import BaseScreen
from tutor.ui.screens.dialogs import AskName, Chooser, TextScreen
from tutor.ui.screens.training.keys import COMMAND_TABLE, ESCAPE, OPEN
from tutor.ui.screens.training.painting import TrainingPainter, TrainingState
from tutor.ui.screens.training.player import SPEEDS, Player
from tutor.ui.widgets.chart import ChartView
from tutor.ui.widgets.decision_map import DecisionMapView
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.too_small import TooSmall

PANELS = ("", "map", "curve", "weights")
"""What has the whole screen; "" for all of them side by side."""


class TrainingScreen(BaseScreen[None]):
    """What keys do to the trials, the chosen example and the player; ``TrainingPainter`` paints."""

    SCOPED_CSS = False  # a class of the screen says how much room there is
    DEFAULT_CSS = """
    #run-head { height: 1; background: $panel; }
    #run-said { height: auto; min-height: 3; max-height: 6; padding: 0 1; }
    #run-upper { height: 1fr; }
    #run-upper > * { height: 1fr; }
    .-high #run-said { min-height: 4; }
    #weights { height: auto; max-height: 20; }
    .-low #weights, .-narrow #weights { max-height: 9; }
    .-too-narrow #run-head, .-too-low #run-head { display: none; }
    #line { display: none; }
    .-line #line { display: block; }
    .-line #decision-map { display: none; }
    .-only-map #curve, .-only-map #weights { display: none; }
    .-only-curve #decision-map, .-only-curve #line, .-only-curve #weights { display: none; }
    .-only-weights #run-upper { display: none; }
    .-only-weights #weights { height: 1fr; max-height: 100%; }
    """
    COMMAND_TABLE = COMMAND_TABLE
    ABOUT = (
        f"{key('training.play', 'Space')} lets the network learn; "
        f"{key('training.step-before', '←')} and {key('training.step-next', '→')} take it back "
        "and on, one update each, with the same numbers every time. On the map, o, x and v are "
        "the examples by class; a capital is on the wrong side. Each class has a colour, or where "
        "there are none a sign: blank for the first, a full block for the last, grey between; the "
        "fainter, the less sure. ▲ at the top of the curve is a cost above it. "
        "In the network, a bar is a "
        "weight: its sign stands before it, and each step of the bar doubles it; δ is that "
        "of the chosen example. "
        f"{OPEN} opens that example, with the weights of this update, to walk through; "
        f"{ESCAPE} leads back. Letters in the curve are earlier runs with the same cost; "
        f"{key('training.compare', 'c')} compares all runs on these data."
    )

    def __init__(self, trials: Trials) -> None:
        super().__init__()
        self._trials = trials
        self._panel = 0
        self._player = Player(trials.run, self._paint_frame)
        self._state = TrainingState(trials)
        self._painter = TrainingPainter(self, self._state, self._player)

    def compose(self) -> ComposeResult:
        """Words, the map and the curve, the network."""
        yield Static(id="run-head")
        with Vertical(id="body"):
            yield Static(id="run-said")
            with Horizontal(id="run-upper"):
                yield DecisionMapView(id="decision-map")
                yield ChartView(id="line")
                yield ChartView(id="curve")
            yield ChartView(id="weights")
        yield Static(id="notice")
        yield TooSmall()
        yield KeyBar()

    def on_mount(self) -> None:
        """Paint what there is, and say how a file of one's own is read."""
        self._painter.paint()
        data = self._trials.run.setup.data
        if data.said and data.name not in MADE:
            self.notice(f"The data: {data.said}.")

    def _paint_frame(self) -> None:
        if self.is_ready:
            self._painter.paint()

    def on_resize(self, _event: textual_events.Resize) -> None:
        """The head is as wide as the screen."""
        self.call_after_refresh(self._paint_frame)

    # Time ---------------------------------------------------------------------------------------

    def action_play(self) -> None:
        """Play or stop."""
        if self._player.is_playing:
            self._stop()
        elif self._trials.run.is_over:
            back = key("training.step-before", "←")
            self.notice(f"There is no next update from here: go back with {back}, lower the rate.")
        else:
            self._state.is_choosing = False
            self.notice("")
            self._player.is_playing = True
            self.run_worker(self._player.play(), group="play", exclusive=True)
            self._painter.paint()

    def _stop(self) -> None:
        self._player.is_playing = False
        self._painter.paint()

    def on_screen_suspend(self) -> None:
        """What is opened over a run stops it."""
        self._player.is_playing = False

    def on_screen_resume(self) -> None:
        """The run is where it was left."""
        if self.is_ready:
            self._painter.paint()

    def action_step(self, updates: int) -> None:
        """One update on or back; another point while one is chosen."""
        if self._state.is_choosing:
            self._choose(updates, 0)
        else:
            self._go_to(self._trials.run.update + updates)

    def action_scrub(self, way: int) -> None:
        """A twentieth of the run."""
        run = self._trials.run
        to = run.update + way * max(1, run.furthest // 20)
        self._go_to(min(to, max(run.furthest, 1)))

    def action_to(self, where: str) -> None:
        """The start, or as far as the run has been."""
        self._go_to(0 if where == "start" else self._trials.run.furthest)

    def _go_to(self, update: int) -> None:
        self._player.is_playing = False
        self._trials.run.at(max(0, update))
        self.notice("")
        self._painter.paint()

    def action_faster(self) -> None:
        """The next speed."""
        self._player.speed = (self._player.speed + 1) % len(SPEEDS)
        if not self._player.is_playing:
            self.notice(f"It will play at {SPEEDS[self._player.speed].name}.")
        self._painter.paint_words()

    # The run ------------------------------------------------------------------------------------

    def action_rate(self, way: int) -> None:
        """The next learning rate; another point while one is chosen."""
        if self._state.is_choosing:
            self._choose(0, way)
            return
        now = self._trials.run.setup.at(self._trials.run.update).rate
        beyond = [rate for rate in RATES if (rate > now if way > 0 else rate < now)]
        if beyond:
            self._change(rate=beyond[0] if way > 0 else beyond[-1])

    def action_batch(self) -> None:
        """The next batch size."""
        run = self._trials.run
        count, now = len(run.setup.data.rows), run.setup.size_at(run.update)
        sizes = [size for size in BATCHES if size < count]
        self._change(batch=next((size for size in sizes if size > now), 0) if now < count
                     else (sizes or [0])[0])  # fmt: skip

    def _change(self, *, rate: float = 0.0, batch: int | None = None) -> None:
        """Another rate or batch size from here on."""
        self._trials.change(rate=rate, batch=batch)
        self.notice("")
        self._painter.paint_soon()

    def action_activation(self) -> None:
        """The next σ."""
        shape = self._trials.run.setup.shape
        if len(shape.sizes) < 3:
            layers = key("training.layers", "l")
            self.notice(f"There is no hidden layer: {layers} types the layers, as in 1-8-1.")
            return
        after = ACTIVATIONS[(ACTIVATIONS.index(shape.activation) + 1) % len(ACTIVATIONS)]
        self._start(lambda now: replace(now, shape=replace(shape, activation=after)))

    def action_hidden(self, more: int) -> None:
        """More or fewer units in each hidden layer."""
        first, *hidden, last = self._trials.run.setup.shape.sizes
        if not hidden:
            hidden = [0] if more > 0 else []
        self._set_layers("-".join(map(str, (first, *(units + more for units in hidden), last))))

    def action_layers(self) -> None:
        """Ask for the sizes."""
        shape = self._trials.run.setup.shape
        question = "Units of each layer, the inputs first, as in 2-8-1:"
        self.app.push_screen(AskName(question, shape.words, "set"), self._set_layers)

    def _set_layers(self, text: str | None) -> None:
        if not text:
            return
        shape = self._trials.run.setup.shape
        try:
            sizes = sizes_of(text, shape.sizes[0], shape.sizes[-1])
        except SetupError as error:
            self.notice(str(error))
            return
        self._start(lambda now: replace(now, shape=replace(shape, sizes=sizes)))

    def action_optimiser(self) -> None:
        """The next way to take steps."""

        def other(now: Setup) -> Setup:
            place = (OPTIMISERS.index(now.optimiser) + 1) % len(OPTIMISERS)
            return replace(now, optimiser=OPTIMISERS[place])

        self._start(other)

    def action_loss(self) -> None:
        """The other cost, where there is a choice."""
        setup = self._trials.run.setup
        other = LOSSES[setup.shape.loss == LOSSES[0]]
        try:
            with_loss(setup, other)
        except SetupError as error:
            self.notice(f"{error}.")
            return
        self._start(lambda now: with_loss(now, other))

    def action_restart(self) -> None:
        """Other weights to start from."""
        self._start(lambda now: replace(now, seed=now.seed + 1))

    def action_data(self) -> None:
        """Other data."""
        now = self._trials.run.setup.data.name
        sets = [made(name) for name in MADE]
        rows = tuple(f"{data.name}: {data.said}" for data in sets)
        at = MADE.index(now) if now in MADE else 0
        about = "Data to learn from. A file of your own: bptutor train FILE.csv"
        self.app.push_screen(Chooser("Data", rows, at, word="learn it", about=about), self._take)

    def _take(self, place: int | None) -> None:
        if place is not None:
            self._start(lambda _now: usual(made(MADE[place])))

    def _start(self, other: Callable[[Setup], Setup]) -> None:
        """A new run of another setup, with the rate and batch that hold now."""
        run = self._trials.run
        held = run.setup.at(run.update)
        now = replace(run.setup, changes=(replace(held, update=0),))
        self._player.is_playing = False
        self._trials.start(other(now))
        self._player.run = self._trials.run
        self._state.example = min(self._state.example, len(self._trials.run.setup.data.rows) - 1)
        self._state.is_choosing = False
        self.notice(f"A new run: {self._trials.run.setup.words}.")
        self._painter.paint()

    # Looking ------------------------------------------------------------------------------------

    def action_choose(self) -> None:
        """The arrows go from point to point."""
        self._player.is_playing = False
        self._state.is_choosing = True
        self.notice(f"The arrow keys go from point to point; {OPEN} opens the example.")
        self._painter.paint()

    def _choose(self, across: int, up: int) -> None:
        self._state.example = nearest(self._trials.run.setup.data, self._state.example, across, up)
        self._painter.paint()

    def on_decision_map_view_chosen(self, message: DecisionMapView.Chosen) -> None:
        """An example was clicked."""
        self._state.example = message.example
        self._painter.paint()

    def action_open(self) -> None:
        """The example's own network, to walk through."""
        self._player.is_playing = False
        leave = self.tutor.keys.told(ESCAPE)
        try:
            lesson = example_lesson(self._trials.run, self._state.example, leave)
        except GraphError as error:
            self.notice(f"This example cannot be gone through: {error}.")
            self._painter.paint()
            return
        self.tutor.open_practice(lesson, 1, behind="the run")

    def action_messages(self) -> None:
        """The sum over the batch."""
        run = self._trials.run
        title = f"Update {run.update + 1}: the mean over its batch"
        self._player.is_playing = False
        self.app.push_screen(TextScreen(title, "\n".join(batch_table(run))))

    def action_compare(self) -> None:
        """All runs in a table."""
        self._player.is_playing = False
        text = "\n".join(table(self._trials.table()))
        self.app.push_screen(TextScreen("Runs on these data", text))

    def action_axis(self) -> None:
        """Powers of ten, or even steps."""
        self._state.log = not self._state.log
        self.notice("")
        self._painter.paint()

    def action_larger(self) -> None:
        """The next panel over the whole screen, or all of them again."""
        self._panel = (self._panel + 1) % len(PANELS)
        self.notice("")
        for panel in PANELS[1:]:
            self.set_class(panel == PANELS[self._panel], f"-only-{panel}")

    def action_leave(self) -> None:
        """Out of the choice, or back."""
        if self._state.is_choosing:
            self._state.is_choosing = False
            self.notice("")
            self._painter.paint()
        elif self._panel:
            self._panel = len(PANELS) - 1
            self.action_larger()
        else:
            self._player.is_playing = False
            self.dismiss(None)
