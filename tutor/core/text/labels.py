"""How a node's name is written on the board: yhat is ŷ, z1 is z₁, alpha is α."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from tutor.core.text.scripts import subscript, superscript

_GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho "
    "- sigma tau upsilon phi chi psi omega"
)
_LETTERS = {name: chr(ord("α") + place) for place, name in enumerate(_GREEK.split()) if name != "-"}
_NAME = re.compile(r"([A-Za-z]+?)(_?hat)?_?([0-9]*)(_prime)?")


def label(name: str) -> str:
    """``name`` as one would write it by hand; ``name`` itself where there is no custom for it."""
    match = _NAME.fullmatch(name)
    if match is None:
        return name
    stem, hat, digits, prime = match.groups()
    written = _LETTERS.get(stem, stem)
    if hat and len(written) > 1:
        return name
    if hat:
        written = unicodedata.normalize("NFC", written + "\u0302")
    return written + subscript(digits) + ("′" if prime else "")


def network_label(letter: str, layer: int, *units: int) -> str:
    """ω₁₃² for the letter ω in layer 2, to unit 1, from unit 3; long indices get commas."""
    between = "," if any(unit > 9 for unit in units) and len(units) > 1 else ""
    low = between.join(subscript(str(unit)) for unit in units)
    return letter + low + superscript(str(layer))


def labels(names: Iterable[str], given: Mapping[str, str]) -> dict[str, str]:
    """A label for each name: the one ``given``, or the customary one where no two would clash."""
    wanted = {name: given.get(name) or label(name) for name in names}
    seen: dict[str, int] = {}
    for text in wanted.values():
        seen[text] = seen.get(text, 0) + 1
    return {
        name: text if seen[text] == 1 or name in given else name for name, text in wanted.items()
    }


def replace_labels(text: str, labels: Mapping[str, str]) -> str:
    """``text`` with labels that are not names (ŷ, z₁, α) written as the names they stand for."""
    for name, shown in sorted(labels.items(), key=lambda item: -len(item[1])):
        if shown != name and not shown.isascii():
            text = text.replace(shown, name)
    return text
