"""The form that each graph of a page keeps, in the room that its picture has."""

from __future__ import annotations

from tutor.core.graph import Graph, Pass
from tutor.core.picture import Picture
from tutor.core.picture_form import Drawn, Form, Wish, drawn, form_for
from tutor.core.picture_plan import DENSITIES
from tutor.core.sharing import Setting
from tutor.core.view import Scene

Room = tuple[int, int]
"""Columns and rows."""


class Forms:
    """Chooses a form when a graph is first shown on a page, and keeps it.

    Another page, another size of the screen and a wish of the learner choose anew; a wish is for
    one page.
    """

    def __init__(self, most: int) -> None:
        """``most`` boxes of a layer are shown before the others are folded away."""
        self._wish = Wish()
        self._most = most
        self._opened: frozenset[int] = frozenset()
        self._page: Setting | Graph | None = None
        self._room: Room = (0, 0)
        self._forms: dict[str, Form] = {}
        self._numbers: Pass | None = None
        self._drawn: Drawn

    def picture(self, scene: Scene, setting: Setting | None, room: Room) -> Picture:
        """The picture of ``scene`` in its form."""
        page = setting or scene.numbers.graph
        if page != self._page:
            self._page, self._opened, self._numbers = page, frozenset(), None
            self._wish = Wish()
            self._forms.clear()
        if room != self._room:
            self._room = room
            self._forms.clear()
        if self._numbers is not scene.numbers:
            self._numbers, self._drawn = scene.numbers, self._prepared(scene.numbers, setting)
        form = self._forms.get(scene.name)
        if form is None:
            whole = setting.whole.get(scene.name) if setting else None
            pictures = self._prepared(whole, setting) if whole else self._drawn
            form = self._forms[scene.name] = form_for(pictures, *room, self._wish)
        return self._drawn(form)

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

    def open(self, column: int) -> None:
        """Show all boxes of a layer."""
        self._opened |= {column}
        self._numbers = None

    def _prepared(self, numbers: Pass, setting: Setting | None) -> Drawn:
        asked = setting.asked if setting else ()
        return drawn(numbers, most=self._most, opened=self._opened, asked=asked)
