"""Columns and rows side by side, and matrices filled by columns: cbind, rbind and matrix of R."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tutor.core.formulas.arrays.arguments import ArrayCall
from tutor.core.formulas.arrays.model import Array, check_size, shape_words, stack, transpose
from tutor.core.formulas.lexer import refuse


def _rows_bound(call: ArrayCall) -> Array:
    """``rbind(a, b)``: lists and matrices as rows; a number stands in all of its row."""
    call.needs(1)
    sizes = {one.shape[-1] for one in call.arguments if one.shape}
    if len(sizes) != 1:
        both = " and ".join(map(shape_words, call.arguments))
        raise refuse(f"these differ in length: {both}", call.token, "give equal ones")
    size = sizes.pop()
    rows: list[Array] = []
    for one in call.arguments:
        if len(one.shape) == 2:
            rows += one.rows()
        else:
            rows.append(one if one.shape else Array((size,), one.cells * size))
    return stack(rows, call.token)


def _columns_bound(call: ArrayCall) -> Array:
    turned = [transpose(one) if len(one.shape) == 2 else one for one in call.arguments]
    return transpose(_rows_bound(ArrayCall(call.token, turned, call.options, call.scope)))


def _matrix(call: ArrayCall) -> Array:
    """``matrix(c(1, 2, 3, 4), nrow=2)`` is filled by columns, with ``byrow=TRUE`` by rows."""
    call.needs(1)
    data, *sizes = call.arguments
    said = {name: call.whole(one.cells[0]) for name, one in call.options.items() if (
        name in {"nrow", "ncol"}
    )}  # fmt: skip
    for name, one in zip(("nrow", "ncol"), sizes, strict=False):
        said.setdefault(name, call.whole(one.cells[0]))
    count = len(data.cells)
    if not said:
        said = {"ncol": 1}
    rows = said.get("nrow") or count // max(said["ncol"], 1)
    columns = said.get("ncol") or count // max(rows, 1)
    cells = data.cells * (rows * columns) if count == 1 else data.cells
    if len(cells) != rows * columns:
        raise refuse(f"{count} numbers do not fill {rows}×{columns}", call.token)
    if call.option("byrow") in {"TRUE", "T"}:
        return check_size((rows, columns), list(cells), call.token)
    return transpose(check_size((columns, rows), list(cells), call.token))


BOUND: Mapping[str, Callable[[ArrayCall], Array]] = {
    "cbind": _columns_bound, "rbind": _rows_bound, "matrix": _matrix,
}  # fmt: skip
"""Functions of this kind, by their names."""
