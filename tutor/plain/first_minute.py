"""The first minute in lines: one small graph, one question, and what a wrong number is."""

from __future__ import annotations

from collections.abc import Iterable

from tutor.core.practice import FirstMinute, promises
from tutor.plain.conversation import QUIT, Console
from tutor.plain.spoken import hear
from tutor.plain.text import Paragraph, scene_lines

SKIPPED = "Type first to come back to this."


def hold_first_minute(console: Console) -> None:
    """Ask until it is over; an empty line, q and the end of the input skip it."""
    minute = FirstMinute()
    console.say("The first minute: one question. Enter skips it.")
    _say(console, scene_lines(minute.scene, words=console.words))
    console.tell(minute.question)
    while not minute.is_over:
        try:
            line = console.ask(f"[{minute.asks}] ").strip()
        except EOFError:
            return
        if not line or line in QUIT:
            console.say(SKIPPED)
            return
        minute = minute.after(hear(line) if console.words else line)
        for text in minute.told:
            console.tell(text)
    _say(console, scene_lines(minute.scene, words=console.words))
    for text in promises("b", "bptutor reset 5"):
        console.say(Paragraph(text, "- "))
    console.say("")


def _say(console: Console, lines: Iterable[str]) -> None:
    for line in lines:
        console.say(line)
