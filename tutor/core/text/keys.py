"""Keys in a text: whoever writes it names the command, whoever shows it knows its key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_KEY = re.compile(r"\{key ([\w.-]+) ([^}]+)\}")


def key(command: str, usual: str) -> str:
    """The key of a command in a text that ``tell_keys`` has still to finish."""
    return f"{{key {command} {usual}}}"


def key_parts(text: str) -> Iterator[tuple[str, str]]:
    """The parts of a text, each with the id of the command whose usual key it is, or with ''."""
    end = 0
    for found in _KEY.finditer(text):
        yield text[end : found.start()], ""
        yield found[2], found[1]
        end = found.end()
    yield text[end:], ""


def tell_keys(text: str, chosen: Callable[[str, str], str]) -> str:
    """The text with keys in it: ``chosen`` says which, from a command's id and its usual key."""
    return _KEY.sub(lambda found: chosen(found[1], found[2]), text) if "{key " in text else text
