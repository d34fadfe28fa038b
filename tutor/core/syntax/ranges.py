"""``lo..hi step s except a b``: the values that a variant may draw for one leaf."""

from __future__ import annotations

import re
from fractions import Fraction

from tutor.core.lesson import Place
from tutor.core.syntax.problems import ProblemReport

MOST = 1000
"""Values that one range may have."""

_NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
_RANGE = re.compile(
    rf"(?P<lo>{_NUMBER})\s*\.\.\s*(?P<hi>{_NUMBER})"
    rf"(?:\s+step\s+(?P<step>{_NUMBER}))?"
    rf"(?:\s+except\s+(?P<without>{_NUMBER}(?:[\s,]+{_NUMBER})*))?"
)
_EXAMPLE = "as in 2..6, -1..1 step 0.5, or -5..5 except -1 0 1"


def choices(text: str, at: Place, report: ProblemReport) -> tuple[float, ...]:
    """The values that ``text`` describes, ascending; () and a problem when there are none."""
    match = _RANGE.fullmatch(text.replace("−", "-"))
    if match is None or any(len(part or "") > 30 for part in match.groups()[:3]):
        drawn = re.match(r"[A-Za-z]", text) is not None
        help_ = f"values are drawn by themselves: {_EXAMPLE}" if drawn else _EXAMPLE
        report.add(at, f"{text!r} is not a range of numbers", help_)
        return ()
    low, high = Fraction(match["lo"]), Fraction(match["hi"])
    step = Fraction(match["step"] or 1)
    if step <= 0 or low > high:
        what = "the step must be more than 0" if step <= 0 else f"{text!r} is empty"
        report.add(at, what, "the smaller number comes first")
        return ()
    count = (high - low) // step + 1
    if count > MOST:
        report.add(at, f"this range has {count} values; {MOST} are allowed", "take a larger step")
        return ()
    left_out = {Fraction(part) for part in re.findall(_NUMBER, match["without"] or "")}
    found = tuple(float(value) for i in range(count) if (value := low + i * step) not in left_out)
    if not found:
        report.add(at, "'except' leaves nothing to draw from", "widen the range")
    return found
