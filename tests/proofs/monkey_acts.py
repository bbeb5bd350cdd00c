"""What the monkey does: one act after the other at whatever stands in front, the same ones for the same seed as far as
the background allows. An act gives a word on what it did, for the list of the last ones.
"""

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt
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

from organizer_app.domain.words import LANGUAGES
from tests.proofs.monkey_desk import Desk, below
from ui.lock.screen import WhoIsThere
from ui.window import Window

SAVED = 12  # names of files it saves under; the same one again is replaced
AWAY = 25  # acts at a gate or a locked window; then it goes back to its work, as a person would
TYPED = (
    "राम", "sunita", "63-68 71", "!7", "९८१२३", "कांके", "14-12-2026", "09:30", "x" * 200, "\u200d\u094d", "0", "-1",
    "9" * 25, "%", "'; --", "{file}", "<b>x</b>", " ", "👍", "الف", "40-", "112-8", "7 12-18 40-", "4071", "made-up",
)  # fmt: skip
ASKED = ("set", "camp", "शिविर", "9", "kanke", "undo", "राम", "hindi", "zzz")  # in the search over everything
KEYS = (
    Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Down, Qt.Key.Key_Up,
    Qt.Key.Key_Space, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_Delete, Qt.Key.Key_F1,
    Qt.Key.Key_F6, Qt.Key.Key_A, Qt.Key.Key_P, Qt.Key.Key_1, Qt.Key.Key_Question,
)  # fmt: skip
CONTROL = (Qt.Key.Key_K, Qt.Key.Key_Z, Qt.Key.Key_A, Qt.Key.Key_V, Qt.Key.Key_F, Qt.Key.Key_N, Qt.Key.Key_P)
SIZES = ((1366, 768), (1093, 614), (960, 560), (1920, 1080))
NONE, CTRL, LEFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton


class Monkey:
    """One thing after the other. `done` counts the acts, `last` are the latest, `seen` the pages it was on.

    `stays`: it restarts the program no more. In life that is a new process, and memory is that of one.
    """

    def __init__(self, desk: Desk, application: QApplication, seed: int) -> None:
        self.desk, self.application = desk, application
        self.chance = random.Random(seed)
        self.done: Counter[str] = Counter()
        self.seen: set[str] = set()
        self.last: list[str] = []
        self._away = 0
        self.stays = False
        self._ways: tuple[tuple[Callable[[], str], float], ...] = (
            (self.press, 40), (self.type, 16), (self.key, 14), (self.pick, 12), (self.scroll, 8), (self.go, 5),
            (self.place, 5), (self.menu, 4), (self.choose, 4), (self.resize, 2), (self.look, 1), (self.undo, 2),
            (self.search, 2), (self.lock, 0.5), (self.restart, 0.2),
        )  # fmt: skip

    def step(self) -> None:
        """One act and what follows from it at once."""
        window = self.desk.program.window
        at_work = window is not None and not window.is_covered()
        self._away = 0 if at_work else self._away + 1
        if self._away > AWAY:
            way: Callable[[], str] = self.back
        elif not at_work:
            way = self.sit_down if self.chance.random() < 0.15 else self._any(self._ways[:5])
        else:
            way = self._any(self._ways)
        name = way.__name__
        self.last = [*self.last[-14:], f"{name}?"]
        self.last[-1] = f"{name} {way()}"
        self.done[name] += 1
        self.application.processEvents()
        self._close_what_is_over()
        if isinstance(self._front(), Window):
            self.seen.add(self._front().key)

    def _any(self, ways: tuple[tuple[Callable[[], str], float], ...]) -> Callable[[], str]:
        (way,) = self.chance.choices([w for w, _n in ways], [n for _w, n in ways])
        return way

    def _front(self) -> Any:
        return self.desk.front()

    def _close_what_is_over(self) -> None:
        for popup in iter(QApplication.activePopupWidget, None):
            popup.close()
        for dialog in [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]:
            dialog.reject()
        if not self._front().isVisible():
            self._front().show()

    def _one(self, *kinds: type[QWidget]) -> Any:
        """One of these kinds that can be seen and used."""
        parts = list(below(self._front()))
        every = [w for kind in kinds for w in parts if isinstance(w, kind) and w.isVisible() and w.isEnabled()]
        return self.chance.choice(every) if every else None

    def press(self) -> str:
        button = self._one(QAbstractButton)
        if button is None:
            return "nothing"
        said = button.text() or button.accessibleName()
        QTest.mouseClick(button, LEFT)
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
        target = QApplication.focusWidget() or self._front()
        with_control = self.chance.random() < 0.3
        key = self.chance.choice(CONTROL if with_control else KEYS)
        QTest.keyClick(target, key, CTRL if with_control else NONE)
        return f"{'Ctrl+' if with_control else ''}{key.name}"

    def pick(self) -> str:
        view = self._one(QAbstractItemView)
        model = view.model() if view is not None else None
        if view is None or model is None or not model.rowCount():
            widget = self._one(QWidget) or self._front()
            place = QPoint(
                self.chance.randrange(max(1, widget.width())), self.chance.randrange(max(1, widget.height()))
            )
            QTest.mouseClick(widget, LEFT, NONE, place)
            return f"{type(widget).__name__} {place.x()} {place.y()}"
        columns = 1 if isinstance(view, QListView) else max(1, model.columnCount(QModelIndex()))
        index = model.index(self.chance.randrange(model.rowCount()), self.chance.randrange(columns))
        view.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        place = view.visualRect(index).center()
        QTest.mouseClick(view.viewport(), LEFT, NONE, place)
        if self.chance.random() < 0.2:
            QTest.mouseDClick(view.viewport(), LEFT, NONE, place)
        return f"row {index.row()} of {type(view).__name__}"

    def scroll(self) -> str:
        area = self._one(QAbstractScrollArea)
        if area is not None:
            bar = area.verticalScrollBar()
            bar.setValue(self.chance.randint(bar.minimum(), bar.maximum()))
        return type(area).__name__

    def go(self) -> str:
        key = self.chance.choice(self._front().page_keys())
        self._front().go(key)
        return str(key)

    def place(self) -> str:
        """A place of a page: a person, the week, a day's close, gate mode, a section of the settings."""
        # What is seldom seen is shown by hand, to an organiser at rest: no act of a person's.
        stop = self.chance.choice([one for one in self.desk.stops if one.then is None or not one.seldom])
        self._front().go(stop.page, stop.place)
        if stop.then is not None:
            self.application.processEvents()
            if self._front().key == stop.page:
                stop.then(self._front().page())
        return stop.name

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
        return str(combo.currentText())

    def resize(self) -> str:
        width, height = self.chance.choice(SIZES)
        self._front().resize(width, height)
        return f"{width} {height}"

    def look(self) -> str:
        code, dark = self.chance.choice(LANGUAGES), self.chance.random() < 0.5
        self._front().use_language(code)
        self._front().use_theme(dark)
        return f"{code} {dark}"

    def undo(self) -> str:
        self._front().undo()
        return str(self._front().key)

    def search(self) -> str:
        """Ctrl+K, something typed, what drops down awaited or not, and Down or Enter."""
        words = self.chance.choice(ASKED)
        QTest.keyClick(self._front(), Qt.Key.Key_K, CTRL)
        field = QApplication.focusWidget()
        if not isinstance(field, QLineEdit):
            return "no field"
        field.setText("")
        field.insert(words)
        if self.chance.random() < 0.7:
            self.desk.settle()
        for key in self.chance.choices((Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return), (4, 1, 3), k=2):
            QTest.keyClick(QApplication.focusWidget() or self._front(), key)
        return words

    def lock(self) -> str:
        self._front().lock_asked.emit()
        return "F12"

    def restart(self) -> str:
        """The program ends and opens again: its own district, an empty laptop, or with a clock that is wrong."""
        if self.stays:
            return "not any more"
        how = self.chance.choices((self.desk.open, self.desk.open_new, self.desk.open_in_the_past), (4, 3, 3))[0]
        how()
        return how.__name__

    def sit_down(self) -> str:
        """Somebody chooses a name and types the PIN that is theirs; at a gate, the passphrase."""
        self.application.processEvents()
        for view in self._front().findChildren(WhoIsThere):
            if view.isVisible() and view.tiles.tiles:
                tile = self.chance.choice(view.tiles.tiles)
                name = tile.text()
                QTest.mouseClick(tile, LEFT)
                QTest.keyClicks(view.pin.input, self.desk.pin_of(name))
                QTest.keyClick(view.pin.input, Qt.Key.Key_Return)
                self.desk.settle()
                return str(name)
        return self.type()

    def back(self) -> str:
        """Back to the district, whatever stands before it."""
        self._away = 0
        self.desk.back_to_work()
        return "to work"


def without_system_dialogs(monkey: Callable[[], Monkey], folder: Path) -> None:
    """Dialogs of the system wait for a person; here a file is chosen at once or none, and no browser is opened."""
    names = [folder / f"saved-{number}" for number in range(SAVED)]

    def file_to_open(*_arguments: object, **_more: object) -> tuple[str, str]:
        files = sorted(str(f) for f in folder.iterdir() if f.is_file() and f.name != "settings.json")
        return (monkey().chance.choice([*files, ""]), "")

    def file_to_save(*given: Any, **_more: object) -> tuple[str, str]:
        suffix = Path(str(given[2] if len(given) > 2 else "")).suffix
        name = monkey().chance.choice([*names, None])
        return (str(name.with_suffix(suffix)) if name is not None else "", "")

    QFileDialog.getOpenFileName = staticmethod(file_to_open)  # type: ignore[method-assign]  # chosen at once
    QFileDialog.getSaveFileName = staticmethod(file_to_save)  # type: ignore[method-assign]  # chosen at once
    QFileDialog.getExistingDirectory = staticmethod(lambda *_a, **_k: "")  # type: ignore[method-assign]  # no folder
    for kind in (QDialog, QFileDialog, QMessageBox, QPrintDialog):
        kind.exec = lambda *_a, **_k: 0  # type: ignore[attr-defined, method-assign]  # cancelled
    QMenu.exec = lambda *_a, **_k: None  # type: ignore[method-assign, assignment]  # nothing chosen
    QDesktopServices.openUrl = staticmethod(lambda *_a: True)  # type: ignore[method-assign]  # no browser
