"""Sums, matrices and what is drawn around parts of a formula in LaTeX."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence

from tutor.core.formulas.latex.cases import cases, with_row_ends
from tutor.core.formulas.latex.indices import behind_blanks, letters_of, nodes_inside
from tutor.core.formulas.latex.signs import COVERED_SECOND
from tutor.core.formulas.lexer import Piece, text_of
from tutor.core.typesetting import LatexNode

_LONE_SUM = re.compile(r"\s*[∑∏](?:[_^]\{[^{}]*\})*\s*")


class Blocks(ABC):
    """Each method takes nodes and gives the pieces that stand for them."""

    @abstractmethod
    def row(self, row: Sequence[LatexNode]) -> list[Piece]:
        """Nodes one after another."""

    @abstractmethod
    def _case(self, row: Sequence[LatexNode]) -> list[Piece]:
        """A row of ``cases``."""

    def _in_brackets(self, row: Sequence[LatexNode], at: int) -> list[Piece]:
        return [Piece("(", at), *self.row(row), Piece(")", row[-1].at if row else at)]

    @staticmethod
    def _arguments(
        row: Sequence[LatexNode], place: int, count: int
    ) -> tuple[list[Sequence[LatexNode]], int]:
        """The arguments of a command: those that were read with it, or what follows it."""
        found = [nodes_inside(one) for one in row[place].arguments]
        place += 1
        while len(found) < count and (place := behind_blanks(row, place)) < len(row):
            found.append(nodes_inside(row[place]))
            place += 1
        return found, place

    def _of_tex(self, row: Sequence[LatexNode], place: int, out: list[Piece]) -> int:
        r"""``\cases{…}`` and ``\eqalign{…}`` of plain TeX are the environments of these names."""
        name, group = row[place].text, row[place + 1]
        if "matrix" in name:
            out.extend(self._matrix(group))
        elif name == "cases":
            out.extend(cases(group, self._case))
        else:
            out.extend([Piece(";", group.at), *self.row(group.inside), Piece(";", group.at)])
        return place + 2

    def _covered(self, row: Sequence[LatexNode], place: int, out: list[Piece]) -> int:
        r"""``\underbrace{wx}_{text}`` is wx, and so is ``\textcolor{red}{wx}``."""
        name, at = row[place].text, row[place].at
        arguments, place = self._arguments(row, place, 1 + (name in COVERED_SECOND))
        inside = arguments[-1] if arguments else ()
        has_equation = any(one.kind == "char" and one.text == "=" for one in inside)
        is_bare = has_equation or _LONE_SUM.fullmatch(text_of(self.row(inside))) is not None
        out.extend(self.row(inside) if is_bare else self._in_brackets(inside, at))
        is_named = name.endswith("brace") and row[place : place + 1]
        return place + 2 if is_named and row[place].text in {"_", "^"} else place

    def _sum(self, row: Sequence[LatexNode], place: int, out: list[Piece]) -> int:
        r"""``\sum_{i=1}^{3}`` is ∑ with its limits in brackets; sums.py writes it out."""
        at, place = row[place].at, place + 1
        out.append(Piece("∏" if row[place - 1].text in {"prod", "∏"} else "∑", at))
        while place + 1 < len(row) and (
            (row[place].kind == "char" and (row[place].text in "_^" or row[place].text.isspace()))
            or row[place].text in {"limits", "nolimits"}
        ):
            if row[place].text in {"_", "^"}:
                limit = letters_of(row[place + 1]).replace("\\substack", "")
                limit = limit.replace("\\\\", ",").replace(" ", "")
                out += [Piece(char, at) for char in (row[place].text, "{", *limit, "}")]
                place += 1
            place += 1
        return place

    def _matrix(self, node: LatexNode) -> list[Piece]:
        r"""``\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}`` is [[1,2],[3,4]]; one column [1,2]."""
        rows: list[list[list[LatexNode]]] = [[[]]]
        for one in with_row_ends(node.inside):
            if one.kind == "macro" and one.text in {"\\", "cr"}:
                rows.append([[]])
            elif one.kind == "char" and one.text == "&":
                rows[-1].append([])
            else:
                rows[-1][-1].append(one)
        written = [[self.row(entry) for entry in row] for row in rows]
        filled = [row for row in written if any(p.text.strip() for entry in row for p in entry)]
        is_column = all(len(row) == 1 for row in filled)
        out = [Piece("[", node.at)]
        for i, row in enumerate(filled):
            out += [Piece(",", node.at)] * bool(i) + [Piece("[", node.at)] * (not is_column)
            for j, entry in enumerate(row):
                out += [*[Piece(",", node.at)] * bool(j), *entry]
            out += [Piece("]", node.at)] * (not is_column)
        return [*out, Piece("]", node.at)]
