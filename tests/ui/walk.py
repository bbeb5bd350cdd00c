"""Walks a page and names what is wrong with it: clipped words, nameless controls, the keyboard, the width.

assert problems(window.page()) == []
for state in every_look(window, qapp): ...      # both languages, themes and sizes
"""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLabel, QPushButton, QWidget

from organizer_app.domain.words import LANGUAGES, language
from ui.shared import style
from ui.start import SIZES, settle
from ui.window import Window

SLACK = 1  # px


def problems(page: QWidget) -> list[str]:
    """Everything wrong with a page that is shown in a window, in words."""
    return [*clipped(page), *unnamed(page), *unreached(page), *too_wide(page)]


def every_look(window: Window, application: QApplication, key: str) -> Iterator[str]:
    """Shows a page in both languages, themes and sizes; gives the name of the look each time."""
    for code in LANGUAGES:
        if code != language():  # the window is built anew for each change
            window.use_language(code)
            settle(application, window.tasks)
        now = style.tokens().dark
        for dark in (now, not now):
            if dark != style.tokens().dark:
                window.use_theme(dark)
                settle(application, window.tasks)
            for width, height in SIZES:
                window.resize(width, height)
                window.go(key)
                settle(application, window.tasks)
                yield f"{key} {code} {'dark' if dark else 'light'} {width}x{height}"


def strays() -> list[QWidget]:
    """Widgets that belong to nothing: nobody destroys them before the program ends. What drops down under a field is
    a window to Qt, and goes with the field.
    """
    every = [one for one in QApplication.topLevelWidgets() if one.parent() is None]
    return [one for one in every if one.windowType() != Qt.WindowType.Popup]


def clipped(page: QWidget) -> list[str]:
    """Labels and buttons whose words don't fit in them."""
    found = []
    for widget in _visible(page, (QLabel, QPushButton)):
        text = widget.text()  # type: ignore[attr-defined]  # both kinds have it
        if not text:
            continue
        needs = widget.sizeHint()
        if isinstance(widget, QLabel) and widget.wordWrap():
            if widget.heightForWidth(widget.width()) > widget.height() + SLACK:
                found.append(f"clipped: {text!r} needs more than {widget.height()} px in height")
        elif needs.width() > widget.width() + SLACK or needs.height() > widget.height() + SLACK:
            found.append(f"clipped: {text!r} needs {needs.width()}x{needs.height()}, has {_size(widget)}")
    return found


def unnamed(page: QWidget) -> list[str]:
    """Controls the keyboard reaches that a screen reader could not name."""
    found = []
    for widget in _focusable(page):
        face = QAccessible.queryAccessibleInterface(widget)
        if face is None or not face.text(QAccessible.Text.Name).strip():
            found.append(f"no accessible name: {_path(widget)}")
    return found


def unreached(page: QWidget) -> list[str]:
    """Controls that Tab does not come to, walking the whole window once around."""
    window = page.window()
    window.activateWindow()
    if not QTest.qWaitForWindowActive(window, 2_000):
        return ["the window did not become active"]
    wanted = set(_focusable(page))
    if not wanted:
        return []
    next(iter(wanted)).setFocus(Qt.FocusReason.TabFocusReason)
    seen: set[QWidget] = set()
    for _step in range(len(window.findChildren(QWidget))):
        now = QApplication.focusWidget()
        if now is None or (now in seen and wanted <= seen):
            break
        seen.add(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is now:
            return [f"Tab does not leave {_path(now)}"]
    for widget in list(seen):  # Tab comes to the one that is on; the arrows go to the others of its group
        group = widget.group() if isinstance(widget, QAbstractButton) else None
        if group is not None and group.exclusive():
            seen.update(group.buttons())
    return [f"Tab does not reach {_path(widget)}" for widget in wanted - seen]


def too_wide(page: QWidget) -> list[str]:
    """Whether anything sticks out at the right or scrolls sideways."""
    found = []
    if page.minimumSizeHint().width() > page.width():
        found.append(f"too wide: the page needs {page.minimumSizeHint().width()} px, has {page.width()}")
    for widget in _visible(page, (QWidget,)):
        right = widget.mapTo(page, QPoint(widget.width(), 0)).x()
        if right > page.width() + SLACK and isinstance(widget, (QLabel, QPushButton)):
            found.append(f"too wide: {_path(widget)} ends at {right} of {page.width()}")
        bar = widget.horizontalScrollBar() if isinstance(widget, QAbstractScrollArea) else None
        if bar is not None and bar.maximum() > 0 and not widget.property("across"):  # many columns move on purpose
            found.append(f"scrolls sideways: {_path(widget)}")
    return found


def _visible(page: QWidget, kinds: tuple[type[QWidget], ...]) -> list[QWidget]:
    return [w for w in page.findChildren(QWidget) if isinstance(w, kinds) and w.isVisibleTo(page) and w.isVisible()]


def _focusable(page: QWidget) -> list[QWidget]:
    return [
        w
        for w in _visible(page, (QWidget,))
        if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isEnabled() and w.focusProxy() is None
    ]


def _size(widget: QWidget) -> str:
    return f"{widget.width()}x{widget.height()}"


def _path(widget: QWidget) -> str:
    names, now = [], widget
    while now is not None and len(names) < 4:
        names.append(f"{type(now).__name__}{'#' + now.objectName() if now.objectName() else ''}")
        now = now.parentWidget()
    return " < ".join(names)
