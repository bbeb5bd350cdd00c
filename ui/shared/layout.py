"""Rows, columns and wrapping rows of widgets, so that a page reads as what is in it.

`row(a, None, b, 8, (c, 1))`: a widget or layout, None = stretch, a number = space in pixels, (item, stretch).
"""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

Box = TypeVar("Box", bound=QBoxLayout)
Item = QWidget | QLayout | int | tuple[QWidget | QLayout, int] | None
Margins = tuple[int, int, int, int]
PAGE = (26, 20, 26, 20)


def row(*items: Item, gap: int = 8, margins: Margins = (0, 0, 0, 0)) -> QHBoxLayout:
    """Items side by side. Margins are left, top, right, bottom."""
    return _fill(QHBoxLayout(), items, gap, margins)


def column(*items: Item, gap: int = 8, margins: Margins = (0, 0, 0, 0)) -> QVBoxLayout:
    """Items one under the other."""
    return _fill(QVBoxLayout(), items, gap, margins)


def box(layout: QLayout, name: str = "") -> QFrame:
    """A plain widget around a layout; `name` picks its look in the style sheet (page, sunk, card, pane, bar)."""
    made = QFrame()
    if name:
        made.setObjectName(name)
    made.setLayout(layout)
    return made


class Stack(QStackedWidget):
    """One of several widgets at a time. The first is not shown by hand, as Qt does it, before all of them are.

    Showing works out the whole style of what is shown; outside of the window that is done again below other parents.
    """

    def addWidget(self, widget: QWidget) -> int:  # noqa: N802  # Qt's own name
        if not self.isVisible():
            widget.setParent(self)
            widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        return super().addWidget(widget)


class _Scrolled(QScrollArea):
    """Takes its content only when it is to be shown, since asking for the content's size works out its whole style.

    Outside of the window that would be for nothing: it is worked out again below other parents.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        content.setParent(self.viewport())
        self._content: QWidget | None = content

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Polish and self._content is not None:
            content, self._content = self._content, None
            self.setWidget(content)
            content.setAutoFillBackground(False)
        return super().event(event)


def scrolled(content: QWidget) -> QScrollArea:
    """The content in a scroll area that scrolls up and down only and takes no focus itself.

    What is below, a page or a card, shows through where the content paints nothing.
    """
    area = _Scrolled(content)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def clear(layout: QLayout) -> None:
    """Takes everything out of a layout and destroys it."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            break
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def _fill(layout: Box, items: Sequence[Item], gap: int, margins: Margins) -> Box:
    layout.setSpacing(gap)
    layout.setContentsMargins(*margins)
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(item)
        else:
            part, stretch = item if isinstance(item, tuple) else (item, 0)
            if isinstance(part, QLayout):
                layout.addLayout(part, stretch)
            else:
                layout.addWidget(part, stretch)
    return layout


class Flow(QLayout):
    """Widgets side by side that go on in the next line when the line is full."""

    def __init__(self, *widgets: QWidget, gap: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802  # Qt's own name
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802  # Qt's own name; null past the end
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802  # Qt's own name; null past the end
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802  # Qt's own name
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802  # Qt's own name
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y, height = rect.x(), rect.y(), 0
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, height = rect.x(), y + height + self._gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._gap
            height = max(height, size.height())
        return y + height - rect.y()
