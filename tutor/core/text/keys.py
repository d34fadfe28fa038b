"""Keys in a text: whoever writes it names the command, whoever shows it knows its key."""

from __future__ import annotations

import re
from collections.abc import Callable

_KEY = re.compile(r"\{key ([\w.-]+) ([^}]+)\}")


def key(command: str, usual: str) -> str:
    """The key of a command in a text that ``tell_keys`` has still to finish."""
    return f"{{key {command} {usual}}}"


def tell_keys(text: str, chosen: Callable[[str, str], str]) -> str:
    """The text with keys in it: ``chosen`` says which, from a command's id and its usual key."""
    return _KEY.sub(lambda found: chosen(found[1], found[2]), text) if "{key " in text else text
