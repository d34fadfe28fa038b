"""Keys as the learner wants them: a file that gives commands other keys, read and checked.

The file is TOML: ``home.search = "f4"``, or ``search = "f4"`` below ``[home]``; several keys have
commas between them.  Ids are those of the command tables.  Where anything in the file is wrong, no
key is changed: half a key map is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from textual.keys import KEY_NAME_REPLACEMENTS, Keys, _character_to_key, format_key

from tutor.ui.commands_table import NO_CHANGES, Command, KeyMap, label

MODIFIERS = ("ctrl", "alt", "shift", "super", "meta")
NAMES: Mapping[str, str] = MappingProxyType(
    {"esc": "escape", "return": "enter", "pgup": "pageup", "pgdn": "pagedown", "del": "delete",
     "ins": "insert", "comma": "comma"}
)  # fmt: skip
"""Names on keyboards for names of Textual's."""

KNOWN = frozenset(key.value for key in Keys if "<" not in key.value) | {"space", "comma"}


def read_key_map(text: str, table: Iterable[Command]) -> tuple[KeyMap, tuple[str, ...]]:
    """The key map of a file's text, and what is wrong with it, a line each."""
    import tomllib

    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return NO_CHANGES, (f"this is not TOML: {error}",)
    known = {command.id: command for command in table}
    keys: dict[str, str] = {}
    problems: list[str] = []
    for id_, value in _lines(said):
        if id_ not in known:
            problems.append(f"there is no command {id_!r}{_near(id_, known)}")
        elif not isinstance(value, str):
            problems.append(f'{id_}: a key stands in quotation marks, as in {id_} = "f4"')
        else:
            found = [_key(part.strip()) for part in value.split(",")]
            if all(found):
                keys[id_] = ",".join(dict.fromkeys(found))
            else:
                problems.append(f"{id_}: {value!r} is no key; f4, ctrl+k, h and ? are")
    problems += _clashes({id_: keys.get(id_, known[id_].keys) for id_ in known}, keys)
    return (NO_CHANGES if problems else KeyMap(keys)), tuple(problems)


def _lines(said: Mapping[str, object], above: str = "") -> Iterator[tuple[str, object]]:
    """Ids and what is said of them, whether they are written with dots or below a heading."""
    for name, value in said.items():
        if isinstance(value, dict):
            yield from _lines(value, f"{above}{name}.")
        else:
            yield above + name, value


def _near(id_: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(id_, known, 1)
    return f"; did you mean {near[0]!r}?" if near else "; bptutor keys lists them"


def _key(typed: str) -> str:
    """A key as Textual names it, "" for none."""
    *modifiers, key = typed.split("+") if len(typed) > 1 else [typed]
    if any(one.lower() not in MODIFIERS for one in modifiers) or not key:
        return ""
    if len(key) == 1:
        key = key.lower() if modifiers else key
        name = _character_to_key(key) if key.isprintable() and key != " " else ""
    else:
        name = NAMES.get(key.lower(), key.lower())
        name = KEY_NAME_REPLACEMENTS.get(name, name)
        name = name if name in KNOWN or _is_named(name) else ""
    return "+".join((*(one.lower() for one in modifiers), name)) if name else ""


def _is_named(name: str) -> bool:
    """Whether this is how Textual names a character, such as question_mark."""
    shown = format_key(name)
    return len(shown) == 1 and shown.isprintable()


def _clashes(keys: Mapping[str, str], changed: Iterable[str]) -> Iterator[str]:
    """Keys that two commands of one screen would have, if one of them was changed."""
    takers: dict[tuple[str, str], list[str]] = {}
    for id_, several in keys.items():
        for key in several.split(","):
            takers.setdefault((id_.partition(".")[0], key), []).append(id_)
    moved = set(changed)
    for (scope, key), ids in takers.items():
        others = [] if scope == "app" else takers.get(("app", key), [])
        both = [*ids, *others]
        if len(both) > 1 and moved & set(both):
            yield f"{' and '.join(both)} would both be {label(key)}"
