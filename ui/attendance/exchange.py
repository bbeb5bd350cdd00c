"""The pane for two laptops at one camp without a network: giving marks in a file, and taking the other's in.

`closed` when the person is done, `taken(result)` when marks of another laptop came in.
"""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from organizer_app.domain.words import translate as _
from ui.attendance.marks_give import Give
from ui.attendance.marks_take import Take
from ui.shared.buttons import Segments, button
from ui.shared.labels import label
from ui.shared.layout import Stack, column, row
from ui.shared.records import Records

GIVE, TAKE = "give", "take"


class ExchangePane(QFrame):
    """See the module's first lines."""

    closed = Signal()
    taken = Signal(object)

    def __init__(self, records: Records) -> None:
        super().__init__()
        self.setObjectName("card")
        self.camp = b""
        self.tabs = Segments([(GIVE, _("Give"), "upload"), (TAKE, _("Take"), "download")], name=_("Marks by file"))
        self.tabs.picked.connect(self._show_tab)
        close = button(kind="icon", icon="x", tip=_("Close"), on=self.closed.emit)
        self.give, self.take = Give(records), Take(records)
        self.take.taken.connect(self.taken)
        self._title = label("", "heading", wrap=True)
        self._parts = Stack()
        for part in (self.give, self.take):
            self._parts.addWidget(part)
        head = row(self.tabs, None, close)
        self.setLayout(column(head, self._title, (self._parts, 1), gap=10, margins=(16, 12, 12, 14)))
        self._show_tab(GIVE)

    def open_for(self, camp: bytes, title: str) -> None:
        """Begins with a camp."""
        self.camp = camp
        self.give.open_for(camp, title)

    def take_focus(self) -> None:
        """Brings the keyboard to the first control."""
        first = self.give.save if self.tabs.chosen() == GIVE else self.take.choose
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def state(self) -> dict[str, Any]:
        """What is in view, so that a code stays on the screen in another language or theme."""
        return {"camp": self.camp, "tab": self.tabs.chosen(), "give": self.give.written(), "take": self.take.state()}

    def restore(self, state: dict[str, Any]) -> None:
        """Shows it again."""
        self.open_for(state["camp"], "")
        self.tabs.choose(state["tab"])
        self._show_tab(state["tab"])
        self.give.show_written(state["give"])
        self.take.choose_file(*state["take"])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _show_tab(self, tab: str) -> None:
        self._parts.setCurrentIndex((GIVE, TAKE).index(tab))
        gives = _("Give marks to another laptop")
        self._title.setText(gives if tab == GIVE else _("Take marks from another laptop"))
