"""Which columns the roster shows, in which order and how wide: chosen in a menu, dragged, and kept on this laptop."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt

from organizer_app.services import laptop_choices
from ui.members.column_menu import ColumnMenu
from ui.members.columns import Kept, keep, shown
from ui.shared.records import Records
from ui.shared.rows import Column
from ui.shared.table import Table

SCREEN = "roster"


class RosterColumns(QObject):
    """`read()` asks once for what was kept; `use(keys)` shows others and keeps them; `choose(at)` opens the menu."""

    def __init__(self, table: Table, known: Sequence[Column], records: Records) -> None:
        super().__init__(table)
        self._table, self._known, self._records = table, known, records
        self._asked = False
        self.menu = ColumnMenu(known, table)
        self.menu.picked.connect(self.use)
        table.set_movable()
        table.arranged.connect(self._keep)
        heading = table.horizontalHeader()
        heading.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        heading.customContextMenuRequested.connect(lambda at: self.choose(heading.mapToGlobal(at)))

    def keys(self) -> list[str]:
        """The columns shown, in their order."""
        return [one.key for one in self._table.columns()]

    def read(self) -> None:
        """Shows the columns kept on this laptop, once they were read."""
        if not self._asked:
            self._asked = True
            self._records.read(partial(laptop_choices.get, screen=SCREEN), done=self._on_kept, owner=self)

    def use(self, keys: Sequence[str]) -> None:
        """Shows these columns, in this order, and remembers them on this laptop."""
        widths = {one.key: one.width for one in (*self._known, *self._table.columns())}
        self._show([[key, widths[key]] for key in keys if key in widths])
        self._keep()

    def choose(self, at: QPoint | None = None) -> None:
        """Opens the menu of the columns, below the header where no place is given."""
        heading = self._table.horizontalHeader()
        self.menu.open(self.keys(), at or heading.mapToGlobal(heading.rect().bottomRight() - QPoint(300, 0)))

    def _on_kept(self, kept: Any) -> None:
        if isinstance(kept, list):
            self._show(kept)

    def _show(self, kept: Kept) -> None:
        had = set(self.keys())
        self._table.use_columns(shown(self._known, kept))
        if set(self.keys()) - had:
            self._table.reload()  # a row holds only what some column shows

    def _keep(self) -> None:
        work = partial(laptop_choices.keep, screen=SCREEN, value=keep(self._table.columns()))
        self._records.write("members.columns", work, owner=self)
