"""A run on the screen: its words, the map or the line, its curve, the network, and the keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tutor.core.drawing import LayerTable, shows_deltas, weight_rows
from tutor.core.text import clip, width, wrap_text
from tutor.core.training import (
    Trials,
    events,
    example_words,
    line_picture,
    loss_curve,
    network_at,
    status,
    units_at,
    weight_tables,
)
from tutor.ui.content import join_lines, styled
from tutor.ui.screens.training.keys import CHOOSING, PLAYING, STOPPED
from tutor.ui.screens.training.player import SPEEDS, Player
from tutor.ui.widgets.chart import ChartView
from tutor.ui.widgets.decision_map import DecisionMapView
from tutor.ui.widgets.keybar import KeyBar

SAID = 6
"""Lines for what is said of a run, as its style has them."""


@dataclass
class TrainingState:
    """The runs, the chosen example, whether it is being chosen, and the axis of C."""

    trials: Trials
    example: int = 0
    is_choosing: bool = False
    log: bool = True


class TrainingPainter:
    """Paints what the state of a training looks like on its screen."""

    def __init__(self, screen: Screen[None], state: TrainingState, player: Player) -> None:
        self._screen, self._state, self._player = screen, state, player
        self._events: list[str] = []
        self._lines = 0

    def paint_soon(self) -> None:
        """Paint the words at once; the pictures with the next frame, if one comes anyway."""
        if self._player.is_playing:
            self.paint_words()
        else:
            self.paint()

    def paint(self) -> None:
        """All of it."""
        state, run = self._state, self._state.trials.run
        data = run.setup.data
        units = units_at(run, state.example)
        has_map = len(data.inputs) == 2
        self._screen.set_class(not has_map, "-line")
        if has_map:
            self._screen.query_one(DecisionMapView).show(run, state.example)
        else:
            title = f"{data.target} over {data.inputs[0]}: ○ examples, • network"
            self._screen.query_one("#line", ChartView).show(
                title, lambda columns, rows: line_picture(run, columns, rows, state.example)
            )
        scale = "powers of ten" if state.log else "even steps"
        self._screen.query_one("#curve", ChartView).show(
            f"Cost C, {scale}",
            lambda columns, rows: loss_curve(state.trials, columns, rows, log=state.log),
        )
        self._screen.query_one("#weights", ChartView).show(
            self._network_title(weight_tables(run, units)),
            lambda columns, rows: weight_rows(weight_tables(run, units), columns, rows),
            height=1 + max(run.setup.shape.sizes[1:]),
        )
        self._events = [event.said for event in events(run, units)]
        self.paint_words()
        self._paint_keys()

    def _network_title(self, tables: Sequence[LayerTable]) -> str:
        said = f", and δ of example {self._state.example + 1}"
        if not shows_deltas(tables, self._screen.size.width - 4):  # without border and padding
            said = "; δ needs a wider screen"
        return f"The network {self._state.trials.run.setup.shape.words}: weights{said}"

    def _example_said(self) -> str:
        run = self._state.trials.run
        network = network_at(run.setup.shape, run.parameters)
        return example_words(run.setup.data, self._state.example, network)

    def paint_words(self) -> None:
        """What is said, and the line above it."""
        run, setup = self._state.trials.run, self._state.trials.run.setup
        speed = SPEEDS[self._player.speed].name
        playing = f"▶ {speed}" if self._player.is_playing else "stopped"
        furthest = f" of {run.furthest}" if run.furthest > run.update else ""
        right = f"  update {run.update}{furthest}   {playing} "
        room, name = max(0, self._screen.size.width - width(right)), setup.data.name
        titles = f" Training · {name} · {setup.words}", f" {name} · {setup.words}"
        short = clip(f" {name} · {setup.short}", room)
        left = next((title for title in titles if width(title) <= room), short)
        room = max(0, self._screen.size.width - width(left) - width(right))
        line = styled(left, "bold") + Content(" " * room) + styled(right, "$accent-text")
        self._screen.query_one("#run-head", Static).update(line, layout=False)
        room = max(1, self._screen.size.width - 2)
        example = [styled(line, "") for line in wrap_text(self._example_said(), room)]
        told = [styled(line, "") for line in wrap_text(status(run), room)]
        said_of_run = [styled(line, "$accent-text") for event in self._events
                       for line in wrap_text(event, room)]  # fmt: skip
        parts = [example, said_of_run]
        if len(told) + len(example) + len(said_of_run) > SAID:
            parts.reverse()  # what happens is the news: its last words are not to be cut
        lines = [*told, *parts[0], *parts[1]]
        said = self._screen.query_one("#run-said", Static)
        said.update(join_lines(lines), layout=len(lines) != self._lines)
        self._lines = len(lines)

    def _paint_keys(self) -> None:
        keys = (
            CHOOSING if self._state.is_choosing else PLAYING if self._player.is_playing else STOPPED
        )
        self._screen.query_one(KeyBar).show(keys)
