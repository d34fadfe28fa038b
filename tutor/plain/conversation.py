"""The loop of plain text: the learner types a line, and a command or an answer is carried out.

The list of lessons, a lesson and a round of questions are held in the same way, with the same
commands.  How lines are read and written is passed in, and so is the learner's record.
"""

from __future__ import annotations

import re
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from tutor.core.answers import AnswerError, read_number
from tutor.core.questions import KINDS, FollowUp, Question, Response, marked_kinds
from tutor.core.session import Scene
from tutor.core.text import safe, wrap_text
from tutor.core.working import LINES, answer_with_working, takes_working, working_lines
from tutor.plain.spoken import hear, speak
from tutor.plain.text import (
    WIDTH,
    Paragraph,
    fold,
    how_to_answer,
    is_number,
    names_a_node,
    node_names,
    paragraph,
    read_response,
    scene_lines,
)
from tutor.records import Recorder

LONGEST = 4096
"""Bytes of a line that are read at once; an answer is far shorter."""

MOST_ALIKE = 100
"""Times that a pipe may give one line in a row; an empty one, which is Enter, ten times that."""

LARGEST = 1000
"""By how much an input may be raised to try an answer."""

PICTURES = "pictures"
"""The name under which it is remembered how graphs are told: "words" or "drawn"."""

QUIT = ("q", "quit", "exit", ":q")

COMMANDS = (
    ("", "Enter", "the next step, question or page; twice, it leaves a question open"),
    ("s", "skip", "leave this question open at once"),
    ("?", "hint", "a hint; after three of them the worked answer"),
    ("work", "work", "numbers with their working, one step per line (du/dw = 3)"),
    ("g", "graph", "the graph as it is known now"),
    ("draw", "draw", "the same as a picture of boxes, this once"),
    ("w", "words", "tell graphs in words, or draw them, from now on"),
    ("b", "back", "the step before"),
    ("z", "undo", "the last move"),
    ("v", "values", "the page with other values"),
    ("n", "leave", "the next page"),
    ("f", "first", "the first step"),
    ("l", "last", "the next step that asks"),
    ("t", "walk", "a walk with more help, or less"),
    ("nudge", "nudge", "try an answer about a gradient: raise the input a little; or nudge w 0.1"),
    ("p 3", "page 3", "go to a page"),
    ("+, -", "+, -", "turn a number up or down, where a page has one; ++ turns it twice"),
    ("h", "help", "this help"),
    ("q", "quit", "back to the list; your place and your answers are kept"),
)
"""What is typed in a lesson or a round of questions: the letter, the word, what comes of it."""

WORDS = {word: key for key, word, _ in COMMANDS if word.isalpha() and key}
"""The letter for each command that is typed as a word."""


def command_lines(commands: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """A line a command: ``b or back: the step before``."""
    for key, word, does in commands:
        yield Paragraph(f"{word if key in ('', word) else f'{key} or {word}'}: {does}", "", "    ")


HELP = "\n".join(
    row
    for line in (
        *command_lines(COMMANDS),
        Paragraph("At [first dJ/du; Enter skips it] a number counts as no try. Anything else that "
                  "you type is your answer."),
    )
    for row in fold(line)
)  # fmt: skip


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


@dataclass(slots=True)
class PipedLines:
    """Lines of standard input where nobody types: ``yes`` must come to an end."""

    last: str = ""
    times: int = 0

    def __call__(self, prompt: str) -> str:
        """The next line.  Raises AnswerError when one comes again without end, else EOFError."""
        line = ask_line(prompt)
        self.times = self.times + 1 if line == self.last else 1
        self.last = line
        if self.times > MOST_ALIKE * (1 if line else 10):
            shown = safe(line[:20])
            raise AnswerError(f"standard input has the line ‘{shown}’ without end: no more is read")
        return line


def say_line(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)


@dataclass(slots=True)
class Console:
    """Where lines are read and written; ``read`` raises EOFError at the end of the input.

    ``words``: graphs are told in sentences and formulas read out, for those who hear them; and
    while ``layers``, a raised number is a layer.  ``is_terminal``: somebody types the lines as they
    are asked for.  ``legend`` says what the signs of drawings mean, where they stand for others.
    """

    read: Callable[[str], str] = ask_line
    write: Callable[[str], None] = say_line
    words: bool = False
    layers: bool = False
    is_terminal: bool = False
    legend: str = ""

    def explain_signs(self) -> None:
        """Say once what signs mean that stand for others; before the first drawing."""
        if self.legend:
            self.write("\n".join(wrap_text(self.legend, WIDTH)))
            self.legend = ""

    def ask(self, prompt: str) -> str:
        """A line of the learner."""
        return self.read(f"{speak(prompt, layers=self.layers)} " if self.words else prompt)

    def say(self, text: str) -> None:
        """Print a line, a paragraph, or several lines."""
        if isinstance(text, Paragraph):
            for line in fold(text, self._spoken):
                self.write(line)
        else:
            self.write("\n".join(map(self._spoken, text.split("\n"))))

    def tell(self, text: str) -> None:
        """The same of a stranger's or our own text, folded."""
        for line in paragraph(text):
            self.say(line)

    def _spoken(self, text: str) -> str:
        return speak(text, layers=self.layers) if self.words else text


def open_console(record: Recorder, *, words: bool = False) -> Console:
    """Standard input and output, with graphs told as this learner has chosen, or else as given."""
    chosen = record.progress().preferences.get(PICTURES)
    in_words = chosen == "words" if chosen else words
    typed = sys.stdin.isatty()
    return Console(ask_line if typed else PipedLines(), words=in_words, is_terminal=typed)


@dataclass(frozen=True, slots=True)
class ConversationMoment:
    """What stands before the learner's next line, the open question and the graph on display."""

    prompt: str
    question: Question | None = None
    scene: Scene | None = None


class Conversation(ABC):
    """Asks for lines and carries them out, with one set of commands."""

    words: ClassVar[Mapping[str, str]] = WORDS
    """The letter for each command that is typed as a word."""

    def __init__(self, console: Console, record: Recorder) -> None:
        self._console = console
        self._record = record
        self._say = console.say
        self._left_out: Question | None = None  # a number on the way that is not asked for again

    @abstractmethod
    def _begin(self) -> None:
        """Say what comes before the first line of the learner."""

    @abstractmethod
    def _now(self) -> ConversationMoment | None:
        """Where the conversation has come to; None when nothing is left to talk about."""

    @abstractmethod
    def _do(self, line: str, question: Question | None) -> None:
        """Carry out a line that is none of the commands that are the same everywhere."""

    def _respond(self, response: Response) -> None:
        """Give an answer to the open question, where there are questions."""
        raise NotImplementedError

    def _further(self) -> FollowUp | None:
        """The number on the way that is asked for besides the open question."""
        return None

    def _respond_further(self, response: Response) -> None:
        """Give that number."""
        raise NotImplementedError

    def _pending(self) -> Question | None:
        """The number on the way, unless the learner has left it out."""
        follow = self._further()
        if follow is None or not follow.is_open or follow.question == self._left_out:
            return None
        return follow.question

    def talk(self) -> bool:
        """Go on to the end; False when the learner quit or the input ended before it."""
        self._begin()
        while (now := self._now()) is not None:
            further = self._pending()
            label = safe(further.slots[0].label) if further else ""
            prompt = f"first {label}; Enter skips it" if further else now.prompt
            try:
                line = self._heard(self._console.ask(f"[{prompt}] ").strip(), now)
            except EOFError:
                self._say("\nThe input has ended here.")
                return False
            if further is not None and is_number(line):
                self._respond_further((line,))
                continue
            self._left_out = further or self._left_out
            if (line or further is None) and not self._carry_out(line, now):
                return False
        return True

    def _heard(self, line: str, now: ConversationMoment) -> str:
        """What a line means that is typed in the words that were said: a command, or an answer."""
        question = now.question
        own_words = question is not None and question.quiz.kind in set(KINDS) - set(marked_kinds())
        if self._console.words and question is not None and not own_words:
            line = hear(line, node_names(question))
        line = re.sub(r"^page (?=\d+$)", "p ", line)
        is_node = question is not None and names_a_node(line, question)
        return line if is_node else self.words.get(line, line)

    def _carry_out(self, line: str, now: ConversationMoment) -> bool:
        """A command or an answer; False for the command to quit."""
        if now.question is not None and names_a_node(line, now.question):
            self._answer(line, now.question)
        elif line in QUIT:
            return False
        elif line in ("h", "help"):
            self._say(HELP)
            if now.question is not None:
                self._tell(f"Now: {how_to_answer(now.question)}.")
        elif line in ("g", "w", "draw"):
            self._show_graph(now.scene, line)
        elif line == "work":
            self._take_working(now.question)
        elif line.split()[:1] == ["nudge"]:
            self._nudge(line.split()[1:])
        else:
            self._do(line, now.question)
        return True

    def _show_graph(self, scene: Scene | None, how: str) -> None:
        """Tell the graph (g), tell all from now on in the other way (w), or draw this one."""
        if how == "w":
            words = self._console.words = not self._console.words
            self._warn(self._record.prefer(PICTURES, "words" if words else "drawn"))
            self._say("Graphs are told in words." if words else "Graphs are drawn.")
        if how == "draw" or not self._console.words:
            self._console.explain_signs()
        if scene is None:
            if how != "w":
                self._say("There is no graph here.")
        elif how == "draw":
            self._console.write("\n".join(scene_lines(scene, words=False, folded=False)))
        else:
            self._say_all(scene_lines(scene, words=self._console.words))

    def _answer(self, line: str, question: Question) -> None:
        """Take the line as an answer, even if it looks like a command."""
        response = read_response(line, question)
        if isinstance(response, str):
            self._tell(response)
        else:
            self._respond(response)

    def _take_working(self, question: Question | None) -> None:
        """Take lines of a hand calculation: they are marked, and what was asked is the answer."""
        if question is None or not takes_working(question):
            self._tell("Nothing is asked here that takes a working: it is for numbers of a graph.")
            return
        text = self._lines_of_working(question)
        if text is None:
            self._say("The working is left out.")
            return
        self._keep_working(text)
        try:
            found = answer_with_working(question, text)
        except AnswerError as error:
            said = str(error).rstrip(".")
            self._tell(f"{said[:1].upper()}{said[1:]}.")
            return
        if found is None:
            return
        marked, response = found
        if not any(response):  # whoever gives no answer is told nothing: there are hints for that
            self._tell(f"{marked.unsaid[:-1]}, so nothing is marked yet.")
            return
        whole = self._with_the_rest(question, response)
        if whole is None:
            self._say("The working is left out.")
            return
        rows = working_lines(marked, explain_answer=False)
        self._say_all(Paragraph(row, "", "    ") for row in rows)
        self._respond(whole)

    def _with_the_rest(self, question: Question, response: Response) -> Response | None:
        """The answers of a working, with those that no line says; None if they are not given."""
        whole: list[str] = []
        for slot, text in zip(question.slots, response, strict=True):
            typed = text or self._console.ask(f"[{slot.label}] ").strip()
            if not typed or typed in QUIT:
                return None
            whole.append(typed)
        return tuple(whole)

    def _nudge(self, words: list[str]) -> None:
        """``nudge``, ``nudge 0.1`` or ``nudge w 0.1``: the last answer is tried."""
        *names, size = words if words[-1:] and is_number(words[-1]) else (*words, "0")
        if len(names) > 1 or not 0 <= read_number(size) <= LARGEST:
            self._say(f"As in nudge 0.1 or nudge w 0.1; at most by {LARGEST}.")
        else:
            self._try(read_number(size), "".join(names))

    def _try(self, size: float, node: str) -> None:
        """Try the last answer by raising ``node``, or all that was asked about, by ``size``."""
        del size, node
        self._say("There is no answer to be tried here.")

    def _keep_working(self, text: str) -> None:
        """Keep the lines with the place, where there is one."""
        del text

    def _lines_of_working(self, question: Question) -> str | None:
        """Lines up to an empty one, or to the end of the input; None if the learner gave it up."""
        self._say("One step per line, as in u = 15 or dJ/dw = 24. An empty line ends, q gives up.")
        names = node_names(question)
        lines: list[str] = []
        while len(lines) <= LINES:
            try:
                line = self._console.ask(f"[{len(lines) + 1}] ")
            except EOFError:
                break
            line = hear(line, names) if self._console.words else line
            if line.strip() in QUIT:
                return None
            if not line.strip():
                break
            lines.append(line)
        return "\n".join(lines)

    def _say_title(self, title: str) -> None:
        """What begins now."""
        self._say(f"\n{title}" if self._console.words else f"\n=== {title} ===")

    def _warn(self, message: str) -> None:
        """Tell the learner what could not be stored, if anything."""
        if message:
            self._tell(message)

    def _tell(self, text: str) -> None:
        self._console.tell(text)

    def _say_all(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._say(line)
