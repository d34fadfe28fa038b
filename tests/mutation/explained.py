"""Survivors that change nothing that anybody sees: the file, the line, the change, and why."""

from __future__ import annotations

EXPLAINED: dict[tuple[str, str, str], str] = {
    (
        "tutor/marking_file.py",
        "wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) "
        r'or b"\0" in data[:1000]',
        "without part 1 of and, or",
    ): "the names of the columns that a class file must have put a zero among its first bytes",
    (
        "tutor/core/progress/schedule.py",
        "due = min(passed.due, passed.day + timedelta(days=max(1, round(stability))))",
        "2 for 1",
    ): "what is kept for less than two days is due the next day as passed, too",
    (
        "tutor/store/opening.py",
        "if not is_damage(error):",
        "the condition turned",
    ): "what is damaged was found by the look just before; of the rest the full look says the same",
    (
        "tutor/store/opening.py",
        "connection.close()",
        "the statement left out",
    ): "it is closed with the last reference to it",
}
