"""Filters as chips with a menu each; those that find no place fold into one "Filters" chip, which has them all.

bar = FilterBar([Filter("block", _("Block"), options), Filter("status", _("Status"), options)])
bar.picked.connect(self._on_filters)      # {"block": [7, 9]}: keys with nothing chosen are left out
bar.opened.connect(self._count)           # a menu opened: bar.show_counts("block", {7: 1200}) puts counts behind
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from organizer_app.domain.words import group_digits
from organizer_app.domain.words import translate as _
from ui.shared.buttons import button
from ui.shared.field import Option
from ui.shared.icons import icon
from ui.shared.style import tokens


class Filter(NamedTuple):
    """One thing to filter by: several of its options may be chosen at once unless `single`. One that `grows` takes in
    options that turn up when they are counted."""

    key: str
    title: str
    options: Sequence[Option]
    single: bool = False
    grows: bool = False


class StayMenu(QMenu):
    """A menu that stays open while ticks are set with the mouse or the space bar."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.activeAction()
        if action is not None and action.isCheckable() and action.isEnabled():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.activeAction()
        if event.key() == Qt.Key.Key_Space and action is not None and action.isCheckable():
            action.trigger()
        else:
            super().keyPressEvent(event)


class FilterBar(QWidget):
    """See the module's first lines."""

    picked = Signal(dict)
    opened = Signal(str)

    def __init__(self, filters: Sequence[Filter]) -> None:
        super().__init__()
        self._filters = {one.key: one for one in filters}
        self._chosen: dict[str, list[Any]] = {}
        self._chips: dict[str, QPushButton] = {}
        self._actions: dict[str, list[tuple[Any, QAction]]] = {one.key: [] for one in filters}
        self._menus: dict[str, QMenu] = {}
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        folded = StayMenu(self)
        for one in filters:
            menu = self._menus[one.key] = StayMenu(one.title, self)
            menu.aboutToShow.connect(partial(self._on_opened, one.key))
            self._chips[one.key] = self._chip(one.title, menu)
            folded.addMenu(menu)
        self._fold = self._chip(_("Filters"), folded)
        self._clear = button(_("Clear"), kind="ghost", on=self.clear)
        self._layout.addWidget(self._clear)
        self._layout.addStretch(1)
        self._show()

    def chosen(self) -> dict[str, list[Any]]:
        """What is filtered by now: key -> values; keys with nothing chosen are left out."""
        return {key: list(values) for key, values in self._chosen.items() if values}

    def choose(self, chosen: Mapping[str, Sequence[Any]]) -> None:
        """Sets the filters without a signal."""
        self._chosen = {key: list(values) for key, values in chosen.items() if key in self._filters}
        self._show()

    def clear(self) -> None:
        """Takes every filter away."""
        self.choose({})
        self.picked.emit({})

    def show_counts(self, key: str, counts: Mapping[Any, int]) -> None:
        """Puts how many each option would leave behind its word; an option that only now turns up is added."""
        known = {option.value: option.text for option in self._filters[key].options}
        new = [Option(value, str(value)) for value in counts if value not in known and counts[value]]
        if new and self._filters[key].grows:
            self._filters[key] = self._filters[key]._replace(options=[*self._filters[key].options, *new])
            self._fill(key)
        words = {option.value: option.text for option in self._filters[key].options}
        for value, action in self._actions[key]:
            action.setText(f"{words[value]}\t{group_digits(counts.get(value, 0))}")

    def sizeHint(self) -> QSize:
        return QSize(self._needed(), 34)

    def minimumSizeHint(self) -> QSize:
        clear = self._clear.sizeHint().width() + 8 if self._chosen_any() else 0
        return QSize(self._fold.sizeHint().width() + clear, 34)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def _chip(self, title: str, menu: QMenu) -> QPushButton:
        chip = button(title, kind="chip")
        chip.setCheckable(True)
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.setIconSize(QSize(18, 14))
        chip.setMenu(menu)
        self._layout.addWidget(chip)
        return chip

    def _on_opened(self, key: str) -> None:
        self._fill(key)  # only now: a roster's menus have hundreds of lines, and most are never opened
        self.opened.emit(key)

    def _fill(self, key: str) -> None:
        menu, chosen, there = self._menus[key], self._chosen.get(key, []), [value for value, _a in self._actions[key]]
        for option in self._filters[key].options:
            if option.value in there:
                continue
            action = QAction(option.text, menu)
            action.setCheckable(True)
            action.setChecked(option.value in chosen)
            action.triggered.connect(lambda on, value=option.value: self._on_picked(key, value, on))
            menu.addAction(action)
            self._actions[key].append((option.value, action))

    def _on_picked(self, key: str, value: Any, on: bool) -> None:
        values = [] if self._filters[key].single else [v for v in self._chosen.get(key, []) if v != value]
        self._chosen[key] = [*values, value] if on else values
        self._show()
        self.picked.emit(self.chosen())

    def _show(self) -> None:
        t = tokens()
        for key, chip in self._chips.items():
            values = self._chosen.get(key, [])
            for value, action in self._actions[key]:
                action.setChecked(value in values)
            words = [option.text for option in self._filters[key].options if option.value in values]
            title = self._filters[key].title
            more = f" +{group_digits(len(words) - 1)}" if len(words) > 1 else ""
            self._label(chip, f"{title}: {words[0]}{more}" if words else title, bool(words), t.accent)
        count = len(self.chosen())
        self._label(self._fold, f"{_('Filters')} · {count}" if count else _("Filters"), bool(count), t.accent)
        self._clear.setVisible(bool(count))
        self._arrange()
        self.updateGeometry()

    def _label(self, chip: QPushButton, text: str, on: bool, ink: str) -> None:
        chip.setText(text)
        chip.setAccessibleName(text)
        chip.setChecked(on)
        chip.setIcon(icon("chevron-down", ink if on else tokens().text2, 14))

    def _needed(self) -> int:
        shown = [*self._chips.values(), *([self._clear] if self._chosen_any() else [])]
        return sum(part.sizeHint().width() + self._layout.spacing() for part in shown)

    def _chosen_any(self) -> bool:
        return any(self._chosen.values())

    def _arrange(self) -> None:
        clear = self._clear.sizeHint().width() + 8 if self._chosen_any() else 0
        folds = self.width() < self._needed() and len(self._chips) > 1
        room = self.width() - clear - (self._fold.sizeHint().width() + 8 if folds else 0)
        for chip in self._chips.values():
            room -= chip.sizeHint().width() + 8
            chip.setVisible(room >= -8 or not folds)
            room = room if room >= -8 else -10_000  # what stands behind one that has no place is folded, too
        self._fold.setVisible(folds)
