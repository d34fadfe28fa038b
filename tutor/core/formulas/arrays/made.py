"""Arrays that a call makes: of numbers, of another shape, or of several arrays."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from math import prod

from tutor.core.formulas.arrays.arguments import ArrayCall
from tutor.core.formulas.arrays.model import (
    MOST,
    Array,
    ArrayEntry,
    call_of,
    check_size,
    map_entries,
    number,
    pair_entries,
    shape_words,
    stack,
    transpose,
)
from tutor.core.formulas.formula import COMPARE
from tutor.core.formulas.lexer import refuse, words

# Shapes -------------------------------------------------------------------------------------------


def _reshaped(call: ArrayCall) -> Array:
    call.needs(2)
    array, asked = call.arguments[0], [c for one in call.arguments[1:] for c in one.cells]
    sizes = [int(call.number_of(cell)) for cell in asked if cell.text[:1] not in {"'", '"'}]
    count, known = len(array.cells), prod(size for size in sizes if size > 0)
    sizes = [size if size > 0 else count // max(known, 1) for size in sizes] or [count]
    if prod(sizes) != count:
        shape = "×".join(map(str, sizes))
        raise refuse(f"{shape_words(array)} cannot become {shape}", call.token)
    return Array(tuple(sizes), array.cells)


def _filled(value: float) -> Callable[[ArrayCall], Array]:
    def fill(call: ArrayCall) -> Array:
        call.needs(2 if call.scope.beside.is_matlab else 1)  # there, zeros(2) is 2×2
        return _of_size(call, call.arguments, call.numeral(value))

    return fill


def _of_size(call: ArrayCall, sizes: Sequence[Array], cell: ArrayEntry) -> Array:
    shape = tuple(call.whole(size) for one in sizes for size in one.cells)
    return check_size(shape, [cell] * min(prod(shape), 10_000), call.token)


def _flat(call: ArrayCall) -> Array:
    call.needs(1)
    return Array((len(call.arguments[0].cells),), call.arguments[0].cells)


def _same(call: ArrayCall) -> Array:
    call.needs(1)
    return call.arguments[0]


def _squeezed(call: ArrayCall) -> Array:
    """Without axes of one entry; with one axis named, without that."""
    call.needs(1)
    array = call.arguments[0]
    count = len(array.shape)
    axis = call.axis(count)
    dropped = {axis % count} if -count <= axis < count else set(range(count))
    shape = (size for i, size in enumerate(array.shape) if size != 1 or i not in dropped)
    return Array(tuple(shape), array.cells)


def _counted(call: ArrayCall) -> Array:
    """``arange(4)``, ``linspace(0, 1, 3)``: numbers that stand equally far apart."""
    call.needs(1)
    given = [call.number_of(one.cells[0]) for one in call.arguments]
    if call.token.text == "linspace":
        if len(given) < 3 or given[2] < 2 or given[2] > MOST:
            raise refuse("linspace takes first, last and count", call.token)
        step = (given[1] - given[0]) / (given[2] - 1)
        found = [given[0] + step * i for i in range(int(given[2]))]
    else:
        first, last, step = (0.0, given[0], 1.0) if len(given) == 1 else (*given, 1.0)[:3]
        count = math.ceil((last - first) / step) if step else 0
        if not 0 < count <= MOST:
            raise refuse(f"this range has no entries, or more than {MOST}", call.token)
        found = [first + step * i for i in range(count)]
    cells = [call.numeral(one) for one in found]
    return check_size((len(cells),), cells, call.token)


def _identity(call: ArrayCall) -> Array:
    call.needs(1)
    sizes = [call.whole(one.cells[0]) for one in call.arguments[:2]]
    rows, columns = sizes[0], sizes[-1]
    cells = [call.numeral(i == j) for i in range(rows) for j in range(columns)]
    return check_size((rows, columns), cells, call.token)


def _repeated(call: ArrayCall) -> Array:
    """``repmat(b, 1, 2)`` of MATLAB: so many times one below the other, and side by side."""
    call.needs(3)
    array = call.arguments[0]
    grid = array if len(array.shape) == 2 else Array((len(array.cells), 1), array.cells)
    down, across = (call.whole(one.cells[0]) for one in call.arguments[1:3])
    if not down * across:
        raise refuse("an array needs entries", call.token)
    tall = stack(grid.rows() * down, call.token)
    return transpose(stack(transpose(tall).rows() * across, call.token))


def _diagonal(call: ArrayCall) -> Array:
    """``diag(x)``: a matrix with these numbers in its diagonal; of a square one, its diagonal."""
    call.needs(1)
    array = call.arguments[0]
    size = array.shape[0] if array.shape else 0
    if array.shape == (size,):
        zero = call.numeral(0)
        cells = [array.cells[i] if i == j else zero for i in range(size) for j in range(size)]
        return check_size((size, size), cells, call.token)
    if array.shape != (size, size):
        raise refuse(f"{call.token.text} of {shape_words(array)} cannot be read", call.token)
    return Array((size,), array.cells[:: size + 1])


def _one_hot(call: ArrayCall) -> Array:
    """``one_hot(k, n)``: n numbers, a 1 for class k."""
    classes, count = call.arguments[0], call.options.get("num_classes") or call.options.get("depth")
    sizes = [*call.arguments[1:], *([count] if count else [])]
    if not sizes:
        raise refuse("one_hot takes a class and their number", call.token, "as in one_hot(1, 3)")
    n = call.whole(sizes[0].cells[0])
    chosen = [call.class_of(cell) for cell in classes.cells]
    if max(chosen) >= n:
        raise refuse(f"there is no class {max(chosen)} of {n}", call.token, "they count from 0")
    cells = [call.numeral(i == k) for k in chosen for i in range(n)]
    return check_size((*classes.shape, n), cells, call.token)


def _full(call: ArrayCall) -> Array:
    call.needs(2)
    sizes, value = call.arguments[:2]
    if not value.is_number:
        raise refuse("one number fills an array", call.token, "write the list out")
    return _of_size(call, [sizes], value.cells[0])


def _like(value: float) -> Callable[[ArrayCall], Array]:
    def fill(call: ArrayCall) -> Array:
        call.needs(1)
        return map_entries(call.arguments[0], lambda _: call.numeral(value))

    return fill


def _size(call: ArrayCall) -> Array:
    """``len(x)``, ``x.numel()``, ``W.shape``, and along an axis ``W.size(0)``, ``size(X, 1)``."""
    call.needs(1)
    found, word = call.arguments[0], call.token.text
    axes = [*call.arguments[1:2], *(call.options[n] for n in ("axis", "dim") if n in call.options)]
    from_one = word == "size" and call.scope.beside.is_matlab
    if axes:
        axis = int(call.number_of(axes[0].cells[0])) - from_one
        if not (0 if from_one else -len(found.shape)) <= axis < len(found.shape):
            raise refuse(f"there is no axis like this: {shape_words(found)}", call.token)
        return number(call.numeral(found.shape[axis]))
    sizes = found.shape or (1,)
    if word == "shape" or from_one:
        return Array((len(sizes),), tuple(map(call.numeral, sizes)))
    count = {"len": sizes[0], "length": max(sizes)}.get(word, len(found.cells))
    return number(call.numeral(count))


def _with_entry(call: ArrayCall) -> Array:
    """``with_entry(m, v, i, j)``: m with v at a place; along lists i and j at several places."""
    call.needs(2)
    array, value, *places = call.arguments
    if any(t.is_(*COMPARE) for one in places for cell in one.cells for t in cell.tokens):
        return _with_masked(call)
    beside = call.scope.beside
    first = beside.first
    if call.token.text == "set_numbered":  # x(1) = 0
        first = 1 if beside.from_one or beside.is_matlab else None
    if first is None:
        what = "an index counts from 0 or from 1 here"
        raise refuse(what, call.token, "write the list that it becomes")
    if len(places) > len(array.shape):
        what = f"{array.cells[0].tokens[0].text!r} is {shape_words(array)} here"
        raise refuse(what, call.token, "an entry is set of a list, as in x[0] = 0")
    turns = max(len(place.cells) for place in places)
    cells = list(array.cells)
    step = prod(array.shape[len(places) :])
    for turn in range(turns):
        at = 0
        for place, size in zip(places, array.shape, strict=False):
            cell = place.cells[turn if len(place.cells) > 1 else 0]
            index = int(call.number_of(cell)) - first
            if not (0 if first else -size) <= index < size or (len(place.cells) not in {1, turns}):
                what = f"there is no entry {index + first} here: {shape_words(array)}"
                raise refuse(what, call.token, f"count from {first} to {size - 1 + first}")
            at = at * size + index % size
        own = value.cells if len(value.cells) == step else value.cells * step
        if len(own) == step:
            cells[at * step : (at + 1) * step] = own
        elif len(value.cells) == turns and step == 1:
            cells[at] = value.cells[turn]
        else:
            raise refuse(f"{shape_words(value)} does not fit there", call.token)
    return Array(array.shape, tuple(cells))


def _with_masked(call: ArrayCall) -> Array:
    """``m[m < 0] = 0``: for each entry a choice between what is set and what it was."""
    array, value, *masks = call.arguments
    if len(masks) > 1 or masks[0].shape != array.shape or value.shape not in {(), array.shape}:
        help_ = "write max(x, 0), or a choice: x if x > 0 else 0"
        raise refuse("which entries these are depends on their values", call.token, help_)

    def chosen(*cells: ArrayEntry) -> ArrayEntry:
        return call_of("where", cells, call.token)

    return pair_entries([masks[0], value, array], chosen, call.token)


def _gathered(call: ArrayCall) -> Array:
    """``z.gather(1, y.unsqueeze(1))``: of every row the entries with these places."""
    call.needs(2)
    array, index = call.arguments[0], call.arguments[-1]
    rows = array.rows() if len(array.shape) > 1 else [array]
    if len(call.arguments) == 3:
        call = replace(call, arguments=call.arguments[:2])
    along = call.axis(len(array.shape) - 1) % max(len(array.shape), 1)
    if along != len(array.shape) - 1 or len(index.cells) % len(rows):
        both = f"{shape_words(index)} for {shape_words(array)}"
        raise refuse(f"these places do not fit: {both}", call.token, "give some for each row")
    each, cells = len(index.cells) // len(rows), list[ArrayEntry]()
    for i, row in enumerate(rows):
        for one in index.cells[i * each : (i + 1) * each]:
            place = call.class_of(one)
            if place >= len(row.cells):
                raise refuse(f"there is no entry {place} here: {shape_words(row)}", call.token)
            cells.append(row.cells[place])
    return Array(index.shape, tuple(cells))


def _with_axis(call: ArrayCall) -> Array:
    """``unsqueeze(x, -1)``, ``expand_dims(x, 0)``: a vector as a column or a row."""
    call.needs(1)
    array = call.arguments[0]
    axis = call.axis(0)
    if len(array.shape) != 1 or axis not in {0, 1, -1}:
        raise refuse(f"{call.token.text} of {shape_words(array)} cannot be read", call.token)
    return Array((1, *array.shape) if axis == 0 else (*array.shape, 1), array.cells)


# Arrays of arrays ---------------------------------------------------------------------------------


def _joined(call: ArrayCall) -> Array:
    """``concatenate([a, b])``: one behind the other; side by side along axis 1."""
    call.needs(1)
    word, parts = call.token.text.lower(), list(call.arguments)
    if any(not part.shape for part in parts):
        if word not in {"append", "hstack"}:
            raise refuse(f"{word} joins lists, and this is one number", call.token)
        parts = [Array((len(part.cells),), part.cells) for part in parts]
    axis = call.option("axis") or call.option("dim") or ("1" if word == "hstack" else "0")
    if len({len(part.shape) for part in parts}) > 1 or (
        word == "append" and len(parts[0].shape) > 1
    ):
        both = " and ".join(map(shape_words, parts))
        raise refuse(f"{word} of {both} cannot be read", call.token, "write the list out")
    if len(parts[0].shape) == 1 or axis == "0":
        return stack([row for part in parts for row in part.rows()], call.token)
    turned = stack([row for part in parts for row in transpose(part).rows()], call.token)
    return transpose(turned)


def _stacked(call: ArrayCall) -> Array:
    """``stack([a, b])``: lists as the rows of a matrix; as its columns along axis 1."""
    call.needs(1)
    found = stack(call.arguments, call.token)
    word, axis = call.token.text.lower(), call.option("axis") or call.option("dim") or "0"
    if len(found.shape) > 2 or axis not in {"0", "1", "-1"}:
        if word == "vstack" and len(found.shape) == 3:
            return stack([row for one in call.arguments for row in one.rows()], call.token)
        raise refuse(f"{word} of matrices cannot be read", call.token, "write the matrix out")
    is_turned = word == "column_stack" or (axis != "0" and len(found.shape) > 1)
    return transpose(found) if is_turned else found


def _no_sum_of_indices(call: ArrayCall) -> Array:
    help_ = "write it with @, * and sum"
    raise refuse(f"{call.token.text} cannot be read", call.token, help_)


JOINING = words("concatenate cat concat hstack stack vstack row_stack column_stack")
"""Functions that take several arrays in one list."""

MADE: Mapping[str, Callable[[ArrayCall], Array]] = {
    "reshape": _reshaped, "view": _reshaped, "flatten": _flat, "ravel": _flat, "squeeze": _squeezed,
    "zeros": _filled(0), "ones": _filled(1), "transpose": lambda c: transpose(_same(c)),
    "t": lambda c: transpose(_same(c)), "arange": _counted, "linspace": _counted,
    "eye": _identity, "diag": _diagonal, "repmat": _repeated, "one_hot": _one_hot,
    "full": _full, "zeros_like": _like(0),
    "ones_like": _like(1), "concatenate": _joined, "cat": _joined, "concat": _joined,
    "hstack": _joined, "append": _joined, "stack": _stacked, "vstack": _stacked,
    "row_stack": _stacked, "column_stack": _stacked,
    "with_entry": _with_entry, "set_numbered": _with_entry,
    "unsqueeze": _with_axis, "expand_dims": _with_axis,
    "range": _counted, **dict.fromkeys(words("len length shape size numel"), _size),
    "gather": _gathered, "bmm": _no_sum_of_indices, "tensordot": _no_sum_of_indices,
}  # fmt: skip
"""Functions of this kind, by the names that ``canonical`` gives them, or in small letters."""
