"""The map of keys (F1 and ?): every key of the page on screen and of the window, gathered from what does the work.

A button, a menu entry or a shortcut says its key itself; what a key of the hand (A for absent) does stands in the
tooltip of its button, as "Absent  (A)". A page names only what no control shows, in its `keys()`.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QLineEdit, QSizePolicy, QWidget

from organizer_app.domain.names import fold
from organizer_app.domain.words import translate as _
from ui.shared.labels import label
from ui.shared.layout import clear, column, row
from ui.shared.rights import Refused

OR = ", "  # between keys that do the same
_TOLD = re.compile(r"(?P<words>[^\n]+?)  \((?P<key>[^()]+|\(|\))\)$")


class Key(NamedTuple):
    """A key, as QKeySequence reads it, and what it does in the language in force."""

    key: str
    words: str

    def caps(self) -> list[str]:
        """The key as this computer writes it; several where any of them does it."""
        native = QKeySequence.SequenceFormat.NativeText
        return [QKeySequence(key).toString(native) or key for key in self.key.split(OR)]

    def shown(self) -> str:
        """All its keys in one line."""
        return OR.join(self.caps())


def bind(owner: QWidget, key: str, words: str, work: Callable[[], object]) -> QShortcut:
    """A shortcut of the window while `owner` shows, that stands in the map with its words."""
    made = QShortcut(QKeySequence(key), owner, work)
    made.setWhatsThis(words)
    return made


def keys_in(root: QWidget) -> list[Key]:
    """The keys of everything that shows in a widget, each with its first words."""
    found: dict[str, Key] = {}
    for key in (*_of_widgets(root), *_of_shortcuts(root)):
        found.setdefault(plain(key.key), key)
    return list(found.values())


def keys_of(page: QWidget, own: Iterable[tuple[str, str]]) -> list[Key]:
    """The keys of a page: what its controls show, then its `own`, which none of them does."""
    found = {plain(key.key): key for key in keys_in(page)}
    for key, words in own:
        found.setdefault(plain(key), Key(key, words))
    return list(found.values())


def plain(key: str) -> str:
    """A key in one spelling: "Ctrl+Enter" and "Ctrl+Return" are one."""
    return QKeySequence(key).toString().replace("Enter", "Return") or key


def _of_widgets(root: QWidget) -> Iterable[Key]:
    for widget in (root, *root.findChildren(QWidget)):
        if not widget.isVisibleTo(root) or isinstance(widget, Refused):
            continue
        told = _TOLD.search(widget.toolTip())
        if told:
            yield Key(told["key"], told["words"])
        elif isinstance(widget, QAbstractButton) and not widget.shortcut().isEmpty():
            yield Key(widget.shortcut().toString(), widget.text() or widget.accessibleName())
        for action in widget.actions():
            yield from _of_action(action)


def _of_action(action: QAction) -> Iterable[Key]:
    for sequence in action.shortcuts():
        words = _TOLD.search(action.toolTip())
        yield Key(sequence.toString(), words["words"] if words else action.text())


def _of_shortcuts(root: QWidget) -> Iterable[Key]:
    for shortcut in root.findChildren(QShortcut):
        owner = shortcut.parent()
        if shortcut.whatsThis() and isinstance(owner, QWidget) and owner.isVisibleTo(root):
            yield Key(shortcut.key().toString(), _(shortcut.whatsThis()))


class KeyMap(QWidget):
    """Both lists under a field in which one is searched by its key or its words."""

    def __init__(self, here: Sequence[Key], everywhere: Sequence[Key]) -> None:
        super().__init__()
        known = {plain(key.key) for key in here}
        self._parts = (
            (_("On this page"), _together(here)),
            (_("Everywhere"), _together(key for key in everywhere if plain(key.key) not in known)),
        )
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Find a key"))
        self.field.setAccessibleName(_("Find a key"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._show)
        self._list = column()
        self.setLayout(column(self.field, self._list, gap=14))
        self.setFocusProxy(self.field)
        self._show("")

    def parts(self) -> list[tuple[str, Sequence[Key]]]:
        """All keys, of the page and of everywhere, each under its title."""
        return list(self._parts)

    def shown(self) -> list[Key]:
        """The keys on screen."""
        wanted = fold(self.field.text())
        return [key for _title, keys in self._parts for key in keys if _fits(key, wanted)]

    def _show(self, text: str) -> None:
        clear(self._list)
        wanted = fold(text)
        parts = [(title, [key for key in keys if _fits(key, wanted)]) for title, keys in self._parts]
        found = any(keys for _title, keys in parts)
        self._list.addWidget(_lists(parts) if found else label(_("No key does that."), "muted", wrap=True))


def _fits(key: Key, wanted: str) -> bool:
    spelled = {spelling.casefold() for one in key.key.split(OR) for spelling in (one, plain(one))}
    return not wanted or wanted in fold(key.words) or wanted in spelled


def _together(keys: Iterable[Key]) -> list[Key]:
    """The keys that do the same as one, in the place of the first."""
    found: dict[str, list[str]] = {}
    for key in keys:
        found.setdefault(key.words, []).append(key.key)
    return [Key(OR.join(same), words) for words, same in found.items()]


def _lists(parts: Sequence[tuple[str, Sequence[Key]]]) -> QWidget:
    """Lines of caps of a keyboard and what they do, below their titles: one grid, so that all words begin together."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    for title, keys in parts:
        if not keys:
            continue
        if grid.count():
            grid.setRowMinimumHeight(grid.rowCount(), 4)
        grid.addWidget(label(title, "caption"), grid.rowCount(), 0, 1, 2)
        for key in keys:
            line = grid.rowCount()
            grid.addLayout(row(*map(_cap, key.caps()), None, gap=4), line, 0)
            grid.addWidget(label(key.words, wrap=True), line, 1)
    return made


def _cap(key: str) -> QWidget:
    made = label(key, "key")
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made
