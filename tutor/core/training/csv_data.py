"""A file of numbers as a data set: one or two columns of inputs, then the target.

Commas, semicolons or tabs stand between the columns; with the latter two a number may have a
decimal comma.  A first row without numbers names the columns.  The target is a class where it takes
two values, words or numbers, or three that are words, and otherwise a number.
"""

from __future__ import annotations

import csv
from math import isfinite, sqrt
from statistics import fmean

from tutor.core.text import clip, format_number, plural, safe
from tutor.core.training.data import AS_IT_IS, DataSet, Row, Unit
from tutor.core.training.network import SetupError

ROWS = 2000
"""The most examples: with more of them a step would make the screen wait."""
CHARACTERS = 400_000
"""What is read of a file before it is refused."""
LARGEST = 1e100
"""The greatest size of a number: squares of it are still numbers."""
FAR = 3.0
"""A column that goes further from 0 than this is brought to mean 0 and standard deviation 1."""

CLASSES = 3
"""The most classes: so many colours and signs the map has."""

Cells = list[list[str]]


def read_csv(text: str, name: str) -> DataSet:
    """The data of a file called ``name``.  Raises SetupError: what is wrong, where, what to do."""
    if len(text) > CHARACTERS:
        raise _too_long(name)
    rows = _cells(text, name)
    header = rows[0] if not any(_number(cell) is not None for cell in rows[0]) else None
    body = rows[1:] if header else rows
    if len(body) < 2:
        raise SetupError(f"{name} has {plural(len(body), 'example')}: give at least two rows")
    if len(body) > ROWS:
        raise _too_long(name)
    width = len(rows[0])
    if not 2 <= width <= 3:
        raise SetupError(
            f"{name} has {plural(width, 'column')}: keep two or three, one or two inputs and the "
            "target last, for only these can be drawn"
        )
    first = 2 if header else 1
    inputs = [[_asked(row[k], name, i, k) for i, row in enumerate(body, first)]
              for k in range(width - 1)]  # fmt: skip
    names = [
        clip(safe(cell.strip()), 12) or f"column {k}" for k, cell in enumerate(header or (), 1)
    ]
    names = names or [*(["x"] if width == 2 else ["x₁", "x₂"]), "y"]
    target, classes = _target([row[-1] for row in body], name, first, width)
    units = [_unit(column, label, name) for label, column in zip(names, inputs, strict=False)]
    units.append(AS_IT_IS if classes else _unit(target, names[-1], name))
    columns = [[(x - unit.zero) / unit.one for x in column]
               for unit, column in zip(units, [*inputs, target], strict=True)]  # fmt: skip
    data: tuple[Row, ...] = tuple(zip(*columns, strict=True))
    said = [_said_of_target(names[-1], classes, len(set(target)))]
    said += [f"scaled, {label} is ({label} − {format_number(zero)}) / {format_number(one)}"
             for label, (zero, one) in zip(names, units, strict=True)
             if (zero, one) != AS_IT_IS]  # fmt: skip
    return DataSet(
        name, data, tuple(names[:-1]), names[-1], classes, "; ".join(filter(None, said)),
        tuple(units),
    )  # fmt: skip


def _said_of_target(label: str, classes: tuple[str, ...], values: int) -> str:
    """Which class is which, or that there are none; "" where the file says it itself."""
    if not classes:
        why = f"{label} has {values} values, so it is learnt as a number"
        return f"{why}, not as a class: classes are two, or three words"
    said = [f"{number} for {name}" for number, name in enumerate(classes)]
    return "" if classes == ("0", "1") else f"{label} is {', '.join(said[:-1])} and {said[-1]}"


def _too_long(name: str) -> SetupError:
    return SetupError(
        f"{name} has more than {ROWS} rows or {CHARACTERS} characters: each update must fit "
        f"between two frames. Take a part of it, as with: shuf -n {ROWS} FILE"
    )


def _cells(text: str, name: str) -> Cells:
    sample = text[:2000]
    lines = [line for line in text.splitlines() if line.strip()]
    delimiter = next((one for one in ";\t" if all(one in line for line in lines)), "")
    delimiter = delimiter or max(",;\t", key=sample.count)
    try:
        rows = [row for row in csv.reader(text.splitlines(), delimiter=delimiter) if any(row)]
    except csv.Error as error:
        raise SetupError(f"{name} is not a table of numbers: {error}") from error
    if not rows:
        raise SetupError(f"{name} is empty: give rows such as 0.5,1.2,1, with the target last")
    if delimiter != ",":
        rows = [[_with_point(cell) for cell in row] for row in rows]
    for line, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            raise SetupError(
                f"{name}, row {line} has {plural(len(row), 'column')} and row 1 has "
                f"{len(rows[0])}: every row needs as many"
            )
    return rows


def _with_point(cell: str) -> str:
    """``1,5`` as 1.5; what is no number stays as it is."""
    pointed = cell.replace(",", ".")
    return cell if _number(pointed) is None else pointed


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None


def _asked(cell: str, name: str, row: int, column: int) -> float:
    """An input.  Raises SetupError for what is no number, with its place."""
    found = _number(cell)
    if found is None or not isfinite(found) or abs(found) > LARGEST:
        shown = clip(safe(cell.strip()), 20)
        what = f"“{shown}” is not a number" if shown else "there is nothing"
        if found is not None and abs(found) > LARGEST and any(map(str.isdigit, cell)):  # not “inf”
            what = f"“{shown}” is too large, beyond ±{LARGEST:g}"
        raise SetupError(
            f"{name}, row {row}, column {column + 1}: {what}; mend it or leave the row out"
        )
    return found


def _target(
    cells: list[str], name: str, first: int, width: int
) -> tuple[list[float], tuple[str, ...]]:
    """The targets, and the names of two or three classes, or none; 5 and 5.0 are one value."""
    spelled: dict[float | str, str] = {}
    read = [(cell.strip(), _number(cell)) for cell in cells]
    cells = [spelled.setdefault(cell if x is None else x, cell) for cell, x in read]
    values = sorted({cell.strip() for cell in cells}, key=lambda cell: (_number(cell) or 0.0, cell))
    if len(values) == 1:
        raise SetupError(
            f"{name} has one class only, {clip(safe(values[0]), 20)!r}: there is nothing to tell "
            f"apart; the last column (column {width}) is the target and needs two values or more"
        )
    words = all(_number(value) is None for value in values)
    few = len(values) == 2 or (words and len(values) == CLASSES)
    if few and "" not in values and not any(map(_is_odd, values)):
        found = [float(values.index(cell.strip())) for cell in cells]
        return found, tuple(clip(safe(value), 12) for value in values)
    if words and "" in values:
        _asked("", name, first + [cell.strip() for cell in cells].index(""), width - 1)
    if words:
        raise SetupError(
            f"{name} has {len(values)} classes in its last column: 2 or {CLASSES} can be told "
            "apart, or write numbers as targets"
        )
    return [_asked(cell, name, i, width - 1) for i, cell in enumerate(cells, first)], ()


def _is_odd(value: str) -> bool:
    """Whether it reads as NaN or ∞."""
    found = _number(value)
    return found is not None and not isfinite(found)


def _unit(column: list[float], label: str, name: str) -> Unit:
    """What gives the column mean 0 and deviation 1; where that is not needed it stays as it is."""
    if max(map(abs, column)) <= FAR:
        return AS_IT_IS
    mean = fmean(column)
    deviation = sqrt(fmean((x - mean) ** 2 for x in column))
    if not deviation or not isfinite(deviation):
        raise SetupError(f"{name}: the column {label} is the same in every row; leave it out")
    return Unit(mean, deviation)
