"""Tree to text: on one line, or in two dimensions."""

from __future__ import annotations

from tutor.core.text import HIGH, LOW, pad, safe, small_letters, width
from tutor.core.typesetting.box import (
    TextBox,
    beside,
    fraction,
    grid,
    stack,
    with_brace,
    with_fence,
    with_scripts,
)
from tutor.core.typesetting.tree import (
    Atom,
    AtomKind,
    Brace,
    Fence,
    Fraction,
    Grid,
    Part,
    PartRow,
    Scripts,
)
from tutor.core.typesetting.weight import embolden

_NUMBERS = {"1/2": "½", "1/4": "¼", "3/4": "¾"}
_SET_IN = "  "
_BEFORE_SIGN: tuple[AtomKind, ...] = ("operator", "relation", "open", "comma", "function")


def flat(formula: PartRow) -> str:
    """The formula on one line."""
    return _flat(formula).strip()


def tall(formula: PartRow) -> tuple[str, ...]:
    """The formula in two dimensions."""
    lines = _tall(formula).lines
    cells = max(width(line.rstrip()) for line in lines)
    return tuple(pad(line.rstrip(), cells) for line in lines)


def within(formula: PartRow, room: int) -> tuple[str, ...]:
    """The formula in two dimensions, broken where it is wider than ``room``.

    It breaks at wide blanks first, then before relations; what goes on after a relation is set in.
    A piece that can be broken nowhere stays as wide as it is.
    """
    whole = tall(formula)
    if width(whole[0]) <= room:
        return whole
    lines: list[str] = []
    for piece in _packed(_pieces(formula.parts, "space"), room):
        narrow = tall(PartRow(piece))
        if width(narrow[0]) <= room:
            lines.extend(narrow)
            continue
        runs = _packed(_pieces(piece, "relation"), room, len(_SET_IN))
        lines.extend(tall(PartRow(runs[0])))
        lines.extend(_SET_IN + line for run in runs[1:] for line in tall(PartRow(run)))
    cells = max(map(width, lines))
    return tuple(pad(line, cells) for line in lines)


def _pieces(parts: tuple[Part, ...], kind: AtomKind) -> list[tuple[Part, ...]]:
    """``parts`` cut before every atom of a kind that has something before it."""
    pieces: list[list[Part]] = [[]]
    for part in parts:
        if pieces[-1] and _kind(part) == kind and _flat(part):
            pieces.append([])
        pieces[-1].append(part)
    return [tuple(piece) for piece in pieces]


def _packed(pieces: list[tuple[Part, ...]], room: int, set_in: int = 0) -> list[tuple[Part, ...]]:
    """As many pieces side by side as there is room for; a blank at a break is left out.

    All lines but the first are ``set_in`` by so many cells.
    """
    packed: list[tuple[Part, ...]] = []
    for piece in pieces:
        joined = (*packed[-1], *piece) if packed else piece
        left = room - (set_in if len(packed) > 1 else 0)
        if packed and width(tall(PartRow(joined))[0]) <= left:
            packed[-1] = joined
        else:
            packed.append(piece[1:] if packed and _kind(piece[0]) == "space" else piece)
    return packed


def _kind(part: Part) -> AtomKind | str:
    """How a part stands among its neighbours."""
    match part:
        case Atom(_, kind):
            return kind
        case Scripts(Atom(text), _, _, True):
            return "sum" if text in "∑∏" else "function"
        case Scripts(base, low, high):
            return _kind(base) if _is_small(low, high) else "function"
        case Fraction() | Brace() | Grid():
            return "tall"
        case Fence():
            return "fence"
        case PartRow(parts) if len(parts) == 1:
            return _kind(parts[0])
        case _:
            return "letter"


def _gaps(parts: tuple[Part, ...]) -> list[str]:
    """The blanks before each part: around relations and signs between operands, after commas."""
    gaps: list[str] = []
    before = ""
    for i, part in enumerate(parts):
        kind = _kind(part)
        if kind == "operator" and (not before or before in _BEFORE_SIGN):
            kind = "sign"
        gaps.append(" " if i and _apart(before, kind) else "")
        before = kind if kind != "space" else before if before in _BEFORE_SIGN else "space"
    return gaps


def _apart(before: str, kind: str) -> bool:
    if "space" in (before, kind):
        return False
    if kind in ("relation", "operator"):
        return before not in ("open",) and not (kind == before == "relation")
    if before in ("relation", "operator"):
        return True
    if before == "comma":
        return kind != "close"
    if before == "sum":
        return kind not in ("comma", "close")
    if before == "function":
        return kind not in ("open", "fence", "comma", "close")
    if kind in ("function", "sum"):
        return before not in ("open", "sign")
    if "tall" in (before, kind):
        return before not in ("open", "sign") and kind not in ("close", "comma")
    return False


def _is_small(low: PartRow | None, high: PartRow | None) -> bool:
    """Whether Unicode has small letters for both scripts."""
    lowered = low is None or small_letters(_flat(low), LOW)
    raised = high is None or small_letters(_flat(high), HIGH)
    return bool(lowered and raised)


def _flat(part: Part) -> str:
    match part:
        case Atom(text, _, bold):
            return embolden(safe(text)) if bold else safe(text)
        case PartRow(parts):
            return "".join(gap + _flat(one) for gap, one in zip(_gaps(parts), parts, strict=True))
        case Fraction(top, bottom):
            return _flat_fraction(top, bottom)
        case Scripts(base, low, high):
            text = _flat(base)
            if isinstance(base, (PartRow, Fraction)) and len(text) > 1:
                text = f"({text})"
            return text + _script(low, LOW, "_") + _script(high, HIGH, "^")
        case Brace(body, label):
            return f"{_flat(body)} [{_flat(label)}]"
        case Fence(left, body, right):
            return left + (" " if left == "{" and not right else "") + _flat(body) + right
        case Grid(rows):
            lines = (" ".join(filter(None, map(_flat, row))) for row in rows)
            return "; ".join(line.strip() for line in lines)


def _flat_fraction(top: PartRow, bottom: PartRow) -> str:
    above, below = _flat(top), _flat(bottom)
    number = _NUMBERS.get(f"{above}/{below}")
    if number:
        return number
    if _has_gap(above):
        above = f"({above})"
    factors = [one for one in bottom.parts if _flat(one) not in ("∂", "d")]
    if _has_gap(below) or (len(factors) > 1 and not below.isdigit()):
        below = f"({below})"
    return f"{above}/{below}"


def _has_gap(text: str) -> bool:
    """Whether there is a blank in ``text`` outside its brackets."""
    depth = 0
    for char in text:
        depth += (char in "([{") - (char in ")]}")
        if char == " " and depth <= 0:
            return True
    return False


def _script(script: PartRow | None, table: dict[str, str], sign: str) -> str:
    if script is None:
        return ""
    text = _flat(script)
    tight = text.replace(" ", "")
    return small_letters(text, table) or (sign + tight if len(tight) == 1 else f"{sign}({tight})")


def _tall(part: Part) -> TextBox:
    match part:
        case PartRow(parts):
            boxes = []
            for gap, one in zip(_gaps(parts), parts, strict=True):
                boxes.extend([TextBox((gap,))] if gap else [])
                boxes.append(_tall(one))
            return beside(boxes)
        case Fraction(top, bottom):
            return fraction(_tall(top), _tall(bottom))
        case Scripts(base, low, high, True):
            above, below = (_limit(one) if one else None for one in (high, low))
            boxes = [box for box in (above, _tall(base), below) if box]
            return stack(boxes, above.height if above else 0)
        case Scripts(base, low, high):
            return _tall_scripts(_tall(base), low, high)
        case Brace(body, label):
            return with_brace(_tall(body), _tall(label))
        case Fence(left, body, right):
            inside = _tall(body)
            if left == "{" and not right:
                inside = beside([TextBox((" ",)), inside])
            return with_fence(left, inside, right)
        case Grid(rows, align, gap):
            return grid([[_tall(cell) for cell in row] for row in rows], align, gap)
        case _:
            return TextBox((_flat(part),))


def _limit(script: PartRow) -> TextBox:
    return TextBox((_flat(script).replace(" ", ""),))


def _tall_scripts(base: TextBox, low: PartRow | None, high: PartRow | None) -> TextBox:
    """Small letters on one line where they exist, raised and lowered boxes where they do not."""
    lowered = small_letters(_flat(low), LOW) if low else ""
    raised = small_letters(_flat(high), HIGH) if high else ""
    if base.height == 1 and lowered is not None and raised is not None:
        return TextBox((base.lines[0] + lowered + raised,))
    return with_scripts(base, _box(low, lowered, base), _box(high, raised, base))


def _box(script: PartRow | None, written: str | None, base: TextBox) -> TextBox | None:
    if script is None:
        return None
    return _limit(script) if written and base.height > 1 else _tall(script)
