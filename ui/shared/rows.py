"""The rows of a table of any size: ids in one flat array, values fetched 32 at a time and only when looked at.

`Rows(columns, fetch, tasks)`: `fetch(ids)` runs on the database thread and returns one frozen value per id, in
the order asked (None for one that is gone). Without `tasks` it is called at once (lists that are in memory).
"""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ui.shared.tasks import Tasks

Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[Sequence[int]], Sequence[Any]]
NUMBERS = "I"  # 0 to 2**32: a whole roster in 2.4 MB
PAGE = 32
KEPT = 16  # pages: 512 rows stay in memory
TOGETHER = 4  # pages fetched in one go: a view seldom shows more
Spans = tuple[tuple[int, int], ...]
VALUE = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows: `text`, a second line `below`, and how: kind "text", "person" (initials), "pill",
    "number" (right), "quiet", "bar" (a bar `share` full, 0 to 1, below the text). `tone` colours a pill or the text;
    `marked` and `marked_below` are the parts of the two lines, from where to where, that a search met."""

    text: str
    below: str = ""
    kind: str = "text"
    tone: str = ""
    share: float = 0.0
    marked: Spans = ()
    marked_below: Spans = ()

    def spoken(self) -> str:
        """The cell in one line, for screen readers and copying."""
        return f"{self.text}, {self.below}" if self.below else self.text


@dataclass(frozen=True, slots=True)
class Edit:
    """How a cell is typed into: `field` is its name in the change, `text(value)` what stands there before (None where
    this value's cell can't be changed here), `options` the (code, word) to choose from instead of typing."""

    field: str
    text: Callable[[Any], str | None]
    options: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `title` is translated; `cell(value)` makes the cell of a row's value; `width` in pixels;
    `stretch` takes what is left; `sort` is the word given to `Table.sorted`, "" when it can't be sorted by;
    the column is left out when the table is narrower than `from_width`. `key` names it where columns are chosen;
    `edit` says how its cells are changed in place."""

    title: str
    cell: Callable[[Any], Cell]
    width: int = 120
    stretch: bool = False
    sort: str = ""
    from_width: int = 0
    key: str = ""
    edit: Edit | None = None


class Rows(QAbstractTableModel):
    """The model; see the module's first lines."""

    loaded = Signal(int, int)  # first and last row of a page that came

    def __init__(
        self, columns: Sequence[Column], fetch: Fetch, tasks: Tasks | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._fetch, self._tasks = fetch, tasks
        self._ids = array(NUMBERS)
        self._pages: OrderedDict[int, Sequence[Any]] = OrderedDict()
        self._stale: OrderedDict[int, Sequence[Any]] = OrderedDict()
        self._wanted: list[int] = []
        self._asked: list[int] = []
        self._generation = 0

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Shows other columns of the same rows."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def set_ids(self, ids: Sequence[int]) -> None:
        """Shows other rows."""
        self.beginResetModel()
        self._ids = _flat(ids)
        self._forget()
        self._stale = OrderedDict()
        self.endResetModel()

    def grow(self, ids: Sequence[int]) -> bool:
        """Takes the whole list in place of its beginning; what is shown and selected stays.

        False, and nothing done, when the list does not begin with the rows there are.
        """
        flat, had = _flat(ids), len(self._ids)
        if not had or flat[:had] != self._ids:
            return False
        if len(flat) > had:
            self.beginInsertRows(QModelIndex(), had, len(flat) - 1)
            self._ids = flat
            if had % PAGE:
                self._pages.pop(had // PAGE, None)
            self.endInsertRows()
        return True

    def reload(self) -> None:
        """Fetches again what is looked at (after a change); the old values show until the new ones are there."""
        stale = self._pages
        self._forget()
        self._stale = stale
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self.columns) - 1))

    def ids(self) -> "array[int]":
        """The ids of all rows in order; not to be changed."""
        return self._ids

    def id_at(self, row: int) -> int:
        """The id of a row."""
        return self._ids[row]

    def row_of(self, wanted: int) -> int:
        """The row of an id, -1 when it is not there."""
        try:
            return self._ids.index(wanted)
        except ValueError:
            return -1

    def value(self, row: int) -> Any | None:
        """The value of a row, or None while it is on its way (then `loaded` follows)."""
        number = row // PAGE
        page = self._pages.get(number)
        if page is not None:
            self._pages.move_to_end(number)
            return page[row % PAGE] if row % PAGE < len(page) else None
        if self._tasks is None:
            self._take(number, self._fetch(self._slice(number)))
            return self.value(row)
        if number not in self._asked and number not in self._wanted:
            self._wanted.append(number)
            self._ask()
        old = self._stale.get(number, ())
        return old[row % PAGE] if row % PAGE < len(old) else None

    def look_at(self, first: int, last: int) -> None:
        """Asks for all values of the rows on screen in one go, before they are painted one after the other."""
        if self._tasks is None:
            return
        seen = [n for n in range(first // PAGE, last // PAGE + 1) if n not in self._pages and n not in self._asked]
        self._wanted = [n for n in self._wanted if n not in seen] + seen
        self._ask()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in _TEXT_ROLES:
            return None
        value = self.value(index.row())
        if value is None or role == VALUE:
            return value
        cell = self.columns[index.column()].cell(value)
        return cell.text if role == Qt.ItemDataRole.DisplayRole else cell.spoken()

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.columns[section].title if orientation == Qt.Orientation.Horizontal else section + 1

    def _slice(self, number: int) -> "array[int]":
        return self._ids[number * PAGE : (number + 1) * PAGE]

    def _forget(self) -> None:
        self._pages = OrderedDict()
        self._wanted.clear()
        self._asked = []
        self._generation += 1

    def _ask(self) -> None:
        # One request at a time, the newest first: after a long scroll only what is on screen is fetched.
        if self._tasks is None or self._asked or not self._wanted:
            return
        newest = self._wanted[-1]
        self._asked = [n for n in self._wanted if abs(n - newest) < TOGETHER][-TOGETHER:]
        self._wanted = [n for n in self._wanted if n not in self._asked][-TOGETHER:]
        work = partial(self._fetch_pages, [self._slice(number) for number in self._asked])
        self._tasks.run(work, done=partial(self._on_fetched, self._generation), owner=self)

    def _fetch_pages(self, pages: "Sequence[array[int]]") -> list[Sequence[Any]]:
        """The values of some pages by one question: what is on screen comes in one step, wherever its pages part."""
        together = array(NUMBERS)
        for page in pages:
            together.extend(page)
        values = iter(self._fetch(together))
        return [list(islice(values, len(page))) for page in pages]

    def _on_fetched(self, generation: int, pages: Sequence[Sequence[Any]]) -> None:
        if generation != self._generation:
            return
        came, self._asked = self._asked, []
        for number, values in zip(came, pages, strict=True):
            self._take(number, values)
        for number in came:
            first, last = number * PAGE, min((number + 1) * PAGE, len(self._ids)) - 1
            if first <= last:
                self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
            self.loaded.emit(first, last)
        self._ask()

    def _take(self, number: int, values: Sequence[Any]) -> None:
        self._pages[number] = values
        self._stale.pop(number, None)
        if len(self._pages) > KEPT:
            self._pages.popitem(last=False)


def _flat(ids: Sequence[int]) -> "array[int]":
    return ids if isinstance(ids, array) and ids.typecode == NUMBERS else array(NUMBERS, ids)


_TEXT_ROLES = {
    int(Qt.ItemDataRole.DisplayRole),
    int(Qt.ItemDataRole.AccessibleTextRole),
    int(Qt.ItemDataRole.ToolTipRole),
    VALUE,
}
