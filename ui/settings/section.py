"""What every section of the settings shares: its cards in a column, one line for a saved change, undo."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QScrollArea, QWidget
from shiboken6 import isValid

from organizer_app.domain.words import translate as _
from ui.pages_list import Context
from ui.shared.cards import card
from ui.shared.labels import label
from ui.shared.layout import Item, column
from ui.shared.page import Shell

WIDEST = 760


class Section(QWidget):
    """One section. Fill it with `show_cards`; `refresh` asks for its data."""

    def __init__(self, shell: Shell, context: Context) -> None:
        super().__init__()
        self.shell, self.context, self.records = shell, context, context.records
        self.setMaximumWidth(WIDEST)

    def refresh(self) -> None:
        """Asks for the data again."""

    def state(self) -> dict[str, Any]:
        """What was typed and not saved."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Puts it back."""

    def show_cards(self, *cards: Item) -> None:
        """Makes these the section."""
        self.setLayout(column(*cards, None, gap=14))

    def show_top(self) -> None:
        """Scrolls to the first card, for a form there that is filled from a line far below."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            around.verticalScrollBar().setValue(0)

    def write(
        self,
        verb: str,
        work: Callable[[Any], Any],
        said: str,
        *,
        about: str = "",
        done: Callable[[Any], object] | None = None,
        failed: Callable[[str], object] | None = None,
    ) -> None:
        """One act with a toast that can undo it."""

        def saved(result: Any) -> None:
            self.shell.say(said, undo=self.undo)
            if done is not None:
                done(result)

        self.records.write(verb, work, about=about, done=saved, failed=failed, owner=self)

    def undo(self) -> None:
        """Takes the last act back and shows what is there now."""
        self.records.undo(done=self._on_undone, owner=None)

    def _on_undone(self, _about: str) -> None:
        self.shell.say(_("Undone."))
        if isValid(self):  # the toast with its button outlives a section that was made anew in another look
            self.refresh()


def titled(title: str, text: str, *items: Item) -> QWidget:
    """A card with a heading and a sentence."""
    words = [label(text, "small", wrap=True)] if text else []
    return card(label(title, "heading"), *words, 2, *items, gap=8)
