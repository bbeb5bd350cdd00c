"""A part of a card that scrolls: the card's own ground shows through."""

from PySide6.QtWidgets import QScrollArea, QWidget

from ui.shared.layout import scrolled


def scrolled_inside(content: QWidget) -> QScrollArea:
    """The content in a scroll area without a ground of its own."""
    content.setObjectName(content.objectName() or "inside")
    return scrolled(content, filled=False)
