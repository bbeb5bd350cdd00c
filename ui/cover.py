"""A window that something can lie over: then nothing of what it holds shows, and no key of its own works."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QWidget
from shiboken6 import isValid


class Coverable(QMainWindow):
    """What stands in the window is hidden while it is covered, as it is, and stands there again afterwards."""

    def __init__(self) -> None:
        super().__init__()
        self._over: QWidget | None = None
        self._title = ""
        self._focus: QWidget | None = None
        self._held: Callable[[], object] | None = None

    def is_covered(self) -> bool:
        """Whether something lies over it."""
        return self._over is not None

    def overlay(self) -> QWidget | None:
        """What lies over it."""
        return self._over

    def cover(self, over: QWidget, title: str) -> None:
        """Puts a widget over everything; one that lay there before makes place for it."""
        before, self._over = self._over, over
        if before is None:
            self._focus = self.focusWidget()
            self._set_keys(on=False)
        over.setParent(self)
        central = self.centralWidget()
        if central is not None:
            central.hide()
        super().setWindowTitle(title)
        over.setGeometry(self.rect())
        over.show()
        over.raise_()
        if before is not None:
            before.deleteLater()

    def uncover(self, *, forget: bool = False) -> None:
        """Takes it away; `forget` what was to be said meanwhile."""
        over, self._over = self._over, None
        if over is None:
            return
        over.hide()
        over.deleteLater()
        self._set_keys(on=True)
        super().setWindowTitle(self._title)
        central = self.centralWidget()
        if central is not None:
            central.show()
        if self._focus is not None and isValid(self._focus) and self._focus.isVisible():
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)
        held, self._focus, self._held = self._held, None, None
        if held is not None and not forget:
            held()

    def when_open(self, work: Callable[[], object]) -> None:
        """Does what shows something at once, or when nothing lies over the window any more; the last one counts."""
        if self._over is None:
            work()
        else:
            self._held = work

    def setWindowTitle(self, text: str) -> None:  # noqa: N802  # Qt's own name
        """The title, which waits while the window is covered: it may name a person."""
        self._title = text
        if self._over is None:
            super().setWindowTitle(text)

    def setCentralWidget(self, widget: QWidget) -> None:  # noqa: N802  # Qt's own name
        """What the window holds; made anew while it is covered, it stays hidden."""
        self._focus = None  # it was among what is gone
        super().setCentralWidget(widget)
        if self._over is not None:
            widget.hide()
            self._over.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Puts what the window holds in its place for the present size."""
        if self._over is not None:
            self._over.setGeometry(self.rect())

    def _set_keys(self, *, on: bool) -> None:
        for key in self.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly):
            key.setEnabled(on)
