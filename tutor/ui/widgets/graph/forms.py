"""The form that each graph of a page keeps, in the room that its picture has."""

from __future__ import annotations

from collections.abc import Iterable

from tutor.core.drawing import DENSITIES, Drawn, Form, Picture, Wish, bounds, drawn, fits, form_for
from tutor.core.graph import Graph, Pass
from tutor.core.practice import PageSetting
from tutor.core.session import Scene

PictureSizes = tuple[tuple[int, int], ...]
"""Columns and rows that a picture may have."""


class PictureForms:
    """Chooses a form when a graph is first shown on a page, and keeps it.

    Another page, another size of the screen and a wish of the learner choose anew; a wish is for
    one page.
    """

    def __init__(self, most: int) -> None:
        """``most`` boxes of a layer are shown before the others are folded away."""
        self._wish = Wish()
        self._most = most
        self._opened: frozenset[int | str] = frozenset()
        self._page: PageSetting | Graph | None = None
        self._sizes: PictureSizes = ()
        self._forms: dict[str, tuple[Form, int]] = {}
        self.size_index = 0  # which of the sizes the picture was drawn for
        self._numbers: Pass | None = None
        self._drawn: Drawn

    def picture(self, scene: Scene, setting: PageSetting | None, sizes: PictureSizes) -> Picture:
        """The picture of ``scene`` in its form, for the first of the ``sizes`` that shows it whole.

        Where none does, for the first one.
        """
        page = setting or scene.numbers.graph
        if page != self._page:
            self._page, self._opened, self._numbers = page, frozenset(), None
            self._wish = Wish()
            self._forms.clear()
        if sizes != self._sizes:
            self._sizes = sizes
            self._forms.clear()
        if self._numbers is not scene.numbers:
            self._numbers = scene.numbers
            self._drawn = self._prepare(scene.name, scene.numbers, setting)
        if scene.name not in self._forms:
            self._forms[scene.name] = self._choose(scene.name, setting)
        form, self.size_index = self._forms[scene.name]
        return self._drawn(form)

    def _choose(self, name: str, setting: PageSetting | None) -> tuple[Form, int]:
        moments = setting.moments.get(name, ()) if setting else ()
        largest = bounds(
            [*(self._prepare(name, numbers, setting) for numbers in moments), self._drawn]
        )
        for at, room in enumerate(self._sizes):
            form = form_for(largest, *room, self._wish)
            if fits(largest(form), *room):
                return form, at
        return form_for(largest, *self._sizes[0], self._wish), 0

    def next_density(self) -> None:
        """The next density; after the tightest, what fits."""
        choices = (None, *DENSITIES)
        at = choices.index(self._wish.density)
        self._wish = self._wish._replace(density=choices[(at + 1) % len(choices)])
        self._forms.clear()

    def change_view(self, *, neurons: bool) -> None:
        """Neurons, or single nodes."""
        self._wish = self._wish._replace(neurons=neurons)
        self._forms.clear()

    def open(self, what: int | str) -> None:
        """Show all boxes of a layer, or the nodes of a group."""
        self._opened |= {what}
        self._numbers = None
        self._forms.clear()

    def turn_groups(self, groups: Iterable[str]) -> None:
        """Open all of these groups, or close them where all are open."""
        names = frozenset(groups)
        self._opened = self._opened - names if names <= self._opened else self._opened | names
        self._numbers = None
        self._forms.clear()

    def _prepare(self, name: str, numbers: Pass, setting: PageSetting | None) -> Drawn:
        return drawn(
            numbers,
            most=self._most,
            opened=self._opened,
            asked=setting.asked if setting else (),
            walked=setting is not None and name in setting.walked,
        )
