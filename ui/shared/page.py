"""What a page is to the window, and what the window is to a page.

A page is a `Page` (a QWidget) made by its `PageSpec.factory(shell)` on the first visit. It is made anew when the
language or the theme changes: `state()` says where the person is, `restore(state)` goes back there. It never
blocks: it asks `shell.tasks` for data and paints what comes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.shared.tasks import Tasks

Undo = Callable[[], object]
WIDEST = 1760  # px: on a huge screen a page stands in the middle, its lines no longer than an eye follows


class Shell(Protocol):
    """What a page may ask of the window."""

    tasks: Tasks

    def say(self, text: str, *, undo: Undo | None = None, tone: str = "ok") -> None:
        """Shows a toast, with Undo when there is one; Ctrl+Z does the same while it shows."""

    def go(self, key: str, place: Any = None) -> None:
        """Opens another page; `place` is handed to its `open_place` (a camp's id, a filter)."""

    def show_title(self, text: str) -> None:
        """Puts a name in the header in place of the page's title (the camp's name)."""

    def show_words(self, text: str, /) -> None:
        """Puts words into the search field, "" for none; the page in view, which asked, is given them to search."""

    def use_language(self, code: str) -> None:
        """Another language, "hi" or "en", with every page where it was."""

    def use_theme(self, dark: bool) -> None:
        """Light or dark, with every page where it was."""

    def renew(self) -> None:
        """Makes every page anew where it was: what they are all made from has changed."""


class Page(QWidget):
    """The base of all pages. Give `shows` the names of the records the page is made from."""

    shows: frozenset[str] = frozenset()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("page")
        self.shell = shell

    def refresh(self) -> None:
        """Asks for the data again. Called on the first visit, and when something it `shows` changed."""

    def state(self) -> dict[str, Any]:
        """Where the person is on this page (query, selection, scroll): plain values."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Goes back to a state after the page was made anew; called before `refresh`."""

    def open_place(self, place: Any) -> None:
        """Goes to what another page asked for with `shell.go(key, place)`."""

    def search(self, text: str) -> bool:  # noqa: ARG002  # for pages that search
        """Takes what is typed in the window's search field; False when the page has nothing to search."""
        return False

    def undo(self) -> bool:
        """Ctrl+Z when no toast offers an undo; False when there is nothing to undo."""
        return False

    def keys(self) -> list[tuple[str, str]]:
        """(key, what it does) of this page, translated, for the key map (F1)."""
        return []

    def fill(self, content: QWidget) -> None:
        """Makes a widget the whole page."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(content)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (layout := self.layout()) is not None:
            spare = max(0, (self.width() - WIDEST) // 2)
            layout.setContentsMargins(spare, 0, spare, 0)


@dataclass(frozen=True)
class PageSpec:
    """One page: its key, icon and title (English, marked with N_), and how it is made.

    `place` is where the sidebar lists it: "top", "bottom" (settings) or "" (reached from another page; then
    `under` names the page whose line is lit). Lines at the top get Alt+1, Alt+2, … in order.
    """

    key: str
    icon: str
    title: str
    factory: Callable[[Shell], Page]
    place: str = "top"
    under: str = ""
