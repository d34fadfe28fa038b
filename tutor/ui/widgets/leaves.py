"""The leaves of a graph with their values and gradients; the chosen one is moved with keys."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from tutor.core.sandbox import Sandbox
from tutor.core.text import number, pad, width
from tutor.ui.content import lines, plain


class Leaves(Widget, can_focus=True):
    """A line a leaf.  The screen has the keys; this shows and takes the focus."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: tuple[Content, ...] = ()

    def show(self, sandbox: Sandbox) -> None:
        """Paint the leaves of ``sandbox``."""
        self._rows = tuple(leaf_rows(sandbox))
        self.border_title = plain(f"Leaves · step {number(sandbox.step)}")
        self.refresh(layout=True)

    def render(self) -> Content:
        """The lines."""
        return lines(self._rows)


def leaf_rows(sandbox: Sandbox) -> list[Content]:
    """``▸ w  5   ∇ 8`` for each leaf."""
    graph, numbers = sandbox.graph, sandbox.numbers
    if graph is None or numbers is None:
        return []
    wide = max(width(leaf.label) for leaf in graph.leaves)
    rows = []
    for leaf in graph.leaves:
        here = leaf.name == sandbox.leaf
        value = f"{number(numbers.values[leaf.name]):>7}"
        gradient = number(numbers.gradients[leaf.name])
        text = f"{'▸' if here else ' '} {pad(leaf.label, wide)} {value}   ∇ {gradient}"
        rows.append(plain(text, "bold $accent-text" if here else ""))
    return rows
