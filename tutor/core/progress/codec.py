"""Events as JSON, for the progress file (a line an event) and for export, and back.

An event is one object: ``{"event": "hinted", "at": "2026-03-01T09:30:00+00:00", "lesson": …}``.
They may come from a stranger's file, so every field is checked; what is wrong is said.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import datetime
from sys import intern
from types import MappingProxyType

from tutor.core.errors import RecordError
from tutor.core.progress.events import Answered, Event, Finished, Hinted, Placed, Preferred, Reset
from tutor.core.progress.evidence import Evidence

FORMAT = 1
"""Version of the export."""

HEADER = "bptutor-progress"
NAME = "name"
"""Where an export says whose it is."""
EVENTS = '"events": ['
"""The line of an export behind which its events stand, one a line."""
LONGEST_HEAD = 1 << 20


class _Fields:
    """The fields of one line, each taken with the type it must have."""

    def __init__(self, data: Mapping[str, object]) -> None:
        self._data = data

    def text(self, key: str, default: str | None = None) -> str:
        value = self._data.get(key, default)
        if not isinstance(value, str):
            raise RecordError(f"{key} must be text, not {value!r:.40}")
        return value

    def name(self, key: str) -> str:
        """A text that stands in many events, and once in memory."""
        return intern(self.text(key))

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        value = self._data.get(key, default if default is None else list(default))
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise RecordError(f"{key} must be a list of texts, not {value!r:.40}")
        return tuple(map(intern, value))

    def whole(self, key: str) -> int:
        value = self._data.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise RecordError(f"{key} must be a whole number, not {value!r:.40}")
        return value

    def number(self, key: str) -> float:
        value = self._data.get(key)
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            raise RecordError(f"{key} must be a number, not {value!r:.40}")
        return float(value)

    def evidence(self, key: str) -> tuple[Evidence, ...]:
        value = self._data.get(key, [])
        if not isinstance(value, list) or not all(map(_is_evidence, value)):
            raise RecordError(f"{key} must be a list of [skill, right, guess, steps]")
        return tuple(Evidence(skill, right, float(guess), n) for skill, right, guess, n in value)

    def truth(self, key: str, *, default: bool | None = None) -> bool:
        value = self._data.get(key, default)
        if not isinstance(value, bool):
            raise RecordError(f"{key} must be true or false, not {value!r:.40}")
        return value

    def time(self, key: str) -> datetime:
        return datetime.fromisoformat(self.text(key))


def _is_evidence(value: object) -> bool:
    if not isinstance(value, list) or len(value) != 4:
        return False
    skill, right, guess, steps = value
    is_number = isinstance(guess, (int, float)) and not isinstance(guess, bool)
    is_count = isinstance(steps, int) and not isinstance(steps, bool)
    return isinstance(skill, str) and isinstance(right, bool) and is_number and is_count


def _answered(fields: _Fields) -> Event:
    return Answered(
        at=fields.time("at"),
        lesson=fields.name("lesson"),
        item=fields.name("item"),
        quiz_kind=fields.name("quiz_kind"),
        seed=fields.whole("seed"),
        response=fields.texts("response"),
        correct=fields.truth("correct"),
        score=fields.number("score"),
        mistakes=fields.texts("mistakes"),
        skills=fields.texts("skills"),
        tries_before=fields.whole("tries_before"),
        hints_used=fields.whole("hints_used"),
        seconds=fields.number("seconds"),
        evidence=fields.evidence("evidence"),
        shape=fields.text("shape", ""),
        scene=fields.text("scene", ""),
        content=fields.text("content", ""),
        against=fields.texts("against", ()),
        test=fields.truth("test", default=False),
    )


def _hinted(fields: _Fields) -> Event:
    return Hinted(
        at=fields.time("at"),
        lesson=fields.text("lesson"),
        item=fields.text("item"),
        seed=fields.whole("seed"),
        rung=fields.whole("rung"),
    )


def _placed(fields: _Fields) -> Event:
    return Placed(fields.time("at"), fields.text("lesson"), fields.text("state"))


def _finished(fields: _Fields) -> Event:
    return Finished(fields.time("at"), fields.text("lesson"), fields.number("seconds"))


def _reset(fields: _Fields) -> Event:
    return Reset(fields.time("at"), fields.text("lesson"))


def _preferred(fields: _Fields) -> Event:
    return Preferred(fields.time("at"), fields.text("key"), fields.text("value"))


READERS: Mapping[str, Callable[[_Fields], Event]] = MappingProxyType(
    {
        "answered": _answered,
        "hinted": _hinted,
        "placed": _placed,
        "finished": _finished,
        "reset": _reset,
        "preferred": _preferred,
    }
)


NAMES: Mapping[type[Event], tuple[str, ...]] = MappingProxyType(
    {
        kind: tuple(field.name for field in fields(kind))
        for kind in (Answered, Hinted, Placed, Finished, Reset, Preferred)
    }
)
_ENCODE = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode
LATER = ("evidence", "shape", "scene", "content", "against", "test")
"""Fields that older versions did not have: they are written only where they say something."""


def to_line(event: Event) -> str:
    """The event as one line of JSON in plain ASCII, without the line's end."""
    kind = type(event)
    data = {name: getattr(event, name) for name in NAMES[kind]}
    for name in LATER:
        if not data.get(name):
            data.pop(name, None)
    return _ENCODE({"event": kind.__name__.lower(), **data, "at": event.at.isoformat()})


def from_line(line: str) -> Event:
    """The event of one line.  Raises RecordError that says which field is wrong."""
    return _event(_object(line))


def _event(data: Mapping[str, object]) -> Event:
    kind = data.get("event")
    reader = READERS.get(kind) if isinstance(kind, str) else None
    if reader is None:
        raise RecordError(f"no event is called {kind!r:.40}")
    try:
        return reader(_Fields(data))
    except (ValueError, OverflowError) as error:
        raise RecordError(str(error)) from error


def _object(line: str) -> Mapping[str, object]:
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        cut = not line[error.pos :].strip() or error.msg.startswith("Unterminated")
        said = "it ends in the middle" if cut else "it is damaged"
        at = (
            f"{said} (line {error.lineno}, column {error.colno})" if line.strip() else "it is empty"
        )
        raise RecordError(f"this is not JSON: {at}") from error
    except (ValueError, RecursionError) as error:
        raise RecordError("this is not JSON that can be read") from error
    if not isinstance(data, dict):
        raise RecordError("this is not a JSON object, which stands between { and }")
    return data


def export_document(
    events: Iterable[Event | str], tables: Mapping[str, object] | None = None, name: str = ""
) -> str:
    """The whole export as one JSON document: its format, tables that sum up, every event.

    An event may be given as its line; ``name`` is the learner's, "" for none.
    """
    named = {NAME: name} if name else {}
    head = {"format": HEADER, "version": FORMAT, **named, **(tables or {})}
    lines = ",\n".join(one if isinstance(one, str) else to_line(one) for one in events)
    opened = json.dumps(head, ensure_ascii=True, allow_nan=False, indent=1)[:-2]
    return f"{opened},\n {EVENTS}\n{lines}\n ]\n}}\n"


def import_lines(lines: Iterator[str]) -> Iterator[Event]:
    """``import_document`` for an export as it was written, an event a line, which may be long."""
    head = ""
    for line in lines:
        head += line
        if line.strip() == EVENTS or len(head) > LONGEST_HEAD:
            break
    import_document(f"{head}\n]}}")
    for number, line in enumerate((one.strip() for one in lines if not one.isspace()), start=1):
        if line == "]":
            return
        yield _numbered(number, _object(line.removesuffix(",")))
    raise RecordError("the export ends in the middle")


def import_document(text: str) -> tuple[Event, ...]:
    """The events of an export.  Raises RecordError that names the event (from 1)."""
    return read_document(text)[1]


def read_document(text: str) -> tuple[str, tuple[Event, ...]]:
    """The name in an export, "" for none, and its events.  Raises RecordError as above."""
    data = _object(text.removeprefix("\ufeff"))
    if data.get("format") != HEADER:
        raise RecordError(f"this is not an export of bptutor; its format should be {HEADER!r}")
    if data.get("version") != FORMAT:
        raise RecordError(
            f"the export has version {data.get('version')!r:.20}, "
            f"and this bptutor reads version {FORMAT}"
        )
    stored = data.get("events")
    if not isinstance(stored, list):
        raise RecordError("the export has no list of events")
    name = data.get(NAME)
    return name if isinstance(name, str) else "", tuple(
        _numbered(number, one if isinstance(one, dict) else {})
        for number, one in enumerate(stored, start=1)
    )


def _numbered(number: int, data: Mapping[str, object]) -> Event:
    try:
        return _event(data)
    except RecordError as error:
        raise RecordError(f"event {number}: {error}") from error
