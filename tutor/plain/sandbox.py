"""The sandbox in lines of text: a graph of the learner's own, its numbers told, moved and asked."""

from __future__ import annotations

from collections.abc import Callable

from tutor.core.answers import AnswerError
from tutor.core.errors import TutorError
from tutor.core.practice import decode_graphs, encode_graphs, practice_lesson
from tutor.core.practice import sandbox as box
from tutor.core.questions import Question
from tutor.core.session import start
from tutor.core.text import safe
from tutor.plain.conversation import Console, Conversation, ConversationMoment, command_lines
from tutor.plain.lesson import LessonConversation
from tutor.plain.spoken import hear
from tutor.plain.text import is_number, scene_lines
from tutor.records import Recorder

GRAPH = "sandbox"
"""The name under which the graph is remembered, here as on the full screen."""

COMMANDS = (
    (
        "",
        "J = (w*x+b - y)^2",
        "a graph of your own: a formula, or statements with ; between them",
    ),
    ("", "w = 5", "another value for an input of the graph"),
    ("g", "graph", "the graph with its values and gradients"),
    ("draw", "draw", "the same as a picture of boxes, this once"),
    ("nudge", "nudge", "raise an input a little and see, as in nudge w 0.1"),
    ("d", "descend", "one step of gradient descent for all inputs"),
    ("p", "practise", "both passes over this graph, then questions on it"),
    ("c", "command", "the command line that draws this graph"),
    ("h", "help", "this help"),
    ("q", "quit", "back to the list; the graph is kept"),
)


class SandboxConversation(Conversation):
    """Talks about one graph at a time until the learner quits."""

    words = {word: key for key, word, _ in COMMANDS if key}  # noqa: RUF012  a mapping, never changed

    def __init__(self, console: Console, record: Recorder, seeds: Callable[[], int]) -> None:
        super().__init__(console, record)
        self._seeds = seeds
        kept = decode_graphs(record.progress().preferences.get(GRAPH, ""))
        self._sandbox = box.take_up(kept[0]) if kept else box.open_sandbox()

    def _begin(self) -> None:
        self._say(
            "Sandbox: type a graph of your own, as in J = (w*x+b - y)^2. help lists the rest."
        )
        self._tell_graph()

    def _now(self) -> ConversationMoment:
        return ConversationMoment("a graph, w = 5, help or quit", scene=box.scene(self._sandbox))

    def _carry_out(self, line: str, now: ConversationMoment) -> bool:
        if line in ("h", "?"):
            self._say_all(command_lines(COMMANDS))
            return True
        return super()._carry_out(line, now)

    def _do(self, line: str, _question: Question | None) -> None:
        match line:
            case "":
                self._say("Type a graph, help or quit.")
            case "d":
                self._sandbox, said = box.descend(self._sandbox)
                self._tell(said)
                self._keep()
            case "p":
                self._practise()
            case "c":
                self._console.write(box.command(self._sandbox))
            case _:
                self._type(hear(line) if self._console.words else line)

    def _type(self, line: str) -> None:
        """A value for a leaf that there is, or another graph: y = relu(x) is one.

        A wrong one changes nothing.
        """
        name, equals, value = (part.strip() for part in line.partition("="))
        is_value = is_number(value) or value.isidentifier() or ".." in value
        if equals and name in self._sandbox.leaf_values and is_value:
            self._set(name, value)
            return
        new = box.set_text(box.open_sandbox(""), line.replace(";", "\n"))
        if new.graph is None or new.is_stale:
            self._say_problems(new)
            return
        self._sandbox = new
        self._say_problems(new)
        self._keep()
        self._tell_graph()

    def _set(self, leaf: str, value: str) -> None:
        try:
            new = box.enter_value(self._at(leaf), value)
        except AnswerError as error:
            self._tell(f"{str(error).rstrip('.')}.")
            return
        if new.trouble:
            self._tell(f"{new.trouble}.")
            return
        self._sandbox = new
        self._keep()
        self._tell_graph()

    def _at(self, leaf: str) -> box.Sandbox:
        """The sandbox with this leaf chosen."""
        names = list(self._sandbox.leaf_values)
        steps = names.index(leaf) - (names.index(self._sandbox.leaf) if self._sandbox.leaf else 0)
        return box.choose_leaf(self._sandbox, steps)

    def _try(self, size: float, node: str) -> None:
        if node not in self._sandbox.leaf_values:
            self._tell(f"Say which input: {', '.join(self._sandbox.leaf_values)}, as in nudge w.")
            return
        near = min(box.SIZES, key=lambda one: abs(one - (size or 0.1)))
        change = box.SIZES.index(near) - self._sandbox.size
        self._tell(box.nudge(box.set_step_size(self._at(node), change)))

    def _practise(self) -> None:
        sandbox, seed = self._sandbox, self._seeds()
        try:
            if sandbox.lesson_graph is None:
                raise AnswerError("there is no graph yet")
            lesson = practice_lesson(sandbox.lesson_graph.with_defaults(sandbox.leaf_values), seed)
        except (TutorError, AnswerError) as error:
            self._tell(f"{str(error).rstrip('.')}.")
            return
        talk = LessonConversation(
            lesson, start(lesson, seed), self._console, self._record, behind="the sandbox"
        )
        talk.talk()

    def _tell_graph(self) -> None:
        scene = box.scene(self._sandbox)
        if scene is not None:
            self._say_all(scene_lines(scene, words=self._console.words))
        for line in box.corner_lines(self._sandbox):
            self._tell(line)

    def _say_problems(self, sandbox: box.Sandbox) -> None:
        for line in (*sandbox.said, *box.problem_lines(sandbox), sandbox.trouble):
            self._tell(safe(line))

    def _keep(self) -> None:
        kept = encode_graphs([box.to_keep(self._sandbox)])
        self._warn(self._record.prefer(GRAPH, kept))
