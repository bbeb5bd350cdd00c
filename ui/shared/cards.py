"""Surfaces: `card(...)`, `heading_row(...)`, `rule()`, `stat(...)`, and `SideBySide`, a page with a pane that folds.

A pane takes the place of a dialog: details, edit forms, the key map. `SidePane` has a title, a close button (Esc),
a body that scrolls and a foot for actions.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QWidget

from organizer_app.domain.words import translate as _
from ui.shared.buttons import button
from ui.shared.labels import label
from ui.shared.layout import Item, Margins, box, clear, column, row, scrolled

PANE = 320
FOLD = 900  # px of a page under which an open pane lies over the body instead of beside it


def card(*items: Item, gap: int = 8, margins: Margins = (18, 15, 18, 16)) -> QFrame:
    """A white rounded surface with a hairline, its items one under the other."""
    return box(column(*items, gap=gap, margins=margins), "card")


def heading_row(*items: Item) -> QFrame:
    """The first line of a card: a heading, a stretch, perhaps a button; 32 px high."""
    made = box(row(*items, gap=10))
    made.setFixedHeight(34)
    return made


def rule() -> QFrame:
    """A hairline across."""
    made = QFrame()
    made.setObjectName("rule")
    return made


def stat(value: str, text: str, tone: str = "") -> QFrame:
    """A big number over what it counts, as a card."""
    return card(label(value, "number", tone=tone), label(text, "small"), gap=2)


class SidePane(QFrame):
    """The pane at the right: `set_content(title, widget, *buttons)`; `closed` when the person closes it."""

    closed = Signal()

    def __init__(self, width: int = PANE) -> None:
        super().__init__()
        self.setObjectName("pane")
        self.setFixedWidth(width)
        self._title = label("", "heading", wrap=True)
        self._close = button(kind="icon", icon="x", tip=_("Close"), on=self.closed.emit)
        self._body = column()
        self._foot = row(gap=8)
        self._foot_box = box(self._foot, "bar")
        self._foot.setContentsMargins(20, 10, 20, 10)
        head = row((self._title, 1), self._close, gap=8, margins=(20, 12, 12, 4))
        self.setLayout(column(head, (scrolled(box(self._body)), 1), self._foot_box, gap=0))
        self._body.setContentsMargins(20, 4, 20, 16)
        self._foot_box.hide()

    def set_content(self, title: str, content: QWidget, *actions: QPushButton) -> None:
        """Replaces what the pane holds; `actions` stand in its foot, the last at the right."""
        self._title.setText(title)
        clear(self._body)
        clear(self._foot)
        self._body.addWidget(content)
        self._body.addStretch(1)
        for action in actions[:-1]:
            self._foot.addWidget(action)
        self._foot.addStretch(1)
        for action in actions[-1:]:
            self._foot.addWidget(action)
        self._foot_box.setVisible(bool(actions))

    def title(self) -> str:
        """The title shown."""
        return self._title.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class SideBySide(QWidget):
    """A body with a pane at its right that opens and closes; on a narrow page the pane lies over the body.

    `open()` shows the pane, `close_pane()` hides it and gives the focus back to the body; `turned` after either.
    """

    turned = Signal()

    def __init__(self, body: QWidget, pane: SidePane | None = None, *, fold: int = FOLD) -> None:
        """`fold` is the width (px) from which the pane stands beside the body."""
        super().__init__()
        self.body, self._fold = body, fold
        self.pane: SidePane | None = None
        body.setParent(self)
        if pane is not None:
            self.set_pane(pane)

    def set_pane(self, pane: SidePane) -> None:
        """Gives it its pane, closed."""
        self.pane = pane
        pane.setParent(self)
        pane.hide()
        pane.closed.connect(self.close_pane)

    def open(self) -> None:
        """Shows the pane without taking the focus."""
        if self.pane is not None:
            self.pane.show()
            self.pane.raise_()
            self._arrange()
            self.turned.emit()

    def close_pane(self) -> None:
        """Hides the pane."""
        if self.pane is None:
            return
        was_open = self.is_open()
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self.pane.isAncestorOf(focus)
        self.pane.hide()
        self._arrange()
        if had_focus:
            self.body.setFocus(Qt.FocusReason.OtherFocusReason)
        if was_open:
            self.turned.emit()

    def is_open(self) -> bool:
        """Whether the pane shows."""
        return self.pane is not None and not self.pane.isHidden()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        width = self.pane.width() if self.pane is not None and self.is_open() else 0
        beside = width if self.width() >= self._fold else 0
        self.body.setGeometry(0, 0, self.width() - beside, self.height())
        if self.pane is not None:
            self.pane.setGeometry(self.width() - self.pane.width(), 0, self.pane.width(), self.height())


def detail_line(icon_label: QLabel, caption: str, text: str) -> QFrame:
    """An icon, a small caption and the value under it: one line of a detail pane."""
    value = label(text, wrap=True)
    return box(row(icon_label, (column(label(caption, "caption"), value, gap=0), 1), gap=12, margins=(0, 3, 0, 3)))
