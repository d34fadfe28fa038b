from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.events import EVENTS, HISTORIES, ONE_OF_EACH, answered
from tutor.core.errors import RecordError
from tutor.core.progress.codec import (
    READERS,
    export_document,
    from_line,
    import_document,
    import_lines,
    to_line,
)
from tutor.core.progress.events import Event


def test_every_kind_of_event_has_a_reader():
    kinds = {type(event).__name__.lower() for event in ONE_OF_EACH}
    assert kinds == set(READERS)


@given(EVENTS)
def test_a_line_reads_back_as_the_same_event(event: Event):
    line = to_line(event)
    assert from_line(line) == event
    assert line.isascii()
    assert "\n" not in line


@given(HISTORIES)
def test_an_export_reads_back_as_the_same_history(history: tuple[Event, ...]):
    assert import_document(export_document(history)) == history


OLD_ANSWER = (
    '{"event":"answered","at":"2026-03-01T09:30:07+00:00","lesson":"linreg","item":"item-7",'
    '"quiz_kind":"numeric","seed":7,"response":["8"],"correct":true,"score":1.0,"mistakes":[],'
    '"skills":["S5"],"tries_before":0,"hints_used":0,"seconds":3.5}'
)


def test_an_answer_is_written_and_read_as_by_every_version_before():
    assert to_line(from_line(OLD_ANSWER)) == OLD_ANSWER
    assert from_line(OLD_ANSWER) == replace(answered(7), at=from_line(OLD_ANSWER).at)


def test_line_ends_of_other_systems_and_a_byte_order_mark_are_read():
    text = "\ufeff" + export_document(ONE_OF_EACH).replace("\n", "\r\n")
    assert import_document(text) == ONE_OF_EACH


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("at", "yesterday"),
        ("at", "2026-03-01T09:30:00"),
        ("at", 5),
        ("at", "9999-12-31T23:59:59-23:59"),
        ("lesson", None),
        ("seed", 1.5),
        ("seed", True),
        ("response", "8"),
        ("response", [8]),
        ("correct", 1),
        ("score", "1"),
        ("score", 7),
        ("score", float("nan")),
        ("score", 10**400),
        ("event", "exploded"),
        ("event", ["answered"]),
    ],
)
def test_a_wrong_field_is_refused_and_named(field, value):
    data = json.loads(to_line(answered(1)))
    data[field] = value
    with pytest.raises(RecordError):
        from_line(json.dumps(data))


@pytest.mark.parametrize("field", sorted(set(json.loads(to_line(answered(1)))) - {"event"}))
def test_a_missing_field_is_refused_and_named(field):
    data = json.loads(to_line(answered(1)))
    del data[field]
    with pytest.raises(RecordError, match=field):
        from_line(json.dumps(data))


@pytest.mark.parametrize("line", ["", "{", "[]", "5", "null", "[" * 100_000, "9" * 5000, "\0"])
def test_what_is_no_line_is_refused(line):
    with pytest.raises(RecordError):
        from_line(line)


@given(st.text())
def test_any_text_is_read_or_refused(text):
    for reader in (from_line, import_document):
        with suppress(RecordError):
            reader(text)


def test_a_wrong_event_is_named_by_its_number():
    text = export_document(ONE_OF_EACH).replace('"event":"finished"', '"event":"oops"')
    with pytest.raises(RecordError, match="event 6: no event is called 'oops'"):
        import_document(text)


def test_tables_that_sum_up_stand_before_the_events_and_are_not_read():
    text = export_document(ONE_OF_EACH, {"skills": [{"skill": "S5", "chance": 0.5}]})
    assert json.loads(text)["skills"][0]["chance"] == 0.5
    assert import_document(text) == ONE_OF_EACH


def lines_of(text):
    return iter(text.splitlines(keepends=True))


@given(HISTORIES)
def test_an_export_is_read_line_by_line_as_it_is_at_once(history):
    text = export_document(history, {"skills": [{"skill": "S5"}]})
    assert tuple(import_lines(lines_of(text))) == import_document(text)


def test_line_by_line_what_is_wrong_is_said_as_it_is_at_once():
    text = export_document(ONE_OF_EACH)
    for wrong, said in (
        (text.replace('"event":"finished"', '"event":"oops"'), "event 6: no event is called"),
        (text.replace('"version": 1', '"version": 2'), "has version 2"),
        (text.replace("bptutor-progress", "x"), "not an export of bptutor"),
        (text[: text.rindex("]")], "ends in the middle"),
        (text.replace(",", "\n,"), "not JSON"),
        ("", "not JSON"),
    ):
        with pytest.raises(RecordError, match=said):
            list(import_lines(lines_of(wrong)))


def test_an_export_of_a_later_version_is_refused():
    text = export_document(()).replace('"version": 1', '"version": 2')
    with pytest.raises(RecordError, match="has version 2, and this bptutor reads version 1"):
        import_document(text)


@pytest.mark.parametrize("text", ["", "\n", "[]", "{}", '{"event": "reset"}', '{"format": "x"}'])
def test_what_is_no_export_is_refused(text):
    with pytest.raises(RecordError, match=r"JSON|not an export of bptutor"):
        import_document(text)
