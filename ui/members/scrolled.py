"""Where a pane is scrolled to."""

from PySide6.QtWidgets import QApplication, QScrollArea

from ui.shared.cards import SidePane


def to_top(pane: SidePane) -> None:
    """To its first line."""
    area = pane.findChild(QScrollArea)
    if isinstance(area, QScrollArea):
        area.verticalScrollBar().setValue(0)


def to_focus(pane: SidePane) -> None:
    """To the field that takes the keys."""
    area, field = pane.findChild(QScrollArea), QApplication.focusWidget()
    if isinstance(area, QScrollArea) and field is not None and area.isAncestorOf(field):
        area.ensureWidgetVisible(field.parentWidget() or field)
