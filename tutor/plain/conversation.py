"""The loop of plain text: the learner types a line, and a command or an answer is carried out.

The list of lessons, a lesson and a round of questions are held in the same way, with the same
commands.  How lines are read and written is passed in, and so is the learner's record.
"""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tutor.core.questions import Question
from tutor.core.session import Scene
from tutor.plain.text import how_to_answer, names_a_node, paragraph, scene_lines
from tutor.records import NullRecord, Recorder

LONGEST = 4096
"""Bytes of a line that are read at once; an answer is far shorter."""

PICTURES = "pictures"
"""The name under which it is remembered how graphs are told: "words" or "drawn"."""

QUIT = ("q", "quit", "exit", ":q")

HELP = """\
Enter    go on: the next step, question or page, or where you left off;
         where you are asked something, Enter twice leaves it open
s        leave this question open at once
?        a hint; after three of them the worked answer
g        the graph as it is known now
w        tell graphs in words, or draw them again
h        this help
q        quit; your place and your answers are kept
In a lesson:
b        back                           z      undo the last move
v        other values                   n      leave this page for the next one
f, l     first step, next step that asks
p 3      go to page 3
In the list of lessons:
v        review what is due             5, fan-out     open a lesson: its number,
                                                       its id, a word of its title
Anything else is your answer.
Besides: bptutor review, quiz, status and notes, from the command line."""


def ask_line(prompt: str) -> str:
    """A line from standard input; bytes that cannot be decoded become marks, never an error.

    Raises EOFError at the end of the input.
    """
    sys.stdout.write(prompt)
    sys.stdout.flush()
    line = sys.stdin.buffer.readline(LONGEST)
    if not line or not sys.stdin.isatty():  # nobody has pressed Enter at the end of the prompt
        say_line("")
    if not line:
        raise EOFError
    return line.decode("utf-8", "replace").rstrip("\r\n")


def say_line(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)


@dataclass(slots=True)
class Console:
    """Where lines are read and written; ``ask`` raises EOFError at the end of the input.

    ``words``: graphs are told in sentences, for those who hear them.
    """

    ask: Callable[[str], str] = ask_line
    say: Callable[[str], None] = say_line
    words: bool = False


def open_console(record: Recorder) -> Console:
    """Standard input and output, with graphs told as this learner has chosen."""
    return Console(words=record.progress().preferences.get(PICTURES) == "words")


class Conversation(ABC):
    """Asks for lines and carries them out, with one set of commands."""

    def __init__(self, console: Console, record: Recorder | NullRecord) -> None:
        self._console = console
        self._record = record
        self._say = console.say

    @property
    @abstractmethod
    def is_done(self) -> bool:
        """Whether nothing is left to talk about."""

    @property
    @abstractmethod
    def prompt(self) -> str:
        """What stands before the learner's line."""

    @property
    def question(self) -> Question | None:
        """The question that is open."""
        return None

    @property
    def scene(self) -> Scene | None:
        """The graph that can be shown."""
        return None

    @abstractmethod
    def begin(self) -> None:
        """Say what comes before the first line of the learner."""

    @abstractmethod
    def do(self, line: str) -> None:
        """Carry out a line that is none of the commands that are the same everywhere."""

    @abstractmethod
    def answer(self, line: str) -> None:
        """Take the line as an answer, even if it looks like a command."""

    def talk(self) -> bool:
        """Go on to the end; False when the learner quit or the input ended before it."""
        self.begin()
        while not self.is_done:
            try:
                line = self._console.ask(f"[{self.prompt}] ").strip()
            except EOFError:
                return False
            if self.question is not None and names_a_node(line, self.question):
                self.answer(line)
            elif line in QUIT:
                return False
            elif line in ("h", "help"):
                self._help()
            elif line == "g":
                self._tell_graph()
            elif line == "w":
                self._change_pictures()
            else:
                self.do(line)
        return True

    def _help(self) -> None:
        self._say(HELP)
        if self.question is not None:
            self._tell(f"Now: {how_to_answer(self.question)}.")

    def _change_pictures(self) -> None:
        """Tell graphs in words from now on, or draw them again, and remember it."""
        words = self._console.words = not self._console.words
        self._warn(self._record.prefer(PICTURES, "words" if words else "drawn"))
        self._say("Graphs are told in words." if words else "Graphs are drawn.")
        if self.scene is not None:
            self._tell_graph()

    def _tell_graph(self) -> None:
        if self.scene is None:
            self._say("There is no graph here.")
        else:
            self._say_all(scene_lines(self.scene, words=self._console.words))

    def _warn(self, message: str) -> None:
        """Tell the learner what could not be stored, if anything."""
        if message:
            self._say(message)

    def _tell(self, text: str) -> None:
        self._say_all(paragraph(text))

    def _say_all(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._say(line)
