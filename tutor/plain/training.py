"""A training run in lines of text: a table of its updates, sentences, and an example to go through.

Nothing is drawn: what the map, the curve and the network show is said in numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tutor.core.errors import GraphError
from tutor.core.practice import example_lesson
from tutor.core.questions import Question
from tutor.core.session import start
from tutor.core.text import format_number, table
from tutor.core.training import (
    Run,
    Setup,
    SetupError,
    Trials,
    accuracy,
    batch_table,
    events,
    example_words,
    network_at,
    share,
    status,
    units_at,
)
from tutor.plain.conversation import Console, Conversation, ConversationMoment, command_lines
from tutor.plain.lesson import LessonConversation
from tutor.plain.spoken import spoken_board, told_row
from tutor.records import Recorder

COMMANDS = (
    ("", "Enter", "go on: as many updates as there have been (at first one)"),
    ("", "200", "go to update 200, forwards or back"),
    ("r 0.5", "rate 0.5", "another learning rate from here on"),
    ("s 4", "batch 4", "another batch size from here on; batch 0 takes all examples"),
    ("w", "weights", "the weights, and delta of every unit for the first example"),
    ("e 3", "example 3", "go through example 3: both passes, with the present weights"),
    ("m", "messages", "the next update as the sum of its examples' messages"),
    ("c", "compare", "this run beside those before the rate or batch changed"),
    ("h", "help", "this help"),
    ("q", "quit", "leave the run"),
)
MOST = 1_000_000
"""Updates that are gone to at once."""


class TrainingConversation(Conversation):
    """Talks about one run until the learner quits."""

    words = {word.split()[0]: key.split()[0] for key, word, _ in COMMANDS if key}  # noqa: RUF012

    def __init__(self, setup: Setup, console: Console, record: Recorder) -> None:
        super().__init__(console, record)
        self._trials = Trials(setup)
        self._told: dict[int, tuple[str, str, str]] = {}

    def _begin(self) -> None:
        self._console.layers = True
        setup = self._trials.run.setup
        self._tell(f"Training on {setup.data.name}: {setup.words}.")
        if setup.data.said:
            self._tell(f"The data: {setup.data.said}.")
        self._say("help lists what you can type.")
        self._tell_run()

    def _now(self) -> ConversationMoment:
        return ConversationMoment(
            f"update {self._trials.run.update}; Enter, a number, help or quit"
        )

    def _carry_out(self, line: str, now: ConversationMoment) -> bool:
        if line in ("h", "?"):
            self._say_all(command_lines(COMMANDS))
            return True
        if line in ("w", "g"):
            self._say_all(weight_lines(self._trials.run, 0))
            return True
        return super()._carry_out(line, now)

    def _do(self, line: str, _question: Question | None) -> None:
        run = self._trials.run
        word, _, rest = line.partition(" ")
        word = self.words.get(word, word)
        if not line:
            self._go_to(2 * run.update or 1)
        elif line.isascii() and line.isdigit() and len(line) < 8:
            self._go_to(int(line))
        elif word == "m":
            rows = batch_table(run)
            self._say_all(spoken_board(rows) if self._console.words else rows)
        elif word == "c":
            self._say_table(self._trials.table())
        elif word in ("r", "s", "e") and rest.strip():
            self._set(word, rest.strip())
        else:
            self._say("Type a number of updates, Enter, help or quit.")

    def _set(self, word: str, text: str) -> None:
        count = len(self._trials.run.setup.data.rows)
        try:
            if word == "r":
                self._trials.change(rate=float(text.replace(",", ".")))
            elif word == "s":
                self._trials.change(batch=int(text))
            elif 1 <= int(text) <= count:
                self._open(int(text) - 1)
            else:
                self._say(f"The examples are numbered from 1 to {count}.")
            if word != "e":
                now = self._trials.run.update
                self._told = {at: row for at, row in self._told.items() if at <= now}
                self._tell_status()
        except (SetupError, GraphError) as error:
            self._tell(f"{error}.")
        except ValueError:
            self._say("That is not a number.")

    def _open(self, example: int) -> None:
        lesson = example_lesson(self._trials.run, example, "q")
        self._say_title(lesson.title)
        state = start(lesson, 1)
        talk = LessonConversation(lesson, state, self._console, self._record, behind="the run")
        talk.talk()
        self._tell_run()

    def _go_to(self, update: int) -> None:
        run = self._trials.run
        target = min(update, MOST)
        step = max(1, abs(target - run.update) // 10)
        while run.update < target and not run.is_over:
            run.advance(min(step, target - run.update))
            self._note()
        run.at(target)
        self._tell_run()

    def _note(self) -> None:
        run = self._trials.run
        right = share(accuracy(run))
        self._told[run.update] = str(run.update), format_number(run.cost), right

    def _tell_run(self) -> None:
        run = self._trials.run
        self._note()
        rows = [row for at, row in sorted(self._told.items()) if at <= run.update][-12:]
        count = 3 if run.setup.data.classes else 2  # a number is not right or wrong
        self._say_table([row[:count] for row in (("update", "C", "right"), *rows)])
        self._tell_status()
        for event in events(run, units_at(run, 0)):
            self._tell(event.said)

    def _say_table(self, rows: Sequence[Sequence[str]]) -> None:
        """In columns, or a sentence a row for those who hear it."""
        if not self._console.words:
            self._say_all(table(rows))
            return
        told: list[list[str]] = []
        for row in rows[1:]:
            if any(row[1:]):
                told.append([row[0].replace("•", "now,"), *row[1:]])
            else:  # what did not fit into the first column
                told[-1][0] += f" {row[0].strip()}"
        for cells in told:
            self._tell(told_row(cells, rows[0]))

    def _tell_status(self) -> None:
        self._tell(status(self._trials.run).replace(" · ", "; ") + ".")


def weight_lines(run: Run, example: int) -> Iterator[str]:
    """What one example gives, then a row a unit: its weights, its bias, its δ."""
    data, shape = run.setup.data, run.setup.shape
    network = network_at(shape, run.parameters)
    yield example_words(data, example, network)
    for unit in units_at(run, example):
        weights = ", ".join(map(format_number, network.weights[unit.layer - 2][unit.number - 1]))
        bias = format_number(network.biases[unit.layer - 2][unit.number - 1])
        state = f", {unit.state}" if unit.state else ""
        yield (
            f"layer {unit.layer}, unit {unit.number}: weights {weights}; bias {bias}; "
            f"delta {format_number(unit.delta)}{state}"
        )
