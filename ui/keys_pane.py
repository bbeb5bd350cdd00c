"""What stands in the pane of the keys: the map of the page in view and of the window, and its button for paper."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from organizer_app.domain.words import translate as _
from ui import keys_paper
from ui.shared.cards import SideBySide, SidePane
from ui.shared.keymap import KeyMap, keys_of
from ui.shared.page import Page, Shell
from ui.window_words import KEYS


def show(shell: Shell, body: SideBySide, pane: SidePane, page: Page, title: str, sidebar: QWidget) -> None:
    """Opens the pane with the keys of a page called `title` and of the window, whose pages stand in its sidebar."""
    everywhere = keys_of(sidebar, [(key, _(words)) for key, words in KEYS])
    listed = KeyMap(keys_of(page, page.keys()), everywhere)
    pane.set_content(_("Keys"), listed, keys_paper.offer(shell, body, listed, title))
    body.open()
    listed.setFocus(Qt.FocusReason.ShortcutFocusReason)
