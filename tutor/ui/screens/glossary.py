"""The glossary: what a term or a symbol means, found by typing a part of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input, OptionList

from tutor.core.lesson import Card, Lesson
from tutor.core.text import key
from tutor.ui.commands_table import Command, commands, footer_keys
from tutor.ui.content import prose_block, styled
from tutor.ui.screens.base_screen import SmallScreen
from tutor.ui.screens.dialogs import Dialog
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.option_list import SafeOptionList
from tutor.ui.widgets.text_block import TextView

COMMAND_TABLE = commands(
    "glossary",
    Command("down", "↓", "move(1)", "Next term", "next"),
    Command("up", "↑", "move(-1)", "Term before", "before"),
    Command("escape,f1", "Esc", "close", "Back", "back"),
)


def cards_in(lessons: Iterable[Lesson]) -> tuple[Card, ...]:
    """All cards, each term once: where lessons differ, the first one given wins."""
    found: dict[str, Card] = {}
    for lesson in lessons:
        for card in lesson.cards:
            found.setdefault(card.term.casefold(), card)
    return tuple(found.values())


def matching_cards(cards: Sequence[Card], word: str) -> tuple[Card, ...]:
    """The cards with ``word`` in their term, those that begin with it first."""
    wanted = word.casefold().strip()
    hits = [card for card in cards if wanted in card.term.casefold()]
    return tuple(sorted(hits, key=lambda card: not card.term.casefold().startswith(wanted)))


class Glossary(SmallScreen[None]):
    """A field to type in, the terms that fit, and the text of the one under the cursor."""

    AUTO_FOCUS = "#term"
    COMMAND_TABLE = COMMAND_TABLE
    ABOUT = (
        f"Type a part of a term. {key('glossary.move-before', '↑')} and "
        f"{key('glossary.move-next', '↓')} choose one of those that fit."
    )

    def __init__(self, cards: Sequence[Card]) -> None:
        super().__init__()
        self._cards = tuple(cards)
        self._shown: tuple[Card, ...] = ()

    def compose(self) -> ComposeResult:
        """The field, the terms, the text."""
        with Dialog("Terms and symbols"):
            yield Input(id="term", placeholder="a term, such as successor", compact=True)
            terms = SafeOptionList(id="terms")
            terms.can_focus = False
            yield terms
            with VerticalScroll(id="meaning", can_focus=False):
                yield TextView(id="about-term")
            yield KeyBar(footer_keys(COMMAND_TABLE))

    def on_mount(self) -> None:
        """All terms."""
        self._list("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Those that fit."""
        self._list(event.value)

    def _list(self, word: str) -> None:
        self._shown = matching_cards(self._cards, word)
        terms = self.query_one("#terms", OptionList)
        terms.clear_options()
        terms.add_options([styled(card.term) for card in self._shown])
        if self._shown:
            terms.highlighted = 0
        else:
            self.query_one("#about-term", TextView).update(styled("No term fits."))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say what the term means."""
        if event.option_index < len(self._shown):
            card = self._shown[event.option_index]
            self.query_one("#about-term", TextView).update(prose_block(card.prose))

    def action_move(self, step: int) -> None:
        """Another of the terms."""
        terms = self.query_one("#terms", OptionList)
        if step > 0:
            terms.action_cursor_down()
        else:
            terms.action_cursor_up()
