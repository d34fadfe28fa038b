r"""One formula whose dollars close in its middle: ``$\sum_i$ log$(p_i)$``."""

from __future__ import annotations

import re

from tutor.core.formulas.prose.remains import Remains

_DOLLAR = re.compile(r"(?<![\\$])\$(?!\$)")
_GLUE = re.compile(
    r"[ \t]*(?:(?:log|ln|exp|max|min|sinh|cosh|tanh|sin|cos|sqrt|sigmoid|softmax|relu|ReLU|sign|"
    r"[-+*/^()])[ \t]*)+"
)
_BRACED = re.compile(r"\{[^{}]*\}")


def join_formulas(found: Remains) -> None:
    """Blanks for dollars between which only a function, a sign or a bracket stands."""
    start = 0
    for line in re.split(r"(?<=\n)", found.text):
        places = [start + one.start() for one in _DOLLAR.finditer(line)]
        start += len(line)
        if len(places) < 4 or len(places) % 2:
            continue
        run: list[int] = []
        for close, after, end in zip(places[1::2], places[2::2], places[3::2], strict=False):
            glue = found.text[close + 1 : after]
            right = _BRACED.sub("", found.text[after + 1 : end])
            if _GLUE.fullmatch(glue) and "=" not in right:
                run += [close, after]
            else:
                _join(found, places, run)
                run = []
        _join(found, places, run)


def _join(found: Remains, places: list[int], run: list[int]) -> None:
    """Join the formulas between these dollars, where the brackets of the whole are closed."""
    if not run:
        return
    first = places[places.index(run[0]) - 1]
    last = places[places.index(run[-1]) + 1]
    behind = re.compile(r"[ \t)]*").match(found.text, last + 1)
    inside = found.text[first : behind.end() if behind else last]
    if inside.count("(") == inside.count(")"):
        for place in run:
            found.put(" ", place)
        tail = found.text[last + 1 : behind.end()].rstrip() if behind else ""
        found.put(f"{tail}$", last)
