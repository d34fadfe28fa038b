"""The commands of a lesson that its own words name by their keys."""

from __future__ import annotations

from tutor.core.text import key

NEXT = key("lesson.next", "→")
BACK = key("lesson.back", "←")
HINT = key("lesson.hint", "?")
VARIANT = key("lesson.variant", "v")
FORM = key("lesson.form", "t")
OUT_OF_FIELD = f"{key('lesson.escape', 'Esc')}, then "
"""Before a letter that is a command, where letters are typed into a field."""
