"""Lines of a block to its fields: ``key argument: text``, ``- [x] text``, and what continues."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tutor.core.budget import FIELDS
from tutor.core.lesson import Place
from tutor.core.syntax.fields import Field
from tutor.core.syntax.problems import ProblemReport

_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9-]*)(?:( +)([^:]*?))? *:(?: +|$)")
_OPTION = re.compile(r"-(?: +|$)(?:\[(.?)\](?: +|$))?")


def read_fields(lines: Sequence[str], first_line: int, report: ProblemReport) -> list[Field]:
    """The fields in ``lines``, the first of which is line ``first_line`` of the file."""
    found: list[Field] = []
    counts: Counter[str] = Counter()
    for number, line in enumerate(lines, first_line):
        text = line.rstrip()
        more = text.lstrip(" ")
        start = Place(number, len(text) - len(more) + 1)
        if not more:
            continue
        if start.column > 1 and found:
            found[-1] = found[-1].continued(more, start)
        elif start.column > 1:
            what = "this line is indented, but there is no field before it to continue"
            report.add(start, what, "start it at the left margin")
        else:
            field = _option(text, start, report) or _field(text, start)
            if field:
                counts[field.key] += 1
                if counts[field.key] == FIELDS + 1:
                    what = f"a block has at most {FIELDS} lines {field.key!r}"
                    report.add(start, what, "make several blocks of it")
                elif counts[field.key] <= FIELDS:
                    found.append(field)
            else:
                help_ = "write 'key: text' or '- [x] option', or indent it to continue a line"
                report.add(start, "this line is not a field", help_)
    return found


def _option(text: str, at: Place, report: ProblemReport) -> Field | None:
    match = _OPTION.match(text)
    if match is None:
        return None
    mark = match[1]
    if mark is not None and mark not in "xX ":
        what = f"an option is ticked with [x] or not with [ ], never with [{mark}]"
        report.add(Place(at.line, match.start(1) + 1), what)
    pieces = ((0, Place(at.line, match.end() + 1)),)
    ticked = "x" if mark and mark in "xX" else ""
    return Field("option", ticked, text[match.end() :], at, at, pieces, boxed=mark is not None)


def _field(text: str, at: Place) -> Field | None:
    match = _FIELD.match(text)
    if match is None:
        return None
    argument_at = Place(at.line, match.start(3) + 1) if match[3] else at
    pieces = ((0, Place(at.line, match.end() + 1)),)
    return Field(match[1], match[3] or "", text[match.end() :], at, argument_at, pieces)
