"""What can be done on a screen: a table of commands, read by bindings, footer, help and palette.

A command is written once, as a row of its screen's table.  Its key, its word in the footer, its
line in the help and its entry in the command palette all come from that row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.keys import format_key
from textual.screen import Screen
from textual.widget import Widget

from tutor.core.text import tell_keys

if TYPE_CHECKING:
    from tutor.core.lesson import Prose, Span


class Command(NamedTuple):
    """One thing that a learner can do.

    ``keys`` are Textual's names, with commas between; ``shown`` is how the learner sees the key;
    ``name`` is what a learner would call it, for help and palette; ``word`` is for the footer, ""
    for a command that is never there.  ``priority`` is for keys that work whatever has the focus.
    ``id`` is its name in a key map, made by ``commands``.
    """

    keys: str
    shown: str
    action: str
    name: str
    word: str = ""
    priority: bool = False
    id: str = ""


def commands(scope: str, *rows: Command) -> tuple[Command, ...]:
    """A table of commands, with an id each: ``home.open``, ``lesson.speed-next``."""
    return tuple(row._replace(id=id_of(scope, row.action)) for row in rows)


def id_of(scope: str, action: str) -> str:
    """``act('hint')`` is hint, ``walk('left')`` is walk-left, ``speed(-1)`` is speed-before."""
    name, _, argument = action.rpartition(".")[2].rstrip(")").partition("(")
    end = {"1": "next", "-1": "before"}.get(argument, argument.strip("'"))
    words = end if name == "act" else f"{name}-{end}" if end else name
    return f"{scope}.{words.replace('_', '-')}"


class FooterKey(NamedTuple):
    """A command as the footer shows it at this moment; without an action a click does nothing.

    ``id`` is that of the command, where its action does not tell which it is; of several commands
    (their keys are signs, one each) there are as many ids, with spaces between.
    """

    key: str
    word: str
    action: str = ""
    id: str = ""


def bindings(table: Iterable[Command]) -> Iterator[Binding]:
    """The commands as key bindings."""
    for command in table:
        yield Binding(
            command.keys,
            command.action,
            command.name,
            show=False,
            priority=command.priority,
            id=command.id,
        )


class HasCommands:
    """A screen or a widget whose commands are bound to their keys.

    Help lists those of ``COMMAND_TABLE``; ``UNLISTED`` are told in another way.
    """

    COMMAND_TABLE: ClassVar[tuple[Command, ...]] = ()
    UNLISTED: ClassVar[tuple[Command, ...]] = ()
    BINDINGS: ClassVar[list[BindingType]]

    def __init_subclass__(cls, **settings: bool) -> None:
        """Bind them before Textual looks for bindings."""
        if "COMMAND_TABLE" in cls.__dict__:
            cls.BINDINGS = [*bindings((*cls.COMMAND_TABLE, *cls.UNLISTED))]
        super().__init_subclass__(**settings)


def footer_keys(table: Iterable[Command]) -> tuple[FooterKey, ...]:
    """The commands that have a word for the footer."""
    return tuple(
        FooterKey(command.shown, command.word, command.action, command.id)
        for command in table
        if command.word
    )


def commands_on(screen: Screen[object]) -> Iterator[tuple[DOMNode, Command]]:
    """What can be done on a screen, and by which part of it: its own commands come first."""
    for node in screen.walk_children(with_self=True):
        above = (widget for widget in node.ancestors_with_self if isinstance(widget, Widget))
        if isinstance(node, HasCommands) and all(widget.display for widget in above):
            yield from ((node, command) for command in node.COMMAND_TABLE)


SHOWN: Mapping[str, str] = MappingProxyType(
    {"escape": "Esc", "enter": "Enter", "pageup": "PgUp", "pagedown": "PgDn", "delete": "Del",
     "backspace": "Backspace"}
)  # fmt: skip


def label(keys: str) -> str:
    """The first of these keys as a learner sees it: ``F4``, ``Ctrl+H``, ``?``."""
    *modifiers, key = keys.partition(",")[0].split("+")
    shown = SHOWN.get(key) or format_key(key)
    shown = shown if len(shown) == 1 and not modifiers else shown[:1].upper() + shown[1:]
    return "+".join((*(one.capitalize() for one in modifiers), shown))


def labels(keys: str) -> str:
    """All of them: ``Esc, q``."""
    return ", ".join(map(label, keys.split(",")))


class KeyMap(NamedTuple):
    """Keys by the ids of commands, as Textual names them; ``problem`` is said to the learner."""

    keys: Mapping[str, str] = MappingProxyType({})
    problem: str = ""

    def command(self, command: Command) -> Command:
        """A command with the key that it has."""
        command = command._replace(name=self.told(command.name))
        keys = self.keys.get(command.id)
        return command._replace(keys=keys, shown=label(keys)) if keys else command

    def footer_key(self, item: FooterKey, scope: str) -> FooterKey:
        """An item of the footer with the keys that its commands have on a screen."""
        ids = item.id.split() or [id_of(scope, item.action) if item.action else ""]
        if not any(id_ in self.keys for id_ in ids):
            return item
        usual = item.key if len(ids) > 1 else (item.key,)
        return item._replace(key="".join(map(self._shown, ids, usual)))

    def told(self, text: str) -> str:
        """A text with the keys that the learner has for the commands it names."""
        return tell_keys(text, self._shown)

    def told_prose(self, blocks: tuple[Prose, ...]) -> tuple[Prose, ...]:
        """A lesson's text with the keys that the learner has."""
        if not self.keys:
            return blocks
        return tuple(
            replace(block, spans=tuple(map(self._told_span, block.spans))) for block in blocks
        )

    def _told_span(self, span: Span) -> Span:
        return replace(span, text=self._shown(span.command, span.text)) if span.command else span

    def _shown(self, id_: str, usual: str) -> str:
        return label(self.keys[id_]) if id_ in self.keys else usual


NO_CHANGES = KeyMap()


EVERYWHERE = commands(
    "app",
    Command("f1", "F1", "app.help", "Help for this screen", "help", True),
    Command("ctrl+p", "Ctrl+P", "app.command_palette", "Find a command by its name", "", True),
    Command("ctrl+l", "Ctrl+L", "app.redraw", "Paint the screen again", "", True),
    Command("ctrl+z", "Ctrl+Z", "app.suspend_process", "Pause the tutor; fg goes on", "", True),
    Command("ctrl+c", "Ctrl+C", "app.copy", "Copy what is marked; otherwise quit", "", True),
    Command("ctrl+q", "Ctrl+Q", "app.leave", "Quit; your place is kept", "quit", True),
)
"""What works on every screen."""
HELP = EVERYWHERE[0]
