"""Survivors that change nothing that anybody sees: the file, the line, the change, and why."""

from __future__ import annotations

EXPLAINED: dict[tuple[str, str, str], str] = {}
