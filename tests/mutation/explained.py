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
        "tutor/store/doctor.py",
        'size = f"{kilobytes:.0f} kB" if kilobytes < 1000 else f"{kilobytes / 1000:.1f} MB"',
        "LtE for Lt",
    ): "1000 kB are 1.0 MB",
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
