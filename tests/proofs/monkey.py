"""A monkey at the window: it clicks, types, scrolls, resizes and changes language and theme at random, on a made-up
district, until the time is over. A warning of Qt, an error nobody foresaw, a crash, or memory that grows by more than
20 MB in the second half is a failure; so is a page that it never came to. Every place is opened once before it begins.

    python -m tests.proofs.monkey --seconds 60 --seed 5     the same steps again
"""

import gc
import logging
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QModelIndex, QPoint, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QListView,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from organizer_app import settings
from organizer_app.domain.made_up_roster import write_roster
from organizer_app.domain.words import LANGUAGES
from organizer_app.jobs.first_run import make_made_up
from organizer_app.jobs.opening import DataFolder
from tests.proofs.arguments import parsed, say
from ui.choices import Choices
from ui.pages_list import Context
from ui.shared.records import Records
from ui.shared.tasks import Tasks
from ui.start import make_application, make_window, settle
from ui.tour import stops, visit
from ui.window import Window

MEMBERS = 400
MOST_GROWTH = 20  # megabytes, of memory in use when all is at rest
FREQUENT_SETTLE = 12  # steps: the monkey is faster than a person, but now and then it looks
OFFSCREEN_SAYS = ("propagateSizeHints", "plugin does not support raise", "grabbing the keyboard")
TYPED = (
    "राम", "sunita", "63-68 71", "!7", "९८१२३", "कांके", "14-12-2026", "09:30", "x" * 200, "\u200d\u094d", "0", "-1",
    "9" * 25, "%", "'; --", "{file}", "<b>x</b>", " ", "👍", "الف", "40-", "112-8", "7 12-18 40-",
)  # fmt: skip
KEYS = (
    Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Down, Qt.Key.Key_Up,
    Qt.Key.Key_Space, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_Delete, Qt.Key.Key_F1,
    Qt.Key.Key_F6, Qt.Key.Key_A, Qt.Key.Key_P, Qt.Key.Key_1,
)  # fmt: skip
CONTROL = (Qt.Key.Key_K, Qt.Key.Key_Z, Qt.Key.Key_A, Qt.Key.Key_V, Qt.Key.Key_F, Qt.Key.Key_N, Qt.Key.Key_P)


class Troubles:
    """What went wrong: warnings of Qt, errors nobody foresaw, errors in the background."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def on_message(self, kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and not any(known in text for known in OFFSCREEN_SAYS):
            self.found.append(f"Qt says: {text}")

    def on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        import traceback  # only when something is wrong

        self.found.append("".join(traceback.format_exception(kind, error, trace)))


class LogTroubles(logging.Handler):
    """Errors that the background tasks write into the log."""

    def __init__(self, troubles: Troubles) -> None:
        super().__init__(logging.ERROR)
        self._troubles = troubles

    def emit(self, record: logging.LogRecord) -> None:
        self._troubles.found.append(f"logged: {record.getMessage()}")


class Monkey:
    """Does one thing after the other, the same for the same seed as far as the background allows."""

    def __init__(self, window: Window, application: QApplication, seed: int) -> None:
        self.window, self.application = window, application
        self.chance = random.Random(seed)
        self.done: Counter[str] = Counter()
        self.last: list[str] = []
        self._ways: tuple[tuple[Callable[[], str], int], ...] = (
            (self.press, 40), (self.type, 16), (self.key, 14), (self.pick, 12), (self.scroll, 8), (self.go, 8),
            (self.menu, 4), (self.choose, 4), (self.resize, 2), (self.look, 2), (self.undo, 2),
        )  # fmt: skip

    def step(self) -> None:
        """One act and what follows from it at once."""
        (way,) = self.chance.choices([w for w, _n in self._ways], [n for _w, n in self._ways])
        name = way.__name__
        self.last = [*self.last[-14:], f"{name}?"]
        self.last[-1] = f"{name} {way()}"
        self.done[name] += 1
        self.application.processEvents()
        for popup in iter(QApplication.activePopupWidget, None):
            popup.close()
        for dialog in [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]:
            dialog.reject()
        if not self.window.isVisible():
            self.window.show()

    def _visible(self, *kinds: type[QWidget]) -> list[Any]:
        return [w for kind in kinds for w in self.window.findChildren(kind) if w.isVisible() and w.isEnabled()]

    def _one(self, *kinds: type[QWidget]) -> Any:
        found = self._visible(*kinds)
        return self.chance.choice(found) if found else None

    def press(self) -> str:
        button = self._one(QAbstractButton)
        if button is None:
            return "nothing"
        said = button.text() or button.accessibleName()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        return said

    def type(self) -> str:
        field = self._one(QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
        if field is None:
            return "nothing"
        text = self.chance.choice(TYPED)
        field.setFocus()
        if isinstance(field, QLineEdit) and self.chance.random() < 0.5:
            field.selectAll()
        if text.isascii():
            QTest.keyClicks(field, text)
        elif isinstance(field, QLineEdit):
            field.insert(text)
        elif isinstance(field, QPlainTextEdit | QTextEdit):
            field.insertPlainText(text)
        if self.chance.random() < 0.4:
            QTest.keyClick(field, Qt.Key.Key_Return)
        return repr(text)

    def key(self) -> str:
        target = QApplication.focusWidget() or self.window
        if self.chance.random() < 0.3:
            key, modifier = self.chance.choice(CONTROL), Qt.KeyboardModifier.ControlModifier
        else:
            key, modifier = self.chance.choice(KEYS), Qt.KeyboardModifier.NoModifier
        QTest.keyClick(target, key, modifier)
        return f"{modifier.name} {key.name}"

    def pick(self) -> str:
        view = self._one(QAbstractItemView)
        model = view.model() if view is not None else None
        if view is None or model is None or not model.rowCount():
            widget = self._one(QWidget) or self.window
            place = QPoint(
                self.chance.randrange(max(1, widget.width())), self.chance.randrange(max(1, widget.height()))
            )
            QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
            return f"{type(widget).__name__} {place.x()} {place.y()}"
        columns = 1 if isinstance(view, QListView) else max(1, model.columnCount(QModelIndex()))
        index = model.index(self.chance.randrange(model.rowCount()), self.chance.randrange(columns))
        view.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        place = view.visualRect(index).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        if self.chance.random() < 0.2:
            QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        return f"row {index.row()} of {type(view).__name__}"

    def scroll(self) -> str:
        area = self._one(QAbstractScrollArea)
        if area is not None:
            bar = area.verticalScrollBar()
            bar.setValue(self.chance.randint(bar.minimum(), bar.maximum()))
        return type(area).__name__

    def go(self) -> str:
        key = self.chance.choice(self.window.page_keys())
        self.window.go(key)
        return key

    def menu(self) -> str:
        view = self._one(QAbstractItemView)
        if view is None:
            return "nothing"
        QTest.mouseClick(view.viewport(), Qt.MouseButton.RightButton)
        menus = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible()]
        actions = [a for m in menus for a in m.actions() if a.isEnabled() and not a.isSeparator() and not a.menu()]
        if not actions:
            return "no menu"
        action = self.chance.choice(actions)
        said = action.text()
        action.trigger()
        return said

    def choose(self) -> str:
        combo = self._one(QComboBox)
        if combo is None or not combo.count():
            return "nothing"
        combo.setCurrentIndex(self.chance.randrange(combo.count()))
        combo.activated.emit(combo.currentIndex())
        return combo.currentText()

    def resize(self) -> str:
        width, height = self.chance.choice(((1366, 768), (1093, 614), (960, 560), (1920, 1080)))
        self.window.resize(width, height)
        return f"{width} {height}"

    def look(self) -> str:
        code, dark = self.chance.choice(LANGUAGES), self.chance.random() < 0.5
        self.window.use_language(code)
        self.window.use_theme(dark)
        return f"{code} {dark}"

    def undo(self) -> str:
        self.window.undo()
        return self.window.key


def without_system_dialogs() -> None:
    """Dialogs of the system wait for a person; here they are cancelled at once, and no browser is opened."""

    def no_file(*_arguments: object, **_more: object) -> tuple[str, str]:
        return "", ""

    for name in ("getOpenFileName", "getSaveFileName"):
        setattr(QFileDialog, name, staticmethod(no_file))
    QFileDialog.getExistingDirectory = staticmethod(lambda *_a, **_k: "")  # type: ignore[method-assign]  # no folder
    for kind in (QDialog, QFileDialog, QMessageBox, QPrintDialog):
        kind.exec = lambda *_a, **_k: 0  # type: ignore[attr-defined, method-assign]  # cancelled
    QMenu.exec = lambda *_a, **_k: None  # type: ignore[method-assign, assignment]  # nothing chosen
    QDesktopServices.openUrl = staticmethod(lambda *_a: True)  # type: ignore[method-assign]  # no browser


def resident() -> float:
    """Megabytes of this process that are in use now; 0 where the system doesn't tell."""
    try:
        lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def at_rest(window: Window, application: QApplication) -> float:
    """Memory in use with the first page alone made anew, so that two moments can be compared."""
    window.resize(1366, 768)
    window.go("home")
    window._states.clear()
    window.use_language("hi")
    window.use_theme(False)
    settle(application, window.tasks)
    gc.collect()
    return resident()


def prove(folder: Path, seconds: float, seed: int) -> str:
    """Lets the monkey work. Raises SystemExit with its last steps when something went wrong."""
    troubles = Troubles()
    without_system_dialogs()
    application = make_application("hi", dark=False)
    qInstallMessageHandler(troubles.on_message)
    logging.getLogger("organizer").addHandler(LogTroubles(troubles))
    sys.excepthook = troubles.on_error
    data = DataFolder(folder / "data", operator="Monkey")
    make_made_up(data, members=MEMBERS)
    tasks = Tasks()
    choices = Choices(settings.load({}, data=folder))
    context = Context(Records(data.store, tasks), choices)
    window = make_window(context)
    window.show()
    write_roster(folder / "roster.csv", 60, seed)
    for stop in list(stops(context, folder / "roster.csv", window.page_keys())):
        visit(window, stop, partial(settle, application, tasks))
    monkey = Monkey(window, application, seed)
    steps, began, seen, warm = 0, time.monotonic(), set[str](), 0.0
    try:
        while (spent := time.monotonic() - began) < seconds and not troubles.found:
            monkey.step()
            steps += 1
            seen.add(window.key)
            if not warm and spent > seconds / 2:
                warm = at_rest(window, application)
            if steps % FREQUENT_SETTLE == 0:
                settle(application, tasks)
    finally:
        sys.excepthook = sys.__excepthook__
    growth = at_rest(window, application) - warm
    window.close()
    tasks.close()
    data.close()
    if troubles.found:
        last = "\n".join(monkey.last)
        raise SystemExit(f"seed {seed}, step {steps}: {troubles.found[0]}\nthe last steps:\n{last}")
    if steps < seconds / 2:
        raise SystemExit(f"seed {seed}: only {steps} steps in {seconds:.0f} s; it hung somewhere: {monkey.last[-1]}")
    if missed := set(window.page_keys()) - seen:
        raise SystemExit(f"seed {seed}: in {steps} steps it never came to {', '.join(sorted(missed))}")
    if growth > MOST_GROWTH:
        raise SystemExit(f"seed {seed}: {growth:.0f} MB more in {steps} steps, over {MOST_GROWTH}")
    return f"{steps} steps, {growth:+.1f} MB, {', '.join(f'{n} {name}' for name, n in monkey.done.most_common())}"


if __name__ == "__main__":
    os.environ |= {"QT_QPA_PLATFORM": "offscreen", "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    options = parsed()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
        say(prove(Path(made), options.seconds, options.seed))
