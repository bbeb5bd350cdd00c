"""A table of any size with two-line cells, a sortable header and the keyboard.

    table = Table(_("Members"), [Column(_("Name"), name_cell, stretch=True, sort="name"), ...],
                  fetch=members.rows, tasks=shell.tasks)
    table.show_ids(first=partial(members.ids, query, limit=200), all_=partial(members.ids, query))
    table.refresh_ids(partial(members.ids, query))     # the same question again, after a change
    table.set_values(camps)                      # a short list that is in memory

`chosen(value | None)` follows the current row, `opened(value)` Enter or double click, `sorted(word, descending)`
asks for other ids, `menu_asked(value, position)` a right click or the menu key, `began` when the first rows show and
`counted(n)` when all are known, `picked(n)` how many rows are selected. Ctrl+1 … Ctrl+9 sorts by a column.
With `movable` columns are dragged and made wider (`arranged`; see `columns` and `use_columns`). F2 or a double click
types into a cell whose column has an `edit`: `edited(value, field, text)`, see ui/shared/cell_editor.py.
"""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Signal

from ui.shared.rows import NUMBERS, Column, Fetch, Rows
from ui.shared.table_view import TableView
from ui.shared.tasks import Tasks

FIRST = 200
IdSource = Callable[[], Sequence[int]]


class Table(TableView):
    """See the module's first lines."""

    chosen = Signal(object)
    counted = Signal(int)
    began = Signal()
    picked = Signal(int)
    arranged = Signal()

    def __init__(
        self, name: str, columns: Sequence[Column], *, fetch: Fetch | None = None, tasks: Tasks | None = None
    ) -> None:
        self._tasks, self._values = tasks, list[Any]()
        super().__init__(name, Rows(columns, fetch or self._from_values, tasks if fetch else None))
        self._keep: int | None = None
        self._scroll: int | None = None
        self._question = self._answered = 0  # whether all ids came before the first ones did
        self.rows.loaded.connect(self._on_loaded)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.selectionModel().selectionChanged.connect(lambda: self.picked.emit(self.selected_count()))
        self._heading.resized.connect(self._on_resized)
        self._heading.moved.connect(self._on_moved)

    def show_ids(self, first: IdSource, all_: IdSource, *, quick: bool = True) -> None:
        """Shows `first()` (200 ids) at once and `all_()` as soon as it is there, which runs beside the database thread,
        because rows on screen must not wait for it; so does `first` when it is not `quick`.

        The selected row stays selected when it is still among the rows.
        """
        self._keep = self.current_id() if self._keep is None else self._keep
        if self._tasks is None:
            self._on_all(all_())
            return
        self._question += 1
        begin = partial(self._on_first, self._question)
        self._tasks.run(first, done=begin, owner=self, latest="ids-first", pool="db" if quick else "work")
        self._tasks.run(all_, done=self._on_all, owner=self, latest="ids-all", pool="work")

    def refresh_ids(self, all_: IdSource) -> None:
        """Asks for the ids again after a change; the place and the selection stay."""
        if self._tasks is None:
            self._on_refreshed(all_())
        else:
            self._tasks.run(all_, done=self._on_refreshed, owner=self, latest="ids-all", pool="work")

    def set_values(self, values: Sequence[Any]) -> None:
        """Shows values that are in memory; a value's id is its place in the list."""
        row = self.currentIndex().row() if self._keep is None else self._keep
        self._keep = None
        self._values = list(values)
        self.rows.set_ids(array(NUMBERS, range(len(self._values))))
        self.counted.emit(len(self._values))
        if 0 <= row < len(self._values):
            self.select_row(row)
        else:
            self.chosen.emit(None)

    def reload(self) -> None:
        """Fetches the rows on screen again, for a change that moved nobody."""
        self.rows.reload()
        self._on_current_changed(self.currentIndex())

    def current(self) -> Any | None:
        """The value of the current row, None when there is none or it is still on its way."""
        row = self.currentIndex().row()
        return self.rows.value(row) if row >= 0 else None

    def current_id(self) -> int | None:
        """The id of the current row."""
        row = self.currentIndex().row()
        return self.rows.id_at(row) if 0 <= row < self.rows.rowCount() else None

    def selected_ids(self) -> "array[int]":
        """The ids of all selected rows, in the order shown; no row is loaded for it."""
        found, ids = array(NUMBERS), self.rows.ids()
        for top, bottom in self._spans():
            found.extend(ids[top : bottom + 1])
        return found

    def selected_count(self) -> int:
        """How many rows are selected."""
        return sum(bottom - top + 1 for top, bottom in self._spans())

    def columns(self) -> tuple[Column, ...]:
        """The columns shown, in their order and with the widths they were given."""
        return self.rows.columns

    def use_columns(self, columns: Sequence[Column]) -> None:
        """Shows other columns; rows, place and selection stay."""
        place = self.place()
        selection = self._spans()
        self.editor.leave()
        self.rows.set_columns(columns)
        self._fit(self.viewport().width())
        self.go_to(place)
        if len(selection) > 1 or any(top != bottom for top, bottom in selection):
            self._select_spans(selection)

    def set_movable(self) -> None:
        """Lets columns be dragged and made wider."""
        self._heading.set_movable()

    def select_id(self, wanted: int) -> bool:
        """Makes an id's row current and brings it into view; False when it is not there."""
        row = self.rows.row_of(wanted)
        if row >= 0:
            self.select_row(row)
        return row >= 0

    def sort_by(self, word: str, descending: bool = False) -> None:
        """Shows which column the rows are sorted by; the caller gives the ids in that order."""
        self._heading.show_sort(word, descending)

    def place(self) -> dict[str, Any]:
        """Where the person is: the current id, the scroll place and the sorting; for `go_to`."""
        return {
            "id": self.current_id() if self._keep is None else self._keep,  # where it is on its way to
            "scroll": self.verticalScrollBar().value() if self._scroll is None else self._scroll,
            "sort": self._heading.word,
            "descending": self._heading.descending,
        }

    def go_to(self, place: dict[str, Any]) -> None:
        """Goes back to a place as soon as the rows are there."""
        self._heading.show_sort(place.get("sort", ""), place.get("descending", False))
        self._keep, self._scroll = place.get("id"), place.get("scroll")
        self._return_to_place()

    def _select_spans(self, spans: Sequence[tuple[int, int]]) -> None:
        flags = QItemSelectionModel.SelectionFlag
        for top, bottom in spans:
            part = QItemSelection(self.rows.index(top, 0), self.rows.index(bottom, 0))
            self.selectionModel().select(part, flags.Select | flags.Rows)

    def _on_resized(self, section: int, width: int) -> None:
        columns = list(self.rows.columns)
        columns[section] = replace(columns[section], width=width)
        self.rows.columns = tuple(columns)
        self._heading.stretch(self.viewport().width())
        self.arranged.emit()

    def _on_moved(self, order: Sequence[int]) -> None:
        self.use_columns([self.rows.columns[n] for n in order])
        self.arranged.emit()

    def _from_values(self, ids: Sequence[int]) -> Sequence[Any]:
        return [self._values[number] for number in ids]

    def _on_first(self, question: int, ids: Sequence[int]) -> None:
        if question == self._answered:
            return
        self.rows.set_ids(ids)
        self.scrollToTop()
        self._return_to_place()
        self.began.emit()

    def _on_all(self, ids: Sequence[int]) -> None:
        self._answered = self._question
        if not self.rows.grow(ids):
            self.rows.set_ids(ids)
        self.began.emit()
        self._settle(len(ids))

    def _on_refreshed(self, ids: Sequence[int]) -> None:
        had = self.rows.rowCount()
        if had == len(ids) and self.rows.grow(ids):
            self.reload()
        else:
            coming, here = self._keep, (self.current_id(), self.verticalScrollBar().value())
            self.rows.set_ids(ids)
            if coming is None or self.rows.row_of(coming) < 0:  # nobody asked for a row that only these ids have
                self._keep, self._scroll = here
        self._settle(len(ids))

    def _settle(self, count: int) -> None:
        self._return_to_place()
        self._keep = self._scroll = None
        self.counted.emit(count)
        if not self.currentIndex().isValid():
            self.chosen.emit(None)

    def _return_to_place(self) -> None:
        if self._keep is not None and self.select_id(self._keep):
            self._keep = None
        if self._scroll is not None and self._scroll <= self.verticalScrollBar().maximum():
            self.verticalScrollBar().setValue(self._scroll)

    def _on_current_changed(self, index: QModelIndex) -> None:
        value = self.rows.value(index.row()) if index.isValid() else None
        if value is not None or not index.isValid():
            self.chosen.emit(value)

    def _on_loaded(self, first: int, last: int) -> None:
        if first <= self.currentIndex().row() <= last:
            self.chosen.emit(self.current())
